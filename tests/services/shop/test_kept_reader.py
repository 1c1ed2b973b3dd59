"""A reader kept on disk is what would be made again, and nobody else's file is ever opened."""

import os
import stat
import sys

import pytest

from matching.scoring.reading.understand import Reader
from matching.services.shop.kept_reader import kept_reader
from tests.scoring.vocabularies import small

SAID = ("dev web", "plonbié", "je veux réparer des téléphones", "soudeur 15 ans", "???")


@pytest.fixture
def made():
    """How often a reader was made."""
    return []


@pytest.fixture
def kept(tmp_path, made):
    """The reader of some words, from a store of this test's own."""

    def read(*words):
        def make():
            made.append(words)
            return Reader(small())

        return kept_reader(f"sqlite:///{tmp_path / 'fair.db'}", words or ("rome-1",), make)

    return read


def files(tmp_path):
    return sorted((tmp_path / "parvis-readers").glob("*"))


def answers(reader):
    kinds = ("occupation", "skill")
    return [reader.understand(text, kind=kind).as_json() for text in SAID for kind in kinds]


def test_a_reader_is_made_once_and_answers_as_when_it_was_made(kept, made):
    first, second = kept(), kept()
    assert len(made) == 1
    assert first is not second
    assert answers(second) == answers(first) == answers(Reader(small()))


def test_other_words_take_the_place_of_those_kept_before(kept, made, tmp_path):
    kept("rome-1")
    kept("rome-2")
    assert made == [("rome-1",), ("rome-2",)]
    assert len(files(tmp_path)) == 1


def test_our_own_words_and_official_lists_are_kept_beside_each_other(tmp_path):
    store, made = f"sqlite:///{tmp_path / 'fair.db'}", []

    def make():
        made.append(1)
        return Reader(small())

    for words in ((), ("rome-1",), (), ("rome-1",), ("rome-2",), ()):
        kept_reader(store, words, make)
    assert len(made) == 3
    assert [file.name.partition("-")[0] for file in files(tmp_path)] == ["lists", "own"]


@pytest.mark.parametrize("content", [b"", b"not a pickle", b"\x80\x05N."])
def test_a_damaged_file_is_made_again(kept, made, tmp_path, content):
    kept()
    (path,) = files(tmp_path)
    path.write_bytes(content)
    kept()
    assert len(made) == 2
    assert path.read_bytes() != content


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights on files")
def test_a_file_that_others_may_write_is_not_opened(kept, made, tmp_path):
    kept()
    (path,) = files(tmp_path)
    assert not path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    path.chmod(0o666)
    kept()
    assert len(made) == 2


def test_a_disk_that_refuses_costs_time_and_nothing_else(kept, made, tmp_path):
    (tmp_path / "parvis-readers").write_text("in the way")
    assert answers(kept()) == answers(kept())
    assert len(made) == 2


def test_a_server_keeps_its_reader_in_the_users_own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path))
    kept_reader("postgresql+psycopg://somebody@host/parvis", ("rome-1",), lambda: Reader(small()))
    assert len(files(tmp_path)) == 1
