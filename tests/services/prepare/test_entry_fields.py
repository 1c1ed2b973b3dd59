from matching.domain.edit import EditKind
from matching.intake.entries.typed_entry import changed_entry
from matching.services.prepare.edit_entries import add_entry
from matching.services.prepare.entry_fields import (
    FIRST,
    fields_of,
    fields_to_add,
    stands_to_choose,
)
from matching.services.prepare.entry_now import entries_of, entry_now, find_entries
from matching.store import fairs

MOSSON = "mosson-2023"
KINDS = [kind for kind in EditKind if kind is not EditKind.FAIR]


def everything(shop):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    return [
        entry_now(shop, MOSSON, kind, entry)
        for kind in KINDS
        for entry in list(entries_of(entries, kind))[:12]
    ]


def shown(field):
    if not field.choices:
        return field.value
    return list(field.chosen) if field.is_many else next(iter(field.chosen), None)


def test_a_form_that_nobody_touched_types_nothing(shop):
    for now in everything(shop):
        assert [
            field.column for field in fields_of(now) if field.typed(shown(field)) is not None
        ] == []


def test_what_is_chosen_reads_as_what_stands_there(shop):
    stands = tuple(fairs_of(shop).exhibitors.values())
    for now in everything(shop):
        again = {
            field.column: field.typed([]) or "; ".join(field.chosen)
            for field in fields_of(now)
            if field.chosen
        }
        changed = changed_entry(now.record, now.figures, again, fair=now.fair, stands=stands)
        assert (changed.fields, changed.lost) == ({}, ())


def fairs_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def test_every_first_field_is_one_of_the_form():
    for kind in KINDS:
        asked = {field.column for field in fields_to_add(kind, ("agence",))}
        assert set(FIRST[kind]) <= asked


def test_consent_is_never_chosen_for_anybody(shop):
    (field,) = [
        one for one in fields_to_add(EditKind.JOBSEEKERS, ()) if one.column == "consent_contact"
    ]
    assert (field.choices, field.chosen, field.typed(None)) == (("oui", "non"), (), None)


def test_people_are_found_by_a_part_of_their_name_whatever_its_accents(shop):
    typed = {"first_name": "Hélène", "last_name": "Nguyễn-Le Bihan"}
    added = add_entry(shop, MOSSON, EditKind.JOBSEEKERS, typed, nonce="n1")
    for text in ("helene", "NGUYEN", "bihan hel", "Helene Nguyenn"):
        found = find_entries(shop, MOSSON, EditKind.JOBSEEKERS, text)
        assert added.entry in {one.entry for one in found}
    assert find_entries(shop, MOSSON, EditKind.JOBSEEKERS, "xyzzy") == ()


def test_an_offer_asks_which_stand_brings_it(shop):
    stands = stands_to_choose(shop, MOSSON)
    (field,) = [
        one for one in fields_to_add(EditKind.OFFERS, tuple(stands)) if one.column == "exhibitor"
    ]
    stand = next(iter(stands))
    typed = {"exhibitor": field.typed(stand), "title": "Vente"}
    assert add_entry(shop, MOSSON, EditKind.OFFERS, typed, nonce="n1").entry
