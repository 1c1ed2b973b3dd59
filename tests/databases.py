"""The databases that tests run on: a file, and the server that `.ci/run` starts."""

import os
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, text

from matching.store.database import Store

POSTGRES = os.environ.get("PARVIS_TEST_POSTGRES", "")
BOTH = ("sqlite", "postgresql")


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
    yield opened
    opened.close()


def empty_server():
    """Nothing left on the server of the tests."""
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
