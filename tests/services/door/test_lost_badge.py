"""A badge was lost: the person has another one, and the old code opens nothing anywhere."""

import hashlib

import pytest

from matching.domain.day.happening import Attendance, HappeningKind
from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.services.door.find_people import find_people
from matching.services.door.offline_codes import known_codes
from matching.services.door.replace_badge import call_number, replace_badge
from matching.services.door.undo_arrival import undo_arrival
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.plan.paper.printed import printed_so_far
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.remove_entries import remove_entry
from matching.store.day import printings
from tests.services.door.test_duplicates import code_of, facts
from tests.services.floor.test_everyone_left import at

MOSSON = "mosson-2023"


def hashed(known, code):
    salt = bytes.fromhex(known.salt)
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, known.rounds, 8).hex()


@pytest.mark.parametrize("is_handed_out", [True, False])
def test_the_old_badge_names_who_carries_a_new_one_and_nobody_where_none_was_given(
    shop, is_handed_out
):
    lost = code_of(shop, "p01")
    replace_badge(shop, MOSSON, "p01", nonce="r", is_handed_out=is_handed_out)
    number = call_number(shop, MOSSON, "p01") if is_handed_out else None
    for nonce in ("a", "a", "b"):
        assert check_in(shop, MOSSON, lost, nonce=nonce).call_number == number
    replace_badge(shop, MOSSON, "p01", nonce="s")
    found = check_in(shop, MOSSON, lost, nonce="c").call_number
    assert found == call_number(shop, MOSSON, "p01")


@pytest.mark.parametrize("is_handed_out", [True, False])
def test_the_old_code_is_refused_as_replaced_and_the_new_one_opens(shop, is_handed_out):
    lost = code_of(shop, "p01")
    new = replace_badge(shop, MOSSON, "p01", nonce="r", station="t", is_handed_out=is_handed_out)
    assert new == code_of(shop, "p01") != lost
    refused = check_in(shop, MOSSON, lost, nonce="a")
    assert (refused.status, refused.reason) == (CheckInStatus.REFUSED, "badge_revoked")
    assert check_in(shop, MOSSON, new, nonce="b").status is CheckInStatus.ACCEPTED
    kind = HappeningKind.BADGE_REPLACED if is_handed_out else HappeningKind.BADGE_BLOCKED
    assert next((fact.kind, fact.station) for fact in facts(shop, "p01")) == (kind, "t")


def test_the_same_act_again_replaces_nothing_more(shop):
    new = replace_badge(shop, MOSSON, "p01", nonce="r")
    assert replace_badge(shop, MOSSON, "p01", nonce="r") == new
    with pytest.raises(FairError, match="nonce_used"):
        replace_badge(shop, MOSSON, "p02", nonce="r")
    with pytest.raises(FairError, match="person_unknown"):
        replace_badge(shop, MOSSON, "nobody", nonce="s")


def test_whoever_is_here_stays_here_and_their_arrival_can_still_be_undone(shop):
    check_in(shop, MOSSON, code_of(shop, "p01"), nonce="a", station="t1")
    replace_badge(shop, MOSSON, "p01", nonce="r")
    assert "p01" in Attendance.of(facts(shop, "p01")).present
    undo_arrival(shop, MOSSON, "p01", visitor=at("t1"), nonce="u")
    assert "p01" not in Attendance.of(facts(shop, "p01")).present
    assert check_in(shop, MOSSON, code_of(shop, "p01"), nonce="b").status is CheckInStatus.ACCEPTED


def test_a_tablet_without_network_knows_which_badge_was_replaced(shop):
    lost = code_of(shop, "p01")
    new = replace_badge(shop, MOSSON, "p01", nonce="r")
    known = known_codes(shop, MOSSON)
    assert hashed(known, new) in known.hashes
    assert hashed(known, lost) in known.replaced
    assert not set(known.hashes) & set(known.replaced)


def test_who_left_the_list_is_among_no_codes_of_a_tablet(shop):
    code = code_of(shop, "p01")
    remove_entry(shop, MOSSON, EditKind.JOBSEEKERS, "p01", nonce="x")
    known = known_codes(shop, MOSSON)
    assert hashed(known, code) not in (*known.hashes, *known.replaced)
    assert check_in(shop, MOSSON, code, nonce="a").reason == "badge_unknown"


def test_a_name_that_is_corrected_keeps_its_badge(shop):
    code = code_of(shop, "p01")
    change_entry(shop, MOSSON, EditKind.JOBSEEKERS, "p01", {"last_name": "Corrigé"}, nonce="c")
    assert code_of(shop, "p01") == code
    assert find_people(shop, MOSSON, "corrige")[0].code == code
    assert check_in(shop, MOSSON, code, nonce="a").status is CheckInStatus.ACCEPTED


@pytest.mark.parametrize(("asked", "is_found"), [("li", True), ("Li ", True), ("l", False)])
def test_a_name_of_two_letters_is_found(shop, asked, is_found):
    from matching.services.door.walk_in import walk_in

    person = walk_in(shop, MOSSON, first_name="Mei", fields={"last_name": "Li"}, nonce="w").person
    if not is_found:
        with pytest.raises(FairError, match="search_too_short"):
            find_people(shop, MOSSON, asked)
    else:
        assert [found.person for found in find_people(shop, MOSSON, asked)] == [person]


def test_a_scanner_set_to_english_keys_signs_in_on_a_french_keyboard(shop):
    code = code_of(shop, "p01")
    typed = code.translate(str.maketrans("AQZWM23456789", "QAWZ?é\"'(-è_ç"))
    assert typed != code
    answer = check_in(shop, MOSSON, typed, nonce="a")
    assert (answer.status, answer.person) == (CheckInStatus.ACCEPTED, "p01")


def test_a_badge_that_is_replaced_counts_as_not_printed_yet(shop):
    number = call_number(shop, MOSSON, "p01")
    with shop.store.writing() as writer:
        printings.note_printed(writer, MOSSON, "badges", [number, number + 1], at=shop.clock())
        printings.note_printed(writer, MOSSON, "schedules", [number], at=shop.clock())
    replace_badge(shop, MOSSON, "p01", nonce="r")
    assert printed_so_far(shop, MOSSON, "badges", number=number) is None
    assert printed_so_far(shop, MOSSON, "badges", number=number + 1)
    assert printed_so_far(shop, MOSSON, "schedules", number=number)
