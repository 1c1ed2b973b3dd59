from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.access import Access, Act, Role
from matching.domain.errors import FairError, Invalid
from matching.services.access import enter as entering
from matching.services.access.enter import (
    close_screen,
    enter,
    follow_link,
    make_link,
    open_screens,
    visitor_of,
)
from matching.services.access.give_access import (
    first_access,
    give_access,
    read_accesses,
    renew_access,
    revoke_access,
)
from tests.fairs import shop_in


class Clock:
    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield replace(opened, clock=Clock(opened.clock()))
    opened.store.close()


@pytest.fixture
def organiser(shop):
    return first_access(shop, name="Organisatrice")


def wrong(code):
    return code[:-1] + str((int(code[-1]) + 1) % 10)


def refused(shop, code, *, address="10.0.0.9"):
    with pytest.raises(FairError) as told:
        enter(shop, code, address=address)
    return told.value.code


def test_the_first_access_is_given_once_and_opens_everything(shop, organiser):
    assert organiser.access == Access(1, "Organisatrice", Role.ORGANISER)
    assert first_access(shop, name="Somebody else") is None
    entered = enter(shop, organiser.code, address="10.0.0.2", station="  Portable \n accueil ")
    assert visitor_of(shop, entered.cookie) == entered.visitor
    assert entered.visitor.station == "Portable accueil"
    assert all(entered.visitor.access.may(act) for act in Act)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_code_may_be_typed_with_or_without_its_signs(shop, organiser, typed):
    code = organiser.code
    written = typed.format(code, code.replace("-", ""), code.replace("-", " "))
    assert enter(shop, written, address="a").visitor.access == organiser.access


@pytest.mark.parametrize("typed", ["", "123456", "1234567890123", "bonjour", "٠١٢٣٤٥٦٧"])
def test_what_is_no_code_is_said_to_be_none(shop, organiser, typed):
    assert refused(shop, typed) == "code_shape"


def test_a_wrong_code_an_unknown_number_and_a_revoked_access_sound_alike(shop, organiser):
    other = give_access(shop, name="Tablette", role=Role.DOOR)
    revoke_access(shop, other.access.number)
    assert {
        refused(shop, wrong(organiser.code), address="a"),
        refused(shop, "77-123-456", address="b"),
        refused(shop, other.code, address="c"),
    } == {"code_wrong"}


def test_five_wrong_codes_lock_an_access_where_they_were_tried_even_for_the_right_one(
    shop, organiser
):
    for _ in range(5):
        assert refused(shop, wrong(organiser.code)) == "code_wrong"
    assert refused(shop, organiser.code) == "code_locked"
    assert enter(shop, organiser.code, address="10.0.0.7").visitor.access == organiser.access
    shop.clock.now += timedelta(minutes=9, seconds=30)
    with pytest.raises(FairError) as told:
        enter(shop, organiser.code, address="10.0.0.9")
    assert told.value.params == {"minutes": 1}
    shop.clock.now += timedelta(minutes=1)
    assert enter(shop, organiser.code, address="10.0.0.9").visitor.access == organiser.access


@pytest.mark.slow
def test_guessing_one_access_from_many_addresses_is_stopped_too(shop, organiser):
    for guess in range(60):
        assert refused(shop, wrong(organiser.code), address=f"10.0.1.{guess}") == "code_wrong"
    assert refused(shop, organiser.code, address="10.0.2.1") == "code_locked"


@pytest.mark.slow
def test_who_mistypes_in_the_hall_shuts_nobody_else_out(shop, organiser):
    door = give_access(shop, name="Porte", role=Role.DOOR)
    for code in (wrong(door.code), "77-123-456"):
        for _ in range(5):
            assert refused(shop, code) == "code_wrong"
    assert refused(shop, door.code) == "code_locked"
    assert enter(shop, organiser.code, address="10.0.0.9").visitor.access == organiser.access


@pytest.mark.slow
@pytest.mark.parametrize("here", ["127.0.0.1", "::1"])
def test_a_network_of_guesses_leaves_the_laptop_its_way_in(shop, organiser, here):
    for guess in range(60):
        assert refused(shop, wrong(organiser.code), address=f"10.0.1.{guess}") == "code_wrong"
    assert enter(shop, organiser.code, address=here).visitor.access == organiser.access


