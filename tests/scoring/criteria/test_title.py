import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel
from matching.domain.score import Verdict
from matching.domain.terms import OfferKind
from matching.scoring.profiles.titles import known_titles, titles_demanded, titles_held
from tests.examples import examples
from tests.scoring.pairs import offer, person, reason, score
from tests.scoring.vocabularies import shipped_scorer
from tests.strategies import PEOPLE


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ({"title": "Aide-soignant(e) (DEAS)"}, "aide-soignant"),
        ({"description": "Carte CNAPS exigée par la loi."}, "carte-cnaps"),
        ({"description": "CAP petite enfance obligatoire"}, "cap-petite-enfance"),
        ({"skills_required": ("habilitation électrique",)}, "habilitation-electrique"),
        ({"titles_required": ("SSIAP 1",)}, "ssiap/1"),
        ({"titles_required": ("BPJEPS football",)}, "educateur-sportif"),
    ],
)
def test_a_title_is_demanded_by_its_column_by_the_skills_or_in_so_many_words(known, title):
    assert titles_demanded(offer(**known)) == (title,)


@pytest.mark.parametrize(
    "known",
    [
        {"description": "Le CAP petite enfance serait un plus."},
        {"title": "Formation SSIAP 1 obligatoire", "kind": OfferKind.TRAINING},
        {"skills_desired": ("BAFA",)},
        {"title": "Animateur périscolaire (BAFA apprécié)"},
        {"title": "Animatrice (BAFA non exigé)"},
    ],
)
def test_a_title_that_is_welcome_or_taught_is_not_demanded(known):
    assert titles_demanded(offer(**known)) == ()


GUARD = {"title": "Agent de sécurité", "titles_required": ("carte professionnelle CNAPS",)}


@pytest.mark.parametrize(
    ("known", "verdict", "code"),
    [
        ({"skills": ("carte pro",)}, Verdict.OPEN, "title_held"),
        ({"experience": ("agent de sécurité, carte cnaps",)}, Verdict.OPEN, "title_held"),
        ({"wishes": ("agent de sécu, j'ai pas encore la carte pro",)}, Verdict.CLOSED, None),
        ({"wishes": ("vigile, carte cnaps expirée en 2023",)}, Verdict.CLOSED, None),
        ({"experience": ("agent de sécu, ma carte pro n'est plus valide",)}, Verdict.CLOSED, None),
        ({"wishes": ("agent de sécurité, j'attends ma carte pro",)}, Verdict.CLOSED, None),
        ({"wishes": ("renouveler ma carte pro pour être vigile",)}, Verdict.CLOSED, None),
        ({"wishes": ("je viens d'obtenir ma carte pro, vigile",)}, Verdict.OPEN, "title_held"),
        ({"experience": ("vigile 2 ans",)}, Verdict.ASK, "title_not_said"),
        ({}, Verdict.ASK, "title_not_said"),
    ],
)
def test_a_demanded_title_opens_when_held_bars_when_lacked_and_is_asked_otherwise(
    known, verdict, code
):
    found = score(person(**known), offer(**GUARD))
    assert found.verdict is verdict
    assert reason(found, "title").code == (code or "title_lacked")
    if verdict is Verdict.CLOSED:
        assert found.closed_by[0].params["help"] == "title_course"


def test_a_diploma_below_the_title_is_a_title_that_is_lacked():
    nurse = offer(title="Infirmier", titles_required=("diplôme d'infirmier",))
    assert score(person(diploma_level=DiplomaLevel.CAP), nurse).verdict is Verdict.CLOSED
    assert score(person(diploma_level=DiplomaLevel.BAC_5), nurse).verdict is Verdict.ASK


@pytest.mark.parametrize(
    "known",
    [
        {"title": "Infirmier (diplôme d'infirmier)"},
        {"description": "Diplôme d'infirmier obligatoire."},
        {"title": "Infirmier : diplôme d'infirmier exigé"},
    ],
)
def test_a_title_that_only_the_text_demands_closes_nothing(known):
    told = score(person(diploma_level=DiplomaLevel.CAP), offer(**known))
    assert (told.verdict, [question.code for question in told.ask]) == (
        Verdict.ASK, ["title_told"],
    )  # fmt: skip
    assert reason(told, "title").code == "title_lacked"


