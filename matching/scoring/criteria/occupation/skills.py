"""How far the person's skills cover those that a job asks for."""

from collections.abc import Iterable
from itertools import islice

from matching.domain.terms import OfferKind
from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.criteria.occupation.trade import nearest
from matching.scoring.profiles.coverage import Credited, coverage
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson, SkillNeed
from matching.scoring.profiles.weights import Weights

READS = Reads(
    person=("skills", "groups", "held", "trades", "is_at_large", "takes_anything"),
    offer=(
        "kind",
        "needs",
        "needs_of_trade",
        "requires_skills",
        "trade_known",
        "trade_unclear",
        "nearness",
    ),
)
REASONS = {
    "skills_held": ("said",),
    "skills_all": ("said", "skills", "missing"),
    "skills_some": ("said", "skills", "missing", "missing_words"),
    "skills_some_of_trade": ("said", "skills", "missing"),
    "skills_of_held": ("said", "skills", "missing", "shared_words"),
    "skills_near": ("said", "missing", "missing_words"),
    "skills_near_of_trade": ("said", "missing"),
    "skills_none": ("missing", "missing_words"),
    "skills_none_of_trade": ("missing",),
    "skills_unknown": (),
    "skills_not_understood": ("said",),
    "skills_offer_unknown": (),
}
_NEAR = frozenset({"same", "parent", "near"})  # a trade further off is useful by what is told of it
_MOST_WORDS = 4  # a sentence that names more than four things is not read


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Weighted share of the needs that are met: rare and central skills count more.

    A need that only a skill of the same family meets counts in part and is still named as missing.
    Where nothing is required, only welcome, not having said it is half of having it: to who says
    which way they want to go, for else what they can do is all that speaks for this work. So it is
    where nobody could read the offer's trade. Who has done the very trade counts for at least
    `credit.held`, whatever else is listed.
    """
    if offer.kind is not OfferKind.JOB:
        return None
    part = _covered(person, offer, weights)
    done = _done_before(person, offer, weights)
    if done is not None and (part.value is None or part.value < (done.value or 0.0)):
        return done
    return part


def _done_before(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    if not person.held or not offer.trade_known:
        return None
    steps = held_steps(weights)
    value, _, claim = nearest(person.held, offer, steps, weights.trade)
    return Part("skills_held", value, {"said": claim.text}) if value else None


def held_steps(weights: Weights) -> dict[str, float]:
    """What having done a trade is worth by how it stands to the offer's."""
    return {"same": weights.credit["held"]}


def _covered(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part:
    if not offer.needs:
        return Part("skills_offer_unknown", None)
    if not person.skills:
        return Part("skills_unknown", None)
    credit, aims = weights.credit, has_direction(person)
    unread = credit["unread"] if aims else 0.0
    covered = coverage(offer.needs, person, credit["same_parent"], unread)
    if not covered.total:
        return Part("skills_offer_unknown", None)
    met = [answer for answer in covered.needs if answer.credit]
    if not met and not any(known.understood for known in person.skills.values()):
        heard = _words(known.said for known in person.skills.values())
        return Part("skills_not_understood", None, {"said": heard})
    if not (met or offer.trade_known or offer.requires_skills):
        return Part("skills_offer_unknown", None)
    is_near = any(offer.nearness.get(claim.id) in _NEAR for claim in person.held)
    # a trade held is worth quoting; of one far off only what an employer asks for is
    is_sign = is_near or not offer.needs_of_trade
    quoted = [answer for answer in met if answer.told or is_sign]
    said = [answer.said for answer in quoted]
    skills = [answer.need.id for answer in quoted if answer.need.id in person.skills]
    asked = [answer.need for answer in covered.needs]
    missing = [need for need in asked if need.id not in person.skills]
    is_welcome = aims and offer.trade_known and not offer.requires_skills
    start = credit["welcome"] if is_welcome else 0.0
    value = start + (1.0 - start) * covered.share
    is_told = is_near or any(answer.told for answer in met)
    return (
        _part(value, said, skills, missing, of_trade=offer.needs_of_trade)
        if is_told or not skills
        else _of_held(value, quoted, skills, missing)
    )


def has_direction(person: ReadPerson) -> bool:
    """Whether a trade is known that a person wants or has done, or that any will do."""
    return bool(person.trades) or person.is_at_large or person.takes_anything


def _part(
    value: float,
    said: list[str],
    skills: list[str],
    missing: list[SkillNeed],
    *,
    of_trade: bool,
) -> Part:
    """A part of the score with the code of the sentence that is true of it, and its words."""
    params: dict[str, object] = {"missing": tuple(need.id for need in missing)}
    suffix = "_of_trade" if of_trade else ""
    if missing and not of_trade:
        params["missing_words"] = _words(need.asked for need in missing)
    if not said:
        return Part(f"skills_none{suffix}", value, params)
    params["said"] = _words(said)
    if not skills:
        return Part(f"skills_near{suffix}", value, params)
    params["skills"] = tuple(skills)
    return Part(f"skills_some{suffix}" if missing else "skills_all", value, params)


def _of_held(
    value: float, met: Iterable[Credited], skills: list[str], missing: list[SkillNeed]
) -> Part:
    """What a trade far off only takes as well: minding children is not "what a cook needs"."""
    shared = [answer for answer in met if answer.need.id in skills]
    params: dict[str, object] = {
        "said": _words(answer.said for answer in shared),
        "skills": tuple(skills),
        "missing": tuple(need.id for need in missing),
        "shared_words": _words(answer.need.asked for answer in shared),
    }
    return Part("skills_of_held", value, params)


def _words(said: Iterable[str]) -> str:
    return ", ".join(islice(dict.fromkeys(said), _MOST_WORDS))
