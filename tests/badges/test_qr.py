from xml.etree import ElementTree as ET

import pytest
import zxingcpp

from badges.qr import qr_svg

from .papers import CODE, codes, pixels_of

SVG = "{http://www.w3.org/2000/svg}"


def read(image):
    (found,) = zxingcpp.read_barcodes(image)
    return found


def test_a_code_makes_the_smallest_symbol_with_the_most_error_correction():
    image = pixels_of(qr_svg(CODE))
    found = read(image)
    assert (found.text, found.ec_level) == (CODE, "H")
    assert image.size == (290, 290)


def test_the_quiet_zone_is_four_white_modules():
    dark = pixels_of(qr_svg(CODE)).point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark == (40, 40, 250, 250)


def test_the_dark_areas_are_one_black_path_so_that_no_seam_shows():
    for code in codes(5):
        drawing = ET.fromstring(qr_svg(code))
        black = [path for path in drawing.findall(f"{SVG}path") if path.get("fill") == "#000"]
        assert len(black) == 1
        assert read(pixels_of(qr_svg(code))).text == code


@pytest.mark.parametrize("text", ["https://192.168.1.20:8501/accueil", "é" * 200])
def test_longer_texts_are_read_too(text):
    assert read(pixels_of(qr_svg(text), module_pixels=4)).text == text


def test_a_text_longer_than_any_symbol_is_refused():
    with pytest.raises(ValueError, match="version"):
        qr_svg("A" * 5000)
