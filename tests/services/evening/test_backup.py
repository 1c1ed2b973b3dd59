import sqlite3
import stat
import threading
from dataclasses import replace
from secrets import token_bytes

import pytest
from sqlalchemy import func, select

from badges.code import new_code
from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.services.access.enter import enter, open_screens, open_station, visitor_of
from matching.services.access.give_access import first_access, give_access, revoke_access
from matching.services.door.day_counts import day_counts
from matching.services.door.find_people import find_people
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.evening.backup import backup, restore
from matching.store import fairs, schema
from matching.store.database import Store
from matching.store.people import badges
from matching.store.settings import keep_setting
from tests.databases import empty_store
from tests.fairs import shop_in, shop_on

MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def lived(example, tmp_path_factory):
    """A shop whose day has begun."""
    with shop_on(example.announced, tmp_path_factory.mktemp("lived")) as shop:
        check_in(shop, MOSSON, code_of(shop), nonce="n1")
        first_access(shop, name="Organisatrice")
        yield shop


def code_of(shop, person="p01"):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def rows(store):
    with store.reading() as reader:
        return {
            table.name: sorted(map(repr, reader.execute(select(table))))
            for table in schema.metadata.sorted_tables
            if table.name not in {"sessions", "settings", "wrong_codes"}
        }


def test_a_backup_holds_everything_and_comes_back_the_same(lived, tmp_path):
    copied = backup(lived, tmp_path / "evening.parvis")
    assert copied.fairs == (MOSSON,)
    file = tmp_path / "evening.parvis"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["evening.parvis"]
    other = shop_in(tmp_path, name="other.db")
    assert restore(other, file) == copied
    assert rows(other.store) == rows(lived.store)
    again = check_in(other, MOSSON, code_of(other), nonce="n2")
    assert again.status is CheckInStatus.ALREADY
    other.store.close()


def test_a_backup_counts_what_it_holds_and_not_what_stays_on_its_machine(lived, tmp_path):
    with lived.store.writing() as writer:
        keep_setting(writer, "demo_code", "of this machine")
    copied = backup(lived, tmp_path / "evening.parvis")
    with shop_on((tmp_path / "evening.parvis").read_bytes(), tmp_path) as opened:
        held = sum(map(len, rows(opened.store).values()))
        with opened.store.reading() as reader:
            held += len(reader.execute(select(schema.metadata.tables["settings"])).all())
    other = shop_in(tmp_path, name="other.db")
    assert (copied.rows, restore(other, tmp_path / "evening.parvis").rows) == (held, held)
    other.store.close()


def test_a_backup_opens_as_a_store(lived, tmp_path):
    backup(lived, tmp_path / "copy.db")
    opened = Store.open(f"sqlite:///{tmp_path / 'copy.db'}")
    assert rows(opened) == rows(lived.store)
    opened.close()


def test_screens_do_not_come_back_with_a_backup(lived, tmp_path):
    other = shop_in(tmp_path, name="other.db")
    given = first_access(other, name="Ici")
    enter(other, given.code, address="a")
    backup(lived, tmp_path / "b.db")
    restore(other, tmp_path / "b.db")
    assert open_screens(other) == ()
    other.store.close()


def test_a_backup_replaces_no_file_and_needs_a_folder(lived, tmp_path):
    backup(lived, tmp_path / "b.db")
    for file, code in ((tmp_path / "b.db", "file_exists"), (tmp_path / "no" / "b", "file_folder")):
        with pytest.raises(FairError) as told:
            backup(lived, file)
        assert told.value.code == code


def test_what_is_no_backup_is_refused_and_left_alone(tmp_path, lived):
    letter = tmp_path / "letter.txt"
    letter.write_text("Bonjour" * 1000)
    with sqlite3.connect(tmp_path / "other.sqlite") as another:
        another.execute("CREATE TABLE recipes (name)")
    another.close()
    before = (letter.read_bytes(), (tmp_path / "other.sqlite").read_bytes())
    for name, code in (
        ("letter.txt", "file_not_ours"),
        ("other.sqlite", "file_not_ours"),
        ("nothing", "file_unknown"),
    ):
        with pytest.raises(FairError) as told:
            restore(lived, tmp_path / name, replace=True)
        assert told.value.code == code
    assert (letter.read_bytes(), (tmp_path / "other.sqlite").read_bytes()) == before


