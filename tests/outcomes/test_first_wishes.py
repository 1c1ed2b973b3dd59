"""Whether a first wish is answered: by what was understood of it, not by the whole sentence."""

import pytest

from matching.domain.jobseeker import Jobseeker
from matching.domain.score import Reason, Score
from matching.outcomes.first_wishes import is_first_wish_met


def planned(said, value=1.0):
    reason = Reason("trade", "trade_same", 1.0, value, value, {"said": said})
    return (Score("p1", "s1", "o1", reasons=(reason,)),)


@pytest.mark.parametrize(
    ("wish", "said", "is_met"),
    [
        ("je cherche un travail dans le menage ou la cantine, pas le soir", "menage", True),
        ("cantiniére, aide cuisine, plonge", "aide cuisine", True),
        ("Caissiére ou mise en rayon", "caissière", True),
        ("Technicienne de maintenance", "Technicienne de maintenance", True),
        ("ménagerie", "menage", False),
        ("vente", "cuisine", False),
        ("vente", "", False),
    ],
)
def test_a_first_wish_is_met_by_a_meeting_of_any_trade_that_its_sentence_names(wish, said, is_met):
    person = Jobseeker("p1", "Ada", wishes=(wish, "autre chose"))
    assert is_first_wish_met(person, planned(said)) is is_met
    assert not is_first_wish_met(person, planned(said, 0.4))
