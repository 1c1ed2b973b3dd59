"""The assisted questionnaire: few questions, one a screen, in the words that the files use.

Only what the matching reads is asked, and nothing of health: what somebody needs in order to take
part, and what they do not want to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from matching.domain.fair import Fair
from matching.domain.levels import FrenchLevel
from matching.services.interview.unclear_words import UnclearWords

INTERPRETED = ("ar", "ber", "fa", "fsl", "ku", "pt", "ro", "ru", "es", "tr", "uk", "en")
"""Languages of interpreters that one touch asks for; `fsl` is French Sign Language."""

MEANING = "meaning"
"""The question what somebody's own words mean; it is asked of whoever has left that open."""

_MOST_HOURS = 6


class Way(StrEnum):
    """How a question is answered: one answer, several, or words."""

    ONE = "one"
    SEVERAL = "several"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to touch, and what it writes into the column; `alone` takes the others away.

    `label` says it where no phrase does.
    """

    name: str
    text: str
    alone: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One screen: a column of the list, and the answers that may be touched or written."""

    name: str
    column: str
    way: Way
    options: tuple[Option, ...] = ()
    takes_words: bool = False


def _options(**texts: str) -> tuple[Option, ...]:
    return tuple(Option(name, text) for name, text in texts.items())


_NOTHING = Option("none", "aucun", alone=True)
_ANY = Option("any", "")

_CONTRACTS = _options(
    job="CDI; CDD; intérim",
    training="formation",
    apprenticeship="alternance",
    internship="stage",
)
_WISHES = _options(
    kitchen="cuisinier",
    serving="serveur",
    selling="vendeur en magasin",
    cleaning="agent d'entretien",
    building="ouvrier du bâtiment",
    repair="mécanicien",
    driving="chauffeur livreur",
    warehouse="préparateur de commandes",
    factory="agent de production",
    care="aide à domicile",
    children="garde d'enfants",
    office="agent administratif",
    computers="technicien informatique",
    web="développeur web",
    garden="jardinier",
    security="agent de sécurité",
)
_SKILLS = _options(
    cooking="cuisiner",
    cleaning="nettoyer des locaux",
    selling="vendre",
    customers="s'occuper des clients",
    children="garder des enfants",
    elderly="aider des personnes âgées",
    tools="bricoler avec des outils",
    loading="porter des charges",
    garden="entretenir un jardin",
    sewing="coudre et retoucher",
    computer="se servir d'un ordinateur",
    office="bureautique",
    languages="parler plusieurs langues",
    team="travailler en équipe",
)
_HOURS = _options(
    full_time="temps plein",
    part_time="temps partiel",
    morning="matin",
    afternoon="après-midi",
    evening="soir",
    night="nuit",
    weekend="week-end",
    school_hours="heures d'école",
)
_FRENCH = _options(words="A1.1", little="A1", daily="A2", well="B1", very_well="B2", native="natif")
_LICENCES = (*_options(car="B", scooter="AM", motorbike="A", lorry="C"), _NOTHING)
_VEHICLE = _options(car="voiture", scooter="scooter", bus="bus", bicycle="vélo", foot="à pied")
_RADIUS = (*_options(km5="5", km10="10", km20="20", km50="50"), _ANY)
_DIPLOMA = _options(nothing="0", brevet="2", cap="3", bac="4", bac2="5", bac3="6", bac5="7")
_DIGITAL = _options(never="0", phone="1", web="2", office="3", advanced="4")
_AVOID = (
    *_options(
        standing="debout",
        loads="charges lourdes",
        heights="hauteur",
        outdoors="extérieur",
        night="nuit",
        noise="bruit",
        screens="écran",
        driving="conduite",
    ),
    _NOTHING,
)
_NEEDS = (
    *_options(
        step_free="sans marche", sitting="assis", quiet="calme", large_print="gros caractères"
    ),
    _NOTHING,
)
# Written in the list by name: they have no code that everybody reads alike.
_IN_WORDS = {"ber": "tamazight", "fsl": "langue des signes"}
_INTERPRETER = (
    Option("none", "", alone=True),
    *(Option(code, _IN_WORDS.get(code, code)) for code in INTERPRETED),
)

