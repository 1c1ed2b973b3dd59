"""Of each person and party the one offer they would talk about."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.score import Verdict
from matching.planning.fair.best_offers import BestOffers, ChosenOffer, Key

STANDS = {"s1": "stand:s1", "s2": "stand:s2"}
WORKSHOPS = {("s1", "w"): "workshop:w"}
PEOPLE = ("ana", "bo")
OFFERS = (("s1", "a"), ("s1", "b"), ("s1", "w"), ("s2", "c"))
ALL = 100


def best(scores, **settled):
    """The offers chosen, by person and party, with their scores."""
    settled.setdefault("pinned", {})
    found = BestOffers(PEOPLE, WORKSHOPS, STANDS, scores, **settled).choices(ALL)
    assert found.left_out == 0
    return {(one.key.person, one.occasion): (one.key.offer, one.score) for one in found.chosen}


def row(person, stand, offer, value, verdict=Verdict.OPEN):
    return person, stand, offer, value, verdict


def test_the_best_open_offer_of_a_stand_is_talked_about_and_a_workshop_is_a_party_of_its_own():
    scores = [
        row("ana", "s1", "a", 0.4),
        row("ana", "s1", "b", 0.9, Verdict.CLOSED),
        row("ana", "s1", "w", 0.3),
    ]
    assert best(scores) == {("ana", "stand:s1"): ("a", 0.4), ("ana", "workshop:w"): ("w", 0.3)}


def test_of_offers_that_suit_alike_to_six_decimals_the_first_by_id_is_chosen():
    scores = [row("ana", "s1", "b", 0.4000001), row("ana", "s1", "a", 0.4)]
    assert best(scores) == {("ana", "stand:s1"): ("a", 0.4)}


@given(st.permutations(("a", "b", "x")), st.permutations(("Agent", "Boulanger", "Cuisinier")))
def test_of_offers_that_suit_alike_the_sooner_then_what_lists_less_is_chosen(names, titles):
    called = dict(zip(names, titles, strict=True))
    scores = [row("ana", "s1", name, 0.4) for name in names]
    same_day = {name: ("2026-12-01", 2, title) for name, title in called.items()}
    ((chosen, _),) = best(scores, told_apart=same_day).values()
    assert called[chosen] == "Agent"
    listing = {name: ("2026-12-01", 9 - len(title), title) for name, title in called.items()}
    ((chosen, _),) = best(scores, told_apart=listing).values()
    assert len(called[chosen]) == max(map(len, titles))
    sooner = {name: (f"2026-12-0{9 - len(title)}", 2, title) for name, title in called.items()}
    ((chosen, _),) = best(scores, told_apart=sooner).values()
    assert len(called[chosen]) == max(map(len, titles))


def test_what_somebody_was_told_is_kept_to_while_it_is_open():
    told = [Key("ana", "s1", "a")]
    scores = [row("ana", "s1", "a", 0.1), row("ana", "s1", "b", 0.9)]
    assert best(scores, told=told)["ana", "stand:s1"] == ("a", 0.1)
    closed = [row("ana", "s1", "a", 0.1, Verdict.CLOSED), scores[1]]
    assert best(closed, told=told)["ana", "stand:s1"] == ("b", 0.9)


def test_who_chooses_anew_talks_about_what_suits_clearly_better_by_now():
    told = [Key("ana", "s1", "a"), Key("bo", "s1", "a")]
    scores = [row("ana", "s1", "a", 0.1), row("ana", "s1", "b", 0.9)]
    scores += [row("bo", "s1", "a", 0.1), row("bo", "s1", "b", 0.9)]
    found = best(scores, told=told, anew={"ana"})
    assert found == {("ana", "stand:s1"): ("b", 0.9), ("bo", "stand:s1"): ("a", 0.1)}
    alike = [row("ana", "s1", "a", 0.4), row("ana", "s1", "b", 0.45)]
    assert best(alike, told=told, anew={"ana"}) == {("ana", "stand:s1"): ("a", 0.4)}
    apart = [row("ana", "s1", "a", 0.1), row("ana", "s1", "w", 0.9)]
    assert best(apart, told=told, anew={"ana"})["ana", "stand:s1"] == ("a", 0.1)


def test_what_is_given_back_keeps_its_offer_unless_another_was_told_since():
    scores = [row("ana", "s1", "a", 0.1), row("ana", "s1", "b", 0.9)]
    back = [Key("ana", "s1", "a")]
    assert best(scores, given_back=back)["ana", "stand:s1"] == ("a", 0.1)
    told = [Key("ana", "s1", "b")]
    assert best(scores, given_back=back, told=told)["ana", "stand:s1"] == ("b", 0.9)


def test_what_is_pinned_stays_with_its_score_whatever_is_open_or_was_told():
    pinned = {Key("ana", "s1", "b"): 0.25}
    scores = [row("ana", "s1", "a", 0.9), row("ana", "s1", "b", 0.8, Verdict.CLOSED)]
    found = best(scores, told=[Key("ana", "s1", "a")], pinned=pinned)
    assert found == {("ana", "stand:s1"): ("b", 0.25)}


def test_people_and_stands_that_are_not_there_are_nobodys_choice():
    assert best([row("zoe", "s1", "a", 0.9), row("ana", "s9", "a", 0.9)]) == {}


values = st.lists(st.integers(0, 4), min_size=8, max_size=8)
verdicts = st.lists(st.sampled_from([Verdict.OPEN, Verdict.CLOSED]), min_size=8, max_size=8)


def drawn(values, verdicts):
    """A score of everybody with every offer."""
    ends = [(person, *offer) for person in PEOPLE for offer in OFFERS]
    return [
        row(*end, value / 4, verdict)
        for end, value, verdict in zip(ends, values, verdicts, strict=True)
    ]


@given(values, verdicts, st.randoms(use_true_random=False))
def test_choices_are_the_best_of_each_pair_in_whatever_order_scores_come(values, verdicts, chance):
    scores = drawn(values, verdicts)
    expected = {}
    for person, stand, offer, value, verdict in scores:
        party = WORKSHOPS.get((stand, offer), STANDS[stand])
        if verdict is Verdict.OPEN:
            rank = (-value, offer)
            expected[person, party] = min(rank, expected.get((person, party), rank))
    shuffled = list(scores)
    chance.shuffle(shuffled)
    assert best(shuffled) == {pair: (offer, -worth) for pair, (worth, offer) in expected.items()}


@given(values, verdicts, st.lists(st.booleans(), min_size=6, max_size=6))
def test_choices_among_some_pairs_are_those_of_all_that_are_marked(values, verdicts, marks):
    offers = BestOffers(PEOPLE, WORKSHOPS, STANDS, drawn(values, verdicts), pinned={})
    among = np.zeros((2, len(offers.occasions)), dtype=bool)
    among.flat = marks[: among.size]
    marked = [
        choice
        for choice in offers.choices(ALL).chosen
        if among[offers.people.index(choice.key.person), offers.occasions.index(choice.occasion)]
    ]
    assert list(offers.choices(ALL, among=among).chosen) == marked


def test_a_fair_too_large_to_plan_keeps_the_best_of_each_and_tells_how_many_it_left_out():
    people = [f"p{number}" for number in range(10)]
    stands = {f"s{number}": f"stand:s{number}" for number in range(10)}
    scores = [
        row(person, stand, "o", ((7 * n + 3 * m) % 10) / 10)
        for n, person in enumerate(people)
        for m, stand in enumerate(stands)
    ]
    found = BestOffers(people, {}, stands, scores, pinned={}).choices(50)
    kept = {(choice.key.person, choice.key.stand): choice.score for choice in found.chosen}
    assert found.left_out == 100 - len(kept) > 0
    for person in people:
        best_of = max(score for who, _, _, score, _ in scores if who == person)
        assert best_of in {score for (who, _), score in kept.items() if who == person}
    assert isinstance(found.chosen[0], ChosenOffer)
