from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.jobseeker import Jobseeker
from matching.outcomes.day import report_sections
from matching.outcomes.public import public_section
from matching.outcomes.workbook import SheetOfFigures, inert, workbook
from tests.fairs import moment, small_entries

KIND = HappeningKind
MET = Meeting(0, "amina", "agence", "dev", 1, 0.8)
LATER = Meeting(2, "bilal", "ecole", "form", 1, 0.5)


def fact(kind, nonce, minute=0, **about):
    return Happening(kind, moment(9, minute), nonce, **about)


DAY = [
    fact(KIND.ARRIVED, "a", 1, person="amina"),
    fact(KIND.ARRIVED, "b", 40, person="bilal", data={"walk_in": "yes"}),
    fact(KIND.HELD, "c", 41, person="amina", stand="agence", meeting=MET.id),
    fact(KIND.NO_SHOW, "d", 50, person="bilal", stand="ecole", meeting=LATER.id),
    fact(KIND.LEFT, "e", 55, person="bilal"),
]


def walked_in(*people):
    """The small fair, where no list named these people."""
    return replace(small_entries(), walk_ins=frozenset(people))


@pytest.fixture
def sections():
    found = report_sections(walked_in("bilal"), [MET, LATER], DAY)
    return {section.code: section for section in found}


def test_reach_counts_people_once(sections):
    reach = sections["reach"]
    assert {figure.code: figure.value for figure in reach.figures} == {
        "registered": 2,
        "came": 2,
        "checked_in": 2,
        "walk_ins": 1,
        "did_not_come": 1,
        "present_now": 1,
        "companions": 0,
        "interpreters": 0,
    }


def test_once_the_fair_is_closed_nobody_is_told_as_present_but_as_not_seen_leaving():
    (reach, *_) = report_sections(walked_in("bilal"), [MET, LATER], DAY, is_closed=True)
    values = {figure.code: figure.value for figure in reach.figures}
    assert (values["present_now"], values["not_seen_leaving"]) == (0, 1)


def test_share_who_did_not_come_is_of_those_expected():
    found = report_sections(walked_in("bilal"), [], DAY[1:2])
    (missing,) = (figure for figure in found[0].figures if figure.code == "did_not_come")
    assert (missing.value, missing.of, missing.share) == (2, 2, 1.0)


def test_groups_are_hidden_while_the_day_goes_on():
    now, then = (
        {section.code: section for section in report_sections(walked_in(), [], DAY, now=at)}
        for at in (moment(10, 0), None)
    )
    for question in ("qpv", "gender", "age", "diploma", "unemployed", "rsa", "rqth", "referrer"):
        assert {figure.code for figure in now[question].figures} == {
            figure.code for figure in then[question].figures
        }
        assert all(figure.is_hidden for figure in now[question].figures)


@pytest.mark.parametrize(("said", "told"), [(0, {0, 30}), (4, set()), (5, {0, 5, 25})])
def test_where_few_answered_the_groups_that_nobody_is_in_are_hidden_too(said, told):
    counts = {"isced_0_2": 0, "isced_3_4": said, "isced_5_8": 0, "not_said": 30 - said}
    shown = public_section("diploma", counts).figures
    assert {figure.value for figure in shown if not figure.is_hidden} == told


def test_a_partner_who_sent_fewer_than_five_is_not_named():
    people = {
        f"p{n}": Jobseeker(f"p{n}", "A", referrer="Mission locale" if n < 12 else f"Ami {n % 2}")
        for n in range(20)
    }
    facts = [fact(KIND.ARRIVED, person, person=person) for person in people]
    entries = replace(small_entries(), jobseekers=people)
    found = report_sections(entries, [], facts)
    (section,) = (section for section in found if section.code == "referrer")
    assert [(figure.code, figure.label, figure.value) for figure in section.figures] == [
        ("referrer", "Mission locale", 12), ("others", "", 8), ("not_said", "", 0),
    ]  # fmt: skip


def test_arrivals_are_counted_by_the_hour_of_the_fair(sections):
    by_hour = {figure.label: figure.value for figure in sections["arrivals"].figures}
    assert by_hour == {"09:00": 2, "10:00": 0, "11:00": 0, "12:00": 0}


