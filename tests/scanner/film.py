"""A film of badges held before a camera: tilted, bent by perspective, blurred, in poor light."""

from dataclasses import dataclass, replace
from io import BytesIO
from math import cos, radians, sin
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from badges.qr import qr_svg
from tests.badges.papers import pixels_of

FRAMES_A_SECOND = 30  # what Chromium plays an MJPEG file at
WIDTH, HEIGHT = 1280, 720
CARD = (900, 560)


@dataclass(frozen=True)
class Hold:
    """How a badge is held: degrees, share of the frame, bend, blur radius, light."""

    tilt: float = 0.0
    size: float = 0.8
    bend: float = 0.0
    blur: float = 0.0
    light: float = 1.0

    @classmethod
    def drawn(cls, random: Random) -> "Hold":
        """A hold drawn at random, the whole badge in the picture."""
        drawn = cls(
            tilt=random.uniform(-35, 35),
            size=random.uniform(0.5, 0.95),
            bend=random.uniform(-0.15, 0.15),
            blur=random.choice([0, 0, 0.8, 1.2, 1.6]),
            light=random.choice([1, 1, 0.7, 0.5]),
        )
        while not drawn.is_whole:
            drawn = replace(drawn, size=drawn.size * 0.95)
        return drawn

    @property
    def is_whole(self) -> bool:
        return all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in _corners(self))


def film(
    path: Path, codes: list[str], *, seed: int, shown: float = 0.9, pause: float = 0.4
) -> Path:
    """An MJPEG file that shows each badge for a while, an empty table between them."""
    random = Random(seed)
    with path.open("wb") as out:
        for code in codes:
            table = _table(random)
            hold = Hold.drawn(random)
            out.write(_jpeg(_lit(table, hold)) * round(pause * FRAMES_A_SECOND))
            out.write(_jpeg(scene(code, hold, table)) * round(shown * FRAMES_A_SECOND))
    return path


def empty_table(path: Path) -> Path:
    """A film in which nothing happens."""
    path.write_bytes(_jpeg(_table(Random(1))) * FRAMES_A_SECOND)
    return path


def scene(code: str, hold: Hold, table: Image.Image) -> Image.Image:
    """One badge over a table."""
    card = _card(code)
    shape = _corners(hold)
    seen = card.transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, _towards(shape), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", CARD, 255).transform(
        (WIDTH, HEIGHT), Image.Transform.PERSPECTIVE, _towards(shape), Image.Resampling.BICUBIC
    )
    whole = table.copy()
    whole.paste(seen, mask=mask)
    return _lit(whole.filter(ImageFilter.GaussianBlur(hold.blur)), hold)


def _card(code: str) -> Image.Image:
    card = Image.new("L", CARD, 255)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, CARD[0], 90), fill=60)
    draw.rectangle((0, 0, CARD[0] - 1, CARD[1] - 1), outline=0, width=3)
    draw.text((40, 200), "Prénom", fill=0, font_size=90)
    draw.text((40, 320), "n° 12", fill=80, font_size=60)
    symbol = pixels_of(qr_svg(code)).resize((400, 400))
    card.paste(symbol, (CARD[0] - 420, 130))
    return card


def _table(random: Random) -> Image.Image:
    shades = np.random.default_rng(random.randrange(2**32)).integers(60, 180, (9, 16))
    small = Image.fromarray(shades.astype(np.uint8))
    return small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


def _lit(image: Image.Image, hold: Hold) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(hold.light)


def _corners(hold: Hold) -> list[tuple[float, float]]:
    scale = hold.size * min(WIDTH / CARD[0], HEIGHT / CARD[1])
    turn = radians(hold.tilt)
    far = (1 - hold.bend, 1 + hold.bend, 1 + hold.bend * 0.4, 1 - hold.bend * 0.9)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    found = []
    for (x, y), away in zip(corners, far, strict=True):
        across, down = x * CARD[0] / 2 * scale * away, y * CARD[1] / 2 * scale * away
        found.append(
            (
                WIDTH / 2 + across * cos(turn) - down * sin(turn),
                HEIGHT / 2 + across * sin(turn) + down * cos(turn),
            )
        )
    return found


def _towards(corners: list[tuple[float, float]]) -> list[float]:
    """The eight numbers that carry a point of the frame back to the card."""
    card = ((0, 0), (CARD[0], 0), CARD, (0, CARD[1]))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, card, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return list(np.linalg.solve(np.array(rows), np.array(values)))


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=80, subsampling="4:2:0")
    return out.getvalue()
