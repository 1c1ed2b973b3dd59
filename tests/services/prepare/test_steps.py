from dataclasses import replace
from datetime import UTC, date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.services.files.examples import example_folder
from matching.services.files.mending.to_mend import ToMend
from matching.services.files.receive_files import FairFrame, receive_files
from matching.services.prepare.blind_plan import (
    blind_spots,
    is_quick,
    never_in_time,
    spots_of,
    stands_without_candidate,
)
from matching.services.prepare.make_fair import make_fair
from matching.services.prepare.steps import StepName, next_page, steps
from matching.services.scores.score_fair import read_entries
from matching.store import fairs
from tests.fairs import shop_in, small_entries

MOSSON = "mosson-2023"
FRAME = FairFrame("Essai", date(2027, 6, 1), "", time(9), time(17))
TYPED = {"title": "Forum", "date": "12/03/2027"}


def lacks(shop, fair=MOSSON):
    return {step.name: [lack.code for lack in step.lacks] for step in steps(shop, fair)}


def enter(shop, entries):
    with shop.store.writing() as writer:
        fair = entries.fair.id
        fairs.write_fair(writer, entries.fair, digest="", at=shop.clock())
        fairs.replace_jobseekers(
            writer, fair, jobseekers=list(entries.jobseekers.values()), statistics=(), keep=()
        )
        fairs.replace_offers(writer, fair, entries.exhibitors.values(), entries.offers.values())


