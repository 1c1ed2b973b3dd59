"""Find every trade or skill that a sentence names, with the words it was read from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from matching.scoring.reading.claim import CLAIM_FROM, Claim
from matching.scoring.reading.lexicon import KNOWN_FROM, Lexicon, Ranked, is_sure
from matching.scoring.text.tokens import letter_by_letter
from matching.scoring.text.wording import (
    FEMININE_ENDINGS,
    SMALL_WORDS,
    one_form,
    plain,
    telling,
    without,
)
from matching.scoring.text.workplaces import is_workplace

CLAIM_MARGIN = 0.60  # and well before the next meaning, since nobody is there to choose
AMBIGUOUS_CLAIM = 0.50  # the phrase names several trades; each is only one possibility
WINDOW = 6  # longest run of words that one trade or skill is looked for in
_GOES_ON = frozenset(("de", "du", "des", "en"))
READ = 2_000  # letters: a page; a whole file pasted into a field must not hold up the desk
_SHORTEST = 4  # letters; shorter words are near too many others (vente and verte)
_PAIR = 5  # words of a name written for both genders
_PIECE = 30  # words of one piece that are looked at: nobody names a trade in the thirty-first

_LEAD_IN = frozenset(
    plain(
        "je j veux veu voudrais voudrai voudrait voulais aimerais aimerai aimerait souhaite "
        "souhaiterais souhaiterai cherche cherchais recherche cherchons trouver travailler "
        "travail travaille bosser boulot taf taff emploi poste job metier profession devenir "
        "etre suis etais comme quelque chose mon ma mes moi me ai ete avoir deja fait bonjour "
        "merci svp stp que qui ce cela ca est plutot surtout aussi encore bien tres peu sais "
        "savoir savez capable competence connaissance n importe quoi rien tout tous experience "
        "ans annee mois maintenant avant ancien ancienne actuellement domaine secteur milieu "
        "vers ou envie reve interesse interesserait plairait jveux jve jcherche jai jsuis "
        "jaimerais g chui tro trop bcp beaucoup possible candidature offre i want would like to "
        "work as job looking my am be can do some anything nothing know have been was a an for "
        "in worked working years robota rabota trabajo trabalho trabalhar travay travai lavoro"
    ).split()
)
_SPEAKS = frozenset(
    plain(
        "je j jai jsuis jveux jve jcherche jaimerais ai veux voudrais voudrai suis cherche "
        "aimerais aimerai souhaite travaille ete bonjour maintenant sauf pas i want am looking"
    ).split()
)
_LAST = frozenset(
    plain(
        "svp stp merci possible please si bonjour aussi quoi je j ai suis depuis en dans de du des"
    ).split()
)
# How somebody comes to work, which is no trade: "je me déplace en bus".
_BY_MEANS_OF = frozenset(
    ("en", vehicle) for vehicle in map(plain, ("bus", "car", "train", "tram", "métro", "scooter"))
)
_SPENT = re.compile(
    r" (?:depuis |pendant )?\d+ (?:an|annee|mois|ano|ani|year|anni|rokiv|lat|let|yil|sene|jahr)s?$"
)
_PARTS = re.compile(
    r"[,;\n&|!?]|(?<!\+)\+(?!\+|\s?\d)|\.(?:\s|$)|\s-\s|\b(?:et|ou|puis|and|or|mais)\b"
    rf"|/(?!(?:[hfmx]|{FEMININE_ENDINGS})s?\b)"  # not H/F or vendeur/se
)
_WRITTEN = re.compile(r"[^\s,;()]*\w[^\s,;()]*?(?=[.:!?]*(?:[\s,;()]|$))")
_NEGATION = re.compile(
    r"\b(?:sauf|pas|jamais|sans?|except|not|no(?! code))\b.*|\bplus (?:de|du|la|le|les)\b.*"
    r"|\bne (?!veux|peux|sais)(?=(?:\w+ ){1,3}(?:pas|plus|jamais|rien)\b).*"  # "ne" may be "en"
)


@lru_cache(maxsize=65_536)
def core_words(text: str) -> str:
    """A phrase without the words that only introduce it, and without what it refuses."""
    words = _NEGATION.sub("", plain(text[:READ])).split()
    while words and (words[0] in _LEAD_IN or words[0] in SMALL_WORDS or words[0].isdigit()):
        del words[0]
    while words and (words[-1] in _LAST or words[-1] in SMALL_WORDS):
        del words[-1]
    return _SPENT.sub("", " ".join(words))


def speaks(text: str) -> bool:
    """Whether a text is somebody's sentence rather than the name of a trade or a skill."""
    words = plain(text[:READ]).split()
    # "Recherche emploi" speaks; "technicien de recherche" does not.
    return not _SPEAKS.isdisjoint(words) or words[:1] == [one_form("recherche")]