DEMANDS = [
    "Permis B obligatoire, véhicule exigé.", "Diplôme d'infirmier obligatoire.",
    "5 ans d'expérience exigés.", "Travail de nuit et le week-end, en 3x8.",
    "Prise de poste à 5h du matin.", "Réservé aux 18-25 ans.", "Français C1 exigé, bac +5.",
    "Port de charges lourdes.", "CACES R489 obligatoire.", "Réservé aux travailleurs handicapés.",
]  # fmt: skip


@examples(60)
@given(someone=PEOPLE, demands=st.lists(st.sampled_from(DEMANDS), min_size=1, max_size=4))
def test_what_only_a_description_demands_closes_nothing(someone, demands):
    silent = score(someone, offer(description=""))
    telling = score(someone, offer(description="\n".join(demands)))
    assert {bar.code for bar in telling.closed_by} <= {bar.code for bar in silent.closed_by}


@examples(40)
@given(someone=PEOPLE)
def test_one_more_title_never_lowers(someone):
    job = offer(**GUARD)
    richer = score(
        someone.__class__(**{**_known(someone), "skills": (*someone.skills, "carte pro")}), job
    )
    assert richer.value >= score(someone, job).value - 1e-12


def _known(someone):
    return {name: getattr(someone, name) for name in someone.__dataclass_fields__}


def test_every_title_has_its_labels_and_ground():
    assert len(known_titles()) >= 10
    assert all({"fr", "en"} <= set(one.labels) for one in known_titles().values())


def of_shipped(someone, something):
    return score(someone, something, scorer=shipped_scorer())


def test_the_course_that_gives_a_title_comes_before_the_job_that_demands_it():
    someone = person(wishes=("atsem, j'ai pas le CAP petite enfance",))
    job = offer(title="ATSEM", rome="K1308", description="CAP AEPE exigé.")
    course = offer(
        title="CAP accompagnant éducatif petite enfance", rome="K1308", kind=OfferKind.TRAINING
    )
    first, second = of_shipped(someone, course), of_shipped(someone, job)
    assert reason(first, "need").code == "need_taught"
    assert first.value > second.value


def test_a_trade_beside_the_one_named_keeps_less_where_its_title_is_not_held():
    someone = person(wishes=("auxiliaire de vie",), experience=("auxiliaire de vie 10 ans",))
    free = offer(title="Aide-soignant", rome="J1501")
    bound = offer(title="Aide-soignant (DEAS exigé)", rome="J1501")
    floor = shipped_scorer().weights.floor["nearest"]
    assert of_shipped(someone, bound).value < floor < of_shipped(someone, free).value


@examples(60)
@given(words=st.text("abcdefghijklmnopqrstuvwxyz éè'", min_size=1, max_size=30).filter(str.strip))
def test_no_title_that_the_column_asks_for_is_dropped(words):
    found = score(person(), offer(titles_required=(words,)))
    assert [question.code for question in found.ask if question.field == "titles"]


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"experience": ("CQP tourneur fraiseur 2019",)}, Verdict.OPEN),
        ({"skills": ("titre CQP Tourneur-fraiseuse",)}, Verdict.OPEN),
        ({"experience": ("CQP soudeur",)}, Verdict.ASK),
        ({}, Verdict.ASK),
    ],
)
def test_a_title_that_nobody_lists_is_held_by_its_words_and_asked_otherwise(known, verdict):
    machinist = offer(title="Tourneur", titles_required=("CQP tourneur fraiseur",))
    assert score(person(**known), machinist).verdict is verdict


def test_a_diploma_of_when_it_was_of_a_lower_level_is_held():
    carer = offer(title="Aide-soignant", titles_required=("diplôme d'État d'aide-soignant",))
    someone = person(
        experience=("diplomée aide soignante en 1999",), diploma_level=DiplomaLevel.CAP
    )
    assert reason(score(someone, carer), "title").code == "title_held"


