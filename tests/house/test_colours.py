"""One palette: no page has a colour of its own, and each reads on its ground, light and dark."""

import re
import tomllib
from pathlib import Path

import pytest

import matching
from matching.look import palette

HOUSE = Path(matching.__file__).parents[1]
SCHEMES = ("light", "dark")
FIXED = re.compile(
    r"(?<!&)#(?:[0-9a-fA-F]{3,4}){1,2}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\("
    r"|(?:color|background|border|outline|fill|stroke)[\w-]*\s*[:=][^;\"'}]*"
    r"\b(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|navy|teal)\b"
)
# The mark of Parvis keeps its colours; its name beside it says what it is in the dark. The bar of
# the browser over an installed scanner, and what a tablet shows before it opens, know one colour.
KEPT = {
    ("matching/ui/parvis.svg", "#14507a"),
    ("matching/ui/parvis.svg", "#fff"),
    ("matching/ui/name.svg", "#14507a"),
    ("matching/ui/name.svg", "#9fd0f5"),
    ("matching/ui/name.svg", "#fff"),
    ("matching/web/scan/icons/parvis.svg", "#14507a"),
    ("matching/web/scan/icons/parvis.svg", "#fff"),
    ("matching/web/scan/page.html", "#14507a"),
    ("matching/web/scan_page.py", "#ffffff"),
    ("matching/web/scan_page.py", "#14507a"),
}
DRAWN = sorted(
    file
    for room in ("ui", "web", "serving", "look")
    for file in (HOUSE / "matching" / room).rglob("*")
    if file.suffix in {".css", ".html", ".js", ".py", ".svg"} and "vendor" not in file.parts
)
# What is read on what; a sign of 3 to 1 is an edge, a bar or a mark beside its word.
READ_ON = [
    *(("ink", ground) for ground in ("page", "panel", "ground", "card")),
    *(("ink-soft", ground) for ground in ("page", "panel", "card")),
    *(("main", ground) for ground in ("page", "panel", "card")),
    *(("ink", ground) for ground in ("right-ground", "warn-ground", "wrong-ground")),
    *(("on-answer", f"answer-{kind}") for kind in ("yes", "known", "no", "out")),
    *(("new", ground) for ground in ("page", "card")),
    ("on-main", "main"),
    ("on-main", "bar"),
    ("on-free", "free"),
    ("on-mark", "mark"),
    ("on-noted", "noted"),
    ("on-camera", "camera"),
]
SEEN_ON = [
    *((sign, ground) for sign in ("edge", "focus") for ground in ("page", "panel", "card")),
    *((sign, "page") for sign in ("free", "bar", "wrong", "warn", "right", "main")),
    *((f"answer-{kind}", "page") for kind in ("yes", "known", "no", "out")),
    ("wrong", "wrong-ground"),
    ("warn", "warn-ground"),
    ("right", "right-ground"),
    ("noted-edge", "noted"),
]


def colours(scheme):
    """The colour behind each name, light or dark."""
    pair = re.compile(r"--([\w-]+): var\(--light, (#\w{6})\) var\(--dark, (#\w{6})\);")
    return {name: found[SCHEMES.index(scheme)] for name, *found in pair.findall(palette())}


def luminance(colour):
    """Relative luminance of WCAG 2: 0 for black, 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_pale(pairs, least, scheme):
    known = colours(scheme)
    found = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


def test_no_page_has_a_colour_outside_of_the_palette():
    found = {
        (file.relative_to(HOUSE).as_posix(), colour)
        for file in DRAWN
        if file.name != "palette.css"
        for colour in FIXED.findall(file.read_text("utf-8"))
    }
    assert found - KEPT == set()
    assert KEPT - found == set()


def test_every_colour_that_a_page_asks_for_is_in_the_palette_and_none_is_there_for_nothing():
    ours = "\n".join(file.read_text("utf-8") for file in DRAWN)
    asked = set(re.findall(r"var\(--((?!st-font)[\w-]+)", ours)) - {"light", "dark"}
    set_beside = set(re.findall(r"--(cell|head|columns)\s*:", ours))
    assert asked - set_beside == colours("light").keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_stand_out_from_what_they_are_read_on(scheme):
    assert too_pale(READ_ON, 4.5, scheme) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_signs_stand_out_from_what_they_are_seen_on(scheme):
    assert too_pale(SEEN_ON, 3, scheme) == {}


def test_the_dark_look_is_dark_and_the_light_one_light():
    assert luminance(colours("dark")["page"]) < 0.01
    assert luminance(colours("light")["page"]) > 0.99


@pytest.mark.parametrize("scheme", SCHEMES)
def test_streamlit_is_told_the_colours_of_the_palette(scheme):
    told = tomllib.loads((HOUSE / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    known = colours(scheme)
    assert "base" not in told  # neither look is the one that counts
    assert {name: told[scheme][f"{name}Color"] for name in ("primary", "background", "text")} == {
        "primary": known["main"],
        "background": known["page"],
        "text": known["ink"],
    }
    assert told[scheme]["secondaryBackgroundColor"] == known["panel"]
    assert told[scheme]["borderColor"] == known["edge"]
    assert told["dark"]["linkColor"] == colours("dark")["main"]
