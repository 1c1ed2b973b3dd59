"""What staff read of a person speaks of them; what the person reads speaks to them."""

import re
from string import Formatter

import pytest

from matching.domain.errors import FairError
from matching.phrases import codes, say
from matching.phrases.say import _phrases
from matching.services.files.examples import open_example
from matching.services.live.places import PlaceAct, act_on_place
from matching.services.scores.matches import offers_of_person, refused_of_person
from matching.services.scores.sentences import voiced
from matching.store.fairs import read_entries
from tests.fairs import shop_in

SPOKEN_TO = re.compile(r"(?<!rendez-)\b(vous|votre|vos|vôtres|you|your|yours)\b", re.IGNORECASE)
OF_SCORES = ("bar.", "question.", "help.", "reason.", "for.", "against.")


def texts(language):
    for code, said in _phrases(language).items():
        for text in said if isinstance(said, tuple) else (said,):
            yield code, text


def fields(text):
    return {name for _, name, *_ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whatever_of_a_score_speaks_to_the_person_has_words_for_staff(language):
    alone = [
        code
        for code, text in texts(language)
        if code.startswith(OF_SCORES)
        and SPOKEN_TO.search(text)
        and f"desk.{code}" not in codes(language)
    ]
    assert alone == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_for_staff_speak_to_nobody_and_say_the_same(language):
    mine = dict(texts(language))
    for code, text in mine.items():
        if code.startswith("desk."):
            assert not SPOKEN_TO.search(text), code
            assert fields(text) == fields(mine[code.removeprefix("desk.")]), code


def test_a_sentence_that_speaks_to_nobody_is_the_same_for_both():
    assert voiced("bar.no_places", "fr", is_own=False) == "bar.no_places"


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()


@pytest.mark.parametrize("scheme", ["meaux", "lepoles", "massy"])
def test_no_match_that_staff_look_at_speaks_to_the_visitor(shop, scheme):
    fair = open_example(shop, scheme).fair
    with shop.store.reading() as reader:
        people = sorted(read_entries(reader, fair).jobseekers)[:12]
    for person in people:
        known = offers_of_person(shop, fair, person)
        for score in known.scores:
            match = known.match(score, language="fr")
            said = [
                match.band_words,
                *match.helps,
                *match.costs,
                *match.bars,
                *match.questions,
                match.next_step,
            ]
            assert [line for line in said if SPOKEN_TO.search(line)] == []


def test_a_refusal_at_the_desk_speaks_of_the_person_and_theirs_to_them(shop):
    fair = open_example(shop, "meaux").fair
    with shop.store.reading() as reader:
        entries = read_entries(reader, fair)
    said = []
    for person in sorted(entries.jobseekers):
        for offer in entries.offers.values():
            if offer.places is None or not offer.is_certain:
                continue
            act = PlaceAct("accept", offer.id, person)
            try:
                act_on_place(shop, fair, act, nonce=f"{person} {offer.id}", language="fr")
            except FairError as error:
                said.append(say(f"error.{error.code}", "fr", **error.params))
    assert said
    assert [line for line in said if SPOKEN_TO.search(line)] == []
    own = [refused_of_person(shop, fair, person, "fr") for person in sorted(entries.jobseekers)]
    assert SPOKEN_TO.search(str(own))
