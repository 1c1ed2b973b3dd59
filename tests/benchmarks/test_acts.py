"""Acts of the floor in a fair of a region: how soon a tap is answered, and what follows behind."""

import os
import time
from dataclasses import replace

import pytest

from matching.services.floor.floor_view import floor_view
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.shop.shop import open_shop
from tests.benchmarks.large_fair import LARGE, write_large_fair

SIZES = tuple(map(int, os.environ.get("PARVIS_LIVE", "5000,300").split(",")))
MOST_SECONDS = 0.3


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The fair in the middle of its day, as one process keeps it; a tap waits for no plan."""
    opened = open_shop(f"sqlite:///{tmp_path_factory.mktemp('acts') / 'fair.db'}")
    write_large_fair(opened, *SIZES)
    yield replace(opened, answers_within=0.0)
    opened.store.close()


def acts(shop):
    """What a floor reports, one after the other, each with its name; some are taken back."""
    view = floor_view(shop, LARGE)
    ahead = [one for one in view.planned if view.still.has(one)]
    first, second, stand = ahead[-1].id, ahead[-50].id, ahead[-1].stand
    return [
        ("first of a process", StaffReport("no-show", meeting=first)),
        ("absent", StaffReport("no-show", meeting=second)),
        ("undo", StaffReport("undo", meeting=second)),
        ("stand closed", StaffReport("stand-closed", stand=stand)),
        ("stand open again", StaffReport("stand-reopened", stand=stand)),
        ("called", StaffReport("called", meeting=ahead[5].id)),
    ]


def test_a_tap_is_answered_before_the_plan_that_follows_it(shop, measured):
    subject = f"acts, {SIZES[0]} x {SIZES[1]}"
    slow = {}
    for number, (name, report) in enumerate(acts(shop)):
        whole, answer = time.process_time(), time.thread_time()
        redrawn = follow_day(shop, LARGE, report, nonce=f"act {number}")
        answered = time.thread_time() - answer
        if redrawn.later is not None:
            redrawn.later.result(600)
        behind = time.process_time() - whole
        measured(subject, f"processor seconds to the answer · to the plan: {name}",
                 f"{answered:.2f} · {behind:.2f}")  # fmt: skip
        if answered > MOST_SECONDS:
            slow[name] = answered
    assert slow == {}
