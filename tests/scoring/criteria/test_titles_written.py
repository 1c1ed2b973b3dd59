"""A title that somebody wrote down in any cell is never asked for as if it had not been said."""

import pytest

from matching.domain.levels import DiplomaLevel
from tests.scoring.criteria.test_need import OURS
from tests.scoring.pairs import offer, person, reason, score

TITLES = [
    ("CAP petite enfance", "CAP AEPE"),
    ("CAP AEPE", "CAP petite enfance"),
    ("DEAS", "diplôme d'aide-soignant"),
    ("diplôme d'auxiliaire de puériculture", "DEAP"),
    ("carte professionnelle CNAPS", "carte pro"),
    ("SSIAP 1", "SSIAP 1"),
    ("CACES 3", "CACES R489 cat 3"),
    ("habilitation électrique", "habilitations électriques"),
    ("CAP coiffure", "CAP coiffure"),
]
NURSERY = offer(title="Agent petite enfance", skills_required=("CAP petite enfance",))


@pytest.mark.parametrize(("demanded", "written"), TITLES)
@pytest.mark.parametrize("cell", ["skills", "experience"])
def test_a_title_demanded_is_held_by_who_wrote_it_in_any_spelling(demanded, written, cell):
    job = offer(title="Poste", skills_required=(demanded,))
    found = score(person(**{cell: (written,)}), job, scorer=OURS)
    assert reason(found, "title").code == "title_held"
    assert not [one for one in found.ask if one.field == "titles"]


@pytest.mark.parametrize(("demanded", "written"), TITLES)
def test_a_title_that_only_a_wish_names_is_never_said_not_to_have_been_named(demanded, written):
    job = offer(title="Poste", skills_required=(demanded,))
    found = score(person(wishes=(written,)), job, scorer=OURS)
    assert reason(found, "title").code in {"title_held", "title_named"}
    assert "title_unknown" not in {one.code for one in found.ask}


def test_who_names_the_title_in_a_wish_is_asked_whether_they_have_it_yet():
    found = score(person(wishes=("CAP petite enfance",)), NURSERY, scorer=OURS)
    assert reason(found, "title").code == "title_named"
    assert [one.code for one in found.ask] == ["title_named"]
    silent = score(person(wishes=("petite enfance",)), NURSERY, scorer=OURS)
    held = score(person(wishes=("petite enfance",), skills=("DEAP", "CAP AEPE")), NURSERY)
    assert silent.value < found.value < held.value


def test_who_has_the_diploma_that_the_wish_names_wants_its_work_and_no_course():
    someone = person(
        wishes=("CAP petite enfance",),
        skills=("CAP petite enfance",),
        diploma_level=DiplomaLevel.CAP,
    )
    found = score(someone, NURSERY, scorer=OURS)
    assert reason(found, "trade").code == "trade_same"
    assert not found.ask
    assert not OURS.read_person(someone).studied


def test_the_field_of_a_diploma_is_a_sign_of_its_trade_where_nothing_else_is_told():
    read = OURS.read_person(person(skills=("CAP petite enfance",)))
    assert "nursery-assistant" in {claim.id for claim in read.trades}
