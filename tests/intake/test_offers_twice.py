"""Two offers of one stand under one title: asked about unless something tells them apart."""

import pytest

from .sheets import codes, received

HEAD = "id;exhibitor;title;contract;places;description\n"


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("o1;mairie;Agent d'accueil;CDI;2;", "o2;mairie;agent d'Accueil;CDI;2;", True),
        ("o1;mairie;Agent d'accueil;CDI;;Sourire", "o2;Mairie;Agent d'accueil;;2;", True),
        ("o1;mairie;Agent d'accueil;CDI;2;", "o2;mairie;Agent d'accueil;CDD;2;", False),
        ("o1;mairie;Agent d'accueil;CDI;2;", "o2;cfa;Agent d'accueil;CDI;2;", False),
        ("o1;mairie;Agent d'accueil;CDI;2;", "o2;mairie;Agent d'entretien;CDI;2;", False),
    ],
)
def test_offer_that_may_be_there_twice_is_asked_about_and_kept(first, second, asked):
    report = received(offers=f"{HEAD}{first}\n{second}\n")
    assert ("offer_maybe_twice" in codes(report)) == asked
    assert len(report.offers) == 2


def test_offer_without_a_number_that_is_there_twice_is_kept_once_and_said():
    report = received(offers="exhibitor;title\nmairie;Accueil\nmairie;Accueil\n")
    (flaw,) = (one for one in report.flaws if one.code == "duplicate_offer")
    assert (flaw.line, flaw.params["first_line"], flaw.lost) == (3, 2, True)
    assert len(report.offers) == 1
