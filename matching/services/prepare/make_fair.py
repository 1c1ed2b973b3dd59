"""Make a fair in the app, change it, and write it as `fair.toml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, time
from types import MappingProxyType

from sqlalchemy import Connection

from matching.domain.day.day_rules import DayRules
from matching.domain.day.next_steps import NONE, NextStep
from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.errors import FairError, Invalid
from matching.domain.fair import Fair, fair_id
from matching.domain.slots import SlotGrid
from matching.intake.cells.choices import split_list
from matching.intake.fair_file import read_key, write_fair
from matching.services.files.hours_told import with_slots_told
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans
from matching.store.documents import to_document
from matching.store.edits import append_edit

FORM_FIELDS = (
    *("title", "place", "organiser", "date", "opens", "closes"),
    *("slot_minutes", "breaks", "least_meetings", "most_meetings", "gap_slots", "rooms"),
    *("walk_in_seats", "walk_in_takes"),
)
"""What is asked about a fair, in the order it is asked."""
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "opens": "9:30",
        "closes": "17:00",
        "slot_minutes": "15",
        "least_meetings": "2",
        "most_meetings": "6",
        "gap_slots": "0",
        "rooms": "0",
        "walk_in_seats": "0",
        "walk_in_takes": "0",
    }
)
"""What stands in an untouched form; what is not here nobody can guess."""
_NOT_ASKED = (
    *("walks", "programme", "place_rules", "refusals_on_sheets"),
    "languages_on_badges",
    *("day_rules", "exits_by_scan", "next_steps", "schedule_format", "series", "dates"),
)
_REQUIRED = ("title", "date", "opens", "closes")
_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {"date": "12/03/2027", "opens": "9:30", "closes": "17:00", "breaks": "12:30-13:30"}
)
# Takes the place of what was refused, so that the other refusals are found too.
_STAND_IN = Fair("stand-in", "-", date(2000, 1, 1), time(0), time(23, 59), slot_minutes=5)


class FairRefused(FairError):
    """A fair as typed cannot be; `refusals` are all reasons, in the order of the form."""

    def __init__(self, refusals: Sequence[Invalid]) -> None:
        super().__init__("fair_refused", count=len(refusals))
        ordered = sorted(refusals, key=lambda refusal: FORM_FIELDS.index(refusal.field))
        self.refusals = tuple(ordered)


def make_fair(shop: Shop, typed: Mapping[str, str], *, station: str = "") -> Fair:
    """A new fair in the store, before any file.

    Parameters
    ----------
    typed
        Field to what was typed, by the rules of `fair.toml`; an empty one takes its default.

    Raises
    ------
    FairError
        `fair_refused` with every reason at once; `fair_exists` when there is one of that name
        and day.
    """
    fair = read_typed(typed)
    with shop.store.writing() as writer:
        write_new_fair(shop, writer, fair, station=station)
    return fair


def write_new_fair(shop: Shop, writer: Connection, fair: Fair, *, station: str) -> None:
    """Write a fair that is not there yet, with its line of the log.

    Raises
    ------
    FairError
        `fair_exists`.
    """
    if any(known.id == fair.id for known in fairs.list_fairs(writer)):
        raise FairError("fair_exists", fair=fair.id)
    fairs.write_fair(writer, fair, digest="", at=shop.clock())
    append_edit(writer, fair.id, _edit(shop, fair, EditAct.ADD, station))


def change_fair(shop: Shop, fair: str, typed: Mapping[str, str], *, station: str = "") -> Fair:
    """The same fair with another frame; what the form does not ask about stays.

    Where people were told a plan, slots keep their numbers: `change_hours` re-plans what no longer
    lies in the fair's hours.

    Raises
    ------
    FairError
        `fair_refused`; `fair_day_told` when people were told a plan of another day or length of
        slots.
    """
    with shop.store.writing() as writer:
        before = fairs.read_fair(writer, fair)
        after, _ = with_slots_told(writer, before, asked_for(before, typed))
        digest = fairs.digest_of(writer, fair)
        fairs.write_fair(writer, after, digest=digest, at=shop.clock())
        append_edit(writer, fair, _edit(shop, after, EditAct.CHANGE, station))
    return after


def is_to_draw_again(shop: Shop, fair: str, typed: Mapping[str, str]) -> bool:
    """Whether a plan goes, which nobody was told, when the fair gets this frame.

    Raises
    ------
    FairError
        `fair_refused`.
    """
    with shop.store.reading() as reader:
        before = fairs.read_fair(reader, fair)
        is_draft = plans.last_number(reader, fair) > 0 and not plans.is_announced(reader, fair)
    return is_draft and not before.cuts_its_day_like(asked_for(before, typed))


def asked_for(before: Fair, typed: Mapping[str, str]) -> Fair:
    """A fair with what was typed in its form; what the form does not ask about stays.

    Raises
    ------
    FairError
        `fair_refused`.
    """
    asked = read_typed(typed, zone=before.timezone)
    return replace(asked, id=before.id, **{name: getattr(before, name) for name in _NOT_ASKED})


def set_next_steps(shop: Shop, fair: str, steps: Iterable[NextStep], *, station: str = "") -> Fair:
    """The same fair with another list of what meetings may end with.

    The result without a next step is added where it was left out: nobody has to make one up.

    Raises
    ------
    Invalid
        When a result stands there twice.
    """
    chosen = tuple(steps)
    if all(step.result != NONE for step in chosen):
        chosen = (*chosen, NextStep(NONE))
    with shop.store.writing() as writer:
        after = replace(fairs.read_fair(writer, fair), next_steps=chosen)
        fairs.write_fair(writer, after, digest=fairs.digest_of(writer, fair), at=shop.clock())
        append_edit(writer, fair, _edit(shop, after, EditAct.CHANGE, station))
    return after


def change_day_rules(
    shop: Shop, fair: str, typed: Mapping[str, str], *, exits_by_scan: bool, station: str = ""
) -> Fair:
    """The same fair with other rules of the day; they hold from now on.

    Parameters
    ----------
    typed
        Each field of `DayRules` to what was typed or chosen.

    Raises
    ------
    Invalid
        With the field at fault.
    """
    rules = read_key("day_rules", {name: said.strip() or "0" for name, said in typed.items()})
    if not isinstance(rules, DayRules):
        raise Invalid("day_rules", "not_read", value=", ".join(typed.values()), example="10")
    with shop.store.writing() as writer:
        before = fairs.read_fair(writer, fair)
        after = replace(before, day_rules=rules, exits_by_scan=exits_by_scan)
        digest = fairs.digest_of(writer, fair)
        fairs.write_fair(writer, after, digest=digest, at=shop.clock())
        append_edit(writer, fair, _edit(shop, after, EditAct.CHANGE, station))
    return after


def fair_file(shop: Shop, fair: str) -> bytes:
    """The fair as `fair.toml`, for another laptop or for the command."""
    with shop.store.reading() as reader:
        return write_fair(fairs.read_fair(reader, fair))


def typed_of(fair: Fair) -> dict[str, str]:
    """A fair as the fields of the form; read back, they make the same fair."""
    shown = {name: str(getattr(fair, name)) for name in FORM_FIELDS}
    return shown | {
        "date": f"{fair.date:%d/%m/%Y}",
        "opens": _hour(fair.opens),
        "closes": _hour(fair.closes),
        "breaks": "; ".join(f"{_hour(start)}-{_hour(end)}" for start, end in fair.breaks),
    }


def read_typed(typed: Mapping[str, str], *, zone: str = _STAND_IN.timezone) -> Fair:
    """The fair that a form describes.

    Raises
    ------
    FairError
        `fair_refused` with every reason at once.
    """
    refusals: list[Invalid] = []
    values = {field.name: getattr(_STAND_IN, field.name) for field in fields(Fair)} | {
        "timezone": zone
    }
    for name in FORM_FIELDS:
        try:
            values[name] = _value(name, typed.get(name, ""))
        except Invalid as refusal:
            refusals.append(refusal)
    fair = _born(values, refusals)
    if refusals:
        raise FairRefused(refusals)
    return replace(fair, id=fair_id(fair.title, fair.date))


def _value(name: str, text: str) -> object:
    """What a field says, its default where nothing is typed."""
    said = text.strip() or DEFAULTS.get(name, "")
    if not said:
        if name in _REQUIRED:
            raise Invalid(name, "empty")
        return getattr(_STAND_IN, name)
    value = read_key(name, list(split_list(said)) if name == "breaks" else said)
    if value is None:
        example = _EXAMPLES.get(name) or DEFAULTS.get(name, "")
        raise Invalid(name, "not_read", value=said, example=example)
    return value


def _born(values: dict[str, object], refusals: list[Invalid]) -> Fair:
    """The fair of these values; what is refused is gathered, and a stand-in takes its place."""
    make: type[Fair] = Fair
    while True:
        try:
            fair = make(**values)  # type: ignore[arg-type]  # each was read as its field's kind
            SlotGrid.of(fair)
        except Invalid as refusal:
            if any(refusal.field == before.field for before in refusals):
                return _STAND_IN
            refusals.append(refusal)
            values[refusal.field] = getattr(_STAND_IN, refusal.field)
        else:
            return fair


def _edit(shop: Shop, fair: Fair, act: EditAct, station: str) -> Edit:
    return Edit(EditKind.FAIR, fair.id, act, to_document(fair), shop.clock(), station)


def _hour(clock: time) -> str:
    return f"{clock.hour}:{clock:%M:%S}".removesuffix(":00")
