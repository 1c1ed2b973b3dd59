"""A box that asks first speaks of the thing that it was opened for, and shuts once that is done."""

import ast
from pathlib import Path

from matching import ui

_PAGES = Path(ui.__file__).parent


def boxes_of(tree):
    """Every call that opens a box, with the names of what it is told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "popover":
            yield {word.arg for word in node.keywords}


def box_ids(app):
    """The names of the boxes of stands, as the browser tells them apart."""
    found, left = [], [app.main]
    while left:
        block = left.pop()
        if block.type == "popover":
            found.append(block.proto.id)
        left.extend(child for child in getattr(block, "children", {}).values())
    return [name for name in found if "floor." in name]


def test_every_box_has_a_name_of_its_own_so_that_no_other_row_takes_it_over():
    nameless = [
        path.name
        for path in _PAGES.rglob("*.py")
        for told in boxes_of(ast.parse(path.read_text(encoding="utf-8")))
        if "key" not in told
    ]
    assert nameless == []


def test_a_box_of_a_stand_is_shut_once_the_stand_is_closed(announced, visit):
    app = visit("floor")
    app.segmented_control(key="floor.look").set_value("stands").run()
    before = app.run()
    names = box_ids(before)
    assert len(set(names)) == len(names) > 20
    assert all(names)
    again = box_ids(app.run())
    assert again == names
    last = [one.key for one in app.button if str(one.key).startswith("floor.stand-closed.")][-1]
    app.button(key=last).click().run()
    assert sorted(set(box_ids(app)) & set(names)) == []
    app.button(key=last.replace("closed", "reopened")).click().run()
    app.segmented_control(key="floor.look").set_value("acts").run()
    back = [one.key for one in app.button if str(one.key).startswith("floor.take_back.")]
    assert len(back) == 1, "the closing was answered by the reopening: only that is taken back"
    assert not app.exception
