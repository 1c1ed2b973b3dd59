"""Titles without which nobody may do the work: a diploma of State, a card, a certificate."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, Answer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.titles import known_titles
from matching.scoring.profiles.weights import Weights

READS = Reads(person=("titles", "titles_lacked"), offer=("titles_required",))
BARS = {"title_missing": ("titles", "help")}
QUESTIONS = {"title_unknown": ("titles",)}
REASONS = {"title_held": ("titles",), "title_not_said": ("titles",), "title_lacked": ("titles",)}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A bar when the person says they lack it, with the way to a course; a question if unsaid."""
    missing = [one for one in offer.titles_required if one not in person.titles]
    if not missing:
        return PASS
    lacked = [one for one in missing if one in person.titles_lacked]
    if lacked:
        return (Bar("title_missing", {"titles": _labels(lacked), "help": WayRound.TITLE_COURSE}),)
    return (Question("titles", "title_unknown", {"titles": _labels(missing)}),)


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full when the person has what the law asks for, little while they have not said so."""
    if not offer.titles_required:
        return None
    missing = [one for one in offer.titles_required if one not in person.titles]
    if not missing:
        return Part("title_held", 1.0, {"titles": _labels(offer.titles_required)})
    lacked = any(one in person.titles_lacked for one in missing)
    code = "title_lacked" if lacked else "title_not_said"
    return Part(code, 0.0 if lacked else weights.title["not_said"], {"titles": _labels(missing)})


def _labels(titles: tuple[str, ...] | list[str]) -> tuple[object, ...]:
    return tuple(known_titles()[one].labels for one in titles)
