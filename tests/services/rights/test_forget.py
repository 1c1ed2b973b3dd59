import gc
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.programme.follow_up import FollowUp, Situation
from matching.services.door.join_files import join_files
from matching.services.door.offline_codes import known_codes
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.evening.backup import backup, restore
from matching.services.evening.report import report, report_answer
from matching.services.files.receive_files import receive_folder
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.draw_plan import draw_plan
from matching.services.rights.copies import BACKUP, note_written
from matching.services.rights.forget import forget, would_forget
from matching.services.rights.keep_up import keep_up
from matching.services.rights.retention import due_now, forget_due, retained
from matching.services.shop.retention_rules import Retention, set_retention
from matching.services.shop.shop import open_shop
from matching.store import schema
from matching.store.database import Store
from matching.store.day import plans
from matching.store.follow_ups import put_follow_ups
from matching.store.people import badges, erasure
from tests.databases import POSTGRES, empty_store
from tests.fairs import file_after, shop_on

MOSSON = "mosson-2023"
# What the first person of the example is told by: no other file of it says any of these.
MARKS = (b"Belkhiri", b"ines.br", b"39981001", b"39 98 10 01", b"fouilles", b"Zebulonette")
DAY = timedelta(days=1)


def code_of(shop, person):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def meetings_of(shop, person):
    with shop.store.reading() as reader:
        return plans.announced_meetings(reader, MOSSON, [person])[person]


def live(shop):
    """A day on which the first person came under two files, met somebody, and missed somebody."""
    check_in(shop, MOSSON, code_of(shop, "p01"), nonce="a")
    check_in(shop, MOSSON, code_of(shop, "p02"), nonce="b")
    check_in(shop, MOSSON, code_of(shop, "p06"), nonce="p06")
    came = walk_in(shop, MOSSON, first_name="Zebulonette", fields={"wishes": "coudre"}, nonce="w")
    first, second = meetings_of(shop, "p01")[:2]
    follow_day(shop, MOSSON, StaffReport("held", meeting=first.id), nonce="c")
    note_outcome(shop, MOSSON, first.id, result="hired", nonce="d")
    follow_day(shop, MOSSON, StaffReport("no-show", meeting=second.id), nonce="e")
    join_files(shop, MOSSON, kept="p01", other=came.person)
    with shop.store.writing() as writer:
        put_follow_ups(writer, MOSSON, [FollowUp("p01", months=1, situation=Situation.FIRST_JOB)])
    return came


@pytest.fixture(scope="module")
def after_the_day(example, tmp_path_factory):
    return file_after(example.announced, tmp_path_factory.mktemp("lived"), live)


@pytest.fixture
def lived(after_the_day, tmp_path):
    with shop_on(after_the_day, tmp_path) as shop:
        yield shop


def files_of(folder):
    """Everything that the store has left in a folder, as bytes."""
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def figures(shop):
    found = report_answer(report(shop, MOSSON), "fr")
    return [
        (section["code"], figure["code"], figure["label"], figure["value"], figure["hidden"])
        for section in found["sections"]
        for figure in section["figures"]
    ]


@pytest.mark.slow
def test_a_person_forgotten_is_in_no_byte_of_the_database(lived, tmp_path):
    code = code_of(lived, "p01").encode()
    held = files_of(tmp_path)
    assert all(mark in held for mark in (*MARKS, code, b"p01"))
    gone = forget(lived, MOSSON, "p01")
    assert gone.is_wiped
    assert gone.lines == {"jobseekers.csv": 1}
    left = files_of(tmp_path)
    assert [mark for mark in (*MARKS, code, b"p01") if mark in left] == []
    assert b"p02" in left


@pytest.mark.slow
def test_figures_do_not_move_when_anybody_is_forgotten(lived):
    before = figures(lived)
    with lived.store.reading() as reader:
        people = [f"p{number:02}" for number in range(1, 31, 3)]
        assert set(people) <= set(badges.live_codes(reader, MOSSON))
    for person in people:
        forget(lived, MOSSON, person)
        assert figures(lived) == before


@pytest.mark.slow
def test_the_code_of_a_person_forgotten_opens_nothing(lived):
    code, known = code_of(lived, "p01"), len(known_codes(lived, MOSSON).hashes)
    forget(lived, MOSSON, "p01")
    answer = check_in(lived, MOSSON, code, nonce="again")
    assert (answer.status, answer.reason) == (CheckInStatus.REFUSED, "badge_unknown")
    assert len(known_codes(lived, MOSSON).hashes) == known - 2


