"""What people said is sealed by column: no byte tells it without the key, nothing is lost."""

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import JSON, Text, cast, select, text, update
from sqlalchemy.exc import StatementError

from matching.domain.access import Access, Role
from matching.domain.errors import FairError
from matching.services.door.find_people import find_people
from matching.services.door.walk_in import walk_in
from matching.services.evening.backup import backup, restore
from matching.services.floor.stand_day import stand_day
from matching.services.floor.stand_notes import write_note
from matching.services.rights.forget import forget
from matching.services.rights.sealing import rotate_key
from matching.services.shop.shop import open_shop
from matching.store import fairs, import_report, schema
from matching.store.database import Store
from matching.store.day import plans
from matching.store.people import erasure
from matching.store.sealed_anew import documents_sealed, sealed_columns
from matching.store.sealing import sealed_file
from matching.store.sealing.key_file import KEY_FILE, add_key, new_key
from matching.store.sealing.sealed_column import Sealed, sealed_by
from tests.databases import BOTH, POSTGRES, empty_server
from tests.fairs import shop_on

MOSSON = "mosson-2023"
# Of people of the example: what they said, telephone and e-mail, statistics and received cells.
SAID = (b"fouilles", b"39981001", b"39 98 10 01", b"ines.br", b"birth_year", b'"rqth"')


@pytest.fixture
def key(tmp_path, monkeypatch):
    """A key in force, where SQLCipher is not installed."""
    file = tmp_path / "pocket" / "key"
    file.parent.mkdir()
    new_key(file)
    monkeypatch.setenv(KEY_FILE, str(file))
    monkeypatch.setattr(sealed_file, "can_seal_files", lambda: False)
    return file


@contextmanager
def opened(kind, example, folder):
    """The announced example in a database of its kind: a shop, and its address."""
    with shop_on(example.announced, folder) as shop:
        if kind == "sqlite":
            yield shop, str(shop.store._engine.url)
            return
        if not POSTGRES:
            pytest.skip("PARVIS_TEST_POSTGRES names no server; .ci/run starts one")
        empty_server()
        server = open_shop(POSTGRES)
        try:
            backup(shop, folder / "b.db")
            restore(server, folder / "b.db", replace=True)
            yield replace(shop, store=server.store), POSTGRES
        finally:
            server.store.close()


def stored(store):
    """Every byte of the rows as the database holds them."""
    with store.reading() as reader:
        return b"\n".join(
            repr(tuple(row)).replace("'", '"').encode()  # a server gives documents read
            for table in schema.metadata.sorted_tables
            for row in reader.execute(text(f'SELECT * FROM "{table.name}"'))
        )


@pytest.mark.parametrize("kind", BOTH)
def test_a_store_that_opens_with_a_first_key_is_sealed_and_reads_as_before(
    kind, example, tmp_path, monkeypatch
):
    with opened(kind, example, tmp_path) as (plain, address):
        before = everything(plain)
        assert [mark for mark in SAID if mark not in stored(plain.store)] == []
        plain.store.close()
        file = tmp_path / "key"
        new_key(file)
        monkeypatch.setenv(KEY_FILE, str(file))
        sealed = replace(plain, store=open_shop(address).store)
        assert [mark for mark in SAID if mark in stored(sealed.store)] == []
        assert everything(sealed) == before
        assert [found.person for found in find_people(sealed, MOSSON, "Belkhiri")] == ["p01"]
        sealed.store.close()
    if kind == "sqlite":
        left = b"".join(path.read_bytes() for path in tmp_path.glob("fair.db*"))
        assert [mark for mark in SAID if mark in left] == []


def everything(shop):
    with shop.store.reading() as reader:
        return (
            fairs.read_entries(reader, MOSSON),
            import_report.read_received_tables(reader, MOSSON),
            import_report.read_flaws(reader, MOSSON),
            {
                table: sorted(map(repr, rows))
                for table, rows in erasure.documents_of(reader, MOSSON, ["p01", "p05"]).items()
            },
        )


