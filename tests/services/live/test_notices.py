"""To tell: a person once, with all that changed, until it is ticked; the same on every screen."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.domain.access import Access, Role, Visitor
from matching.domain.day.place_news import PlaceNews
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.planning.problem.changes import Change
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import check_in
from matching.services.interview.answer_questions import keep_answer
from matching.services.interview.questions import QUESTIONS
from matching.services.live.change_answers import (
    changes_lines,
    known_changes,
    lines_to_tell,
    undone_lines,
)
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.notices.pending import Pending
from matching.services.live.notices.tell import note_told, take_back_told
from matching.services.live.notices.to_tell import (
    ToTell,
    numbers_to_tell,
    to_tell,
    to_tell_answer,
    to_tell_lines,
)
from matching.services.live.places import PlaceAct, act_on_place, places_view
from matching.services.live.redrawn import Redrawn
from matching.services.plan.print_sheets import personal_schedule
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.examples import examples
from tests.fairs import shop_on

MOSSON = "mosson-2023"


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def announced(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def opening(shop):
    fair = entries(shop).fair
    return fair.moment(fair.opens)


def arrive(shop, people, moment):
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    for person in people:
        check_in(shop, MOSSON, codes[person], nonce=f"in-{person}", at=moment)


@pytest.fixture
def full(planned):
    """The fair with everybody here since it opened."""
    arrive(planned, entries(planned).jobseekers, opening(planned))
    return planned


def close(shop, stand, at, nonce="close"):
    report = StaffReport("stand-closed", stand=stand)
    return follow_day(shop, MOSSON, report, nonce=nonce, at=at)


def busiest(shop):
    """The stand with most people at noon and later."""
    meetings = announced(shop).meetings
    return max(
        sorted({one.stand for one in meetings}),
        key=lambda stand: sum(one.stand == stand for one in meetings),
    )


def on_the_list(shop, at):
    return {row.person for row in to_tell(shop, MOSSON, at=at).rows}


def test_nobody_is_to_tell_before_anything_has_changed(full):
    assert to_tell(full, MOSSON, at=opening(full)).rows == ()


def test_whoever_a_closing_moved_is_on_the_list_once_with_all_that_changed(full):
    at = opening(full) + timedelta(minutes=5)
    first = close(full, busiest(full), at)
    second = close(full, busiest(full), at, nonce="close 2")
    view = to_tell(full, MOSSON, at=at)
    people = [row.person for row in view.rows]
    assert len(people) == len(set(people))
    assert set(people) <= {c.person for drawn in (first, second) for c in drawn.changes}
    assert people
    before, now = announced_by_hand(full), announced(full).meetings
    for row in view.rows:
        was = {one for one in before if one.person == row.person}
        mine = {one for one in now if one.person == row.person}
        told_was = {change.was for change in row.pending.changes} - {None}
        told_now = {change.now for change in row.pending.changes} - {None}
        assert {(m.id, m.slot) for m in told_was} == {(m.id, m.slot) for m in was} - {
            (m.id, m.slot) for m in mine
        }
        assert {(m.id, m.slot) for m in told_now} == {(m.id, m.slot) for m in mine} - {
            (m.id, m.slot) for m in was
        }
    assert numbers_to_tell(full, MOSSON, at=at) == tuple(row.call_number for row in view.rows)


def announced_by_hand(shop):
    with shop.store.reading() as reader:
        return plans.read_plan(reader, MOSSON, number=1).meetings


def test_whoever_has_fewer_meetings_than_was_promised_after_a_closing_is_named(full):
    at = opening(full) + timedelta(minutes=5)
    short = set()
    for stand in sorted({one.stand for one in announced(full).meetings}):
        done = close(full, stand, at, nonce=stand)
        lines = lines_to_tell(full, done, "fr")
        named = [line for line in lines if "étaient promis" in line]
        now = announced(full).meetings
        lost = {one.person for one in done.changes if one.now is None}
        least = entries(full).fair.least_meetings
        fewer = {who for who in lost if sum(one.person == who for one in now) < least}
        assert len(named) == len(fewer)
        for who in fewer:
            name = f"n° {entries(full).call_numbers[who]} ("
            assert any(name in line.replace("\N{NO-BREAK SPACE}", " ") for line in named)
        short |= fewer
    assert short


def test_a_change_taken_back_before_anybody_was_told_needs_no_telling(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    assert on_the_list(full, at)
    follow_day(full, MOSSON, StaffReport("undo", act="close"), nonce="back", at=at)
    assert announced(full).meetings == announced_by_hand(full)
    assert on_the_list(full, at) == set()


def test_a_tick_takes_one_person_off_every_screen_and_can_be_taken_back(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    view = to_tell(full, MOSSON, at=at)
    row = view.rows[0]
    told = {"plan": view.plan, "until": view.until, "station": "accueil 2", "at": at}
    for _ in range(2):
        assert note_told(full, MOSSON, row.person, nonce="t1", **told)
    after = to_tell(full, MOSSON, at=at)
    assert [one.person for one in after.rows] == [one.person for one in view.rows[1:]]
    assert [(one.call_number, one.station) for one in after.told] == [
        (row.call_number, "accueil 2")
    ]
    for _ in range(2):
        take_back_told(full, MOSSON, after.told[0].nonce, nonce="t2")
    assert to_tell(full, MOSSON, at=at).rows == view.rows


def test_a_change_that_came_after_the_list_was_drawn_is_not_ticked_with_it(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    view = to_tell(full, MOSSON, at=at)
    row = view.rows[0]
    left = [one for one in announced(full).meetings if one.person == row.person]
    close(full, left[-1].stand, at, nonce="second")
    note_told(full, MOSSON, row.person, nonce="t", plan=view.plan, until=view.until, at=at)
    again = next(one for one in to_tell(full, MOSSON, at=at).rows if one.person == row.person)
    assert left[-1] in {change.was for change in again.pending.changes}


def test_nobody_who_left_or_never_came_is_on_the_list(planned):
    people = sorted(entries(planned).jobseekers)
    here, at = people[: len(people) // 2], opening(planned) + timedelta(minutes=5)
    arrive(planned, here, opening(planned))
    close(planned, busiest(planned), at)
    listed = on_the_list(planned, at)
    assert listed
    assert listed <= set(here)
    gone = min(listed)
    follow_day(planned, MOSSON, StaffReport("left", person=gone), nonce="left", at=at)
    assert gone not in on_the_list(planned, at)


def test_whoever_comes_after_a_change_is_told_until_it_is_ticked(planned):
    at, later = (opening(planned) + timedelta(minutes=m) for m in (5, 10))
    redrawn = close(planned, busiest(planned), at)
    person = min(change.person for change in redrawn.changes)
    assert on_the_list(planned, at) == set()
    arrive(planned, [person], later)
    assert on_the_list(planned, later) == {person}


def test_nobody_who_is_still_answering_questions_is_on_the_list(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    person = min(on_the_list(full, at))
    keep_answer(full, MOSSON, person, QUESTIONS[1], "")
    assert person not in on_the_list(full, at)
    assert person not in {row.person for row in to_tell(full, MOSSON, at=at).rows}


def test_a_walk_in_knows_what_the_desk_has_just_shown(full):
    at = opening(full) + timedelta(minutes=40)
    came = walk_in(full, MOSSON, first_name="Zoé", fields={}, nonce="w", at=at)
    assert came.check_in.next
    assert came.person not in on_the_list(full, at)


def test_a_stand_that_moved_is_told_to_all_who_go_there_and_back_it_is_told_to_nobody(full):
    at, stand = opening(full) + timedelta(minutes=5), busiest(full)
    grid = SlotGrid.of(entries(full).fair)
    report = StaffReport("stand-moved", stand=stand, sign="Z9")
    follow_day(full, MOSSON, report, nonce="m", at=at)
    going = {
        one.person
        for one in announced(full).meetings
        if one.stand == stand and grid.ends_at(one.slot, one.length) > at
    }
    view = to_tell(full, MOSSON, at=at)
    assert {row.person for row in view.rows} == going
    assert all("Z9" in " ".join(to_tell_lines(view, row, "fr")) for row in view.rows)
    row = view.rows[0]
    note_told(full, MOSSON, row.person, nonce="t", plan=view.plan, until=view.until, at=at)
    assert row.person not in on_the_list(full, at)
    follow_day(full, MOSSON, StaffReport("undo", act="m"), nonce="u", at=at)
    # Only whoever was told of the move must hear that it is not so.
    assert on_the_list(full, at) == {row.person}


def test_a_tick_is_taken_back_late_by_an_organiser_alone(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    row = to_tell(full, MOSSON, at=at).rows[0]
    note_told(full, MOSSON, row.person, nonce="t", at=at - timedelta(hours=1))
    door = Visitor("s", Access(2, "Accueil", Role.DOOR), "accueil")
    with pytest.raises(FairError, match="undo_late"):
        take_back_told(full, MOSSON, "t", nonce="u", visitor=door)
    lead = Visitor("s", Access(1, "Orga", Role.ORGANISER), "orga")
    take_back_told(full, MOSSON, "t", nonce="u", visitor=lead)
    with pytest.raises(FairError, match="nothing_to_undo"):
        take_back_told(full, MOSSON, "t", nonce="u2", visitor=lead)


def test_the_document_names_each_person_once_with_from_and_to(full):
    at = opening(full) + timedelta(minutes=5)
    close(full, busiest(full), at)
    document = to_tell_answer(to_tell(full, MOSSON, at=at))
    assert document["format"] == "parvis-to-tell/1"
    assert [row["person"] for row in document["people"]]
    assert all(
        change["from"] or change["to"] for row in document["people"] for change in row["changes"]
    )


def test_whoever_waited_and_has_a_place_now_is_told_wherever_they_are_until_it_is_ticked(planned):
    stocks = [stock for stock in places_view(planned, MOSSON).stocks if stock.is_certain]
    course = min(stocks, key=lambda stock: (stock.places.places, stock.places.offer))
    offer, *people = course.places.offer, *sorted(entries(planned).jobseekers)
    first, last, behind = people[0], people[course.places.places], people[course.places.places + 1]

    def act(what, person, nonce):
        done = PlaceAct(what, offer, person, reason="Vu ensemble")
        act_on_place(planned, MOSSON, done, nonce=nonce, language="fr")

    for person in people[: course.places.places + 2]:
        act("accept", person, person)
    assert to_tell(planned, MOSSON).rows == ()
    act("give-back", first, "back")
    view = to_tell(planned, MOSSON)
    (row,) = view.rows
    assert (row.person, row.pending.places) == (last, PlaceNews(got=(offer,)))
    assert course.title in " ".join(to_tell_lines(view, row, "fr"))
    assert to_tell_answer(view)["people"][0]["places"] == [{"offer": offer, "title": course.title}]
    assert numbers_to_tell(planned, MOSSON) == ()  # nobody is in the hall
    assert note_told(planned, MOSSON, last, nonce="told", plan=view.plan, until=view.until)
    assert to_tell(planned, MOSSON).rows == ()
    act("give-back", people[1], "back again")
    assert [each.person for each in to_tell(planned, MOSSON).rows] == [behind]
    act("give-back", behind, "no more")
    assert to_tell(planned, MOSSON).rows == ()


def test_a_meeting_at_its_hour_and_stand_about_another_offer_is_told_as_that(planned):
    was = announced(planned).meetings[0]
    other = next(one for one in entries(planned).offers.values() if one.id != was.offer)
    change = Change(was.person, was, replace(was, offer=other.id))
    (line,) = changes_lines(Redrawn(entries(planned), None, (change,), "edit"), "fr")
    assert f"pour parler maintenant de «\u00a0{other.title}\u00a0»" in line
    assert "devient" not in line
    pending = Pending((change,), ())
    row, view = ToTell(was.person, 1, "Ana", pending), to_tell(planned, MOSSON)
    (line,) = to_tell_lines(view, row, "fr")
    assert f"«\u00a0{other.title}\u00a0»" in line


def test_who_is_still_to_arrive_is_named_apart_and_moves_to_the_list_on_arrival(planned):
    stand = busiest(planned)
    people = sorted({one.person for one in announced(planned).meetings if one.stand == stand})
    close(planned, stand, opening(planned))
    before = to_tell(planned, MOSSON, at=opening(planned))
    assert before.rows == ()
    named = [row.person for row in before.to_come]
    assert set(people) <= set(named)
    arrive(planned, people[:1], opening(planned))
    after = to_tell(planned, MOSSON, at=opening(planned))
    assert [row.person for row in after.rows] == people[:1]
    assert [row.person for row in after.to_come] == [one for one in named if one != people[0]]
    assert to_tell_lines(after, after.rows[0], "fr") == to_tell_lines(
        before, next(row for row in before.to_come if row.person == people[0]), "fr"
    )


def knows(shop, person, number):
    """What one person was handed or told: their meetings of a plan."""
    with shop.store.reading() as reader:
        return set(plans.meetings_of(reader, MOSSON, number, [person]).get(person, ()))


def test_whoever_was_handed_a_sheet_between_a_closing_and_the_reopening_is_told_of_it(full):
    at = opening(full) + timedelta(minutes=5)
    closing = close(full, busiest(full), at)
    holder, other = sorted({one.person for one in closing.changes})[:2]
    personal_schedule(full, MOSSON, holder)
    back = follow_day(full, MOSSON, StaffReport("undo", act="close"), nonce="back", at=at)
    assert announced(full).meetings == announced_by_hand(full)
    assert on_the_list(full, at) == {holder}
    assert other not in on_the_list(full, at)
    assert say("change.as_before", "fr") not in undone_lines(full, back, "fr")
    view = to_tell(full, MOSSON, at=at)
    (row,) = view.rows
    on_sheet, now = (knows(full, holder, closing.version.number), knows(full, holder, view.plan))
    assert {one.now for one in row.pending.changes} - {None} == now - on_sheet
    note_told(full, MOSSON, holder, nonce="t", plan=view.plan, until=view.until, at=at)
    assert on_the_list(full, at) == set()


@pytest.mark.slow
@examples(20, HealthCheck.function_scoped_fixture)
@given(data=st.data())
def test_whoever_holds_or_was_told_another_day_than_theirs_is_on_the_list(
    tmp_path_factory, example, data
):
    with shop_on(example.announced, tmp_path_factory.mktemp("held")) as shop:
        at = opening(shop)
        people = sorted(entries(shop).jobseekers)
        arrive(shop, people, at)
        stands = sorted({one.stand for one in announced(shop).meetings})
        known = {who: {1} for who in people}
        for number in range(data.draw(st.integers(2, 5))):
            act, nonce = (
                data.draw(st.sampled_from(["close", "reopen", "sheet", "tell"])),
                f"a{number}",
            )
            person, plan = data.draw(st.sampled_from(people)), announced(shop).number
            if act == "close":
                close(shop, data.draw(st.sampled_from(stands)), at, nonce=nonce)
            elif act == "reopen":
                stand = data.draw(st.sampled_from(stands))
                report = StaffReport("stand-reopened", stand=stand)
                follow_day(shop, MOSSON, report, nonce=nonce, at=at)
            elif act == "sheet":
                personal_schedule(shop, MOSSON, person)
                known[person] = {max(known[person]), plan}
            else:
                # nothing is written of whoever has nothing to hear
                told = note_told(shop, MOSSON, person, nonce=nonce, at=at)
                known[person] = {plan} if told else known[person]
            now = announced(shop).number
            wrong = {
                who
                for who, numbers in known.items()
                if any(knows(shop, who, each) != knows(shop, who, now) for each in numbers)
            }
            assert on_the_list(shop, at) == wrong


def named(lines):
    return {int(found) for line in lines for found in re.findall(r"n° (\d+)", spaced(line))}


def spaced(line):
    return line.replace("\N{NO-BREAK SPACE}", " ")


def test_who_has_left_is_not_named_and_neither_is_who_never_heard_of_what_is_taken_back(full):
    at, stand = opening(full) + timedelta(minutes=5), busiest(full)
    closed = close(full, stand, at)
    numbers = entries(full).call_numbers
    moved = {change.person for change in closed.changes}
    listed = {numbers[one] for one in on_the_list(full, at)}
    assert named(lines_to_tell(full, closed, "fr", at=at)) >= {numbers[one] for one in moved}
    assert {numbers[one] for one in moved} <= listed
    person = min(moved)
    report = StaffReport("left", person=person)
    left = follow_day(full, MOSSON, report, nonce="left", at=at)
    assert person in {change.person for change in left.changes}
    said = lines_to_tell(full, left, "fr", at=at)
    assert not any(f"n° {numbers[person]} " in spaced(line) for line in said)
    others = {change.person for change in left.changes} - {person}
    # undone before anybody was told: whoever had an earlier change hears of that one alone
    back = follow_day(full, MOSSON, StaffReport("undo", act="left"), nonce="back", at=at)
    known = known_changes(full, back, at=at)
    assert {one.person for one in known.changes} <= on_the_list(full, at)
    assert others <= on_the_list(full, at) | {change.person for change in back.changes}


def test_of_meetings_that_went_with_who_has_left_nobody_is_told_that_nothing_moves(full):
    at, person = opening(full) + timedelta(minutes=5), min(announced(full).meetings).person
    left = follow_day(full, MOSSON, StaffReport("left", person=person), nonce="left", at=at)
    theirs = tuple(change for change in left.changes if change.person == person)
    alone = replace(left, changes=theirs, notices=())
    assert theirs
    assert lines_to_tell(full, alone, "fr", at=at) == [say("change.nobody", "fr")]


def test_who_was_told_of_nothing_hears_nothing_once_it_is_taken_back(full):
    at, stand = opening(full) + timedelta(minutes=5), busiest(full)
    earlier = min(
        (one for one in announced(full).meetings if one.stand != stand and one.slot > 3),
        key=lambda one: one.slot,
    )
    missed = StaffReport("refused", meeting=earlier.id)
    follow_day(full, MOSSON, missed, nonce="earlier", at=at)
    assert earlier.person in on_the_list(full, at)
    closed = close(full, stand, at)
    back = follow_day(full, MOSSON, StaffReport("undo", act="close"), nonce="back", at=at)
    known = known_changes(full, back, at=at)
    before = {row.person: row.pending for row in to_tell(full, MOSSON, at=at).rows}
    assert closed.changes
    assert {one for one in known.changes if one not in before[one.person].changes} == set()
    assert {one.person for one in known.changes} <= before.keys()


@pytest.mark.parametrize("settles", ["begun", "held"])
def test_who_was_not_told_stays_on_the_list_to_the_end_of_their_meeting(full, settles):
    at, stand = opening(full) + timedelta(minutes=5), busiest(full)
    close(full, stand, at)
    grid = SlotGrid.of(entries(full).fair)
    new = min(
        change.now
        for row in to_tell(full, MOSSON, at=at).rows
        if len(row.pending.changes) == 1
        for change in row.pending.changes
        if change.now is not None and (change.was is None or change.was.slot < change.now.slot)
    )
    ends = grid.ends_at(new.slot, new.length)
    assert new.person in on_the_list(full, ends - timedelta(seconds=30))
    assert new.person not in on_the_list(full, ends)
    report = StaffReport(settles, meeting=new.id)
    follow_day(full, MOSSON, report, nonce="s", at=grid.starts[new.slot] + timedelta(minutes=1))
    assert new.person not in on_the_list(full, ends - timedelta(seconds=30))


def test_the_hall_calls_nobody_to_the_desk_who_was_entered_there_a_moment_ago(planned):
    at = opening(planned) + timedelta(minutes=5)
    person = busiest_person(planned)
    stand = next(one.stand for one in announced(planned).meetings if one.person == person)
    close(planned, stand, at)
    number = entries(planned).call_numbers[person]
    arrive(planned, [person], at)
    assert number in numbers_to_tell(planned, MOSSON, at=at + timedelta(seconds=31))
    assert number not in numbers_to_tell(planned, MOSSON, at=at + timedelta(seconds=4))


def busiest_person(shop):
    counted = Counter(one.person for one in announced(shop).meetings)
    return counted.most_common(1)[0][0]


def test_of_a_place_in_a_workshop_its_title_is_said(full):
    known = entries(full)
    group = next(
        one
        for one in announced(full).meetings
        if known.offers[one.offer].kind is OfferKind.WORKSHOP
    )
    later, title = replace(group, slot=group.slot + 1), known.offers[group.offer].title
    change = Change(group.person, group, later)
    (line,) = changes_lines(Redrawn(known, None, (change,), "edit"), "fr")
    assert line.count(f"({title})") == 2
    view = to_tell(full, MOSSON, at=opening(full))
    row = ToTell(group.person, 1, "Zoé", Pending((change,), ()))
    assert to_tell_lines(view, row, "fr")[0].count(f"({title})") == 2
