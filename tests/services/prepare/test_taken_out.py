"""Whoever staff took out is prepared for no more: no screen counts, proposes or misses them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.edit import EditKind, TakenOut
from matching.domain.errors import FairError
from matching.services.door.welcome import check_in
from matching.services.files.fairs_known import has_people, known_fairs
from matching.services.files.preview import preview_files
from matching.services.files.receive_files import receive_files
from matching.services.floor.explain_meeting import explain_best
from matching.services.live.give_back import meetings_before
from matching.services.live.live_fair import read_live_fair
from matching.services.live.places import PlaceAct, act_on_place, places_view
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.plan_view import plan_view
from matching.services.prepare.edit_entries import add_entry
from matching.services.prepare.entry_now import entry_now
from matching.services.prepare.remove_entries import bring_back, removal_cost, remove_entry
from matching.services.prepare.steps import StepName, steps
from matching.services.scores.matches import candidates_of_stand, offers_of_person
from matching.services.shop.known_plans import known_announced_plan
from matching.store import fairs
from matching.store.entries import read_staying
from matching.store.people import badges
from tests.fairs import moment, morning_fair, shop_in, shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def everybody(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def people_counted(shop):
    (step,) = (one for one in steps(shop, MOSSON) if one.name is StepName.PEOPLE)
    (known,) = known_fairs(shop)
    return step.count, known.jobseekers


def test_person_taken_out_is_counted_and_proposed_nowhere(shop):
    entries = everybody(shop)
    person = next(iter(entries.jobseekers))
    name = entries.jobseekers[person].first_name
    assert people_counted(shop) == (len(entries.jobseekers),) * 2
    remove_entry(shop, MOSSON, EditKind.JOBSEEKERS, person, nonce="n1")
    assert people_counted(shop) == (len(entries.jobseekers) - 1,) * 2
    for stand in entries.exhibitors:
        assert person not in {who for who, _ in candidates_of_stand(shop, MOSSON, stand).ranked}
    view = plan_view(shop, MOSSON)
    assert person not in {who for who, _ in view.unmet}
    number = f"{name} (n° {entries.call_numbers[person]})"
    stand = max(
        entries.exhibitors, key=lambda one: len(candidates_of_stand(shop, MOSSON, one).ranked)
    )
    told = explain_best(shop, MOSSON, stand=stand, language="fr")
    assert all(number not in line for _, _, found in told for line in found.lines)
    assert person not in {who for who, _, _ in told}


def test_offer_taken_out_is_proposed_to_nobody(shop):
    entries = everybody(shop)
    offer, person = next(iter(entries.offers)), next(iter(entries.jobseekers))
    remove_entry(shop, MOSSON, EditKind.OFFERS, offer, nonce="n1")
    assert offer not in {one.offer for one in offers_of_person(shop, MOSSON, person).scores}


def test_offer_taken_out_leaves_the_person_of_the_same_id_in_the_count(tmp_path):
    """Lists that number their rows give a person and an offer one id."""
    files = {
        "jobseekers.csv": b"id;first_name\n12;Ana\n13;Bo\n",
        "exhibitors.csv": b"id;name\n1;Mairie\n",
        "offers.csv": b"id;exhibitor;title\n12;Mairie;Agent\n13;Mairie;Accueil\n",
    }
    shop = shop_in(tmp_path)
    fair = receive_files(shop, files, frame=morning_fair()).fair
    remove_entry(shop, fair, EditKind.OFFERS, "12", nonce="n1")
    (known,) = known_fairs(shop)
    assert (known.jobseekers, known.exhibitors, known.offers) == (2, 1, 1)
    remove_entry(shop, fair, EditKind.JOBSEEKERS, "12", nonce="n2")
    assert (known_fairs(shop)[0].jobseekers, has_people(shop, fair)) == (1, True)
    remove_entry(shop, fair, EditKind.JOBSEEKERS, "13", nonce="n3")
    assert (known_fairs(shop)[0].jobseekers, has_people(shop, fair)) == (0, False)
    shop.store.close()


def test_what_an_offer_takes_along_is_not_what_the_person_of_the_same_id_does(tmp_path):
    files = {
        "jobseekers.csv": "id;first_name;wishes\n12;Ana;vendeuse\n13;Bo;vendeur\n",
        "exhibitors.csv": "id;name\nmairie;Mairie\n",
        "offers.csv": "id;exhibitor;title;kind;minutes;group_min;places\n"
        "12;mairie;Agent d'accueil;job;;;\n13;mairie;Atelier CV;workshop;30;2;4\n",
    }
    shop = shop_in(tmp_path)
    sent = {name: content.encode() for name, content in files.items()}
    fair = receive_files(shop, sent, frame=morning_fair()).fair
    draw_plan(shop, fair)
    announce(shop, fair)
    with shop.store.reading() as reader:
        told = known_announced_plan(shop, reader, fair).meetings
    assert [one.person for one in told if one.offer == "13"] == ["12", "13"]
    person, offer = (
        removal_cost(shop, fair, kind, "12") for kind in (EditKind.JOBSEEKERS, EditKind.OFFERS)
    )
    assert person.meetings == sum(one.person == "12" for one in told)
    assert [group.offer.id for group in person.groups] == ["13"]
    assert (offer.meetings, offer.groups) == (sum(one.offer == "12" for one in told), ())
    assert (person.has_badge, offer.has_badge) == (True, False)
    shop.store.close()


def test_person_who_came_is_no_offer_of_the_same_id_that_did(tmp_path):
    shop = shop_in(tmp_path)
    fair = receive_files(shop, NUMBERED, frame=morning_fair()).fair
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, fair, people=["1"])["1"]
    check_in(shop, fair, code, nonce="n1")
    tables = (EditKind.JOBSEEKERS, EditKind.EXHIBITORS, EditKind.OFFERS)
    came = [entry_now(shop, fair, kind, "1").has_come for kind in tables]
    assert came == [True, False, False]
    offer = removal_cost(shop, fair, EditKind.OFFERS, "1")
    person = removal_cost(shop, fair, EditKind.JOBSEEKERS, "1")
    assert (person.has_badge, person.has_come) == (False, True)
    assert (offer.has_badge, offer.has_come) == (False, False)
    shop.store.close()


def meetings_of(shop, fair):
    with shop.store.reading() as reader:
        told = known_announced_plan(shop, reader, fair).meetings
    return {(one.person, one.stand, one.offer) for one in told}


def staying(shop, fair):
    with shop.store.reading() as reader:
        return read_staying(reader, fair)


NUMBERED = {
    "jobseekers.csv": b"id;first_name;wishes\n1;Ana;vendeuse\n2;Bo;vendeur\n3;Cy;vendeur\n",
    "exhibitors.csv": b"id;name\n1;Mairie\n2;Poste\n3;Halles\n",
    "offers.csv": b"id;exhibitor;title;kind;places\n1;2;Vendeur;job;2\n2;3;Vendeuse;job;2\n"
    b"3;1;Vendeur;job;2\n",
}


@pytest.mark.parametrize(
    ("kind", "people", "stands", "offers"),
    [
        (EditKind.JOBSEEKERS, "23", "123", "123"),
        (EditKind.EXHIBITORS, "123", "23", "12"),
        (EditKind.OFFERS, "123", "123", "23"),
    ],
)
def test_what_has_the_id_of_something_taken_out_of_another_kind_stays(
    tmp_path, kind, people, stands, offers
):
    """Lists that number their rows: each of three people, stands and offers is 1, 2 or 3."""
    shop = shop_in(tmp_path)
    fair = receive_files(shop, NUMBERED, frame=morning_fair()).fair
    draw_plan(shop, fair)
    announce(shop, fair)
    before = meetings_of(shop, fair)
    assert len(before) == 9
    remove_entry(shop, fair, kind, "1", nonce="n1")
    stays = staying(shop, fair)
    assert ["".join(one) for one in (stays.jobseekers, stays.exhibitors, stays.offers)] == [
        people,
        stands,
        offers,
    ]
    assert {one.offer for one in offers_of_person(shop, fair, "2").scores} == {*offers}
    met = {who for stand in stands for who, _ in candidates_of_stand(shop, fair, stand).ranked}
    assert met == {*people}
    stocks = places_view(shop, fair).stocks
    assert {stock.places.offer for stock in stocks} == {*offers}
    assert meetings_of(shop, fair) == {
        (person, stand, offer)
        for person, stand, offer in before
        if person in people and stand in stands and offer in offers
    }
    shop.store.close()


def test_offer_that_is_back_is_met_by_whoever_came_since_not_only_by_the_person_of_its_id(tmp_path):
    shop = shop_in(tmp_path, now=moment(9) - timedelta(days=1))
    fair = receive_files(shop, NUMBERED, frame=morning_fair()).fair
    draw_plan(shop, fair)
    announce(shop, fair)
    before = meetings_of(shop, fair)
    remove_entry(shop, fair, EditKind.OFFERS, "1", nonce="n1")
    typed = {"first_name": "Dé", "wishes": "vendeur"}
    new = add_entry(shop, fair, EditKind.JOBSEEKERS, typed, nonce="n2").entry
    assert {offer for who, _, offer in meetings_of(shop, fair) if who == new} == {"2", "3"}
    bring_back(shop, fair, EditKind.OFFERS, "1", nonce="n3")
    after = meetings_of(shop, fair)
    assert before < after
    assert {offer for who, _, offer in after if who == new} == {"1", "2", "3"}
    shop.store.close()


@pytest.mark.parametrize(
    ("out", "met"),
    [
        (TakenOut(people=frozenset("1")), {("1", "1", "2")}),
        (TakenOut(stands=frozenset("2")), {("2", "2", "1")}),
        (TakenOut(offers=frozenset("1")), {("2", "2", "1")}),
    ],
)
def test_what_comes_back_with_an_entry_is_of_those_who_met_it_alone(tmp_path, out, met):
    files = {
        "jobseekers.csv": "id;first_name;wishes\n1;Ana;boulangère\n2;Bo;développeur web\n",
        "exhibitors.csv": "id;name\n1;Fournil\n2;Agence\n",
        "offers.csv": "id;exhibitor;title;kind\n1;2;Développeur web;job\n2;1;Boulanger;job\n",
    }
    shop = shop_in(tmp_path)
    sent = {name: content.encode() for name, content in files.items()}
    fair = receive_files(shop, sent, frame=morning_fair(least_meetings=0)).fair
    draw_plan(shop, fair)
    announce(shop, fair)
    assert meetings_of(shop, fair) == {("1", "1", "2"), ("2", "2", "1")}
    live = read_live_fair(shop, fair)
    found = meetings_before(shop, live, live.plan.number, out)
    assert {(one.person, one.stand, one.offer) for one in found} == met
    shop.store.close()


def test_offer_taken_out_is_no_reason_to_meet_anybody_at_its_stand(shop):
    entries = everybody(shop)
    found = {one: candidates_of_stand(shop, MOSSON, one).ranked for one in entries.exhibitors}
    stand = max(found, key=lambda one: len({offer for _, offer in found[one]}))
    gone = found[stand][0][1]
    remove_entry(shop, MOSSON, EditKind.OFFERS, gone, nonce="n1")
    left = candidates_of_stand(shop, MOSSON, stand).ranked
    assert left
    assert gone not in {offer for _, offer in left}
    remove_entry(shop, MOSSON, EditKind.EXHIBITORS, stand, nonce="n2")
    assert candidates_of_stand(shop, MOSSON, stand).ranked == ()


def test_place_of_an_offer_taken_out_is_given_back_and_never_given(shop):
    view = places_view(shop, MOSSON)
    stock = next(one.places for one in view.stocks if one.interviews and one.is_certain)
    first, second = list(view.entries.jobseekers)[:2]

    def act(what, person):
        said = PlaceAct(what, stock.offer, person, "Vu ensemble")
        return act_on_place(shop, MOSSON, said, nonce=f"{what} {person}", language="fr").status

    def listed():
        return stock.offer in {one.places.offer for one in places_view(shop, MOSSON).stocks}

    act("accept", first)
    remove_entry(shop, MOSSON, EditKind.OFFERS, stock.offer, nonce="n1")
    with pytest.raises(FairError) as told:
        act("accept", second)
    assert told.value.code == "offer_unknown"
    assert listed()
    assert act("give-back", first) == "none_held"
    assert not listed()


def test_after_a_fair_that_was_lived_nobody_takes_a_meeting_or_a_group_along(shop):
    at, plan = shop.day_moment(everybody(shop).fair), known_plan(shop)
    person = min(plan.meetings).person
    assert removal_cost(shop, MOSSON, EditKind.JOBSEEKERS, person).meetings > 0
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    check_in(shop, MOSSON, code, nonce="came")
    later = replace(shop, clock=lambda: at + timedelta(days=1))
    cost = removal_cost(later, MOSSON, EditKind.JOBSEEKERS, person)
    assert (cost.meetings, cost.groups) == (0, ())


def known_plan(shop):
    with shop.store.reading() as reader:
        return known_announced_plan(shop, reader, MOSSON)


def test_an_offer_that_no_list_brings_goes_although_the_person_of_its_id_came(tmp_path):
    """A person who came stays whatever a list says; nobody has come to the offer of that id."""
    shop = shop_in(tmp_path)
    offers = b"id;exhibitor;title\n1;Mairie;Agent\n2;Mairie;Accueil\n"
    files = {**NUMBERED, "offers.csv": offers}
    fair = receive_files(shop, files, frame=morning_fair()).fair
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        code = badges.live_codes(reader, fair, people=["2"])["2"]
    check_in(shop, fair, code, nonce="n1")
    again = {
        "jobseekers.csv": b"id;first_name;wishes\n1;Ana;vendeuse\n3;Cy;vendeur\n",
        "offers.csv": offers.replace(b"2;Mairie;Accueil\n", b""),
    }
    told = preview_files(shop, again, fair=frame)
    assert [one.kind for one in told.gone] == ["offers"]
    receive_files(shop, again, frame=frame)
    left = staying(shop, fair)
    assert (set(left.jobseekers), set(left.offers)) == ({"1", "2", "3"}, {"1"})
    shop.store.close()


def test_a_stand_that_no_plan_names_is_deleted_although_a_plan_names_the_person_of_its_id(tmp_path):
    shop = shop_in(tmp_path)
    files = {
        **NUMBERED,
        "exhibitors.csv": b"id;name\n9;Mairie\n2;Poste\n",
        "offers.csv": b"id;exhibitor;title\n9;Mairie;Vendeuse, vendeur\n",
    }
    fair = receive_files(shop, files, frame=morning_fair()).fair
    draw_plan(shop, fair)
    announce(shop, fair)
    assert "2" in {person for person, _, _ in meetings_of(shop, fair)}
    assert remove_entry(shop, fair, EditKind.EXHIBITORS, "2", nonce="n1").plan is None
    with shop.store.reading() as reader:
        assert set(fairs.read_entries(reader, fair).exhibitors) == {"9"}
    shop.store.close()
