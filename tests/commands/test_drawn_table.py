"""Tables at the terminal: every word whole, in a window of any width."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from matching.drawn_table import draw_table
from tests.examples import examples

WORD = st.text("abcdéñ0123456789@.-", min_size=1, max_size=12)
CELL = st.lists(WORD, max_size=6).map(" ".join)


def drawn(headings, rows, width):
    out = io.StringIO()
    draw_table(Console(file=out, width=width), headings, rows)
    return out.getvalue()


def words_of(lines):
    return sorted(word for line in lines for word in line.split() if not set(word) <= set("│┃"))


@examples(200)
@given(st.data(), st.integers(1, 8), st.integers(34, 160))
def test_no_word_is_broken_or_lost_and_no_line_leaves_the_window(data, wide, width):
    headings = data.draw(st.lists(WORD, min_size=wide, max_size=wide))
    row = st.lists(CELL, min_size=wide, max_size=wide)
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    lines = drawn(headings, rows, width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    told = words_of(lines)
    for word in (word for row in rows for cell in row for word in cell.split()):
        assert word in told


def test_a_telephone_is_dialled_from_a_window_of_80_signs():
    heads = ("À appeler depuis le", "Fiche", "Nom", "Téléphone", "E-mail", "Dernier contact")
    row = ("2026-11-30", "v01", "Oleksandr Kovalenko", "0639980107",
           "oleksandr.kovalenko.2004@exemple.invalid", "2026-10-30")  # fmt: skip
    lines = [line.strip("│ ").split("│") for line in drawn(heads, [row], 80).splitlines()[1:-1]]
    assert [tuple(part.strip() for part in line) for line in lines] == list(
        zip(heads, row, strict=True)
    )


def test_a_word_wider_than_the_window_is_drawn_whole_over_several_lines():
    word = "x" * 100
    assert drawn(["a"], [[word]], 40).count("x") == 100
    assert drawn(["a", "b"], [[word, "c"]], 40).count("x") == 100
