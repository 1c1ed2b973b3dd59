"""What a meeting led to takes a place of its offer, in the app, at a terminal and from paper."""

import pytest

from matching.domain.access import Access, Role
from matching.domain.day.happening import OUTCOMES
from matching.domain.errors import FairError
from matching.services.files.examples import open_example
from matching.services.floor.note_meeting import note_met, take_back_noted
from matching.services.live.places import places_view
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.paper.key_in import key_in
from matching.services.plan.paper.ticks import Tick
from matching.store.day import plans
from tests.fairs import shop_in, shop_on

MEAUX, COURSE = "meaux-2021", "fibre-a"
RECRUITER = Access(2, "Cité", Role.RECRUITER, fair=MEAUX, stand="cite")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The store of Meaux with its plan announced."""
    folder = tmp_path_factory.mktemp("meaux")
    shop = shop_in(folder)
    open_example(shop, "meaux")
    draw_plan(shop, MEAUX, seconds=10)
    announce(shop, MEAUX)
    shop.store.close()
    return (folder / "fair.db").read_bytes()


@pytest.fixture
def planned(file, tmp_path):
    with shop_on(file, tmp_path) as shop:
        yield shop


def meetings(shop):
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MEAUX)
    return [meeting for meeting in sorted(plan.meetings) if meeting.offer == COURSE]


def stock(shop, offer=COURSE):
    return next(s.places for s in places_view(shop, MEAUX).stocks if s.places.offer == offer)


def test_an_outcome_takes_a_place_once_and_another_word_or_an_undo_gives_it_back(planned):
    first, second, *_ = meetings(planned)
    for nonce in ("a", "a"):
        noted = note_met(planned, MEAUX, first.id, access=RECRUITER, result="training", nonce=nonce)
        assert "a une place" in noted.lines("fr")[0]
    assert stock(planned).accepted == (first.person,)
    note_outcome(planned, MEAUX, second.id, result="cv_taken", nonce="b")
    with pytest.raises(FairError, match="outcome_not_here"):
        note_outcome(planned, MEAUX, second.id, result="hired", nonce="c")
    assert stock(planned).accepted == (first.person,)
    noted = note_outcome(planned, MEAUX, first.id, result="nothing", nonce="d")
    assert (stock(planned).accepted, noted.places.left) == ((), 12)
    note_outcome(planned, MEAUX, second.id, result="training", nonce="e")
    assert stock(planned).accepted == (second.person,)
    take_back_noted(planned, MEAUX, second.id, access=RECRUITER, nonce="f")
    assert stock(planned).accepted == ()


@pytest.mark.parametrize("result", sorted({*OUTCOMES} - {"training", "hired"}))
def test_nothing_but_a_place_given_takes_a_place_of_a_course_not_even_an_appointment(
    planned, result
):
    first, *_ = meetings(planned)
    said = note_met(
        planned,
        MEAUX,
        first.id,
        access=RECRUITER,
        result=result,
        detail="le 12 mai à 14 h, pour s'inscrire",
        nonce="rdv",
    )
    assert said.lines("fr") == ()
    assert (stock(planned).accepted, stock(planned).waiting) == ((), ())


def test_when_places_are_gone_an_outcome_puts_on_the_list_which_moves_up_by_itself(planned):
    met = meetings(planned)[:13]
    noted = [
        note_outcome(planned, MEAUX, meeting.id, result="training", nonce=f"g{number}")
        for number, meeting in enumerate(met)
    ]
    assert [found.places.left for found in noted] == [*range(11, -1, -1), 0]
    assert stock(planned).waiting == (met[-1].person,)
    found = note_outcome(planned, MEAUX, met[0].id, result="application", nonce="h")
    assert found.moved_up == (met[-1].person,)
    assert any("Une place s'est libérée" in line for line in found.lines("fr"))


def test_a_sheet_keyed_in_takes_the_place_too(planned):
    before = stock(planned, "promo")
    ticks = [Tick(row, came=True, outcomes=("training", "cv_taken")) for row in range(1, 40)]
    with planned.store.reading() as reader:
        plan = plans.announced_plan(reader, MEAUX)
    rows = sum(meeting.stand == "cite" for meeting in plan.meetings)
    key_in(planned, MEAUX, "cite", ticks[:rows], nonce="paper")
    assert len(stock(planned, "promo").accepted) > len(before.accepted)
