"""What a column is: canonical headings, French ones, and near spellings."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from matching.intake.folding import bare

KINDS = ("jobseekers", "exhibitors", "offers")
REQUIRED = {
    "jobseekers": ("first_name",),
    "exhibitors": ("name",),
    "offers": ("exhibitor", "title"),
}
# Not a heading of ours, but many lists have it: it is cut into first and last name.
FULL_NAME = "full_name"
_NEAR = 85.0
_CLEARLY = 6.0
_SHORTEST = 5
_ASIDE = re.compile(r"\s*[(\[].*?(?:[)\]]|$)")


def columns(kind: str) -> tuple[str, ...]:
    """The canonical headings of a table."""
    return tuple(column for column in _synonyms()[kind] if column != FULL_NAME)


def usual_heading(kind: str, column: str) -> str:
    """The first French heading of a canonical column."""
    return _synonyms()[kind][column][0]


def canonical(kind: str, heading: str) -> str:
    """The column that a heading names without doubt, or "" when none."""
    names = _names(kind)
    return names.get(bare(heading)) or names.get(bare(_ASIDE.sub("", heading)), "")


def count_known(kind: str, cells: Iterable[str]) -> int:
    """How many different columns a row of cells names: the row of headings names most."""
    return len({canonical(kind, cell) for cell in cells if 0 < len(cell) < 100} - {""})


def guess(kind: str, heading: str, *, taken: Collection[str]) -> str:
    """The free column whose name is clearly nearest to a mistyped heading, or ""."""
    written = bare(_ASIDE.sub("", heading))
    if not _SHORTEST <= len(written) < 100:
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


def recognise(kind: str, headings: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """For each heading its column ("" when unknown) and whether it was guessed."""
    sure = [canonical(kind, heading) for heading in headings]
    taken = {column for column in sure if column}
    found: list[tuple[str, bool]] = []
    for heading, column in zip(headings, sure, strict=True):
        guessed = "" if column else guess(kind, heading, taken=taken)
        taken.add(guessed)
        found.append((column or guessed, bool(guessed)))
    return tuple(found)


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
