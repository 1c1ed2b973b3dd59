"""Titles without which nobody may do the work: a diploma of State, a card, a certificate."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.titles import exact_titles, is_held, is_lacked, title_label
from matching.scoring.profiles.weights import Weights

READS = Reads(
    person=("titles", "titles_lacked", "titles_named"), offer=("titles_required", "titles_stated")
)
BARS = {"title_missing": ("titles", "help")}
QUESTIONS = {
    "title_unknown": ("titles",),
    "title_named": ("titles",),
    "title_told": ("titles",),
}
REASONS = {
    "title_held": ("titles",),
    "title_named": ("titles",),
    "title_not_said": ("titles",),
    "title_lacked": ("titles",),
}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when the person lacks what a field asks for, with the way to a course.

    A question when nobody knows, or when the title was only read in the offer's text.
    """
    missing = [title for title in offer.titles_required if not is_held(title, person.titles)]
    if not missing:
        return PASS
    lacked = [title for title in missing if is_lacked(title, person.titles_lacked)]
    closing = [title for title in lacked if title in offer.titles_stated]
    if closing:
        return (Bar("title_missing", {"titles": _labels(closing), "help": WayRound.TITLE_COURSE}),)
    unsaid = [title for title in missing if title not in lacked]
    code = "title_unknown" if unsaid else "title_told"
    if unsaid and _are_named(unsaid, person):
        code = "title_named"
    return (Question("titles", code, {"titles": _labels(unsaid or lacked)}),)


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """1 when the person holds every title that the law asks for, None when none is asked for.

    0 when they have said that they lack one; in between `weights.title["not_said"]` while they
    have said nothing of it, and `weights.title["named"]` where their wishes name it.
    """
    if not offer.titles_required:
        return None
    missing = [title for title in offer.titles_required if not is_held(title, person.titles)]
    if not missing:
        return Part("title_held", 1.0, {"titles": _labels(offer.titles_required)})
    lacked = any(is_lacked(title, person.titles_lacked) for title in missing)
    if lacked:
        return Part("title_lacked", 0.0, {"titles": _labels(missing)})
    code = "named" if _are_named(missing, person) else "not_said"
    return Part(f"title_{code}", weights.title[code], {"titles": _labels(missing)})


def _are_named(titles: list[str], person: ReadPerson) -> bool:
    return all(is_held(title, person.titles_named) for title in titles)


def _labels(titles: tuple[str, ...] | list[str]) -> tuple[object, ...]:
    return tuple(map(title_label, exact_titles(titles)))