QUESTIONS = (
    AskedQuestion("contracts", "contracts", Way.SEVERAL, _CONTRACTS),
    AskedQuestion("wishes", "wishes", Way.SEVERAL, _WISHES, takes_words=True),
    AskedQuestion(MEANING, "meanings", Way.ONE),
    AskedQuestion("skills", "skills", Way.SEVERAL, _SKILLS, takes_words=True),
    AskedQuestion("leaves", "leaves", Way.ONE),
    AskedQuestion("hours", "hours_wanted", Way.SEVERAL, _HOURS),
    AskedQuestion("french", "french_level", Way.ONE, _FRENCH),
    AskedQuestion("interpreter", "interpreter", Way.ONE, _INTERPRETER),
    AskedQuestion("licences", "licences", Way.SEVERAL, _LICENCES),
    AskedQuestion("vehicle", "vehicle", Way.ONE, _VEHICLE),
    AskedQuestion("radius", "radius_km", Way.ONE, _RADIUS),
    AskedQuestion("commune", "commune", Way.WORDS),
    AskedQuestion("diploma", "diploma_level", Way.ONE, _DIPLOMA),
    AskedQuestion("digital", "digital_level", Way.ONE, _DIGITAL),
    AskedQuestion("avoid", "avoid", Way.SEVERAL, _AVOID),
    AskedQuestion("needs", "needs", Way.SEVERAL, _NEEDS),
    AskedQuestion("contact", "consent_contact", Way.ONE, _options(yes="oui", no="non")),
    AskedQuestion("phone", "phone", Way.WORDS),
)
_BY_NAME = {question.name: question for question in QUESTIONS}


def question(name: str) -> AskedQuestion:
    """The question of a name."""
    return _BY_NAME[name]


def asked(
    profile: Mapping[str, Any], *, has_unclear_words: bool = False
) -> tuple[AskedQuestion, ...]:
    """The questions that are worth a screen to somebody, as far as is known of them.

    Parameters
    ----------
    profile
        Fields of a jobseeker by name, an unknown one as `None` or empty.
    has_unclear_words
        Whether words of theirs may mean several trades, and nobody has confirmed which.
    """
    return tuple(
        question
        for question in QUESTIONS
        if _is_worth_it(question.name, profile) and (has_unclear_words or question.name != MEANING)
    )


def _is_worth_it(name: str, profile: Mapping[str, Any]) -> bool:
    french = profile.get("french_level")
    match name:
        case "interpreter":
            is_asked_for = bool(profile.get("interpreter"))  # what was said can be said otherwise
            return is_asked_for or french is None or french <= FrenchLevel.A2
        case "commune":
            return profile.get("radius_km") is not None
        case "phone":
            return profile.get("consent_contact") is True
        case _:
            return True


def options_now(question: AskedQuestion, fair: Fair, now: datetime) -> tuple[Option, ...]:
    """The answers of a question at this moment: hours gone by cannot be chosen."""
    return hours_left(fair, now) if question.name == "leaves" else question.options


def meanings(unclear: UnclearWords) -> tuple[Option, ...]:
    """The trades that words may mean, and that it is none of them."""
    readings = (Option(each.trade, each.kept, label=each.label) for each in unclear.readings)
    return (*readings, Option("none", unclear.none, alone=True))


def hours_left(fair: Fair, now: datetime) -> tuple[Option, ...]:
    """Full hours from half an hour on until the doors close, and the end of the day."""
    closes = fair.moment(fair.closes)
    first = max(now, fair.moment(fair.opens)) + timedelta(minutes=30)
    hour = first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    found: list[Option] = []
    while hour < closes and len(found) < _MOST_HOURS:
        found.append(Option(f"{hour:%H:%M}", f"{hour:%H:%M}"))
        hour += timedelta(hours=1)
    return (*found, Option("end", ""))


def written(question: AskedQuestion, chosen: tuple[Option, ...], words: str = "") -> str:
    """The cell of the question's column: the answers touched, then the words written."""
    said = [option.text for option in chosen] + ([words.strip()] if words.strip() else [])
    return (
        "; ".join(text for text in said if text) if question.way is Way.SEVERAL else "".join(said)
    )
