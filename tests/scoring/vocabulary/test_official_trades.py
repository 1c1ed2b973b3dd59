"""Trades of an official list beside ours: what an offer asks, what having held one tells."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring import Reader, Scorer, Skill, Trade
from tests.examples import examples
from tests.scoring.pairs import offer, person, reason, score, stand
from tests.scoring.vocabularies import shipped_scorer, small

MASON = Trade(
    id="rome:F1703",
    rome="F1703",
    labels={"fr": "Maçon / Maçonne"},
    aliases=("Maçon / Maçonne", "Maçon / Maçonne finisseur"),
    core=("rome:1", "rome:2"),
    desired=("rome:3", "rome:4"),
    source="rome",
)
# The official sheet of a code that one of our trades has too.
COOK = Trade(
    id="rome:G1602",
    rome="G1602",
    labels={"fr": "Cuisinier / Cuisinière"},
    core=("rome:5",),
    source="rome",
)
LABELS = ("Monter un mur", "Poser des parpaings", "Lire un plan", "Crépir", "Dresser des assiettes")
SKILLS = {
    f"rome:{n}": Skill(id=f"rome:{n}", labels={"fr": label}, source="rome", parent="rome:0")
    for n, label in enumerate(LABELS, start=1)
}


@cache
def scorer():
    known = small()
    return Scorer(
        replace(
            known,
            trades={**known.trades, MASON.id: MASON, COOK.id: COOK},
            skills={**known.skills, **SKILLS},
        )
    )


def test_an_offer_with_an_official_code_takes_the_needs_of_its_sheet_core_first():
    read = scorer().read_offer(offer(title="Poste à pourvoir", rome="F1703"), stand())
    assert read.needs_of_trade
    assert [need.id for need in read.needs] == ["rome:1", "rome:2", "rome:3", "rome:4"]


def test_our_trade_of_the_same_code_stays_on_top():
    read = scorer().read_offer(offer(title="Poste à pourvoir", rome="G1602"), stand())
    assert {need.id for need in read.needs} == {"cooking", "hygiene"}


def test_skills_that_the_offer_lists_come_before_those_of_its_sheet():
    listed = offer(title="Maçon", rome="F1703", skills_required=("html",))
    assert [need.id for need in scorer().read_offer(listed, stand()).needs] == ["html-css"]


def test_having_held_an_official_trade_implies_its_core_skills_at_half_credit():
    read = scorer().read_person(person(experience=("maçonne",)))
    assert {name: one.credit for name, one in read.skills.items()} == {"rome:1": 0.5, "rome:2": 0.5}


@pytest.mark.parametrize("word", ["maçon", "maçonne", "Maçon·ne"])
def test_a_mason_suits_a_mason_s_job(word):
    job = offer(title="Maçon", rome="F1703")
    found = score(person(experience=(word,)), job, scorer=scorer())
    assert reason(found, "trade").code == "trade_same_held"
    assert 0 < reason(found, "skills").value < 1


def named_with(*official):
    known = small()
    reader = Reader(replace(known, trades={**known.trades, **{one.id: one for one in official}}))
    return reader.lexicon("occupation").named


def test_the_title_of_an_official_trade_is_that_trade_though_we_list_it_under_a_wider_one():
    listed = small().trades["waiter"].aliases[0]
    title = Trade(id="rome:G1810", rome="G1810", labels={"fr": listed}, source="rome")
    assert named_with()(listed) == ("waiter",)
    assert named_with(title)(listed) == ("rome:G1810",)


def test_a_further_name_of_an_official_trade_leaves_ours_on_top():
    listed = small().trades["waiter"].aliases[0]
    other = Trade(
        id="rome:G1810", rome="G1810", labels={"fr": "Autre"}, aliases=(listed,), source="rome"
    )
    assert named_with(other)(listed) == ("waiter",)


def test_our_own_title_stays_ours():
    title = small().trades["waiter"].labels["fr"]
    same = Trade(id="rome:G1810", rome="G1810", labels={"fr": title}, source="rome")
    assert named_with(same)(title) == ("waiter",)


OURS = {trade.id: trade for trade in shipped_scorer().vocabulary.trades.values()}
COMPETENCES = (
    *sorted(skill.labels["fr"] for skill in shipped_scorer().vocabulary.skills.values()),
    *("Réaliser un état des lieux contradictoire", "Normes qualité NF EN 1090", "Logiciel XQO"),
)


@examples(80)
@given(
    trade=st.sampled_from(sorted(OURS)),
    listed=st.lists(st.sampled_from(COMPETENCES), min_size=1, max_size=12, unique=True),
    exigence=st.sampled_from(["skills_required", "skills_desired"]),
)
def test_competences_listed_lower_nobody_who_has_only_said_the_trade(trade, listed, exigence):
    name, rome = OURS[trade].labels["fr"], OURS[trade].rome
    bare = offer(title=name, rome=rome)
    told = replace(bare, **{exigence: tuple(listed)})
    someone = person(wishes=(name,))
    before, after = (score(someone, one, scorer=shipped_scorer()) for one in (bare, told))
    assert (after.value, after.verdict) == (before.value, before.verdict)
    worker = person(experience=(f"{name} 3 ans",))
    held = shipped_scorer().weights.credit["held"]
    assert reason(score(worker, told, scorer=shipped_scorer()), "skills").value >= held
