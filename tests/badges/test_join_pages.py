"""Pages pressed in parts are the same document as pages pressed at once."""

from io import BytesIO

import pikepdf
import pytest

from badges.sheets import schedule_sheets, stand_sheets
from badges.tagged.join_pages import join_pages

from .papers import codes, schedule, schedule_line, stand, stand_line

PEOPLE = [
    schedule(
        [schedule_line(hour) for hour in range(9, 9 + number % 14)],
        first_name=f"Prénom {number}",
        call_number=number + 1,
        code=code,
    )
    for number, code in enumerate(codes(12))
]
STANDS = [stand([stand_line()] * number, exhibitor=f"Stand {number}") for number in range(12)]


def structure(pdf):
    """Every tag in reading order with its page and marks, and what each page says of its own."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}

        def told(element):
            if isinstance(element, pikepdf.Array):
                return [told(part) for part in element]
            if not isinstance(element, pikepdf.Dictionary):
                return int(element)
            page = pages[element.Pg.objgen] if "/Pg" in element else None
            return (
                str(element.S),
                str(element.get("/T", "")),
                page,
                told(element.get("/K", pikepdf.Array())),
            )

        rows = opened.Root.StructTreeRoot.ParentTree.Nums
        owners = {
            int(rows[at]): [str(one.S) for one in rows[at + 1]] for at in range(0, len(rows), 2)
        }
        return (
            told(opened.Root.StructTreeRoot.K),
            [owners[int(page.obj.StructParents)] for page in opened.pages],
        )


def bookmarks(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}
        return [(item.title, pages[item.destination[0].objgen]) for item in outline.root]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("press", "sheets"),
    [(schedule_sheets, PEOPLE), (stand_sheets, STANDS)],
    ids=["people", "stands"],
)
@pytest.mark.parametrize("size", [1, 5])
def test_joined_parts_keep_every_tag_and_bookmark_of_one_run(press, sheets, size):
    parts = [press(sheets[at : at + size]) for at in range(0, len(sheets), size)]
    assert structure(join_pages(parts)) == structure(press(sheets))
    assert bookmarks(join_pages(parts)) == bookmarks(press(sheets))


def test_the_same_parts_make_the_same_bytes():
    parts = [schedule_sheets(PEOPLE[:2]), schedule_sheets(PEOPLE[2:4])]
    assert join_pages(parts) == join_pages(parts)


def test_nothing_to_join_is_refused():
    with pytest.raises(ValueError, match="no part"):
        join_pages([])


def test_joined_pages_are_joined_again():
    first, second = schedule_sheets(PEOPLE[:3]), schedule_sheets(PEOPLE[3:6])
    whole = join_pages([join_pages([first, second]), schedule_sheets(PEOPLE[6:])])
    assert structure(whole) == structure(schedule_sheets(PEOPLE))
    assert bookmarks(whole) == bookmarks(schedule_sheets(PEOPLE))


def test_words_that_look_like_a_reference_stay_as_they_are():
    name = "8 0 R (12 0 R ((3 0 R) x)) \\"
    parts = [
        schedule_sheets([schedule([schedule_line()], first_name=name, code=code)])
        for code in codes(2)
    ]
    assert [name in title for title, _ in bookmarks(join_pages(parts))] == [True, True]


def test_a_pdf_of_another_program_is_refused():
    out = BytesIO()
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(ValueError, match="another program"):
        join_pages([out.getvalue()])
