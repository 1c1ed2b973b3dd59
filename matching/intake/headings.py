"""What a column is: canonical headings, French ones, questions around them, near spellings."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from matching.intake.folding import bare

KINDS = ("jobseekers", "exhibitors", "offers")
REQUIRED = {
    "jobseekers": ("first_name",),
    "exhibitors": ("name",),
    "offers": ("exhibitor", "title"),
}
# Not columns of ours, but many lists have them: a whole name, hours in one cell, "cancelled",
# "permis / véhicule", France Travail's words beside its letter for the experience.
FULL_NAME = "full_name"
PRESENCE = "presence"
REGISTRATION = "registration"
LICENCE_AND_VEHICLE = "licence_and_vehicle"
EXPERIENCE_WORDS = "experience_words"
HELPING = frozenset({FULL_NAME, PRESENCE, REGISTRATION, LICENCE_AND_VEHICLE, EXPERIENCE_WORDS})
# What must not be kept, whatever a file calls it.
PRIVATE = "private"
# Columns whose cells are lists of words: several headings for one add up.
LISTS = frozenset(
    [
        "avoid",
        "conditions",
        "contracts",
        "hours",
        "hours_wanted",
        "languages",
        "licences",
        "licences_required",
        "needs",
        "publics",
        "skills",
        "skills_desired",
        "skills_required",
        "skills_taught",
        "themes",
        "titles_required",
        "wishes",
    ]
)
# Who else a list of people may tell of: whoever bought the ticket, a parent, whom to call.
_OTHER_PEOPLE = tuple(
    "buyer billing acheteur payeur payer conjoint* parent tuteur tutrice mere pere responsable"  # noqa: SIM905 - a list of words reads better in lines
    " representant* urgence emergency accompagnateur accompagnatrice parrain marraine manager"
    " guardian mother father garant".split()
)
_THE_PERSON = frozenset({"participant", "attendee", "candidat", "visiteur", "beneficiaire"})
_OF_THE_PERSON = frozenset(
    {"first_name", "last_name", FULL_NAME, "phone", "email", "birth_year", "gender", "commune"}
)
_SHORT_WORDS = {
    "nb": "nombre",
    "nbre": "nombre",
    "nbr": "nombre",
    "tel": "telephone",
    "num": "numero",
}
# Several headings may bring them: the first that says something is read.
_FIRST_THAT_SAYS = frozenset({"referrer"})
_NEAR = 85.0
_CLEARLY = 6.0
_SHORTEST = 5
_NUMBERS = frozenset({"n", "no", "num", "nr"})  # "N° de participant" is no mistyped "Nom"
_LONGEST = 300
_ASIDE = re.compile(r"\s*[(\[].*?(?:[)\]]|$)")
_OPTION = re.compile(r"\[([^\[\]]+)\]\s*$|(?:\?\s*|\w\s+):\s*([^?:]+)$")
_NUMBER_LAST = re.compile(r"\s*(?:n°|#)?\s*[1-9]\s*$")
_ITEM_LAST = re.compile(r"\s+:\s*[^:]+$")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Clue:
    """Words that must stand in a heading, stems of words, and words that must not."""

    column: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def weight(self) -> int:
        return sum(len(word.rstrip("*")) for word in self.wanted)

    def fits(self, words: Collection[str]) -> bool:
        return all(_stands(word, words) for word in self.wanted) and not any(
            _stands(word, words) for word in self.unwanted
        )


def columns(kind: str) -> tuple[str, ...]:
    """The canonical headings of a table."""
    return tuple(column for column in _synonyms()[kind] if column not in HELPING)


def usual_heading(kind: str, column: str) -> str:
    """The first French heading of a canonical column."""
    return _synonyms()[kind][column][0]


def canonical(kind: str, heading: str) -> str:
    """The column that a heading names without doubt, or "" when none."""
    names = _names(kind)
    return names.get(bare(heading)) or names.get(bare(_ASIDE.sub("", heading)), "")


def count_known(kind: str, cells: Iterable[str]) -> int:
    """How many different columns a row of cells names; of any table when `kind` is empty."""
    texts = [cell for cell in cells if 0 < len(cell) < _LONGEST]
    kinds = (kind,) if kind else KINDS
    return max(len({_named(one, text) for text in texts} - {""}) for one in kinds)


def option(heading: str) -> str:
    """The answer that a heading of a form stands for: CDI of "Contrat ? [CDI]" or "… ?: CDI"."""
    found = _OPTION.search(heading)
    return (found[1] or found[2]).strip() if found else ""


@lru_cache(maxsize=4000)
def contained(kind: str, heading: str, *, taken: frozenset[str] = frozenset()) -> str:
    """The column whose words a longer heading contains, or "" when none or when it is private.

    Words that may name either of two columns name the first that is not `taken`.
    """
    words = frozenset(bare(_HUMP.sub(" ", _ASIDE.sub("", heading)) + " " + heading).split())
    if not words or len(heading) > _LONGEST or _is_comment(heading):
        return ""
    words |= {_SHORT_WORDS[word] for word in words if word in _SHORT_WORDS}
    fitting = [clue for clue in _clues(kind) if clue.fits(words)]
    if kind == "jobseekers" and _names_another_person(words):
        fitting = [clue for clue in fitting if clue.column not in _OF_THE_PERSON]
    if not fitting:
        return ""
    best = max(fitting, key=lambda clue: clue.weight)
    alike = [clue.column for clue in fitting if clue.wanted == best.wanted]
    return next((column for column in alike if column not in taken), best.column)


def _is_comment(heading: str) -> bool:
    """Whether a heading is the free remark beside a question of a form."""
    return bare(option(heading)) in {"commentaire", "comment"}


def _names_another_person(words: AbstractSet[str]) -> bool:
    return any(_stands(word, words) for word in _OTHER_PEOPLE) and not words & _THE_PERSON


def is_private(heading: str) -> bool:
    """Whether a heading announces what must not be kept."""
    return bool(contained(PRIVATE, heading))


def guess(kind: str, heading: str, *, taken: Collection[str]) -> str:
    """The free column whose name is clearly nearest to a mistyped heading, or "".

    What is written with words of headings alone is no slip: “type de contact” is no contract.
    """
    written = bare(_ASIDE.sub("", heading))
    if not _SHORTEST <= len(written) < 100 or written.split()[0] in _NUMBERS:
        return ""
    if _spelled_rightly().issuperset(written.split()):
        return ""
    best: dict[str, float] = {}
    for name, score, _ in process.extract(
        written, _names(kind).keys(), scorer=fuzz.ratio, score_cutoff=_NEAR - _CLEARLY, limit=None
    ):
        column = _names(kind)[name]
        best[column] = max(score, best.get(column, 0.0))
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _NEAR or ranked[0][0] in taken:
        return ""
    alone = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _CLEARLY
    return ranked[0][0] if alone else ""


@cache
def _spelled_rightly() -> frozenset[str]:
    """Every word that some heading of some table is made of."""
    return frozenset(word for kind in KINDS for name in _names(kind) for word in name.split())


def recognise(
    kind: str, headings: Sequence[str], *, taken: Collection[str] = ()
) -> tuple[tuple[str, bool], ...]:
    """For each heading its column ("" when unknown) and whether it was guessed.

    A guess never takes a column that another heading names, nor one of `taken`.
    """
    sure = [_sure(kind, heading) for heading in headings]
    taken = {*taken, *(column for column in sure if column)}
    found: list[tuple[str, bool]] = []
    for heading, column in zip(headings, sure, strict=True):
        guessed = "" if column else _likely(kind, heading, taken)
        taken.add(guessed)
        found.append((column or guessed, bool(guessed)))
    return tuple(found)


def kind_of(rows: Sequence[Sequence[str]]) -> str:
    """The table that some rows are the head of, by the headings among them; "" when none."""
    best, kind = (0, 0), ""
    for one in KINDS:
        for cells in rows:
            known = {_named(one, cell) for cell in cells if 0 < len(cell) < _LONGEST} - {""}
            if one == "jobseekers" and FULL_NAME in known:
                known.add("first_name")
            has_all = int(all(column in known for column in REQUIRED[one]))
            if known and (has_all, len(known)) > best:
                best, kind = (has_all, len(known)), one
    return kind if best[0] else ""


def _sure(kind: str, heading: str) -> str:
    column = canonical(kind, heading) or _numbered(kind, heading)
    return column if column or not is_private(heading) else PRIVATE


def _numbered(kind: str, heading: str) -> str:
    """The column of lists of which a heading counts or names an item.

    "Métier 1", "Métier 2"; "Domaines : Restauration".
    """
    for pattern in (_NUMBER_LAST, _ITEM_LAST):
        alone = pattern.sub("", heading)
        column = canonical(kind, alone) if alone != heading else ""
        if column in LISTS:
            return column
    return ""


def _likely(kind: str, heading: str, taken: set[str]) -> str:
    column = contained(kind, heading, taken=frozenset(taken - LISTS))
    if column and (column not in taken or column in LISTS | {PRESENCE} | _FIRST_THAT_SAYS):
        return column
    if column or _is_comment(heading) or _names_another_person(set(bare(heading).split())):
        return ""
    return guess(kind, heading, taken=taken)


def _named(kind: str, heading: str) -> str:
    return canonical(kind, heading) or contained(kind, heading)


def _stands(word: str, words: Collection[str]) -> bool:
    if word.endswith("*"):
        return any(other.startswith(word[:-1]) for other in words)
    return word in words


@cache
def _clues(kind: str) -> tuple[_Clue, ...]:
    text = (files("matching.intake") / "contained.toml").read_text("utf-8")
    found: list[_Clue] = []
    for column, entries in tomllib.loads(text)[kind].items():
        clues = [_clue(column, entry.split()) for entry in entries]
        # An entry without a wanted word speaks of the whole column.
        barred = tuple(word for clue in clues if not clue.wanted for word in clue.unwanted)
        found += (
            replace(clue, unwanted=(*clue.unwanted, *barred)) for clue in clues if clue.wanted
        )
    return tuple(found)


def _clue(column: str, words: Sequence[str]) -> _Clue:
    unwanted = tuple(_stem(word[1:]) for word in words if word[0] == "!")
    wanted = tuple(_stem(word) for word in words if word[0] != "!")
    return _Clue(column, wanted, unwanted)


def _stem(word: str) -> str:
    return word if word.endswith("*") else bare(word)


@cache
def _names(kind: str) -> Mapping[str, str]:
    return {
        bare(name): column
        for column, names in _synonyms()[kind].items()
        for name in (column, *names)
    }


@cache
def _synonyms() -> dict[str, dict[str, list[str]]]:
    text = (files("matching.intake") / "headings.toml").read_text("utf-8")
    return tomllib.loads(text)
