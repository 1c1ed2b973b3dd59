"""Stands stand in one order wherever people look for one: as they count the signs."""

import re
from dataclasses import replace
from pathlib import Path

import matching
from matching.domain.exhibitor import Exhibitor, by_sign
from matching.domain.offer import Offer
from matching.services.scores.matches import ordinary_order
from tests.fairs import small_entries

BY_LETTERS = re.compile(
    r"key=lambda (\w+): \(\1\.stand, (?:\1\.name, )?\1\.id\)|\.sort\(key=.*\.stand\b"
)


def test_a_sign_with_a_larger_number_comes_later_whatever_letters_say():
    stands = [
        Exhibitor(id=f"s{sign}", name="Simax", stand=sign)
        for sign in ("B10", "A2", "B2", "A10", "")
    ]
    assert [stand.stand for stand in sorted(stands, key=by_sign)] == ["", "A2", "A10", "B2", "B10"]


def test_no_list_of_stands_is_in_the_order_of_letters():
    found = [
        path.name
        for path in Path(matching.__file__).parent.rglob("*.py")
        if BY_LETTERS.search(path.read_text(encoding="utf-8")) and "scoring" not in path.parts
    ]
    assert found == []


def test_offers_in_ordinary_order_follow_their_stands_as_signs_are_counted():
    signs = ("B10", "A2", "A10")
    stands = {sign: Exhibitor(id=sign.lower(), name="Simax", stand=sign) for sign in signs}
    entries = replace(
        small_entries(),
        exhibitors={one.id: one for one in stands.values()},
        offers={one.id: Offer(one.id, one.id, "Vendeur") for one in stands.values()},
    )
    assert ordinary_order(entries) == ("a2", "a10", "b10")
