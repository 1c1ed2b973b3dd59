"""The last place of a course, taken by two recruiters at one instant."""

import threading
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.places import count_places
from matching.domain.errors import FairError, Invalid
from matching.domain.programme.place_rules import PlaceRules
from matching.services.files.examples import open_example
from matching.services.live.places import PlaceAct, act_on_place, lines_of_person, places_view
from matching.services.shop.shop import Shop
from matching.store.fairs import read_entries, read_entries_of
from tests.databases import BOTH, empty_store
from tests.fairs import moment, morning_fair, shop_in, small_entries

MEAUX, COURSE = "meaux-2021", "promo"
KIND = HappeningKind


@pytest.fixture(params=BOTH)
def shop(request, tmp_path):
    with empty_store(request.param, tmp_path) as store:
        opened = Shop(store, lambda: moment(10), Random(1).randbytes)
        open_example(opened, "meaux")
        yield opened


def accept(shop, person, nonce=""):
    act = PlaceAct("accept", COURSE, person, reason="Vu ensemble")
    return act_on_place(shop, MEAUX, act, nonce=nonce or person, language="fr")


def stock(shop):
    return next(s.places for s in places_view(shop, MEAUX).stocks if s.places.offer == COURSE)


def test_two_takings_of_the_last_place_are_one_place_and_one_person_waiting(shop):
    for number in range(1, 12):
        accept(shop, f"m{number:02d}")
    gate, answers = threading.Barrier(2), {}

    def take(person):
        gate.wait()
        answers[person] = accept(shop, person).status

    both = [threading.Thread(target=take, args=(person,)) for person in ("m12", "m13")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers.values()) == ["accepted", "waiting"]
    held = stock(shop)
    assert (held.left, len(held.accepted), len(held.waiting)) == (0, 12, 1)
    assert answers[held.waiting[0]] == "waiting"


def test_a_person_reads_where_they_stand_and_where_else_to_go(shop):
    assert lines_of_person(shop, MEAUX, "m01", "fr") == ()
    for number in range(1, 14):
        accept(shop, f"m{number:02d}")
    assert lines_of_person(shop, MEAUX, "m01", "fr")[0].startswith("Abel (n° 1) a une place")
    (waits,) = lines_of_person(shop, MEAUX, "m13", "fr")
    said = ("en liste d'attente, numéro 1.", " Ce numéro peut changer. Règle\u00a0: ")
    places = [
        waits.index(words) for words in (*said, " Une autre offre est ouverte à cette personne")
    ]
    assert places == sorted(places)


def taken(number, person, kind=KIND.PLACE_TAKEN):
    about = {"person": person, "data": {"offer": "form"}}
    return Happening(kind, moment(9, number), f"n{number}", **about)


def two_places():
    entries = small_entries()
    offers = {**entries.offers, "form": replace(entries.offers["form"], places=2)}
    return replace(entries, fair=morning_fair(), offers=offers)


def test_an_act_taken_back_counts_for_nothing_and_whoever_is_gone_from_the_list_holds_nothing():
    facts = [taken(1, "amina"), taken(2, "nobody"), taken(3, "bilal")]
    undone = Happening(KIND.UNDONE, moment(9, 9), "u", person="amina", about="n1")
    assert count_places(two_places(), facts)["form"].accepted == ("amina", "bilal")
    assert count_places(two_places(), [*facts, undone])["form"].accepted == ("bilal",)


def test_coming_back_means_the_end_of_the_queue():
    third = next(iter(sorted({*two_places().jobseekers} - {"amina", "bilal"})))
    facts = [
        taken(1, "amina"),
        taken(2, "bilal"),
        taken(3, third),
        taken(4, "amina", KIND.PLACE_GIVEN_BACK),
        taken(5, "amina"),
    ]
    held = count_places(two_places(), facts)["form"]
    assert (held.accepted, held.waiting, held.rank("amina")) == (("bilal", third), ("amina",), 1)


RULES = PlaceRules(("sent_by", "asked"), ("Mission Locale",), "Règle du dispositif")
SENT = dict.fromkeys(sorted(small_entries().jobseekers)[2:], "mission locale")


def ordered(rules, places=2, **referrers):
    entries = two_places()
    offers = {**entries.offers, "form": replace(entries.offers["form"], places=places)}
    people = {
        person: replace(said, referrer=referrers.get(person, "Pôle emploi"))
        for person, said in entries.jobseekers.items()
    }
    fair = replace(entries.fair, place_rules=rules)
    return replace(entries, fair=fair, offers=offers, jobseekers=people)


