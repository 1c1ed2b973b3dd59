"""What became of people after a programme, counted by hand."""

from datetime import date

import pytest

from matching.domain.errors import FairError, Invalid
from matching.domain.programme.follow_up import (
    Exit,
    FollowUp,
    Situation,
    calls_due,
    followed,
    months_after,
)
from matching.domain.programme.programme import Programme
from matching.intake.fair_file import read_fair, read_fair_file, write_fair
from matching.intake.follow_ups.read_follow_ups import is_follow_up_file, read_follow_ups
from matching.outcomes.follow_up import follow_up_sections
from tests.fairs import morning_fair

TRAINING, JOB = Situation.TRAINING, Situation.FIRST_JOB


def returns(*lines):
    sections = follow_up_sections(followed(lines), None)
    (section,) = (one for one in sections if one.code == "returns")
    return {figure.code: figure.value for figure in section.figures if figure.value}


def test_a_person_counts_once_by_what_came_first():
    assert returns(
        FollowUp("a", months=6, situation=JOB, is_digital=True),
        FollowUp("a", months=2, situation=TRAINING, is_digital=False),
    ) == {"left": 1, "remobilised": 1, "training": 1, "training_other": 1}


def test_a_job_found_after_six_months_is_no_return():
    assert returns(FollowUp("a", months=7, situation=JOB)) == {"left": 1, "neither": 1}


def test_a_job_at_six_months_is_one():
    found = returns(FollowUp("a", months=6, situation=JOB, is_digital=None))
    assert found == {"left": 1, "remobilised": 1, "first_job": 1, "job_not_said": 1}


def test_whoever_dropped_out_is_no_return_whatever_came_later():
    found = returns(
        FollowUp("a", exit=Exit.DROPPED_OUT), FollowUp("a", months=3, situation=TRAINING)
    )
    assert found == {"left": 1, "dropped_out": 1}


def test_still_in_the_programme_counts_in_no_rate_and_silence_is_not_known():
    assert returns(FollowUp("a", exit=Exit.STILL_IN), FollowUp("b")) == {"left": 1, "not_known": 1}


def test_every_person_who_left_is_in_exactly_one_place():
    lines = [
        FollowUp(f"{way}{situation}{month}", exit=way, situation=situation, months=month)
        for way in Exit
        for situation in (*Situation, None)
        for month in (None, 0, 6, 7)
    ]
    found = returns(*lines)
    parts = ("remobilised", "dropped_out", "neither", "not_known")
    assert sum(found.get(part, 0) for part in parts) == found["left"]
    assert found["remobilised"] == found["training"] + found["first_job"]


def test_small_promotions_are_hidden():
    people = followed([FollowUp(f"a{n}", "2017-1", months=1, situation=JOB) for n in range(4)])
    (section,) = (one for one in follow_up_sections(people, None) if one.code == "promotions")
    assert [figure.is_hidden for figure in section.figures] == [True]


def test_nothing_is_said_of_a_fair_that_follows_nobody():
    assert follow_up_sections((), None) == ()
    assert [section.code for section in follow_up_sections((), Programme())] == ["programme"]


LEFT = date(2017, 12, 31)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2018, 1, 30), []),
        (date(2018, 1, 31), [date(2018, 1, 31)]),
        (date(2018, 6, 30), [date(2018, 6, 30)]),
        (date(2018, 9, 1), []),
    ],
)
def test_calls_are_due_from_the_day_of_a_checkpoint_until_the_follow_up_is_over(today, due):
    people = followed([FollowUp("a", left_on=LEFT, caller="Léa")])
    assert [call.due_on for call in calls_due(people, (1, 3, 6), today)] == due


def test_nobody_is_called_for_news_that_is_there_or_after_dropping_out():
    people = followed(
        [
            FollowUp("a", left_on=LEFT, months=3, situation=JOB),
            FollowUp("b", left_on=LEFT, exit=Exit.DROPPED_OUT),
        ]
    )
    assert calls_due(people, (1, 3, 6), date(2018, 4, 1)) == ()
    assert [call.record for call in calls_due(people, (1, 3, 6), date(2018, 7, 1))] == ["a"]


def test_a_month_ends_where_the_shorter_one_ends():
    assert months_after(date(2017, 8, 31), 6) == date(2018, 2, 28)


ENGLISH = "id,months_after,situation,digital,left_programme\nr1,3,training,yes,ended\n"
FRENCH = "Dossier;Mois après;Situation;Numérique;Sortie\nr1;3;formation;oui;fin de parcours\n"


def test_french_and_english_files_read_as_the_same():
    (english, french) = (read_follow_ups("f.csv", text.encode()) for text in (ENGLISH, FRENCH))
    assert (
        english == french == ((FollowUp("r1", months=3, situation=TRAINING, is_digital=True),), ())
    )


