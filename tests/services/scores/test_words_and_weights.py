"""Official lists, the organiser's weights and wishes, as the acts of the day use them."""

import zipfile

import numpy as np
import pytest

from matching.domain.errors import FairError
from matching.domain.wish import WishedBy
from matching.phrases import LANGUAGES, say
from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.reading.semantic import EncoderFinding
from matching.services.floor.wish_meeting import wish_meeting
from matching.services.plan.draw_plan import draw_plan
from matching.services.scores import word_lists
from matching.services.scores.lists_in_use import lists_in_use
from matching.services.scores.matches import offers_of_person
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.score_fair import score_fair
from matching.services.scores.set_weights import reset_weights, set_weights, weights_view
from matching.services.scores.understand import understand_with
from matching.services.scores.word_lists import import_list, lacking_senses, make_senses
from matching.store import vocabularies
from matching.store.day import plans

MOSSON = "mosson-2023"


@pytest.fixture
def esco(tmp_path):
    path = tmp_path / "occupations_fr.csv"
    path.write_text(
        "conceptUri,preferredLabel,altLabels\n"
        "http://data.europa.eu/esco/occupation/1,gardien de phare/gardienne de phare,"
        "veilleur de phare|veilleuse de phare\n",
        encoding="utf-8",
    )
    return path


def matches(shop, person):
    found = offers_of_person(shop, MOSSON, person)
    return [found.match(one, language="fr") for one in found.scores]


def test_imported_list_is_understood_at_once_and_its_source_is_kept(shop, esco):
    assert (
        understand_with(shop, "occupation", top=3, language="fr")("gardienne de phare")["verdict"]
        != "known"
    )
    kept, missing = import_list(shop, esco)
    found = understand_with(shop, "occupation", top=3, language="fr")("gardienne de phares")
    assert found["candidates"][0]["code"] == "http://data.europa.eu/esco/occupation/1"
    assert lists_in_use(shop) == (kept,)
    assert "Commission européenne" in kept.attribution
    assert missing


@pytest.mark.slow
def test_own_words_stay_on_top_of_an_imported_list(shop, esco):
    before = understand_with(shop, "occupation", top=1, language="fr")("dev web")
    import_list(shop, esco)
    assert understand_with(shop, "occupation", top=1, language="fr")("dev web") == before


def test_a_scorer_asks_once_which_lists_are_in_force(shop, monkeypatch):
    scorer, asked, kept_lists = scorer_of(shop, MOSSON), [], vocabularies.kept_lists

    def asks(reader):
        asked.append(reader)
        return kept_lists(reader)

    monkeypatch.setattr(vocabularies, "kept_lists", asks)
    assert scorer_of(shop, MOSSON) is scorer
    assert len(asked) == 1


