import datetime as dt

import pytest

from badges.code import CodeError
from matching.domain.errors import Invalid

from .papers import CODE, card, door, schedule, schedule_line, stand, stand_line


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: card(first_name=" "), "first_name"),
        (lambda: card(call_number=0), "call_number"),
        (lambda: card(fair_title=""), "fair_title"),
        (lambda: schedule(call_number=100_000), "call_number"),
        (lambda: schedule(first_name=""), "first_name"),
        (lambda: schedule_line(ends_at=dt.time(9, 30)), "ends_at"),
        (lambda: schedule_line(kind="shop"), "kind"),
        (lambda: schedule_line(band="far"), "band"),
        (lambda: schedule_line(exhibitor=""), "exhibitor"),
        (lambda: stand(free_rows=-1), "free_rows"),
        (lambda: stand(exhibitor=""), "exhibitor"),
        (lambda: stand_line(first_name=""), "first_name"),
        (lambda: door([" "]), "name"),
        (lambda: card(code=CODE.lower()), "code"),
    ],
)
def test_a_value_that_cannot_be_printed_is_refused_at_birth(make, field):
    with pytest.raises(Invalid) as refusal:
        make()
    assert refusal.value.field == field


def test_a_badge_with_a_mistyped_code_is_never_printed():
    with pytest.raises(CodeError):
        card(code="2222222223")


def test_a_log_of_a_card_shows_no_name():
    for value in (card(), schedule(), stand_line(), door(["Amina Benali"]).rows[0]):
        assert "Amina" not in repr(value)
