"""Whatever the bytes, intake answers: profiles with flaws, or one refusal by its code."""

from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from matching.domain.errors import FairError
from matching.intake.fair_file import read_fair
from matching.intake.folder import read_files, read_tables
from matching.intake.headings import KINDS, columns
from matching.intake.tables.layout import read_table
from matching.phrases.say import say
from tests.examples import examples

from .sheets import FAIR, FAIR_TOML, csv_of, files, received, workbook

CALM = examples(60)
WORKBOOK = workbook([["id", "first_name", "radius_km"], ["j1", "Ana", "=1+2"], ["j2", "Bo", 3.5]])

WORDS = st.sampled_from(
    [
        "oui",
        "non",
        "CDI",
        "CDDD",
        "B1",
        "débutant",
        "Bac+2",
        "niveau=V",
        "9h30",
        "25:61",
        "31/02/2023",
        "2023-06-30",
        "06.12.34.56.78",
        "a@b.fr",
        "interprète",
        "interpreter:",
        "=1+1",
        "-(2)",
        "12:30-13:30",
        "ar",
        "français",
        ";",
        ",",
        "|",
        "/",
        "'",
        "+",
        "(0)",
        "1e400",
        "²",
        "٣",
        "½",
        "0,5",
        "-1",
        "99999999999999999999",
        "inf",
        "nan",
        "NV3",
        "mairie",
        "permis",
    ]
)
# A few control signs are cleaned away; many mean that the file is no text.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
CELLS = st.one_of(st.lists(WORDS, max_size=4).map(" ".join), TEXTS, st.just(""), WORDS)


@st.composite
def grids(draw, kind):
    headings = draw(st.lists(st.sampled_from(columns(kind)), min_size=1, max_size=12))
    row = st.lists(CELLS, min_size=1, max_size=len(headings) + 1)
    return [headings, *draw(st.lists(row, min_size=1, max_size=5))]


def as_csv(rows):
    return "\n".join(
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    ).encode("utf-8", "replace")


def said(flaws):
    for flaw in flaws:
        say(
            f"flaw.{flaw.code}",
            "fr",
            file=flaw.file,
            line=flaw.line,
            column=flaw.column,
            value=flaw.value,
            suggestion=flaw.suggestion,
            **flaw.params,
        )


@CALM
@given(st.sampled_from(KINDS), st.binary(max_size=400))
@example("jobseekers", b"PK\x03\x04first_name")
@example("jobseekers", b'first_name\n"')
@example("jobseekers", b"\xff\xfefirst_name")
@example("jobseekers", b"sep=\n\nfirst_name\nAna")
def test_random_bytes_are_read_or_refused(kind, content):
    with suppress(FairError):
        said(read_table(kind, f"{kind}.csv", content)[1])


@CALM
@given(st.binary(max_size=200))
def test_random_fair_file_is_read_or_refused(content):
    with suppress(FairError):
        read_fair(content)


@CALM
@given(st.integers(0, len(FAIR_TOML)), st.integers(0, 30), st.text(max_size=10))
def test_damaged_fair_file_is_read_or_refused(start, length, patch):
    text = FAIR_TOML[:start] + patch + FAIR_TOML[start + length :]
    with suppress(FairError):
        read_fair(text.encode("utf-8", "replace"))


@CALM
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=8))
def test_damaged_workbook_is_read_or_refused(start, patch):
    content = WORKBOOK[:start] + patch + WORKBOOK[start + len(patch) :]
    with suppress(FairError):
        read_table("jobseekers", "jobseekers.xlsx", content)


@CALM
@given(st.data())
def test_random_tables_are_received_or_refused(data):
    contents = {kind: as_csv(data.draw(grids(kind))) for kind in KINDS}
    with suppress(FairError):
        report = received(**contents)
        said(report.flaws)
        assert all(len(flaw.value) <= 60 for flaw in report.flaws)


@CALM
@given(st.lists(CELLS, min_size=33, max_size=33))
def test_any_cells_beside_a_first_name_never_lose_the_person(cells):
    known = [column for column in columns("jobseekers") if column not in {"id", "first_name"}]
    rows = [["id", "first_name", *known], ["j1", "Ana", *cells[: len(known)]]]
    report = received(jobseekers=as_csv(rows))
    assert [person.id for person in report.jobseekers] == ["j1"]
    said(report.flaws)


@CALM
@given(st.lists(CELLS, min_size=33, max_size=33))
def test_any_cells_read_the_same_from_csv_and_from_a_workbook(cells):
    known = [column for column in columns("jobseekers") if column not in {"id", "first_name"}]
    printable = [
        "".join(sign for sign in cell if sign.isprintable() and sign != "\ufffd").lstrip("'=#")
        for cell in cells
    ]
    rows = [["id", "first_name", *known], ["j1", "Ana", *printable[: len(known)]]]
    one, other = received(jobseekers=as_csv(rows)), received(jobseekers=rows)
    assert one.digest == other.digest


@CALM
@given(st.data())
def test_table_survives_being_written_and_read_again(data):
    with suppress(FairError):
        table, _ = read_table("jobseekers", "j.csv", as_csv(data.draw(grids("jobseekers"))))
        again, _ = read_table("jobseekers", "j.csv", csv_of(table))
        assert trimmed(again) == trimmed(table)


def trimmed(table):
    rows = (tuple(cell.strip() for cell in row.cells) for row in table.rows)
    return [row for row in rows if any(row)]


@CALM
@given(st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(random):
    people = [f"j{count};Ana{count};{count}" for count in range(12)]
    offers = [f"mairie;Agent {count % 4};Ville {count}" for count in range(12)]
    before = order_of(people, offers)
    random.shuffle(people)
    random.shuffle(offers)
    after = order_of(people, offers)
    assert (after.digest, after.offers, after.jobseekers) == (
        before.digest,
        before.offers,
        before.jobseekers,
    )


def order_of(people, offers):
    return received(
        jobseekers="\n".join(["id;first_name;radius_km", *people]),
        offers="\n".join(["exhibitor;title;commune", *offers]),
    )


@CALM
@given(st.dictionaries(st.text(max_size=12), st.binary(max_size=20), max_size=3))
def test_any_uploads_beside_the_fair_are_answered(uploads):
    with suppress(FairError):
        report = read_files({**uploads, **files()})
        assert read_tables(FAIR, report.tables, flaws=report.flaws) == report