def test_whoever_the_rule_names_waits_first_and_takes_no_place_from_anybody():
    first, second, third = sorted(two_places().jobseekers)
    entries = ordered(RULES, 1, **{third: "mission locale"})
    asked = [taken(number, person) for number, person in enumerate((first, second, third))]
    held = count_places(entries, asked)["form"]
    assert (held.accepted, held.waiting) == ((first,), (third, second))
    back = taken(9, first, KIND.PLACE_GIVEN_BACK)
    after = count_places(entries, [*asked, back])["form"]
    assert (after.accepted, after.waiting) == ((third,), (second,))


def test_the_order_of_asking_needs_no_rule_and_a_rule_after_it_decides_nothing():
    first, second, third = sorted(two_places().jobseekers)
    entries = ordered(replace(RULES, order=("asked", "sent_by")), 1, **{third: "Mission Locale"})
    asked = [taken(number, person) for number, person in enumerate((first, second, third))]
    assert count_places(entries, asked)["form"].waiting == (second, third)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"order": ("age",)}, "order"),
        ({"order": ("no_other_place",)}, "ground"),
        ({"order": ("sent_by",), "ground": "Règle"}, "sent_by"),
        ({"sent_by": ("Mission Locale",)}, "sent_by"),
        ({"interviews_per_100_places": -1}, "interviews_per_100_places"),
    ],
)
def test_an_order_without_its_ground_or_by_what_is_protected_is_refused(said, field):
    with pytest.raises(Invalid) as told:
        PlaceRules(**said)
    assert told.value.field == field


@pytest.mark.parametrize(("places", "wanted"), [(12, 19), (0, 0), (1, 1), (100, 159)])
def test_interviews_for_places_are_whole_ones_within_the_setting(places, wanted):
    assert PlaceRules(interviews_per_100_places=159).most_interviews(places) == wanted


def test_no_setting_limits_no_interviews_and_a_small_one_leaves_one():
    assert PlaceRules().most_interviews(12) is None
    assert PlaceRules(interviews_per_100_places=10).most_interviews(3) == 1


@given(
    asked=st.lists(st.sampled_from(sorted(two_places().jobseekers)), max_size=12),
    kinds=st.lists(st.sampled_from([KIND.PLACE_TAKEN, KIND.PLACE_GIVEN_BACK]), max_size=12),
    names=st.permutations(["sent_by", "no_other_place", "asked"]),
)
def test_no_place_stays_empty_while_somebody_waits_and_nobody_stands_twice(asked, kinds, names):
    entries = ordered(replace(RULES, order=tuple(names)), **SENT)
    facts = [taken(n, *pair) for n, pair in enumerate(zip(asked, kinds, strict=False))]
    held = count_places(entries, facts)["form"]
    everybody = (*held.accepted, *held.waiting)
    assert len(set(everybody)) == len(everybody)
    assert len(held.accepted) <= held.places
    assert not held.waiting or held.left == 0
    # two processes that read the same facts see the same list
    assert count_places(entries, facts)["form"] == held


def test_places_left_are_counted_in_every_reading_of_the_fair(tmp_path):
    shop = shop_in(tmp_path)
    open_example(shop, "meaux")
    for number in range(1, 4):
        accept(shop, f"m{number:02d}")
    with shop.store.reading() as reader:
        whole, alone = read_entries(reader, MEAUX), read_entries_of(reader, MEAUX, "m40")
    assert whole.left[COURSE] == alone.left[COURSE] == 9
    assert whole.left == alone.left
    shop.store.close()


def test_a_place_in_a_workshop_is_given_with_a_group_and_never_without_one(tmp_path):
    shop = shop_in(tmp_path)
    massy = open_example(shop, "massy").fair
    with shop.store.reading() as reader:
        entries = read_entries(reader, massy)
    groups = [offer for offer in entries.offers.values() if offer.kind == "workshop"]
    assert groups
    assert all(offer.places is not None for offer in groups)
    person, listed = (
        next(iter(entries.jobseekers)),
        {s.places.offer for s in places_view(shop, massy).stocks},
    )
    for offer in groups:
        act = PlaceAct("accept", offer.id, person, reason="Vu ensemble")
        with pytest.raises(FairError) as told:
            act_on_place(shop, massy, act, nonce=offer.id, language="fr")
        assert told.value.code == "place_of_group"
    assert not {offer.id for offer in groups} & (listed | entries.left.keys())
    shop.store.close()


