"""What is another stand's is, for a recruiter, as if there were none: every act, every answer."""

from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.access import Access, Role
from matching.domain.errors import FairError
from matching.services import floor
from matching.services.floor.note_meeting import note_met, note_now, note_off, take_back_noted
from matching.services.floor.stand_acts import OF_A_STAND, report_of_stand, take_back_act
from matching.services.floor.stand_notes import erase_note, write_note
from matching.services.live.follow_day import StaffReport
from matching.store.day import happenings, plans
from tests.examples import examples
from tests.fairs import shop_on

MOSSON = "mosson-2023"
OWN = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand="cgi")
WHO = {"access": OWN, "nonce": "n"}

# Every act that a recruiter's page can do, on a meeting, a stand or a note that is named.
ACTS = {
    "met": lambda shop, to: note_met(shop, MOSSON, to.meeting, result="cv_taken", **WHO),
    "called": lambda shop, to: note_now(shop, MOSSON, to.meeting, kind="called", **WHO),
    "begun": lambda shop, to: note_now(shop, MOSSON, to.meeting, kind="begun", **WHO),
    "off": lambda shop, to: note_off(shop, MOSSON, to.meeting, kind="no-show", **WHO),
    "back": lambda shop, to: take_back_noted(shop, MOSSON, to.meeting, **WHO),
    "note": lambda shop, to: write_note(shop, MOSSON, to.meeting, "Bon contact", **WHO),
    "erase": lambda shop, to: erase_note(shop, MOSSON, to.note, stand=to.stand, access=OWN),
    "take_back": lambda shop, to: take_back_act(shop, MOSSON, to.act, **WHO),
    **{
        kind.value: lambda shop, to, kind=kind.value: report_of_stand(
            shop, MOSSON, StaffReport(kind, stand=to.stand, tables=2), **WHO
        )
        for kind in OF_A_STAND
    },
}
GHOST = SimpleNamespace(meeting="no-such", stand="no-such", note="no-such", act="no-such")


@pytest.fixture(scope="module")
def shop(tmp_path_factory, example):
    """A shop in which another stand has done and written something."""
    with shop_on(example.announced, tmp_path_factory.mktemp("others")) as opened:
        theirs = Access(3, "Autre", Role.RECRUITER, fair=MOSSON, stand="allo-clients")
        of = {"access": theirs}
        (first, *_) = meetings_of_others(opened, "allo-clients")
        write_note(opened, MOSSON, first.id, "Bon contact", nonce="their-note", **of)
        told = StaffReport("stand-tables", stand="allo-clients", tables=2)
        report_of_stand(opened, MOSSON, told, nonce="their-act", **of)
        yield opened


def test_every_act_that_asks_who_does_it_is_tried():
    """A new act of a stand joins by itself: it is missing here, and this fails."""
    found = {
        name
        for module in iter_modules(floor.__path__, f"{floor.__name__}.")
        for name, act in vars(import_module(module.name)).items()
        if callable(act) and getattr(act, "__module__", "") == module.name
        and not name.startswith("_") and "access" in signature(act).parameters
    }  # fmt: skip
    tried = {name for act in ACTS.values() for name in act.__code__.co_names}
    assert found - {"own_meeting"} <= tried  # by it the others find the meeting


def meetings_of_others(shop, only=""):
    with shop.store.reading() as reader:
        planned = plans.announced_plan(reader, MOSSON).meetings
    return [one for one in planned if one.stand != OWN.stand and only in {"", one.stand}]


def refusal(act, shop, to):
    with pytest.raises(FairError) as told:
        act(shop, to)
    named = {to.meeting, to.stand, to.note, to.act}
    params = {key: "?" if value in named else value for key, value in told.value.params.items()}
    return told.value.code, params


@examples(60)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_on_another_stand_is_refused_as_one_on_none(shop, name, data):
    other = data.draw(st.sampled_from(meetings_of_others(shop)))
    to = SimpleNamespace(meeting=other.id, stand=other.stand, note="their-note", act="their-act")
    before = written(shop)
    assert refusal(ACTS[name], shop, to) == refusal(ACTS[name], shop, GHOST)
    assert written(shop) == before


def written(shop):
    with shop.store.reading() as reader:
        return len(happenings.read_happenings(reader, MOSSON))
