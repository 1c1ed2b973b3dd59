"""Why two meet or not, as sentences that are true of the plan and name people and hours."""

from collections import Counter
from dataclasses import replace

import pytest

from matching.domain.errors import FairError
from matching.phrases import LANGUAGES, say
from matching.planning.explain.why_not import WhyNotCode
from matching.planning.fair.parties import offer_apart, stand_party
from matching.planning.problem.result import Stop
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.files.examples import open_example
from matching.services.floor.explain_meeting import explain_best, explain_meeting
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.draw_plan import plan_answer
from matching.services.plan.labels import party_label, stand_label
from matching.services.plan.plan_help import helps, plan_lines
from matching.services.plan.worth_meeting import held_to_promise
from matching.services.scores.judged import read_judged
from matching.services.scores.matches import offers_of_person
from matching.store import fairs
from matching.store.day import plans
from tests.fairs import shop_in, shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def explained(shop, person, stand, language="fr", **terms):
    return explain_meeting(shop, MOSSON, person=person, stand=stand, language=language, **terms)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_of_a_person_and_a_stand_has_its_reason(shop, example, language):
    meetings = {(one.person, one.stand) for one in example.plan.version.meetings}
    people = sorted(example.plan.entries.jobseekers)[::6]
    for person in people:
        for stand in example.plan.entries.exhibitors:
            found = explained(shop, person, stand, language)
            assert found.is_planned == ((person, stand) in meetings)
            assert all(found.lines)


@pytest.mark.slow
def test_best_plan_leaves_no_place_free_for_anybody(shop, example):
    people = sorted(example.plan.entries.jobseekers)[::7]
    codes = {
        explained(shop, person, stand).code
        for person in people
        for stand in example.plan.entries.exhibitors
    }
    assert WhyNotCode.FREE_PLACE not in codes
    assert {"planned", "closed", "person_full"} <= codes


def test_meeting_is_told_with_its_hour_and_what_it_displaces(shop, example):
    meeting = min(example.plan.version.meetings)
    found = explained(shop, meeting.person, meeting.stand)
    assert found.params["at"] in found.lines[0]
    assert meeting.person not in found.params["others"]


def test_nobody_is_said_to_be_able_to_go_where_nothing_speaks_for_it(shop, example):
    basis, told = example.plan.basis, 0
    entries, floor = basis.entries, basis.floor["meeting"]
    for meeting in example.plan.version.meetings[::5]:
        worth = {
            party_label(entries, party)
            for offer in entries.offers.values()
            if basis.score(meeting.person, offer.id).value >= floor
            for party in (
                stand_party(offer.exhibitor),
                offer_apart(offer.exhibitor, offer.id),
            )
        }
        found = explained(shop, meeting.person, meeting.stand)
        assert {*found.params.get("instead", ())} <= worth
        told += bool(found.params.get("instead"))
    assert told


def test_closed_pair_says_every_bar(shop):
    found = explained(shop, "p11", "epsi")
    assert found.code == "closed"
    assert "niveau B2 en français" in " ".join(found.lines)


def test_closed_pair_names_the_nearest_offer_instead_as_the_page_of_matches_does(shop, example):
    stands, alternatives = example.plan.entries.exhibitors, 0
    for person in sorted(example.plan.entries.jobseekers):
        known = offers_of_person(shop, MOSSON, person)
        bars = {known.match(score, language="fr").bars for score in known.scores}
        if any("Une autre offre est ouverte" in lines[-1] for lines in bars if lines):
            told = [explained(shop, person, stand) for stand in stands]
            closed = {found.lines[1:] for found in told if found.code == "closed"}
            assert closed <= bars
            alternatives += sum("Une autre offre est ouverte" in lines[-1] for lines in closed)
    assert alternatives


@pytest.mark.slow
def test_what_is_not_worth_a_meeting_is_said_so_and_nobody_is_told_of_better_people(shop, example):
    judged = read_judged(shop, example.plan.entries)
    matrix, floor = judged.matrix, judged.floor["meeting"]
    told = {}
    for row, person in list(enumerate(matrix.people))[::5]:
        for stand in example.plan.entries.exhibitors:
            values = [
                float(matrix.values[row, n])
                for n, offered in enumerate(matrix.offers)
                if offered.stand == stand and matrix.verdicts[row, n] != CLOSED
            ]
            told.setdefault(explained(shop, person, stand).code, []).append(max(values, default=0))
    assert "below" not in told  # nothing was left out for want of room
    assert max(told["not_worth"]) < floor
    assert min(told["person_full"]) >= floor


