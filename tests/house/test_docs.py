"""What the pages for developers point at is there."""

import re
from pathlib import Path

import pytest

import matching
from matching.services.files.examples import open_example
from matching.services.scores.score_fair import score_fair, scores_answer
from tests.fairs import shop_in

HOUSE = Path(matching.__file__).parents[1]
PAGES = sorted(
    page
    for page in (
        HOUSE / "README.md",
        *(HOUSE / ".github").glob("*.md"),
        *(HOUSE / "matching" / "docs").glob("*.md"),
        *(HOUSE / "matching" / "docs" / "decisions").glob("*.md"),
        *(HOUSE / "data").rglob("*.md"),
    )
    if not page.name.startswith("guide.")
)
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
MODULE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml|po))`")
WITHOUT_SUFFIX = re.compile(r"`((?:[a-z_]+/)+[a-z_]+)`")
ROOTS = tuple(
    HOUSE / root
    for root in (
        "",
        *(f"matching/{room}" for room in (".", "intake", "planning", "scoring", "services")),
    )
)


def name(page):
    return page.relative_to(HOUSE).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_link_leads_somewhere(page):
    gone = [to for to in LINK.findall(page.read_text("utf-8")) if not (page.parent / to).exists()]
    assert gone == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_module_that_is_named_is_there(page):
    text = page.read_text("utf-8")
    named = {(module,) for module in MODULE.findall(text)}
    named |= {(name, f"{name}.py") for name in WITHOUT_SUFFIX.findall(text)}
    gone = {
        either
        for either in named
        if not any((root / one).exists() for root in (page.parent, *ROOTS) for one in either)
    }
    assert gone == set()


def test_a_decision_that_is_named_is_written():
    decisions = HOUSE / "matching" / "docs" / "decisions"
    written = {decision.name[:4] for decision in decisions.glob("0*.md")}
    pages = [
        *PAGES,
        HOUSE / "CHANGELOG.md",
        *HOUSE.glob("matching/**/*.py"),
        *HOUSE.glob("badges/**/*.py"),
    ]
    named = {
        (name(page), number)
        for page in pages
        for number in re.findall(r"[Dd]ecisions?[/ ](0\d{3})", page.read_text("utf-8"))
    }
    assert {place for place in named if place[1] not in written} == set()


def test_the_page_of_the_house_names_every_room_of_planning():
    text = (HOUSE / "matching" / "docs" / "architecture.md").read_text("utf-8")
    rooms = {folder.parent.name for folder in (HOUSE / "matching/planning").glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}`" not in text} == set()


@pytest.fixture(scope="module")
def mosson(tmp_path_factory):
    shop = shop_in(tmp_path_factory.mktemp("docs"))
    open_example(shop, "mosson")
    yield shop
    shop.store.close()


def score_table(shop, person, offer):
    """The reasons of a score of the example fair, as the page on scores shows them."""
    scored = scores_answer(score_fair(shop, "mosson-2023", person=person), "fr")
    (score,) = (score for score in scored["scores"] if score["offer"] == offer)
    rows = [
        f"| `{reason['criterion']}` | {reason['weight']:.3f} · {reason['value']:.2f} "
        f"= {reason['contribution']:.3f} | {reason['text']} |"
        for reason in score["reasons"]
    ]
    total = f"| *{score['verdict']}* | **{score['value']:.3f}** | |"
    return "\n".join(["| criterion | weight · value | sentence |", "|---|---|---|", *rows, total])


def test_the_page_on_scores_shows_the_score_as_it_is_today(mosson):
    text = (HOUSE / "matching" / "docs" / "a-score.md").read_text("utf-8")
    shown = re.search(r"<!-- score (\w+) (\w+) -->\n(.*?)\n<!-- end -->", text, re.DOTALL)
    assert shown[3] == score_table(mosson, shown[1], shown[2])
