"""Files by name become tables: which is which is told by name, by headings, or by a person."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.intake.fair_file import FILE, read_fair_file
from matching.intake.folding import fold, shorten
from matching.intake.headings import KINDS
from matching.intake.tables.grids import MOST_BYTES
from matching.intake.tables.json_lists import JSON
from matching.intake.tables.layout import SHEET_MARK, read_any_tables, read_table
from matching.intake.tables.tables import Table

# Formats we refuse are taken in too: the refusal can then say how to save the file.
_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", JSON})
_FAIR_NAMES = frozenset({FILE, "forum.toml"})
_NAMES = {
    "jobseekers": "jobseeker jobseekers visiteur visiteurs visiteuses jeune jeunes candidat "
    "candidats candidates participant participants personnes publics public inscrits demandeurs",
    "exhibitors": "exhibitor exhibitors exposant exposants entreprise entreprises stand stands "
    "employeur employeurs recruteurs partenaires",
    "offers": "offer offers offre offres poste postes emplois jobs annonces",
}
_FRENCH_NAMES = {"jobseekers": "visiteurs", "exhibitors": "exposants", "offers": "offres"}
_KINDS_BY_WORD = {word: kind for kind, words in _NAMES.items() for word in words.split()}
# A file whose headings name no table: a page of notes, or a list in words of its own.
_NO_TABLE = frozenset({"headings_missing", "table_empty", "not_a_table"})
# What a person says of a file that is not to be read.
NOT_A_TABLE = ""
_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Opened:
    """Files as tables, before anything in them is understood.

    `fair` is that of `fair.toml`, if it came along. `unknown` are the files whose kind nobody
    knows; `refusals` say why a file cannot be used, or that two are of one kind. `unread` says of
    every file that gave nothing, though nobody said to leave it, why that is. `rivals` are the
    files that are lists of one kind: each is read once somebody says that it is one.
    """

    fair: Fair | None
    tables: tuple[Table, ...]
    unknown: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    refusals: tuple[FairError, ...] = ()
    unread: tuple[FairError, ...] = ()
    rivals: tuple[str, ...] = ()


def folder_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder that may belong to a fair, by name.

    Raises
    ------
    FairError
        `folder_missing`, `file_too_large`, `file_unreadable`.
    """
    if not folder.is_dir():
        raise FairError("folder_missing", folder=str(folder))
    return {
        path.name: read_content(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and (_is_fair(path.name) or _is_table(path.name))
    }


def read_content(path: Path) -> bytes:
    """What a file holds; refused with `file_too_large` or `file_unreadable`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FairError("file_too_large", file=path.name, most=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError:
        raise FairError("file_unreadable", file=path.name) from None


def open_files(
    files: Mapping[str, bytes],
    *,
    kinds: Mapping[str, str],
    known: Mapping[str, str] = _NOTHING_KNOWN,
) -> Opened:
    """The tables in files given by name; nothing is raised, every refusal is in the answer.

    A file named after its table is that table; of the others the headings tell the kind.

    Parameters
    ----------
    kinds
        What a person said of files: name → kind, "" for one that is not to be read.
    known
        What forms were taken in as before: form → kind. It comes before what headings tell.
    """
    contents = {PurePath(name).name: content for name, content in sorted(files.items())}
    opening = _Opening(contents, known)
    opening.say_kinds(kinds)
    opening.name_kinds()
    opening.recognise_kinds()
    return opening.opened()


def missing_tables(tables: Iterable[Table], *, is_whole: bool = True) -> tuple[FairError, ...]:
    """A refusal for each kind of table that is not there although it must be.

    A fair that grows list by list (`is_whole` is false) needs one of them; offers need stands.
    """
    have = {table.kind for table in tables}
    of_offers = {"exhibitors"} if "offers" in have else set[str]()
    wanted = {*KINDS} if is_whole or not have else of_offers
    return tuple(
        FairError("table_missing", kind=kind, expected=_FRENCH_NAMES[kind])
        for kind in KINDS
        if kind in wanted - have
    )


def must_be_usable(opened: Opened, fair: Fair | None) -> Fair:
    """The fair that opened files are for.

    Raises
    ------
    FairError
        The first refusal of the files; `fair_missing`.
    """
    for refusal in opened.refusals:
        raise refusal
    frame = opened.fair or fair
    if frame is None:
        raise FairError("fair_missing", file=FILE)
    return frame


@dataclass(slots=True)
class _Opening:
    """What is known so far of the files; each step takes what the one before left."""

    files: dict[str, bytes]
    known: Mapping[str, str]
    tables: list[Table] = field(default_factory=list)
    refusals: list[FairError] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)
    no_lists: list[FairError] = field(default_factory=list)
    left_alone: set[str] = field(default_factory=set)
    no_tables: dict[str, FairError] = field(default_factory=dict)

    def say_kinds(self, kinds: Mapping[str, str]) -> None:
        """The files of which a person said what they are."""
        said = {name: kind for name, kind in kinds.items() if name in self.files}
        self.settled.update(said)
        self.left_alone.update(name for name, kind in said.items() if kind == NOT_A_TABLE)
        for name, kind in sorted(said.items()):
            if kind != NOT_A_TABLE:
                self._read(kind, name, said=True)

    def name_kinds(self) -> None:
        """The files whose names say what they are; two for one are not ours to choose between."""
        left = [name for name in self._left() if _kind(name)]
        have = {table.kind for table in self.tables}
        for kind in KINDS:
            names = [name for name in left if _kind(name) == kind]
            exact = [name for name in names if PurePath(name).stem.casefold() == kind]
            if len(exact) == 1:
                self.settled.update(names)
                names = exact
            if len(names) > 1 or (names and kind in have):
                self._refuse_two(kind, names)
            elif names:
                self._read(kind, names[0])

    def recognise_kinds(self) -> None:
        """The kinds still missing, in files whose names say nothing: by form, else by headings."""
        missing = {*KINDS} - {table.kind for table in self.tables}
        found: dict[str, Table] = {}
        for name in self._left() if missing else ():
            for table in self._as_known(name, self._any_tables(name)):
                self.settled.add(name)
                if table.kind in found:
                    self._refuse_two(table.kind, [found[table.kind].file, table.file])
                elif table.kind in missing:
                    found[table.kind] = table
        self.tables += found.values()
        if missing - found.keys():  # beside whole tables it is what some program left there
            self.refusals += self.no_lists

    def opened(self) -> Opened:
        """What came out; files that are no table of a fair are named."""
        fair: Fair | None = None
        flaws: list[Flaw] = []
        try:
            for content in [one for name, one in self.files.items() if _is_fair(name)][:1]:
                fair, said = read_fair_file(content)
                flaws += said
        except FairError as refusal:
            self.refusals.insert(0, refusal)
        used = {table.file.partition(SHEET_MARK)[0] for table in self.tables}
        others = [
            one for one in self.files if not (_is_fair(one) or one in used or _is_hidden(one))
        ]
        flaws += [Flaw(shorten(name), 0, "", "", "file_unknown") for name in others]
        tables = sorted(self.tables, key=lambda table: KINDS.index(table.kind))
        unknown = tuple(name for name in others if name not in self.settled and _is_table(name))
        refused = {name for refusal in self.refusals for name in _files_named(refusal)}
        unread = tuple(
            self._why_unread(name)
            for name in others
            if name not in self.left_alone and name not in refused
        )
        refusals = tuple(self.refusals)
        named = (name for one in (*refusals, *unread) for name in _files_named(one))
        rivals = tuple(dict.fromkeys(name.partition(SHEET_MARK)[0] for name in named))
        return Opened(fair, tuple(tables), unknown, tuple(flaws), refusals, unread, rivals)

    def _why_unread(self, name: str) -> FairError:
        """Why a file gave nothing: it is no table, it is one too many, or nobody said which."""
        if not _is_table(name):
            return FairError("not_a_table", file=name)
        if name in self.no_tables:
            return self.no_tables[name]
        try:
            (table, *_) = read_any_tables(name, self.files[name])
        except FairError as refusal:
            return refusal
        first = [one.file for one in self.tables if one.kind == table.kind]
        return FairError("table_twice", kind=table.kind, files=", ".join([*first, name]))

    def _left(self) -> list[str]:
        return [name for name in self.files if _is_table(name) and name not in self.settled]

    def _read(self, kind: str, name: str, *, said: bool = False) -> None:
        self.settled.add(name)
        try:
            self.tables.append(read_table(kind, name, self.files[name], said=said)[0])
        except FairError as refusal:
            self.refusals.append(refusal)

    def _any_tables(self, name: str) -> Sequence[Table]:
        try:
            return read_any_tables(name, self.files[name])
        except FairError as refusal:
            self.no_tables[name] = refusal
            if refusal.code == "json_no_table":
                self.no_lists.append(refusal)
            elif refusal.code not in _NO_TABLE:
                self.settled.add(name)
                self.refusals.append(refusal)
            return ()

    def _as_known(self, name: str, tables: Sequence[Table]) -> Sequence[Table]:
        """The tables that a file's headings tell, or the one that its form was taken in as."""
        if len(tables) > 1 or name in self.settled:
            return tables
        kinds = {*self.known.values()}
        for told in tables:
            kinds = {self.known.get(told.form, told.kind)} - {told.kind}
        for kind in KINDS:
            if kind in kinds:
                with suppress(FairError):  # what cannot be read as that kind is not of it
                    table, _ = read_table(kind, name, self.files[name], said=True)
                    if self.known.get(table.form) == kind:
                        return (table,)
        return tables

    def _refuse_two(self, kind: str, names: Sequence[str]) -> None:
        self.settled.update(names)
        first = [table.file for table in self.tables if table.kind == kind]
        both = ", ".join(dict.fromkeys([*first, *names]))
        self.refusals.append(FairError("table_twice", kind=kind, files=both))


def _files_named(refusal: FairError) -> Sequence[str]:
    """The files of which a refusal says that they are lists of one kind."""
    return str(refusal.params["files"]).split(", ") if refusal.code == "table_twice" else ()


def _kind(name: str) -> str:
    """The table a file name announces: its own name, or a French word in it."""
    words = fold(PurePath(name).stem).split()
    kinds = {_KINDS_BY_WORD[word] for word in words if word in _KINDS_BY_WORD}
    return kinds.pop() if len(kinds) == 1 else ""


def _is_table(name: str) -> bool:
    return PurePath(name).suffix.casefold() in _SUFFIXES and not _is_hidden(name)


def _is_fair(name: str) -> bool:
    return PurePath(name).name.casefold() in _FAIR_NAMES


def _is_hidden(name: str) -> bool:
    return PurePath(name).name.startswith((".", "~$"))
