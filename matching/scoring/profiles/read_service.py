"""What help an offer gives, to whom, and for which level of French."""

import re
from dataclasses import dataclass

from matching.domain.levels import DigitalLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.scoring.profiles.services import HANDICAP, YOUNG, service_words
from matching.scoring.text.wording import fold
from matching.scoring.vocabulary.themes import (
    CHOOSE,
    DIGITAL,
    FRENCH,
    LICENCE,
    STUDY,
    Themes,
)

_LEVEL = re.compile(r"\b([abc][12](?:\.1)?)\b")
_AIMED_AT = re.compile(
    r"(?:\bvers(?: le)?(?: niveau)?|\bviser?(?: le)?(?: niveau)?|\bjusqu'?(?:au|a)(?: niveau)?"
    r"|\bobjectif|\batteindre(?: le)?(?: niveau)?"
    r"|\b(?:preparation|preparer|passer|reussir|examen|vise)(?: (?:au|le|un|du|son|a|pour))*"
    r" (?:delf|dalf|dilf|tcf|tef|niveau|diplome|examen))"
    r"\W{1,3}[abc][12]|\b[abc][12](?:\.1)?\W{1,2}vise"
)
_OF_FRENCH = re.compile(r"^\W*francais\b(?!.*\b(?:math|calcul|anglais))")
_COUNTS = re.compile(r"\bcalcul\w*|\bmath\w*|\bcompter\b")
_FRENCH_ALONE = re.compile(
    r"\W*(?:(?:le |la |du |de |en )?(?:langue )?francaise?|(?:cours de )?fle"
    r"|francais langue etrangere"
    r"|francais (?:ecrit|oral|parle|professionnel|de base)(?: et (?:ecrit|oral))?)\W*"
)
# A course of French that names where it begins and not where it ends.
_REACHES = {
    FrenchLevel.A1_1: FrenchLevel.A2,
    FrenchLevel.A1: FrenchLevel.A2,
    FrenchLevel.A2: FrenchLevel.B1,
    FrenchLevel.B1: FrenchLevel.B2,
    FrenchLevel.B2: FrenchLevel.C1,
}
_FIRST_STEPS = re.compile(r"\b(?:grands? )?debutants?\b|\balphabetisation\b|\bpremiers pas\b")
_SPEAKERS = re.compile(
    r"\bqui (?:parlent|savent parler|comprennent) (?:deja |bien )*(?:le )?francais"
    r"|\bfrancophones?\b"
    r"|\billettrisme\b|\billettrees?\b|\bde langue maternelle\b"
)
_AT_THE_START = re.compile(
    r"\bdebut\w*|\bpremiers? (?:pas|clics?)\b|\bbases\b|\binitiation\b|\bsouris\b|\bclavier\b"
    r"|\bsmartphones?\b|\btablettes?\b|\btelephone\b|\bse servir\b|\bdecouv\w+"
    r"|\bpr(?:endre|ise) en main\b"
)
_FURTHER = re.compile(
    r"\baller plus loin\b"
    r"|\bintermediaires?\b|\bperfectionn\w+|\bavancee?s?\b|\bapprofondi\w*|\bconfirmee?s?\b"
    r"|\bexperts?\b|\bniveau [23]\b|\bdeja a l'aise\b"
)
_DIPLOMA = re.compile(
    r"^(?:formation |preparation (?:au |a la |a un )?)?"
    r"(?:cap(?! (?:emploi|vers|sur))|bep|bp|btsa?|but|dut|bac(?:calaureat)? pro\w*|cqp"
    r"|mention complementaire|brevet (?:professionnel|de technicien)|licence pro\w*"
    r"|titre (?:pro\w*|rncp))\b"
)
# Help with one's own formalities is for whoever is held back in them, at any level.
_HELPED = re.compile(r"\bdemarches?\b|\bmediation numerique\b")
_INSERTION_RIGHTS = re.compile(
    r"\bdroits?\b.*\binsertion\b|\bpass iae\b|\beligib\w+.*\b(?:insertion|iae)\b"
)
_CARS = re.compile(r"\b(?:voitures?|autos?|vehicules?|garage)\b")
_WITHOUT_LICENCE = re.compile(
    r"\bpermis\b|\bauto-?ecole\b|\bscooters?\b|\bmobylettes?\b|\bvelos?\b|\btrottinettes?\b"
    r"|\bbus\b|\btransports?\b|\bmobilite\b|\bcode\b|\bcovoiturage\b|\bsans permis\b"
)
_OTHER_LICENCE = re.compile(
    r"\bpermis (?:a\b(?! (?:petit|bas|moindre))|[cd]1?e?\b|be\b|am\b|bateau|moto|bus|car|poids"
    r"|super|s?pl\b)|\bpoids lourds?\b|\bmotos?\b|\bscooters?\b|\bfimo\b|\bcaces\b"
)
_RULED = {HANDICAP: "handicap", YOUNG: "young"}
Levels = tuple[FrenchLevel, FrenchLevel]


