"""Whoever would stay short of the promise is also offered what is near."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.planning.explain.why_not import WhyNotCode
from matching.services.files.receive_files import receive_folder
from matching.services.floor.explain_meeting import explain_meeting
from matching.services.plan.draw_plan import draw_plan
from tests.fairs import shop_in

FRAME = """format = "parvis-fair/1"
id = "quai-2027"
title = "Forum du quai"
date = 2027-03-12
opens = 09:00:00
closes = 11:00:00
slot_minutes = 30
least_meetings = 2
"""
OFFERS = """id;exhibitor;kind;title
o1;baker;job;Boulanger
o2;pastry;job;Boulangère pâtissière
o3;shop;job;Vendeuse
o4;works;job;Maçon
"""
BAKERS = "id;first_name;wishes;arrives;leaves\n"


def drawn(folder, people, stands, name="fair", offers=OFFERS):
    """A fair of files, imported and planned; the shop is left open."""
    files = folder / name
    files.mkdir()
    (files / "fair.toml").write_text(FRAME)
    (files / "jobseekers.csv").write_text(BAKERS + people)
    (files / "exhibitors.csv").write_text("id;name;kind;tables;opens;closes\n" + stands)
    (files / "offers.csv").write_text(offers)
    shop = shop_in(folder, name=f"{name}.db")
    receive_folder(shop, files)
    return shop, draw_plan(shop, "quai-2027", seconds=10)


def stands(*rows):
    names = ("baker", "pastry", "shop", "works")
    return "".join(f"{n};{n};employer;{row}\n" for n, row in zip(names, rows, strict=True))


@pytest.mark.parametrize(
    ("people", "hours"),
    [
        pytest.param(
            "ana;Ana;boulangère;10h;11h\n",
            ("1;09:00;10:00", "1;;", "1;;", "1;;"),
            id="what suits is at hours when she is not there",
        ),
        pytest.param(
            "".join(f"p{n};P{n};boulanger;9h;10h\n" for n in range(4)),
            ("1;;", "1;;", "1;;", "1;;"),
            id="what suits has no tables enough",
        ),
    ],
)
def test_whoever_finds_nothing_free_that_suits_meets_what_is_near(tmp_path, people, hours):
    shop, plan = drawn(tmp_path, people, stands(*hours))
    met = Counter(one.person for one in plan.version.meetings)
    assert dict(met) == dict.fromkeys(plan.entries.jobseekers, 2)
    assert {reason for _, reason in plan.version.unmet} == {"nothing_better"}
    shop.store.close()


def test_nobody_gets_more_than_the_promise_of_what_is_merely_near(tmp_path):
    shop, plan = drawn(
        tmp_path, "ana;Ana;boulangère;;\n", stands("1;09:00;09:30", "1;09:00;09:30", "3;;", "3;;")
    )
    assert [one.stand for one in plan.version.meetings if one.score < 0.35] != []
    assert len(plan.version.meetings) == 2
    shop.store.close()


@pytest.mark.parametrize(
    ("people", "met"),
    [
        ("ana;Ana;boulangère;;\nbo;Bo;;;\n", 2),
        ("ana;Ana;;;\nbo;Bo;;;\n", 4),
    ],
)
def test_who_said_nothing_gets_the_promise_unless_nobody_said_anything(tmp_path, people, met):
    shop, plan = drawn(tmp_path, people, stands("2;;", "2;;", "2;;", "2;;"))
    assert Counter(one.person for one in plan.version.meetings)["bo"] == met
    shop.store.close()


@pytest.mark.parametrize("wish", ["n'importe quel travail", "un truc où ça bouge, dehors"])
def test_who_takes_anything_or_names_a_setting_has_spoken_and_gets_more_than_the_promise(
    tmp_path, wish
):
    labour = "id;exhibitor;kind;title;description;conditions\n" + "".join(
        f"{name};{name};job;Manœuvre de chantier;Débutant accepté.;extérieur|charges\n"
        for name in ("baker", "pastry", "shop", "works")
    )
    people = f"ana;Ana;boulangère;;\nbo;Bo;{wish};;\n"
    shop, plan = drawn(tmp_path, people, stands("2;;", "2;;", "2;;", "2;;"), offers=labour)
    assert Counter(one.person for one in plan.version.meetings)["bo"] == 4
    shop.store.close()


HOUR = st.sampled_from(["09:00", "09:30", "10:00"])


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.tuples(st.sampled_from(["boulanger", "vendeuse"]), HOUR), max_size=5),
    hours=st.tuples(*[HOUR] * 4),
)
def test_nobody_stays_short_beside_a_free_place(tmp_path_factory, people, hours):
    rows = "".join(f"p{n};P{n};{wish};{came};11:00\n" for n, (wish, came) in enumerate(people))
    opens = stands(*(f"1;{hour};" for hour in hours))
    shop, plan = drawn(tmp_path_factory.mktemp("fair"), "z;Zoé;boulangère;9h;11h\n" + rows, opens)
    met = Counter(one.person for one in plan.version.meetings)
    codes = {
        explain_meeting(shop, "quai-2027", person=person, stand=stand, language="fr").code
        for person in plan.entries.jobseekers
        for stand in plan.entries.exhibitors
        if met[person] < 2
    }
    assert WhyNotCode.FREE_PLACE not in codes
    shop.store.close()
