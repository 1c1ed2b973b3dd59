from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.edit import EditAct, EditKind
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.intake.tables.column_uses import column_uses
from matching.intake.written import written
from matching.services.door.welcome import check_in
from matching.services.evening.report import report
from matching.services.files.examples import example_folder
from matching.services.files.kept_tables import read_tables_of
from matching.services.files.mending.mend import Mend, mend
from matching.services.files.preview import PreviewAnswers, preview_files
from matching.services.files.receive_files import receive_files
from matching.services.interview.answer_questions import interview, keep_answer
from matching.services.prepare.edit_entries import EntryRefused, add_entry, change_entry
from matching.services.prepare.entry_now import entry_now, find_entries
from matching.services.prepare.remove_entries import bring_back, removal_cost, remove_entry
from matching.services.shop.known_plans import known_announced_plan
from matching.store import fairs
from matching.store.day import plans
from matching.store.edits import read_edits
from matching.store.people import badges
from matching.store.people.answers import keep_answers
from tests.intake.sheets import csv_of

MOSSON = "mosson-2023"
PEOPLE, STANDS, OFFERS = EditKind.JOBSEEKERS, EditKind.EXHIBITORS, EditKind.OFFERS


def entries_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def meetings_of(shop, entry):
    with shop.store.reading() as reader:
        plan = known_announced_plan(shop, reader, MOSSON)
    return [one for one in plan.meetings if entry in {one.person, one.stand, one.offer}]


def table(name, old="", new=""):
    encoding = "cp1252" if name == "jobseekers" else "utf-8-sig"
    content = (example_folder("mosson") / f"{name}.csv").read_bytes().decode(encoding)
    assert old in content
    return {f"{name}.csv": content.replace(old, new, 1).encode(encoding)}


def reach(shop):
    """How many were listed and how many came, as the evening's report says."""
    return report(shop, MOSSON).sections[0].figures[:2]


def first(shop, kind):
    entries = entries_of(shop)
    lists = {PEOPLE: entries.jobseekers, STANDS: entries.exhibitors, OFFERS: entries.offers}
    return next(iter(lists[kind]))


def planned_entry(shop, kind):
    """An entry that the announced plan names."""
    with shop.store.reading() as reader:
        meeting = known_announced_plan(shop, reader, MOSSON).meetings[-1]
    return {PEOPLE: meeting.person, STANDS: meeting.stand, OFFERS: meeting.offer}[kind]


def test_a_changed_cell_is_in_the_list_and_in_the_log(shop):
    stand = first(shop, STANDS)
    edited = change_entry(shop, MOSSON, STANDS, stand, {"opens": "10h", "tables": "3"},
                          nonce="n1", station="Bureau")  # fmt: skip
    now = entries_of(shop).exhibitors[stand]
    assert set(edited.fields) <= {"opens", "tables"}
    assert (written(now.opens), now.tables) == ("10:00", 3)
    with shop.store.reading() as reader:
        (line,) = read_edits(reader, MOSSON)
    assert (line.kind, line.entry, line.act, line.station) == (
        STANDS, stand, EditAct.CHANGE, "Bureau")  # fmt: skip
    assert line.document["fields"]["tables"] == 3


def test_what_cannot_be_read_is_refused_with_the_flaw_of_the_file_and_changes_nothing(shop):
    before = entries_of(shop)
    with pytest.raises(EntryRefused) as refused:
        change_entry(shop, MOSSON, PEOPLE, first(shop, PEOPLE),
                     {"arrives": "quand je peux", "wishes": "cuisine"}, nonce="n1")  # fmt: skip
    assert [flaw.code for flaw in refused.value.flaws] == ["time_unreadable"]
    assert entries_of(shop) == before
    with shop.store.reading() as reader:
        assert read_edits(reader, MOSSON) == ()


def test_an_answer_at_the_door_does_not_hide_what_is_edited_after_it(shop):
    person = first(shop, PEOPLE)
    question = next(
        one for one in interview(shop, MOSSON, person).questions if one.column == "wishes"
    )
    keep_answer(shop, MOSSON, person, question, "boulangerie")
    change_entry(shop, MOSSON, PEOPLE, person, {"wishes": "mécanique"}, nonce="n1")
    assert entries_of(shop).jobseekers[person].wishes == ("mécanique",)


def test_the_same_files_and_a_mended_cell_leave_what_was_edited(shop):
    person = first(shop, PEOPLE)
    change_entry(shop, MOSSON, PEOPLE, person, {"commune": "Lattes"}, nonce="n1")
    receive_files(shop, table("jobseekers"), frame=entries_of(shop).fair)
    line = Mend("jobseekers.csv", 5, "commune", "Mauguio")
    mend(shop, MOSSON, [line])
    assert entries_of(shop).jobseekers[person].commune == "Lattes"


