"""What must not count does not, and what counts moves the score the right way only."""

from dataclasses import fields, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.domain.score import Verdict
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.scoring import Scorer
from matching.scoring.criteria import WEIGHINGS
from matching.scoring.criteria.answers import INSTEAD
from matching.scoring.profiles.profiles import ReadPerson
from matching.scoring.vocabulary.communes import Communes
from tests.examples import examples
from tests.scoring.pairs import person, score
from tests.scoring.vocabularies import small, small_scorer
from tests.strategies import (
    COMMUNES,
    FAIR,
    GENDERS,
    IDENTITIES,
    OFFERS,
    PEOPLE,
    PRIVATE,
    RULED_OFFERS,
    SKILLS,
    STANDS,
    TRADES,
    about,
    fairs,
)

RULES = examples(60)
PAIRS = examples(120)
NOISE = 1e-12
NOBODY = person()
SPOKEN = ("wishes", "skills", "experience")


def other_people(data, fair):
    """The same fair, its people of another name, sex, age, district, origin, status and health."""
    people = tuple(replace(one, **data.draw(IDENTITIES)) for one in fair.people)
    return replace(fair, people=people, facts=tuple(data.draw(about(one)) for one in people))


def order(scores):
    """People of each offer, the best first."""
    ranked = sorted(scores, key=lambda one: (one.offer, -one.value, one.person))
    return [(one.offer, one.person) for one in ranked]


@RULES
@given(fair=fairs(), data=st.data())
def test_who_someone_is_changes_no_score_and_no_order(fair, data):
    before = fair.scored(small_scorer())
    after = other_people(data, fair).scored(small_scorer())
    assert after == before
    assert order(after) == order(before)


def without_rules(found):
    """The answers of every criterion but the lawful entry rules."""
    bars = [bar for bar in found.closed_by if not bar.code.startswith("entry_")]
    asked = [one for one in found.ask if not one.code.startswith("entry_")]
    return found.reasons, bars, asked


@RULES
@given(fair=fairs(offers=OFFERS | RULED_OFFERS), data=st.data())
def test_a_lawful_rule_of_entry_moves_the_verdict_of_its_offer_alone(fair, data):
    before = fair.scored(small_scorer())
    after = other_people(data, fair).scored(small_scorer())
    ruled = {one.id for one in fair.offers if one.entry_ground or "insertion" in one.contracts}
    assert [without_rules(one) for one in after] == [without_rules(one) for one in before]
    assert order(after) == order(before)
    for ours, theirs in zip(before, after, strict=True):
        assert ours == theirs or ours.offer in ruled


@RULES
@given(
    fair=fairs(),
    where=st.sampled_from(SPOKEN),
    said=st.sampled_from(PRIVATE),
    data=st.data(),
)
def test_what_someone_says_of_their_private_life_changes_nothing(fair, where, said, data):
    place = data.draw(st.integers(0, 3))
    first, *others = fair.people
    texts = getattr(first, where)
    told = replace(first, **{where: (*texts[:place], said, *texts[place:])})
    after = replace(fair, people=(told, *others))
    assert after.scored(small_scorer()) == fair.scored(small_scorer())


@PAIRS
@given(
    someone=PEOPLE,
    something=OFFERS,
    where=st.sampled_from(SPOKEN),
    said=st.sampled_from(PRIVATE),
    join=st.sampled_from(("{0}, {1}", "{1}, {0}", "{0} et {1}", "{1} et {0}", "{0} ; {1}")),
)
def test_nor_in_the_middle_of_what_they_can_do(someone, something, where, said, join):
    assume(getattr(someone, where))
    text, *others = getattr(someone, where)
    told = replace(someone, **{where: (join.format(text, said), *others)})
    assert score(told, something) == score(someone, something)


@pytest.fixture(scope="module")
def mirrored():
    """A scorer of a country whose communes lie in pairs, east and west of the fair's."""
    lines = ["name,insee,latitude,longitude", "Milieu,10000,43.6,0.0"]
    for n, (name, degrees) in enumerate((("Pres", 0.05), ("Loin", 0.3), ("Tres loin", 2.0))):
        lines += [f"{name} est,1{n}001,43.6,{degrees}", f"{name} ouest,1{n}002,43.6,-{degrees}"]
    return Scorer(replace(small(), communes=Communes("\n".join(lines))))


