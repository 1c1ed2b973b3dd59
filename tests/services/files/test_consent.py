"""Consent is a person's own word: asked one by one, given by no other way."""

import pytest

from matching.domain.errors import FairError
from matching.services.files.mending.mend import Mend, ValueAnswer, mend, say_consent
from matching.services.files.receive_files import read_report, receive_files
from matching.store import fairs
from tests.fairs import shop_in

from .test_columns_said import dropped

PEOPLE = "Prénom;Nom;Souhaits;Accord de contact\nAna;Sol;vente;à voir\nBo;Li;bois;à voir\n"


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    receive_files(opened, dropped(PEOPLE))
    yield opened
    opened.store.close()


def consents(shop):
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, "essai").jobseekers.values()
    return {person.first_name: person.consent_contact for person in people}


def asked(shop):
    return [flaw for flaw in read_report(shop, "essai").flaws if flaw.code == "consent_unread"]


def test_each_person_is_asked_alone_and_the_answer_stays_when_the_list_comes_again(shop):
    first, second = asked(shop)
    say_consent(shop, "essai", first, agrees=True)
    assert consents(shop) == {"Ana": True, "Bo": None}
    say_consent(shop, "essai", second, agrees=False)
    assert (consents(shop), asked(shop)) == ({"Ana": True, "Bo": False}, [])
    receive_files(shop, dropped(PEOPLE.replace("bois", "cuir")))
    assert consents(shop) == {"Ana": True, "Bo": False}


def test_mending_gives_no_consent_to_anybody(shop):
    flaw = asked(shop)[0]
    answer = ValueAnswer(flaw.file, "consent_contact", str(flaw.params["key"]), "oui")
    with pytest.raises(FairError, match="consent_not_mended"):
        mend(shop, "essai", [Mend(flaw.file, flaw.line, flaw.column, "oui")])
    with pytest.raises(FairError, match="consent_not_mended"):
        mend(shop, "essai", answers=[answer])
    assert consents(shop) == {"Ana": None, "Bo": None}
