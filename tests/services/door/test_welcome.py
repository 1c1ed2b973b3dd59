import threading
from datetime import UTC, datetime, time, timedelta, timezone

import pymupdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from badges.code import ALPHABET, codes_in
from matching.domain.day.happening import Attendance, HappeningKind
from matching.domain.errors import FairError
from matching.services.door.find_people import find_people
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import CheckInStatus, Scan, check_in
from matching.services.files.examples import open_example
from matching.services.files.receive_files import receive_files
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.labels import told_apart
from matching.services.plan.print_sheets import print_sheet
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import badges, names
from tests.examples import examples
from tests.fairs import moment, morning_fair, shop_in, take_scan

MOSSON = "mosson-2023"
STATUS = CheckInStatus


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    opened = shop_in(tmp_path_factory.mktemp("door"))
    open_example(opened, "mosson")
    yield opened
    opened.store.close()


@pytest.fixture
def codes(shop):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)


def facts(shop, person=None):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON, person=person)


def test_badge_signs_its_person_in(shop, codes):
    answer = check_in(shop, MOSSON, codes["p01"], nonce="a1", station="t1")
    assert (answer.status, answer.person) == (STATUS.ACCEPTED, "p01")
    assert answer.first_name
    assert [fact.kind for fact in facts(shop, "p01")] == [HappeningKind.ARRIVED]


def test_same_act_again_gives_the_same_answer_and_one_fact(shop, codes):
    first = check_in(shop, MOSSON, codes["p02"], nonce="b1")
    assert check_in(shop, MOSSON, codes["p02"], nonce="b1") == first
    assert len(facts(shop, "p02")) == 1


def test_second_scan_is_information_with_the_first_time(shop, codes):
    first = check_in(shop, MOSSON, codes["p03"], nonce="c1")
    again = check_in(shop, MOSSON, codes["p03"], nonce="c2")
    assert again.status is STATUS.ALREADY
    assert again.first_at == first.first_at
    assert [fact.kind for fact in facts(shop, "p03")] == [
        HappeningKind.ARRIVED,
        HappeningKind.SCANNED_AGAIN,
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "code_empty"), ("ABC", "code_length"), ("ABCDE-FGHJ0", "code_symbol")],
)
def test_code_that_cannot_be_is_refused_and_recorded(shop, typed, reason):
    answer = check_in(shop, MOSSON, typed, nonce=f"wrong-{reason}")
    assert (answer.status, answer.reason) == (STATUS.REFUSED, reason)
    refused = [fact for fact in facts(shop) if fact.nonce == f"wrong-{reason}"]
    assert [fact.data["reason"] for fact in refused] == [reason]


def test_refused_act_again_gives_the_same_refusal(shop):
    first = check_in(shop, MOSSON, "ABC", nonce="r1")
    assert check_in(shop, MOSSON, "ABC", nonce="r1") == first


def test_code_tampered_with_at_any_place_is_refused(shop, codes):
    code = codes["p04"]
    for place in range(len(code)):
        other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]
        tampered = code[:place] + other + code[place + 1 :]
        answer = check_in(shop, MOSSON, tampered, nonce=f"t{place}")
        # On a French keyboard one in thirty is the code of another badge, which nobody carries.
        reason = "badge_unknown" if codes_in(tampered) else "code_check"
        assert (answer.status, answer.reason) == (STATUS.REFUSED, reason)
    assert facts(shop, "p04") == ()


def call_number_of(shop, person):
    with shop.store.reading() as reader:
        return names.called(reader, MOSSON, [person])[person].number


def test_revoked_badge_is_refused_and_the_new_one_opens(shop, codes):
    from badges.code import new_code
    from tests.fairs import moment

    fresh = new_code()
    with shop.store.writing() as writer:
        badges.issue(writer, MOSSON, "p05", code=fresh, at=moment(9))
    for _ in range(2):  # asked again under the same nonce it says the same
        refused = check_in(shop, MOSSON, codes["p05"], nonce="o1")
        assert (refused.reason, refused.person) == ("badge_revoked", "")
        assert refused.call_number == call_number_of(shop, "p05")
    assert check_in(shop, MOSSON, fresh, nonce="o2").status is STATUS.ACCEPTED


def test_badge_nobody_was_given_is_refused(shop):
    from badges.code import new_code

    assert check_in(shop, MOSSON, new_code(), nonce="u1").reason == "badge_unknown"


def test_unknown_fair_is_refused(shop):
    with pytest.raises(FairError, match="fair_unknown"):
        check_in(shop, "nowhere", "ABC", nonce="n1")