@PAIRS
@given(
    someone=PEOPLE,
    something=OFFERS,
    radius=st.sampled_from((None, 0, 5, 30, 500)),
    away=st.sampled_from(("Près", "Loin", "Très loin")),
)
def test_another_commune_at_the_same_distance_counts_alike(
    mirrored, someone, something, radius, away
):
    job = replace(something, commune="Milieu")
    east, west = (
        score(replace(someone, commune=f"{away} {side}", radius_km=radius), job, scorer=mirrored)
        for side in ("est", "ouest")
    )
    assert east == west


@PAIRS
@given(someone=PEOPLE, something=OFFERS, commune=st.sampled_from(COMMUNES))
def test_a_commune_counts_only_within_a_distance_that_the_person_chose(someone, something, commune):
    free = replace(someone, radius_km=None)
    assert score(replace(free, commune=commune), something) == score(free, something)


@PAIRS
@given(
    words=st.sampled_from(GENDERS),
    someone=PEOPLE,
    something=OFFERS,
    where=st.sampled_from(("wishes", "experience")),
    frame=st.sampled_from(("{}", "{}, html", "je suis {}", "3 ans {}", "devenir {}")),
)
def test_masculine_feminine_and_inclusive_words_of_a_person_count_alike(
    words, someone, something, where, frame
):
    found = {
        form: score(replace(someone, **{where: (frame.format(form),)}), something) for form in words
    }
    seen = {form: (one.value, one.verdict, judged(one)) for form, one in found.items()}
    assert all(one == seen[words[0]] for one in seen.values()), seen


@PAIRS
@given(
    words=st.sampled_from(GENDERS),
    someone=PEOPLE,
    something=OFFERS,
    frame=st.sampled_from(("{}", "{} (H/F)", "{} F/H en CDI")),
)
def test_masculine_feminine_and_inclusive_titles_of_an_offer_count_alike(
    words, someone, something, frame
):
    values = {
        form: score(someone, replace(something, title=frame.format(form))).value for form in words
    }
    assert len(set(values.values())) == 1, values


@RULES
@given(someone=PEOPLE, something=OFFERS, data=st.data())
def test_one_more_skill_that_a_job_asks_for_never_lowers(someone, something, data):
    required = something.skills_required or SKILLS[:3]
    job = replace(something, kind=OfferKind.JOB, skills_required=required)
    new = data.draw(st.sampled_from(required))
    richer = replace(someone, skills=(*someone.skills, new))
    assert score(richer, job).value >= score(someone, job).value - NOISE


@pytest.mark.parametrize(
    "limit",
    ["radius_km", "avoid", "hours_wanted", "contracts", "available_from", "needs", "interpreter"],
)
@RULES
@given(someone=PEOPLE, something=OFFERS)
def test_one_limit_less_never_lowers_and_never_closes(limit, someone, something):
    assume(getattr(someone, limit))
    free = replace(someone, **{limit: getattr(NOBODY, limit)})
    before, after = score(someone, something), score(free, something)
    assert after.value >= before.value - NOISE
    assert {bar.code for bar in after.closed_by} <= {bar.code for bar in before.closed_by}


@RULES
@given(
    fair=fairs(),
    stand=st.sampled_from(STANDS),
    by=st.sampled_from(tuple(WishedBy)),
    data=st.data(),
)
def test_one_more_wish_lowers_nothing_and_names_itself_alone(fair, stand, by, data):
    whose = data.draw(st.sampled_from(fair.people)).id
    before = fair.scored(small_scorer())
    wished = replace(fair, wishes=(*fair.wishes, Wish(whose, stand, by)))
    for ours, theirs in zip(before, wished.scored(small_scorer()), strict=True):
        if (ours.person, ours.stand) == (whose, stand):
            assert theirs.value >= ours.value - NOISE
            assert moved(ours, theirs) <= {"wish"}
            assert [one.criterion for one in theirs.reasons].count("wish") == 1
            assert (theirs.closed_by, theirs.ask) == (ours.closed_by, ours.ask)
        else:
            assert theirs == ours


