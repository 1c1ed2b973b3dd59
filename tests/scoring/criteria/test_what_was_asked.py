"""What somebody asked for decides: hours, help, a trade beside a refused one, a diploma again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import FrenchLevel
from matching.domain.score import Verdict
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.scoring.profiles.weights import default_weights
from tests.examples import examples
from tests.scoring.pairs import offer, person, ready_offer, ready_person, reason, score
from tests.scoring.vocabularies import shipped_scorer
from tests.strategies import OFFERS, PEOPLE

FLOOR = default_weights().floor["meeting"]


def scored(someone, something):
    return score(someone, something, scorer=shipped_scorer())


def heard(wish, **known):
    return shipped_scorer().read_person(person(wishes=(wish,), **known))


def asked(found):
    return [question.code for question in found.ask]


def closed(found):
    return [bar.code for bar in found.closed_by]


STUDENT_JOB = offer(
    title="Job étudiant : mise en rayon", hours=(Hours.PART_TIME, Hours.WEEKEND), rome="D1507"
)
STACKS = person(wishes=("mise en rayon",), experience=("employé libre service 5 ans",))


def test_a_job_beside_studies_is_asked_of_who_named_no_hours_and_not_worth_a_meeting():
    found = scored(STACKS, STUDENT_JOB)
    assert asked(found) == ["hours_side_job"]
    assert found.value < FLOOR


def test_a_job_beside_studies_is_what_somebody_free_on_saturdays_wants():
    found = scored(replace(STACKS, hours_wanted=(Hours.WEEKEND,)), STUDENT_JOB)
    assert (found.verdict, reason(found, "hours").code) == (Verdict.OPEN, "hours_match")


def test_saturdays_and_every_morning_are_not_saturdays():
    someone = person(hours_wanted=(Hours.WEEKEND,))
    shop = offer(hours=(Hours.PART_TIME, Hours.MORNING, Hours.WEEKEND))
    assert reason(score(someone, shop), "hours").code == "hours_partly"


def test_hours_of_which_some_are_refused_are_not_hours_that_suit():
    residence = offer(title="Lingère", hours=(Hours.FULL_TIME, Hours.MORNING, Hours.WEEKEND))
    refuses, silent = person(wishes=("lingère, pas le week-end",)), person(wishes=("lingère",))
    assert reason(scored(refuses, residence), "hours").code == "hours_partly"
    assert scored(refuses, residence).value < scored(silent, residence).value
    by_day = replace(residence, hours=(Hours.FULL_TIME, Hours.MORNING))
    assert scored(refuses, by_day).value == scored(silent, by_day).value


def test_saturdays_are_no_mornings_of_who_works_while_children_are_at_school():
    mother = person(hours_wanted=(Hours.MORNING, Hours.SCHOOL_HOURS))
    every, weekdays = (Hours.MORNING, Hours.WEEKEND), (Hours.MORNING,)
    assert reason(score(mother, offer(hours=every)), "hours").code == "hours_partly"
    assert reason(score(mother, offer(hours=weekdays)), "hours").code == "hours_match"


def test_hours_told_beside_those_of_the_list_are_wanted_too():
    till = offer(title="Caissier", hours=(Hours.PART_TIME, Hours.EVENING, Hours.WEEKEND))
    free = person(wishes=("taf week-end ou le soir",), hours_wanted=(Hours.WEEKEND,))
    assert reason(scored(free, till), "hours").code == "hours_match"
    silent = replace(free, wishes=("un taf",))
    assert reason(scored(silent, till), "hours").code == "hours_partly"


@pytest.mark.parametrize(
    ("wish", "anything"),
    [
        ("serveur en attendant un master", False),
        ("infirmière en attendant mon équivalence", False),
        ("n'importe quel travail en attendant", True),
        ("un boulot en attendant", True),
    ],
)
def test_what_one_waits_for_does_not_open_a_wish(wish, anything):
    assert heard(wish).takes_anything is anything


@pytest.mark.parametrize(
    ("said", "beginners"),
    [
        ("déb. formé en interne 5 sem.", True),
        ("débutant ok", True),
        ("formation sur place", True),
        ("ouvert aux débutants", True),
        ("pas de débutant", False),
    ],
)
def test_an_offer_says_in_many_ways_that_beginners_may_come(said, beginners):
    post = offer(title="Technicien fibre", description=said)
    assert shipped_scorer().read_offer(post).takes_beginners is beginners


def test_hobbies_are_no_training_of_others():
    plays = person(wishes=("je sais pas",), skills=("foot",))
    leader = offer(title="Animateur auprès des anciens", skills_desired=("animer un groupe",))
    assert scored(plays, leader).value < FLOOR


@pytest.mark.parametrize("told", ["povar 8 rokiv Lviv", "kucharz 8 lat", "bucatar 8 ani"])
def test_years_told_in_other_languages_are_years_of_the_trade(told):
    someone = shipped_scorer().read_person(person(wishes=("cuisinier",), experience=(told,)))
    assert dict(someone.years) == {"cook": 8.0}


@examples(60)
@given(someone=PEOPLE, something=OFFERS, hours=st.sets(st.sampled_from(tuple(Hours)), min_size=1))
def test_no_hours_are_worth_more_than_those_that_were_named(someone, something, hours):
    wants = replace(someone, hours_wanted=tuple(sorted(hours)))
    named = score(wants, replace(something, hours=tuple(sorted(hours)), title="Serveur"))
    other = score(wants, replace(something, title="Serveur"))
    assert other.value <= named.value + 1e-9


HELP = ("je veux refaire mon CV",)


@pytest.mark.parametrize("wishes", [HELP, (*HELP, "un problème avec mon proprio")])
def test_who_asks_only_for_help_is_sent_to_no_job_of_the_past(wishes):
    waiter = person(wishes=wishes, experience=("serveuse 5 ans",))
    found = scored(waiter, offer(title="Serveur / serveuse"))
    assert reason(found, "trade").code == "trade_not_asked"
    assert found.value < FLOOR


def test_who_asks_for_help_and_for_work_is_sent_to_work():
    waiter = person(wishes=(*HELP, "serveuse"), experience=("serveuse 5 ans",))
    assert scored(waiter, offer(title="Serveur / serveuse")).value >= FLOOR


def test_a_trade_beside_a_refused_one_is_asked_about():
    someone = person(wishes=("je veux plus faire de cuisine",))
    found = scored(someone, offer(title="Employé de restauration collective", rome="G1603"))
    assert asked(found) == ["refused_trade_near"]


def test_a_trade_that_is_wanted_is_not_asked_about_for_its_neighbour_is_refused():
    someone = person(wishes=("plus jamais femme de chambre, plutôt agent d'entretien",))
    assert "refused_trade_near" not in asked(scored(someone, offer(title="Agent d'entretien")))


COURSE = offer(
    title="CAP métiers de la coiffure en apprentissage",
    kind=OfferKind.TRAINING,
    rome="D1202",
    contracts=(Contract.APPRENTICESHIP,),
)


@pytest.mark.parametrize("experience", ["CAP coiffure, 2 ans", "brevet professionnel coiffure"])
def test_a_course_for_a_diploma_that_somebody_has_is_closed(experience):
    someone = person(wishes=("coiffeuse",), experience=(experience,))
    assert "diploma_held" in closed(scored(someone, COURSE))


@pytest.mark.parametrize("experience", ["2 ans en salon de coiffure", "CAP cuisine", ""])
def test_a_course_for_another_diploma_is_open(experience):
    someone = person(wishes=("coiffeuse",), experience=(experience,))
    assert "diploma_held" not in closed(scored(someone, COURSE))


def test_a_placement_is_no_trade_that_was_held():
    placed = person(wishes=("je sais pas trop",), experience=("stage garage 2 semaines",))
    worked = replace(placed, experience=("garagiste 2 ans",))
    garage = offer(title="Mécanicien auto")
    assert reason(scored(worked, garage), "trade").code.endswith("_held")
    assert not reason(scored(placed, garage), "trade").code.endswith("_held")


def test_any_work_meanwhile_opens_work_for_beginners_beside_the_trade_that_is_named():
    someone = person(wishes=("comptable, ou n'importe quel travail en attendant",))
    found = scored(someone, offer(title="Agent d'entretien"))
    assert reason(found, "trade").code == "trade_beginner_unsaid"
    assert found.value >= FLOOR


@pytest.mark.parametrize(
    "said", ["Débutants bienvenus.", "Étudiants acceptés.", "Formation payée.", "Sans diplôme."]
)
@pytest.mark.parametrize("wish", ["n'importe quel travail", "je veux travailler dehors"])
def test_an_employer_who_says_that_beginners_may_come_is_told_so_and_comes_first(said, wish):
    someone = person(wishes=(wish,))
    silent = offer(title="Agent d'entretien", conditions=(Condition.OUTDOORS,))
    found, unsaid = scored(someone, replace(silent, description=said)), scored(someone, silent)
    assert reason(unsaid, "trade").code == f"{reason(found, 'trade').code}_unsaid"
    assert unsaid.value < found.value


def test_a_skill_that_names_a_trade_speaks_for_it_to_who_leaves_the_trade_open():
    student = person(wishes=("un petit boulot",), skills=("babysitting",))
    child, till = offer(title="Garde d'enfants"), offer(title="Boucher")
    assert reason(scored(student, child), "trade").code == "trade_maybe"
    assert scored(student, till).value < scored(student, child).value
    gardener = replace(student, wishes=("jardinier",))
    assert reason(scored(gardener, child), "trade").code == "trade_other"


def test_work_by_night_that_nobody_spoke_of_is_asked_about_and_comes_after_work_by_day():
    guard, nights = person(wishes=("agent de sécurité",)), (Hours.FULL_TIME, Hours.NIGHT)
    by_day = offer(title="Agent de sécurité", hours=(Hours.FULL_TIME,))
    by_night, both = replace(by_day, hours=nights), replace(by_day, hours=(*nights, Hours.MORNING))
    assert reason(scored(guard, by_night), "hours").code == "hours_night"
    assert scored(guard, by_night).value < scored(guard, by_day).value
    assert scored(guard, both).value == scored(guard, by_day).value
    spoken = person(wishes=("agent de sécurité, de nuit ça paye mieux",))
    assert reason(scored(spoken, by_night), "hours").code == "hours_free"
    wanted = replace(guard, hours_wanted=(Hours.NIGHT,))
    assert reason(scored(wanted, by_night), "hours").code == "hours_match"


def test_who_wants_to_be_outside_is_shown_work_outside_for_beginners():
    someone = person(wishes=("jveux bosser dehors, espaces verts",))
    site = offer(title="Manœuvre de chantier, débutant accepté", conditions=(Condition.OUTDOORS,))
    assert reason(scored(someone, site), "trade").code == "trade_setting"
    assert reason(scored(someone, replace(site, conditions=())), "trade").code == "trade_other"


def test_a_course_that_is_not_needed_is_not_needed_more_for_being_near():
    course = offer(
        title="Cours de français (A1-A2)",
        kind=OfferKind.TRAINING,
        commune="Lattes",
        hours=(Hours.MORNING,),
    )
    native = ready_person(french_level=FrenchLevel.NATIVE)
    assert scored(native, course).value <= default_weights().need_met["elsewhere"] + 1e-9


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("menaj", "cleaner"),
        ("carlaj", "tiler"),
        ("coture", "sewing-worker"),
        ("kuizine", "cook"),
        ("uzine", "assembly-worker"),
        ("netoyaj", "cleaner"),
    ],
)
def test_a_trade_is_read_as_it_is_heard(said, trade):
    read = shipped_scorer().read_person(person(wishes=(said,)))
    assert [claim.id for claim in read.trades] == [trade]


def test_a_code_that_no_list_holds_leaves_the_title_to_be_read():
    cleaner = person(wishes=("ménage",))
    office = offer(title="Agent d'entretien de bureaux", rome="K2204")
    assert reason(scored(cleaner, office), "trade").code == "trade_same"


def test_a_title_that_may_mean_what_its_code_means_agrees_with_it():
    school_bus = offer(title="Conducteur de car scolaire", rome="N4103")
    helps = person(wishes=("AESH",))
    assert reason(scored(helps, school_bus), "trade").code != "trade_near"


def test_every_advert_that_suits_all_hours_suits_whoever_names_none():
    assert reason(score(person(), ready_offer()), "hours").code == "hours_free"


def test_a_secretary_is_no_beginner_though_the_advert_asks_for_nothing():
    scorer = shipped_scorer()
    assert not scorer.read_offer(offer(title="Secrétaire")).takes_beginners
    assert not scorer.read_offer(offer(title="Cuisinier de collectivité")).takes_beginners
    assert scorer.read_offer(offer(title="Agent d'entretien")).takes_beginners
    assert scorer.read_offer(offer(title="Secrétaire, débutante acceptée")).takes_beginners


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"title": "Agent d'entretien"}, "trade_beginner_unsaid"),
        ({"title": "Agent d'entretien, sans expérience s'abstenir"}, "trade_beginner_unsaid"),
        ({"title": "Agent d'entretien", "hours": (Hours.WEEKEND,)}, "trade_beginner_unsaid"),
        ({"title": "Agent d'entretien, débutant accepté"}, "trade_beginner"),
        ({"title": "Agent d'entretien", "description": "On vous forme."}, "trade_beginner"),
        ({"title": "Agent d'entretien", "experience_min": 0}, "trade_beginner"),
    ],
)
def test_only_an_offer_that_says_so_is_said_to_take_beginners(said, code):
    anything = person(wishes=("n'importe quel travail",))
    assert reason(scored(anything, offer(**said)), "trade").code == code
    outdoors = person(wishes=("travailler dehors",))
    site = offer(**said, conditions=(Condition.OUTDOORS,))
    found = reason(scored(outdoors, site), "trade").code
    assert found == code.replace("beginner", "setting")


def test_a_word_for_many_trades_refuses_all_but_those_that_are_wanted():
    refuses = shipped_scorer().read_person(person(wishes=("plus jamais la restauration",)))
    assert {"cook", "waiter"} <= refuses.refused.keys()
    baker = person(wishes=("plus jamais la restauration, plutôt cuisinier",))
    assert "cook" not in shipped_scorer().read_person(baker).refused


def test_a_title_that_somebody_wants_to_learn_is_not_one_that_they_have():
    learns = person(wishes=("CAP coiffure en apprentissage",))
    has = person(experience=("CAP coiffure",))
    assert shipped_scorer().read_person(learns).titles == frozenset()
    assert shipped_scorer().read_person(has).titles == {"cap-coiffure"}


@pytest.mark.parametrize("title", ["Développeur web", "Aide-soignant", "Maçon"])
def test_a_list_of_nothing_but_qualities_lifts_no_stranger(title):
    butcher = person(wishes=("boucher",), experience=("boucher 5 ans",))
    friendly = replace(butcher, skills=("travail en équipe", "ponctuel"))
    for listed in ({"skills_required": ("travail en équipe",)}, {"skills_desired": ("ponctuel",)}):
        something = offer(title=title, **listed)
        plain, lifted = scored(butcher, something), scored(friendly, something)
        assert plain.value <= lifted.value < plain.value + 0.1
        assert lifted.value < FLOOR


def test_who_has_done_the_trade_is_no_worse_off_for_a_list_of_qualities():
    butcher = person(wishes=("boucher",), experience=("boucher 5 ans",))
    bare, listed = offer(title="Boucher"), offer(title="Boucher", skills_required=("souriant",))
    assert scored(butcher, listed).value >= scored(butcher, bare).value - 0.1


@pytest.mark.parametrize("wish", ["location de moyen de transport", "location de véhicules"])
def test_a_trade_that_lets_vehicles_asks_for_none(wish):
    assert shipped_scorer().reader.statement(wish).needs == ()


def test_who_wants_to_move_is_shown_work_in_which_one_moves_and_still_helped_to_choose():
    someone = person(wishes=("jsp, un travail physique",))
    site = offer(title="Manœuvre, débutant accepté", conditions=(Condition.LOADS,))
    desk = offer(title="Agent d'entretien, débutant accepté")
    assert reason(scored(someone, site), "trade").code == "trade_setting"
    assert scored(someone, desk).value < scored(someone, site).value
    assert "project" in shipped_scorer().read_person(someone, None).calls.values()


def test_who_only_wants_to_learn_a_trade_is_sent_to_its_course_and_to_no_other_work():
    someone = person(wishes=("passer le CAP petite enfance",), skills=("babysitting",))
    course = offer(title="CAP XYZ (petite enfance)", kind=OfferKind.TRAINING)
    welder = offer(title="Soudeur", skills_required=("souder",))
    assert scored(someone, welder).value < FLOOR < scored(someone, course).value
    assert reason(scored(someone, welder), "trade").code == "trade_other"


@pytest.mark.parametrize(
    ("wish", "column"),
    [
        ("électricien, cdi uniquement", {"contracts": (Contract.CDI,)}),
        ("électricien, pas d'intérim que du CDI", {"contracts": (Contract.CDI,)}),
        ("électricien, alternance uniquement", {"contracts": (Contract.APPRENTICESHIP,)}),
        ("électricien ou alternance en boulangerie", {}),
        ("électricien à mi temps", {"hours_wanted": (Hours.PART_TIME,)}),
        ("électricien, que le matin", {"hours_wanted": (Hours.MORNING,)}),
        ("électricien de nuit, ça paye mieux", {}),
        ("électricien parce que le matin je dors", {}),
    ],
)
def test_contracts_and_hours_said_among_the_wishes_count_as_in_their_columns(wish, column):
    read = heard(wish)
    wanted = {"contracts": (), "hours_wanted": ()} | column
    assert {name: getattr(read, name) for name in wanted} == wanted
    assert Contract.CDI not in read.refused_contracts


def test_what_the_columns_say_is_not_changed_by_the_wishes():
    said = "électricien, cdi uniquement, que le matin"
    assert heard(said, contracts=(Contract.CDD,)).contracts == (Contract.CDD,)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("jsuis electricien, habilitation a jour", True),
        ("électricien habilité", True),
        ("électricien sans habilitation électrique", False),
        ("agent habilité", False),
    ],
)
def test_an_electrician_may_say_the_clearance_in_short(said, holds):
    read = heard(said)
    assert ("habilitation-electrique" in read.titles) is holds


def test_work_is_not_worth_a_meeting_for_skills_that_have_nothing_to_do_with_it():
    someone = person(wishes=("xylorimie",), skills=("broder", "chanter"))
    roofer = offer(title="Couvreur / couvreuse", skills_desired=("poser des tuiles",))
    assert scored(someone, roofer).value < default_weights().floor["nearest"]


def test_full_time_beside_the_part_time_that_was_wished_for_is_asked_and_worth_a_meeting():
    baker = person(
        wishes=("pâtissière",), experience=("pâtissière 6 ans",), hours_wanted=(Hours.PART_TIME,)
    )
    found = scored(baker, offer(title="Pâtissier / pâtissière", hours=(Hours.FULL_TIME,)))
    assert asked(found) == ["hours_amount"]
    assert found.value >= FLOOR
    assert found.value < scored(baker, offer(title="Pâtissier", hours=(Hours.PART_TIME,))).value


@pytest.mark.parametrize(
    "wish",
    [
        "fleuriste, éventuellement caissière",
        "fleuriste ou à la rigueur caissière",
        "idéalement caissière, sinon je veux être fleuriste",
        "fleuriste, si possible caissière",
    ],
)
def test_a_wish_that_is_softened_comes_after_a_firm_one_and_is_one_all_the_same(wish):
    someone = person(wishes=(wish,))
    till, flowers = (scored(someone, offer(title=title)) for title in ("Caissière", "Fleuriste"))
    assert FLOOR <= till.value < flowers.value
    assert reason(till, "trade").code == "trade_same"


def test_a_wish_that_is_softened_and_the_only_one_counts_in_full():
    only = scored(person(wishes=("éventuellement caissière",)), offer(title="Caissière"))
    firm = scored(person(wishes=("caissière",)), offer(title="Caissière"))
    assert only.value == firm.value


@pytest.mark.parametrize("asked", ["préparer les repas", "nettoyer les chambres", "tondre un parc"])
def test_what_an_employer_asks_for_is_quoted_in_their_own_words(asked):
    someone = person(wishes=("boulanger",), skills=("pain",))
    found = reason(scored(someone, offer(title="Boulanger", skills_desired=(asked,))), "skills")
    assert found.params["missing_words"] == asked


@pytest.mark.parametrize("verb", ["souder", "servir", "surveiller", "tondre", "accueillir"])
def test_a_bare_verb_on_both_sides_is_met(verb):
    someone = person(wishes=("boulanger",), skills=(verb,))
    found = scored(someone, offer(title="Boulanger", skills_required=(verb,)))
    assert reason(found, "skills").code == "skills_all"
    assert found.ask == ()