def test_a_store_with_a_fair_is_replaced_only_when_told_to(lived, tmp_path):
    backup(lived, tmp_path / "b.db")
    with pytest.raises(FairError) as told:
        restore(lived, tmp_path / "b.db")
    assert told.value.code == "store_not_empty"
    before = rows(lived.store)
    restore(lived, tmp_path / "b.db", replace=True)
    assert rows(lived.store) == before


def test_a_backup_while_people_come_in_holds_one_state(lived, tmp_path):
    stop = threading.Event()

    def keep_scanning():
        number = 0
        while not stop.is_set():
            number += 1
            check_in(lived, MOSSON, code_of(lived), nonce=f"busy{number}")

    scanning = threading.Thread(target=keep_scanning)
    scanning.start()
    try:
        for number in range(5):
            backup(lived, tmp_path / f"{number}.db")
    finally:
        stop.set()
        scanning.join()
    counts = []
    for number in range(5):
        opened = Store.open(f"sqlite:///{tmp_path / f'{number}.db'}")
        with opened.reading() as reader:
            facts = schema.happenings
            counts.append(reader.scalar(select(func.count()).select_from(facts)))
            assert reader.scalar(select(func.max(facts.c.number))) >= counts[-1]
        opened.close()
    assert counts == sorted(counts)


def test_a_backup_of_a_server_comes_back_on_it_and_goes_on_counting(lived, tmp_path):
    with empty_store("postgresql", tmp_path) as store:
        backup(lived, tmp_path / "b.db")
        server = replace(lived, store=store)
        restore(server, tmp_path / "b.db")
        assert rows(store) == rows(lived.store)
        answer = check_in(server, MOSSON, code_of(server, "p02"), nonce="after")
        assert answer.status is CheckInStatus.ACCEPTED
        backup(server, tmp_path / "again.db")
        opened = Store.open(f"sqlite:///{tmp_path / 'again.db'}")
        assert rows(opened) == rows(store)
        opened.close()


def test_an_access_taken_back_since_stays_taken_back(tmp_path):
    shop = shop_in(tmp_path)
    first_access(shop, name="Organisatrice")
    lost = give_access(shop, name="Tablette", role=Role.DOOR)
    backup(shop, tmp_path / "b.db")
    revoke_access(shop, lost.access.number)
    restore(shop, tmp_path / "b.db")
    with pytest.raises(FairError) as told:
        enter(shop, lost.code, address="a")
    assert told.value.code == "code_wrong"
    shop.store.close()


def test_nothing_that_was_read_before_a_restore_is_served_after_it(lived, tmp_path):
    file = tmp_path / "evening.parvis"
    backup(lived, file)
    app = shop_in(tmp_path, name="app.db")
    restore(app, file)
    number = give_access(app, name="Accueil", role=Role.DOOR).access.number
    assert visitor_of(app, open_station(app, number, station="A").cookie) is not None
    for person in ("p02", "p03", "p04"):
        check_in(app, MOSSON, code_of(app, person), nonce=person)
    with app.store.writing() as writer:
        fairs.add_jobseeker(writer, MOSSON, Jobseeker("zoe", "Zoulikha"), walk_in=True)
        badges.issue(writer, MOSSON, "zoe", code=new_code(), at=app.clock())
    before = day_counts(app, MOSSON)
    assert (before.expected, before.came, before.present) == (30, 4, 4)
    assert find_people(app, MOSSON, "zoulikha")
    beside = replace(shop_in(tmp_path, name="app.db"), random_bytes=token_bytes)
    restore(beside, file, replace=True)
    assert find_people(app, MOSSON, "zoulikha") == ()
    after = day_counts(app, MOSSON)
    assert (after.expected, after.came, after.present) == (30, 1, 1)
    check_in(beside, MOSSON, code_of(beside, "p05"), nonce="p05")
    assert day_counts(app, MOSSON).came == 2
    number = give_access(beside, name="Accueil", role=Role.DOOR).access.number
    assert visitor_of(app, open_station(beside, number, station="A").cookie) is not None
    for one in (app, beside):
        one.store.close()
