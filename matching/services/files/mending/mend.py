"""A cell written anew, a question answered, a row taken in, a list taken out: read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folder import read_tables
from matching.intake.mapping import MappingAnswers, table_with
from matching.intake.opening import missing_tables
from matching.intake.tables.tables import Table
from matching.services.files.kept_tables import read_tables_of
from matching.services.files.mending.value_questions import asks_of_value, is_typed
from matching.services.files.preview import SAME_ROWS, names_listed, names_of
from matching.services.files.receive_files import Receipt, enter_received, read_report
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import fairs, import_report


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell put right, named as its flaw names it; `is_right` where it stays as it stands."""

    file: str
    line: int
    column: str
    value: str = ""
    is_right: bool = False

    def done(self, table: Table) -> Table:
        """The table with the cell put right; consent is the person's own word, and is not."""
        if table.column_of(self.column) == "consent_contact":
            raise FairError("consent_not_mended")
        if self.is_right and self.column in dict(table.dropped):
            return table.without_column(self.column)
        if self.is_right:
            return table.accepting(self.line, self.column)
        return table.with_cell(self.line, self.column, self.value)


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """The words to read wherever a column of ours says a value, named by its key."""

    file: str
    column: str
    key: str
    words: str

    def given(self, table: Table) -> Table:
        """The table with the answer."""
        said = MappingAnswers(answers={table.kind: {self.column: {self.key: self.words}}})
        if self.column == "consent_contact":
            raise FairError("consent_not_mended")
        return table_with(table, said)


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """Which part of the whole names under a heading stands first."""

    file: str
    heading: str
    order: str

    def given(self, table: Table) -> Table:
        """The table with the answer."""
        return table_with(table, MappingAnswers(columns={table.kind: {self.heading: self.order}}))


@dataclass(frozen=True, slots=True)
class AdvertAnswer:
    """What somebody confirmed of all that the description of one offer demands.

    `confirmed` are columns with the words to add to them; what is not among them is not demanded.
    `column` is the heading of the description.
    """

    file: str
    line: int
    column: str
    confirmed: tuple[tuple[str, str], ...] = ()

    def done(self, table: Table) -> Table:
        """The table in which the columns say what was confirmed, and the text asks nobody again."""
        for column, words in self.confirmed:
            table = table.with_word(self.line, column, words)
        return table.accepting(self.line, self.column)


def mend(
    shop: Shop,
    fair: str,
    mends: Sequence[Mend] = (),
    *,
    answers: Sequence[ValueAnswer] = (),
    orders: Sequence[OrderAnswer] = (),
    adverts: Sequence[AdvertAnswer] = (),
    station: str = "",
) -> Receipt:
    """Put right what somebody touched in the tables received last, and read them again.

    Without anything touched nothing is done. Answers are remembered for files of the same form.
    Whoever calls a cell right as it stands has decided so: it stands in the log, without the cell.

    Raises
    ------
    FairError
        `consent_not_mended`, `answer_not_read`, `answer_not_chosen`; those of `Table.with_cell`.
    """
    if not (mends or answers or orders or adverts):
        return read_report(shop, fair)
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        tables = read_tables_of(reader, fair)
        said = import_report.read_flaws(reader, fair)
    given: tuple[ValueAnswer | OrderAnswer, ...] = (*answers, *orders)
    for answer in given:
        tables[answer.file] = answer.given(tables[answer.file])
    touched: tuple[Mend | AdvertAnswer, ...] = (*mends, *adverts)
    for mended in touched:
        tables[mended.file] = mended.done(tables[mended.file])
    received = read_tables(frame, tuple(tables.values()), flaws=said)
    _must_be_read(answers, received.flaws)
    accepted = [
        {"table": tables[one.file].kind, "line": one.line, "heading": one.column}
        for one in touched
        if isinstance(one, AdvertAnswer) or one.is_right
    ]

    def log(writer: Connection) -> None:
        for cell in accepted:
            log_act(writer, shop, fair, "cell-accepted", plan=0, station=station, cell=cell)

    return enter_received(
        shop, received, forms=tuple(tables.values()), answered=SAME_ROWS, along=log
    )


