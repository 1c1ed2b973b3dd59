"""An offer as it is written on screens and sheets: title, ages, terms, start and places."""

from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date

from matching.domain.offer import Offer
from matching.domain.score import Reason
from matching.phrases import say, say_count
from matching.services.scores.sentences.phrase import long_day, phrase, voiced

_SOON = timedelta(days=31)  # nearer than this, the day matters and not only the month


def course_sentences(
    reason: Reason,
    offer: Offer,
    language: str,
    *,
    today: date | None = None,
    left: int | None = None,
    is_own: bool = True,
) -> Iterator[str]:
    """What a course closes of the gap to the wanted trade, when it starts, and its places."""
    yield phrase(f"reason.{reason.code}", reason.params, language, is_own=is_own)
    steps, learnt = reason.params.get("steps"), reason.params.get("skills")
    if isinstance(steps, int) and steps and isinstance(learnt, (tuple, list)):
        yield say_count(voiced("course.steps", language, is_own=is_own), language, steps)
        every = len(learnt) >= steps
        code = "course.teaches_all" if every else "course.teaches_some"
        yield say_count(code, language, steps if every else len(learnt))
    yield from course_facts(offer, language, today=today, left=left)


def course_facts(
    offer: Offer, language: str, *, today: date | None = None, left: int | None = None
) -> Iterator[str]:
    """When a course starts, and the places left now; nothing of one that is not sure."""
    if not offer.is_certain:
        yield say("course.not_sure", language)
        return
    if offer.starts_on and (today is None or offer.starts_on > today):
        yield _start(offer.starts_on, today, language)
    if left is not None:
        yield say_count("course.places", language, left) if left else say("course.full", language)


def _start(start: date, today: date | None, language: str) -> str:
    if today is not None and start - today > _SOON:
        pattern = "MMMM" if start - today < timedelta(days=300) else "MMMM y"
        month = format_date(start, pattern, locale=language)
        return say("course.starts_in", language, month=month)
    return say("course.starts_on", language, day=long_day(start, language))


def offer_title(offer: Offer, language: str) -> str:
    """The title of an offer, with the mark of one that is not sure to open."""
    if offer.is_certain:
        return offer.title
    return say("offer.not_sure", language, title=offer.title)


def with_age_rule(title: str, offer: Offer, language: str) -> str:
    """A title with the ages of a lawful rule of entry, for whoever cannot be asked: on paper."""
    bounds = {"least": offer.age_min, "most": offer.age_max}
    known = {name: age for name, age in bounds.items() if age is not None}
    if not known or not offer.entry_ground:
        return title
    which = "between" if len(known) == len(bounds) else next(iter(known))
    return say(f"sheet.age_{which}", language, title=title, **known)


def terms_held_out(offer: Offer, language: str) -> tuple[str, ...]:
    """What an offer holds out: kinds of contract, how long it lasts and what it pays, as written.

    Nothing of one that is not sure to open, nor where the table says none of it.
    """
    if not offer.is_certain:
        return ()
    contracts = (say(f"contract.{contract}", language) for contract in offer.contracts)
    return tuple(filter(None, (*contracts, offer.duration.strip(), offer.pay.strip())))