def claims_in(text: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Each thing a sentence names once, in the order of the sentence."""
    found: dict[str, Claim] = {}
    for claim in _claims(text, lexicon):
        if claim.id not in found or claim.confidence > found[claim.id].confidence:
            found[claim.id] = claim
    return tuple(found.values())


def named_in(text: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Each thing that a sentence names outright or as it sounds: nothing is only near."""
    found: dict[str, Claim] = {}
    for piece in phrases_in(text):
        core = core_words(piece)
        names = _outright(piece, core, lexicon)
        words = core.split() if names else _inner(core)
        spans = [(0, len(words))] if names else _named_spans(words, lexicon)
        for start, end in spans:
            said = words[start:end]
            for claim in _named(quoted(piece, said), names or lexicon.named(" ".join(said))):
                found.setdefault(claim.id, claim)
    return tuple(found.values())


def learn_all(texts: Iterable[str], lexicon: Lexicon) -> None:
    """Prepare the reading of many sentences at once: the same answers as one by one, sooner."""
    cores = {core_words(piece) for text in texts for piece in phrases_in(text)}
    unread = [words for words in sorted(cores) if not lexicon.named(words)]
    unread = [words for words in unread if not lexicon.says_nothing(words)]
    lexicon.learn_surest(unread, least=CLAIM_FROM)
    unsure = [words for words in unread if not _is_one_thing(_as_whole(words, lexicon))]
    for least, said in _by_least(_left(_inner(words), lexicon) for words in unsure).items():
        lexicon.learn_surest(said, least=least)


@lru_cache(maxsize=65_536)
def phrases_in(text: str) -> tuple[str, ...]:
    """The pieces of a sentence between commas, slashes, *et*, *ou* and the like."""
    pieces = _split(text[:READ])
    return tuple(piece for piece in pieces if core_words(piece))


def _claims(text: str, lexicon: Lexicon) -> Iterator[Claim]:
    if lexicon.stops(text):
        return
    if lexicon.named(text):
        yield from _named(quoted(text, core_words(text).split()), lexicon.named(text))
        return
    for piece in phrases_in(text):
        yield from _piece(piece, lexicon)


def _piece(piece: str, lexicon: Lexicon) -> Iterator[Claim]:
    words = core_words(piece)
    names = _outright(piece, words, lexicon)
    if names:
        yield from _named(quoted(piece, words.split()), names)
    elif not lexicon.says_nothing(words):
        ranked = _as_whole(words, lexicon)
        if _is_one_thing(ranked):
            yield Claim(quoted(piece, words.split()), ranked[0].id, ranked[0].confidence)
        else:
            yield from _windows(piece, _inner(words), lexicon)


def _outright(piece: str, core: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a piece names as it is written, without its lead-in, or as it sounds."""
    named = lexicon.named(piece) or lexicon.named(core)
    return named or lexicon.sounded(core) or lexicon.sounded(piece)


def quoted(piece: str, words: Sequence[str]) -> str:
    """The shortest run of a piece, as written, that holds words as compared, in their order."""
    spans = [
        (word, *match.span())
        for match in _WRITTEN.finditer(piece)
        for word in _forms(match.group())
    ]
    runs = [
        (spans[last][2] - start, start, spans[last][2])
        for first, (word, start, _) in enumerate(spans)
        if words and word == words[0]
        for last in [_last(words, [form for form, _, _ in spans], first)]
        if last is not None
    ]
    return piece[slice(*min(runs)[1:])] if runs else piece.strip()


@lru_cache(maxsize=65_536)
def _forms(written: str) -> tuple[str, ...]:
    return tuple(plain(written).split())


def _last(words: Sequence[str], forms: Sequence[str], first: int) -> int | None:
    """Where the last of some words stands, when they follow one another from `first`."""
    at = first
    for word in words:
        at = next((here for here in range(at, len(forms)) if forms[here] == word), -1)
        if at < 0:
            return None
    return at


def _named(said: str, names: tuple[str, ...]) -> Iterator[Claim]:
    sure = 1.0 if len(names) == 1 else AMBIGUOUS_CLAIM
    for name in names:
        yield Claim(said, name, sure)


def _inner(words: str) -> list[str]:
    return without(words, _LEAD_IN).split()[:_PIECE]


def _windows(piece: str, words: list[str], lexicon: Lexicon) -> Iterator[Claim]:
    named = _named_spans(words, lexicon)
    for start, end in named:
        said = words[start:end]
        claims = _named(quoted(piece, said), lexicon.named(" ".join(said)))
        if _only_begins(words, start, end, lexicon):
            claims = (replace(claim, confidence=AMBIGUOUS_CLAIM) for claim in claims)
        yield from claims
    taken: set[int] = set()
    for negative, start, end, name in sorted(_near_spans(words, lexicon)):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield Claim(quoted(piece, words[start:end]), name, -negative)


def _only_begins(words: Sequence[str], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word that begins other names too goes on: *surveillant* in *… de baignade*.

    A place that follows says where it is done: *serveur en brasserie* goes on to nothing else.
    """
    said = telling(" ".join(words[start:end]))
    after, more = words[start + 1 : end + 1], telling(" ".join(words[end:]))
    goes_on = bool(after) and after[0] in _GOES_ON and bool(more) and not is_workplace(more[0])
    return len(said) == 1 and goes_on and lexicon.begins_others(words[start])


def _near_spans(words: list[str], lexicon: Lexicon) -> Iterator[tuple[float, int, int, str]]:
    left = _left(words, lexicon)
    for least, spans in _by_least([left]).items():
        lexicon.learn_surest(spans, least=least)
    for (start, end), (said, least) in left.items():
        ranked = lexicon.surest(said, least=least)
        if ranked and ranked[0].confidence >= least:
            yield -ranked[0].confidence, start, end, ranked[0].id


def _named_spans(words: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Runs of words that name a thing outright, the longest first, none inside another."""
    taken: set[int] = set()
    found: list[tuple[int, int]] = []
    for start, end in _spans(len(words)):
        if end - start > 1 and words[end - 1] in SMALL_WORDS:
            continue  # the same name stands in fewer words
        if not taken.isdisjoint(range(start, end)):
            continue
        is_means = tuple(words[start:end]) in _BY_MEANS_OF
        if is_means or lexicon.named(" ".join(words[start:end])):
            taken.update(range(start, end))
            if not is_means:
                found.append((start, end))
    return found


def _left(words: list[str], lexicon: Lexicon) -> dict[tuple[int, int], tuple[str, float]]:
    """Runs of words beside what is named outright, with how sure the nearest thing must be."""
    named = {at for span in _named_spans(words, lexicon) for at in range(*span)}
    found = {}
    for start, end in _spans(len(words)):
        said = " ".join(words[start:end])
        is_long = len(said) >= _SHORTEST and named.isdisjoint(range(start, end))
        if is_long and not lexicon.says_nothing(said):
            # One word of many, or what is left beside a named thing, is near one by chance.
            least = KNOWN_FROM if named or len(telling(said)) == 1 else CLAIM_FROM
            found[start, end] = said, least
    return found


def _by_least(
    left: Iterable[Mapping[tuple[int, int], tuple[str, float]]],
) -> dict[float, list[str]]:
    found: dict[float, list[str]] = {}
    for said, least in (pair for spans in left for pair in spans.values()):
        found.setdefault(least, []).append(said)
    return found


def _as_whole(words: str, lexicon: Lexicon) -> Ranked:
    return lexicon.surest(words, least=CLAIM_FROM)


def _is_one_thing(ranked: Ranked) -> bool:
    return is_sure(ranked, least=CLAIM_FROM, margin=CLAIM_MARGIN)


def _spans(count: int) -> list[tuple[int, int]]:
    return [
        (start, start + width)
        for width in range(min(WINDOW, count), 0, -1)
        for start in range(count - width + 1)
    ]


def parted(text: str) -> list[tuple[int, int]]:
    """Spans of the pieces of a text between commas, slashes, *et*, *ou* and the like."""
    folded = letter_by_letter(text)
    bounds = [match.span() for match in _PARTS.finditer(folded) if not _is_pair(folded, match)]
    edges = [0, *(edge for bound in bounds for edge in bound), len(text)]
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _split(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in parted(text)]


def _is_pair(folded: str, slash: re.Match[str]) -> bool:
    """Whether a slash stands between both genders of one name: *serveur / serveuse en salle*."""
    if slash.group() != "/":
        return False
    before = plain(folded[: slash.start()]).split()
    after = plain(folded[slash.end() :]).split()
    runs = range(1, min(len(before), len(after), _PAIR) + 1)
    return any(before[-run:] == after[:run] for run in runs)
