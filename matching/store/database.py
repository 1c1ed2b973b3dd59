"""Open a database, bring its schema up to date, and hand out transactions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    column,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    table,
    text,
)
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
)

from matching.domain.errors import FairError
from matching.store.last_read import ONLY_READS
from matching.store.sealing.sealed_file import connect, driver, is_sealed, seal_anew

HEAD = "0021"
"""The newest revision under `migrations/versions`; a test holds the two together."""

_BUSY_MILLISECONDS = 15_000
_ROOM = 200_000
_ROOM_LEFT = table("room_left", column("words"))
# PostgreSQL lets writers run side by side; acts read before they write, so they take turns.
_WRITERS_TURN = 7_217_847
_ENGINES: WeakSet[Engine] = WeakSet()
_OPENING = threading.Lock()


class Store:
    """A database with its schema in place.

    On SQLite a write begins with `BEGIN IMMEDIATE` and every commit reaches the disk, so that
    reading and then writing in one transaction is safe and nothing acknowledged is lost.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        # SQLite's own waiting is unfair between threads of one process: queue them here.
        self._turn = threading.Lock() if self._is_sqlite else nullcontext()
        self._file = _file_of(engine)
        self._identity = _identity(self._file)
        self._is_full = False
        with _OPENING:
            _ENGINES.add(engine)

    @classmethod
    def open(cls, url: str) -> "Store":
        """The store at a database URL, created or upgraded when needed.

        Raises
        ------
        FairError
            `store_url`: the address makes no sense; `store_unreachable`: it does not answer;
            `store_newer`: a later version of Parvis wrote it; `store_sealed`: it opens with
            another key; `sealing_missing`, `sealing_key`: there is no driver, or no key.
        """
        try:
            engine = _engine(url)
            store = cls(engine)
            with _closed_if_refused(store):
                store._upgrade()
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise FairError("store_url", url=_without_password(url)) from error
        except (DBAPIError, OSError) as error:
            if is_sealed(_path_of(engine.url)):
                raise FairError("store_sealed", url=_without_password(url)) from error
            raise FairError("store_unreachable", url=_without_password(url)) from error
        return store

    @property
    def address(self) -> str:
        """The URL of the database, its password hidden."""
        return self._engine.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store.

        Raises
        ------
        FairError
            `store_locked`, `store_full` or `store_unreachable`: what is wrong with the database;
            `store_moved` when its file is not where it was opened.
        """
        self._must_be_there()
        with self._telling(), self._engine.connect() as connection:
            connection.execution_options(**{ONLY_READS: True})
            if not self._is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A short transaction that alone may write (SQLite) and is durable once it ends.

        Raises
        ------
        FairError
            As for `reading`; nothing was written then.
        """
        self._must_be_there()
        with self._telling(), self._turn, self._engine.connect() as connection:
            connection.execution_options(begin_sql="BEGIN IMMEDIATE")
            with connection.begin():
                if not self._is_sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_TURN})"))
                yield connection
        self._is_full = False

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What a database cannot do, in words that somebody at the door can act on."""
        try:
            yield
        except OperationalError as error:
            code = next(filter(None, map(_what_is_wrong, _causes(error))), "store_unreachable")
            self._is_full = self._is_full or code == "store_full"
            raise FairError(code, url=self.address) from error

    def must_answer(self) -> None:
        """Raise what is wrong with the database, also when it reads and cannot write any more.

        Raises
        ------
        FairError
            As for `writing`. A database that was full is asked again whether it still is.
        """
        with self.reading() as reader:
            reader.execute(text("SELECT 1"))
        if self._is_full:
            # Longer than what free pages usually hold, and gone with the transaction.
            with self.writing() as writer:
                writer.execute(text("CREATE TABLE room_left (words TEXT)"))
                writer.execute(insert(_ROOM_LEFT), {"words": "." * _ROOM})
                writer.execute(text("DROP TABLE room_left"))

    def _must_be_there(self) -> None:
        """A file that was moved is still written to where it went, and nobody finds it there."""
        if self._identity is not None and _identity(self._file) != self._identity:
            raise FairError("store_moved", url=self.address)

    def wipe(self) -> bool:
        """Write the database anew, so that no free page and no log holds what was deleted.

        Returns
        -------
        False when somebody else was using it meanwhile: rows are gone then, and the log of the
        database is wiped at the next call.
        """
        with self._telling(), self._turn, self._engine.connect() as connection:
            if not self._is_sqlite:
                free = connection.execution_options(isolation_level="AUTOCOMMIT")
                free.execute(text("VACUUM FULL"))
                return True
            raw = connection.connection.cursor()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("VACUUM")
            (busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def seal_file_anew(self) -> bool:
        """Write a file that an older key opens with the newest; whether there was anything to do.

        Raises
        ------
        FairError
            `store_locked` when somebody else has it open.
        """
        if self._file is None:
            return False
        with self._turn:
            self._engine.dispose()
            return seal_anew(self._file)

    def let_go(self) -> None:
        """Let go of the pages and values that idle connections hold; new ones open.

        Those of every store that this process has open at the address; a database in memory lives
        in its one connection, and keeps it.
        """
        if self._file is None and self._is_sqlite:
            return
        with _OPENING:
            opened = [engine for engine in _ENGINES if engine.url == self._engine.url]
        for engine in opened:
            engine.dispose()

    def close(self) -> None:
        """Let every connection go."""
        self._engine.dispose()

    def _upgrade(self) -> None:
        if self._is_current():
            return
        # Loaded only when there is something to do: it costs a second at every start.
        from alembic import command  # noqa: PLC0415
        from alembic.config import Config  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        with as_file(files("matching.store") / "migrations") as folder, self.writing() as writer:
            config = Config()
            config.set_main_option("script_location", str(folder).replace("%", "%%"))
            config.attributes["connection"] = writer
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                raise FairError("store_newer", url=self.address) from error

    def _is_current(self) -> bool:
        with self.reading() as reader:
            if not inspect(reader).has_table("alembic_version"):
                return False
            return bool(reader.scalar(text("SELECT version_num FROM alembic_version")) == HEAD)


def _file_of(engine: Engine) -> Path | None:
    """The file of a database, `None` for one in memory or of a server."""
    return _path_of(engine.url) if engine.dialect.name == "sqlite" else None


def _path_of(url: URL) -> Path | None:
    name = url.database
    return (
        None
        if not name or name == ":memory:" or name.startswith("file:")
        else Path(name).absolute()
    )


def _identity(file: Path | None) -> tuple[int, int] | None:
    """What stays the same as long as a path leads to one file."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def is_writing(connection: Connection) -> bool:
    """Whether a transaction is one of `Store.writing`."""
    return "begin_sql" in connection.get_execution_options()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed, pool_size=20, max_overflow=20, pool_pre_ping=True, hide_parameters=True
        )
    path = _path_of(parsed)
    # Who was there last knows best what has changed since it looked (`LastSeen`).
    lately = {"pool_use_lifo": True} if path is not None else {}
    if path is not None and is_sealed(path):
        engine = create_engine(
            parsed, hide_parameters=True, module=driver(), creator=partial(connect, path), **lately
        )
    else:
        engine = create_engine(parsed, hide_parameters=True, **lately)
    if path is not None:
        _keep_private(path)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_private(path: Path) -> None:
    """The file for its owner alone: it holds what people said of themselves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _prepare_sqlite(connection: Any, record: object) -> None:
    del record
    # The driver must not open transactions by itself: `_begin_sqlite` says which kind.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is deleted is overwritten at once, and does not wait in a free page.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin_sql", "BEGIN"))


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.rsplit("@", maxsplit=1)[-1]


def _what_is_wrong(error: BaseException) -> str:
    said = str(error)
    return next((f"store_{word}" for word in ("full", "locked") if f"is {word}" in said), "")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what came before it: a full disk also breaks the way back to a savepoint."""
    while error is not None:
        yield error
        error = error.__context__


@contextmanager
def _closed_if_refused(store: Store) -> Iterator[None]:
    """Leave no connection open behind a store that nobody gets."""
    try:
        yield
    except BaseException:
        store.close()
        raise