def test_eight_tablets_with_one_badge_accept_once(shop, codes):
    answers = []

    def scan(number):
        answers.append(check_in(shop, MOSSON, codes["p06"], nonce=f"tablet-{number}").status)

    threads = [threading.Thread(target=scan, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [STATUS.ACCEPTED] + [STATUS.ALREADY] * 7
    kinds = [fact.kind for fact in facts(shop, "p06")]
    assert kinds.count(HappeningKind.ARRIVED) == 1


def test_name_is_found_without_accents_in_any_order_and_by_its_parts(shop):
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers.values()
    compound = next(one for one in people if " " in one.last_name)
    joined = compound.last_name.replace(" ", "").lower()
    for asked in (joined, f"{compound.last_name} {compound.first_name}", compound.first_name[:3]):
        assert compound.id in {found.person for found in find_people(shop, MOSSON, asked)}


def test_search_shows_at_most_eight_and_no_list(shop):
    with pytest.raises(FairError, match="search_too_short"):
        find_people(shop, MOSSON, " e ")
    with pytest.raises(FairError, match="search_too_short"):
        find_people(shop, MOSSON, "zz")
    assert len(find_people(shop, MOSSON, "ann")) <= 8
    assert find_people(shop, MOSSON, "zzxxqq") == ()


@examples(60, HealthCheck.function_scoped_fixture)
@given(st.text(max_size=30), st.uuids())
def test_nothing_typed_at_the_door_ever_crashes_it(shop, typed, nonce):
    answer = check_in(shop, MOSSON, typed, nonce=str(nonce))
    assert answer.status is STATUS.REFUSED


def test_second_scan_replayed_after_the_person_left_is_no_new_arrival(shop, codes):
    check_in(shop, MOSSON, codes["p07"], nonce="e1")
    assert check_in(shop, MOSSON, codes["p07"], nonce="e2").status is STATUS.ALREADY
    follow_day(shop, MOSSON, StaffReport("left", person="p07"), nonce="e3")
    assert check_in(shop, MOSSON, codes["p07"], nonce="e2").status is STATUS.ALREADY
    assert "p07" not in Attendance.of(facts(shop)).present


def test_nonce_of_another_badge_is_refused(shop, codes):
    check_in(shop, MOSSON, codes["p08"], nonce="f1")
    answer = check_in(shop, MOSSON, codes["p09"], nonce="f1")
    assert (answer.status, answer.reason) == (STATUS.REFUSED, "nonce_used")
    assert facts(shop, "p09") == ()


def test_arrival_undone_then_replayed_says_so(shop, codes):
    check_in(shop, MOSSON, codes["p10"], nonce="g1")
    follow_day(shop, MOSSON, StaffReport("undo", person="p10"), nonce="g2")
    assert check_in(shop, MOSSON, codes["p10"], nonce="g1").reason == "arrival_undone"
    assert check_in(shop, MOSSON, codes["p10"], nonce="g3").status is STATUS.ACCEPTED


def test_clock_set_wrong_at_one_tablet_does_not_undo_what_came_after(shop, codes):
    fair = entries_of(shop).fair
    check_in(shop, MOSSON, codes["p11"], nonce="h1", at=fair.moment(time(12)))
    follow_day(
        shop, MOSSON, StaffReport("left", person="p11"), nonce="h2", at=fair.moment(time(15))
    )
    check_in(shop, MOSSON, codes["p11"], nonce="h3", at=fair.moment(time(11)))
    assert "p11" in Attendance.of(facts(shop)).present


def entries_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


@pytest.mark.parametrize("nonce", ["x" * 101, "a\x00b", " "])
def test_nonce_that_no_store_could_keep_is_refused(shop, codes, nonce):
    with pytest.raises(FairError, match="nonce"):
        check_in(shop, MOSSON, codes["p12"], nonce=nonce)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Díaz", "diaz"),
        ("Ben Ali", "benali"),
        ("Chauvet", "chovet"),
        ("Philippe", "filip"),
        ("Guérin", "Gerain"),
        ("Haddad", "adad"),
    ],
)
def test_a_name_is_found_by_how_it_sounds(tmp_path, name, asked):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    someone = walk_in(opened, MOSSON, first_name="Zoé", fields={"last_name": name}, nonce="n1")
    assert someone.person in {one.person for one in find_people(opened, MOSSON, asked)}
    opened.store.close()


