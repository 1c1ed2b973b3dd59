import re

import pytest

from matching.domain.errors import FairError
from matching.phrases import SPOKEN
from matching.services.rights.access_file import access_file
from matching.services.rights.acts import rights_acts
from matching.services.rights.forget import forget
from matching.services.rights.notice import informed_at, note_informed
from matching.services.shop.retention_rules import LINES, notice, set_retention

MOSSON = "mosson-2023"


@pytest.mark.parametrize("language", SPOKEN)
def test_the_notice_has_eight_lines_with_the_delays_in_force_in_every_language(planned, language):
    lines = notice(planned, language)
    assert len(set(lines)) == LINES
    assert re.findall(r"\d+", lines[5]) == ["30", "3", "24"]
    set_retention(planned, absent_days=45, present_months=7, recontact_months=18)
    assert re.findall(r"\d+", notice(planned, language)[5]) == ["45", "7", "18"]
    assert "cnil.fr" in lines[7]


def test_proof_that_somebody_was_informed_is_kept_once_and_goes_with_them(planned):
    assert informed_at(planned, MOSSON, "p01") is None
    for _ in range(2):
        note_informed(planned, MOSSON, "p01", station="kiosque")
    assert informed_at(planned, MOSSON, "p01") == planned.clock()
    acts = [act.act for act in rights_acts(planned, MOSSON)]
    assert acts == ["informed"]
    (row,) = access_file(planned, MOSSON, "p01")["rows"]["choices"]
    assert (row["choice"], row["station"]) == ("informed", "kiosque")
    forget(planned, MOSSON, "p01")
    assert informed_at(planned, MOSSON, "p01") is None


def test_nobody_unknown_is_informed(planned):
    with pytest.raises(FairError, match="person_unknown"):
        note_informed(planned, MOSSON, "nobody")
