"""Words of a PDF as they are copied and searched: without the invisible places to break them."""

import re
import zlib

from badges.tagged.pdf_parts import PdfObject, PdfObjects, written

_BREAK = b"200B"
_MEANS = re.compile(rb"(?<=> <)(?:[0-9A-F]{4})+(?=>)")
_SAYS = re.compile(rb"(?<=<FEFF)(?:[0-9A-F]{4})+(?=>)")


def without_breaks(pdf: PdfObjects) -> bytes:
    """The same pages, their words whole for whoever copies them or looks for them.

    typst tells a reader what each sign means in letters, for a whole font (`ToUnicode`, PDF
    32000-1, 9.10.3) or in its place (`ActualText`, 14.9.4), and counts a place to break among them.
    """
    numbered = {number: _whole(one) for number, one in pdf.numbered.items()}
    return written(PdfObjects(numbered, pdf.root, pdf.info))


def _whole(one: PdfObject) -> PdfObject:
    if one.stream is None:
        return PdfObject(one.number, _SAYS.sub(_kept, one.said))
    if b"/CMap" in one.said:
        return _packed(one, _MEANS.sub(_meant, zlib.decompress(one.stream)))
    if b"/Filter/FlateDecode" not in one.said or b"/Length1" in one.said:
        return one
    contents = zlib.decompress(one.stream)
    return _packed(one, _SAYS.sub(_kept, contents)) if b"/ActualText" in contents else one


def _packed(one: PdfObject, contents: bytes) -> PdfObject:
    packed = zlib.compress(contents)
    said = re.sub(rb"/Length\s+\d+", b"/Length %d" % len(packed), one.said)
    return PdfObject(one.number, said, packed)


def _kept(found: "re.Match[bytes]") -> bytes:
    letters = found[0]
    four = (letters[at : at + 4] for at in range(0, len(letters), 4))
    return b"".join(letter for letter in four if letter != _BREAK)


def _meant(found: "re.Match[bytes]") -> bytes:
    """A sign that is nothing but a place to break stays what it is: each sign means something."""
    return _kept(found) or _BREAK
