"""Who came: counts by what people said of themselves, for statistics only."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from matching.domain.day.happening import Attendance
from matching.domain.entries import Entries
from matching.domain.programme.activity import Activity, activity_of
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer
from matching.outcomes.figures import SMALLEST_SHOWN, Figure, Section, hide_small_groups

NOT_SAID = "not_said"
_NAMED = "name:"  # before who sent people, where the name is data
# Folds into the EECO age groups of Regulation (EU) 2021/1057 and into the 16-25 of Mission Locale.
_AGES = ((0, "under_18"), (18, "18_25"), (26, "26_29"), (30, "30_44"), (45, "45_54"), (55, "55_up"))
# ISCED groups of the same regulation: levels 0-2, 3-4 and 5-8.
_DIPLOMAS = ((0, "isced_0_2"), (3, "isced_3_4"), (5, "isced_5_8"))
_MONTHS = ((0, "under_12"), (12, "12_23"), (24, "24_up"))
_GENDERS = {"f": "women", "femme": "women", "woman": "women", "female": "women"} | {
    "m": "men", "h": "men", "homme": "men", "man": "men", "male": "men"
}  # fmt: skip


def public_sections(
    entries: Entries, attendance: Attendance, *, is_over: bool = True
) -> tuple[Section, ...]:
    """One section a question, over the people who came.

    While the day goes on every group is hidden: from two reports an hour apart, whoever came
    meanwhile could be told.
    """
    if not is_over:
        groups = {**_GROUPS, _REFERRER: ("others", NOT_SAID)}
        return tuple(_hidden_section(question, groups[question]) for question in groups)
    return tuple(
        public_section(question, counts)
        for question, counts in public_counts(entries, attendance).items()
    )


def public_counts(entries: Entries, attendance: Attendance) -> dict[str, dict[str, int]]:
    """How many of those who came are in each group of each question, nothing hidden yet."""
    came = sorted(attendance.came)
    said = [groups_of_person(entries, person) for person in came]
    found = {}
    for question, groups in _GROUPS.items():
        counts = Counter(answers[question] for answers in said)
        found[question] = {group: counts[group] for group in groups}
    senders = [entries.jobseekers[person].referrer.strip() for person in came]
    return {**found, _REFERRER: _referrers(senders)}


def public_section(
    question: str, counts: Mapping[str, int], *, also: Collection[str] = ()
) -> Section:
    """One question as it may be shown; groups in `also` stay hidden whatever their size.

    Where fewer than five answered, the empty groups are hidden too: they tell the others' answer.
    """
    whole = sum(counts.values())
    if 0 < whole - counts.get(NOT_SAID, 0) < SMALLEST_SHOWN:
        return _hidden_section(question, [*counts])
    figures = (
        Figure(_REFERRER, count, label=group.removeprefix(_NAMED), of=whole)
        if group.startswith(_NAMED)
        else Figure(group, count, of=whole)
        for group, count in counts.items()
    )
    names = {group.removeprefix(_NAMED) for group in also}
    return Section(question, hide_small_groups(figures, also=names))


def groups_of_person(entries: Entries, person: str) -> dict[str, str]:
    """The group a person is counted in for each question, `not_said` when they did not say."""
    said = entries.statistics.get(person, Statistics(person))
    diploma = entries.jobseekers[person].diploma_level
    year = entries.fair.date.year
    since = said.unemployed_since
    months = None if since is None else months_without_work(since, entries.fair.date)
    return {
        "qpv": _answer(said.qpv),
        "gender": _gender(said.gender),
        "age": _band(age_of(said, year), _AGES),
        "diploma": _band(None if diploma is None else int(diploma), _DIPLOMAS),
        "unemployed": _band(months, _MONTHS),
        "activity": _activity(said),
        "rsa": _answer(said.rsa),
        "rqth": _answer(said.rqth),
    }


def _activity(said: Statistics) -> str:
    """Whoever told since when they are without work is unemployed, whatever their situation is."""
    if said.unemployed_since is not None:
        return Activity.UNEMPLOYED.value
    read = activity_of(said.status)
    return NOT_SAID if read is None else read.value


def age_of(said: Statistics, year: int) -> int | None:
    """The years that somebody is old in a year, from their birth or as they were told."""
    return said.age if said.birth_year is None else year - said.birth_year


def months_without_work(since: date, day: date) -> int:
    """Whole months from one date to another, days not looked at."""
    return (day.year - since.year) * 12 + day.month - since.month


def band_start(question: str, value: int) -> int:
    """The least value of the band that a value of `age` or `unemployed` is counted in."""
    bands = {"age": _AGES, "unemployed": _MONTHS}[question]
    return [least for least, _ in bands if value >= least or least == 0][-1]


def _answer(answer: Answer) -> str:
    return NOT_SAID if answer in {Answer.UNKNOWN, Answer.DECLINED} else answer.value


def _gender(said: str) -> str:
    word = said.strip().casefold()
    return _GENDERS.get(word, "other" if word else NOT_SAID)


def _band(value: int | None, bands: tuple[tuple[int, str], ...]) -> str:
    if value is None:
        return NOT_SAID
    return [name for least, name in bands if value >= least or least == 0][-1]


_GROUPS = {
    "qpv": ("yes", "no", NOT_SAID),
    "gender": ("women", "men", "other", NOT_SAID),
    "age": (*(name for _, name in _AGES), NOT_SAID),
    "diploma": (*(name for _, name in _DIPLOMAS), NOT_SAID),
    "unemployed": (*(name for _, name in _MONTHS), NOT_SAID),
    "activity": (*(activity.value for activity in Activity), NOT_SAID),
    "rsa": ("yes", "no", NOT_SAID),
    "rqth": ("yes", "no", NOT_SAID),
}


_REFERRER = "referrer"
QUESTIONS = frozenset({*_GROUPS, _REFERRER})
"""Every question by which people are told in groups; each is a section of the report."""


def groups_listed(question: str) -> frozenset[str]:
    """Every group that a question has, whether anybody is in it or not."""
    return frozenset(_GROUPS.get(question, ()))


def _hidden_section(question: str, groups: Sequence[str]) -> Section:
    return Section(question, tuple(Figure(group, None, is_hidden=True) for group in groups))


def _referrers(said: Sequence[str]) -> dict[str, int]:
    """Who sent people; those who sent fewer than five are told together, and not named."""
    counts = Counter(name or NOT_SAID for name in said)
    known = sorted((name, count) for name, count in counts.items() if name != NOT_SAID)
    named = {f"{_NAMED}{name}": count for name, count in known if count >= SMALLEST_SHOWN}
    others = sum(count for _, count in known) - sum(named.values())
    return {**named, "others": others, NOT_SAID: counts[NOT_SAID]}
