"""What people read of a score: strongest reasons for and against, ways round, never a secret."""

import json
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel
from matching.domain.score import Reason, WayRound
from matching.domain.statistics import Statistics
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.phrases import LANGUAGES, codes, say
from matching.scoring import scores_json
from matching.scoring.criteria import GATES
from matching.services.scores.sentences import (
    bars,
    not_known,
    phrase,
    points_for_recruiter,
    prescriber_mark,
    questions,
    reasons_against,
    reasons_for,
    to_ask,
)
from matching.services.scores.sentences.of_offers import course_sentences
from tests.examples import examples
from tests.scoring.pairs import (
    FAIR,
    born,
    offer,
    person,
    ready_offer,
    ready_person,
    reason,
    score,
)
from tests.scoring.vocabularies import shipped_scorer, small_scorer
from tests.strategies import OFFERS, PEOPLE, PRIVATE, RULED_OFFERS, fairs

RULES = examples(100)


def test_every_bar_has_a_way_round_and_every_way_round_is_a_sentence():
    for gate in GATES:
        assert all("help" in params for params in gate.bars.values()), gate.name
    for language in LANGUAGES:
        helps = {code for code in codes(language) if code.startswith("help.")}
        assert helps == {f"help.{one}" for one in WayRound} | {"help.instead"}


@RULES
@given(someone=PEOPLE, something=OFFERS | RULED_OFFERS)
def test_a_bar_says_why_and_then_what_may_open_it(someone, something):
    found = score(someone, something)
    for language in LANGUAGES:
        for bar, said in zip(found.closed_by, bars(found, language), strict=True):
            assert said.endswith(say(f"help.{WayRound(bar.params['help'])}", language))
            assert len(said) > len(say(f"help.{bar.params['help']}", language)) + 5


@RULES
@given(someone=PEOPLE, something=OFFERS | RULED_OFFERS)
def test_every_sentence_is_whole_in_both_languages(someone, something):
    found = score(someone, something)
    for language in LANGUAGES:
        said = [
            *reasons_for(found, language, offer=something, today=FAIR.date),
            *reasons_against(found, language),
            *not_known(found, language),
            *bars(found, language),
            *questions(found, language),
            *points_for_recruiter(found, language),
        ]
        for sentence in said:
            assert not any(sign in sentence for sign in "{}%<[_")
            assert not any(
                hole in sentence for hole in ("«\u00a0»", "“”", ": .", "  ", "None", ", .")
            )


