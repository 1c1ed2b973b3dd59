"""The rooms of the house: who may use what of whom, and how much a folder holds."""

import ast
import importlib.util
import re
from collections import defaultdict
from dataclasses import fields
from functools import cache
from pathlib import Path
from statistics import median

import pytest

import badges
import matching
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.store.database import HEAD

HOUSE = Path(matching.__file__).parents[1]
PACKAGES = (Path(matching.__file__).parent, Path(badges.__file__).parent)
MOST_MODULES = 16
FILES = sorted(file for package in PACKAGES for file in package.rglob("*.py"))


def dotted(path):
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


@cache
def nodes_of(file):
    """Every node of a file's syntax tree, read once for all tests."""
    return tuple(ast.walk(ast.parse(file.read_text("utf-8"))))


@cache
def imported(file):
    """The modules that a file imports, each as the dotted name of a file or folder."""
    found = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return frozenset(found)


def offered():
    """Of each room, the modules that its `__init__` offers to others."""
    rooms = {}
    for file in FILES:
        if file.name == "__init__.py":
            names = [
                ast.literal_eval(node.value)
                for node in ast.parse(file.read_text("utf-8")).body
                if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"
            ]
            modules = {path.stem for path in file.parent.glob("*.py")}
            modules |= {path.parent.name for path in file.parent.glob("*/__init__.py")}
            if names and set(names[0]) <= modules:
                rooms[dotted(file)] = set(names[0])
    return rooms


ROOMS = offered()


def test_what_a_room_offers_is_there():
    missing = []
    for file in (file for file in FILES if file.name == "__init__.py"):
        room = importlib.import_module(dotted(file))
        missing += [
            (dotted(file), name)
            for name in getattr(room, "__all__", ())
            if importlib.util.find_spec(f"{dotted(file)}.{name}") is None
            and not hasattr(room, name)
        ]
    assert missing == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_others_use_only_what_a_room_offers(room):
    held = {path.stem for path in (HOUSE / room.replace(".", "/")).iterdir()} - ROOMS[room]
    kept = {f"{room}.{module}" for module in held}
    beside = {
        (dotted(file), name)
        for file in FILES
        if not dotted(file).startswith(f"{room}.")
        for name in imported(file) & kept
    }
    assert beside == set()


@pytest.mark.parametrize("floor", ["planning", "services", "scoring"])
def test_each_folder_of_the_three_great_rooms_says_what_it_offers(floor):
    silent = {
        dotted(file)
        for file in PACKAGES[0].glob(f"{floor}/*/**/__init__.py")
        if "__all__ = " not in file.read_text("utf-8")
    }
    assert silent == set()


def test_a_folder_holds_no_more_than_a_person_takes_in():
    # Revisions of the store only ever become more, and nobody reads them together.
    folders = {file.parent for file in FILES if file.parent.name != "versions"}
    crowded = {
        dotted(folder): found
        for folder in folders
        if (found := sum(file.name != "__init__.py" for file in folder.glob("*.py"))) > MOST_MODULES
    }
    assert crowded == {}


def test_a_page_is_short_and_no_module_is_long():
    def lines(file):
        return sum(bool(line.strip()) for line in file.read_text("utf-8").splitlines())

    long = {
        dotted(file): lines(file)
        for file in FILES
        if lines(file) > (120 if "pages" in file.parts else 350)
    }
    assert long == {}


