"""Whoever has no mouse does every main act of the day: floor, grid, stand, door, notices, paper."""

import pytest
from playwright.sync_api import expect

from matching.domain.access import Role
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import grid_view
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import preview_edit
from matching.services.live.by_hand.free_places import (
    places_for_meeting,
    read_day_to_place,
)
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.shop.shop import open_shop
from matching.store.day import happenings
from tests.browser.conftest import entered, screen_of, settle
from tests.browser.test_grid import MOSSON, morning, plan_of
from tests.browser.test_messy import Hand

__all__ = ["morning"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.slow]
STAND = "cgi"
WHERE = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return [Number(focused.dataset.row), Number(focused.dataset.slot)];
}"""


@pytest.fixture
def shop(morning):
    """The shop of the app, beside it."""
    opened = open_shop(morning[2])
    yield opened
    opened.store.close()


def noted(shop):
    with shop.store.reading() as reader:
        return [(one.kind, one.meeting) for one in happenings.read_happenings(reader, MOSSON)]


class GridHand(Hand):
    """A keyboard at the grid; meetings and places are found as the grid lays them out."""

    def __init__(self, page, floor):
        super().__init__(page)
        self.view = grid_view(floor)

    def enter(self):
        self.reach(self.page.locator('[role=gridcell][tabindex="0"]'))

    def go_to(self, row, slot):
        """Walk over the cells, up and down first."""
        for at, target, back, on in (
            (0, row, "ArrowUp", "ArrowDown"),
            (1, slot, "ArrowLeft", "ArrowRight"),
        ):
            for _ in range(200):
                if (here := self.page.evaluate(WHERE)[at]) == target:
                    break
                self.page.keyboard.press(back if here > target else on)
        assert self.page.evaluate(WHERE) == [row, slot]

    def act_on(self, meeting, key):
        """Go to a meeting and touch it by key."""
        seats = (
            (number, block.slot)
            for number, row in enumerate(self.view.rows)
            for block in row.blocks
            if meeting in block.meetings
        )
        self.go_to(*next(seats))
        self.page.keyboard.press(key)

    def put(self, stand, slot):
        """Go to an empty cell of a stand and put there what is held."""
        seats = (
            number
            for number, row in enumerate(self.view.rows)
            if row.stand.id == stand
            and not any(block.slot <= slot < block.ends for block in row.blocks)
        )
        self.go_to(next(seats), slot)
        self.page.keyboard.press("Enter")


@pytest.fixture
def at_grid(morning, shop):
    with screen_of(morning, morning[1]) as page:
        page.goto(f"{morning[0]}/grid")
        page.get_by_role("grid").wait_for()
        settle(page)
        hand = GridHand(page, floor_view(shop, MOSSON))
        before = plan_of(morning).meetings
        yield hand
        hand.press("Annuler le dernier changement")
        page.get_by_role("button", name="Annuler le dernier changement").wait_for(state="detached")
        assert plan_of(morning).meetings == before


def told_of(hand):
    """Wait for what the grid answers to an act that is done."""
    hand.page.get_by_role("button", name="Annuler le dernier changement").wait_for()
    settle(hand.page)


def broken_by(shop, edit):
    """The rules that an act would break; None where it cannot be at all."""
    try:
        return preview_edit(shop, MOSSON, edit).answer("fr")["broken"]
    except FairError:
        return None


def test_a_meeting_moves_in_the_grid(at_grid, morning, shop):
    day, now = read_day_to_place(shop, MOSSON), floor_view(shop, MOSSON).at
    meeting, place = next(
        (meeting, place) for meeting in day.plan.meetings for place in _places(day, meeting.id, now)
    )
    at_grid.enter()
    at_grid.act_on(meeting, "Enter")
    at_grid.page.locator(".cell.free").first.wait_for()
    at_grid.put(place.stand, place.slots[0])
    told_of(at_grid)
    (moved,) = set(plan_of(morning).meetings) - set(day.plan.meetings)
    assert (moved.person, moved.stand, moved.slot) == (meeting.person, place.stand, place.slots[0])


def _places(day, meeting, now):
    try:
        return [place for place in places_for_meeting(day, meeting, now) if place.slots]
    except FairError:  # it has begun
        return []


def test_two_meetings_are_swapped_in_the_grid(at_grid, morning, shop):
    planned = plan_of(morning).meetings
    one, other = next(
        (one, other)
        for one in planned
        for other in planned
        if one.stand == other.stand
        and one.slot < other.slot
        and broken_by(shop, HandEdit(HandEditKind.SWAP, one.id, other.id)) == []
    )
    at_grid.enter()
    at_grid.act_on(one, "s")
    at_grid.page.get_by_text("avec qui échanger").wait_for()
    settle(at_grid.page)
    at_grid.act_on(other, "Enter")
    told_of(at_grid)
    now_at = {meeting.person: meeting.slot for meeting in plan_of(morning).meetings
              if meeting.stand == one.stand}  # fmt: skip
    assert (now_at[one.person], now_at[other.person]) == (other.slot, one.slot)


def test_a_meeting_is_cancelled_in_the_grid_over_a_rule_with_a_reason(at_grid, morning, shop):
    meeting = next(
        one for one in plan_of(morning).meetings
        if broken_by(shop, HandEdit(HandEditKind.CANCEL, one.id))
    )  # fmt: skip
    at_grid.enter()
    at_grid.act_on(meeting, "Delete")
    at_grid.page.get_by_text("ne respecte pas une règle").wait_for()
    settle(at_grid.page)
    at_grid.write("Motif, sans nom (le journal le garde)", "vu avec le stand")
    told_of(at_grid)
    assert meeting not in plan_of(morning).meetings


def test_an_absence_is_noted_in_the_hall_and_taken_back(morning, shop):
    with screen_of(morning, morning[1]) as page:
        page.goto(f"{morning[0]}/floor")
        settle(page)
        hand, before = Hand(page), len(noted(shop))
        hand.press("Absent")
        back = page.locator(".st-key-notice").get_by_role("button", name="Annuler")
        back.wait_for()
        assert [kind for kind, _ in noted(shop)[before:]] == [HappeningKind.NO_SHOW]
        settle(page)
        hand.reach(back)
        page.keyboard.press("Enter")
        back.wait_for(state="detached")
        assert [kind for kind, _ in noted(shop)[before + 1 :]] == [HappeningKind.UNDONE]


def test_a_recruiter_begins_a_meeting_and_ends_it_with_what_comes_next(morning, shop):
    cookie = entered(shop, Role.RECRUITER, fair=MOSSON, stand=STAND).cookie
    with screen_of(morning, cookie, width=390, height=844) as page:
        page.goto(f"{morning[0]}/stand")
        settle(page)
        hand, before = Hand(page), len(noted(shop))
        hand.press("Commencé")
        page.locator(".st-key-notice").wait_for()
        ((kind, meeting),) = noted(shop)[before:]
        assert kind is HappeningKind.BEGUN
        settle(page)
        card = page.locator(f".st-key-stand-card-{meeting}")
        hand.reach(card.get_by_role("button", name="Terminé"))
        page.keyboard.press("Enter")
        hand.press("Pas de suite")
        expect(card).to_have_count(0)
        assert {(HappeningKind.HELD, meeting), (HappeningKind.OUTCOME, meeting)} <= set(noted(shop))


def test_somebody_without_a_badge_is_signed_in_by_name_at_the_door(morning, shop):
    view = floor_view(shop, MOSSON)
    away = min(set(view.entries.jobseekers) - view.attendance.came)
    cookie = entered(shop, Role.DOOR, fair=MOSSON).cookie
    with screen_of(morning, cookie, width=768, height=1024) as page:
        page.goto(f"{morning[0]}/welcome")
        settle(page)
        hand = Hand(page)
        number = view.entries.call_numbers[away]
        hand.write("Nom, prénom ou numéro d'appel", view.entries.jobseekers[away].full_name)
        settle(page)
        hand.press(f"n° {number}")
        page.locator(".st-key-door-answer").wait_for()
        assert away in floor_view(shop, MOSSON).attendance.came


def test_whoever_was_told_is_ticked_on_the_list(morning, shop):
    view = floor_view(shop, MOSSON)
    last = view.planned[-1]
    came = Happening(HappeningKind.ARRIVED, view.at, "keyboard-came", person=last.person)
    with shop.store.writing() as writer:
        happenings.append(writer, MOSSON, came, recorded_at=view.at)
    closed = StaffReport("stand-closed", stand=last.stand)
    follow_day(shop, MOSSON, closed, nonce="keyboard-closed")
    with screen_of(morning, morning[1]) as page:
        page.goto(f"{morning[0]}/notices")
        page.get_by_role("button", name="C'est dit").first.wait_for()
        settle(page)
        before = len(noted(shop))
        Hand(page).press("C'est dit")
        page.locator(".st-key-notice").wait_for()
        assert [kind for kind, _ in noted(shop)[before:]] == [HappeningKind.TOLD]


def test_a_list_ticked_by_pen_is_keyed_in_row_by_row(morning, shop):
    with screen_of(morning, morning[1]) as page:
        page.goto(f"{morning[0]}/sheets")
        settle(page)
        before = len(noted(shop))
        Hand(page).write("Ligne de la feuille, puis Entrée", "1v")
        page.get_by_text("Ligne 1").first.wait_for()
        settle(page)
        assert [kind for kind, _ in noted(shop)[before:]] == [HappeningKind.HELD]
        expect(page.get_by_label("Ligne de la feuille, puis Entrée")).to_have_value("")