@pytest.fixture
def empty(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


def test_nothing_is_there_and_every_step_says_so(empty):
    found = steps(empty, "")
    assert [step.name for step in found] == list(StepName)
    assert not any(step.is_done for step in found)
    assert next_page(empty, "") == "start"


def test_fair_made_in_the_app_is_the_first_step_done(empty):
    fair = make_fair(empty, TYPED).id
    assert lacks(empty, fair) == {
        "fair": [],
        "people": ["no_people"],
        "stands": ["no_stands", "no_offers"],
        "look": ["nothing_to_look_at"],
        "plan": ["no_plan"],
    }


def test_flaws_are_to_be_looked_at_before_the_plan(shop):
    found = lacks(shop)
    assert found["people"] == found["stands"] == []
    assert found["look"] == ["to_mend"]
    assert found["plan"] == ["no_plan"]


def test_plan_that_was_drawn_is_still_to_be_announced(drawn):
    assert lacks(drawn)["plan"] == ["not_announced"]
    assert next_page(drawn, MOSSON) == "start"


def test_plan_is_done_when_it_is_announced(planned):
    assert lacks(planned)["plan"] == []
    assert steps(planned, MOSSON)[-1].page == "sheets"


@pytest.mark.parametrize(
    ("clock", "page"), [(time(10), "welcome"), (time(16, 59), "welcome"), (time(17), "report")]
)
def test_app_opens_on_what_is_next(planned, clock, page):
    with planned.store.reading() as reader:
        frame = fairs.read_fair(reader, MOSSON)
    moment = frame.moment(min(clock, frame.closes)).astimezone(UTC)
    assert next_page(replace(planned, clock=lambda: moment), MOSSON) == page


def people(count, **said):
    return {f"p{n}": Jobseeker(f"p{n}", "Lina", **said) for n in range(count)}


def test_people_who_say_nothing_make_a_plan_blind(empty):
    entries = small_entries()
    enter(empty, replace(entries, jobseekers=people(6)))
    assert [flaw.code for flaw in blind_spots(empty, entries.fair.id)] == ["nobody_says_what"]


def test_stands_that_alone_say_no_hours_are_counted():
    entries = small_entries()
    stands = {
        "a": Exhibitor("a", "A", opens=time(9)),
        "b": Exhibitor("b", "B"),
        "c": Exhibitor("c", "C"),
    }
    (flaw,) = spots_of(replace(entries, exhibitors=stands), ())
    assert (flaw.code, dict(flaw.params)) == ("stands_without_hours", {"count": 2, "of": 3})


def test_offers_that_were_dropped_are_counted_and_totals_are_not(empty):
    tables = {path.name: path.read_bytes() for path in example_folder("mosson").glob("*.csv")}
    offers = tables["offers.csv"].decode("utf-8-sig").rstrip("\r\n").splitlines()
    first = offers[0].split(";" if ";" in offers[0] else ",")
    mark = ";" if ";" in offers[0] else ","
    nowhere = mark.join("nulle part" if name == "exhibitor" else "x" for name in first)
    total = mark.join("Total : 40" if n == 0 else "" for n in range(len(first)))
    tables["offers.csv"] = "\n".join([*offers, nowhere, total]).encode()
    fair = make_fair(empty, TYPED)
    receive_files(empty, tables, frame=fair)
    codes = [spot.code for spot in blind_spots(empty, fair.id)]
    # the true reason stands under the count
    assert codes[codes.index("offers_dropped") + 1] == "exhibitor_unknown"
    (dropped,) = [one for one in blind_spots(empty, fair.id) if one.code == "offers_dropped"]
    assert dropped.params["count"] == 1


def test_stand_whose_conditions_nobody_meets_is_named(empty):
    entries = small_entries()
    stand = Exhibitor("nuit", "Nuit", stand="Z9")
    offer = Offer("gardien", "nuit", "Gardien de nuit", licences_required=("CE",))
    lonely = {key: replace(one, licences=()) for key, one in entries.jobseekers.items()}
    enter(
        empty,
        replace(
            entries,
            jobseekers=lonely,
            exhibitors={**entries.exhibitors, "nuit": stand},
            offers={**entries.offers, "gardien": offer},
        ),
    )
    assert is_quick(read_entries(empty, entries.fair.id))
    assert "Z9 Nuit" in stands_without_candidate(empty, entries.fair.id)


def test_who_wants_a_trade_whose_stand_is_gone_when_they_come_is_named_before_the_plan(empty):
    entries, opens = small_entries(), small_entries().fair.opens
    noon = time(opens.hour + 1)
    stand = Exhibitor("btp", "Btp", stand="Z9", closes=noon)
    offer = Offer("elec", "btp", "Électricien")
    late, early = (
        Jobseeker(name, name.title(), wishes=("électricien",), **hours)
        for name, hours in (("late", {"arrives": noon}), ("early", {"leaves": noon}))
    )
    fair = replace(
        entries,
        jobseekers={one.id: one for one in (late, early)},
        exhibitors={"btp": stand},
        offers={"elec": offer},
        call_numbers={"late": 1, "early": 2},
        statistics={},
        wishes=(),
    )
    enter(empty, fair)
    (found,) = never_in_time(empty, fair.fair.id)
    assert found.sentence == f"Late (Électricien, Z9 Btp, {opens:%H:%M}-{noon:%H:%M})"


def test_fair_without_offers_has_no_stand_to_name(empty):
    assert stands_without_candidate(empty, make_fair(empty, TYPED).id) == ()


CELLS = st.sampled_from(
    ["", "bon", "B1", "oui", "peut-être", "tard", "9h-12h", "x", "garde", "20 km"]
)
TEXTS = st.sampled_from(
    ["", "Sourire", "Permis B exigé", "2 ans d'expérience, le samedi", "Niveau 4"]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=5),
    texts=st.lists(TEXTS, min_size=1, max_size=4),
)
def test_start_page_counts_what_the_page_of_files_asks(empty, cells, texts):
    heads = ["Prénom", "Niveau de français", "Arrivée", "Consentement", "Mobilité", "Permis"]
    people = [";".join(heads), *(";".join([f"Ana{n}", *row]) for n, row in enumerate(cells))]
    offers = [
        "Exposant;Intitulé;Annonce",
        *(f"Mairie;Poste {n};{told}" for n, told in enumerate(texts)),
    ]
    files = {"liste.csv": people, "stands.csv": ["Nom", "Mairie"], "offres.csv": offers}
    receipt = receive_files(
        empty, {name: "\n".join(rows).encode() for name, rows in files.items()}, frame=FRAME
    )
    asked = ToMend.of(receipt.flaws)
    look = steps(empty, receipt.fair)[3]
    counts = {lack.code: lack.count for lack in look.lacks}
    shown = (asked.count, len(asked.consents), len(asked.adverts))
    assert tuple(counts.get(code, 0) for code in ("to_mend", "to_consent", "to_confirm")) == shown
    assert (look.page == "matches") == asked.is_empty
