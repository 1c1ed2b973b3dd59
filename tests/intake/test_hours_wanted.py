"""The hours somebody would work: what is added to the day is no wish for that alone."""

import pytest

from matching.domain.terms import Hours

from .sheets import codes, one_cell

MOMENTS = [("nuit", "night"), ("le week-end", "weekend"), ("soir", "evening")]
ADDED = [
    *("{} ok", "ok {}", "{} possible", "{} d'accord", "même {}", "pas de problème pour {}"),
    *("{} si besoin", "jour ou {}", "jour, {}", "en journée et {}", "de jour comme {}"),
]


def wanted(cell):
    report = one_cell("jobseekers", "Horaires souhaités", cell)
    return [one.value for one in report.jobseekers[0].hours_wanted], codes(report)


@pytest.mark.parametrize(("word", "moment"), MOMENTS)
@pytest.mark.parametrize("form", ADDED)
def test_moment_that_is_accepted_beside_the_day_leaves_the_day_open(form, word, moment):
    hours, flaws = wanted(form.format(word))
    assert (set(hours), flaws) == ({"morning", "afternoon", moment}, [])


@pytest.mark.parametrize(("word", "moment"), MOMENTS)
def test_moment_alone_is_what_is_asked_for(word, moment):
    assert wanted(word) == ([moment], [])


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("jour", [Hours.MORNING, Hours.AFTERNOON]),
        ("temps plein de jour", [Hours.FULL_TIME, Hours.MORNING, Hours.AFTERNOON]),
        ("tôt le matin ok", [Hours.MORNING]),
        ("temps plein ok", [Hours.FULL_TIME]),
        ("3x8 d'accord", [Hours.MORNING, Hours.AFTERNOON, Hours.NIGHT]),
    ],
)
def test_hours_in_the_words_of_people(cell, hours):
    assert wanted(cell) == (hours, [])


@pytest.mark.parametrize(
    ("cell", "hours", "flaws"),
    [
        ("3 jours par semaine", [], ["unknown_value"]),
        ("tous les jours", [], ["unknown_value"]),
        ("mi-temps 3 jours par semaine", [Hours.PART_TIME], []),
        ("le week-end seulement, pas possible en semaine", [Hours.WEEKEND], ["unknown_value"]),
        ("week-end, accepte pas le soir", [Hours.WEEKEND], ["unknown_value"]),
        ("week-end si possible", [Hours.WEEKEND], []),
        ("travail", [], []),
    ],
)
def test_days_counted_and_moments_denied_open_no_day(cell, hours, flaws):
    assert wanted(cell) == (hours, flaws)
