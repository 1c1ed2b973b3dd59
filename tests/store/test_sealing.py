"""A store that is sealed tells nothing without its key: neither file, nor log, nor backup."""

import pytest

from matching.domain.errors import FairError
from matching.services.door.walk_in import walk_in
from matching.services.evening.backup import backup, restore
from matching.services.files.examples import open_example
from matching.services.rights.copies import BACKUP, note_written, still_holding
from matching.services.rights.sealing import rotate_key
from matching.services.shop.shop import open_shop
from matching.store import fairs
from matching.store.database import Store
from matching.store.sealing.key_file import KEY_FILE, new_key
from tests.fairs import shop_in
from tests.store.test_sealed_columns import rotated

pytest.importorskip("sqlcipher3", reason="wheels are for x86-64 Linux alone")
MOSSON = "mosson-2023"
MARKS = (b"Belkhiri", b"SQLite format 3", b"jobseekers", b"Zebulonette")


@pytest.fixture
def key(tmp_path, monkeypatch):
    file = tmp_path / "pocket" / "key"
    file.parent.mkdir()
    new_key(file)
    monkeypatch.setenv(KEY_FILE, str(file))
    return file


@pytest.fixture
def sealed(key, tmp_path):
    """A shop over a sealed store with the example fair and somebody who walked in."""
    (tmp_path / "laptop").mkdir()
    shop = shop_in(tmp_path / "laptop")
    open_example(shop, "mosson")
    walk_in(shop, MOSSON, first_name="Zebulonette", fields={}, nonce="w")
    yield shop
    shop.store.close()


def told(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_a_laptop_that_is_lost_tells_nothing_nor_do_its_backups(sealed, tmp_path):
    backup(sealed, tmp_path / "laptop" / "evening.parvis")
    left = told(tmp_path / "laptop")
    assert len(left) > 200_000
    assert [mark for mark in MARKS if mark in left] == []


def test_a_sealed_backup_is_read_back_and_known_to_hold_people(sealed, tmp_path):
    copy = tmp_path / "evening.parvis"
    backup(sealed, copy)
    note_written(sealed, BACKUP, copy)
    assert [found.path for found in still_holding(sealed, MOSSON, ["p01"])] == [str(copy)]
    assert still_holding(sealed, MOSSON, ["nobody"]) == ()
    other = shop_in(tmp_path, name="other.db")
    assert restore(other, copy).fairs == (MOSSON,)
    other.store.close()


@pytest.mark.parametrize(("change", "code"), [
    ("another", "store_sealed"), ("none", "store_unreachable"), ("empty", "sealing_key"),
])  # fmt: skip
def test_without_its_key_a_sealed_store_does_not_open(sealed, key, monkeypatch, change, code):
    sealed.store.close()
    if change == "none":
        monkeypatch.delenv(KEY_FILE)
    else:
        key.unlink()
        new_key(key) if change == "another" else key.write_text("", encoding="ascii")
    with pytest.raises(FairError) as refused:
        Store.open(sealed.store.address)
    assert refused.value.code == code


def test_a_store_begun_without_a_key_opens_as_before_and_becomes_sealed_by_its_backup(
    tmp_path, request
):
    shop = shop_in(tmp_path, name="plain.db")
    open_example(shop, "mosson")
    request.getfixturevalue("key")
    again = shop_in(tmp_path, name="plain.db")
    with again.store.reading() as reader:
        assert len(fairs.read_entries(reader, MOSSON).jobseekers) == 30
    backup(again, tmp_path / "sealed.db")
    assert MARKS[0] not in (tmp_path / "sealed.db").read_bytes()
    opened = shop_in(tmp_path, name="sealed.db")
    with opened.store.reading() as reader:
        assert len(fairs.read_entries(reader, MOSSON).jobseekers) == 30
    for left in (shop, again, opened):
        left.store.close()


def test_a_key_never_replaces_another(key):
    with pytest.raises(FairError) as refused:
        new_key(key)
    assert refused.value.code == "file_exists"
    assert key.stat().st_mode & 0o077 == 0


def test_another_key_seals_the_file_itself_anew(sealed, key):
    sealed.store.close()
    rotated(key, str(sealed.store._engine.url))
    newest = key.read_text(encoding="ascii").split()[0]
    key.write_text(f"{newest}\n", encoding="ascii")
    again = open_shop(str(sealed.store._engine.url))
    with again.store.reading() as reader:
        assert len(fairs.read_entries(reader, MOSSON).jobseekers) == 31
    again.store.close()


def test_another_key_waits_while_somebody_has_the_file_open(sealed, key):
    address = str(sealed.store._engine.url)
    with sealed.store.reading(), pytest.raises(FairError) as refused:
        rotate_key(key, lambda: open_shop(address))
    assert refused.value.code == "store_locked"
    sealed.store.close()
    opened = open_shop(address)
    with opened.store.reading() as reader:
        assert len(fairs.read_entries(reader, MOSSON).jobseekers) == 31
    opened.store.close()
