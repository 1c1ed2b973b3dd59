"""The door's page: a lost badge, and names that look like markup."""

import pytest

from badges.code import pretty_code
from matching.services.door.walk_in import walk_in
from tests.ui.test_pages import MOSSON, code_of, said


@pytest.mark.parametrize("key", ["door.replace_badge", "door.block_badge"])
def test_a_lost_badge_is_replaced_or_blocked_at_the_door(announced, visit, key):
    lost = code_of(announced, "p01")
    app = visit("welcome")
    app.text_input(key="door.code").set_value(lost)
    app.button(key="door.sign_in").click().run()
    app.button(key=f"door.{key}").click().run()
    new = code_of(announced, "p01")
    assert new != lost
    assert (pretty_code(new) in said(app)) == (key == "door.replace_badge")
    app.text_input(key="door.code").set_value(lost)
    app.button(key="door.sign_in").click().run()
    assert "Ce badge est remplacé" in said(app)