def test_who_is_held_to_the_promise_has_no_maximum_of_their_own(shop, example):
    entries, met = example.plan.entries, Counter(m.person for m in example.plan.version.meetings)
    held = held_to_promise(entries, example.plan.posed.problem.people)
    assert {met[person] for person in held} <= {entries.fair.least_meetings}
    person = min(held)
    told = {explained(shop, person, stand).code for stand in entries.exhibitors}
    assert "promise_kept" in told
    assert "person_full" not in told
    # and a higher maximum is no help for them
    alone = [each for each in example.plan.version.meetings if each.person in held]
    advised = helps(example.plan.basis, example.plan.posed, alone, "fr")
    assert [each.code for each in advised if each.code == "most"] == []


def test_missed_meeting_is_said_to_be_missed(shop, example):
    meeting = max(example.plan.version.meetings)
    told = StaffReport("no-show", meeting=meeting.id)
    fair = example.plan.entries.fair
    at = fair.moment(fair.opens)
    follow_day(shop, MOSSON, told, nonce="n", at=at)
    with shop.store.reading() as reader:
        assert meeting not in plans.announced_plan(reader, MOSSON).meetings
    shown = plans_newest_explained(shop, meeting, at)
    assert shown.code == "missed"
    assert not shown.is_planned


def plans_newest_explained(shop, meeting, at):
    return explained(shop, meeting.person, meeting.stand, at=at)


def test_unknown_person_stand_or_plan_is_refused(shop, tmp_path):
    with pytest.raises(FairError, match="person_unknown"):
        explained(shop, "nobody", "epsi")
    with pytest.raises(FairError, match="stand_unknown"):
        explained(shop, "p11", "nowhere")
    (tmp_path / "empty").mkdir()
    empty = shop_in(tmp_path / "empty")
    open_example(empty, "mosson")
    with pytest.raises(FairError, match="no_plan"):
        explained(empty, "p11", "epsi")
    empty.store.close()


def test_help_names_stands_as_people_on_the_spot_do(example):
    plan = example.plan
    found = helps(plan.basis, plan.posed, plan.version.meetings, "fr")
    assert list(dict.fromkeys(one.code for one in found)) == ["most", "opened"]
    assert all(one.people or one.meetings for one in found)
    stands = [stand_label(plan.entries, stand) for stand in plan.entries.exhibitors]
    opened = [one.text for one in found if one.code == "opened"]
    assert [text for text in opened if not any(stand in text for stand in stands)] == []


def test_parties_of_a_problem_have_the_labels_of_stands_and_workshops(example):
    entries = example.plan.entries
    label = party_label(entries, stand_party("cgi"))
    assert label == "B2 CGI"
    offer = next(one for one in entries.offers.values() if one.kind == "workshop")
    workshop = party_label(entries, offer_apart(offer.exhibitor, offer.id))
    assert workshop.endswith(offer.title)


def test_plan_answer_tells_shares_advice_and_what_stopped_it(example):
    answer = plan_answer(example.plan, "en")
    counts = [one["person"] for one in answer["meetings"]]
    assert answer["shares"]["people"]["least"] == min(map(counts.count, set(counts)))
    assert answer["stopped"] is None
    lines = plan_lines(example.plan.entries, {**answer, "stopped": "time"}, "en")
    assert "longer" in lines[0]
    assert [one["text"] for one in answer["advice"]] == lines[len(lines) - len(answer["advice"]) :]


def test_nobody_waits_for_advice_when_the_time_is_over(example):
    late = replace(example.plan, result=replace(example.plan.result, stop=Stop.TIME))
    answer = plan_answer(late, "en")
    assert (answer["stopped"], answer["advice"]) == ("time", [])
    assert plan_lines(late.entries, answer, "en")[-1] == say("plan.no_advice", "en")


def test_printed_numbers_name_a_person_and_a_stand_too(shop):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        meeting = min(plans.announced_plan(reader, MOSSON).meetings)
    number = str(entries.call_numbers[meeting.person])
    sign = entries.exhibitors[meeting.stand].stand
    assert sign
    assert explained(shop, number, sign) == explained(shop, meeting.person, meeting.stand)
    with pytest.raises(FairError, match="stand_unknown"):
        explained(shop, number, "999")


def test_one_side_alone_is_told_with_those_it_suits_best(shop):
    with shop.store.reading() as reader:
        meeting = min(plans.announced_plan(reader, MOSSON).meetings)
    of_person = explain_best(shop, MOSSON, person=meeting.person, language="fr")
    assert meeting.stand in {stand for _, stand, _ in of_person}
    assert all(found == explained(shop, person, stand) for person, stand, found in of_person)
    of_stand = explain_best(shop, MOSSON, stand=meeting.stand, language="fr")
    assert {stand for _, stand, _ in of_stand} == {meeting.stand}
    assert len({person for person, _, _ in of_stand}) == len(of_stand) == 5
    with pytest.raises(FairError, match="target_missing"):
        explain_best(shop, MOSSON, language="fr")
