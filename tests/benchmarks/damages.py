"""Ways in which people misspell a name: by ear, as in messages, two letters wrong."""

import re
from random import Random

from matching.scoring.text.wording import fold

_BY_EAR = (
    *(("ph", "f"), ("eau", "o"), ("au", "o"), ("qu", "k"), ("ss", "s"), ("tion", "sion")),
    *(("ai", "é"), ("er ", "é "), ("ier", "ié"), ("ch", "sh"), ("ll", "l"), ("tt", "t")),
    *(("mm", "m"), ("nn", "n"), ("y", "i"), ("x", "s"), ("c(?=[eiéy])", "s")),
    *(("c(?=[aoul r])", "k"), ("h", "")),
)
_IN_MESSAGES = {"de": "2", "avec": "avc", "pour": "pr", "dans": "ds", "et": "é"}
_LETTERS = "abcdefghilmnoprstuv"


def one_gender(label: str) -> str:
    """A label for both genders, written for one of them."""
    if " / " not in label:
        return label
    man, woman = label.split(" / ", 1)
    words, count = woman.split(), len(man.split())
    first = man.split() if Random(label).random() < 0.5 else words[:count]
    return " ".join((*first, *words[count:]))


def by_ear(label: str, chance: Random) -> str:
    """Two to four rules of sound for letters."""
    said = f" {label.lower()} "
    rules = [rule for rule in _BY_EAR if re.search(rule[0], said)]
    for letters, heard in chance.sample(rules, min(len(rules), chance.choice((2, 3, 4)))):
        said = re.sub(letters, heard, said)
    return said.strip()


def as_message(label: str, chance: Random) -> str:
    """Without accents, doubled letters, some vowels and mute endings."""
    return " ".join(_short(word, chance) for word in fold(label).split())


def _short(word: str, chance: Random) -> str:
    drawn = chance.random()
    if len(word) > 4 and drawn < 0.1:
        word = word[0] + re.sub("[aeiouy]", "", word[1:-1]) + word[-1]
    elif len(word) > 4 and drawn < 0.3:
        word = re.sub(r"(.)\1", r"\1", word)
    elif len(word) > 5 and drawn > 0.7:
        word = word.rstrip("esx")
    if chance.random() < 0.5:
        word = word.replace("qu", "k")
    return _IN_MESSAGES.get(word, word) if chance.random() < 0.5 else word


def two_letters(label: str, chance: Random) -> str:
    """Two letters left out, put in, taken for others or turned round."""
    said = list(label.lower())
    for _ in range(2):
        at = chance.randrange(1, max(2, len(said) - 1))
        match chance.choice("lpto"):
            case "l":
                del said[at]
            case "p":
                said.insert(at, chance.choice(_LETTERS))
            case "t":
                said[at], said[at - 1] = said[at - 1], said[at]
            case _:
                said[at] = chance.choice(_LETTERS)
    return "".join(said)
