"""What is refused beside a wish narrows the wish: it never wipes it out."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.domain.score import Verdict
from matching.scoring import About
from tests.examples import examples
from tests.scoring.pairs import offer, person, reason, score
from tests.scoring.vocabularies import real_reader, shipped_scorer

READER = real_reader()
TRADES = [
    trade
    for trade in READER.vocabulary.trades.values()
    if trade.aliases and len(READER.trades(trade.labels["fr"].split(" / ")[0])) == 1
]
JOINTS = ["{}, pas de {}", "{} sans {}", "{} (pas de {})", "{} mais pas {}", "{}, surtout pas {}"]


@examples(200)
@given(trade=st.sampled_from(TRADES), joint=st.sampled_from(JOINTS), data=st.data())
def test_a_part_of_the_trade_that_is_refused_beside_it_closes_no_door_of_that_trade(
    trade, joint, data
):
    name, part = trade.labels["fr"].split(" / ")[0], data.draw(st.sampled_from(trade.aliases))
    wish = joint.format(name, part)
    said = READER.statement(wish).wants
    assume(trade.id in {code for one in said if one.about is About.TRADE for code in one.codes})
    found = score(person(wishes=(wish,)), offer(title=name), scorer=shipped_scorer())
    assert "refused_trade" not in {bar.code for bar in found.closed_by}


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("aide-ménagère (pas de repassage)", "Aide-ménagère"),
        ("serveuse, pas de service en salle le soir", "Serveur"),
        ("aide à domicile sans toilette", "Aide à domicile"),
        ("vendeuse, pas de vente le dimanche", "Vendeur en magasin"),
        ("chauffeur livreur, pas de poids lourd", "Chauffeur-livreur"),
        ("pas forcément dans la restauration, mais pourquoi pas cuisinier", "Cuisinier"),
        ("femme de ménage mais pas les vitres", "Agent d'entretien"),
    ],
)
def test_a_wish_stays_beside_what_it_is_narrowed_by(wish, title):
    found = score(person(wishes=(wish,)), offer(title=title), scorer=shipped_scorer())
    assert not found.closed_by
    assert reason(found, "trade").value >= 0.5


@pytest.mark.parametrize(
    ("wish", "refused"),
    [
        ("serveuse, pas de service en salle le soir", {"evening"}),
        ("chauffeur livreur, pas de poids lourd", {"truck-driver"}),
        ("préparateur de commandes, pas de charges lourdes", {"loads"}),
        ("aide à domicile, pas de toilette", {"home-carer", "nursing-assistant"}),
    ],
)
def test_what_is_refused_is_the_part_that_is_named(wish, refused):
    said = READER.statement(wish).refuses
    assert {code for one in said for code in one.codes} == refused


@pytest.mark.parametrize("wish", ["je ne veux plus être serveuse", "serveuse plus jamais"])
def test_a_trade_refused_by_itself_is_closed(wish):
    found = score(person(wishes=(wish,)), offer(title="Serveur"), scorer=shipped_scorer())
    assert found.verdict is Verdict.CLOSED


@pytest.mark.parametrize("skill", ["30 ans maçon", "maçon 30 ans", "maçon pendant 30 ans"])
def test_years_of_a_trade_among_skills_are_experience(skill):
    mason = offer(title="Maçon")
    among = score(person(skills=(skill,)), mason, scorer=shipped_scorer())
    told = score(person(experience=(skill,)), mason, scorer=shipped_scorer())
    assert among.value == told.value