def test_functions_are_short_most_of_them_very():
    lengths = [
        node.end_lineno - node.lineno + 1
        for file in FILES
        for node in nodes_of(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert median(lengths) <= 8
    assert sum(length <= 30 for length in lengths) >= 0.9 * len(lengths)


def test_revisions_of_the_store_are_one_chain_up_to_its_head():
    folder = PACKAGES[0] / "store" / "migrations" / "versions"
    found = {}
    for file in folder.glob("*.py"):
        said = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in ast.parse(file.read_text("utf-8")).body
            if isinstance(node, ast.Assign)
        }
        assert said["revision"] not in found, f"two revisions {said['revision']}"
        found[said["revision"]] = said["down_revision"]
    chain = sorted(found)
    assert [found[name] for name in chain] == [None, *chain[:-1]]
    assert chain[-1] == HEAD


@pytest.mark.parametrize("room", ["exact", "exact/days", "large", "repair"])
def test_every_module_that_plans_is_named_by_a_test(room):
    tests = (HOUSE / "tests" / "planning").rglob("test_*.py")
    asked = set().union(*map(imported, tests))
    folder = PACKAGES[0] / "planning" / room
    modules = {dotted(file) for file in FILES if file.parent == folder and file.stem != "__init__"}
    assert modules - asked == set()


def test_no_hour_is_told_in_whatever_zone_the_laptop_is_in():
    told = {
        dotted(file)
        for file in FILES
        for node in nodes_of(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "astimezone"
        and not node.args
    }
    assert told == set()


def test_one_name_has_one_meaning_among_public_classes_and_names_of_types():
    """Two modules may each say what numpy or a tuple is called there, if they say the same."""
    homes = defaultdict(dict)
    for file in FILES:
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name][dotted(file)] = dotted(file)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                homes[getattr(target, "id", "_")][dotted(file)] = ast.unparse(node.value)
    told = {
        name: sorted(found)
        for name, found in homes.items()
        if re.match("[A-Z][a-z]", name) and len(set(found.values())) > 1
    }
    assert told == {}


def test_each_word_of_what_a_fact_of_the_day_holds_is_defined_once():
    """Two facts that say different things under one word are taken for one another."""
    homes = defaultdict(list)
    for file in FILES:
        if dotted(file).startswith("matching.domain.day."):
            for node in ast.parse(file.read_text("utf-8")).body:
                for said in words_of(node):
                    homes[said].append(dotted(file))
    told = {said: found for said, found in homes.items() if len(found) > 1}
    assert "beside" in homes
    assert told == {}


def words_of(node):
    """The text constants that a statement of a module gives a public name."""
    if not isinstance(node, ast.Assign):
        return []
    (target,) = node.targets
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    return [
        value.value
        for name, value in zip(names, values, strict=False)
        if re.fullmatch("[A-Z][A-Z_]*", getattr(name, "id", ""))
        and isinstance(value, ast.Constant)
        and isinstance(value.value, str)
    ]


NAMED = ("commands", "domain", "outcomes", "planning", "store", "web")


def targets(file):
    """The variables of loops and the parameters of lambdas of a file."""
    for node in nodes_of(file):
        if isinstance(node, ast.For | ast.comprehension):
            yield [name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)]
        elif isinstance(node, ast.Lambda):
            yield [name.arg for name in node.args.args]


@pytest.mark.parametrize("room", NAMED)
def test_what_a_loop_is_at_has_a_name(room):
    """`one` beside an `other` or a `two` is a name; alone it stands for a person, an offer, …"""
    nameless = {
        dotted(file)
        for file in (PACKAGES[0] / room).rglob("*.py")
        for names in targets(file)
        if "one" in names and not {"other", "two"} & set(names)
    }
    assert nameless == set()


def attributes(nodes):
    return (node.attr for node in nodes if isinstance(node, ast.Attribute))


@pytest.mark.parametrize("record", [Jobseeker, Exhibitor, Offer])
def test_whatever_a_table_may_say_of_somebody_is_read_by_something(record):
    """Nothing is asked for and kept that neither counts nor is shown to anybody."""
    rooms = ("scoring", "planning", "services", "outcomes", "ui", "web")
    files = (file for room in rooms for file in (PACKAGES[0] / room).rglob("*.py"))
    read = {name for file in files for name in attributes(nodes_of(file))}
    derived = (value.fget for value in vars(record).values() if isinstance(value, property))
    read |= {name for told in derived for name in told.__code__.co_names}
    assert {field.name for field in fields(record)} - read == set()