def test_a_file_that_says_otherwise_is_shown_as_a_contradiction_and_does_not_win(shop):
    fair, stand = entries_of(shop).fair, entries_of(shop).exhibitors[first(shop, STANDS)]
    change_entry(shop, MOSSON, STANDS, stand.id, {"name": "Nom écrit à la main"}, nonce="n1")
    again = table("exhibitors", stand.name, "Nom du fichier")
    preview = preview_files(shop, again, fair=fair)
    assert [(one.entry, one.columns) for one in preview.contradictions] == [(stand.id, ("name",))]
    receive_files(shop, again, frame=fair)
    assert entries_of(shop).exhibitors[stand.id].name == "Nom écrit à la main"
    assert preview_files(shop, table("exhibitors"), fair=fair).contradictions == ()


@pytest.mark.parametrize("kind", [PEOPLE, STANDS, OFFERS])
def test_the_file_s_value_counts_once_somebody_takes_it_and_other_edits_stay(shop, kind):
    column, other = {
        PEOPLE: ("commune", "skills"), STANDS: ("zone", "stand"), OFFERS: ("pay", "duration"),
    }[kind]  # fmt: skip
    fair, entry = entries_of(shop).fair, first(shop, kind)
    change_entry(shop, MOSSON, kind, entry, {column: "À la main", other: "Reste"}, nonce="n1")
    again = as_file(shop, kind, entry, column, "Du fichier")
    (asked,) = preview_files(shop, again, fair=fair).contradictions
    assert (asked.columns, asked.hand, asked.file) == ((column,), ("À la main",), ("Du fichier",))
    for answered in (PreviewAnswers(), PreviewAnswers(yielded=frozenset([asked]))):
        receive_files(shop, again, frame=fair, answered=answered)
        now = entry_now(shop, MOSSON, kind, entry).record
        expected = "Du fichier" if answered.yielded else "À la main"
        assert (getattr(now, column), written(getattr(now, other))) == (expected, "Reste")
    assert preview_files(shop, again, fair=fair).contradictions == ()
    with shop.store.reading() as reader:
        assert read_edits(reader, MOSSON)[-1].act is EditAct.YIELD


def test_a_file_that_gives_a_person_the_whole_day_contradicts_hours_written_by_hand(shop):
    fair, person = entries_of(shop).fair, first(shop, PEOPLE)
    receive_files(shop, as_file(shop, PEOPLE, person, "leaves", "12h"), frame=fair)
    change_entry(shop, MOSSON, PEOPLE, person, {"leaves": "11h10"}, nonce="n1")
    (asked,) = preview_files(
        shop, as_file(shop, PEOPLE, person, "leaves", ""), fair=fair
    ).contradictions
    assert (asked.columns, asked.hand, asked.file) == (("leaves",), ("11:10",), ("",))


def test_what_yields_to_the_file_was_also_answered_at_the_door(shop):
    person = first(shop, PEOPLE)
    with shop.store.writing() as writer:
        keep_answers(writer, MOSSON, person, {"commune": "Au guichet"}, at=shop.clock())
    change_entry(shop, MOSSON, PEOPLE, person, {"commune": "À la main"}, nonce="n1")
    fair, again = entries_of(shop).fair, as_file(shop, PEOPLE, person, "commune", "Du fichier")
    asked = preview_files(shop, again, fair=fair).contradictions
    receive_files(shop, again, frame=fair, answered=PreviewAnswers(yielded=frozenset(asked)))
    assert entry_now(shop, MOSSON, PEOPLE, person).record.commune == "Du fichier"


def as_file(shop, kind, entry, column, value):
    """The example's table with another value in one column of an entry."""
    with shop.store.reading() as reader:
        received = read_tables_of(reader, MOSSON).values()
    table = next(table for table in received if table.kind == kind.value)
    place = next(use.index for use in column_uses(table) if use.column == "id")
    line = next(row.line for row in table.rows if row.cells[place] == entry)
    return {table.file: csv_of(table.with_cell(line, column, value))}


def test_a_person_added_by_hand_has_a_badge_and_stays_when_the_list_comes_again(shop):
    added = add_entry(shop, MOSSON, PEOPLE, {"first_name": "Zoé", "last_name": "Ajoutée"},
                      nonce="n1")  # fmt: skip
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON, people=[added.entry])[added.entry]
    receive_files(shop, table("jobseekers", "\n", "\r\n"), frame=entries_of(shop).fair)
    mend(shop, MOSSON, [Mend("jobseekers.csv", 5, "commune", "Mauguio")])
    assert added.entry in entries_of(shop).jobseekers
    assert check_in(shop, MOSSON, code, nonce="n2").first_name == "Zoé"
    with pytest.raises(FairError, match="entry_exists"):
        add_entry(shop, MOSSON, PEOPLE, {"first_name": "Zoé", "last_name": "Ajoutée"}, nonce="n3")


def test_an_offer_added_by_hand_belongs_to_its_stand(shop):
    stand = entries_of(shop).exhibitors[first(shop, STANDS)]
    typed = {"exhibitor": stand.name, "title": "Vente de fleurs", "licences_required": "B"}
    added = add_entry(shop, MOSSON, OFFERS, typed, nonce="n1")
    offer = entries_of(shop).offers[added.entry]
    assert (offer.exhibitor, offer.licences_required) == (stand.id, ("B",))