@pytest.mark.slow
def test_the_day_goes_on_without_a_person_forgotten(lived):
    forget(lived, MOSSON, "p01")
    drawn = draw_plan(lived, MOSSON, seconds=5)
    assert "p01" not in {meeting.person for meeting in drawn.version.meetings}
    check_in(lived, MOSSON, code_of(lived, "p03"), nonce="next")


def test_the_same_folder_again_brings_nobody_back(lived):
    forget(lived, MOSSON, "p01")
    receive_folder(lived, Path("data/examples/mosson"))
    with pytest.raises(FairError) as told:
        would_forget(lived, MOSSON, "p01")
    assert told.value.code == "person_unknown"


def test_a_dry_run_says_what_would_go_and_changes_nothing(lived, tmp_path):
    before = figures(lived)
    found = would_forget(lived, MOSSON, "p01")
    assert found.rows["jobseekers"] == 2
    assert {"badges", "happenings", "meetings", "statistics", "twins"} <= found.rows.keys()
    assert all(mark in files_of(tmp_path) for mark in MARKS)
    assert figures(lived) == before
    assert forget(lived, MOSSON, "p01").rows == found.rows


@pytest.mark.slow
def test_backups_that_still_hold_a_person_are_named_until_they_are_gone(lived, tmp_path):
    for name in ("old.parvis", "new.parvis"):
        backup(lived, tmp_path / name)
        note_written(lived, BACKUP, tmp_path / name)
    (tmp_path / "old.parvis").unlink()
    gone = forget(lived, MOSSON, "p01")
    assert [Path(copy.path).name for copy in gone.copies] == ["new.parvis"]
    backup(lived, tmp_path / "after.parvis")
    note_written(lived, BACKUP, tmp_path / "after.parvis")
    assert MARKS[0] not in (tmp_path / "after.parvis").read_bytes()
    assert [Path(copy.path).name for copy in would_forget(lived, MOSSON, "p02").copies] == [
        "new.parvis", "after.parvis",
    ]  # fmt: skip


def profiles_in_memory(name):
    """Profiles of somebody that this process still reaches."""
    gc.collect()
    return [
        found
        for found in gc.get_referrers(Jobseeker)
        if isinstance(found, Jobseeker) and found.first_name == name
    ]


@pytest.mark.slow
def test_another_process_lets_go_of_what_it_has_read(planned, tmp_path):
    came = walk_in(planned, MOSSON, first_name="Onesimette", fields={}, nonce="o").person
    report(planned, MOSSON)
    assert profiles_in_memory("Onesimette")
    other = replace(planned, store=Store.open(f"sqlite:///{tmp_path / 'fair.db'}"))
    with other.store.writing() as writer:
        who = erasure.identity_of(writer, MOSSON, [came])
        erasure.erase(writer, MOSSON, who, (), new_id="x-1")
    keep_up(planned)
    assert profiles_in_memory("Onesimette") == []
    other.store.close()


_FORGETTER = """
import sys
from matching.services.rights import forget
from matching.services.shop.shop import open_shop
shop = open_shop(sys.argv[1])
if sys.argv[2] == "wiping":
    forget.finish_wiping = lambda shop: print("rows are gone", flush=True) or sys.stdin.read()
else:
    forget.erasure.note_act = lambda *told: print("not committed", flush=True) or sys.stdin.read()
forget.forget(shop, "mosson-2023", "p01")
"""


def killed_while_forgetting(address, moment):
    command = [sys.executable, "-c", _FORGETTER, address, moment]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["writing", "wiping"])
