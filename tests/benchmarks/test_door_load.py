"""The door in a rush, a region's staff at their screens, a long day, and a page for one person."""

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from badges.code import new_code
from matching.domain.jobseeker import Jobseeker
from matching.services.access.enter import COOKIE
from matching.services.door.welcome import check_in
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.print_sheets import personal_schedule
from matching.services.ready import get_ready
from matching.store import schema
from matching.store.documents import to_document
from matching.store.people import badges
from tests.scanner.real_door import FAIR, real_app, real_door

HERE = Path(__file__).parent
FIRST = 1000
HOUR = 16  # seconds in which twenty screens act as often as in an hour, once a minute each


def register(shop, count):
    """So many more people of the fair; their codes."""
    codes = [new_code() for _ in range(count)]
    people = [
        {
            "fair": FAIR,
            "id": f"z{number}",
            "call_number": FIRST + number,
            "walk_in": 0,
            "withdrawn": 0,
            "document": to_document(Jobseeker(id=f"z{number}", first_name=f"Zoé{number:05d}")),
        }
        for number in range(count)
    ]
    issued = [
        {"code": code, "fair": FAIR, "person": f"z{number}", "issued_at": datetime.now(UTC)}
        for number, code in enumerate(codes)
    ]
    with shop.store.writing() as writer:
        writer.execute(insert(schema.jobseekers), people)
        writer.execute(insert(schema.badges), issued)
    return codes


@contextmanager
def open_hall(folder, people):
    """The app with so many people registered, once it answers."""
    with real_app(folder) as door:
        codes = register(door.shop, people)
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{door.address}/api/health", timeout=5):
                    break
            except OSError:
                time.sleep(0.2)
        yield door, codes


def beside(door, script, *words, given=""):
    """What a script, run beside the app, measured there, with the app's own seconds of CPU."""
    before = cpu_seconds(door.process)
    port, cookie = door.address.rsplit(":", 1)[1], f"{COOKIE}={door.cookie}"
    command = [sys.executable, str(HERE / script), port, cookie, *map(str, words)]
    done = subprocess.run(
        command, input=given, text=True, capture_output=True, check=True, timeout=900
    )
    return json.loads(done.stdout), cpu_seconds(door.process) - before


def cpu_seconds(process):
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process):
    return int(Path(f"/proc/{process}/statm").read_text().split()[1])


def shown(measured, subject, waited):
    cuts = statistics.quantiles(waited, n=20)
    measured(subject, "p50 · p95 · most, ms", " · ".join(
        f"{1000 * one:.0f}" for one in (cuts[9], cuts[18], max(waited))
    ))  # fmt: skip
    return cuts[18]


def test_a_thousand_check_ins_a_second_however_many_are_registered(tmp_path, measured):
    rates = {}
    for people in (8_000, 50_000):
        folder = tmp_path / str(people)
        folder.mkdir()
        with open_hall(folder, people) as (door, codes):
            beside(door, "rush.py", FAIR, 3, 1, given="\n".join(codes[-300:]))  # the first is cold
            found, cpu = beside(door, "rush.py", FAIR, 20, 6, given="\n".join(codes[:-300]))
        assert set(found["told"]) == {"accepted"}
        acts = found["told"]["accepted"]
        rates[people] = acts / found["seconds"]
        subject = f"20 tablets in a rush, {people} registered"
        measured(subject, "check-ins a second", rates[people])
        measured(subject, "CPU of the app each, ms", 1000 * cpu / acts)
        shown(measured, subject, found["waited"])
    assert rates[50_000] >= 0.8 * rates[8_000]
    assert rates[8_000] >= 1000


def test_two_hundred_screens_of_staff_are_served_by_one_process(tmp_path, measured):
    with open_hall(tmp_path, 2_000) as (door, _):
        found, cpu = beside(door, "staff.py", 200, 30, 5)
    assert found["errors"] == []
    subject = "200 screens, an act each 5 s, 2 000 people"
    measured(subject, "CPU of the app each, ms", 1000 * cpu / len(found["waited"]))
    assert shown(measured, subject, found["waited"]) <= 0.1


def test_a_long_day_leaves_the_app_as_large_as_it_was(tmp_path, measured):
    """Eight hours at twenty screens, about an act a minute each, without the thinking between."""
    with open_hall(tmp_path, 400) as (door, _), ThreadPoolExecutor(1) as thread:
        day = thread.submit(beside, door, "staff.py", 20, 8 * HOUR, 0)
        sizes = []
        while not wait([day], HOUR).done:
            sizes.append(resident(door.process))
        found, _ = day.result()
    assert found["errors"] == []
    growth = sizes[-1] / sizes[0] - 1
    measured("eight hours at 20 screens", "acts", len(found["waited"]))
    told = " ".join(str(size * os.sysconf("SC_PAGE_SIZE") >> 20) for size in sizes)
    measured("eight hours at 20 screens", "MiB after each hour", told)
    measured("eight hours at 20 screens", "growth of memory after the first", f"{growth:.1%}")
    assert growth <= 0.05


def test_a_page_for_one_person_is_ready_soon_after_the_scan(tmp_path, measured):
    with real_door(tmp_path) as door:
        shop = door.shop
        draw_plan(shop, FAIR, seconds=20)
        get_ready(shop)
        register(shop, 5_000)
        with shop.store.reading() as reader:
            codes = badges.live_codes(reader, FAIR)
        spent = []
        for person in [f"p{number:02d}" for number in range(1, 31)]:
            began = time.perf_counter()
            check_in(shop, FAIR, codes[person], nonce=person)
            assert personal_schedule(shop, FAIR, person).startswith(b"%PDF")
            spent.append(time.perf_counter() - began)
    slowest = shown(measured, "from the scan to the person's PDF", spent[1:])
    assert slowest <= 0.5