def test_a_code_given_before_the_first_start_leaves_the_organiser_theirs(shop):
    give_access(shop, name="Porte", role=Role.DOOR)
    given = first_access(shop, name="Organisatrice")
    assert given.access == Access(2, "Organisatrice", Role.ORGANISER)
    assert first_access(shop, name="Somebody else") is None


def test_right_codes_are_not_counted(shop, organiser):
    for _ in range(8):
        enter(shop, organiser.code, address="a")
    assert len(open_screens(shop)) == 8


def test_a_cookie_that_was_changed_or_made_up_is_nobody(shop, organiser):
    cookie = enter(shop, organiser.code, address="a").cookie
    id_, seal = cookie.split(".")
    other = give_access(shop, name="Porte", role=Role.DOOR)
    second = enter(shop, other.code, address="a").cookie.split(".")[0]
    for forged in ("", ".", "x", id_, f"{id_}.", f"{second}.{seal}", cookie[:-1], f"{id_}é.{seal}"):
        assert visitor_of(shop, forged) is None
    assert visitor_of(shop, cookie).access == organiser.access


def test_revoking_an_access_closes_its_screens(shop, organiser):
    door = give_access(shop, name="Porte", role=Role.DOOR)
    cookie = enter(shop, door.code, address="a").cookie
    revoke_access(shop, door.access.number)
    assert visitor_of(shop, cookie) is None
    assert read_accesses(shop) == (organiser.access,)


def test_a_new_code_ends_the_old_one_and_its_screens(shop, organiser):
    cookie = enter(shop, organiser.code, address="a").cookie
    again = renew_access(shop, 1)
    assert visitor_of(shop, cookie) is None
    if again.code != organiser.code:
        assert refused(shop, organiser.code) == "code_wrong"
    assert enter(shop, again.code, address="b").visitor.access == organiser.access


def test_the_last_organiser_is_not_shut_out(shop, organiser):
    give_access(shop, name="Porte", role=Role.DOOR)
    with pytest.raises(FairError) as told:
        revoke_access(shop, 1)
    assert told.value.code == "access_last"


def test_a_link_opens_one_screen_once_within_half_an_hour(shop, organiser):
    link = make_link(shop, 1)
    assert visitor_of(shop, link) is None  # a link is no cookie
    cookie = follow_link(shop, link).cookie
    assert visitor_of(shop, cookie).access == organiser.access
    late = make_link(shop, 1)
    shop.clock.now += timedelta(minutes=31)
    for spent in (link, late, "nothing", cookie):
        with pytest.raises(FairError) as told:
            follow_link(shop, spent)
        assert told.value.code == "link_over"


def test_a_screen_ends_by_leaving_and_with_the_day(shop, organiser):
    entered = enter(shop, organiser.code, address="a")
    close_screen(shop, entered.visitor.session)
    assert visitor_of(shop, entered.cookie) is None
    evening = enter(shop, organiser.code, address="a")
    shop.clock.now += entering.DAY
    assert visitor_of(shop, evening.cookie) is None


def test_a_role_opens_its_own_acts_and_no_other():
    recruiter = Access(2, "CGI", Role.RECRUITER, fair="mosson-2023", stand="cgi")
    assert {act for act in Act if recruiter.may(act)} == {Act.STAND, Act.MATCHES, Act.HELP}
    assert recruiter.may(Act.MATCHES, fair="mosson-2023")
    assert not recruiter.may(Act.MATCHES, fair="another")
    kiosk, wall = Access(3, "Borne", Role.KIOSK), Access(4, "Écran", Role.HALL)
    assert {act for act in Act if kiosk.may(act)} == {Act.SCAN, Act.KIOSK, Act.FACES}
    assert {act for act in Act if wall.may(act)} == {Act.HALL}
    with pytest.raises(Invalid):
        Access(2, "CGI", Role.RECRUITER)
    with pytest.raises(Invalid):
        Access(2, "Porte", Role.DOOR, stand="cgi")


def test_a_recruiter_is_of_a_stand_that_is_there(shop):
    with pytest.raises(FairError):
        give_access(shop, name="X", role=Role.RECRUITER, fair="nowhere", stand="cgi")
