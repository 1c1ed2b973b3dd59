"""What lists say when they come again reaches what was announced before."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from matching.phrases import say
from matching.services.files.receipt_answer import receipt_answer
from matching.services.files.receive_files import receive_folder
from matching.services.floor.explain_meeting import explain_meeting, reasons_short
from matching.services.live.redraw_plan import announce_preview, preview_redraw
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.store.day import plans
from tests.fairs import shop_in

FAIR = "anew-2026"
BEFORE = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))
FRAME = f"""format = "parvis-fair/1"
id = "{FAIR}"
title = "Un matin"
place = "Ici"
date = 2026-12-15
timezone = "Europe/Paris"
opens = 09:00:00
closes = 12:00:00
slot_minutes = 15
most_meetings = 4
least_meetings = 2
"""
STANDS = """id;name;kind;stand;tables;opens;closes
cfa;CFA (fictif);school;A1;1;;
pain;Boulangerie (fictif);employer;A2;1;;
ville;Ville (fictif);employer;A3;1;{opens};{closes}
"""
OFFERS = """id;exhibitor;kind;title
care;cfa;training;Auxiliaire de vie
cars;cfa;training;Mécanicien automobile
bread;pain;job;Vendeuse en boulangerie
{office}"""
OFFICE = "office;ville;job;Agent d'entretien\n"
PEOPLE = """id;first_name;last_name;arrives;leaves;wishes
gil;Gil;Aubin;;;{wish}
remi;Rémi;Blot;09:00;10:00;vendeuse en boulangerie; agent d'entretien
"""


class Lists:
    """A folder that is taken in again whenever it says something else."""

    def __init__(self, folder):
        self.shop, self.folder = shop_in(folder, now=BEFORE), folder / "lists"
        self.folder.mkdir()
        self.say()

    def say(self, *, wish="auxiliaire de vie", opens="", closes="", office=OFFICE):
        files = {
            "fair.toml": FRAME,
            "exhibitors.csv": STANDS.format(opens=opens, closes=closes),
            "offers.csv": OFFERS.format(office=office),
            "jobseekers.csv": PEOPLE.format(wish=wish).replace("boulangerie; ", "boulangerie|"),
        }
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        return receive_folder(self.shop, self.folder)

    def announce(self):
        drawn = draw_plan(self.shop, FAIR, seconds=10)
        announce(self.shop, FAIR, number=drawn.version.number)

    @property
    def told(self):
        with self.shop.store.reading() as reader:
            return plans.announced_plan(reader, FAIR).meetings


@pytest.fixture
def lists(tmp_path):
    found = Lists(tmp_path)
    found.announce()
    yield found
    found.shop.store.close()


def of(meetings, person):
    return {one.stand: (one.offer, one.slot) for one in meetings if one.person == person}


@pytest.mark.parametrize("again", ["replan", "plan"])
def test_wish_that_changes_is_what_they_speak_of_at_the_hour_they_were_told(lists, again):
    offer, slot = of(lists.told, "gil")["cfa"]
    assert offer == "care"
    lists.say(wish="mécanicien automobile")
    if again == "replan":
        proposed = preview_redraw(lists.shop, FAIR)
        meetings, moved = proposed.version.meetings, proposed.moved
        assert [(one.was.offer, one.now.offer) for one in moved if one.person == "gil"] == [
            ("care", "cars")
        ]
    else:
        meetings = draw_plan(lists.shop, FAIR, seconds=10).version.meetings
    assert of(meetings, "gil")["cfa"] == ("cars", slot)


def test_replan_gives_whoever_a_list_leaves_short_what_a_new_plan_would(lists):
    assert set(of(lists.told, "remi")) == {"pain", "ville"}
    lists.say(opens="11:00", closes="12:00")
    version = preview_redraw(lists.shop, FAIR).version
    assert set(of(version.meetings, "remi")) == {"pain", "cfa"}
    assert ("remi", "nothing_better") in version.unmet


def test_who_has_what_is_near_is_short_of_nothing(lists):
    lists.say(opens="11:00", closes="12:00")
    announce_preview(lists.shop, preview_redraw(lists.shop, FAIR))
    assert reasons_short(lists.shop, FAIR, ["remi"]) == {}


def test_who_is_short_though_a_place_is_free_is_told_so_and_not_that_little_suits(lists):
    """The plan of before, one meeting less: what is near is open to whoever it leaves short."""
    with lists.shop.store.writing() as writer:
        plan = plans.announced_plan(writer, FAIR)
        kept = tuple(one for one in plan.meetings if one.stand != "ville")
        fewer = replace(plan, number=plan.number + 1, meetings=kept)
        plans.write_plan(writer, fewer)
    assert reasons_short(lists.shop, FAIR, ["remi"]) == {"remi": "place_left"}


def test_offer_that_no_list_has_any_more_is_named_whether_it_leaves_or_stays(lists):
    again = lists.say(office="office;ville;job;Agent d'entretien\nspare;ville;job;Jardinier\n")
    assert (again.left.offers, again.left.kept) == ((), ())
    gone = lists.say()
    assert (gone.left.offers, gone.left.kept) == (("Jardinier",), ())
    kept = lists.say(office="")
    assert (kept.left.offers, kept.left.kept) == ((), ("Agent d'entretien",))
    answer = receipt_answer(kept, "fr")
    assert (answer["unlisted_offers"], answer["kept_for_plan"]) == ([], ["Agent d'entretien"])
    assert kept.left.told == (("files.left_kept", "Agent d'entretien"),)
    assert "Fiches" in say("files.left_kept", "fr", names="Agent d'entretien")


def test_why_not_says_of_a_meeting_far_from_a_new_wish_what_is_open_elsewhere(lists):
    def lines():
        asked = {"person": "gil", "stand": "cfa", "language": "en"}
        return " ".join(explain_meeting(lists.shop, FAIR, **asked).lines)

    assert "suits better" not in lines()
    lists.say(wish="agent d'entretien")
    assert "suits better, and is open to them: Agent d'entretien, A3 Ville (fictif)" in lines()
