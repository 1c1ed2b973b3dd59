"""Consent to be called again: given or withdrawn, and it holds over every list."""

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import answers, duplicates, erasure
from matching.store.people.erasure import RightsAct


def set_consent(shop: Shop, fair: str, person: str, *, agrees: bool, station: str = "") -> None:
    """Keep whether a person agrees to be called again; a list that comes later changes nothing.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    with shop.store.writing() as writer:
        root = duplicates.joined(writer, fair).get(person, person)
        if root not in fairs.read_entries(writer, fair).jobseekers:
            raise FairError("person_unknown", person=person, fair=fair)
        fields = {"consent_contact": agrees}
        answers.keep_answers(writer, fair, root, fields, at=shop.clock())
        act = "consent" if agrees else "consent_withdrawn"
        erasure.note_act(writer, RightsAct(fair, act, 1, shop.clock(), station))
