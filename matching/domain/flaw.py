"""A flaw of the sheet that a person filled: where it is, what is wrong, what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend in an imported file.

    `line` counts from 1 as the spreadsheet does (headings are line 1); 0 speaks of the whole file.
    `lost` tells that the row (or file) was set aside; otherwise only the cell was ignored or a
    guess was made, and the rest of the row passed.
    """

    file: str
    line: int
    column: str
    value: str
    code: str
    suggestion: str = ""
    lost: bool = False
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
