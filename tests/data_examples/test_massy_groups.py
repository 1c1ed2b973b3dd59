"""Massy on the day: somebody joins a group that has a place left, somebody leaves one."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import time
from json import JSONDecodeError
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.services.floor.hall_view import hall_view
from matching.store.day import plans
from matching.store.fairs import read_fair
from tests.fairs import all_come, shop_on

AT = ("--at", "09:40")


@pytest.fixture
def file(whole, tmp_path):
    return Path(shutil.copy(whole("massy").file, tmp_path / "massy.db"))


@pytest.fixture
def run(file):
    def act(command, *words):
        said = [command, "massy-2022", *words, "--store", f"sqlite:///{file}", "--json"]
        result = CliRunner().invoke(app, said)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    return act


def groups(run):
    """Who is in each group, by its workshop and hour, and the places it has left."""
    found = run("sessions", *AT)[1]["sessions"]
    return {(one["offer"], one["starts"]): (set(one["people"]), one["left"]) for one in found}


def act(run, what, person, offer, starts):
    words = ("--offer", offer, "--person", person, "--starts", starts)
    return run("sessions", what, *words, *AT)


@pytest.fixture
def open_group(run):
    """A group with a place left, and somebody who is in no group."""
    found = groups(run)
    key = max((key for key, (_, left) in found.items() if left), key=lambda one: found[one][1])
    inside = set.union(*(people for people, _ in found.values()))
    planned = {one["person"] for one in run("score")[1]["scores"] if one["offer"] == key[0]}
    return key, sorted(planned - inside)


def test_somebody_joins_a_group_and_nobody_else_moves(run, open_group):
    (offer, starts), outside = open_group
    before = groups(run)
    person = next(one for one in outside if act(run, "join", one, offer, starts)[0] == 0)
    after = groups(run)
    assert after[offer, starts] == (
        before[offer, starts][0] | {person},
        before[offer, starts][1] - 1,
    )
    others = {key: value for key, value in after.items() if key != (offer, starts)}
    assert others == {key: value for key, value in before.items() if key != (offer, starts)}


def test_joining_twice_is_joining_once(run, open_group):
    (offer, starts), outside = open_group
    person = next(one for one in outside if act(run, "join", one, offer, starts)[0] == 0)
    once = groups(run)
    assert act(run, "join", person, offer, starts) == (0, {"changes": []})
    assert groups(run) == once


def filled(run, outside):
    """A group of which every place is taken by now: one that people of these can still come to."""
    for key in sorted(groups(run), key=lambda key: (groups(run)[key][1], key)):
        for person in list(outside):
            left = groups(run)[key][1]
            if left and act(run, "join", person, *key)[0] == 0:
                outside.remove(person)
                assert groups(run)[key][1] == left - 1
        if not groups(run)[key][1]:
            return key
    raise AssertionError("no group can be filled")


@pytest.mark.slow
def test_a_full_group_takes_nobody_and_a_place_left_takes_the_next(run):
    inside = set.union(*(each for each, _ in groups(run).values()))
    everybody = {one["person"] for one in run("score")[1]["scores"]}
    outside = sorted(everybody - inside)
    offer, starts = filled(run, outside)
    people, _ = groups(run)[offer, starts]
    code, said = act(run, "join", outside[0], offer, starts)
    assert (code, said["error"]["code"]) == (1, "session_full")
    gone = min(people)
    assert act(run, "leave", gone, offer, starts)[0] == 0
    now_in, left = groups(run)[offer, starts]
    assert gone not in now_in
    assert left == 1
    assert any(act(run, "join", one, offer, starts)[0] == 0 for one in (*outside, gone))
    assert groups(run)[offer, starts][1] == 0


def without_another_group(run):
    """A group with somebody who has left it and found no other, and how it was before."""
    for key in groups(run):
        before = groups(run)
        people, left = before.get(key, ((), 0))
        for person in sorted(people)[:1]:
            act(run, "leave", person, *key)
            now = groups(run)
            if key in now and not any(person in inside for inside, _ in now.values()):
                return key, people, left, person
    raise AssertionError("everybody finds another group")


def test_whoever_left_and_comes_after_all_is_taken_in_again(run):
    key, people, left, person = without_another_group(run)
    assert groups(run)[key] == (people - {person}, left + 1)
    assert act(run, "join", person, *key)[0] == 0
    assert groups(run)[key] == (people, left)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("join", "--offer", "texte", "--person", "w01", "--starts", "03:00"), "session_unknown"),
        (("join", "--offer", "texte", "--person", "nobody", "--starts", "16:00"), "person_unknown"),
        (("leave", "--offer", "texte", "--person", "w11", "--starts", "16:00"), "session_not_in"),
        (("swap", "--offer", "texte", "--person", "w11"), "session_act_unknown"),
    ],
)
def test_what_cannot_be_is_refused_by_name(run, words, code):
    exit_code, said = run("sessions", *words, *AT)
    assert (exit_code, said["error"]["code"]) == (1, code)


def minutes(starts, more=0):
    hour, minute = map(int, starts.split(":"))
    return 60 * hour + minute + more


def clock(after):
    return f"{after // 60:02d}:{after % 60:02d}"


def openings(run):
    """Hours at which the leader of a workshop is free for one more group, an hour within each."""
    held = [(offer, minutes(starts)) for offer, starts in groups(run)]
    for offer, length in (("monter", 120), ("texte", 90)):
        for hour in range(minutes("09:30"), minutes("16:00"), 15):
            if all(abs(hour - other) >= length for led, other in held if led == offer):
                yield offer, clock(hour), clock(hour + 30)


@pytest.mark.slow
def test_a_group_opened_at_a_new_hour_is_joined_like_any_other(run):
    before = groups(run)
    everybody = {one["person"] for one in run("score")[1]["scores"]}
    for offer, starts, inside in openings(run):
        grouped = {
            who for (led, _), (people, _) in before.items() if led == offer for who in people
        }
        people = sorted(everybody - grouped)
        opening = (one for one in people if act(run, "open", one, offer, starts)[0] == 0)
        if (first := next(opening, None)) is None:
            continue
        places = 4 if offer == "monter" else 5
        assert groups(run) == {**before, (offer, starts): ({first}, places)}
        assert act(run, "open", first, offer, starts)[1]["error"]["code"] == "session_open"
        assert act(run, "open", first, offer, inside)[1]["error"]["code"] != "session_open"
        others = people[people.index(first) + 1 :]
        if any(act(run, "join", one, offer, starts)[0] == 0 for one in others):
            return
        act(run, "leave", first, offer, starts)
        before = groups(run)
    raise AssertionError("nobody else is free when a group may be opened")


def written(file):
    with closing(sqlite3.connect(file)) as base:
        return list(base.iterdump())


def test_whoever_opens_a_group_and_is_refused_leaves_no_trace(run, file, monkeypatch):
    held = [minutes(starts) for offer, starts in groups(run) if offer == "monter"]
    hours = [minutes("10:00"), minutes("13:30"), minutes("15:30")]
    starts = clock(next(hour for hour in hours if all(abs(hour - one) >= 120 for one in held)))
    people = sorted({one["person"] for one in run("score")[1]["scores"]})
    run("sessions", *AT)
    before = written(file)
    refused = {}
    monkeypatch.setattr(plans, "write_plan", lambda *_, **__: 1 / 0)
    for person in people:
        try:
            refused[person] = act(run, "open", person, "monter", starts)[1]["error"]["code"]
        except JSONDecodeError:  # the store broke down in the middle of it
            refused[person] = "broken"
        if {"session_busy", "broken"} <= set(refused.values()):
            break
    assert {"session_busy", "broken"} <= set(refused.values())
    assert written(file) == before
    monkeypatch.undo()
    whole = next(person for person in people if refused[person] == "broken")
    assert act(run, "open", whole, "monter", starts)[0] == 0
    assert ("monter", starts) in groups(run)


@pytest.mark.parametrize(
    ("offer", "starts", "code"),
    [
        ("texte", "12:15", "session_outside"),
        ("texte", "09:30", "session_outside"),
        ("texte", "bientôt", "session_outside"),
        ("webd", "15:00", "session_unknown"),
    ],
)
def test_a_group_that_cannot_be_opened_is_refused_by_name(run, offer, starts, code):
    before = run("sessions", *AT)[1]
    assert act(run, "open", "w01", offer, starts)[1]["error"]["code"] == code
    assert run("sessions", *AT)[1] == before


def test_no_group_opens_where_the_leader_or_the_room_is_taken(run):
    starts = next(starts for offer, starts in groups(run) if offer == "texte")
    said = act(run, "open", "w01", "image", clock(minutes(starts, 15)))[1]["error"]
    assert (said["code"], said["params"]["who"]) == ("session_taken", "Nadia (exemple fictif)")


def test_the_hall_shows_the_group_with_whoever_joined(run, open_group, file, tmp_path):
    (offer, starts), outside = open_group
    next(one for one in outside if act(run, "join", one, offer, starts)[0] == 0)
    people, left = groups(run)[offer, starts]
    with shop_on(file.read_bytes(), tmp_path) as shop:
        with shop.store.reading() as reader:
            frame = read_fair(reader, "massy-2022")
        all_come(shop, "massy-2022")
        shown = hall_view(shop, "massy-2022", at=frame.moment(time.fromisoformat(starts)))
    (group,) = (
        call.group
        for call in shown.calls
        if call.group and f"{call.group.starts_at:%H:%M}" == starts
    )
    assert (group.people, group.places) == (len(people), len(people) + left)