def _must_be_read(answers: Sequence[ValueAnswer], flaws: Iterable[Flaw]) -> None:
    """Refuse an answer that says as little as what it was asked about.

    Raises
    ------
    FairError
        `answer_not_read` of an hour, `answer_not_chosen` of a word, with what was answered.
    """
    words = {(one.file, one.column, one.key): one.words for one in answers}
    for flaw in filter(asks_of_value, flaws):
        place = (flaw.file, str(flaw.params["field"]), str(flaw.params["key"]))
        if place in words:
            code = "answer_not_read" if is_typed(place[1]) else "answer_not_chosen"
            raise FairError(code, value=words[place])


def say_consent(shop: Shop, fair: str, flaw: Flaw, *, agrees: bool) -> Receipt:
    """Write what one person answered when they were asked whether they may be contacted.

    Parameters
    ----------
    flaw
        That of the cell which could not be read as an answer.

    Raises
    ------
    FairError
        `line_unknown` when there is no such row any more.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        tables = read_tables_of(reader, fair)
        said = import_report.read_flaws(reader, fair)
    if flaw.file not in tables:
        raise FairError("line_unknown", file=flaw.file, line=flaw.line)
    answer = "oui" if agrees else "non"
    tables[flaw.file] = tables[flaw.file].with_cell(flaw.line, flaw.column, answer)
    received = read_tables(frame, tuple(tables.values()), flaws=said)
    return enter_received(shop, received, answered=SAME_ROWS)


def take_in(shop: Shop, fair: str, *, file: str, line: int) -> Receipt:
    """Take in after all a row that was set aside as no entry (a total, a title, a cancellation).

    Raises
    ------
    FairError
        `line_unknown` when the file has no such row.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        tables = read_tables_of(reader, fair)
        said = import_report.read_flaws(reader, fair)
    if file not in tables:
        raise FairError("line_unknown", file=file, line=line)
    tables[file] = tables[file].taking(line)
    received = read_tables(entries.fair, tuple(tables.values()), flaws=said)
    return enter_received(shop, received, answered=SAME_ROWS)


@dataclass(frozen=True, slots=True)
class DroppedList:
    """What a fair holds after a list was taken out: names that are gone, and that stay for all."""

    receipt: Receipt
    gone: tuple[str, ...]
    staying: tuple[str, ...]


def drop_list(shop: Shop, fair: str, *, kind: str, file: str) -> DroppedList:
    """Take out one of several lists of a kind; who came or stands in a plan stays.

    Raises
    ------
    FairError
        `list_unknown`; `table_missing` for the only list of its kind.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        tables = tuple(read_tables_of(reader, fair).values())
        said = import_report.read_flaws(reader, fair)
    left = [table for table in tables if (table.kind, table.file) != (kind, file)]
    if len(left) == len(tables):
        raise FairError("list_unknown", file=file, other=file)
    if kind not in {table.kind for table in left}:
        raise next(one for one in missing_tables(left) if one.params["kind"] == kind)
    received = read_tables(frame, left, flaws=[flaw for flaw in said if flaw.file != file])
    own = names_listed(read_tables(frame, tables)) - names_listed(received)
    receipt = enter_received(shop, received, answered=SAME_ROWS)
    with shop.store.reading() as reader:
        here = _entered(fairs.read_entries(reader, fair))
    gone, staying = (
        tuple(sorted(name for of, name in entries)) for entries in (own - here, own & here)
    )
    return DroppedList(receipt, gone, staying)


def _entered(entries: Entries) -> set[tuple[str, str]]:
    return names_of(
        entries.jobseekers.values(), entries.exhibitors.values(), entries.offers.values()
    )
