"""Invented cards and ways to look at a printed page."""

import datetime as dt
import random

import pymupdf
import zxingcpp
from PIL import Image

from badges.cards import (
    BadgeCard,
    DoorRow,
    DoorSheet,
    ScheduleLine,
    ScheduleSheet,
    StandLine,
    StandSheet,
)
from badges.code import new_code

DAY = dt.date(2023, 6, 30)
FAIR = "Le Numérique s'invite dans les quartiers"
PLACE = "Espace Gisèle Halimi, Montpellier"
MARKUP = "#pagebreak() *x* $y$ <a>"
LONG = "Marie-Thérèse Joséphine Ramanantsoamampianinarivo de la Rochefoucauld-Montmorency"


def codes(count, seed=1):
    bytes_of = random.Random(seed).randbytes
    return [new_code(bytes_of) for _ in range(count)]


CODE = codes(1)[0]


def card(**changes):
    values = {
        "code": CODE,
        "first_name": "Amina",
        "call_number": 27,
        "fair_title": FAIR,
        "place": PLACE,
        "date": DAY,
    }
    return BadgeCard(**values | changes)


def schedule_line(hour=9, minute=30, minutes=15, **changes):
    start = dt.datetime.combine(DAY, dt.time(hour, minute))
    values = {
        "starts_at": start.time(),
        "ends_at": (start + dt.timedelta(minutes=minutes)).time(),
        "exhibitor": "Simax",
        "stand": "A3",
        "zone": "",
        "kind": "employer",
        "offer_title": "Technicien support informatique",
        "rank": 1,
        "band": "very_close",
        "reasons": ("Vous aimez aider les gens.", "Le poste est près de chez vous."),
    }
    return ScheduleLine(**values | changes)


def schedule(lines=(), **changes):
    values = {
        "fair_title": FAIR,
        "place": PLACE,
        "date": DAY,
        "first_name": "Amina",
        "last_name": "Benali",
        "call_number": 27,
        "code": CODE,
        "lines": tuple(lines),
    }
    return ScheduleSheet(**values | changes)


def stand(lines=(), **changes):
    values = {
        "fair_title": FAIR,
        "date": DAY,
        "exhibitor": "Simax",
        "stand": "A3",
        "zone": "Hall",
        "lines": tuple(lines),
    }
    return StandSheet(**values | changes)


def stand_line(hour=9, minute=30, **changes):
    values = {
        "starts_at": dt.time(hour, minute),
        "ends_at": dt.time(hour, minute + 10),
        "call_number": 27,
        "first_name": "Amina",
        "offer_title": "Technicien support informatique",
        "points": ("Aime aider les gens.",),
        "to_ask": ("Permis B ?",),
    }
    return StandLine(**values | changes)


def door(names, **changes):
    rows = tuple(DoorRow(name, number) for number, name in enumerate(names, start=1))
    return DoorSheet(**{"fair_title": FAIR, "date": DAY, "rows": rows} | changes)


def opened(pdf):
    return pymupdf.open(stream=pdf, filetype="pdf")


def page_texts(pdf):
    """Each page's text with all spaces plain and single."""
    return [" ".join(page.get_text().split()) for page in opened(pdf)]


def text(pdf):
    return " ".join(page_texts(pdf))


def picture(page, dpi=150):
    pixels = page.get_pixmap(dpi=dpi)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def pixels_of(svg, module_pixels=10):
    """A QR drawing as a grey picture, so many pixels a module; its quiet zone is in it."""
    page = pymupdf.open(stream=svg.encode(), filetype="svg")[0]
    zoom = pymupdf.Matrix(module_pixels, module_pixels)
    pixels = page.get_pixmap(matrix=zoom)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples).convert("L")


def scanned(page, dpi=150):
    """The QR texts of a page, from left to right and top to bottom."""
    found = zxingcpp.read_barcodes(picture(page, dpi))
    return [
        code.text
        for code in sorted(
            found, key=lambda code: (code.position.top_left.y // 50, code.position.top_left.x)
        )
    ]


def spans(page):
    return [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip()
    ]
