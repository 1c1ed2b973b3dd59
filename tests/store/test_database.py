import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.store import fairs
from matching.store.database import Store
from matching.store.day import happenings
from tests.fairs import moment, morning_fair

_WRITER = """
import sys
from matching.domain.day.happening import Happening, HappeningKind
from matching.store.day import happenings
from matching.store.database import Store
from tests.fairs import moment
store = Store.open(sys.argv[1])
for number in range(1_000_000):
    fact = Happening(HappeningKind.ARRIVED, moment(9), f"n{number}", person=f"p{number}")
    with store.writing() as writer:
        happenings.append(writer, "morning-2023", fact, recorded_at=moment(9), visit=0)
    print(number, flush=True)
"""


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'fair.db'}")
    with opened.writing() as writer:
        fairs.write_fair(writer, morning_fair(), digest="d", at=moment(9))
    yield opened
    opened.close()


def test_killed_process_loses_nothing_acknowledged(store):
    command = [sys.executable, "-c", _WRITER, store.address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        acknowledged = [int(process.stdout.readline()) for _ in range(25)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().split()]
    with store.reading() as reader:
        kept = {fact.nonce for fact in happenings.read_happenings(reader, "morning-2023")}
    assert {f"n{number}" for number in acknowledged} <= kept
    assert len(kept) <= len(acknowledged) + 1


def test_many_threads_with_one_badge_write_one_arrival(store):
    written, refused = [], []

    def come(number):
        fact = Happening(HappeningKind.ARRIVED, moment(9), f"n{number}", person="amina")
        try:
            with store.writing() as writer:
                happenings.append(writer, "morning-2023", fact, recorded_at=moment(9), visit=0)
            written.append(number)
        except IntegrityError:
            refused.append(number)

    threads = [threading.Thread(target=come, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written) == 1
    assert len(refused) == 15


def test_sqlite_is_opened_durable_and_shared(store):
    with store.reading() as reader:
        assert reader.scalar(text("PRAGMA journal_mode")) == "wal"
        assert reader.scalar(text("PRAGMA synchronous")) == 2
        assert reader.scalar(text("PRAGMA foreign_keys")) == 1


def test_idle_connections_of_every_store_of_the_address_let_go_of_their_pages(store, tmp_path):
    same = Store.open(store.address)
    other = Store.open(f"sqlite:///{tmp_path / 'other.db'}")
    opened = (store, same, other)
    for each in opened:
        with each.reading():
            pass
    assert [each._engine.pool.checkedin() for each in opened] == [1, 1, 1]
    same.let_go()
    assert [each._engine.pool.checkedin() for each in opened] == [0, 0, 1]
    same.close()
    other.close()


def test_opening_twice_keeps_what_is_there(store):
    again = Store.open(store.address)
    with again.reading() as reader:
        assert fairs.digest_of(reader, "morning-2023") == "d"
    again.close()


@pytest.mark.parametrize("url", ["nonsense", "oracle-of-delphi://x", "sqlite+nodriver:///x"])
def test_address_that_makes_no_sense_is_refused(url):
    with pytest.raises(FairError) as refusal:
        Store.open(url)
    assert refusal.value.code == "store_url"


def test_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "fair.db").write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(FairError) as refusal:
        Store.open(f"sqlite:///{tmp_path / 'fair.db'}")
    assert refusal.value.code == "store_unreachable"


def test_refusal_hides_the_password():
    with pytest.raises(FairError) as refusal:
        Store.open("postgresql+psycopg://ann:secret@127.0.0.1:1/fair")
    assert refusal.value.code == "store_unreachable"
    assert "secret" not in str(refusal.value)


def test_migrations_make_the_schema_that_the_code_states(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from matching.store.schema import metadata

    with store.reading() as reader:
        assert compare_metadata(MigrationContext.configure(reader), metadata) == []


def test_head_named_in_the_code_is_the_newest_migration():
    from alembic.script import ScriptDirectory

    from matching.store import database

    folder = Path(database.__file__).parent / "migrations"
    assert ScriptDirectory(folder).get_heads() == [database.HEAD]


@pytest.mark.parametrize("another", [False, True])
def test_a_file_moved_under_the_app_is_noticed_by_the_next_act(store, tmp_path, another):
    file = tmp_path / "fair.db"
    file.rename(tmp_path / "elsewhere.db")
    if another:
        Store.open(f"sqlite:///{file}").close()
    for transaction in (store.reading, store.writing):
        with pytest.raises(FairError) as told, transaction():
            pass
        assert told.value.code == "store_moved"
    if not another:
        (tmp_path / "elsewhere.db").rename(file)
        with store.writing() as writer:  # put back, it goes on
            assert fairs.digest_of(writer, "morning-2023") == "d"