def judged(found):
    """What each criterion says, but not how much it weighs among the others."""
    return {one.criterion: (one.code, one.params.get("trade")) for one in found.reasons}


def moved(before, after):
    """Criteria whose explanation is not the same."""
    ours = {one.criterion: (one.code, dict(one.params)) for one in before.reasons}
    theirs = {one.criterion: (one.code, dict(one.params)) for one in after.reasons}
    return {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}


def parts(someone, something):
    """What each soft criterion finds that is brought together; where a need is judged, it alone."""
    scorer = small_scorer()
    here, there = scorer.read_person(someone, None, FAIR), scorer.read_offer(something)
    found = {one.name: one.weigh(here, there, scorer.weights) for one in WEIGHINGS}
    if found["need"] is not None and found["need"].value is not None:
        found |= dict.fromkeys(INSTEAD)
    return here, found


@PAIRS
@given(someone=PEOPLE, other=PEOPLE, something=OFFERS, data=st.data())
def test_the_explanation_names_the_criteria_that_moved_and_no_other(
    someone, other, something, data
):
    names = [one.name for one in fields(someone) if one.name not in {"id", "first_name"}]
    field = data.draw(st.sampled_from(names))
    changed = replace(someone, **{field: getattr(other, field)})
    (here, ours), (there, theirs) = parts(someone, something), parts(changed, something)
    differ = {name for name in ours if ours[name] != theirs[name]}
    before, after = score(someone, something), score(changed, something)
    said = {
        name
        for name in differ
        if ours[name] is None
        or theirs[name] is None
        or (ours[name].code, ours[name].params) != (theirs[name].code, theirs[name].params)
    }
    assert moved(before, after) == said
    seen = {one.name for one in fields(ReadPerson) if _at(here, one) != _at(there, one)}
    readers = {one.name for one in WEIGHINGS if seen & set(one.reads.person)}
    assert differ <= readers
    if not differ:
        assert after.value == before.value


def _at(profile, field):
    return getattr(profile, field.name)


@RULES
@given(fair=fairs(offers=OFFERS | RULED_OFFERS))
def test_value_and_verdict_agree_with_the_reasons_bars_and_questions(fair):
    for found in fair.scored(small_scorer()):
        assert found.value == pytest.approx(sum(r.contribution for r in found.reasons), abs=1e-9)
        assert 0 <= found.value <= 1
        closed, ask = bool(found.closed_by), bool(found.ask)
        expected = Verdict.CLOSED if closed else Verdict.ASK if ask else Verdict.OPEN
        assert found.verdict is expected


@RULES
@given(fair=fairs(offers=OFFERS | RULED_OFFERS), data=st.data())
def test_the_order_of_rows_changes_nothing(fair, data):
    rows = data.draw(st.permutations(list(zip(fair.people, fair.facts, strict=True))))
    shuffled = replace(
        fair,
        people=tuple(one for one, _ in rows),
        facts=tuple(facts for _, facts in rows),
        offers=tuple(data.draw(st.permutations(fair.offers))),
        wishes=tuple(data.draw(st.permutations(fair.wishes))),
    )
    assert shuffled.scored(small_scorer()) == fair.scored(small_scorer())


@RULES
@given(someone=PEOPLE, something=OFFERS, field=st.sampled_from(SPOKEN), data=st.data())
def test_the_order_of_what_someone_says_changes_no_value(someone, something, field, data):
    turned = replace(someone, **{field: tuple(data.draw(st.permutations(getattr(someone, field))))})
    ours, theirs = score(someone, something), score(turned, something)
    assert (theirs.value, theirs.verdict) == (pytest.approx(ours.value, abs=NOISE), ours.verdict)


def test_every_trade_of_these_tests_is_one_that_the_vocabulary_reads():
    scorer = small_scorer()
    unread = [one for one in TRADES if not scorer.reader.trades(one)]
    assert unread == ["Chose inconnue"]
