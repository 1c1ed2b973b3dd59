"""What leaves the house leaves with consent, and whoever objects is not matched."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from matching.domain.errors import FairError
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.services.plan.print_sheets import personal_schedule
from matching.services.rights.access_file import access_file
from matching.services.rights.choices import chosen_by, ordinary_list, set_contact, set_matching
from matching.services.rights.leaving.data_inclusion import data_inclusion_files
from matching.services.rights.leaving.export_files import export_files, senders
from matching.services.rights.leaving.stand_calendar import calendar_of_stand
from matching.services.rights.leaving.with_consent import EXPORTS, contacts_for_stand, return_file
from matching.services.scores.matches import candidates_of_stand, offers_of_person
from matching.services.scores.score_fair import score_fair
from matching.store import fairs
from matching.store.day import happenings, plans, wishes
from matching.store.people import answers, choices
from matching.store.people.choices import Choice
from tests.examples import examples
from tests.fairs import moment, shop_on
from tests.intake.sheets import received

MOSSON = "mosson-2023"


def plan_of(shop):
    with shop.store.reading() as reader:
        return sorted(plans.announced_plan(reader, MOSSON).meetings)


def people_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).jobseekers


@pytest.fixture(scope="module")
def met(example, tmp_path_factory):
    """A shop on whose day every meeting of the plan was held."""
    from matching.domain.day.happening import Happening, HappeningKind

    with shop_on(example.announced, tmp_path_factory.mktemp("met")) as shop:
        meetings = plan_of(shop)
        with shop.store.writing() as writer:
            for meeting in meetings:
                held = Happening(
                    HappeningKind.HELD, moment(10), f"h-{meeting.id}",
                    meeting.person, meeting.stand, meeting.id,
                )  # fmt: skip
                happenings.append(writer, MOSSON, held, recorded_at=moment(10))
        yield shop


def offers_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).offers.values()


def told(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]


@examples(8)
@given(data=st.data())
def test_no_file_holds_a_name_or_contact_that_its_reader_was_not_allowed(met, data):
    meetings, people = plan_of(met), people_of(met)
    pairs = sorted({(meeting.person, meeting.stand) for meeting in meetings})
    agreed = data.draw(st.sets(st.sampled_from(pairs)))
    called = data.draw(st.sets(st.sampled_from(sorted(people))))
    with met.store.writing() as writer:
        for person, stand in pairs:
            choices.put_choice(
                writer, MOSSON, person, Choice.CONTACT,
                agrees=(person, stand) in agreed, at=moment(9), stand=stand,
            )  # fmt: skip
        for person in people:
            said = {"consent_contact": person in called}
            answers.keep_answers(writer, MOSSON, person, said, at=moment(9))
    files = export_files(met, MOSSON, "fr")
    allowed = {name: set() for name in files}
    stands = sorted(stand_ids(met))
    for number, stand in enumerate(stands, 1):
        allowed[f"stand-{number}-contacts.csv"] = {who for who, at in agreed if at == stand}
    for number, sender in enumerate(senders(met, MOSSON), 1):
        sent = {who for who, person in people.items() if person.referrer.strip() == sender}
        allowed[f"prescriber-{number}.csv"] = sent & called
    for name, content in files.items():
        text = content.decode("utf-8-sig")
        found = {
            who
            for who, person in people.items()
            if any(mark and mark in text for mark in (person.phone, person.email))
            or f"{person.first_name};{person.last_name}" in text
        }
        assert found == allowed[name], name


def stand_ids(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).exhibitors


def test_consent_taken_back_is_taken_back_at_once(met):
    meeting = plan_of(met)[0]
    set_contact(met, MOSSON, meeting.person, meeting.stand, agrees=True)
    name = people_of(met)[meeting.person].first_name
    assert name in {row[0] for row in told(contacts_for_stand(met, MOSSON, meeting.stand, "fr"))}
    set_contact(met, MOSSON, meeting.person, meeting.stand, agrees=False)
    assert name not in {
        row[0] for row in told(contacts_for_stand(met, MOSSON, meeting.stand, "fr"))
    }


def test_exports_count_what_the_report_counts_and_name_nobody(met):
    rows = {name: told(make(met, MOSSON, "fr")) for name, make in EXPORTS.items()}
    assert len(rows["attendance"]) == 30
    assert len(rows["meetings"]) == len(plan_of(met))
    assert {row[-1] for row in rows["meetings"]} == {"tenu"}
    assert rows["outcomes"] == []


def test_calendar_of_a_stand_has_its_meetings_in_universal_time(met):
    meeting = plan_of(met)[0]
    content = calendar_of_stand(met, MOSSON, meeting.stand, "fr")
    text, read = content.decode(), Calendar.from_ical(content)
    assert [event.errors for event in read.walk("VEVENT") if event.errors] == []
    mine = [other for other in plan_of(met) if other.stand == meeting.stand]
    assert text.count("BEGIN:VEVENT") == len(mine)
    assert f"UID:{meeting.id}-20230630@parvis" in text
    assert "DTSTART:20230630T073000Z" in text  # half past nine in Paris in summer
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_whoever_sent_nobody_gets_no_file(met):
    with pytest.raises(FairError) as refused:
        return_file(met, MOSSON, "Personne", "fr")
    assert refused.value.code == "referrer_unknown"


def test_whoever_objects_keeps_what_was_asked_by_hand_and_is_matched_with_nobody(planned):
    person = plan_of(planned)[0].person
    mine = [meeting for meeting in plan_of(planned) if meeting.person == person]
    wished = Wish(person, mine[0].stand, WishedBy.PERSON)
    with planned.store.writing() as writer:
        wishes.put_wish(writer, MOSSON, wished, at=moment(8))
    set_matching(planned, MOSSON, person, agrees=False)
    left = [meeting for meeting in plan_of(planned) if meeting.person == person]
    assert {meeting.stand for meeting in left} <= {mine[0].stand}
    assert chosen_by(planned, MOSSON, person) == (False, [])
    assert score_fair(planned, MOSSON, person=person).scores == ()
    candidates = candidates_of_stand(planned, MOSSON, mine[1].stand)
    assert person not in {who for who, _ in candidates.ranked}
    listed = [offer for stand in ordinary_list(planned, MOSSON) for offer in stand.offers]
    entries = offers_of_person(planned, MOSSON, person)
    assert [entries.entries.offers[score.offer].title for score in entries.scores] == listed
    redraw_plan(planned, MOSSON)
    assert {m.stand for m in plan_of(planned) if m.person == person} <= {mine[0].stand}
    assert personal_schedule(planned, MOSSON, person).startswith(b"%PDF")


def test_whoever_takes_an_objection_back_is_matched_again(planned):
    person = plan_of(planned)[0].person
    set_matching(planned, MOSSON, person, agrees=False)
    assert person not in {meeting.person for meeting in plan_of(planned)}
    set_matching(planned, MOSSON, person, agrees=True)
    assert person in {meeting.person for meeting in plan_of(planned)}
    rows = access_file(planned, MOSSON, person)["rows"]["choices"]
    assert [(row["choice"], row["agrees"]) for row in rows] == [("matching", 1)]


def test_an_objection_holds_when_events_of_the_day_move_meetings(planned):
    first, *others = plan_of(planned)
    set_matching(planned, MOSSON, first.person, agrees=False)
    shut = next(meeting.stand for meeting in others if meeting.stand != first.stand)
    follow_day(planned, MOSSON, StaffReport("stand-closed", stand=shut), nonce="shut")
    assert first.person not in {meeting.person for meeting in plan_of(planned)}


def test_services_leave_in_the_shapes_of_data_inclusion_and_name_nobody(met):
    files = data_inclusion_files(met, MOSSON)
    services, structures = (
        json.loads(files[f"data-inclusion-{name}.json"]) for name in ("services", "structures")
    )
    offers = offers_of(met)
    assert len(services) == sum(offer.kind is not OfferKind.JOB for offer in offers)
    assert {row["structure_id"] for row in services} == {row["id"] for row in structures}
    for row in (*services, *structures):
        assert 3 <= len(row["nom"]) <= 150
        assert not row["nom"].endswith(".")
    for row in services:
        assert row["type"] in {"formation", "atelier", "accompagnement"}
        assert 50 <= len(row["description"]) <= 2_000
        assert row.get("frais") in {None, "gratuit", "payant"}
    text = b"".join(files.values()).decode()
    people = people_of(met).values()
    marks = {mark for person in people for mark in (person.phone, person.email) if mark}
    assert [mark for mark in marks if mark in text] == []


def test_services_that_left_come_back_as_the_same_offers(met):
    files = data_inclusion_files(met, MOSSON)
    services = json.loads(files["data-inclusion-services.json"])
    tables = {name: files[f"data-inclusion-{name}.csv"] for name in ("services", "structures")}
    read = received(
        **{
            kind: tables[name].decode("utf-8-sig")
            for kind, name in (("offers", "services"), ("exhibitors", "structures"))
        }
    )
    assert {stand.id for stand in read.exhibitors} == {row["structure_id"] for row in services}
    kinds = {"formation": "training", "atelier": "workshop", "accompagnement": "support"}
    fees = {"gratuit": True, "payant": False, None: None}
    assert {
        offer.id: (
            offer.title,
            offer.description,
            offer.kind,
            offer.themes,
            offer.publics,
            offer.free,
        )
        for offer in read.offers
    } == {
        row["id"]: (
            row["nom"],
            row["description"],
            kinds[row["type"]],
            tuple(row.get("thematiques", ())),
            tuple(row.get("publics", ())),
            fees[row.get("frais")],
        )
        for row in services
    }
