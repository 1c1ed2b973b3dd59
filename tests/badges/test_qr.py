from io import BytesIO
from xml.etree import ElementTree as ET

import pymupdf
import pytest
import zxingcpp
from PIL import Image

from badges.qr import qr_png, qr_svg

from .papers import CODE, codes

SVG = "{http://www.w3.org/2000/svg}"


def read(image):
    (found,) = zxingcpp.read_barcodes(image)
    return found


def test_a_code_makes_the_smallest_symbol_with_the_most_error_correction():
    found = read(Image.open(BytesIO(qr_png(CODE))).convert("L"))
    assert (found.text, found.ec_level) == (CODE, "H")
    assert Image.open(BytesIO(qr_png(CODE, module_pixels=1))).size == (29, 29)


def test_the_quiet_zone_is_four_white_modules():
    image = Image.open(BytesIO(qr_png(CODE, module_pixels=1))).convert("L")
    dark = image.point(lambda value: 255 - value).getbbox()
    assert dark == (4, 4, 25, 25)


def test_the_svg_draws_the_same_modules_as_the_png_with_one_black_path():
    for code in codes(5):
        drawing = ET.fromstring(qr_svg(code))
        black = [path for path in drawing.findall(f"{SVG}path") if path.get("fill") == "#000"]
        assert len(black) == 1
        page = pymupdf.open(stream=qr_svg(code).encode(), filetype="svg")[0]
        pixels = page.get_pixmap(
            matrix=pymupdf.Matrix(290 / page.rect.width, 290 / page.rect.width)
        )
        vector = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples).convert("L")
        raster = Image.open(BytesIO(qr_png(code, module_pixels=10))).convert("L")
        middles = [(10 * x + 5, 10 * y + 5) for x in range(29) for y in range(29)]
        assert [vector.getpixel(at) > 127 for at in middles] == [
            raster.getpixel(at) > 127 for at in middles
        ]


@pytest.mark.parametrize("text", ["https://192.168.1.20:8501/accueil", "é" * 200])
def test_longer_texts_are_read_too(text):
    assert read(Image.open(BytesIO(qr_png(text, module_pixels=4))).convert("L")).text == text


def test_a_text_longer_than_any_symbol_is_refused():
    with pytest.raises(ValueError, match="version"):
        qr_png("A" * 5000)
