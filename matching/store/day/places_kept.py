"""Places of somebody who is forgotten: their facts tell of nobody, in the order they were written.

Who has a place follows from the order of all takings, so these facts stay where they stand in the
log of the day, with the offer alone, under the id of the row that counts for nobody.
"""

from sqlalchemy import Connection, update

from matching.domain.day.happening import HappeningKind
from matching.domain.day.places import ANSWER, NAMELESS
from matching.store import schema
from matching.store.day.happenings import place_facts

_FACTS = schema.happenings


def keep_places(writer: Connection, fair: str, person: str, *, new_id: str) -> None:
    """Turn what somebody took and gave back into facts of `new_id`, which tell of nobody.

    What was taken back again is left to be deleted with the person.
    """
    for place, fact in enumerate(place_facts(writer, fair, person=person)):
        # Of a giving back it counts that they waited; what a taking was answered is theirs alone.
        is_counted = fact.kind is HappeningKind.PLACE_GIVEN_BACK and ANSWER in fact.data
        said = {ANSWER: fact.data[ANSWER]} if is_counted else {}
        hour = fact.at.replace(minute=0, second=0, microsecond=0)
        values = {
            "nonce": f"{new_id}-place-{place}",
            "person": new_id,
            "at": hour,
            "recorded_at": hour,
            "stand": "",
            "meeting": "",
            "station": "",
            "data": {"offer": fact.data["offer"], NAMELESS: "yes", **said},
        }
        mine = (_FACTS.c.fair == fair, _FACTS.c.nonce == fact.nonce)
        writer.execute(update(_FACTS).where(*mine).values(values))