@pytest.mark.parametrize("said", ["mais j'ai pas le diplôme", "sans diplome", "g pa de diplome"])
def test_who_has_no_diploma_lacks_those_that_the_law_asks_for(said):
    carer = offer(title="Aide-soignant", titles_required=("diplôme d'État d'aide-soignant",))
    found = score(person(wishes=(f"aide soignante {said}",)), carer)
    assert [bar.code for bar in found.closed_by] == ["title_missing"]


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"skills": ("carte pro taxi",)}, Verdict.OPEN),
        ({"wishes": ("taxi, j'ai pas la carte",)}, Verdict.CLOSED),
        ({"skills": ("carte pro",)}, Verdict.ASK),
    ],
)
def test_a_card_of_one_trade_is_no_card_of_another(known, verdict):
    taxi = offer(title="Chauffeur de taxi", titles_required=("carte professionnelle de taxi",))
    assert score(person(**known), taxi).verdict is verdict


def test_a_title_that_nobody_lists_is_not_held_by_who_lacks_it():
    machinist = offer(title="Tourneur", titles_required=("CQP tourneur fraiseur",))
    someone = person(wishes=("tourneur fraiseur, j'ai pas encore le CQP",))
    assert score(someone, machinist).verdict is Verdict.ASK


CARDS = st.sampled_from(
    sorted(
        title.id
        for title in known_titles().values()
        if title.level is None and " ou " not in title.labels["fr"]
    )
)


@examples(60)
@given(title=CARDS, held=CARDS)
def test_a_title_that_has_lapsed_is_lacked_and_takes_no_other_with_it(title, held):
    names = {name: known_titles()[name].labels["fr"] for name in (title, held)}
    found = titles_held((f"{names[held]}, {names[title]} périmé",), None)
    assert title in found.lacks
    assert title not in found.has
    assert (held in found.has) == (held not in found.lacks)
    alone = titles_held((f"{names[title]} périmé",), None).lacks
    assert found.lacks == alone


CATEGORIES = {
    "CACES": ("1", "3", "5", "1A", "2B", "R482 A", "R486 B", "R485 2"),
    "SSIAP": ("1", "2", "3"),
    "habilitation électrique": ("B1V", "BR", "H0", "B2V", "BC"),
    "FIMO": ("marchandises", "voyageurs"),
}
PAIRS = [
    (title, has, asked)
    for title, every in CATEGORIES.items()
    for has in every
    for asked in every
]  # fmt: skip


@pytest.mark.parametrize("field", ["titles_required", "skills_required"])
@pytest.mark.parametrize(("title", "has", "asked"), PAIRS)
def test_a_category_is_met_by_itself_and_asked_of_who_has_another(title, has, asked, field):
    job = offer(title="Poste", **{field: (f"{title} {asked}",)})
    found = of_shipped(person(skills=(f"{title} {has}",)), job)
    assert found.verdict is (Verdict.OPEN if has == asked else Verdict.ASK)
    assert (reason(found, "title").code == "title_held") == (has == asked)


@examples(60)
@given(pair=st.sampled_from([pair for pair in PAIRS if pair[1] != pair[2]]))
def test_no_skill_of_one_category_is_what_another_asks_for(pair):
    title, has, asked = pair
    driver = person(wishes=("cariste",), skills=(f"{title} {has}",))
    job = offer(title="Cariste", skills_required=(f"{title} {asked}",))
    found = of_shipped(driver, job)
    assert all(one.code not in {"skills_all", "skills_some"} for one in found.reasons)


