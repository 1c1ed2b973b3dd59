"""A file of follow-up, one line a person and checkpoint, as CSV in French or English words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeVar

from matching.domain.errors import FairError, Invalid
from matching.domain.flaw import Flaw
from matching.domain.programme.follow_up import Exit, FollowUp, Situation
from matching.intake.cells.calendar_days import read_day
from matching.intake.folding import fold, shorten, tidy
from matching.intake.tables.csv_files import read_csv
from matching.intake.tables.grids import Row

V = TypeVar("V")

_FILES = frozenset({"followup", "followups", "follow up", "suivi", "suivis"})
_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "record": ("id", "record", "dossier", "numero", "personne", "person"),
        "promotion": ("promotion", "promo", "session", "groupe", "group"),
        "exit": ("left programme", "exit", "sortie", "fin", "fin du parcours"),
        "months": ("months after", "months", "mois apres", "mois"),
        "situation": ("situation", "situation a la sortie"),
        "is_digital": ("numerique", "digital", "is digital", "secteur numerique"),
        "entered_on": ("entered on", "date d entree", "date entree", "entree"),
        "left_on": ("left on", "date de sortie", "date sortie"),
        "caller": ("caller", "appele par", "qui appelle", "referent", "referente"),
    }
)
_EXITS: Mapping[str, Exit] = MappingProxyType(
    {
        "": Exit.ENDED,
        "fin de parcours": Exit.ENDED,
        "fin": Exit.ENDED,
        "termine": Exit.ENDED,
        "ended": Exit.ENDED,
        "abandon": Exit.DROPPED_OUT,
        "abandon en cours": Exit.DROPPED_OUT,
        "dropped out": Exit.DROPPED_OUT,
        "en cours": Exit.STILL_IN,
        "still in": Exit.STILL_IN,
    }
)
_SITUATIONS: Mapping[str, Situation | None] = MappingProxyType(
    {
        "": None,
        "sans nouvelle": None,
        "sans nouvelles": None,
        "injoignable": None,
        "no answer": None,
        "formation": Situation.TRAINING,
        "en formation": Situation.TRAINING,
        "training": Situation.TRAINING,
        "premier emploi": Situation.FIRST_JOB,
        "emploi": Situation.FIRST_JOB,
        "en emploi": Situation.FIRST_JOB,
        "first job": Situation.FIRST_JOB,
        "recherche": Situation.SEARCHING,
        "en recherche": Situation.SEARCHING,
        "recherche d emploi": Situation.SEARCHING,
        "sans emploi": Situation.SEARCHING,
        "searching": Situation.SEARCHING,
        # Told by the way of leaving; some files say it twice.
        "abandon": None,
        "dropped out": None,
    }
)
_YES_NO: Mapping[str, bool | None] = MappingProxyType(
    {"": None, "oui": True, "non": False, "yes": True, "no": False, "1": True, "0": False}
)


def is_follow_up_file(name: str) -> bool:
    """Whether a file of a fair's folder is its follow-up, by its name."""
    path = PurePath(name)
    return path.suffix.casefold() == ".csv" and fold(path.stem) in _FILES


def read_follow_ups(file: str, content: bytes) -> tuple[tuple[FollowUp, ...], tuple[Flaw, ...]]:
    """The lines of a follow-up file, and what was not understood in it.

    A cell that is not understood counts as not known; a row without a number is set aside.

    Raises
    ------
    FairError
        `follow_up_headings` when the file has no column for the person or the situation.
    """
    grid = read_csv("", file, content)
    rows = [row for row in grid.rows if any(map(str.strip, row.cells))]
    heads = rows[0].cells if rows else ()
    columns = _columns(heads)
    if not {"record", "situation"} <= set(columns):
        raise FairError("follow_up_headings", file=file, found=shorten(", ".join(heads)))
    reading = _Reading(file, columns, heads, list(grid.flaws))
    found = [line for row in rows[1:] if (line := reading.line(row)) is not None]
    unknown = [text for at, text in enumerate(heads) if at not in columns.values()]
    said = [
        Flaw(file, rows[0].line, shorten(text), shorten(text), "heading_unknown")
        for text in unknown
    ]
    return tuple(found), (*said, *reading.flaws)


def _columns(heads: Sequence[str]) -> dict[str, int]:
    folded = [fold(head) for head in heads]
    return {
        name: next(at for at, head in enumerate(folded) if head in words)
        for name, words in _HEADINGS.items()
        if any(head in words for head in folded)
    }


@dataclass(slots=True)
class _Reading:
    """A file while its rows are read."""

    file: str
    columns: Mapping[str, int]
    heads: Sequence[str]
    flaws: list[Flaw] = field(default_factory=list)

    def line(self, row: Row) -> FollowUp | None:
        """What one row says."""
        try:
            return FollowUp(
                record=self._text(row, "record"),
                promotion=self._text(row, "promotion"),
                exit=self._exit(row),
                months=self._read(row, "months", _whole),
                situation=self._choice(row, "situation", _SITUATIONS),
                is_digital=self._choice(row, "is_digital", _YES_NO),
                entered_on=self._read(row, "entered_on", _day),
                left_on=self._read(row, "left_on", _day),
                caller=self._text(row, "caller"),
            )
        except Invalid as refusal:
            value = self._text(row, refusal.field)
            self._tell(row, refusal.field, value, "follow_up_lost", lost=True)
            return None

    def _exit(self, row: Row) -> Exit:
        dropped = fold(self._text(row, "situation")) in {"abandon", "dropped out"}
        said = self._choice(row, "exit", _EXITS)
        return Exit.DROPPED_OUT if dropped else said or Exit.ENDED

    def _text(self, row: Row, name: str) -> str:
        at = self.columns.get(name)
        return tidy(row.cells[at]) if at is not None and at < len(row.cells) else ""

    def _choice(self, row: Row, name: str, words: Mapping[str, V]) -> V | None:
        text = self._text(row, name)
        if fold(text) not in words:
            choices = ", ".join(word for word in words if word)
            self._tell(row, name, text, "follow_up_word", suggestion=_near(text, words) or choices)
            return None
        return words[fold(text)]

    def _read(self, row: Row, name: str, read: Callable[[str], V | None]) -> V | None:
        text = self._text(row, name)
        found = read(text) if text else None
        if text and found is None:
            code = "number_unreadable" if name == "months" else "date_unreadable"
            self._tell(row, name, text, code)
        return found

    def _tell(
        self,
        row: Row,
        name: str,
        value: str,
        code: str,
        *,
        suggestion: str = "",
        lost: bool = False,
    ) -> None:
        at = self.columns.get(name)
        column = self.heads[at] if at is not None else name
        self.flaws.append(
            Flaw(self.file, row.line, shorten(column), shorten(value), code, suggestion, lost)
        )


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _day(text: str) -> date | None:
    reading = read_day(text)
    return None if reading.doubts else reading.value


def _near(text: str, words: Iterable[str]) -> str:
    """The one known word that what was written begins with, or that begins with it."""
    said = fold(text)
    near = [word for word in words if word and (word.startswith(said) or said.startswith(word))]
    return near[0] if len(near) == 1 else ""
