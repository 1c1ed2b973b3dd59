"""Whether somebody works, looks for work or neither, read from the words of their situation."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from matching.domain.spelling import fold


class Activity(StrEnum):
    """The three of Regulation (EU) 2021/1057, annex I; whoever looks for work is unemployed."""

    UNEMPLOYED = "unemployed"
    EMPLOYED = "employed"
    INACTIVE = "inactive"


_WORDS: Mapping[Activity, re.Pattern[str]] = MappingProxyType(
    {
        Activity.UNEMPLOYED: re.compile(
            r"\bdemandeu(?:r|se)s? d emploi\b|\bchom(?:age|eur|euse)\b|\bsans (?:emploi|travail)\b"
            r"|\brecherche (?:d un |d )?emploi\b|\bcherche (?:un |du )?(?:emploi|travail)\b"
            r"|\binscrite? (?:a )?(?:pole emploi|france travail)\b|^de(?:ld)?$"
            r"|\bunemployed\b|\bjobseeker\b"
        ),
        Activity.EMPLOYED: re.compile(
            r"\bsalariee?\b|\ben (?:emploi|poste|activite|cdi|cdd|interim)\b|\binterimaire\b"
            r"|^cd[id]$"
            r"|\bindependante?\b|\bauto ?entrepreneu(?:r|se)\b|\bmicro ?entrepreneu(?:r|se)\b"
            r"|\bfonctionnaire\b|\bapprentie?\b|\balternante?\b|\btravaille\b|\bemployed\b"
        ),
        Activity.INACTIVE: re.compile(
            r"\betudiante?\b|\blyceen(?:ne)?\b|\bcollegien(?:ne)?\b|\bscolarisee?\b|\bretraitee?s?\b"
            r"|\b(?:a la|en) retraite\b|\bau foyer\b|\bconge parental\b|\bstagiaire\b"
            r"|\ben (?:formation|etudes)\b|\bsans activite\b|\binactive?\b|\bstudent\b|\bretired\b"
        ),
    }
)
_DENIED = re.compile(r"\b(?:ne|n|pas|non|plus|ex|ancien(?:ne)?|fin d)\b(?: \w+)?$")


def activity_of(status: str) -> Activity | None:
    """What the words of a situation say; `None` where they say nothing of it, or two things.

    Words that are denied ("pas salarié", "ancien étudiant") say nothing.
    """
    words = fold(status)
    found = {
        activity
        for activity, said in _WORDS.items()
        for match in said.finditer(words)
        if not _DENIED.search(words[: match.start()].strip())
    }
    return found.pop() if len(found) == 1 else None