@pytest.mark.parametrize(
    ("has", "asked", "verdict"),
    [
        ("CACES 1", "CACES", Verdict.OPEN),
        ("CACES", "CACES 3", Verdict.ASK),
        ("CACES 5", "CACES 3 ou 5", Verdict.OPEN),
        ("CACES 1", "CACES 3 ou 5", Verdict.ASK),
        ("CACES 3", "CACES 3 et 5", Verdict.ASK),
        ("CACES R489 cat 3", "CACES 3", Verdict.OPEN),
        ("CACES 3", "CACES R489 catégorie 3", Verdict.OPEN),
        ("CACES 1/3/5", "CACES n°3", Verdict.OPEN),
        ("CACES 1 depuis 3 ans", "CACES 3", Verdict.ASK),
        ("CACES 3 ans", "CACES 3", Verdict.ASK),
        ("5 ans, CACES5", "CACES 5", Verdict.OPEN),
        ("CACES nacelle", "CACES R486", Verdict.OPEN),
        ("SSIAP 2", "SSIAP", Verdict.OPEN),
        ("habilitation H0", "B1V", Verdict.ASK),
        ("CACES 1, pas de CACES 3", "CACES 3", Verdict.CLOSED),
        ("CACES 1, pas de CACES 3", "CACES 1", Verdict.OPEN),
        ("pas de CACES", "CACES 3 ou 5", Verdict.CLOSED),
        ("CACES : non", "CACES 3", Verdict.CLOSED),
        ("CACES 3 en cours", "CACES 3", Verdict.ASK),
        ("FIMO de transport de voyageurs", "FIMO voyageur", Verdict.OPEN),
        ("FIMO", "FIMO marchandises", Verdict.ASK),
        ("titre ADVF", "titre professionnel ADVF ou DEAES", Verdict.OPEN),
        ("DEAES", "titre professionnel ADVF ou DEAES", Verdict.OPEN),
        ("DEAS", "DEAES ou DEAS", Verdict.OPEN),
        ("pas de DEAES", "DEAES ou DEAS", Verdict.ASK),
        ("pas de DEAES, pas de DEAS", "DEAES ou DEAS", Verdict.CLOSED),
        ("titre ADVF", "DEAES ou DEAS", Verdict.ASK),
    ],
)
def test_what_is_said_of_a_category_is_heard_as_it_is_meant(has, asked, verdict):
    job = offer(title="Poste", titles_required=(asked,))
    assert of_shipped(person(skills=(has,)), job).verdict is verdict


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("ADVF ou DEAES", "ADVF ou diplôme d'État d'accompagnant éducatif et social"),
        ("CAP/BEP cuisine ou BPJEPS", "CAP/BEP cuisine ou diplôme d'éducateur sportif (BPJEPS)"),
        ("FIMO ou FCO voyageurs", "FIMO voyageurs"),
        ("Brevet de pontier | élingueur", "Brevet de pontier élingueur"),
    ],
)
def test_titles_of_which_one_will_do_are_asked_as_one(asked, told):
    (question,) = score(person(), offer(title="Poste", titles_required=(asked,))).ask
    assert [label["fr"] for label in question.params["titles"]] == [told]


@pytest.mark.parametrize(
    ("skills", "text", "told"),
    [
        (("CACES R489 3", "CACES 3"), "CACES obligatoire", ["CACES R489 3"]),
        (("CACES 3", "CACES 5"), "CACES obligatoire", ["CACES 3", "CACES 5"]),
        (("CACES 3 ou 5",), "CACES 5 obligatoire", ["CACES 5"]),
        (("SSIAP 1",), "SSIAP et CACES R486 obligatoires", ["CACES R486", "SSIAP 1"]),
    ],
)
def test_a_title_that_is_demanded_twice_is_told_once_by_its_category(skills, text, told):
    forklift = offer(title="Cariste", skills_required=skills, description=text)
    (asked,) = score(person(), forklift).ask
    assert sorted(label["fr"] for label in asked.params["titles"]) == told
    lacking = score(person(wishes=("cariste, pas de CACES, pas de SSIAP",)), forklift)
    assert lacking.verdict is Verdict.CLOSED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Titre de soigneur équin exigé.", "Titre de soigneur équin"),
        ("Bonne humeur. Livret maritime obligatoire. Marées de cinq jours.", "Livret maritime"),
        ("Titre de soigneur équin apprécié.", ""),
        ("Ponctualité exigée.", ""),
    ],
)
def test_a_title_that_is_none_of_ours_and_demanded_in_the_text_is_asked_for(text, told):
    found = score(person(), offer(title="Poste", description=text))
    asked = [label["fr"] for one in found.ask for label in one.params.get("titles", ())]
    assert asked == ([told] if told else [])
    if told:
        had = score(person(skills=(told.lower(),)), offer(title="Poste", description=text))
        assert had.verdict is Verdict.OPEN
