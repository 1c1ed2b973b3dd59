"""The door's page: a lost badge, and names that look like markup."""

import re

import pytest

from badges.code import pretty_code
from matching.domain.edit import EditKind
from matching.services.door.personal_page import personal_page
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.remove_entries import remove_entry
from matching.ui.parts.shell.plain import at_stand
from matching.ui.shell import PAGES
from tests.ui.test_pages import MOSSON, code_of, said

MARKUP = "**Zoé** :material/home: [x](y) $q$ :red[r]"
# What of it would act where a page is drawn from it as Markdown.
ACTING = re.compile(r"(?<!\\)(\*\*Zo|:material/home|\[x\]\(y|\$q|:red\[)")
# Kinds of elements that show words as they are, typed or chosen.
# What a component of ours is told is data, which its script writes as text.
VERBATIM = {
    "bidi_component",
    "text_input",
    "text_area",
    "selectbox",
    "multiselect",
    "arrow_data_frame",
    "html",
}


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
    told = {
        "door.replace_badge": "Ce badge est remplacé",
        "door.block_badge": "Ce badge ne sert plus",
    }
    assert told[key] in said(app)


def hours_of(app):
    """The hours that the panel after an arrival shows."""
    return [one.value[3:] for one in app.markdown if re.fullmatch(r"## \d\d:\d\d", one.value)]


def test_what_the_door_shows_after_an_arrival_is_so_when_it_is_drawn_again(announced, visit):
    app = visit("welcome")
    app.text_input(key="door.code").set_value(code_of(announced, "p01"))
    app.button(key="door.sign_in").click().run()
    before = hours_of(app)
    meeting = personal_page(announced, MOSSON, "p01").next[0].meeting
    follow_day(announced, MOSSON, StaffReport("refused", meeting=meeting.id), nonce="away")
    app.run()
    now = [f"{one.starts_at:%H:%M}" for one in personal_page(announced, MOSSON, "p01").next]
    assert hours_of(app) == now != before
    remove_entry(announced, MOSSON, EditKind.JOBSEEKERS, "p01", nonce="out")
    app.run()
    assert hours_of(app) == []


def told_as_markdown(block):
    """Every element below a block that Streamlit draws from Markdown, with all it holds."""
    for child in block.children.values():
        proto = child.proto
        kind = getattr(child, "type", "")
        if kind not in VERBATIM and proto is not None:
            yield kind, proto.SerializeToString().decode("utf-8", "ignore")
        if hasattr(child, "children"):
            yield from told_as_markdown(child)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_signs_of_markdown_and_icons_in_names_stay_letters_on_every_page(announced, visit, name):
    for kind, entry, column in (
        (EditKind.JOBSEEKERS, "p01", "first_name"),
        (EditKind.JOBSEEKERS, "p02", "last_name"),
        (EditKind.EXHIBITORS, "cgi", "name"),
        (EditKind.OFFERS, "o16", "title"),
    ):
        change_entry(announced, MOSSON, kind, entry, {column: MARKUP}, nonce=entry)
    app = visit(name)
    if name == "welcome":
        app.text_input(key="door.code").set_value(code_of(announced, "p01"))
        app.button(key="door.sign_in").click().run()
        app.text_input(key="door.name").set_value("home").run()
    acting = [(kind, told) for kind, told in told_as_markdown(app._tree) if ACTING.search(told)]
    assert acting == []


def test_a_stand_without_a_sign_is_shown_without_a_pin():
    assert at_stand("", "ADMR") == "ADMR"
    assert at_stand("A3", "ADMR") == ":material/location_on: A3 · ADMR"