def test_a_removed_stand_takes_its_offers_and_drafts_along_and_comes_back_with_them(drawn):
    before, stand = entries_of(drawn), first(drawn, STANDS)
    cost = removal_cost(drawn, MOSSON, STANDS, stand)
    mine = {key for key, offer in before.offers.items() if offer.exhibitor == stand}
    assert (cost.offers, cost.drafts, cost.meetings) == (len(mine), True, 0)
    remove_entry(drawn, MOSSON, STANDS, stand, nonce="n1")
    now = entries_of(drawn)
    assert before.offers.keys() - now.offers.keys() == mine
    with drawn.store.reading() as reader:
        assert plans.last_number(reader, MOSSON) == 0
    receive_files(drawn, table("exhibitors", "\n", "\r\n"), frame=before.fair)
    assert stand not in entries_of(drawn).exhibitors
    (found,) = [one for one in find_entries(drawn, MOSSON, STANDS, before.exhibitors[stand].name)
                if one.is_removed]  # fmt: skip
    bring_back(drawn, MOSSON, STANDS, found.entry, nonce="n2")
    assert entries_of(drawn).exhibitors == before.exhibitors
    assert entries_of(drawn).offers == before.offers


@pytest.mark.parametrize("kind", [PEOPLE, STANDS, OFFERS])
def test_what_an_announced_plan_names_takes_no_further_meeting_once_removed(planned, kind):
    entry = planned_entry(planned, kind)
    told = meetings_of(planned, entry)
    assert removal_cost(planned, MOSSON, kind, entry).meetings == len(told)
    edited = remove_entry(planned, MOSSON, kind, entry, nonce="n1")
    assert {one.was for one in edited.plan.changes if one.was} >= set(told)
    assert meetings_of(planned, entry) == []
    bring_back(planned, MOSSON, kind, entry, nonce="n2")
    assert entry_now(planned, MOSSON, kind, entry).record.id == entry


def test_somebody_who_came_stays_in_the_figures_when_removed(planned):
    person = planned_entry(planned, PEOPLE)
    with planned.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON, people=[person])[person]
    check_in(planned, MOSSON, code, nonce="n1")
    before = reach(planned)
    assert removal_cost(planned, MOSSON, PEOPLE, person).has_come
    remove_entry(planned, MOSSON, PEOPLE, person, nonce="n2")
    assert reach(planned) == before
    assert meetings_of(planned, person) == []


def test_hours_changed_on_the_day_move_the_meetings_outside_them(planned):
    entries = entries_of(planned)
    stand = max(entries.exhibitors, key=lambda stand: len(meetings_of(planned, stand)))
    last = max(meetings_of(planned, stand), key=lambda meeting: meeting.slot)
    ends = SlotGrid.of(entries.fair).ends_at(last.slot - 1)
    typed = {"closes": f"{ends:%H:%M}"}
    edited = change_entry(planned, MOSSON, STANDS, stand, typed, nonce="n1")
    assert last in {one.was for one in edited.plan.changes}
    assert last.slot not in {one.slot for one in meetings_of(planned, stand)}


def test_a_place_changed_on_the_day_is_told_to_those_awaited_there(planned):
    stand = planned_entry(planned, STANDS)
    edited = change_entry(planned, MOSSON, STANDS, stand, {"stand": "Z9"}, nonce="n1")
    told = {notice.person for notice in edited.plan.notices}
    assert told == {one.person for one in meetings_of(planned, stand)}
    assert entries_of(planned).exhibitors[stand].stand == "Z9"


def test_a_person_added_on_the_day_is_planned_and_moves_nobody(planned):
    with planned.store.reading() as reader:
        before = known_announced_plan(planned, reader, MOSSON).meetings
    added = add_entry(planned, MOSSON, PEOPLE, {"first_name": "Zoé", "wishes": "vente"},
                      nonce="n1")  # fmt: skip
    with planned.store.reading() as reader:
        after = known_announced_plan(planned, reader, MOSSON).meetings
    assert {one.person for one in added.plan.changes} <= {added.entry}
    assert {(one.person, one.slot, one.stand) for one in before} <= {
        (one.person, one.slot, one.stand) for one in after
    }


@pytest.mark.parametrize(("lived", "moved"), [(True, False), (False, True)])
def test_a_correction_months_later_moves_no_meeting_of_a_day_that_was_lived(planned, lived, moved):
    if lived:
        with planned.store.reading() as reader:
            code = badges.live_codes(reader, MOSSON)["p01"]
        check_in(planned, MOSSON, code, nonce="in")
    later = replace(planned, clock=lambda: planned.clock() + timedelta(days=180))
    edited = change_entry(later, MOSSON, PEOPLE, "p01", {"wishes": "mécanique"}, nonce="late")
    assert edited.fields == ("wishes",)
    assert (edited.plan is not None) == moved
