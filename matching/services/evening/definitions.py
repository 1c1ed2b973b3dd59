"""What each figure of the report counts, and in what."""

from collections.abc import Mapping
from types import MappingProxyType

from matching.outcomes.figures import Figure, Section
from matching.phrases import codes, say

_PEOPLE = "people"
# By section, then by figure where one section counts different things.
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "meetings": "meetings",
        "meetings.per_person_mean": "meetings_each",
        "meetings.per_person_least": "meetings_each",
        "meetings.promise_kept": _PEOPLE,
        "stands": "meetings",
        "outcomes": "meetings",
        "supply": "offers",
        "supply.stands_employer": "stands",
        "supply.stands_school": "stands",
        "supply.stands_support": "stands",
        "supply.places": "places",
        "place_stock": "places",
        "place_stock.waiting": _PEOPLE,
        "programme": "projects",
        "programme.total_cost": "euros",
        "programme.european_share": "euros",
        "programme.cost_per_person": "euros",
        "programme.followed": _PEOPLE,
        "satisfaction": "answers",
    }
)


def unit_of(section: Section, figure: Figure, language: str) -> str:
    """What a figure is counted in."""
    unit = _UNITS.get(f"{section.code}.{figure.code}", _UNITS.get(section.code, _PEOPLE))
    return say(f"unit.{unit}", language)


def definition_of(section: Section, figure: Figure, language: str) -> str:
    """How a figure is counted, in a sentence: its own, else that of its section."""
    own = f"definition.{section.code}.{figure.code}"
    return say(own if own in codes(language) else f"definition.{section.code}", language)