NAMED = ("p1", "p2", "p3", "p4", "p5", "p6")
COURSES = ("c1", "c2", "c3")
ACTS = st.tuples(
    st.sampled_from(NAMED),
    st.sampled_from(COURSES),
    st.sampled_from([KIND.PLACE_TAKEN, KIND.PLACE_TAKEN, KIND.PLACE_GIVEN_BACK]),
)


def as_called(people, courses, order, acts):
    """Who holds and awaits the places of three courses, under other ids for both."""
    entries = two_places()
    someone, course = next(iter(entries.jobseekers.values())), entries.offers["form"]
    sent = dict(zip(NAMED, ("Mission Locale", "", "", "mission locale", "Plie", ""), strict=True))
    entries = replace(
        entries,
        fair=replace(entries.fair, place_rules=replace(RULES, order=tuple(order))),
        jobseekers={
            people[name]: replace(someone, id=people[name], referrer=sent[name])
            for name in sorted(NAMED, key=people.get)
        },
        offers={
            courses[name]: replace(course, id=courses[name], places=1 + (name == "c1"))
            for name in sorted(COURSES, key=courses.get)
        },
    )
    facts = [
        Happening(
            kind, moment(9, n), f"n{n}", person=people[person], data={"offer": courses[offer]}
        )
        for n, (person, offer, kind) in enumerate(acts)
    ]
    return count_places(entries, facts)


@given(
    acts=st.lists(ACTS, max_size=30),
    people=st.permutations(NAMED),
    courses=st.permutations(COURSES),
    order=st.permutations(["sent_by", "no_other_place", "asked"]),
)
def test_no_waiting_list_is_in_the_order_of_ids(acts, people, courses, order):
    plain = {name: name for name in (*NAMED, *COURSES)}
    other = dict(zip((*NAMED, *COURSES), (*people, *courses), strict=True))
    before, after = as_called(plain, plain, order, acts), as_called(other, other, order, acts)
    for course, held in before.items():
        renamed = after[other[course]]
        assert renamed.accepted == tuple(other[one] for one in held.accepted)
        assert renamed.waiting == tuple(other[one] for one in held.waiting)


def set_to(number, before, places):
    said = {"offer": "form", "before": str(before), "places": str(places)}
    return Happening(KIND.PLACES_SET, moment(9, number), f"n{number}", data=said)


def of_the_mission(places):
    """A course with so many places, whose scheme takes first whom the mission sends."""
    entries = two_places()
    rules = PlaceRules(("sent_by", "asked"), ("Mission",), "Règle du dispositif")
    form = replace(entries.offers["form"], places=places)
    people = {
        name: replace(entries.jobseekers["amina"], id=name, referrer="Mission" * (name in "xy"))
        for name in "abcdxy"
    }
    return replace(
        entries,
        fair=replace(entries.fair, place_rules=rules),
        offers={**entries.offers, "form": form},
        jobseekers=people,
    )


def test_a_place_more_goes_to_the_first_by_the_order_of_the_scheme_at_that_moment():
    facts = [taken(n, who) for n, who in enumerate("abcx", 1)]
    raised = [*facts, set_to(5, 2, 3)]
    assert count_places(of_the_mission(3), raised)["form"].accepted == ("a", "b", "x")
    later = count_places(of_the_mission(3), [*raised, taken(6, "y")])["form"]
    assert (later.accepted, later.waiting) == (("a", "b", "x"), ("y", "c"))


@pytest.mark.parametrize("seed", range(30))
def test_nobody_loses_a_place_but_by_fewer_places_and_then_whoever_got_it_last(seed):
    draw, places, facts = Random(seed), 2, []
    entries = of_the_mission(places)
    for number in range(1, 25):
        before = count_places(entries, facts)["form"]
        act, who = draw.choice(["take", "take", "back", "set"]), draw.choice("abcdxy")
        if act == "set":
            new = draw.randint(0, 5)
            facts.append(set_to(number, places, new))
            places, entries = new, of_the_mission(new)
        else:
            kind = KIND.PLACE_TAKEN if act == "take" else KIND.PLACE_GIVEN_BACK
            facts.append(taken(number, who, kind))
        now = count_places(entries, facts)["form"]
        gone = [one for one in before.accepted if one not in now.accepted]
        if act == "set":
            assert now.accepted[: len(before.accepted)] == before.accepted[:places]
        else:
            assert gone in ([], [who])
        assert len(now.accepted) <= places
        assert not now.waiting or len(now.accepted) == places
