"""The workbook that an association fills: people, stands, offers."""

from matching.intake.template import template


def fill_in_workbook() -> bytes:
    """An .xlsx file with a sheet a table, drop-downs and an example row; any importer reads it."""
    return template()
