"""Every sentence a person reads, by stable code, in French first and then in English."""

from matching.phrases.say import (
    LANGUAGES,
    SPOKEN,
    MissingPhrase,
    codes,
    day_said,
    decimal,
    is_read_by_native,
    labelled,
    moment_said,
    named_in,
    percent,
    percent_format,
    quoted,
    say,
    say_count,
)

__all__ = [
    "LANGUAGES",
    "SPOKEN",
    "MissingPhrase",
    "codes",
    "day_said",
    "decimal",
    "is_read_by_native",
    "labelled",
    "moment_said",
    "named_in",
    "percent",
    "percent_format",
    "quoted",
    "say",
    "say_count",
]
