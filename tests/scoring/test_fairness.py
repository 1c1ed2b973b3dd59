"""Protected criteria never enter a score (Labour Code L1132-1): by imports and by comparison."""

import ast
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matching.scoring
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Need, OfferKind
from matching.scoring.criteria import GATES, WEIGHINGS
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from tests.examples import examples
from tests.scoring.pairs import FAIR, offer, person, ready_offer, ready_person, score, stand
from tests.scoring.vocabularies import small_scorer

PACKAGE = Path(matching.scoring.__file__).parent


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_only_the_entry_rules_read_the_statistics():
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if "matching.domain.statistics" in set(imports(path))
    ]
    assert readers == ["profiles/entry_rules.py"]


def test_only_the_entry_rule_and_the_readers_go_through_that_door():
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if "matching.scoring.profiles.entry_rules" in set(imports(path))
    ]
    assert users == ["criteria/requirements/entry_rule.py", "profiles/read_person.py", "score.py"]


def test_what_leaves_that_door_is_read_by_one_criterion_alone():
    lawful = {"ages", "age_exception", "insertion"}
    readers = {one.name for one in (*GATES, *WEIGHINGS) if lawful & set(one.reads.person)}
    assert readers == {"entry_rule"}
    openers = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if any(
            isinstance(node, ast.Attribute) and node.attr in lawful
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    ]
    assert openers == ["criteria/requirements/entry_rule.py", "profiles/insertion.py"]


def test_the_criteria_of_insertion_are_asked_through_that_door_alone():
    users = {
        (path.relative_to(PACKAGE).as_posix(), name.name)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "matching.scoring.profiles.insertion"
        for name in node.names
    }
    askers = {file for file, name in users if name not in {"EXCEPT_AI_ETTI", "IN_AI_ETTI"}}
    assert askers == {"profiles/entry_rules.py"}


def test_scoring_imports_no_other_floor():
    allowed = ("matching.domain", "matching.scoring")
    foreign = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in imports(path)
        if name.startswith(("matching", "badges", "streamlit")) and not name.startswith(allowed)
    }
    assert foreign == set()


def test_what_a_score_reads_has_no_place_for_a_protected_criterion():
    protected = {"first_name", "last_name", "name", "gender", "sex", "birth_year", "qpv", "rsa"}
    protected |= {
        "age",
        "rqth",
        "status",
        "language",
        "phone",
        "email",
        "referrer",
        "unemployed_since",
    }
    seen = {field.name for kind in (ReadPerson, ReadOffer) for field in fields(kind)}
    assert protected.isdisjoint(seen)


IDENTITIES = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(("Lina", "Jean-Eudes", "Bintou", "X")),
        "last_name": st.sampled_from(("", "Martin", "Nguyen", "El Amrani")),
        "phone": st.sampled_from(("", "0600000000")),
        "email": st.sampled_from(("", "a@example.org")),
        "language": st.sampled_from(("", "ar", "fr", "tr")),
        "referrer": st.sampled_from(("", "Mission locale")),
        "consent_contact": st.sampled_from((None, True, False)),
    }
)
FACTS = st.builds(
    Statistics,
    person=st.just("p1"),
    birth_year=st.sampled_from((None, 1950, 1980, 2006)),
    gender=st.sampled_from(("", "f", "m", "x")),
    qpv=st.sampled_from(tuple(Answer)),
    status=st.sampled_from(("", "réfugié")),
    unemployed_since=st.sampled_from((None, date(2020, 1, 1))),
    rqth=st.sampled_from(tuple(Answer)),
    rsa=st.sampled_from(tuple(Answer)),
    age=st.sampled_from((None, 17, 24, 61)),
)


@examples(60)
@given(identity=IDENTITIES, facts=st.none() | FACTS)
def test_who_someone_is_changes_nothing(identity, facts):
    expected = score(ready_person(), ready_offer())
    assert score(ready_person(**identity), ready_offer(), facts=facts) == expected


@examples(40)
@given(facts=FACTS)
def test_under_an_age_rule_only_the_verdict_may_change(facts):
    scheme = ready_offer(age_min=18, age_max=25, entry_ground="Garantie jeunes")
    same_age = Statistics(person="p1", birth_year=facts.birth_year, age=facts.age)
    assert score(ready_person(), scheme, facts=facts) == score(
        ready_person(), scheme, facts=same_age
    )
    without = score(ready_person(), ready_offer())
    assert score(ready_person(), scheme, facts=facts).reasons == without.reasons


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ({"wishes": ("développeuse web",)}, {"wishes": ("développeur web",)}),
        ({"wishes": ("serveuse",)}, {"wishes": ("serveur",)}),
        ({"experience": ("cuisinière",)}, {"experience": ("cuisinier",)}),
    ],
)
def test_a_title_in_the_feminine_scores_as_in_the_masculine(woman, man):
    for job in (ready_offer(), offer(title="Cuisinier"), offer(title="Serveuse (H/F)")):
        ours, theirs = score(person(**woman), job), score(person(**man), job)
        assert (ours.value, ours.verdict) == (theirs.value, theirs.verdict)


def test_the_employer_s_title_may_be_in_either_gender():
    titles = ("Développeur web", "Développeuse web", "Développeur·euse web (H/F)")
    found = {score(ready_person(), ready_offer(title=title, rome="")).value for title in titles}
    assert len(found) == 1


def test_two_communes_at_the_same_distance_count_alike():
    here = score(ready_person(commune="Montpellier"), ready_offer(commune="Lattes"))
    there = score(ready_person(commune="Lattes"), ready_offer(commune="Montpellier"))
    assert replace(here, reasons=()) == replace(there, reasons=())
    assert here.value == there.value


class Watched:
    """A profile that remembers which of its fields were looked at."""

    def __init__(self, profile):
        self._profile, self.seen = profile, set()

    def __getattr__(self, name):
        self.seen.add(name)
        return getattr(self._profile, name)


@pytest.mark.parametrize("criterion", [*GATES, *WEIGHINGS], ids=lambda one: one.name)
def test_a_criterion_looks_only_at_the_fields_it_declares(criterion):
    scorer = small_scorer()
    scheme = {"age_min": 18, "age_max": 25, "entry_ground": "Garantie jeunes"}
    course = ready_offer(kind=OfferKind.TRAINING, skills_taught=("html",), **scheme)
    for there in (ready_offer(), course):
        someone = Watched(scorer.read_person(ready_person(needs=(Need.STEP_FREE,)), fair=FAIR))
        something = Watched(scorer.read_offer(there, stand()))
        if hasattr(criterion, "judge"):
            criterion.judge(someone, something)
        else:
            criterion.weigh(someone, something, scorer.weights)
        assert someone.seen <= set(criterion.reads.person)
        assert something.seen <= set(criterion.reads.offer)