@dataclass(frozen=True, slots=True)
class Service:
    """Themes of an offer, the public it is kept for, and the levels that it takes.

    `french_levels` of a course of French, `digital_from` of a workshop at the computer that is
    not for beginners, `first_steps` of one that is; `for_drivers` of help with a car and nothing
    else on the road, `first_licence` of help to get licence B and nothing else. `public` is
    "young", "handicap", or "" when the service is open to all, or kept for a public that no entry
    rule judges.
    """

    themes: tuple[str, ...] = ()
    public: str = ""
    french_levels: Levels | None = None
    digital_from: DigitalLevel | None = None
    first_steps: bool = False
    for_drivers: bool = False
    first_licence: bool = False


NO_SERVICE = Service()


def tells_of_insertion(offer: Offer) -> bool:
    """Whether a support offer tells people if the law lets them have an insertion contract."""
    if offer.kind is not OfferKind.SUPPORT:
        return False
    return _INSERTION_RIGHTS.search(fold(f"{offer.title} {offer.description}")) is not None


def read_service(offer: Offer, known: Themes) -> Service:
    """The help that an offer gives: by its codes, else by the words of its title, then the rest."""
    if offer.kind is OfferKind.JOB:
        return NO_SERVICE
    themes = _themes(offer, known)
    public = _public(offer) if offer.kind is OfferKind.SUPPORT else ""
    levels = _levels(offer) if FRENCH in themes else None
    further = _digital_from(offer, themes)
    first = further is None and DIGITAL in themes and _begins(offer)
    return Service(
        tuple(sorted(themes)),
        public,
        levels,
        further,
        first,
        _for_drivers(offer),
        themes == {LICENCE} and _OTHER_LICENCE.search(fold(offer.title)) is None,
    )


def _for_drivers(offer: Offer) -> bool:
    said = fold(f"{offer.title} {offer.description}")
    return _CARS.search(said) is not None and not _WITHOUT_LICENCE.search(said)


def _begins(offer: Offer) -> bool:
    return _AT_THE_START.search(fold(offer.title)) is not None


def _digital_from(offer: Offer, themes: frozenset[str]) -> DigitalLevel | None:
    said = fold(f"{offer.title} {offer.description}")
    open_to_all = _FIRST_STEPS.search(said) or _HELPED.search(said)
    further = DIGITAL in themes and _FURTHER.search(said) and not open_to_all
    return DigitalLevel.MAIL_AND_WEB if further else None


def _themes(offer: Offer, known: Themes) -> frozenset[str]:
    coded = frozenset(filter(None, map(known.current, offer.themes)))
    if coded:
        return coded
    if offer.rome and offer.kind is not OfferKind.SUPPORT:
        return frozenset()
    titled = service_words().themes_in(offer.title, *offer.skills_taught)
    if offer.kind is not OfferKind.SUPPORT and _teaches_school_subjects(offer, titled):
        titled -= {FRENCH}
    elif offer.kind is not OfferKind.SUPPORT and _teaches_french(offer):
        titled |= {FRENCH}
    if offer.kind is not OfferKind.SUPPORT and _DIPLOMA.search(fold(offer.title)):
        titled -= {CHOOSE}  # “CAP métiers de la mode” teaches a trade and helps nobody to choose
    if titled or offer.kind is not OfferKind.SUPPORT:
        return titled
    return service_words().themes_in(offer.description)


def _teaches_school_subjects(offer: Offer, themes: frozenset[str]) -> bool:
    """Whether a course takes up school again, French as one subject of several: *CléA*."""
    said = fold(" ".join((offer.title, *offer.skills_taught)))
    return STUDY in themes and _COUNTS.search(said) is not None


def _teaches_french(offer: Offer) -> bool:
    """Whether a course is called by French, or teaches it and nothing else."""
    taught = [fold(text) for text in offer.skills_taught]
    alone = bool(taught) and all(map(_FRENCH_ALONE.fullmatch, taught))
    return alone or _OF_FRENCH.search(fold(offer.title)) is not None


def _public(offer: Offer) -> str:
    named = frozenset(offer.publics)
    if not named and offer.age_max is None:
        named = service_words().publics_in(offer.title)
    # Whoever also receives others is open to all as far as a rule can tell.
    return _RULED.get(min(named), "") if len(named) == 1 else ""


def _levels(offer: Offer) -> Levels | None:
    """The levels that a course of French takes: by its words, else by where it begins."""
    said = fold(f"{offer.title} {offer.description}")
    named = [FrenchLevel[level.upper().replace(".", "_")] for level in _LEVEL.findall(said)]
    if named:
        return _from_to(named, is_aim=_AIMED_AT.search(said) is not None)
    if _SPEAKERS.search(said):
        return (FrenchLevel.B1, FrenchLevel.NATIVE)
    if _FIRST_STEPS.search(said):
        return (FrenchLevel.A1_1, FrenchLevel.A1)
    least = offer.french_level_min
    return (least, _REACHES[least]) if least in _REACHES else None


def _from_to(named: list[FrenchLevel], *, is_aim: bool) -> Levels:
    """The lowest and the highest level named; one that is aimed at is not where a course begins."""
    first, last = min(named), max(named)
    if is_aim and first == last:
        first = FrenchLevel(max(first - 1, FrenchLevel.A1_1))
    return (FrenchLevel.A1_1 if first <= FrenchLevel.A1 else first, last)
