"""The door's route answers whoever comes late at once; meetings come behind, and are told then."""

from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.door.personal_page import personal_page
from matching.services.live.behind import begun_within
from matching.services.live.notices.to_tell import to_tell
from matching.services.plan.agenda import appointments_answer
from matching.store.day import happenings, plans
from matching.web import check_ins
from matching.web.routes import guards, routes
from tests.fairs import shop_on
from tests.held_plans import holding
from tests.services.door.test_answers_first import MOSSON, at_slot, too_late
from tests.services.live.test_behind import none_is_preparing


@pytest.fixture
def planned(example, tmp_path):
    """The example fair with its plan announced."""
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


@pytest.fixture
def late(planned, monkeypatch):
    """The shop, somebody whose meetings are over, and what scans their badge; plans are held."""
    monkeypatch.setattr(check_ins, "ANSWERS_WITHIN", 0.0)
    person, code, slot = too_late(planned)
    shop = at_slot(planned, slot)
    number = give_access(shop, name="Accueil", role=Role.DOOR).access.number
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    client = TestClient(app)
    token = open_station(shop, number, station="Tablette").cookie
    client.headers["authorization"] = f"Bearer {token}"

    def scan(**more):
        answer = client.post(
            f"/api/fairs/{MOSSON}/check-ins", json={"code": code, "nonce": "scan", **more}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    with holding(monkeypatch, "release") as go:
        yield shop, person, scan, go


def of_kind(shop, kind):
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, MOSSON)
    return [fact for fact in facts if fact.kind.value == kind]


def newest(shop):
    with shop.store.reading() as reader:
        return plans.last_number(reader, MOSSON)


def test_who_is_scanned_late_is_in_before_meetings_are_sought(late):
    shop, person, scan, go = late
    first = scan()
    assert (first["status"], first["next"], first["preparing"]) == ("accepted", [], True)
    assert [fact.person for fact in of_kind(shop, "arrived")] == [person]
    assert scan(again=True)["preparing"] is True
    go.set()
    assert none_is_preparing(shop)
    filled = scan(again=True)
    assert filled["preparing"] is False
    assert filled["next"] == appointments_answer(personal_page(shop, MOSSON, person).next)
    assert filled["next"]
    assert len(of_kind(shop, "arrived")) == 1


def test_nobody_counts_as_told_before_the_tablet_has_asked_again(late):
    shop, person, scan, go = late
    scan()
    scan(again=True)
    go.set()
    assert none_is_preparing(shop)
    assert person in {row.person for row in to_tell(shop, MOSSON).rows}
    scan(again=True)
    assert person not in {row.person for row in to_tell(shop, MOSSON).rows}


def test_the_same_scan_sent_twice_seeks_meetings_once(late):
    shop, _, scan, go = late
    before = newest(shop)
    assert [scan()["preparing"], scan()["preparing"]] == [True, True]
    go.set()
    assert none_is_preparing(shop)
    assert newest(shop) == before + 1


def test_a_word_that_is_no_truth_is_refused(late):
    *_, scan, _ = late
    with pytest.raises(AssertionError, match="again"):
        scan(again="yes")


def test_a_refused_badge_waits_for_no_plan_of_somebody_else(late):
    shop, _, scan, go = late
    begun_within(replace(shop, answers_within=0.0), MOSSON, lambda: go.wait(60))
    refused = scan(code="NOBODY", nonce="other")
    assert (refused["status"], refused["preparing"]) == ("refused", False)


def test_meetings_that_come_between_two_looks_are_told_by_the_next_answer(late, monkeypatch):
    shop, person, scan, go = late
    scan()
    took = check_ins.take_scans

    def overtaken(*args):
        answers = took(*args)
        go.set()
        assert none_is_preparing(shop)
        return answers

    monkeypatch.setattr(check_ins, "take_scans", overtaken)
    assert scan(again=True)["preparing"] is True
    assert person in {row.person for row in to_tell(shop, MOSSON).rows}
    assert scan(again=True)["next"]
    assert person not in {row.person for row in to_tell(shop, MOSSON).rows}
