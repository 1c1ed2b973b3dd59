import pytest

from matching.domain.score import Verdict
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from tests.scoring.pairs import offer, person, score
from tests.scoring.vocabularies import shipped_scorer


def closed(found):
    return [bar.code for bar in found.closed_by]


@pytest.mark.parametrize(
    "wish", ["je veux plus faire de ménage", "tout sauf le ménage", "surtout pas de ménage"]
)
def test_a_trade_that_is_refused_closes_its_offers_by_the_own_words(wish):
    found = score(person(wishes=(wish,)), offer(title="Agent d'entretien"))
    assert closed(found) == ["refused_trade"]
    assert found.closed_by[0].params["said"] in wish
    assert score(person(wishes=(wish,)), offer()).verdict is Verdict.OPEN


@pytest.mark.parametrize(
    "said",
    [
        {"experience": ("je ne faisais pas que le ménage, aussi la cuisine",)},
        {"wishes": ("pas seulement du ménage, du repassage aussi",)},
        {"wishes": ("je veux pas trop de ménage",)},
        {"wishes": ("pas de ménage toute la journée",)},
    ],
)
def test_a_trade_that_is_not_wanted_alone_or_all_day_closes_no_offer(said):
    found = score(person(**said), offer(title="Agent d'entretien"), scorer=shipped_scorer())
    assert closed(found) == []


@pytest.mark.parametrize("wish", ["je veux plus de personne agé", "plus de personnes âgées"])
def test_what_is_done_in_a_trade_is_refused_with_the_trade_that_lives_by_it(wish):
    someone, scorer = person(wishes=(f"ménage, mais {wish}",)), shipped_scorer()
    care = offer(title="Aide à domicile auprès de personnes âgées")
    assert closed(score(someone, care, scorer=scorer)) == ["refused_trade"]
    kept = score(someone, offer(title="Agent d'entretien"), scorer=scorer)
    assert kept.verdict is Verdict.OPEN


def test_a_trade_that_is_refused_is_no_experience_that_counts():
    cook = person(wishes=("plus jamais cuisinier",), experience=("5 ans cuisinier",))
    found = score(cook, offer(title="Cuisinier"))
    assert "trade_same_held" not in [one.code for one in found.reasons]


def test_a_night_that_is_refused_bars_work_at_night():
    found = score(person(wishes=("pas la nuit",)), offer(conditions=("night",)))
    assert closed(found) == ["condition_night"]


@pytest.mark.parametrize(
    ("hours", "answer"),
    [
        ((Hours.WEEKEND,), "refused_hours"),
        ((Hours.FULL_TIME, Hours.WEEKEND), "refused_hours"),
        ((Hours.MORNING, Hours.WEEKEND), "refused_hours_partly"),
        ((Hours.MORNING,), None),
        ((), None),
    ],
)
def test_hours_that_are_refused_bar_alone_and_are_asked_among_others(hours, answer):
    found = score(person(wishes=("pas le week-end",)), offer(hours=hours))
    said = [*closed(found), *(one.code for one in found.ask)]
    assert said == ([answer] if answer else [])


def test_a_contract_that_is_refused_bars_where_no_other_is_offered():
    refuses = person(wishes=("pas d'intérim",))
    assert closed(score(refuses, offer(contracts=(Contract.INTERIM,)))) == ["refused_contract"]
    assert score(refuses, offer(contracts=(Contract.INTERIM, Contract.CDI))).closed_by == ()


def test_a_refusal_closes_no_support():
    advice = offer(title="Ménage : aide à domicile", kind=OfferKind.SUPPORT)
    assert score(person(wishes=("pas de ménage",)), advice).closed_by == ()


def test_weekends_beside_refused_evenings_alone_are_evenings_too():
    someone = person(wishes=("serveuse, pas le soir",))
    evenings = offer(hours=(Hours.FULL_TIME, Hours.EVENING, Hours.WEEKEND))
    assert closed(score(someone, evenings)) == ["refused_hours"]
    others = offer(hours=(Hours.FULL_TIME, Hours.MORNING, Hours.EVENING, Hours.WEEKEND))
    assert [one.code for one in score(someone, others).ask] == ["refused_hours_partly"]


def test_a_driver_who_is_done_with_the_road_is_asked_to_drive_nothing():
    driver = person(wishes=("plus de route, un poste au dépôt",), experience=("routier 20 ans",))
    tram = offer(title="Conducteur de bus", conditions=(Condition.DRIVING,))
    depot = offer(title="Agent de quai")
    assert closed(score(driver, tram, scorer=shipped_scorer())) == ["condition_driving"]
    assert closed(score(driver, depot, scorer=shipped_scorer())) == []


@pytest.mark.parametrize(
    ("wish", "title", "said"),
    [
        ("aide-ménagère, pas de repassage", "Aide-ménagère", "repassage"),
        ("caissière, pas de mise en rayon", "Caissière", "mise en rayon"),
        ("pas trop de ménage, sinon tout va", "Agent d'entretien", "ménage"),
        ("si possible pas de ménage", "Agent d'entretien", "ménage"),
        ("pas de ménage toute la journée", "Agent d'entretien", "ménage"),
    ],
)
def test_a_part_that_is_refused_or_refused_softly_is_asked_and_closes_nothing(wish, title, said):
    found = score(person(wishes=(wish,)), offer(title=title), scorer=shipped_scorer())
    assert closed(found) == []
    (asked,) = (one for one in found.ask if one.code == "refused_part")
    assert asked.params["said"] == said


@pytest.mark.parametrize("wish", ["aide-ménagère", "caissière, pas de nuit", "serveuse, jardinage"])
def test_who_refuses_no_part_of_the_work_is_asked_of_none(wish):
    for title in ("Aide-ménagère", "Caissière", "Serveuse"):
        found = score(person(wishes=(wish,)), offer(title=title), scorer=shipped_scorer())
        assert "refused_part" not in {one.code for one in found.ask}


def test_nights_refused_softly_are_asked_not_closed():
    watch = offer(title="Veilleur de nuit", conditions=(Condition.NIGHT,))
    firm, soft = (
        score(person(wishes=(wish,)), watch, scorer=shipped_scorer())
        for wish in ("veilleur, pas de nuit", "veilleur, de préférence pas de nuit")
    )
    assert closed(firm) == ["condition_night"]
    assert closed(soft) == []
    assert "condition_in_part" in {one.code for one in soft.ask}


@pytest.mark.parametrize("evenings", ["pas trop le soir", "si possible pas le soir"])
def test_hours_refused_softly_are_asked_not_closed(evenings):
    dinners = offer(title="Serveuse", hours=(Hours.EVENING,))
    wish = f"serveuse, {evenings}"
    found = score(person(wishes=(wish,)), dinners, scorer=shipped_scorer())
    assert closed(found) == []
    assert "refused_hours_partly" in {one.code for one in found.ask}


def test_a_seat_that_is_asked_for_if_possible_is_asked_not_a_door_closed():
    shop = offer(title="Vendeuse", conditions=(Condition.STANDING,))
    firm, soft = (
        score(person(wishes=(wish,)), shop, scorer=shipped_scorer())
        for wish in ("vendeuse, travail assis", "vendeuse, travail assis si possible")
    )
    assert closed(firm) == ["condition_standing"]
    assert closed(soft) == []
    assert "condition_in_part" in {one.code for one in soft.ask}