@pytest.mark.parametrize("kind", BOTH)
def test_without_the_key_nothing_opens_and_it_is_said(kind, example, tmp_path, key, monkeypatch):
    with opened(kind, example, tmp_path) as (shop, address):
        shop.store.close()
        open_shop(address).store.close()
        monkeypatch.delenv(KEY_FILE)
        assert refusal(address) == "sealing_needed"
        other = tmp_path / "other"
        new_key(other)
        monkeypatch.setenv(KEY_FILE, str(other))
        assert refusal(address) == "sealing_other_key"
        monkeypatch.setenv(KEY_FILE, str(key))
        again = replace(shop, store=open_shop(address).store)
        assert len(everything(again)[0].jobseekers) == 30
        again.store.close()


def test_a_note_of_a_stand_leaves_no_mark_in_the_file_or_its_log(example, tmp_path, key):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        sealed = replace(shop, store=open_shop(address).store)
        with sealed.store.reading() as reader:
            meeting = min(plans.announced_plan(reader, MOSSON).meetings)
        access = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=meeting.stand)
        words = "Zibelinette aime le tricot"
        write_note(sealed, MOSSON, meeting.id, words, access=access, nonce="n1")
        (note,) = stand_day(sealed, MOSSON, meeting.stand).notes[meeting.person]
        assert note.words == words
        left = [path.read_bytes() for path in tmp_path.glob("fair.db*")]
        assert any(b"n1" in found for found in left)
        assert not any(mark in found for found in left for mark in (b"Zibelinette", b"tricot"))
        sealed.store.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are told by Linux")
def test_a_store_that_is_refused_leaves_no_file_open(example, tmp_path, key, monkeypatch):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        open_shop(address).store.close()
        monkeypatch.delenv(KEY_FILE)
        assert refusal(address) == "sealing_needed"

        def broken(store):
            with store.reading() as reader:
                return reader.scalar(select(1)) / 0

        monkeypatch.setattr(Store, "_is_current", broken)
        with pytest.raises(ZeroDivisionError) as failed:
            open_shop(address)
        assert failed.traceback
        links = (os.path.realpath(link) for link in Path("/proc/self/fd").iterdir())
        assert [name for name in links if name.startswith(str(tmp_path / "fair.db"))] == []


def refusal(address):
    with pytest.raises(FairError) as refused:
        open_shop(address)
    return refused.value.code


@pytest.mark.slow
@pytest.mark.parametrize("kind", BOTH)
def test_another_key_seals_all_anew_and_older_backups_open_still(kind, example, tmp_path, key):
    with opened(kind, example, tmp_path) as (shop, address):
        shop.store.close()
        first = replace(shop, store=open_shop(address).store)
        before, names = everything(first), keys_of(first)
        backup(first, tmp_path / "old.parvis")
        first.store.close()
        count = rotated(key, address)
        second = replace(shop, store=open_shop(address).store)
        assert count == len_sealed(second) > 60
        assert len(keys_of(second)) == len(names) == 1
        assert not keys_of(second) & names
        assert everything(second) == before
        assert restore(second, tmp_path / "old.parvis", replace=True).fairs == (MOSSON,)
        assert everything(second) == before
        second.store.close()


def rotated(key, address):
    """Another key for the store at an address; how many documents it seals."""
    shops = []

    def opening():
        shops.append(open_shop(address))
        return shops[-1]

    count = rotate_key(key, opening)
    shops[-1].store.close()
    return count


def len_sealed(shop):
    with shop.store.reading() as reader:
        return documents_sealed(reader)


def keys_of(shop):
    """The names of the keys that seal anything in the store."""
    with shop.store.reading() as reader:
        return {
            sealed_by(found)
            for _, column in sealed_columns()
            for found in reader.scalars(select(cast(column, Text)))
        } - {""}


@pytest.mark.parametrize("kind", BOTH)
def test_a_person_forgotten_takes_what_was_sealed_of_them_along(kind, example, tmp_path, key):
    with opened(kind, example, tmp_path) as (shop, address):
        shop.store.close()
        sealed = replace(shop, store=open_shop(address).store)
        came = walk_in(sealed, MOSSON, first_name="Zebulonette", fields={}, nonce="w").person
        with sealed.store.reading() as reader:
            table = schema.jobseekers
            mine = cast(table.c.document, Text)
            tokens = [
                found.encode() for found in reader.scalars(select(mine).where(table.c.id == came))
            ]
        assert all(token[40:90] in stored(sealed.store) for token in tokens)
        forget(sealed, MOSSON, came)
        left = stored(sealed.store)
        if kind == "sqlite":
            left += b"".join(path.read_bytes() for path in tmp_path.glob("fair.db*"))
        assert b"Zebulonette" not in left
        assert not any(token[40:90] in left for token in tokens)
        sealed.store.close()