ENUMS = [
    *((f"contract.{one}", ()) for one in Contract),
    *((f"hours.{one}", ()) for one in Hours),
    *((f"condition.{one}", ()) for one in Condition),
    *((f"diploma.{int(one)}", ()) for one in DiplomaLevel),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_closed_lists_is_said(language):
    prefixes = ("contract.", "hours.", "condition.", "diploma.")
    ours = {code for code in codes(language) if code.startswith(prefixes)}
    assert {code for code, _ in ENUMS} <= ours


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_half_sentence_belongs_to_a_reason_and_needs_no_more_than_it(language):
    for code in codes(language):
        side, _, rest = code.partition(".")
        if side in {"for", "against"}:
            whole = placeholders(f"reason.{rest}", language)
            assert placeholders(code, language) <= whole | {"said"}


def placeholders(code, language):
    from matching.phrases.say import _phrases

    return {name for _, name, _, _ in Formatter().parse(_phrases(language)[code]) if name}


def test_the_person_s_own_words_are_quoted_and_what_is_missing_is_said():
    someone = ready_person(skills=("je répare des téléphones", "html"))
    job = ready_offer(skills_required=("html", "réparer des téléphones", "git"), skills_desired=())
    found = score(someone, job)
    helps, costs = reasons_for(found, "fr"), reasons_against(found, "fr")
    assert "Vous avez dit\u00a0: «\u00a0html, répare des téléphones\u00a0»." in helps[0]
    assert "Le poste demande aussi\u00a0: git." in costs


def test_a_skill_half_met_is_for_and_against():
    found = score(ready_person(skills=("c++",)), ready_offer(skills_required=("javascript",)))
    assert any("proche de ce que le poste demande." in one for one in reasons_for(found, "fr"))
    assert any(
        one.startswith("Le poste demande\u00a0: javascript") for one in reasons_against(found, "fr")
    )


def test_at_most_three_reasons_the_strongest_first():
    someone = ready_person(skills=("html", "javascript", "git", "anglais"), commune="Montpellier")
    found = score(someone, ready_offer(digital_sector=True))
    assert len(found.reasons) > 3
    strongest = [one.criterion for one in sorted(found.reasons, key=lambda r: -r.contribution)]
    assert strongest[:2] == ["skills", "trade"]
    said = reasons_for(found, "fr")
    assert len(said) == 3
    assert "C'est ce qu'il faut pour ce poste." in said[0]
    assert "C'est ce métier." in said[1]
    assert reasons_against(found, "fr") == ()


@RULES
@given(someone=PEOPLE, something=OFFERS)
def test_reasons_for_helped_and_reasons_against_cost(someone, something):
    found = score(someone, something)
    helped = [one for one in found.reasons if one.contribution > 0]
    lost = [one for one in found.reasons if one.weight * (1 - one.value) > 0]
    assert len(reasons_for(found, "fr")) <= min(3, len(helped))
    assert len(reasons_against(found, "fr")) <= min(3, len(lost))
    asked = {one.field.removeprefix("offer.").rstrip("s") for one in found.ask}
    asked |= {"distance"} & {"distance" if one == "commune" else "" for one in asked}
    unknown = [one for one in found.reasons if not one.weight]
    silent = [one for one in unknown if one.criterion.rstrip("s") in asked]
    assert len(not_known(found, "fr")) == len(unknown) - len(silent)


def test_hours_to_arrange_speak_against_though_they_count_for_something():
    someone = ready_person(hours_wanted=(Hours.MORNING,))
    found = score(someone, ready_offer(hours=(Hours.WEEKEND,)))
    assert reason(found, "hours").code == "hours_partly"
    said = (
        "Ces horaires ne sont pas ceux que vous voulez. Demandez au stand si on peut les changer."
    )
    assert said in reasons_against(found, "fr")
    assert said not in reasons_for(found, "fr")


def test_a_trade_held_for_years_is_experience_and_no_sign_of_unlike_skills():
    someone = ready_person(wishes=(), skills=(), experience=("cuisinier 25 ans",))
    job = offer(title="Cuisinier", skills_required=("hygiène",), skills_desired=("servir à table",))
    found = score(someone, job)
    assert "Votre expérience\u00a0: «\u00a0cuisinier\u00a0». C'est ce métier." in reasons_for(
        found, "fr"
    )
    done = "Votre expérience\u00a0: «\u00a0cuisinier\u00a0». Vous avez déjà fait ce travail."
    assert done in reasons_for(found, "fr")


@pytest.mark.parametrize(
    ("someone", "something", "said"),
    [
        (
            {"available_from": date(2024, 9, 1)},
            {"starts_on": date(2024, 7, 15)},
            (
                "Ce travail commence le 15 juillet 2024."
                " Vous pouvez commencer le 1er septembre 2024."
                " Demandez au stand si on peut vous attendre."
            ),
        ),
        (
            {"diploma_level": DiplomaLevel.NONE},
            {"diploma_min": DiplomaLevel.BAC},
            (
                "Il faut au moins\u00a0: le bac. Vous avez\u00a0: aucun diplôme."
                " Demandez au stand si votre expérience peut compter."
            ),
        ),
        (
            {"contracts": (Contract.APPRENTICESHIP,)},
            {"contracts": (Contract.CDI,)},
            (
                "Le contrat est\u00a0: CDI. Vous cherchez\u00a0: apprentissage."
                " Si vous changez d'avis, dites-le à l'accueil."
            ),
        ),
        (
            {"licences": ()},
            {"licences_required": ("B",)},
            "Il vous manque ce permis\u00a0: B. Le stand mobilité ou l'accueil peut vous aider.",
        ),
        (
            {"hours_wanted": (Hours.SCHOOL_HOURS,)},
            {"hours": (Hours.EVENING, Hours.WEEKEND)},
            (
                "Ces horaires ne vont pas avec les vôtres."
                " Ici, on travaille\u00a0: le soir, le week-end."
                " Vous avez choisi\u00a0: pendant les heures d'école."
                " Demandez au stand si on peut les changer."
            ),
        ),
    ],
)
def test_a_bar_in_plain_french(someone, something, said):
    assert bars(score(person(**someone), offer(**something)), "fr") == (said,)


def course(**known):
    told = {"kind": OfferKind.TRAINING, "rome": "M1855", "skills_taught": ("html", "javascript")}
    return offer(**(told | known))


def test_a_course_says_what_it_closes_when_it_starts_and_the_places_left():
    there = course(starts_on=date(2024, 9, 16), places=3)
    found = score(person(wishes=("dev web",)), there)
    (said, *_) = reasons_for(found, "fr", offer=there, today=FAIR.date, left=3)
    assert said.startswith(
        "Vous avez dit\u00a0: «\u00a0dev web\u00a0». Ici, vous apprenez pour ce métier\u00a0: "
    )
    assert said.endswith("Cela commence en septembre. Il reste 3 places.")
    near = replace(there, starts_on=date(2024, 6, 17), places=1)
    (said, *_) = reasons_for(found, "fr", offer=near, today=FAIR.date, left=1)
    assert said.endswith("Cela commence le 17 juin 2024. Il reste 1 place.")
    (said, *_) = reasons_for(found, "fr", offer=near, today=FAIR.date, left=0)
    assert said.endswith("Il n'y a plus de place maintenant. Demandez la liste d'attente.")
    unsure = replace(near, confirmed=False)
    (said, *_) = reasons_for(found, "fr", offer=unsure, today=FAIR.date, left=1)
    assert said.endswith("L'ouverture n'est pas sûre.")


@pytest.mark.parametrize(
    ("steps", "learnt", "said"),
    [
        (2, ("a", "b"), "Il vous manque 2 compétences pour ce métier. Ici, on les apprend."),
        (1, ("a",), "Il vous manque 1 compétence pour ce métier. Ici, on l'apprend."),
        (5, ("a", "b"), "Il vous manque 5 compétences pour ce métier. Ici, on en apprend 2."),
    ],
)
def test_a_course_counts_the_steps_to_the_trade(steps, learnt, said):
    params = {"said": "dev web", "taught": "html", "skills": learnt, "trade": "x", "steps": steps}
    found = Reason("gap", "gap_closes", 1.0, 0.5, 0.5, params)
    assert said in " ".join(course_sentences(found, course(), "fr"))


def score_of_a_bar():
    return score(person(diploma_level=DiplomaLevel.BAC), offer(diploma_max=3)).closed_by


def test_a_recruiter_reads_what_was_held_as_work_and_a_wish_to_learn_as_a_wish():
    held = score(person(experience=("cuisinier",)), offer(title="Cuisinier"))
    assert "A déjà travaillé\u00a0: cuisinier" in points_for_recruiter(held, "fr")
    learner = score(person(wishes=("dev web",)), course())
    assert "Veut apprendre\u00a0: dev web" in points_for_recruiter(learner, "fr")
    starred = score(person(), offer(), wishes=[Wish("p1", "s1", WishedBy.PERSON)])
    assert points_for_recruiter(starred, "fr") == ("Veut vous rencontrer",)
    wanted = score(person(), offer(), wishes=[Wish("p1", "s1", WishedBy.STAND)])
    assert points_for_recruiter(wanted, "fr") == ()


def test_a_place_of_work_is_told_as_one_and_not_as_what_somebody_can_do():
    here = person(wishes=("aide-soignante",), experience=("stage en EHPAD",))
    found = score(here, offer(title="Aide-soignant"), scorer=shipped_scorer())
    points = points_for_recruiter(found, "fr")
    assert points == ("A déjà travaillé\u00a0: en EHPAD", "Souhaite\u00a0: aide-soignante")


def test_a_recruiter_is_told_to_ask_for_a_mandatory_title_of_which_nobody_spoke():
    carer = offer(title="Aide-soignant", titles_required=("DEAS",))
    found = score(person(wishes=("aide-soignante",)), carer, scorer=shipped_scorer())
    assert "diplôme d'État d'aide-soignant" in to_ask(found, "fr")


SECRETS = {
    "status": "xstatusx RSA, parent isolé, sortant de détention",
    "gender": "xgenderx",
    "unemployed_since": date(1999, 1, 2),
    "birth_year": 1931,
}


@RULES
@given(fair=fairs(offers=OFFERS | RULED_OFFERS), told=st.sampled_from(PRIVATE), data=st.data())
def test_no_view_shows_what_is_protected(fair, told, data):
    where = data.draw(st.sampled_from(("wishes", "skills", "experience")))
    people = tuple(
        replace(
            one,
            first_name="xfirstx",
            last_name="xlastx",
            phone="0699999999",
            email="xmailx@example.org",
            language="xlanguagex",
            referrer="xreferrerx",
            **{where: (*getattr(one, where), told, f"dev web, {told}")},
        )
        for one in fair.people
    )
    facts = tuple(replace(one, **SECRETS) for one in fair.facts)
    found = replace(fair, people=people, facts=facts).scored(small_scorer())
    document = scores_json(found, version="v", say=lambda code, params: phrase(code, params, "fr"))
    answers = [
        answer
        for one in document["scores"]
        for answer in (*one["reasons"], *one["closed_by"], *one["ask"])
    ]
    texts = [(answer["text"], answer["params"]) for answer in answers]
    shown = json.dumps(texts, ensure_ascii=False)
    shown += "".join(
        said
        for one in found
        for said in (*points_for_recruiter(one, "fr"), *to_ask(one, "fr"), *reasons_for(one, "fr"))
    )
    hidden = ("xstatusx", "xgenderx", "xfirstx", "xlastx", "xmailx", "xlanguagex", "xreferrerx")
    assert not [one for one in (*hidden, "0699999999", "1999", "1931", told) if one in shown]


def test_a_recruiter_is_told_of_no_rule_of_entry_but_the_mark_of_the_prescriber():
    scheme = offer(age_min=18, age_max=25, entry_ground="Programme régional")
    insertion = offer(contracts=(Contract.INSERTION,))
    mark = "Éligibilité à vérifier par un prescripteur."
    for something, told in ((scheme, ""), (insertion, mark)):
        found = score(person(), something, facts=Statistics(person="p1"))
        assert [question.code for question in found.ask]
        assert (to_ask(found, "fr"), prescriber_mark(found, "fr")) == ((), told)
        assert points_for_recruiter(found, "fr") == ()
    (bar,) = bars(score(person(), scheme, facts=born(1960)), "fr")
    assert (
        bar
        == "Il y a une règle d'âge\u00a0: Programme régional. Demandez une autre offre à l'accueil."
    )
