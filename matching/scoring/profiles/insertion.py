"""Whether someone may be hired in insertion par l'activité économique: yes, no or not known.

Labour Code R5132-1-7 and the order (arrêté) of 1 September 2021 on its criteria: one criterion of
level 1, or several of level 2, three in general, two for an association intermédiaire (AI) or an
entreprise de travail temporaire d'insertion (ETTI). Most criteria are not columns of ours: they
are read in the person's status when it names them, and are not known otherwise. Only a prescriber
may say no; this module says it when the status does.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.scoring.text.wording import fold

EXCEPT_AI_ETTI = 3
IN_AI_ETTI = 2


@dataclass(frozen=True, slots=True)
class InsertionSituation:
    """What the criteria look at; `None` is not known."""

    status: str = ""
    since: date | None = None
    day: date | None = None
    ages: tuple[int, int] | None = None
    diploma: DiplomaLevel | None = None
    french: FrenchLevel | None = None
    rsa: bool | None = None
    rqth: bool | None = None
    qpv: bool | None = None


_ELIGIBLE, _LONG, _VERY_LONG = "eligible", "long", "very_long"
_WORDS = {
    _ELIGIBLE: r"\bpass[ -]?iae\b|\beligible\b(?=.*(?:\biae\b|insertion))"
    r"|\bcriteres? (?:de l'|d')?(?:iae|insertion|eligibilite)",
    # Level 1.
    "rsa": r"\brsa\b|revenu de solidarite",
    "ass": r"\bass\b(?!\W*(?:mat|soc|dent|fam|com|dir|rh|adm|de |d'))"
    r"|allocation (?:de )?solidarite specifique",
    "aah": r"\baah\b|allocation (?:aux |d')?adultes? handicape",
    _VERY_LONG: r"\bdetld\b|\btres longue duree",
    # Level 2.
    _LONG: r"\bdeld\b|(?<!tres )\blongue duree",
    "ase": r"\base\b|aide sociale a l'enfance",
    "rqth": r"\brqth\b|\bboeth\b|travailleu(?:r|se) handicape",
    "alone": r"\b(?:parent|mere|pere|maman|papa) (?:isole|seul|solo|celibataire)|monoparental",
    "homeless": r"\bsdf\b|\bsans (?:domicile|abri|hebergement|logement)|hebergement d'urgence"
    r"|\bheberge\w* (?:par|chez|en|au)|parcours de rue|\bchrs\b",
    "refugee": r"\brefugie|demandeu(?:r|se) d'asile|protection (?:subsidiaire|temporaire|intern)"
    r"|\bbpi\b",
    "rural": r"\bz(?:fr?)?rr\b|revitalisation rurale|france ruralites",
    "qpv": r"\bqpv\b|quartier prioritaire",
    "justice": r"\bdetention|\bdetenu|sort\w* de prison|\bincarcer|main de justice|\bppsmj\b"
    r"|bracelet electronique|liberation conditionnelle",
    "mobility": r"(?:probleme|difficulte|frein)s? de mobilite",
}
_CRITERIA = {name: re.compile(words) for name, words in _WORDS.items()}
_CLAUSES = re.compile(r"[,;/|+\n()]|(?<!\bass)\.(?:\s|$)|\s-\s|\b(?:et|mais|puis|and|but)\b")
_DENIED_BEFORE = re.compile(
    r"\b(?:pas|non|sans|aucune?|jamais|ni)\b|\bn(?:e |').* plus\b|\bplus (?:de |d'|au |du |l'|le )$"
)
_FORMER = re.compile(r"\b(?:ex|ancien(?:ne|nement)?|fin (?:de|d'|du))\b")
_EVER = frozenset({"ase", "justice"})  # who has left still meets the criterion
_DENIED_AFTER = re.compile(r"\s*[:=]?\s*(?:non|no|0|faux|refuse|termine|fini|expire|perdu)\b")
_UNSURE = re.compile(
    r"\ben (?:cours|attente)\b|\bdemandee?s?\b|\ba (?:verifier|confirmer|renouveler)\b"
    r"|peut[- ]etre|\bbientot\b|sai[st] pas|\?"
)
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10}
_OUT_OF_WORK = re.compile(
    r"(?:chomage|chomeu|sans emploi|demandeu\w+ d'emploi|inscrite? a (?:france|pole) \w+)"
    r".*?\bdepuis "
    rf"(plus de |plus d'|environ )?(\d{{1,3}}|{'|'.join(_NUMBERS)}) (an|mois)"
)


def is_eligible(situation: InsertionSituation, needed: int) -> bool | None:
    """Whether one criterion of level 1 or `needed` of level 2 are met; `None` when not known."""
    said = _said(fold(situation.status))
    if _ELIGIBLE in said:
        return said[_ELIGIBLE]
    long, very_long = _time_out_of_work(situation, said)
    first = [
        very_long,
        _either(situation.rsa, said.get("rsa")),
        *(said.get(name) for name in ("ass", "aah")),
    ]
    second = [
        long,
        _either(situation.rqth, said.get("rqth")),
        _either(situation.qpv, said.get("qpv")),
        _all(situation.ages, lambda age: age < 26 or age >= 50),
        None if situation.diploma is None else situation.diploma <= DiplomaLevel.CAP,
        None if situation.french is None else situation.french < FrenchLevel.A1,
        *(
            said.get(name)
            for name in ("ase", "alone", "homeless", "refugee", "rural", "justice", "mobility")
        ),
    ]
    if True in first or second.count(True) >= needed:
        return True
    impossible = set(first) == {False} and len(second) - second.count(False) < needed
    return False if impossible else None


def _said(status: str) -> dict[str, bool]:
    """Criteria that a status names (`True`) or denies (`False`); those in doubt are left out."""
    found: dict[str, bool] = {}
    for clause in _CLAUSES.split(status):
        if _UNSURE.search(clause):
            continue
        for name, words in _CRITERIA.items():
            if match := words.search(clause):
                found[name] = found.get(name, False) or not _is_denied(name, clause, match)
        found.update(_spelled_time(clause))
    return found


def _is_denied(name: str, clause: str, match: re.Match[str]) -> bool:
    before, after = clause[: match.start()], clause[match.end() :]
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return True
    return name not in _EVER and bool(_FORMER.search(before))


def _spelled_time(clause: str) -> Mapping[str, bool]:
    match = _OUT_OF_WORK.search(clause)
    if match is None:
        return {}
    count = _NUMBERS.get(match[2]) or int(match[2])
    months = count * (12 if match[3] == "an" else 1) + (
        1 if (match[1] or "").startswith("p") else 0
    )
    return {_LONG: 12 <= months < 24, _VERY_LONG: months >= 24}


def _time_out_of_work(
    situation: InsertionSituation, said: Mapping[str, bool]
) -> tuple[bool | None, bool | None]:
    """Whether out of work for 12 to 24 months, and for 24 or more (R5132-1-7, II, 2°)."""
    since, day = situation.since, situation.day
    if since is None or day is None:
        return said.get(_LONG), said.get(_VERY_LONG)
    very_long = (since.year + 2, since.month, since.day) <= (day.year, day.month, day.day)
    one_year = (since.year + 1, since.month, since.day) <= (day.year, day.month, day.day)
    dated = (one_year and not very_long, very_long)
    return _either(dated[0], said.get(_LONG)), _either(dated[1], said.get(_VERY_LONG))


def _either(noted: bool | None, said: bool | None) -> bool | None:  # noqa: FBT001
    """A fact that is noted in its column or named in the status; a yes is enough."""
    if noted or said:
        return True
    return said if noted is None else noted


def _all(ages: tuple[int, int] | None, rule: Callable[[int], bool]) -> bool | None:
    answers = {rule(age) for age in ages} if ages else set()
    return answers.pop() if len(answers) == 1 else None
