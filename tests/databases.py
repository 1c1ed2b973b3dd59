"""The databases that tests run on: a file, and the server that `.ci/run` starts."""

import os
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

from matching.store.database import Store

BOTH = ("sqlite", "postgresql")


def database_of_worker() -> str:
    """The address of the server's database for this process: each worker of a run has its own."""
    server = os.environ.get("PARVIS_TEST_POSTGRES", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not server or not worker:
        return server
    mine = make_url(server).set(database=f"parvis_{worker}")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if connection.execute(known, {"name": mine.database}).first() is None:
            connection.execute(text(f'CREATE DATABASE "{mine.database}"'))
    engine.dispose()
    return mine.render_as_string(hide_password=False)


POSTGRES = database_of_worker()


@contextmanager
def empty_store(kind, folder):
    """A store with nothing in it, on a file or on the server."""
    if kind == "sqlite":
        opened = Store.open(f"sqlite:///{folder / 'fair.db'}")
    elif POSTGRES:
        empty_server()
        opened = Store.open(POSTGRES)
    else:
        pytest.skip("PARVIS_TEST_POSTGRES names no server; .ci/run starts one")
    try:
        yield opened
    finally:
        opened.close()


def empty_server():
    """Nothing left on the server of the tests."""
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
