"""A blank badge printed ahead becomes the badge of whoever comes unannounced."""

import pytest

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.services.door.walk_in import blanks_left, walk_in
from matching.services.plan.paper.blanks import MOST, blank_cards
from matching.store import fairs

MOSSON = "mosson-2023"


def frame(shop) -> Fair:
    with shop.store.reading() as reader:
        return fairs.read_fair(reader, MOSSON)


def enter(shop, name, nonce, badge=""):
    return walk_in(shop, MOSSON, first_name=name, fields={}, nonce=nonce, badge=badge)


def test_a_blank_badge_gives_its_number_and_its_code_to_who_carries_it(planned):
    first, second = blank_cards(planned, frame(planned), 2)
    other = enter(planned, "Bilal", "n1")
    assert other.check_in.call_number == second.call_number + 1
    came = enter(planned, "Awa", "n2", badge=f" {first.code[:5]}-{first.code[5:]} ")
    assert (came.code, came.check_in.call_number) == (first.code, first.call_number)
    assert enter(planned, "Awa", "n2", badge=first.code).code == first.code
    assert blanks_left(planned, MOSSON) == 1


def test_a_badge_that_is_none_or_taken_is_refused_and_nobody_is_entered(planned):
    (blank,) = blank_cards(planned, frame(planned), 1)
    enter(planned, "Awa", "n1", badge=blank.code)
    before = people(planned)
    for badge in (blank.code, "ABCDE-FGHJK", "rien"):
        with pytest.raises(FairError, match="blank_unknown"):
            enter(planned, "Bilal", f"n-{badge}", badge=badge)
    assert people(planned) == before


def people(shop):
    with shop.store.reading() as reader:
        return len(fairs.read_entries(reader, MOSSON).jobseekers)


def test_two_printings_never_share_a_number_or_a_code(planned):
    cards = [*blank_cards(planned, frame(planned), 3), *blank_cards(planned, frame(planned), 3)]
    assert len({card.call_number for card in cards}) == len({card.code for card in cards}) == 6
    for count in (0, MOST + 1):
        with pytest.raises(FairError, match="blanks_range"):
            blank_cards(planned, frame(planned), count)
