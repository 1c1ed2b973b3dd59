"""A workbook to fill: a sheet a table, drop-downs, one example row; in step with the columns."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from io import BytesIO
from typing import get_args, get_origin

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import (
    Answer,
    Condition,
    Contract,
    ExhibitorKind,
    Hours,
    Need,
    OfferKind,
)
from matching.intake.headings import KINDS, REQUIRED, columns, usual_heading
from matching.intake.tables.columns import column_kinds
from matching.intake.tables.keeping.row_kinds import (
    EXAMPLE_DESCRIPTION,
    EXAMPLE_ID,
    EXAMPLE_STAND,
    EXAMPLE_SURNAME,
)
from matching.intake.written import choices_of, written

_SHEETS = {"jobseekers": "Visiteurs", "exhibitors": "Exposants", "offers": "Offres"}
_PERSON = Jobseeker(
    id=EXAMPLE_ID,
    first_name="Exemple",
    last_name=EXAMPLE_SURNAME,
    phone="0639981099",
    email="exemple@example.org",
    language="ar",
    sheet_language="ar",
    french_level=FrenchLevel.B1,
    interpreter="ar",
    arrives=time(10),
    leaves=time(16, 30),
    wishes=("aide à domicile", "agent d'entretien"),
    skills=("s'occuper d'enfants", "cuisiner"),
    experience=("garde d'enfants 3 ans",),
    meanings=("ménage = Agent / Agente de propreté",),
    diploma_level=DiplomaLevel.CAP,
    digital_level=DigitalLevel.MAIL_AND_WEB,
    contracts=(Contract.CDI, Contract.CDD),
    hours_wanted=(Hours.PART_TIME, Hours.MORNING),
    available_from=date(2027, 4, 1),
    radius_km=15.0,
    commune="Montpellier",
    licences=("B",),
    vehicle=False,
    avoid=(Condition.LOADS,),
    needs=(Need.SITTING,),
    referrer="Mission locale",
    most_meetings=4,
    consent_contact=True,
)
_FIGURES = Statistics(
    person=EXAMPLE_ID,
    birth_year=1990,
    age=36,
    gender="f",
    qpv=Answer.UNKNOWN,
    status="demandeur d'emploi",
    unemployed_since=date(2026, 9, 1),
    rqth=Answer.DECLINED,
    rsa=Answer.NO,
)
_STAND = Exhibitor(
    id=EXAMPLE_ID,
    name=EXAMPLE_STAND,
    kind=ExhibitorKind.EMPLOYER,
    stand="A1",
    zone="A",
    step_free=True,
    tables=2,
    languages=("fr", "en"),
    opens=time(9, 30),
    closes=time(17),
    breaks=((time(12, 30), time(13, 30)),),
    recruiters=("Marie Dupont",),
)
_OFFER = Offer(
    id=EXAMPLE_ID,
    exhibitor=EXAMPLE_ID,
    kind=OfferKind.JOB,
    title="Aide à domicile",
    rome="K1304",
    description=EXAMPLE_DESCRIPTION,
    skills_required=("s'occuper de personnes âgées",),
    skills_desired=("cuisiner",),
    contracts=(Contract.CDI,),
    hours=(Hours.PART_TIME,),
    commune="Montpellier",
    remote=False,
    french_level_min=FrenchLevel.A2,
    diploma_min=DiplomaLevel.NONE,
    diploma_max=DiplomaLevel.DOCTORATE,
    age_min=18,
    entry_ground="Code du travail, art. L4153-8",
    licences_required=("B",),
    conditions=(Condition.STANDING,),
    places=3,
    minutes=15,
    starts_on=date(2027, 4, 1),
    duration="6 mois",
    pay="12 € de l'heure",
    free=True,
    digital_sector=False,
    confirmed=True,
    met_apart=False,
)
RECORDS: Mapping[str, tuple[type, ...]] = {
    "jobseekers": (Jobseeker, Statistics),
    "exhibitors": (Exhibitor,),
    "offers": (Offer,),
}
"""The records that the columns of each table fill."""
EXAMPLES: Mapping[str, tuple[Jobseeker | Statistics | Exhibitor | Offer, ...]] = {
    "jobseekers": (_PERSON, _FIGURES),
    "exhibitors": (_STAND,),
    "offers": (_OFFER,),
}
"""What the example row of each table reads back as."""
_ROWS = 1_000
_LONGEST_LIST = 255  # Excel refuses longer lists inside a rule


def template() -> bytes:
    """The workbook as .xlsx bytes, the same at every call."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in KINDS:
        _fill(book.create_sheet(_SHEETS[kind]), kind)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def headings(kind: str) -> tuple[str, ...]:
    """The headings of a sheet, one for each declared column."""
    return tuple(_heading(kind, column) for column in columns(kind))


def example_row(kind: str) -> tuple[str, ...]:
    """The cells of the example row, column by column."""
    values = {
        one.name: getattr(record, one.name) for record in EXAMPLES[kind] for one in fields(record)
    }
    return tuple(written(values[column], column) for column in columns(kind))


def drop_down(kind: str, column: str) -> tuple[str, ...]:
    """The words that a column offers; none where anything may be written."""
    kinds = [column_kinds(record) for record in RECORDS[kind]]
    typed = next(found[column] for found in kinds if column in found)
    return choices_of(get_args(typed)[0] if get_origin(typed) is tuple else typed)


def _heading(kind: str, column: str) -> str:
    heading = usual_heading(kind, column)
    return heading[:1].upper() + heading[1:]


def _fill(sheet: Worksheet, kind: str) -> None:
    sheet.append(headings(kind))
    sheet.append(example_row(kind))
    for number, column in enumerate(columns(kind), 1):
        letter = get_column_letter(number)
        _dress(sheet, letter, is_required=column in REQUIRED[kind])
        if words := drop_down(kind, column):
            _offer(sheet, f"{letter}2:{letter}{_ROWS}", words)
    sheet.freeze_panes = "A2"


def _dress(sheet: Worksheet, letter: str, *, is_required: bool) -> None:
    """What must be filled stands dark, all else light; whatever is typed stays text."""
    head = sheet[f"{letter}1"]
    colour, ink = ("14507A", "FFFFFF") if is_required else ("DCE6EE", "15202B")
    head.fill = PatternFill("solid", fgColor=colour)
    head.font = Font(bold=True, color=ink)
    head.alignment = Alignment(wrap_text=True, vertical="center")
    sheet[f"{letter}2"].font = Font(italic=True, color="5A6774")
    sheet.column_dimensions[letter].width = min(30, max(14, len(str(head.value)) + 2))
    sheet.column_dimensions[letter].number_format = "@"
    sheet[f"{letter}2"].number_format = "@"


def _offer(sheet: Worksheet, cells: str, words: tuple[str, ...]) -> None:
    """A drop-down that also takes another word: several may stand in a cell, with `;`."""
    listed = ",".join(words)
    assert len(listed) <= _LONGEST_LIST, "a drop-down of Excel holds no more"
    assert not any("," in word for word in words), "a comma parts the words of a drop-down"
    rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    rule.add(cells)
    sheet.add_data_validation(rule)
