"""Forget a person: no row, page, log or cache of Parvis tells of them; the figures stay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import Connection

from matching.domain.day.counted import Counted
from matching.outcomes.nobody import counted_of
from matching.services.evening.report import read_day, with_first_wishes
from matching.services.files.rows_of_person import without_person
from matching.services.live.places_left import leave_places, would_move_up
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.redrawn import Redrawn
from matching.services.live.sessions.falling import FallingGroup, groups_needing
from matching.services.rights.copies import still_holding
from matching.services.rights.keep_up import let_go
from matching.services.rights.who import ReachedFair, reached_fairs, who_is
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import erasure
from matching.store.people.erasure import Copy, Identity, RightsAct
from matching.store.people.opportunities import read_opportunities


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out, or would be: rows by table, lines by file, and where somebody stays.

    `is_wiped` is false when another process was using the database: its log is wiped later.
    `moved_up` are people who waited and have a place by it: before a fair is over, a place that
    somebody held goes to the next; afterwards it stays taken, by nobody. `groups` of workshops are
    too small without them: the `plan` that is announced follows then. `fairs` are the others of
    the organiser where they are listed too, and forgotten with it.
    """

    person: str
    rows: Mapping[str, int]
    lines: Mapping[str, int]
    copies: tuple[Copy, ...] = ()
    is_wiped: bool = False
    moved_up: tuple[str, ...] = ()
    groups: tuple[FallingGroup, ...] = ()
    plan: Redrawn | None = None
    fairs: tuple[ReachedFair, ...] = ()


def would_forget(shop: Shop, fair: str, person: str) -> Forgotten:
    """What forgetting a person would take out; nothing is changed.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    with shop.store.reading() as reader:
        who = who_is(reader, fair, person)
        found = _found(reader, fair, person, who)
        reached = reached_fairs(shop, reader, fair, who.files[0])
        days = (fair, *(day.fair for day in reached))
        moved = [would_move_up(shop, reader, day, who.files[0]) for day in days]
        groups = [groups_needing(shop, reader, day, who.files[0]) for day in days]
    return replace(
        found,
        copies=still_holding(shop, fair, who.files),
        moved_up=tuple(chain.from_iterable(moved)),
        groups=tuple(chain.from_iterable(groups)),
        fairs=reached,
    )


def forget(shop: Shop, fair: str, person: str, *, station: str = "") -> Forgotten:
    """Take a person out of the store for ever; the figures of the fair do not move.

    A place that they held or waited for is given back unless the fair is over: whoever moves up is
    told like any other, and figures of places follow. Once it is over they count on, as nobody.
    Whoever is listed on other days of a series is forgotten on each of them.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    with shop.store.reading() as reader:
        root = who_is(reader, fair, person).files[0]
        reached = reached_fairs(shop, reader, fair, root)
    found = _forget_planned(shop, fair, root, person, station=station)
    there = [_forget_planned(shop, day.fair, root, root, station=station) for day in reached]
    moved = chain.from_iterable(day.moved_up for day in there)
    return replace(found, moved_up=(*found.moved_up, *moved), fairs=reached)


def _forget_planned(shop: Shop, fair: str, root: str, person: str, *, station: str) -> Forgotten:
    """Take somebody out; where groups fall without them, the plan follows and others are told."""
    with shop.store.reading() as reader:
        groups = groups_needing(shop, reader, fair, root)
    found = forget_all(shop, fair, [person], station=station)[0]
    if not groups:
        return found
    with shop.store.reading() as reader:
        at = shop.planned_from(fairs.read_fair(reader, fair))
    plan = redraw_plan(shop, fair, at=at, cause="forgotten", gains=frozenset())
    return replace(found, groups=groups, plan=plan)


def forget_all(
    shop: Shop, fair: str, people: Iterable[str], *, station: str = "", act: str = "forgotten"
) -> tuple[Forgotten, ...]:
    """Take several people out, each in a transaction of its own; pages are wiped once.

    A process that is killed meanwhile leaves everybody either whole or gone, and the next one
    that opens the store wipes the pages.
    """
    gone = [_erase(shop, fair, person, station=station, act=act) for person in people]
    is_wiped = finish_wiping(shop) if gone else True
    let_go(shop)
    return tuple(replace(found, is_wiped=is_wiped) for found in gone)


def finish_wiping(shop: Shop) -> bool:
    """Write the database anew where rows were deleted; whether no page holds them now."""
    if not shop.store.wipe():
        return False
    with shop.store.writing() as writer:
        erasure.wiped(writer)
    return True


def _erase(shop: Shop, fair: str, person: str, *, station: str, act: str) -> Forgotten:
    # Before: whose own file it is goes with the person.
    with shop.store.reading() as reader:
        files = who_is(reader, fair, person).files
    copies = still_holding(shop, fair, files)
    with shop.store.writing() as writer:
        who = who_is(writer, fair, person)
        found = _found(writer, fair, person, who)
        new_id = f"x-{shop.random_bytes(8).hex()}"
        counted = _counted(writer, fair, who.files[0], new_id=new_id)
        moved = leave_places(shop, writer, fair, who.files[0], new_id=new_id)
        for table in without_person(writer, fairs.read_fair(writer, fair), who):
            erasure.replace_received(writer, fair, table.part, table.document)
            erasure.drop_flaws(writer, fair, table.file, table.lines)
        erasure.erase(writer, fair, who, counted, new_id=new_id)
        erasure.note_act(writer, RightsAct(fair, act, 1, shop.clock(), station))
    return replace(found, copies=copies, moved_up=moved)


def _counted(reader: Connection, fair: str, person: str, *, new_id: str) -> tuple[Counted, ...]:
    """One row for whoever is counted; whoever is on no list any more is not."""
    day = read_day(reader, fair)
    if person not in day.entries.jobseekers:
        return ()
    day = with_first_wishes(reader, day, [person])
    counted = counted_of(day, person, new_id=new_id)
    known = read_opportunities(reader, fair).get(person)
    if known is None:
        return (counted,)
    return (replace(counted, open_share=known.open_share, best_score=known.best_score),)


def _found(reader: Connection, fair: str, person: str, who: Identity) -> Forgotten:
    trimmed = without_person(reader, fairs.read_fair(reader, fair), who)
    lines = {table.file: len(table.lines) for table in trimmed}
    return Forgotten(person, erasure.rows_of(reader, fair, who.files), lines)
