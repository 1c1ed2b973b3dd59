"""What a text wants, can, needs and refuses, several in one sentence."""

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.scoring import About, SaidIn
from tests.examples import examples
from tests.scoring.vocabularies import real_reader

READER = real_reader()
PHRASES = list(
    csv.DictReader(
        Path(__file__).with_name("statements.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)
INTENTS = ("wants", "can", "needs", "refuses")


def told(statement):
    """All that a statement says, as written in `statements.tsv`."""
    for intent in INTENTS:
        for said in getattr(statement, intent):
            for code in said.codes:
                yield f"{intent} {said.about} {code}" + (" softly" if said.softly else "")
    for study in statement.studies:
        level = study.level or "-"
        yield f"studies {level}"
        for said in study.field:
            yield f"studies {level} *"
            yield from (f"studies {level} {code}" for code in said.codes)


def intents(told):
    return {line.split()[0] for line in told}


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["phrase"])
def test_a_phrase_says_what_its_writer_means(row):
    expected = set(filter(None, row["said"].split(";")))
    found = set(told(READER.statement(row["phrase"])))
    assert expected <= found
    assert intents(found) == intents(expected)


REFUSALS = (
    "je veux plus faire {}",
    "je ne veux plus être {}",
    "plus de {}",
    "pas {}",
    "surtout pas {}",
    "jamais {}",
    "tout sauf {}",
    "sauf {}",
    "pas question d'être {}",
    "je ne veux pas travailler comme {}",
    "je refuse {}",
    "marre d'être {}",
    "je peux plus faire {}",
    "ni {}",
    "{} plus jamais",
    "{} non merci",
    "{} j'en veux plus",
    "{} c'est fini",
    "je déteste {}",
    "éviter {}",
    "sans {}",
    "hors de question de faire {}",
    "jve plu etre {}",
    "n'importe quoi sauf {}",
    "je veux arrêter {}",
)
TRADES = [trade.labels["fr"] for trade in READER.vocabulary.trades.values()]


@pytest.mark.parametrize("wording", REFUSALS)
@given(trade=st.sampled_from(TRADES), lower=st.booleans())
def test_a_refused_trade_is_never_a_wish(wording, trade, lower):
    text = wording.format(trade.lower() if lower else trade)
    statement = READER.statement(text)
    assert statement.refuses
    assert (statement.wants, statement.can, statement.studies) == ((), (), ())
    assert READER.understand(text, kind="occupation").candidates == ()


MEASURED = (
    "pas trop {}",
    "je veux pas trop faire {}",
    "je ne veux pas faire que {}",
    "pas que {}",
    "pas seulement {}",
    "pas uniquement {}",
    "pas {} toute la journée",
    "je ne veux pas {} tout le temps",
    "not only {}",
)


@pytest.mark.parametrize("wording", MEASURED)
@given(trade=st.sampled_from(TRADES), lower=st.booleans())
def test_a_trade_that_is_not_wanted_alone_or_all_day_is_not_firmly_refused(wording, trade, lower):
    said = trade.split(" / ")[0]
    statement = READER.statement(wording.format(said.lower() if lower else said))
    firmly = [said for said in statement.refuses if not said.softly]
    assert About.TRADE not in {said.about for said in firmly}


def test_what_was_not_the_only_work_is_experience():
    done = READER.statement("je ne faisais pas que le ménage, aussi la cuisine", SaidIn.EXPERIENCE)
    assert {said.codes for said in done.can if said.about is About.TRADE} == {
        ("cleaner",),
        ("cook",),
    }
    assert not done.refuses


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("je suis maman, serveuse le soir", {"serveuse", "le soir"}),
        ("je viens du Mali et je cherche du ménage", {"ménage"}),
    ],
)
def test_only_what_was_understood_is_quoted(text, quoted):
    assert {said.text for said in READER.statement(text).wants} == quoted


def test_a_bare_name_among_skills_is_known_and_no_wish():
    statement = READER.statement("soudure, permis B", SaidIn.SKILLS)
    assert {said.about for said in statement.can} == {About.SKILL, About.LICENCE}
    assert not statement.wants


def test_a_theme_of_an_earlier_version_is_known_by_its_present_code():
    themes = READER.vocabulary.themes
    assert themes.current("mobilite--louer-un-vehicule") == "mobilite--acceder-a-un-vehicule"
    assert themes.current("mobilite--acceder-a-un-vehicule") == "mobilite--acceder-a-un-vehicule"
    assert themes.current("unheard-of") == ""


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("conduire", {"delivery-driver", "truck-driver", "bus-driver", "taxi-driver"}),
        ("plutôt souder", {"welder"}),
        ("je veux tondre", {"gardener"}),
        ("servir en salle", {"waiter"}),
        ("limpeza", {"cleaner"}),
        ("plonbié", {"plumber"}),
    ],
)
def test_a_bare_verb_and_a_name_as_it_sounds_are_wishes(text, trades):
    found = {code for said in READER.statement(text).wants for code in said.codes}
    assert found == trades
    answer = READER.understand(text, kind="occupation")
    assert {candidate.id for candidate in answer.candidates} >= trades


@pytest.mark.parametrize("text", ["j'ai le permis", "bac pro", "le matin", "en CDI", "mi-temps"])
def test_hours_contracts_and_diplomas_alone_propose_no_trade(text):
    assert READER.understand(text, kind="occupation").candidates == ()


PLACES = ("clinique", "école", "crèche", "garage", "mairie", "lycée", "hôtel", "ehpad")


@examples(80)
@given(
    work=st.sampled_from(("lingère", "comptable", "plombier", "femme de ménage", "coiffeuse")),
    place=st.sampled_from(PLACES),
    between=st.sampled_from((" ", " dans une ", " 7 ans ", " en ")),
    said_in=st.sampled_from((SaidIn.WISHES, SaidIn.EXPERIENCE)),
)
def test_where_a_trade_is_done_names_no_other(work, place, between, said_in):
    # Who cleans there has a trade of its own.
    assume(work != "femme de ménage" or place not in {"hôtel", "ehpad"})
    alone = set(told(READER.statement(work, said_in)))
    placed = set(told(READER.statement(f"{work}{between}{place}", said_in)))
    assert placed <= alone
    assert {line for line in alone if " trade " in line} <= placed
    either = set(told(READER.statement(f"{work} ou {place}", said_in)))
    assert set(told(READER.statement(place, said_in))) <= either


def test_what_is_quoted_closes_its_bracket():
    wants = READER.statement("gardien, agent de sécurité (carte pro)").wants
    assert [said.text for said in wants] == ["gardien", "agent de sécurité (carte pro)"]


@examples(100)
@given(st.lists(st.sampled_from(["cuisinier", "(", ")", ",", "ménage", "sans", "6 ans"])))
def test_no_quote_opens_or_closes_a_bracket_alone(words):
    statement = READER.statement(" ".join(words))
    quotes = [said.text for intent in INTENTS for said in getattr(statement, intent)]
    assert [quote.count("(") - quote.count(")") for quote in quotes] == [0] * len(quotes)