def test_whoever_is_here_counts_in_every_hour_of_their_stay_and_again_when_back():
    def by_hour(code, *facts, now=None):
        found = report_sections(small_entries(), [], facts, now=now)
        (section,) = (one for one in found if one.code == code)
        return {figure.label: figure.value for figure in section.figures}

    def stays(*facts, now=None):
        return by_hour("presence", *facts, now=now)

    came = fact(KIND.ARRIVED, "a", 30, person="amina")
    assert stays(came) == {"09:00": 1, "10:00": 1, "11:00": 1, "12:00": 0}
    left = Happening(KIND.LEFT, moment(10, 30), "l", person="amina")
    assert stays(came, left) == {"09:00": 1, "10:00": 1, "11:00": 0, "12:00": 0}
    back = Happening(KIND.ARRIVED, moment(11, 30), "b", person="amina")
    assert stays(came, left, back)["11:00"] == 1
    # Before the doors: a meeting keyed in at its hour says nothing of hours to come.
    early = Happening(KIND.ARRIVED, moment(7, 23), "e", person="bilal")
    keyed = fact(KIND.HELD, "k", 41, person="bilal", stand="agence", meeting=MET.id)
    for code in ("presence", "arrivals"):
        assert by_hour(code, early, keyed, now=moment(7, 27)) == {"07:00": 1}
    assert stays(early, keyed, now=moment(9, 50)) == {"07:00": 1, "08:00": 1, "09:00": 1}
    assert by_hour("arrivals", early, now=moment(9, 50)) == {"07:00": 1, "08:00": 0, "09:00": 0}


def test_meetings_planned_held_and_missed(sections):
    meetings = sections["meetings"]
    assert meetings.value("planned") == 2
    assert meetings.value("held") == 1
    assert meetings.value("missed") == 1
    assert meetings.value("per_person_least") == 0
    # Bilal came when his was over
    assert meetings.value("promise_kept") == 1


def test_stand_shows_held_of_planned(sections):
    agency = sections["stands"].figures[0]
    assert (agency.label, agency.value, agency.of, agency.share) == (
        "Agence web (fictif)", 1, 1, 1.0,
    )  # fmt: skip


def test_small_groups_of_people_are_never_shown(sections):
    for code in ("qpv", "gender", "age", "diploma", "unemployed", "rsa", "rqth", "referrer"):
        assert all(not figure.value for figure in sections[code].figures)


def test_undone_meeting_is_not_counted():
    undo = fact(KIND.UNDONE, "u", 59, person="amina", about="c")
    found = report_sections(small_entries(), [MET], [*DAY, undo])
    assert next(one for one in found if one.code == "meetings").value("held") == 0


def test_planned_meetings_are_those_held_missed_refused_or_without_news():
    refused = fact(KIND.REFUSED, "r", 58, person="amina", stand="ecole", meeting="left-the-plan")
    said_twice = fact(KIND.NO_SHOW, "n", 59, person="amina", stand="agence", meeting=MET.id)
    found = report_sections(walked_in(), [MET, LATER], [*DAY, refused, said_twice])
    meetings = next(section for section in found if section.code == "meetings")
    told = {code: meetings.value(code) for code in ("held", "missed", "refused", "no_news")}
    assert told == {"held": 0, "missed": 2, "refused": 1, "no_news": 0}
    assert meetings.value("planned") == sum(told.values())


def test_fair_without_anybody_yet_has_a_report():
    found = report_sections(small_entries(), [], [])
    assert next(one for one in found if one.code == "reach").value("came") == 0


@pytest.mark.parametrize("attack", ["=1+1", "+33", "-1", "@x", "\tx", "\uff1d1+1", "\uff20x"])
def test_text_that_would_act_as_a_formula_is_made_inert(attack):
    assert inert(attack) == f"'{attack}"
    sheet = SheetOfFigures("s", ("label", "value"), ((attack, 1),))
    book = load_workbook(BytesIO(workbook([sheet], properties={})))
    cell = book["s"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (attack, "s", True)


def test_workbook_keeps_numbers_as_numbers_and_shares_in_per_cent():
    sheet = SheetOfFigures("Venue", ("n", "v", "p"), (("venus", 12, 0.5),), shares=(2,))
    book = load_workbook(BytesIO(workbook([sheet], properties={"title": "Bilan"})))
    assert book["Venue"]["B2"].value == 12
    assert book["Venue"]["C2"].number_format == "0%"
    assert book.properties.title == "Bilan"
