from itertools import combinations
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import Invalid
from matching.scoring import default_weights
from matching.scoring.profiles.rarity import Rarity
from tests.examples import examples
from tests.scoring.official_archives import OCCUPATION, SKILL
from tests.scoring.vocabularies import official, small

STEPS = ("same", "parent", "near", "family", "domain")


def with_lists(*names):
    return small().with_lists(*(official(name) for name in names))


def step(trade, *, trades=(), rome="", vocabulary=None):
    return (vocabulary or with_lists("rome")).nearness(trades, rome).get(trade, "")


@pytest.mark.parametrize("names", [(), ("rome",), ("esco",), ("rome", "esco")])
def test_our_own_entries_stay_as_they_are(names):
    vocabulary, before = with_lists(*names), small()
    assert [vocabulary.trades[name] for name in before.trades] == [*before.trades.values()]
    assert [vocabulary.skills[name] for name in before.skills] == [*before.skills.values()]
    assert vocabulary.ambiguous == before.ambiguous


def test_no_list_changes_nothing():
    assert small().with_lists() == small()
    assert small().lists == ()


def test_official_trades_stand_beside_ours_under_their_code():
    cook = with_lists("rome").trades["rome:G1602"]
    assert (cook.rome, cook.source, cook.family) == ("G1602", "rome", "G1602")
    assert cook.labels == {"fr": "Cuisinier / Cuisinière"}
    assert cook.aliases == ("Garçon / Fille de salle",)
    assert (cook.core, cook.required) == (("rome:301",), ())
    assert cook.desired == ("rome:304", "rome:400")


def test_a_diploma_that_leads_to_a_trade_is_no_skill_that_it_takes():
    vocabulary = with_lists("rome")
    assert "rome:401" in vocabulary.skills
    assert all("rome:401" not in trade.skills for trade in vocabulary.trades.values())


def test_the_whole_text_of_a_trade_is_its_definition_and_skills():
    assert with_lists("rome").trades["rome:G1602"].whole == (
        "Prépare des plats. Veille à l'hygiène."
        " Cuire une viande Faire preuve de rigueur Règles d'hygiène"
    )


def test_skills_keep_the_code_of_their_list():
    skills = with_lists("rome", "esco").skills
    assert (skills["rome:301"].code, skills["rome:301"].parent) == ("301", "rome:300")
    assert (skills[f"esco:{SKILL}s1"].code, skills["git"].code) == (f"{SKILL}s1", "git")


def test_trades_come_from_rome_when_both_lists_are_given():
    both = with_lists("rome", "esco")
    assert {trade.source for trade in both.trades.values()} == {"", "rome"}
    assert {skill.source for skill in both.skills.values()} == {"", "rome", "esco"}


def test_a_list_alone_serves_trades_and_skills():
    alone = with_lists("esco")
    trade = alone.trades[f"esco:{OCCUPATION}a1"]
    assert (trade.rome, trade.core) == (f"{OCCUPATION}a1", (f"esco:{SKILL}s1",))
    assert f"esco:{SKILL}s2" in alone.searched_skills


def test_misspelt_skills_are_searched_in_esco_when_it_is_given():
    searched = with_lists("rome", "esco").searched_skills
    assert {name.partition(":")[0] for name in searched if ":" in name} == {"esco"}
    assert set(small().skills) < set(searched)
    assert list(searched) == sorted(searched)


def test_misspelt_skills_are_else_searched_among_those_that_a_trade_takes():
    official_ones = {name for name in with_lists("rome").searched_skills if ":" in name}
    assert official_ones == {f"rome:{code}" for code in ("301", "302", "303", "304", "400")}


def test_every_trade_is_searched():
    vocabulary = with_lists("rome")
    assert vocabulary.searched_trades == tuple(sorted(vocabulary.trades))


def test_ours_come_first_under_a_code():
    assert with_lists("rome").by_rome["M1855"] == ("web-developer", "rome:M1855")


def test_the_lists_are_named_with_their_attribution():
    (name,) = with_lists("rome").lists
    assert (name.source, name.version) == ("rome", "460")
    assert name.attribution == "France Travail, ROME 4.0 version 460, Licence Ouverte 2.0"
    assert name.digest == official("rome").digest


def test_each_set_of_lists_has_its_version():
    sets = [names for count in range(3) for names in combinations(("rome", "esco"), count)]
    assert len({with_lists(*names).version for names in sets}) == len(sets)


def test_the_order_of_the_lists_does_not_matter():
    assert with_lists("rome", "esco") == with_lists("esco", "rome")


def test_one_list_twice_is_refused():
    with pytest.raises(Invalid) as refused:
        with_lists("rome", "rome")
    assert refused.value.code == "invalid_vocabulary_twice"