def test_a_process_killed_while_it_forgets_leaves_a_person_whole_or_gone(lived, tmp_path, moment):
    before, address = figures(lived), lived.store.address
    lived.store.close()
    killed_while_forgetting(address, moment)
    again = open_shop(address)
    stopped = replace(lived, store=again.store)
    assert figures(stopped) == before
    if moment == "writing":
        assert would_forget(stopped, MOSSON, "p01").rows["jobseekers"] == 2
        forget(stopped, MOSSON, "p01")
    again.store.close()
    left = files_of(tmp_path)
    assert [mark for mark in MARKS if mark in left] == []


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["writing", "wiping"])
def test_a_process_killed_while_it_forgets_on_a_server_leaves_a_person_whole_or_gone(
    lived, tmp_path, moment
):
    backup(lived, tmp_path / "b.db")
    with empty_store("postgresql", tmp_path) as store:
        restore(replace(lived, store=store), tmp_path / "b.db")
        before = figures(replace(lived, store=store))
        killed_while_forgetting(POSTGRES, moment)
        again = open_shop(POSTGRES)
        stopped = replace(lived, store=again.store)
        assert figures(stopped) == before
        if moment == "writing":
            assert would_forget(stopped, MOSSON, "p01").rows["jobseekers"] == 2
            forget(stopped, MOSSON, "p01")
        left = pages_of(again.store)
        again.store.close()
        assert [mark for mark in MARKS if mark in left] == []


@pytest.mark.slow
def test_a_person_forgotten_is_in_no_page_of_a_server(lived, tmp_path):
    backup(lived, tmp_path / "b.db")
    with empty_store("postgresql", tmp_path) as store:
        server = replace(lived, store=store)
        restore(server, tmp_path / "b.db")
        before = figures(server)
        assert [mark for mark in MARKS if mark not in pages_of(store)] == []
        assert forget(server, MOSSON, "p01").is_wiped
        left = pages_of(store)
        assert [mark for mark in MARKS if mark in left] == []
        assert figures(server) == before


def pages_of(store):
    """Every page of every relation of a server, compressed texts taken apart."""
    files = text(
        "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
        " WHERE relkind IN ('r', 'i', 't') AND relnamespace IN"
        " (SELECT oid FROM pg_namespace WHERE nspname IN ('public', 'pg_toast'))"
    )
    with store.writing() as writer:
        rows = [
            repr(tuple(row)).encode()
            for table in schema.metadata.sorted_tables
            for row in writer.execute(table.select())
        ]
    with store._engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("CHECKPOINT"))
        return b"".join([*map(bytes, connection.scalars(files)), *rows])


def test_every_table_is_emptied_of_a_person_or_holds_nobody(lived):
    with lived.store.reading() as reader:
        searched = {table.name for table, _ in erasure._places(reader, MOSSON, ["p01"])}
    known = (
        searched
        | erasure.HOLDS_NOBODY
        | {
            "flaws",
            "follow_ups",
            "plan_versions",
            "received_tables",
        }
    )
    assert {table.name for table in schema.metadata.sorted_tables} == known


@pytest.mark.slow
def test_proof_of_an_erasure_names_nobody(lived):
    forget(lived, MOSSON, "p01", station="bureau")
    with lived.store.reading() as reader:
        (act,) = erasure.read_acts(reader, MOSSON)
    assert (act.act, act.people, act.station) == ("forgotten", 1, "bureau")


@pytest.fixture
def kept(after_the_day, tmp_path):
    """Shops over the same store on chosen days after the fair."""
    with shop_on(after_the_day, tmp_path) as shop:
        yield lambda days: replace(shop, clock=lambda: after(shop, days))


def after(shop, days):
    return shop.clock() + days * DAY


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "rules"),
    [(29, set()), (30, {"absent_days"}), (91, {"absent_days"}), (92, {"absent_days", "present"})],
)
def test_one_day_before_its_time_nobody_is_due(kept, days, rules):
    found = {due.rule.removesuffix("_months") for due in due_now(kept(days), MOSSON)}
    assert found - {"recontact"} == rules


def test_rules_may_be_changed_within_what_the_law_allows(kept):
    shop = kept(0)
    assert set_retention(shop, absent_days=0) == Retention(absent_days=0)
    absent = {due.person for due in due_now(shop, MOSSON)}
    assert absent
    assert "p01" not in absent
    with pytest.raises(ValueError, match="recontact_months"):
        set_retention(shop, recontact_months=25)


@pytest.mark.slow
def test_those_due_are_forgotten_and_the_others_stay(kept):
    shop = kept(30)
    before, due = figures(shop), {found.person for found in due_now(shop, MOSSON)}
    gone = forget_due(shop, MOSSON)
    assert {found.person for found in gone} == due
    assert {found.person for found in retained(shop, MOSSON)} == {"p01", "p02", "p06"}
    assert due_now(shop, MOSSON) == ()
    assert figures(shop) == before