def test_a_badge_tried_before_the_doors_is_refused_and_recorded(tmp_path):
    opened = shop_in(tmp_path, now=moment(7))
    open_example(opened, "mosson")
    with opened.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    early = check_in(opened, MOSSON, code, nonce="e1", at=moment(7, 29))
    assert (early.status, early.reason) == (STATUS.REFUSED, "too_early")
    in_time = check_in(opened, MOSSON, code, nonce="e2", at=moment(7, 30))
    assert in_time.status is STATUS.ACCEPTED
    opened.store.close()


def sent(shop, code, nonce, *, minutes, station="t1"):
    """A scan as its tablet sends it, so many minutes after it was read."""
    read_at = shop.clock() - timedelta(minutes=minutes)
    return take_scan(shop, Scan(MOSSON, code, nonce, station, read_at))


def test_two_tablets_without_network_are_one_presence_and_one_conflict(shop, codes):
    first = sent(shop, codes["p17"], "off1", minutes=30)
    second = sent(shop, codes["p17"], "off2", minutes=20, station="t2")
    assert (first.status, second.status) == (STATUS.ACCEPTED, STATUS.ALREADY)
    assert first.first_at == shop.clock() - timedelta(minutes=30)
    assert (second.first_at, second.station) == (first.first_at, "t1")
    assert [fact.data.get("conflict") for fact in facts(shop, "p17")] == [None, "off1"]


def test_the_same_tablet_sending_late_twice_is_no_conflict(shop, codes):
    sent(shop, codes["p18"], "same1", minutes=10)
    sent(shop, codes["p18"], "same2", minutes=9)
    assert [fact.data.get("conflict") for fact in facts(shop, "p18")] == [None, None]


def test_a_tablet_whose_clock_is_two_hours_ahead_is_put_right(shop, codes):
    answer = sent(shop, codes["p19"], "ahead", minutes=-120)
    assert (answer.status, answer.first_at) == (STATUS.ACCEPTED, shop.clock())


def test_a_tablet_whose_clock_is_two_hours_behind_signs_in_all_the_same(shop, codes):
    answer = sent(shop, codes["p20"], "behind", minutes=90)
    assert (answer.status, answer.first_at) == (
        STATUS.ACCEPTED,
        shop.clock() - timedelta(minutes=90),
    )


def test_a_badge_revoked_while_the_tablet_was_away_is_refused_when_it_is_sent(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    with opened.store.writing() as writer:
        code = badges.live_codes(writer, MOSSON)["p01"]
        badges.issue(writer, MOSSON, "p01", code="22222-22222", at=opened.clock())
    answer = sent(opened, code, "late", minutes=30)
    assert (answer.status, answer.reason) == (STATUS.REFUSED, "badge_revoked")
    opened.store.close()


@pytest.mark.parametrize(
    ("person", "read_at"),
    [
        ("p28", datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))),
        ("p29", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_tablet_without_a_clock_is_ours(shop, codes, person, read_at):
    answer = take_scan(shop, Scan(MOSSON, codes[person], f"battery-{person}", "t1", read_at))
    assert answer.first_at == shop.clock()


def test_a_name_longer_than_anybody_has_is_refused(shop):
    with pytest.raises(FairError) as told:
        walk_in(shop, MOSSON, first_name="a" * 61, fields={}, nonce="long")
    assert (told.value.code, told.value.params["field"]) == ("invalid_name", "first_name")


NAMESAKES = (
    "Prénom;Nom;Téléphone;Commune\n"
    "Thi Lan;NGUYEN;;Massy\nLan Thi;Nguyen;06 10 10 10 10;\nAna;Sol;06 11 22 33 44;Massy\n"
)


def test_namesakes_are_told_apart_for_staff_by_commune_and_end_of_phone_alone(tmp_path):
    opened = shop_in(tmp_path)
    files = {
        "visiteurs.csv": NAMESAKES.encode(),
        "exposants.csv": b"Nom;Tables\nMairie;1\n",
        "offres.csv": "Exposant;Intitulé\nMairie;Accueil\n".encode(),
    }
    fair = receive_files(opened, files, frame=morning_fair()).fair
    found = find_people(opened, fair, "nguyen")
    assert sorted(one.hint for one in found) == ["Massy, sans téléphone", "tél. …10"]
    assert [one.hint for one in find_people(opened, fair, "ana sol")] == [""]
    with opened.store.reading() as reader:
        people = fairs.read_entries(reader, fair).jobseekers.values()
    hints = told_apart(people, "en")
    assert sorted(hints.values()) == ["Massy, no phone", "phone …10"]
    listed = pymupdf.open(stream=print_sheet(opened, fair, "door"))[0].get_text()
    assert "NGUYEN Thi Lan (Massy, sans téléphone)" in " ".join(listed.split())
    opened.store.close()
