"""N tablets, one badge, one instant: one arrival, whatever goes wrong on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from badges.code import new_code
from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.files.examples import open_example
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import badges
from tests.databases import BOTH, empty_store
from tests.examples import examples
from tests.fairs import moment, shop_in

MOSSON = "mosson-2023"
ROOT = Path(__file__).parents[3]
NOW = moment(10)


@pytest.fixture(params=BOTH)
def shop(request, tmp_path):
    with empty_store(request.param, tmp_path) as store:
        opened = Shop(store, lambda: NOW, Random(1).randbytes)
        open_example(opened, "mosson")
        yield opened


def somebody_new(shop, number):
    """A person and a badge that no other round has seen."""
    person, code = f"new{number}", new_code(shop.random_bytes)
    with shop.store.writing() as writer:
        fairs.add_jobseeker(writer, MOSSON, Jobseeker(id=person, first_name="Zoé"), walk_in=True)
        badges.issue(writer, MOSSON, person, code=code, at=NOW)
    return person, code


def facts(shop, person):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON, person=person)


@pytest.mark.slow
def test_any_number_of_tablets_and_retries_make_one_arrival(shop):
    rounds = iter(range(100_000))

    @examples(200, HealthCheck.function_scoped_fixture)
    @given(
        # How often each tablet sends its act: an answer that was lost is asked for again.
        sent=st.lists(st.integers(1, 3), min_size=2, max_size=5)
    )
    def one_round(sent):
        person, code = somebody_new(shop, number := next(rounds))
        together = threading.Barrier(len(sent))

        def tablet(which):
            together.wait()
            nonce = f"{number}-{which}"
            return [
                check_in(shop, MOSSON, code, nonce=nonce, at=NOW, station=f"t{which}")
                for _ in range(sent[which])
            ]

        with ThreadPoolExecutor(len(sent)) as tablets:
            answers = list(tablets.map(tablet, range(len(sent))))
        assert all(each == [each[0]] * len(each) for each in answers)
        statuses = sorted(each[0].status for each in answers)
        assert statuses == [CheckInStatus.ACCEPTED] + [CheckInStatus.ALREADY] * (len(sent) - 1)
        kinds = sorted(fact.kind for fact in facts(shop, person))
        again = [HappeningKind.SCANNED_AGAIN] * (len(sent) - 1)
        assert kinds == [HappeningKind.ARRIVED, *again]

    one_round()


@pytest.mark.parametrize("guarded", [True, False])
def test_without_the_unique_index_the_same_tablets_make_several(shop, guarded):
    """The control: a door that reads and then writes is held by the index and by nothing else."""
    person, _ = somebody_new(shop, 0)
    if not guarded:
        with shop.store.writing() as writer:
            writer.execute(text("DROP INDEX uq_happenings_one_arrival"))
    together = threading.Barrier(4)

    def naive(which):
        is_here = person in Attendance.of(facts(shop, person)).present
        together.wait()
        arrival = Happening(HappeningKind.ARRIVED, NOW, f"naive{which}", person=person)
        try:
            with shop.store.writing() as writer:
                happenings.append(writer, MOSSON, arrival, recorded_at=NOW, visit=0)
        except IntegrityError:
            return False
        return not is_here

    with ThreadPoolExecutor(4) as tablets:
        accepted = sum(tablets.map(naive, range(4)))
    assert accepted == (1 if guarded else 4)


DYING = """
import os, signal, sys
from datetime import datetime
from matching.services.shop.shop import open_shop
from matching.services.door.welcome import check_in
shop = open_shop(sys.argv[1])
check_in(shop, "mosson-2023", sys.argv[2], nonce="dying", at=datetime.fromisoformat(sys.argv[3]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_killed_between_the_writing_and_the_answer_the_act_is_done_once(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    with opened.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    command = [sys.executable, "-c", DYING, url, code, NOW.isoformat()]
    died = subprocess.run(command, cwd=ROOT, env=os.environ, check=False)
    assert died.returncode == -signal.SIGKILL
    answer = check_in(opened, MOSSON, code, nonce="dying", at=NOW)
    assert answer.status is CheckInStatus.ACCEPTED
    assert [fact.kind for fact in facts(opened, "p01")] == [HappeningKind.ARRIVED]
    opened.store.close()


def test_on_a_full_disk_nothing_is_acknowledged_and_nothing_is_lost(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    with opened.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    check_in(opened, MOSSON, codes["p01"], nonce="before")
    with opened.store.writing() as writer:
        pages = writer.scalar(text("PRAGMA page_count"))
        writer.execute(text(f"PRAGMA max_page_count = {pages}"))
    acknowledged, told = [], ""
    for number in range(10_000):
        try:
            check_in(opened, MOSSON, codes["p02"], nonce=f"full{number}")
        except FairError as error:
            told = error.code
            break
        acknowledged.append(f"full{number}")
    assert told == "store_full"
    written = [fact.nonce for fact in facts(opened, "p02")]
    assert written == acknowledged
    assert [fact.nonce for fact in facts(opened, "p01")] == ["before"]
    opened.store.close()


@pytest.mark.slow
def test_a_store_locked_for_ten_seconds_answers_afterwards(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    with opened.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    file = make_url(opened.store.address).database
    ready = threading.Event()

    def hold():
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            ready.set()
            time.sleep(10)
            other.execute("ROLLBACK")

    holding = threading.Thread(target=hold)
    holding.start()
    ready.wait()
    assert check_in(opened, MOSSON, code, nonce="n").status is CheckInStatus.ACCEPTED
    holding.join()
    opened.store.close()
