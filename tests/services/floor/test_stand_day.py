"""The day of a stand: its own meetings alone, noted by one tap and taken back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from matching.domain.access import Access, Role
from matching.domain.day.happening import Happening, HappeningKind, Outcome, in_force
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.services.evening.report import report
from matching.services.floor.note_meeting import note_met, note_now, note_off, take_back_noted
from matching.services.floor.stand_day import stand_day
from matching.services.shop.refusals import sentence_of
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.fairs import shop_in, shop_on

MOSSON = "mosson-2023"
LEAD = Access(1, "Organisatrice", Role.ORGANISER)


@pytest.fixture
def meeting(tmp_path, example):
    """The first meeting of the example."""
    with shop_on(example.announced, tmp_path) as opened, opened.store.reading() as reader:
        return min(plans.announced_plan(reader, MOSSON).meetings)


@pytest.fixture
def shop(tmp_path, example, meeting):
    """The shop as that meeting begins."""
    with shop_on(example.announced, tmp_path) as opened:
        with opened.store.reading() as reader:
            grid = SlotGrid.of(fairs.read_fair(reader, MOSSON))
        yield replace(opened, clock=lambda: grid.starts[meeting.slot])


@pytest.fixture
def recruiter(meeting):
    return Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=meeting.stand)


def rows(shop, stand, *, settled):
    found = stand_day(shop, MOSSON, stand).rows("fr", settled=settled)
    return {row.now.appointment.meeting.id: row for row in found}


def refused(act, *given, **named):
    with pytest.raises(FairError) as told:
        act(*given, **named)
    return told.value


def test_a_stand_has_no_day_before_a_plan_is_announced(tmp_path):
    from matching.services.files.examples import open_example

    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    assert stand_day(opened, MOSSON, "cgi") is None
    opened.store.close()


def test_the_day_of_a_stand_is_its_own_meetings_with_reasons_and_no_surname(shop, meeting):
    day = rows(shop, meeting.stand, settled=False)
    assert meeting.id in day
    assert {row.now.appointment.exhibitor.id for row in day.values()} == {meeting.stand}
    hours = [row.now.appointment.starts_at for row in day.values()]
    assert hours == sorted(hours)
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers
    # a service is met for a need, of which nobody is told; an employer hears what speaks for it
    assert all(row.points for row in rows(shop, "allo-clients", settled=False).values())
    shown = str([(row.now.first_name, row.points, row.to_ask) for row in day.values()])
    surnames = {people[row.now.appointment.meeting.person].last_name for row in day.values()}
    assert not [name for name in surnames - {""} if name in shown]


def test_one_tap_says_that_a_meeting_took_place_and_what_it_led_to(shop, meeting, recruiter):
    for nonce in ("n1", "n1", "n2"):  # a double tap is one act, and a second thought corrects
        result = "cv_taken" if nonce == "n1" else "second_interview"
        note_met(shop, MOSSON, meeting.id, access=recruiter, result=result, nonce=nonce)
    row = rows(shop, meeting.stand, settled=True)[meeting.id]
    assert (row.now.is_held, row.outcomes) == (True, (Outcome("second_interview"),))
    with shop.store.reading() as reader:
        kinds = [one.kind.value for one in happenings.read_happenings(reader, MOSSON)]
    assert kinds == ["outcome", "held", "outcome"]


def test_what_was_noted_is_taken_back_whole(shop, meeting, recruiter):
    note_met(shop, MOSSON, meeting.id, access=recruiter, result="nothing", nonce="n1")
    take_back_noted(shop, MOSSON, meeting.id, access=recruiter, nonce="n2")
    row = rows(shop, meeting.stand, settled=False)[meeting.id]
    assert (row.now.is_held, row.outcomes) == (False, ())
    again = refused(take_back_noted, shop, MOSSON, meeting.id, access=recruiter, nonce="n3")
    assert again.code == "nothing_to_undo"


def test_an_absence_is_told_by_the_hour_of_the_meeting_and_not_of_the_tap(shop, meeting, recruiter):
    tapped = shop.clock() + timedelta(minutes=7)
    late = replace(shop, clock=lambda: tapped)
    note_off(late, MOSSON, meeting.id, kind="no-show", access=recruiter, nonce="n1")
    (missed,) = stand_day(late, MOSSON, meeting.stand).missed()
    with shop.store.reading() as reader:
        grid = SlotGrid.of(fairs.read_fair(reader, MOSSON))
    assert missed.begins == grid.starts[meeting.slot]
    assert missed.begins != tapped


def test_who_did_not_come_is_noted_and_the_organiser_takes_it_back_later(shop, meeting, recruiter):
    note_off(shop, MOSSON, meeting.id, kind="no-show", access=recruiter, nonce="n1")
    (missed,) = stand_day(shop, MOSSON, meeting.stand).missed()
    assert missed.meeting == meeting.id
    assert meeting.id not in rows(shop, meeting.stand, settled=False)
    moment = shop.clock() + timedelta(minutes=16)
    later = replace(shop, clock=lambda: moment)
    late = refused(take_back_noted, later, MOSSON, meeting.id, access=recruiter, nonce="n2")
    assert late.code == "undo_late"
    take_back_noted(later, MOSSON, meeting.id, access=LEAD, nonce="n3")
    assert stand_day(later, MOSSON, meeting.stand).missed() == []


def test_a_refusal_is_noted_leaves_the_plan_and_is_told_apart(shop, meeting, recruiter):
    note_off(shop, MOSSON, meeting.id, kind="refused", access=recruiter, nonce="n1")
    (refusal,) = stand_day(shop, MOSSON, meeting.stand).missed()
    assert (refusal.meeting, refusal.is_refused) == (meeting.id, True)
    found = report(shop, MOSSON).section("meetings")
    assert (found.value("refused"), found.value("missed")) == (1, 0)
    assert meeting.id not in rows(shop, meeting.stand, settled=False)
    take_back_noted(shop, MOSSON, meeting.id, access=recruiter, nonce="n2")
    assert report(shop, MOSSON).section("meetings").value("refused") == 0


def test_a_meeting_of_another_stand_is_as_if_there_were_none(shop, meeting):
    stranger = Access(3, "Ailleurs", Role.RECRUITER, fair=MOSSON, stand="another")
    acts = [
        (note_met, {"result": "nothing"}),
        (note_off, {"kind": "refused"}),
        (take_back_noted, {}),
    ]
    for act, said in acts:
        told = {
            name: refused(act, shop, MOSSON, name, access=stranger, nonce="n", **said)
            for name in (meeting.id, "none")
        }
        assert {error.code for error in told.values()} == {"meeting_unknown"}
        for name, error in told.items():
            assert error.params == {"meeting": name, "fair": MOSSON}


def test_a_stand_and_an_outcome_that_are_not_known_are_refused(shop, meeting, recruiter):
    assert refused(stand_day, shop, MOSSON, "nowhere").code == "stand_unknown"
    told = refused(note_met, shop, MOSSON, meeting.id, access=recruiter, result="x", nonce="n")
    assert told.code == "outcome_unknown"
    assert not rows(shop, meeting.stand, settled=True)


_ACTS = {
    "cv_taken": lambda shop, to, **of: note_met(shop, MOSSON, to, result="cv_taken", **of),
    "nothing": lambda shop, to, **of: note_met(shop, MOSSON, to, result="nothing", **of),
    "begun": lambda shop, to, **of: note_now(shop, MOSSON, to, kind="begun", **of),
    "no-show": lambda shop, to, **of: note_off(shop, MOSSON, to, kind="no-show", **of),
    "refused": lambda shop, to, **of: note_off(shop, MOSSON, to, kind="refused", **of),
}
_SAID = {
    "cv_taken": "outcome_meanwhile",
    "nothing": "outcome_meanwhile",
    "begun": "begun_meanwhile",
    "no-show": "missed_meanwhile",
    "refused": "refused_meanwhile",
}


def noted_of(shop, meeting):
    with shop.store.reading() as reader:
        facts = in_force(happenings.read_happenings(reader, MOSSON))
    return [fact.nonce for fact in facts if fact.meeting == meeting.id]


@pytest.mark.parametrize("first", _ACTS)
@pytest.mark.parametrize("second", _ACTS)
def test_of_two_colleagues_who_saw_the_same_the_second_hears_what_the_first_noted(
    shop, meeting, recruiter, first, second
):
    of = {"access": recruiter, "seen": ""}
    _ACTS[first](shop, meeting.id, nonce="n1", **of)
    noted = noted_of(shop, meeting)
    told = refused(_ACTS[second], shop, meeting.id, nonce="n2", **of)
    assert told.code == _SAID[first]
    back = refused(
        take_back_noted, shop, MOSSON, meeting.id, access=recruiter, nonce="n3", seen="n2"
    )
    assert back.code == _SAID[first]
    assert noted_of(shop, meeting) == noted
    _ACTS[first](shop, meeting.id, nonce="n1", **of)  # the same touch again is one act
    take_back_noted(shop, MOSSON, meeting.id, access=recruiter, nonce="n4", seen="n1")
    assert noted_of(shop, meeting) == []


def test_of_two_who_act_at_once_one_alone_writes(shop, meeting, recruiter):
    both = Barrier(2)

    def act(name):
        both.wait()
        try:
            _ACTS[name](shop, meeting.id, access=recruiter, nonce=name, seen="")
        except FairError as told:
            return told.code
        return name

    with ThreadPoolExecutor(2) as hands:
        done = set(hands.map(act, ("begun", "nothing")))
    assert done in ({"begun", "begun_meanwhile"}, {"nothing", "outcome_meanwhile"})
    (won,) = done & _ACTS.keys()
    assert {nonce.partition(".")[0] for nonce in noted_of(shop, meeting)} == {won}


def test_what_a_colleague_noted_is_said_in_the_fairs_own_words_with_the_way_to_change_it():
    told = FairError("outcome_meanwhile", result="referral", words="Rappel du conseiller")
    assert sentence_of(told, "fr").startswith(
        "Un collègue l'a déjà noté\N{NO-BREAK SPACE}: Rappel du conseiller."
    )
    assert sentence_of(told, "fr").endswith("Annuler\N{NO-BREAK SPACE}».")


@pytest.mark.parametrize("code", ["outcome_meanwhile", "missed_meanwhile", "refused_meanwhile"])
def test_the_way_to_change_what_was_noted_is_true_in_the_hall_and_at_the_stand(code):
    way = spaced(sentence_of(FairError(code, result="referral", words="Rappel"), "fr"))
    assert way.endswith("Pour le changer (au stand, dans « Passés ») : « Annuler ».")
    assert say("floor.undo", "fr") == "Annuler"
    assert say("stand.done", "fr") == "Passés"


def spaced(line):
    return line.replace("\N{NO-BREAK SPACE}", " ")


def test_whom_the_team_took_out_of_a_group_is_not_called_absent(shop, meeting, recruiter):
    fact = Happening(
        HappeningKind.GROUP_LEFT,
        shop.clock(),
        "out",
        person=meeting.person,
        stand=meeting.stand,
        meeting=meeting.id,
    )
    with shop.store.writing() as writer:
        happenings.append(writer, MOSSON, fact, recorded_at=shop.clock())
    told = refused(_ACTS["begun"], shop, meeting.id, nonce="n", access=recruiter, seen="")
    assert told.code == "group_left_meanwhile"
    assert spaced(sentence_of(told, "fr")).endswith("page « Salle », « Annuler ».")


def test_a_call_by_a_colleague_stands_in_nobodys_way(shop, meeting, recruiter):
    of = {"access": recruiter, "seen": ""}
    note_now(shop, MOSSON, meeting.id, kind="called", nonce="n1", **of)
    note_met(shop, MOSSON, meeting.id, result="nothing", nonce="n2", **of)
    assert noted_of(shop, meeting) == ["n1", "n2.outcome", "n2.held"]
