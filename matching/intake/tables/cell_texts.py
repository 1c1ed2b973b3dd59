"""A typed cell of a spreadsheet as a person would write it."""

from datetime import date, datetime, time, timedelta


def value_text(value: object) -> str:
    """The text of a cell: whole numbers without a point, days and times in ISO order."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _moment(value)


def _moment(value: object) -> str:
    """A day, a time or both; Excel counts hours past midnight as days of the year 1899."""
    if isinstance(value, datetime) and value.year < 1901:
        value = value.time()
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
