"""The sheets of funders, as shipped and as an organiser has extended them."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from matching.domain.errors import FairError, Invalid
from matching.outcomes.figures import Figure
from matching.outcomes.funder_sheet import FunderLine, FunderSheet, counted_line
from matching.phrases import percent
from matching.services.evening.report import Report, cell_of, share_and_whole, shown

OWN_FILE = "PARVIS_FUNDERS"
"""The environment variable that names an organiser's own file of sheets."""


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line with its value in it."""

    line: FunderLine
    figure: Figure

    def cells(self, language: str) -> tuple[str | float | None, ...]:
        """Code, label, value, share, what it is a share of, target and source, for a table."""
        told = self.line.label.get(language) or next(iter(self.line.label.values()))
        value, share, whole = cell_of(self.figure, language), self.figure.share, self.figure.whole
        return self.line.code, told, value, share, whole, self.line.target, self.line.source

    def told(self, language: str) -> tuple[str, ...]:
        """The same as people read it: a share with its whole, as the language writes them."""
        code, label, _, _, _, target, source = self.cells(language)
        is_known = self.figure.is_hidden or self.figure.value is not None
        value = shown(self.figure, language) if is_known else ""
        asked = percent(target, language) if isinstance(target, float) else ""
        share = share_and_whole(self.figure, language)
        return str(code), str(label), value, share, asked, str(source)


def funder_sheets(own: Path | None = None) -> tuple[FunderSheet, ...]:
    """Every sheet, an organiser's after those shipped; one of the same id takes its place.

    Raises
    ------
    FairError
        `funders_unreadable`, with what is wrong in the file.
    """
    shipped = (files("matching.services.evening") / "funders.toml").read_text(encoding="utf-8")
    found = {sheet.id: sheet for sheet in _read(shipped, "funders.toml")}
    named = own or (Path(os.environ[OWN_FILE]) if os.environ.get(OWN_FILE) else None)
    if named is not None:
        try:
            text = named.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise FairError("funders_unreadable", path=named.name, why=str(error)) from error
        found |= {sheet.id: sheet for sheet in _read(text, named.name)}
    return tuple(found.values())


def filled(sheet: FunderSheet, found: Report) -> tuple[FilledLine, ...]:
    """The lines of a sheet with the figures of a report."""
    return tuple(FilledLine(line, counted_line(line, found.sections)) for line in sheet.lines)


def _read(text: str, name: str) -> list[FunderSheet]:
    try:
        return [_sheet(document) for document in tomllib.loads(text)["sheet"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, Invalid) as error:
        raise FairError("funders_unreadable", path=name, why=str(error)) from error


def _sheet(document: Mapping[str, Any]) -> FunderSheet:
    lines = tuple(
        FunderLine(
            line["code"], dict(line["label"]), line["source"],
            tuple(line.get("figures", ())), tuple(line.get("of", ())), line.get("target"),
        )
        for line in document["line"]
    )  # fmt: skip
    title, warning = dict(document["title"]), dict(document.get("warning", {}))
    return FunderSheet(document["id"], title, document["source"], lines, warning)