def test_what_is_not_understood_is_said_with_its_line_and_counts_as_not_known():
    text = "id;situation;mois;numerique;couleur\nr1;vacances;six;peut-être;bleu\n;formation;;;\n"
    lines, flaws = read_follow_ups("suivi.csv", text.encode())
    assert lines == (FollowUp("r1"),)
    assert [(flaw.line, flaw.column, flaw.code, flaw.lost) for flaw in flaws] == [
        (1, "couleur", "heading_unknown", False),
        (2, "mois", "number_unreadable", False),
        (2, "situation", "follow_up_word", False),
        (2, "numerique", "follow_up_word", False),
        (3, "id", "follow_up_lost", True),
    ]


@pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "id;mois\nr1;2\n"])
def test_file_without_person_or_situation_is_refused(text):
    with pytest.raises(FairError) as refusal:
        read_follow_ups("f.csv", text.encode())
    assert refusal.value.code == "follow_up_headings"


def test_follow_up_is_known_by_its_name():
    known = [
        is_follow_up_file(name) for name in ("followup.csv", "Suivi.csv", "suivi.txt", "a.csv")
    ]
    assert known == [True, True, False, False]


FRAME = 'format = "parvis-fair/1"\nid = "f-2018"\ntitle = "F"\ndate = 2018-06-29\nopens = 09:00:00\ncloses = 16:00:00\n'  # noqa: E501 - a file


def test_programme_of_a_fair_reads_back_as_written():
    fair = morning_fair(programme=Programme(345_226, 100_406, 37, 15, (1, 3, 6)))
    assert read_fair(write_fair(fair)) == fair


def test_key_of_a_programme_that_is_not_known_is_said():
    fair, flaws = read_fair_file(f"{FRAME}[programme]\ntotal_cost_eu = 5\n".encode())
    assert fair.programme == Programme()
    assert [(flaw.column, flaw.code, flaw.suggestion) for flaw in flaws] == [
        ("total_cost_eu", "key_unknown", "total_cost_eur")
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("total_cost_eur = -5", "fair_range"),
        ("checkpoints = [0]", "fair_range"),
        ("checkpoints = []", "fair_value"),
        ('projects_collective = "many"', "fair_value"),
    ],
)
def test_programme_that_cannot_be_is_refused(line, code):
    with pytest.raises(FairError) as refusal:
        read_fair_file(f"{FRAME}[programme]\n{line}\n".encode())
    assert refusal.value.code == code


def test_follow_up_that_cannot_be_is_refused():
    for wrong in (
        {"record": " "},
        {"months": 61},
        {"left_on": LEFT, "entered_on": date(2018, 1, 1)},
    ):
        with pytest.raises(Invalid):
            FollowUp(**{"record": "a", **wrong})


def read(*rows, heads="id;promo;sortie;mois après la sortie;situation;numérique"):
    return read_follow_ups("suivi.csv", "\n".join((heads, *rows)).encode())


@pytest.mark.parametrize(
    ("months", "situation", "digital", "found"),
    [
        ("M+3", "Formation qualifiante", "Oui", (3, TRAINING, True)),
        ("3 mois", "retour en formation", "numérique", (3, TRAINING, True)),
        ("6,0", "CDD", "autre", (6, JOB, False)),
        ("2", "CDI à temps plein", "x", (2, JOB, True)),
        ("1", "Demandeuse d'emploi", "", (1, Situation.SEARCHING, None)),
        ("1", "ne répond pas", "", (1, None, None)),
    ],
)
def test_words_of_those_who_call_are_understood(months, situation, digital, found):
    ((line,), flaws) = read(f"1;A;fin de parcours;{months};{situation};{digital}")
    assert (line.months, line.situation, line.is_digital) == found
    assert not flaws


@pytest.mark.parametrize("way", ["abandon", "Rupture", "exclusion", "décrochage", "a abandonné"])
def test_leaving_before_the_end_is_understood_wherever_it_is_told(way):
    for row in (f"1;A;{way};;;", f"1;A;;;{way};"):
        (line,), flaws = read(row)
        assert (line.exit, flaws) == (Exit.DROPPED_OUT, ())


@pytest.mark.parametrize(
    ("said", "told"),
    [("formtion", "formation"), ("alternance", "formation, premier emploi, recherche")],
)
def test_a_word_that_is_not_understood_is_said_with_the_words_to_write(said, told):
    (line,), (flaw,) = read(f"1;A;;3;{said};")
    assert line.situation is None
    assert flaw.suggestion.startswith(told)


def test_a_heading_a_slip_away_is_heard_and_one_that_says_nothing_is_told():
    heads = "Dossier;Promotoin;Sortie;Mois;Situation;Numérique;Couleur"
    (line,), flaws = read("1;2023-A;fin;3;formation;oui;bleu", heads=heads)
    assert line.promotion == "2023-A"
    assert [flaw.value for flaw in flaws] == ["Couleur"]
