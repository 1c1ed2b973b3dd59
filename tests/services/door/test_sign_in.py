"""A round of scans is decided as if each of them had been alone."""

import threading
import time
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import insert

from badges.code import new_code
from matching.domain.day.happening import HappeningKind
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.services.door.welcome import CheckInStatus, Scan, take_scans
from matching.services.files.examples import open_example
from matching.services.shop.shop import Shop
from matching.store import fairs, schema
from matching.store.day import happenings
from matching.store.people import badges
from tests.databases import BOTH, empty_store
from tests.examples import examples
from tests.fairs import moment, take_scan

MOSSON, NOW = "mosson-2023", moment(10)
SHOWN = st.lists(
    st.tuples(
        st.integers(0, 3),  # who
        st.integers(0, 5),  # under which nonce
        st.sampled_from(["t1", "t2"]),
        st.sampled_from([None, moment(9), moment(7)]),  # now, kept by the tablet, or too early
        st.booleans(),  # whether the tablet asks what has become of it
    ),
    max_size=8,
)


@pytest.fixture(params=BOTH)
def shop(request, tmp_path):
    with empty_store(request.param, tmp_path) as store:
        opened = Shop(store, lambda: NOW, Random(1).randbytes)
        open_example(opened, "mosson")
        yield opened


def newcomers(shop, prefix):
    """Three people with a badge, and a code that nobody carries."""
    codes = [new_code(shop.random_bytes) for _ in range(4)]
    with shop.store.writing() as writer:
        for number, code in enumerate(codes[:3]):
            one = Jobseeker(id=f"{prefix}-{number}", first_name="Zoé")
            fairs.add_jobseeker(writer, MOSSON, one, walk_in=True)
            badges.issue(writer, MOSSON, one.id, code=code, at=NOW)
    return codes


def plain(answers):
    """Answers without what differs between newcomers."""
    return [
        (one.status, one.reason, one.first_at, one.station, one.person[-1:], one.next)
        for one in answers
    ]


def written(shop, prefix):
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, MOSSON)
    return [
        (
            one.kind,
            one.at,
            one.station,
            one.person[-1:],
            one.data.get("reason"),
            one.data.get("sent"),
        )
        for one in facts
        if one.nonce.startswith(f"{prefix}-")
    ]


def test_a_round_answers_and_writes_what_each_alone_would_have(shop):
    numbers = iter(range(100_000))

    @examples(60, HealthCheck.function_scoped_fixture)
    @given(shown=SHOWN)
    def one_round(shown):
        told = []
        for together in (True, False):
            prefix = f"round{next(numbers)}"
            codes = newcomers(shop, prefix)
            scans = [
                Scan(MOSSON, codes[who], f"{prefix}-{nonce}", station, read_at, is_again=is_again)
                for who, nonce, station, read_at, is_again in shown
            ]
            answers = (
                take_scans(shop, scans) if together else [take_scan(shop, one) for one in scans]
            )
            told.append((plain(answers), written(shop, prefix)))
        assert told[0] == told[1]

    one_round()


def test_a_scan_asked_about_again_is_answered_while_others_write(shop):
    code = newcomers(shop, "y")[0]
    scan, answers = Scan(MOSSON, code, "a", "t1"), []
    (first,) = take_scans(shop, [scan])
    asking = threading.Thread(
        target=lambda: answers.extend(take_scans(shop, [replace(scan, is_again=True)]))
    )
    with shop.store.writing():
        asking.start()
        asking.join(30)
        told = plain(answers)
    asking.join()
    assert told == plain([first])


def test_a_scan_asked_about_that_never_came_through_is_written_then(shop):
    code = newcomers(shop, "z")[0]
    (answer,) = take_scans(shop, [Scan(MOSSON, code, "z-a", "t1", is_again=True)])
    assert answer.status is CheckInStatus.ACCEPTED
    assert [fact[0] for fact in written(shop, "z")] == [HappeningKind.ARRIVED]


def test_a_fair_nobody_knows_holds_up_no_other(shop):
    code = newcomers(shop, "w")[0]
    lost, found = take_scans(shop, [Scan("nowhere", code, "a", "t"), Scan(MOSSON, code, "b", "t")])
    assert isinstance(lost, FairError)
    assert lost.code == "fair_unknown"
    assert found.status is CheckInStatus.ACCEPTED


def test_a_program_that_keeps_no_turn_is_found_out_by_the_index(shop):
    """It writes an arrival without waiting for anybody, while our round is on its way."""
    first, second = newcomers(shop, "x")[:2]
    ready = threading.Event()

    def intrude():
        engine = shop.store._engine
        with (
            engine.connect().execution_options(begin_sql="BEGIN IMMEDIATE") as other,
            other.begin(),
        ):
            other.execute(
                insert(schema.happenings).values(
                    fair=MOSSON, nonce="intruder", kind="arrived", at=NOW, recorded_at=NOW,
                    person="x-0", stand="", meeting="", station="t9", about="", visit=0, data={},
                )
            )  # fmt: skip
            ready.set()
            time.sleep(1)

    intruding = threading.Thread(target=intrude)
    intruding.start()
    ready.wait()
    answers = take_scans(shop, [Scan(MOSSON, first, "a", "t1"), Scan(MOSSON, second, "b", "t1")])
    intruding.join()
    assert [(one.status, one.station) for one in answers] == [
        (CheckInStatus.ALREADY, "t9"),
        (CheckInStatus.ACCEPTED, "t1"),
    ]
    with shop.store.reading() as reader:
        kinds = [one.kind for one in happenings.read_happenings(reader, MOSSON, person="x-0")]
    assert kinds == [HappeningKind.ARRIVED, HappeningKind.SCANNED_AGAIN]
