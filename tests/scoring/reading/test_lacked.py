"""Who lacks a title, a licence or a diploma refuses no trade by it."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring import About, SaidIn
from tests.examples import examples
from tests.scoring.pairs import offer, person, score
from tests.scoring.vocabularies import real_reader, shipped_scorer

READER = real_reader()
CONTENT = (files("matching.scoring.profiles.titles") / "titles.toml").read_text("utf-8")
TITLES = [
    said for title in tomllib.loads(CONTENT)["title"] for said in title["says"] if "…" not in said
]
LICENCES = ["permis", "permis B", "permis C", "permis poids lourd", "permis D"]
DIPLOMAS = [
    *("diplôme de cuisine", "CAP cuisine", "BEP coiffure", "bac pro vente", "BTS comptabilité"),
    *("titre pro maçon", "CQP soudeur", "brevet de coiffure", "certificat d'ambulancier"),
    *("CACES 3", "CACES R489 cat 5", "SSIAP 2", "habilitation électrique B1V", "carte VTC"),
]
# "et" begins another piece: nobody lacks "an accompagnant éducatif et social diplômé" in one.
SAID_ALONE = [held for held in (*TITLES, *LICENCES, *DIPLOMAS) if " et " not in held]
OF_A_TRADE = ("aide", "infirmi", "ambulanci", "electrici")  # begin with the trade itself
CARDS = [held for held in (*TITLES, *DIPLOMAS) if not held.startswith(OF_A_TRADE)]
LACKS = [
    *("pas de {}", "sans {}", "aucun {}", "je n'ai pas le {}", "j'ai pas mon {}", "ni {}"),
    *("pas encore le {}", "jamais passé le {}", "n'a pas le {}", "ne possède pas de {}"),
    *("pas titulaire du {}", "non titulaire du {}", "je ne dispose pas du {}", "{} : non"),
    *("il me manque le {}", "pas le {}", "j'ai pas eu mon {}", "pas de CACES ou de {}"),
    *("pas de FIMO ni de {}", "zéro {}", "plus de {}", "dépourvu de {}"),
]


@examples(300)
@given(
    held=st.sampled_from(SAID_ALONE),
    lacks=st.sampled_from(LACKS),
    said_in=st.sampled_from(SaidIn),
)
def test_to_lack_a_title_refuses_no_trade_no_skill_and_no_condition(held, lacks, said_in):
    refused = READER.statement(lacks.format(held), said_in).refuses
    assert {said.about for said in refused} <= {About.LICENCE, About.LEVEL}


@examples(60)
@given(held=st.sampled_from(CARDS), lacks=st.sampled_from(LACKS))
def test_a_wish_stays_beside_the_title_that_is_lacked(held, lacks):
    wanted = READER.statement(f"jardinier, {lacks.format(held)}").wants
    assert {code for said in wanted for code in said.codes} == {"gardener"}


@pytest.mark.parametrize("lacks", ["pas de CACES", "sans CACES", "CACES : non", "aucun CACES"])
def test_who_lacks_the_title_of_the_trade_wished_for_is_asked_about_it_alone(lacks):
    someone = person(wishes=("cariste",), skills=(lacks,))
    found = score(someone, offer(title="Cariste"), scorer=shipped_scorer())
    assert not found.closed_by


def test_what_is_named_after_the_title_that_is_lacked_is_still_refused():
    refused = READER.statement("pas de CACES ni de nuit").refuses
    assert [(said.about, said.codes) for said in refused] == [(About.HOURS, ("night",))]
