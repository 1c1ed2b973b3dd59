"""No page tells a recruiter of another stand, whatever its address or fields are made to say."""

import re

import pytest

from matching.domain.access import Access, Act, Role
from matching.services.floor.note_meeting import note_met
from matching.services.floor.stand_notes import write_note
from matching.store import fairs
from matching.store.day import plans
from matching.ui.session import shop as shop_of_pages
from matching.ui.shell import PAGES
from tests.ui.test_gate import MOSSON, app_over, drawn, elements_in, screens_over

OWN, OTHER, GHOST = "cgi", "allo-clients", "no-such-stand"
OF_RECRUITERS = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=OWN)
_OF_ITS_MAKING = re.compile(r'"[0-9a-f]{32,64}(?:\.\w+)?"|"/media/[^"]+"')
_LEFT = re.compile(r'(?<=seconds\\": )\d+')
"""How long a screen may still be open, as its page is told: less at every run."""


@pytest.fixture(scope="module")
def screen_of(tmp_path_factory, example):
    """Screens of an app in which another stand has met, noted and promised something."""
    with app_over(example.announced, tmp_path_factory.mktemp("others")) as client:
        yield screens_over(client)


@pytest.fixture(scope="module")
def theirs(screen_of):
    """What another stand knows by which name, and words that nobody else may read."""
    shop = shop_of_pages()
    with shop.store.reading() as reader:
        planned = plans.announced_plan(reader, MOSSON).meetings
        entries = fairs.read_entries(reader, MOSSON)
    met_here = {each.person for each in planned if each.stand == OWN}
    meeting = next(each for each in planned if each.stand == OTHER and each.person in met_here)
    access = Access(3, "Autre", Role.RECRUITER, fair=MOSSON, stand=OTHER)
    write_note(shop, MOSSON, meeting.id, "Note du voisin", access=access, nonce="their-note")
    of = {"access": access, "result": "cv_taken", "nonce": "their-act"}
    note_met(shop, MOSSON, meeting.id, detail="Suite du voisin", **of)
    name = entries.exhibitors[OTHER].name
    names = (OTHER, meeting.id, meeting.person, "their-note", "their-act", name)
    person = entries.jobseekers[meeting.person]
    unsaid = ("Note du voisin", "Suite du voisin", meeting.id, name, person.last_name, person.phone)
    return names, unsaid


def shown(told, named):
    """What a screen is shown, but for what was asked, and what is new at every making."""
    asked = re.compile("|".join(map(re.escape, (*named, GHOST))))
    found = [_LEFT.sub("…", _OF_ITS_MAKING.sub('"…"', str(each))) for each in elements_in(told)]
    return [asked.sub("…", each) for each in found]


def leaks(told, unsaid):
    said = "".join(map(str, elements_in(told)))
    return [mark for mark in unsaid if mark and mark in said]


def pages_in(told):
    """Every page of the app, by its address and by the name that Streamlit has for it."""
    told_of = [one.navigation for one in told if one.WhichOneof("type") == "navigation"]
    addresses = {page.url_pathname for page in told_of[-1].app_pages}
    hashes = [{"page_hash": page.page_script_hash} for page in told_of[-1].app_pages]
    assert addresses >= set(PAGES)
    return [{"page": each} for each in sorted(addresses | {*Act, "nowhere"})] + hashes


@pytest.mark.slow
def test_no_address_of_a_page_tells_more_of_another_stand_than_of_none(screen_of, theirs):
    names, unsaid = theirs
    with screen_of(Role.ORGANISER).tab() as tab:
        asked = pages_in(drawn(tab))
    recruiter, found = screen_of(Role.RECRUITER), {}
    for where in asked:
        with recruiter.tab() as tab:
            drawn(tab)
            answers = []
            for named in (names[0], GHOST):
                every = "&".join(f"{key}={named}" for key in ("stand", "meeting", "person", "fair"))
                told = drawn(tab, **where, query=every)
                answers.append(shown(told, names))
                if leaks(told, unsaid):
                    found[str(where), named] = leaks(told, unsaid)
            if answers[0] != answers[1]:
                found[str(where)] = answers
    assert found == {}


def fields_in(told):
    """The widgets of a page that take a value, each with the kind that its value has."""
    kinds = {
        "selectbox": "string_value",
        "text_input": "string_value",
        "text_area": "string_value",
        "button_group": "string_array_value",
        "multiselect": "string_array_value",
    }
    found = {}
    for element in elements_in(told):
        kind = element.WhichOneof("type")
        if kind in kinds:
            found[getattr(element, kind).id] = kinds[kind]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("page", [each for each in PAGES if OF_RECRUITERS.may(Act(each))])
def test_no_field_of_a_page_is_made_to_tell_of_another_stand(screen_of, theirs, page):
    names, unsaid = theirs
    recruiter = screen_of(Role.RECRUITER)
    with recruiter.tab() as tab:
        fields = fields_in(drawn(tab, page))
    for named in names:
        answers = []
        for said in (named, GHOST):
            with recruiter.tab() as tab:
                drawn(tab, page)
                typed = {field: (kind, valued(kind, said)) for field, kind in fields.items()}
                told = drawn(tab, page, typed=typed)
                answers.append(shown(told, names))
                assert leaks(told, [each for each in unsaid if each != said]) == []
        assert answers[0] == answers[1]


def valued(kind, said):
    return said if kind == "string_value" else [said]
