"""Fairs with a name, small enough to reason about by hand, shared by tests and benchmarks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from matching.domain.day.companions import Companions, count_companions
from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Contract, ExhibitorKind, OfferKind
from matching.services.door.welcome import CheckIn, Scan, take_scans
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.database import Store
from matching.store.day import happenings

DAY = date(2023, 6, 30)


def morning_fair(**changes: object) -> Fair:
    """A fair of four slots before a break and four after it."""
    frame = {
        "id": "morning-2023",
        "title": "Un matin pour l'emploi",
        "date": DAY,
        "opens": time(9),
        "closes": time(12),
        "slot_minutes": 15,
        "breaks": ((time(10), time(11)),),
        "most_meetings": 3,
        "least_meetings": 1,
    }
    return Fair(**{**frame, **changes})


def moment(hour: int, minute: int = 0) -> datetime:
    """An aware moment on the day of the fair, in its zone."""
    return morning_fair().moment(time(hour, minute))


def small_entries() -> Entries:
    """Three people, two stands, three offers; what they say suits in obvious ways."""
    people = (
        Jobseeker(
            "amina", "Amina", "Díaz", wishes=("développeuse web",), contracts=(Contract.CDI,)
        ),
        Jobseeker("bilal", "Bilal", "Ben Ali", wishes=("réparer des téléphones",)),
        Jobseeker("chloe", "Chloé", "O'Neil", wishes=("développeuse web",), leaves=time(9, 30)),
    )
    figures = (
        Statistics("amina", birth_year=1999, gender="femme", qpv=Answer.YES),
        Statistics("bilal", birth_year=1963, gender="homme", qpv=Answer.DECLINED),
    )
    stands = (
        Exhibitor("agence", "Agence web (fictif)", stand="A1", zone="A"),
        Exhibitor("ecole", "École (fictif)", ExhibitorKind.SCHOOL, stand="B1", zone="B", tables=2),
    )
    offers = (
        Offer("dev", "agence", "Développeur web", rome="M1855", contracts=(Contract.CDI,)),
        Offer("form", "ecole", "Formation développement web", OfferKind.TRAINING, rome="M1855"),
        Offer("atelier", "ecole", "Atelier ordinateur", OfferKind.WORKSHOP, places=2, minutes=30),
    )
    return Entries(
        fair=morning_fair(),
        jobseekers={one.id: one for one in people},
        statistics={one.person: one for one in figures},
        exhibitors={one.id: one for one in stands},
        offers={one.id: one for one in offers},
        call_numbers={one.id: number for number, one in enumerate(people, 1)},
    )


def shop_in(folder: Path, *, now: datetime | None = None, name: str = "fair.db") -> Shop:
    """A shop over a fresh SQLite file, its clock stopped at `now` (09:00 on the day)."""
    return shop_over(Store.open(f"sqlite:///{folder / name}"), folder, now=now)


def shop_over(store: Store, folder: Path, *, now: datetime | None = None) -> Shop:
    """A shop over an open store, its clock stopped and its codes drawn as the folder says."""
    stopped = now or moment(9)
    return Shop(store, lambda: stopped.astimezone(UTC), Random(str(folder)).randbytes)


@contextmanager
def shop_on(file: bytes, folder: Path, *, now: datetime | None = None) -> Iterator[Shop]:
    """A shop over a copy of a store's file, open as long as it is asked for."""
    (folder / "fair.db").write_bytes(file)
    opened = shop_in(folder, now=now)
    try:
        yield opened
    finally:
        opened.store.close()


def file_after(file: bytes, folder: Path, act: Callable[[Shop], object]) -> bytes:
    """A store's file after some acts: what several tests begin with is lived through once."""
    with shop_on(file, folder) as shop:
        act(shop)
    return (folder / "fair.db").read_bytes()


def companions(shop: Shop, fair: str) -> Companions:
    """How many came along so far, and who speaks what."""
    with shop.store.reading() as reader:
        return count_companions(happenings.read_happenings(reader, fair, person=""))


def take_scan(shop: Shop, scan: Scan) -> CheckIn:
    """The answer to one scan: a round of one."""
    (answer,) = take_scans(shop, [scan])
    assert isinstance(answer, CheckIn), answer
    return answer


def all_come(shop: Shop, fair: str, at: datetime | None = None) -> None:
    """Note that everybody listed at a fair has come, at a moment or as the doors open."""
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        moment = at or entries.fair.moment(entries.fair.opens)
        here = Attendance.of(happenings.read_happenings(writer, fair)).present
        for person in entries.jobseekers.keys() - here:
            came = Happening(HappeningKind.ARRIVED, moment, f"came {person}", person=person)
            happenings.append(writer, fair, came, recorded_at=moment)
