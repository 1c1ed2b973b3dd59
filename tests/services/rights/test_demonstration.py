"""A demonstration of an old fair is no old fair: its people are invented, and never due."""

from dataclasses import replace

import pytest

from matching.domain.edit import EditKind
from matching.services.demo import fresh_demo
from matching.services.door.walk_in import walk_in
from matching.services.evening.recalls import to_recall
from matching.services.files.examples import demonstrate, example_folder
from matching.services.files.receive_files import receive_folder
from matching.services.prepare.edit_entries import change_entry
from matching.services.rights.field_retention import forget_fields_due, retained_fields
from matching.services.rights.retention import due_now, forget_due, is_of_nobody, retained
from matching.services.shop.retention_rules import set_retention
from matching.services.shop.shop import open_shop
from tests.fairs import shop_in

MOSSON = "mosson-2023"


@pytest.fixture
def shown(tmp_path):
    shop = shop_in(tmp_path)
    demonstrate(shop, "mosson")
    years_later = replace(shop, clock=lambda: shop.clock().replace(year=2031))
    yield years_later
    shop.store.close()


def test_nobody_of_its_lists_is_due_and_nothing_goes(shown):
    assert is_of_nobody(shown, MOSSON)
    assert retained(shown, MOSSON) == due_now(shown, MOSSON) == ()
    assert retained_fields(shown, MOSSON) == ()
    assert forget_due(shown, MOSSON) == forget_fields_due(shown, MOSSON) == ()
    assert to_recall(shown, MOSSON, "fr") != ()


def test_whoever_came_to_its_door_or_was_changed_by_hand_is_due_as_everywhere(shown):
    set_retention(shown, absent_days=0)
    came = walk_in(shown, MOSSON, first_name="Zora", fields={}, nonce="z").person
    change_entry(shown, MOSSON, EditKind.JOBSEEKERS, "p03", {"phone": "0639980000"}, nonce="n")
    assert {due.person for due in due_now(shown, MOSSON)} == {came, "p03"}


def test_lists_that_somebody_takes_in_make_it_a_fair_like_any_other(shown, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    for file in example_folder("mosson").iterdir():
        (own / file.name).write_bytes(file.read_bytes())
    lines = (own / "jobseekers.csv").read_bytes().splitlines(keepends=True)
    (own / "jobseekers.csv").write_bytes(b"".join(lines[:-2]))
    receive_folder(shown, own)
    assert not is_of_nobody(shown, MOSSON)
    assert due_now(shown, MOSSON) != ()


def test_the_command_opens_a_demonstration_and_a_folder_is_none(tmp_path):
    shop = shop_in(tmp_path)
    url = fresh_demo("meaux", at=shop.clock(), folder=tmp_path)
    made = open_shop(url)
    fair = receive_folder(shop, example_folder("meaux")).fair
    assert is_of_nobody(made, fair)
    assert not is_of_nobody(shop, fair)
    made.store.close()
    shop.store.close()
