"""What a funder asks for, line by line, made of figures of the report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.domain.errors import Invalid
from matching.outcomes.figures import Figure, Section
from matching.outcomes.public import NOT_SAID, QUESTIONS

_CAME = "reach.came"


@dataclass(frozen=True, slots=True)
class FunderLine:
    """One line of a sheet: which figures (`section.figure`) it adds up, of which others.

    `target` is the share that the funder asks for; without `figures` it is filled in by hand.
    """

    code: str
    label: Mapping[str, str]
    source: str
    figures: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    target: float | None = None

    def __post_init__(self) -> None:
        for name in ("code", "source"):
            if not getattr(self, name).strip():
                raise Invalid(name, "empty")
        if self.target is not None and not 0 <= self.target <= 1:
            raise Invalid("target", "range", value=self.target, least=0, most=1)


@dataclass(frozen=True, slots=True)
class FunderSheet:
    """The lines of one funder, where they come from, and what to be careful of."""

    id: str
    title: Mapping[str, str]
    source: str
    lines: tuple[FunderLine, ...]
    warning: Mapping[str, str]


def counted_line(line: FunderLine, sections: Iterable[Section]) -> Figure:
    """The figure of a line: a sum, hidden as soon as one of its parts is.

    No value where it is filled in by hand, where the report has no such figure, or where nobody
    answered the question that it counts answers of: what is not known is no zero.
    """
    sections = tuple(sections)
    known = {
        f"{section.code}.{figure.code}": figure
        for section in sections
        for figure in section.figures
    }
    parts = [known[name] for name in line.figures if name in known]
    wholes = [known[name] for name in line.of if name in known]
    silent = {section.code for section in sections if _is_unanswered(section)}
    asked = {name.partition(".")[0] for name in line.figures}
    if not parts or len(parts) < len(line.figures) or asked & silent:
        return Figure(line.code, None)
    value, whole = _sum(parts), _whole(line, parts, wholes)
    is_hidden = any(part.is_hidden for part in parts)
    return Figure(line.code, value, of=int(whole) if whole else None, is_hidden=is_hidden)


def _whole(line: FunderLine, parts: Sequence[Figure], wholes: Sequence[Figure]) -> float | None:
    """What a line is a part of: of groups of whoever came, everybody in these groups.

    Groups may stand as they were told earlier; who came is counted to this moment.
    """
    grouped = {part.of for part in parts if part.of is not None}
    are_groups = all(name.partition(".")[0] in QUESTIONS for name in line.figures)
    if line.of == (_CAME,) and are_groups and len(grouped) == 1:
        return grouped.pop()
    return _sum(wholes) if wholes else None


def _is_unanswered(section: Section) -> bool:
    """Whether a question was put to people and nobody has said anything."""
    said = [figure for figure in section.figures if figure.code != NOT_SAID]
    return len(said) < len(section.figures) and all(
        not figure.is_hidden and not figure.value for figure in said
    )


def _sum(figures: Sequence[Figure]) -> float | None:
    values = [figure.value for figure in figures]
    return None if None in values else sum(value for value in values if value is not None)