def test_a_backup_is_sealed_where_the_store_is(example, tmp_path, key):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        sealed = replace(shop, store=open_shop(address).store)
        backup(sealed, tmp_path / "b.parvis")
        content = (tmp_path / "b.parvis").read_bytes()
        assert [mark for mark in SAID if mark in content] == []
        sealed.store.close()


def test_a_key_that_was_pulled_out_lets_the_day_go_on(example, tmp_path, key):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        sealed = replace(shop, store=open_shop(address).store)
        key.unlink()
        walk_in(sealed, MOSSON, first_name="Zoé", fields={}, nonce="w")
        assert len(everything(sealed)[0].jobseekers) == 31
        sealed.store.close()


def test_what_was_sealed_in_a_column_is_refused_in_another_and_when_it_was_changed(
    example, tmp_path, key
):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        sealed = replace(shop, store=open_shop(address).store)
        people, numbers = schema.jobseekers, schema.statistics
        with sealed.store.writing() as writer:
            token = writer.scalar(select(cast(numbers.c.document, Text)))
            raw = text("UPDATE jobseekers SET document = :token WHERE id = 'p02'")
            writer.execute(raw, {"token": token})
        with sealed.store.reading() as reader, pytest.raises(FairError) as refused:
            reader.scalar(select(people.c.document).where(people.c.id == "p02"))
        assert refused.value.code == "sealing_other_key"
        sealed.store.close()


_SEALER = """
import sys
from matching.store import sealed_anew
sealed_anew.keep_setting = lambda *told: print("not committed", flush=True) or sys.stdin.read()
from matching.services.shop.shop import open_shop
open_shop(sys.argv[1])
"""


@pytest.mark.slow
def test_a_process_killed_while_it_seals_has_done_nothing_and_the_next_does_it(
    example, tmp_path, key
):
    with opened("sqlite", example, tmp_path) as (shop, address):
        shop.store.close()
        open_shop(address).store.close()
        add_key(key)
        with subprocess.Popen(
            [sys.executable, "-c", _SEALER, address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ,
        ) as process:  # fmt: skip
            assert process.stdout.readline()
            process.kill()
        again = replace(shop, store=open_shop(address).store)
        assert len(keys_of(again)) == 1
        assert len(everything(again)[0].jobseekers) == 30
        again.store.close()


def test_every_document_of_people_is_sealed():
    """A new table with a document of people is sealed, or says here why not."""
    tells_of_nobody = {
        "fairs.document", "exhibitors.document", "offers.document", "score_versions.document",
        # Ids and codes: who could not be planned, and by how much a goal was met.
        "plan_versions.goals", "plan_versions.bounds", "plan_versions.unmet",
        # Formats and numbers of copies: whose sheet is to be printed stands beside, as an id.
        "print_jobs.options",
    }  # fmt: skip
    plain = {
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON)
    }
    assert plain == tells_of_nobody
    places = {
        f"{table.name}.{column.name}": column.type.place for table, column in sealed_columns()
    }
    assert all(name == place for name, place in places.items())


def test_a_key_that_was_never_there_writes_nothing(example, tmp_path, monkeypatch):
    with opened("sqlite", example, tmp_path) as (shop, _):
        monkeypatch.setenv(KEY_FILE, str(tmp_path / "nowhere"))
        people = schema.jobseekers
        with shop.store.writing() as writer, pytest.raises((FairError, StatementError)):
            writer.execute(update(people).values(document={"first_name": "A", "last_name": "B"}))
        monkeypatch.delenv(KEY_FILE)
        assert len(everything(shop)[0].jobseekers) == 30


def test_a_sealed_column_says_where_it_is():
    documents = [column for _, column in sealed_columns() if isinstance(column.type, Sealed)]
    assert {column.type.clear for column in documents} == {
        (),
        ("first_name", "last_name"),
    }