@pytest.mark.parametrize(
    ("trade", "expected"),
    [
        ("rome:M1855", "same"),
        ("web-developer", "same"),
        ("web-integrator", "near"),  # ours says so
        ("rome:M1805", "parent"),  # one parent sheet
        ("rome:M1810", "near"),  # first move
        ("rome:G1602", "near"),  # second move
        ("cook", "near"),  # ours, of the code of the second move
        ("rome:G1604", "family"),  # fourth move
        ("rome:K1304", "family"),
        ("software-tester", "family"),  # our family
        ("waiter", ""),
    ],
)
def test_steps_from_a_trade_of_ours_and_its_sheet(trade, expected):
    assert step(trade, trades=("web-developer",), rome="M1855") == expected


def test_the_first_three_signs_of_a_code_make_a_domain():
    assert step("rome:G1604", rome="G1699") == "domain"
    assert step("cook", rome="G1699") == "domain"


def test_codes_of_esco_make_no_domain():
    vocabulary = with_lists("esco")
    first, second, third = (f"esco:{OCCUPATION}a{number}" for number in (1, 2, 3))
    assert step(first, trades=(first,), vocabulary=vocabulary) == "same"
    assert step(second, trades=(first,), vocabulary=vocabulary) == "parent"  # one group
    assert step(third, trades=(first,), vocabulary=vocabulary) == ""


def test_nothing_asked_is_near_nothing():
    assert with_lists("rome").nearness((), "") == {}


@examples(40)
@given(first=st.sampled_from(sorted(with_lists("rome").trades)), data=st.data())
def test_nearness_is_the_same_both_ways(first, data):
    vocabulary = with_lists("rome")
    second = data.draw(st.sampled_from(sorted(vocabulary.trades)))
    there = step(first, trades=(second,), vocabulary=vocabulary)
    assert there == step(second, trades=(first,), vocabulary=vocabulary)
    assert there in {"", *STEPS}


def needs(vocabulary, trade):
    return {need.id: need.weight for need in Rarity(vocabulary, default_weights()).trade(trade)}


@pytest.mark.parametrize("trade", sorted(small().trades))
def test_an_official_list_changes_no_weight_of_our_trades(trade):
    assert needs(with_lists("rome", "esco"), trade) == needs(small(), trade)


def test_a_skill_of_one_trade_weighs_the_same_in_every_list():
    weights = needs(with_lists("rome"), "rome:G1602")
    rarest = log(7 / 2) + 1  # six trades of ours
    assert weights["rome:301"] == pytest.approx(rarest * 1.5)  # core, and asked for
    assert weights["rome:304"] == pytest.approx(rarest * 0.5)  # desired


def test_a_skill_of_two_official_trades_weighs_less():
    weights = needs(with_lists("rome"), "rome:G1602")
    two = (log(7 / 3) + 1) * 0.5  # six sheets
    assert weights["rome:400"] == pytest.approx(two)


def test_lessons_are_those_of_each_trade():
    vocabulary = with_lists("rome")
    rarity = Rarity(vocabulary, default_weights())
    assert set(rarity.lessons) == set(vocabulary.trades)
    assert len(rarity.lessons) == len(vocabulary.trades)
    assert all(rarity.lessons[name] == rarity.trade(name) for name in vocabulary.trades)
    assert "nowhere" not in rarity.lessons
    assert rarity.trade("nowhere") == ()


def test_needs_of_official_trades_meet_by_their_wider_skill():
    rarity = Rarity(with_lists("rome"), default_weights())
    first = {need.group for need in rarity.trade("rome:G1602")}
    assert "rome:300" in first & {need.group for need in rarity.trade("rome:G1604")}


def test_a_skill_counts_in_its_own_group_alone_without_lists():
    assert small().groups_of("javascript") == ("coding",)
    assert small().groups_of("git") == ("git",)
    assert small().groups_of("said:tresser des paniers") == ("said:tresser des paniers",)


def test_our_skill_counts_for_its_like_in_the_sheet_of_its_trade():
    hygiene = with_lists("rome").groups_of("hygiene")
    assert hygiene == ("hygiene", "rome:400")  # hygiène, règles d'hygiène: both of cooks


def test_our_skill_counts_for_its_like_among_wider_skills():
    assert with_lists("rome").groups_of("cooking") == ("cooking", "rome:300")


def test_a_likeness_of_words_in_another_trade_counts_for_nothing():
    assert with_lists("rome").groups_of("cleaning") == ("cleaning",)


def test_an_official_skill_counts_for_ours_too():
    vocabulary = with_lists("rome")
    assert vocabulary.groups_of("rome:301") == ("rome:300", "cooking")
    assert vocabulary.groups_of("rome:400") == ("rome:400", "hygiene")


def test_skills_of_two_official_lists_meet_by_their_words():
    vocabulary = with_lists("rome", "esco")
    assert vocabulary.groups_of(f"esco:{SKILL}s3") == (f"esco:{SKILL}S2", "hygiene")
