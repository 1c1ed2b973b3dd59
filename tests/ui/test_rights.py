"""The page of people's rights."""

from matching.domain.access import Role
from matching.services.rights.acts import rights_acts
from matching.store import fairs
from tests.ui.test_pages import said
from tests.ui.test_roles import MOSSON, opened
from tests.ui.visiting import page_of


def test_the_data_officer_forgets_a_person_after_saying_that_they_are_sure(announced, enter_as):
    enter_as(announced, Role.DATA)
    app = opened().switch_page(page_of("rights")).run()
    app.text_input(key="rights.search").set_value("Belkhiri").run()
    assert app.button(key="rights.forget.p01").disabled
    app.button(key="rights.calls.p01").click().run()
    app.checkbox(key="rights.sure.p01").check().run()
    app.button(key="rights.forget.p01").click().run()
    assert not app.exception
    assert "1 personne oubliée" in said(app)
    with announced.store.reading() as reader:
        assert "p01" not in fairs.read_entries(reader, MOSSON).jobseekers
    assert [act.act for act in rights_acts(announced, MOSSON)] == [
        "consent_withdrawn", "forgotten",
    ]  # fmt: skip
