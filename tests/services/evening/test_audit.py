"""Groups compared from what was kept with the plan: the same as scored afresh."""

import pytest
from sqlalchemy import delete

from matching.services.evening.audit_fair import audit_fair
from matching.services.plan.draw_plan import draw_plan
from matching.services.rights.forget import forget
from matching.services.scores import opportunities, scored_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.set_weights import set_weights, weights_view
from matching.services.scores.word_lists import import_list
from matching.store import schema
from matching.store.people.answers import keep_answers
from matching.store.people.opportunities import read_opportunities

MOSSON = "mosson-2023"


@pytest.fixture
def scored(monkeypatch):
    """Each time that the scores of a fair are asked for."""
    asked, live_basis = [], scored_fair.live_basis

    def listening(store, entries, scorer):
        asked.append(entries.fair.id)
        return live_basis(store, entries, scorer)

    monkeypatch.setattr(scored_fair, "live_basis", listening)
    return asked


def afresh(shop):
    """The comparison with nothing kept."""
    with shop.store.writing() as writer:
        writer.execute(delete(schema.opportunities))
    return audit_fair(shop, MOSSON)


def kept(shop):
    with shop.store.reading() as reader:
        return read_opportunities(reader, MOSSON)


def says_now(shop, person, **fields):
    with shop.store.writing() as writer:
        keep_answers(writer, MOSSON, person, fields, at=shop.clock())


def test_what_the_plan_kept_compares_as_scores_do_and_asks_for_none(drawn, scored):
    found = audit_fair(drawn, MOSSON)
    assert scored == []
    assert found == afresh(drawn)
    assert scored == [MOSSON]


def test_whoever_has_said_something_since_is_scored_anew(drawn, scored):
    before = audit_fair(drawn, MOSSON)
    says_now(drawn, "p01", licences=[], wishes=["soudeur"])
    found = audit_fair(drawn, MOSSON)
    assert scored == [MOSSON]
    assert found != before
    assert found == afresh(drawn)


@pytest.mark.slow
def test_a_new_plan_keeps_anew_what_has_changed_and_nothing_else(drawn, scored):
    before = kept(drawn)
    says_now(drawn, "p01", wishes=["soudeur"])
    draw_plan(drawn, MOSSON, seconds=5)
    after = kept(drawn)
    assert {person for person in after if after[person] != before[person]} == {"p01"}
    audit_fair(drawn, MOSSON)
    assert scored == []


def test_the_version_in_force_is_the_scorers_with_other_weights_and_lists(shop, tmp_path):
    def version():
        with shop.store.reading() as reader:
            return opportunities.version_in_force(reader, MOSSON)

    versions = [version()]
    assert versions[-1] == scorer_of(shop, MOSSON).version
    knob = next(knob for knob in weights_view(shop, MOSSON).knobs if knob.code == "shares.trade")
    set_weights(shop, MOSSON, {knob.code: knob.value + 1})
    versions.append(version())
    assert versions[-1] == scorer_of(shop, MOSSON).version
    path = tmp_path / "occupations_fr.csv"
    path.write_text(
        "conceptUri,preferredLabel,altLabels\n"
        "http://data.europa.eu/esco/occupation/1,gardien de phare/gardienne de phare,veilleur\n",
        encoding="utf-8",
    )
    import_list(shop, path)
    versions.append(version())
    assert versions[-1] == scorer_of(shop, MOSSON).version
    assert len(set(versions)) == 3


def test_comparison_does_not_move_when_people_are_forgotten(drawn):
    before = audit_fair(drawn, MOSSON)
    for person in ("p01", "p02", "p07", "p30"):
        forget(drawn, MOSSON, person)
        assert audit_fair(drawn, MOSSON) == before