def test_broken_archive_is_refused_and_changes_nothing(shop, tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing here")
    with pytest.raises(FairError):
        import_list(shop, path)
    assert lists_in_use(shop) == ()


@pytest.mark.slow
def test_score_version_changes_with_the_list_and_says_what_it_is_made_of(shop, esco):
    before = score_fair(shop, MOSSON, person="p01").version
    import_list(shop, esco)
    drawn = draw_plan(shop, MOSSON, seconds=20)
    with shop.store.reading() as reader:
        made_of = vocabularies.score_version(reader, drawn.version.score_version)
    assert drawn.version.score_version != before
    assert [one["source"] for one in made_of["lists"]] == ["esco"]
    assert "[shares.skills]" in made_of["weights"]


def test_new_weights_change_new_scores_and_leave_the_plan_s_own(planned, example):
    shop, number = planned, example.plan.version.number
    with shop.store.reading() as reader:
        told = plans.scores_of_plan(reader, MOSSON, number)
    before = score_fair(shop, MOSSON, person="p01")
    assert set_weights(shop, MOSSON, {"shares.trade": 80.0})
    after = score_fair(shop, MOSSON, person="p01")
    assert after.version != before.version
    assert [one.value for one in after.scores] != [one.value for one in before.scores]
    with shop.store.reading() as reader:
        assert plans.scores_of_plan(reader, MOSSON, number) == told


def test_score_of_each_planned_meeting_is_kept_with_its_reasons(drawn, example):
    version = example.plan.version
    with drawn.store.reading() as reader:
        told = plans.scores_of_plan(reader, MOSSON, version.number)
    assert {one.id for one in version.meetings} == set(told)
    assert all(abs(told[one.id].value - one.score) < 1e-4 for one in version.meetings)


def test_weight_out_of_range_is_refused_and_nothing_is_kept(shop):
    with pytest.raises(FairError) as refusal:
        set_weights(shop, MOSSON, {"trade.near": 1.5})
    assert refusal.value.code == "invalid_range"
    assert weights_view(shop, MOSSON).before == ()


def test_weights_are_of_one_fair(shop):
    shipped = weights_view(shop, MOSSON).version
    set_weights(shop, MOSSON, {"shares.trade": 80.0})
    assert weights_view(shop, "another").version == shipped
    assert reset_weights(shop, MOSSON)
    assert weights_view(shop, MOSSON).version == shipped


@pytest.mark.parametrize("by", list(WishedBy))
def test_wish_is_a_reason_in_the_open_and_never_lowers(shop, by):
    def scores():
        return {one.offer: one for one in score_fair(shop, MOSSON, person="p01").scores}

    before = scores()
    stand = before[next(iter(before))].stand
    wish_meeting(shop, MOSSON, person="p01", stand=stand, by=by, wanted=True)
    after = scores()
    for offer, score in after.items():
        wished = [one for one in score.reasons if one.criterion == "wish"]
        assert bool(wished) == (score.stand == stand)
        assert score.value >= before[offer].value
    wish_meeting(shop, MOSSON, person="p01", stand=stand, by=by, wanted=False)
    assert scores() == before


def test_wish_of_nobody_known_is_refused(shop):
    with pytest.raises(FairError) as refusal:
        wish_meeting(shop, MOSSON, person="p99", stand="e01", by=WishedBy.PERSON, wanted=True)
    assert refusal.value.code == "person_unknown"


def test_weights_of_an_earlier_version_take_what_they_did_not_know_from_the_shipped_ones(shop):
    text = default_weights().changed("shares", "trade", 80.0).to_toml()
    earlier = text.replace("[trade.parent]", "[trade.forgotten]")
    kept = Weights.from_kept(earlier)
    assert (kept.shares["trade"], kept.trade["parent"]) == (80.0, default_weights().trade["parent"])


def test_bounds_that_depend_on_one_another_are_changed_together(shop):
    assert set_weights(shop, MOSSON, {"band.close": 0.7, "band.very_close": 0.8})
    with pytest.raises(FairError) as refusal:
        set_weights(shop, MOSSON, {"band.close": 0.9})
    assert refusal.value.code == "invalid_crossed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_weight_has_a_name_and_a_reason_in_words(shop, language):
    for knob in weights_view(shop, MOSSON).knobs:
        assert say(f"weight.{knob.code}", language)
        assert say(f"weight_reason.{knob.code}", language)


@pytest.mark.slow
def test_job_a_few_skills_away_names_the_course_that_teaches_them(shop):
    found = [
        (match, other)
        for match in matches(shop, "p07")
        for other in matches(shop, "p07")
        if match.next_step and f"«\xa0{other.title}\xa0»" in match.next_step
    ]
    assert found
    for job, course in found:
        assert (job.kind, course.kind, course.bars) == ("job", "training", ())
        assert "Il manque 1 compétence à la personne pour ce poste." in job.next_step


def test_what_a_rule_asks_is_not_asked_a_second_time(shop):
    for match in matches(shop, "p07"):
        assert sum("contrat" in question for question in match.questions) <= 1
        assert sum("horaires" in question for question in match.questions) <= 1


class ByLength:
    """A stand-in of the optional encoder: as many letters, as near."""

    name = "by-length"

    def passages(self, texts):
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)

    queries = passages


def test_skills_are_encoded_only_when_that_is_asked_for(shop, esco, monkeypatch):
    monkeypatch.setattr(word_lists, "find_encoder", lambda: EncoderFinding(ByLength()))
    import_list(shop, esco)
    assert lacking_senses(shop) == "not_encoded"
    told = []
    assert make_senses(shop, lambda done, of: told.append((done, of))) == ""
    assert told[-1][0] == told[-1][1] > 0
    assert lacking_senses(shop) == ""


def test_skills_encoded_once_are_not_encoded_again(shop, monkeypatch):
    monkeypatch.setattr(word_lists, "find_encoder", lambda: EncoderFinding(ByLength()))
    told = []
    make_senses(shop, lambda done, of: told.append((done, of)))
    first = len(told)
    assert make_senses(shop, lambda done, of: told.append((done, of))) == ""
    assert len(told) == first


@pytest.mark.parametrize("reason", ["absent", "other_files", "machine"])
def test_why_skills_are_not_encoded_is_said_in_every_language(shop, monkeypatch, reason):
    monkeypatch.setattr(word_lists, "find_encoder", lambda: EncoderFinding(None, reason))
    assert make_senses(shop, lambda _done, _of: None) == reason
    for language in LANGUAGES:
        assert say(f"cli.words_lack_{reason}", language)
