"""A fair of a region in the middle of its day, written straight into a store."""

from datetime import UTC, datetime, time

from sqlalchemy import insert

from badges.code import new_code
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.terms import Contract
from matching.store import fairs, schema
from matching.store.day import happenings, plans
from matching.store.documents import to_document

LARGE = "region"
SLOTS, TABLES, EACH = 48, 2, 4
TRADES = ("développeuse web", "cuisinier", "aide-soignante", "électricien", "vendeuse",
          "chauffeur", "maçon", "comptable", "agent d'entretien", "jardinier")  # fmt: skip


def write_large_fair(shop, people, stands):
    """So many people with four meetings each, two thirds of them here, at ten in the morning."""
    fair = _today()
    tables = [Exhibitor(f"s{n:03d}", f"Maison {n}", stand=f"{'ABCDEF'[n % 6]}{n}", tables=TABLES)
              for n in range(stands)]  # fmt: skip
    offers = [
        Offer(id=f"o{n:03d}", exhibitor=f"s{n:03d}", title=TRADES[n % len(TRADES)].capitalize(),
              contracts=(Contract.CDI,))
        for n in range(stands)
    ]  # fmt: skip
    at = datetime.now(UTC)
    with shop.store.writing() as writer:
        fairs.write_fair(writer, fair, digest="large", at=at)
        fairs.replace_offers(writer, fair.id, tables, offers)
        writer.execute(insert(schema.jobseekers), [_listed(n) for n in range(people)])
        writer.execute(insert(schema.badges), [
            {"code": new_code(), "fair": LARGE, "person": f"p{n:04d}", "issued_at": at}
            for n in range(people)
        ])  # fmt: skip
        plans.write_plan(writer, _plan(people, stands, at))
        for n in (one for one in range(people) if one % 3):
            came = Happening(HappeningKind.ARRIVED, at, f"came-{n}", person=f"p{n:04d}")
            happenings.append(writer, LARGE, came, recorded_at=at)


def _today():
    now = datetime.now(UTC)
    ahead = (10 - now.hour + 11) % 24 - 11
    zone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    frame = Fair("region", "Forum de la région", now.date(), time(8), time(20), timezone=zone)
    day = now.astimezone(frame.zone).date()
    return Fair(LARGE, frame.title, day, time(8), time(20), timezone=zone)


def _listed(number):
    wish = TRADES[number * 7 % len(TRADES)]
    person = Jobseeker(f"p{number:04d}", f"Zoé{number:04d}", f"Nom{number:04d}", wishes=(wish,))
    return {"fair": LARGE, "id": person.id, "call_number": number + 1, "walk_in": 0,
            "withdrawn": 0, "document": to_document(person)}  # fmt: skip


def _plan(people, stands, at):
    meetings = []
    for n in range(people * EACH):
        stand, turn = n % stands, n // stands
        slot = (turn + SLOTS // EACH * (stand % EACH)) % SLOTS
        meetings.append(Meeting(slot, f"p{n // EACH:04d}", f"s{stand:03d}", f"o{stand:03d}"))
    return PlanVersion(
        LARGE, 1, PlanState.ANNOUNCED, at, "large", 1, "feasible", tuple(sorted(meetings)),
        goals={"coverage": [], "score": 0.0, "waiting": 0, "breaks": 0, "changes": 0},
        announced_at=at,
    )  # fmt: skip
