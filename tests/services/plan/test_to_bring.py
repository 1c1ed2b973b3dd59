"""What the sheet tells somebody to bring: only papers that are asked for and that they have."""

import pymupdf
import pytest

from matching.domain.levels import DiplomaLevel
from matching.domain.offer import Offer
from matching.domain.score import Bar, Question, Score
from matching.services.plan.print_sheets import personal_schedule
from matching.services.plan.to_bring import to_bring

DRIVER = Offer("o1", "e1", "Livreur", licences_required=("B",), diploma_min=DiplomaLevel.CAP)


def asking(*fields):
    return tuple(Question(field, "unknown") for field in fields)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "votre permis (B), votre diplôme"),
        (("licences",), "votre diplôme"),
        (("diploma_level",), "votre permis (B)"),
        (("diploma_level", "licences"), ""),
        (("commune",), "votre permis (B), votre diplôme"),
    ],
)
def test_papers_are_named_that_are_asked_for_and_known_to_be_had(asked, said):
    assert to_bring(DRIVER, Score("p1", "e1", "o1", ask=asking(*asked)), "fr") == said


def test_nobody_is_told_to_bring_what_closes_the_offer_to_them():
    assert (
        to_bring(DRIVER, Score("p1", "e1", "o1", closed_by=(Bar("licence_missing"),)), "fr") == ""
    )


@pytest.mark.parametrize("least", [None, DiplomaLevel.NONE])
def test_an_offer_that_asks_for_no_paper_names_none(least):
    offer = Offer("o1", "e1", "Plongeur", diploma_min=least)
    assert to_bring(offer, Score("p1", "e1", "o1"), "fr") == ""


def test_the_sheet_of_a_person_names_their_papers_at_the_meetings_that_ask_for_them(planned):
    page = pymupdf.open(stream=personal_schedule(planned, "mosson-2023", "p11"))[0]
    words = " ".join(page.get_text().split())
    assert words.count("Apportez : votre permis (CACES)") == words.count("Apportez") == 1
    assert "Vous avez un CV ? Montrez-le au stand." in words
