from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.score import Verdict
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.scoring import Scorer, band
from tests.examples import examples
from tests.scoring.pairs import (
    FAIR,
    offer,
    person,
    ready_offer,
    ready_person,
    reason,
    score,
    stand,
)
from tests.scoring.vocabularies import official, shipped_scorer, small, small_scorer

SKILLS = ("html", "javascript", "git", "anglais", "cuisiner", "hygiène", "soudure TIG", "c++")
TITLES = ("dev web", "intégratrice web", "cuisto", "serveuse", "informatique", "Chose inconnue")
COMMUNES = ("", "Lattes", "Montpellier", "Béziers", "Nulle part")


def some(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


PEOPLE = st.builds(
    person,
    wishes=some((*TITLES, "télétravail")),
    skills=some(SKILLS),
    experience=some(("2 ans cuisinière", "serveuse")),
    contracts=some(tuple(Contract)),
    hours_wanted=some(tuple(Hours)),
    radius_km=st.sampled_from((None, 0, 5, 30)),
    commune=st.sampled_from(COMMUNES),
    avoid=some(tuple(Condition)),
)
OFFERS = st.builds(
    offer,
    title=st.sampled_from(TITLES),
    rome=st.sampled_from(("", "M1855", "G1602", "M1801", "Z9999")),
    kind=st.sampled_from(tuple(OfferKind)),
    skills_required=some(SKILLS),
    skills_desired=some(SKILLS),
    skills_taught=some(SKILLS),
    contracts=some(tuple(Contract)),
    hours=some(tuple(Hours)),
    commune=st.sampled_from(COMMUNES),
    remote=st.sampled_from((None, True, False)),
    conditions=some(tuple(Condition)),
    digital_sector=st.sampled_from((None, True, False)),
)
RULES = examples(150)


@RULES
@given(someone=PEOPLE, something=OFFERS)
def test_the_value_is_the_sum_of_its_reasons(someone, something):
    found = score(someone, something)
    assert found.value == fsum(one.contribution for one in found.reasons)
    assert 0 <= found.value <= 1
    known = [one for one in found.reasons if one.weight]
    assert fsum(one.weight for one in known) == pytest.approx(1.0 if known else 0.0)
    assert all(0 <= one.value <= 1 for one in found.reasons)


@RULES
@given(someone=PEOPLE, something=OFFERS)
def test_what_is_not_known_weighs_nothing_and_comes_last(someone, something):
    weights = [one.weight for one in score(someone, something).reasons]
    known = len([weight for weight in weights if weight])
    assert all(weights[:known])
    assert not any(weights[known:])


@RULES
@given(someone=PEOPLE, something=OFFERS, data=st.data())
def test_adding_a_skill_that_is_asked_for_never_lowers(someone, something, data):
    job = replace(
        something, kind=OfferKind.JOB, skills_required=something.skills_required or SKILLS
    )
    new = data.draw(st.sampled_from(job.skills_required))
    richer = replace(someone, skills=(*someone.skills, new))
    assert score(richer, job).value >= score(someone, job).value - 1e-12


@RULES
@given(
    someone=PEOPLE,
    something=OFFERS,
    limit=st.sampled_from(
        [{"radius_km": None}, {"avoid": ()}, {"hours_wanted": ()}, {"contracts": ()}]
    ),
)
def test_removing_a_limit_never_lowers_and_never_closes(someone, something, limit):
    before, after = score(someone, something), score(replace(someone, **limit), something)
    assert after.value >= before.value - 1e-12
    assert {bar.code for bar in after.closed_by} <= {bar.code for bar in before.closed_by}


@RULES
@given(someone=PEOPLE, something=OFFERS)
def test_saying_nothing_closes_nothing(someone, something):
    assert score(person(), something).verdict is not Verdict.CLOSED


@examples(25)
@given(
    people=st.lists(PEOPLE, min_size=2, max_size=4),
    offers=st.lists(OFFERS, min_size=2, max_size=4),
    data=st.data(),
)
def test_the_order_of_rows_changes_nothing(people, offers, data):
    scorer = small_scorer()
    rows = [
        scorer.read_person(replace(one, id=f"p{number}"), None, FAIR)
        for number, one in enumerate(people)
    ]
    columns = [
        scorer.read_offer(replace(one, id=f"o{number}"), stand())
        for number, one in enumerate(offers)
    ]
    expected = scorer.score_all(rows, columns)
    shuffled = scorer.score_all(
        data.draw(st.permutations(rows)), iter(data.draw(st.permutations(columns)))
    )
    assert shuffled == expected
    assert [(one.person, one.offer) for one in expected] == sorted(
        (row.id, column.id) for row in rows for column in columns
    )


def test_everything_met_is_worth_one():
    someone = ready_person(skills=("html", "javascript", "git", "anglais"), commune="Montpellier")
    assert score(someone, ready_offer(digital_sector=True)).value == pytest.approx(1.0)


def test_a_worked_example_by_hand():
    someone = person(wishes=("informatique",), skills=("anglais",), contracts=(Contract.CDI,))
    job = ready_offer(skills_required=("anglais", "git"), skills_desired=())
    found = score(someone, job)
    # anglais and git are each taken by three of six trades: equal rarity; neither is core.
    assert reason(found, "skills").value == pytest.approx(0.5)
    assert reason(found, "trade").value == 0.5
    total = 50 + 25 + 5 + 6 + 6 + 4
    whole = (50 * 0.5 + 25 * 0.5 + 5 + 6 + 6 + 4) / total
    kept = 0.45 + 0.55 * 0.5 / 0.6  # one of several trades that the word may mean
    assert found.value == pytest.approx(whole * kept)


def test_a_neighbour_of_what_was_named_is_worth_what_its_skills_say():
    job = ready_offer(skills_required=("html", "javascript", "git"), skills_desired=())

    def value(*skills):
        return score(ready_person(wishes=("intégratrice web",), skills=skills), job).value

    little, silence, telling = value("git"), value(), value("html", "javascript")
    assert silence - 1e-12 <= little < 0.4 < telling


def test_a_core_skill_counts_more_than_a_required_one_and_that_more_than_a_desired_one():
    def covered(skill):
        job = ready_offer(skills_required=("javascript", "git"), skills_desired=("anglais",))
        return reason(score(ready_person(skills=(skill,)), job), "skills").value

    assert covered("javascript") > covered("git") > covered("anglais") > 0


def test_a_skill_of_the_same_family_is_worth_half():
    job = ready_offer(skills_required=("javascript",), skills_desired=())
    akin = reason(score(ready_person(skills=("c++",), wishes=("cuisto",)), job), "skills")
    same = reason(score(ready_person(skills=("javascript",), wishes=("cuisto",)), job), "skills")
    assert (akin.code, akin.value) == ("skills_near", 0.5)
    assert akin.params == {
        "said": "c++",
        "missing": ("javascript",),
        "missing_words": "javascript",
    }
    assert (same.code, same.value) == ("skills_all", 1.0)


def test_a_job_whose_words_are_not_understood_is_judged_by_its_trade_and_asked_about():
    job = ready_offer(skills_required=("Zorglonde",), skills_desired=())
    listed = ready_offer(skills_required=(), skills_desired=())
    found, plain = score(ready_person(), job), score(ready_person(), listed)
    assert reason(found, "skills").code == reason(plain, "skills").code
    assert 0 < reason(found, "skills").value < reason(plain, "skills").value
    assert [one.code for one in found.ask] == ["skills_unread"]


def test_a_reason_quotes_the_person_and_names_what_is_missing():
    found = reason(score(ready_person(skills=("Je fais du HTML",)), ready_offer()), "skills")
    assert found.code == "skills_some"
    assert found.params["said"] == "du HTML"
    assert "html-css" in found.params["skills"]
    assert found.params["missing_words"] == "javascript, git, anglais"


def test_words_outside_the_vocabulary_match_the_same_words_and_cost_nobody_who_may_lack_them():
    job = ready_offer(skills_required=("git",), skills_desired=("Soudure à l'arc",))
    welder = score(ready_person(skills=("soudure à l'arc",), wishes=("cuisto",)), job)
    coder = score(ready_person(skills=("git",), wishes=("cuisto",)), job)
    assert reason(welder, "skills").params["said"] == "soudure à l'arc"
    assert reason(coder, "skills").value == 1.0


def test_a_job_without_listed_skills_is_judged_by_its_trade():
    job = ready_offer(skills_required=(), skills_desired=())
    found = reason(score(ready_person(skills=("html", "javascript")), job), "skills")
    assert found.code == "skills_some_of_trade"
    assert 0.5 < found.value < 1


def test_who_has_done_the_trade_can_do_it_whatever_else_is_listed():
    job = offer(title="Cuisinier", rome="G1602", skills_required=("haccp",))
    found = reason(
        score(person(experience=("2 ans cuisinière",), wishes=("ménage",)), job), "skills"
    )
    assert found.params["said"] == "cuisinière"
    assert (found.code, found.value) == ("skills_held", 0.8)


def test_without_skills_the_best_pair_stays_under_seven_tenths_and_says_why():
    someone = ready_person(skills=(), commune="Montpellier")
    found = score(someone, ready_offer(digital_sector=True))
    assert found.value == pytest.approx(0.7)
    unknown = found.reasons[-1]
    assert (unknown.code, unknown.weight, unknown.contribution) == ("skills_unknown", 0.0, 0.0)


def test_skills_said_in_words_nobody_knows_are_not_known_rather_than_missing():
    job = ready_offer(digital_sector=True)
    found = reason(score(ready_person(skills=("tresser des paniers",)), job), "skills")
    assert (found.code, found.weight, found.params["said"]) == (
        "skills_not_understood",
        0.0,
        "tresser des paniers",
    )
    silent = score(ready_person(skills=()), job)
    assert score(ready_person(skills=("tresser des paniers",)), job).value == silent.value


def test_our_skill_is_near_its_like_of_an_official_list():
    scorer = Scorer(small().with_lists(official("rome")))
    job = offer(skills_required=("Règles d'hygiène",))
    found = reason(score(person(skills=("hygiène",)), job, scorer=scorer), "skills")
    assert (found.code, found.value) == ("skills_near", 0.5)


def test_a_first_matching_skill_never_costs_anything():
    silent = score(ready_person(skills=()), ready_offer())
    speaking = score(ready_person(skills=("anglais",)), ready_offer())
    assert speaking.value >= silent.value - 1e-12


def test_someone_of_whom_nothing_is_known_is_to_be_discovered():
    found = score(person(), ready_offer())
    assert 0 < found.value <= 0.35
    assert band(found) == "to_discover"


@pytest.mark.parametrize(
    ("wish", "code", "value"),
    [
        ("dev web", "trade_same", 1.0),
        ("intégratrice web", "trade_near", 0.42),
        ("tester des applis", "trade_family", 0.25),
        ("cuisto", "trade_other", 0.0),
        ("informatique", "trade_maybe", 0.5),
        ("chose inconnue", "trade_unknown", 0.0),
    ],
)
def test_trade(wish, code, value):
    found = reason(score(ready_person(wishes=(wish,)), ready_offer()), "trade")
    assert (found.code, found.value) == (code, value)


@pytest.mark.parametrize("word", ["conducteur", "vendeuse", "chauffeur", "technicien", "gardien"])
def test_a_word_that_may_be_several_trades_is_asked_and_not_given_as_a_trade(word):
    titles = ("Conducteur de bus", "Vendeuse en boulangerie", "Technicien réseaux", "Vigile")
    found = [
        reason(score(person(wishes=(word,)), offer(title=title), scorer=shipped_scorer()), "trade")
        for title in titles
    ]
    assert {one.code for one in found} <= {"trade_maybe", "trade_other"}
    assert "trade_maybe" in {one.code for one in found}


@pytest.mark.parametrize("word", ["agent", "préparateur", "opérateur", "employé", "auxiliaire"])
def test_a_word_that_begins_many_names_is_no_trade(word):
    read = score(person(wishes=(word,)), offer(title="Vigile"), scorer=shipped_scorer())
    assert reason(read, "trade").code == "trade_unknown"


def test_a_title_that_may_be_several_trades_is_asked_about():
    driver = person(wishes=("conductrice de bus",))
    found = reason(score(driver, offer(title="Conducteur"), scorer=shipped_scorer()), "trade")
    assert found.code == "trade_maybe"


def test_the_same_unclear_word_on_both_sides_is_that_trade():
    seller = person(wishes=("vendeuse",))
    found = reason(score(seller, offer(title="Vendeur"), scorer=shipped_scorer()), "trade")
    assert found.code == "trade_same"


def test_a_sister_sheet_of_the_official_list_is_nearly_the_same_trade():
    scorer = small_scorer()
    job = replace(scorer.read_offer(ready_offer(), stand()), nearness={"web-integrator": "parent"})
    someone = scorer.read_person(ready_person(wishes=("intégratrice web",)))
    found = reason(scorer.score(someone, job), "trade")
    assert (found.code, found.value) == ("trade_parent", 0.7)
    assert scorer.matrix([someone], [job]).values[0, 0] == round(
        scorer.score(someone, job).value, 9
    )


def test_a_rome_code_outside_the_vocabulary_still_tells_the_domain():
    job = ready_offer(title="Métier inconnu", rome="M1899")
    assert reason(score(ready_person(), job), "trade").code == "trade_domain"


def test_a_wish_to_leave_a_trade_is_heard():
    cook = {"experience": ("cuisinier",)}
    job = offer(title="Cuisinier", rome="G1602")
    staying = reason(score(person(**cook), job), "trade")
    leaving = reason(score(person(**cook, wishes=("dev web",)), job), "trade")
    assert (staying.code, leaving.code) == ("trade_same_held", "trade_other")


@pytest.mark.parametrize(
    ("contracts", "value"),
    [
        ((Contract.CDI,), 1.0),
        ((Contract.CDD, Contract.CDI), 0.8),
        ((Contract.CDD, Contract.INTERIM, Contract.CDI), 0.6),
        ((), 1.0),
    ],
)
def test_the_order_of_contracts_counts(contracts, value):
    found = reason(score(ready_person(contracts=contracts), ready_offer()), "contract")
    assert found.value == pytest.approx(value)


def test_nearer_is_better_inside_the_radius():
    def near(commune):
        return reason(score(ready_person(commune=commune, radius_km=80), ready_offer()), "distance")

    here, town, far = near("Montpellier"), near("Lattes"), near("Béziers")
    assert here.value == 1.0 > town.value > far.value > 0.5


def test_where_someone_lives_does_not_count_without_a_distance_they_chose():
    def lives(commune):
        return score(ready_person(commune=commune, radius_km=None), ready_offer())

    assert lives("Lattes") == lives("Paris") == lives("")


def test_working_from_home_counts_only_for_who_asked():
    wish = {"wishes": ("dev web en télétravail",)}
    asked = [
        reason(score(ready_person(**wish), ready_offer(remote=x)), "remote").value for x in (1, 0)
    ]
    assert asked == [1.0, 0.0]
    assert reason(score(ready_person(), ready_offer(remote=True)), "remote") is None


@RULES
@given(someone=PEOPLE, something=OFFERS, by=st.sampled_from(WishedBy))
def test_a_wish_for_the_meeting_never_lowers_and_is_shown(someone, something, by):
    scorer = small_scorer()
    there = scorer.read_offer(something, stand())
    wish = Wish(person=someone.id, stand="s1", by=by)
    silent = scorer.score(scorer.read_person(someone), there)
    wished = scorer.score(scorer.read_person(someone, wishes=[wish]), there)
    assert wished.value >= silent.value - 1e-12
    assert reason(wished, "wish").contribution > 0
    assert reason(silent, "wish") is None


def test_a_wish_of_someone_else_or_for_another_stand_changes_nothing():
    scorer = small_scorer()
    there = scorer.read_offer(ready_offer(), stand())
    others = [Wish("p2", "s1", WishedBy.PERSON), Wish("p1", "s2", WishedBy.STAND)]
    expected = scorer.score(scorer.read_person(ready_person()), there)
    assert scorer.score(scorer.read_person(ready_person(), wishes=others), there) == expected


def test_a_star_counts_as_much_as_the_other_wishes_together():
    shares = small_scorer().weights.shares
    assert shares["wish"] == shares["sector"] + shares["contract"] + shares["remote"]


def course(**known):
    return offer(
        **{
            "kind": OfferKind.TRAINING,
            "title": "Développeur web",
            "rome": "M1855",
            "skills_taught": ("html", "javascript"),
            **known,
        }
    )


def gap(someone, something):
    return reason(score(someone, something), "gap")


def test_a_course_is_worth_what_it_closes_of_the_gap():
    beginner = person(wishes=("dev web",))
    all_of_it = gap(beginner, course(skills_taught=("html", "javascript", "git", "anglais")))
    part = gap(beginner, course())
    little = gap(beginner, course(skills_taught=("anglais",)))
    assert all_of_it.value == pytest.approx(1.0)
    assert all_of_it.value > part.value > little.value > 0
    assert part.params["taught"] == "javascript, html"  # the most telling first


def test_a_course_that_teaches_what_is_known_is_worth_less():
    taught = course(skills_taught=("html", "git"))
    beginner = gap(person(wishes=("dev web",)), taught)
    knows_half = gap(person(wishes=("dev web",), skills=("html",)), taught)
    assert knows_half.value < beginner.value


def test_a_course_toward_another_trade_closes_nothing():
    assert gap(person(wishes=("cuisto",)), course()).code == "gap_elsewhere"


def test_a_course_and_its_skills_unknown_are_said_and_weigh_nothing():
    assert gap(person(), course()).code == "gap_wish_unknown"
    assert gap(person(wishes=("dev web",)), course(skills_taught=())).code == "gap_offer_unknown"


def test_someone_who_knows_the_whole_trade_has_nothing_to_learn():
    knows = person(wishes=("ménage",), skills=("nettoyer",))
    assert gap(knows, course(skills_taught=("nettoyer",))).code == "gap_nothing_new"


def judged(found):
    return {one.criterion: (one.code, one.value) for one in found.reasons}


CHANGES = [
    ({"skills": ("html", "git", "javascript")}, {"skills"}),
    ({"wishes": ("intégratrice web",)}, {"trade"}),
    ({"wishes": ("cuisto",)}, {"trade", "sector"}),
    ({"contracts": (Contract.CDD, Contract.CDI)}, {"contract"}),
    ({"commune": "Montpellier"}, {"distance"}),
    ({"hours_wanted": ()}, {"hours"}),
    ({"avoid": (Condition.NIGHT,)}, set()),
]


@pytest.mark.parametrize(("change", "moved"), CHANGES)
def test_exactly_the_criteria_that_changed_have_moved(change, moved):
    before = judged(score(ready_person(), ready_offer()))
    after = judged(score(ready_person(**change), ready_offer()))
    names = before.keys() | after.keys()
    assert {name for name in names if before.get(name) != after.get(name)} == moved


def test_the_band_follows_the_value():
    best = score(ready_person(skills=("html", "javascript", "git")), ready_offer())
    middling = score(ready_person(skills=("git",), wishes=("informatique",)), ready_offer())
    worst = score(ready_person(skills=("cuisiner",), wishes=("cuisto",)), ready_offer())
    assert [band(one) for one in (best, middling, worst)] == ["very_close", "close", "to_discover"]
