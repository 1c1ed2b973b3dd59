"""How far a course or workshop closes the gap to the trade that the person wants."""

from collections.abc import Sequence
from dataclasses import replace

from matching.domain.terms import OfferKind
from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.coverage import coverage
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson, SkillNeed
from matching.scoring.profiles.weights import Weights
from matching.scoring.reading.claim import Claim

READS = Reads(
    person=("trades", "skills", "groups"),
    offer=("kind", "taught", "taught_groups", "lessons", "trade_known", "nearness"),
)
REASONS = {
    "gap_closes": ("said", "taught", "skills", "trade", "steps"),
    "gap_near": ("said", "taught", "skills", "trade", "steps"),
    "gap_beside": ("said", "taught", "skills", "trade", "steps"),
    "gap_elsewhere": ("said", "trade"),
    "gap_nothing_new": ("said", "trade"),
    "gap_wish_unknown": (),
    "gap_offer_unknown": (),
}
_MOST_WORDS = 4  # a sentence that names more than four things is not read
ITSELF = frozenset({"same", "parent"})
_CLOSES = {**dict.fromkeys(ITSELF, "gap_closes"), "near": "gap_near", "family": "gap_near"}
_MOST_STEPS = 6  # further away than this, a count discourages and says nothing


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Share of the wanted trade's missing skills that the course teaches.

    Up to `gap.already_known` of it is taken away when the person knows what is taught. A course
    of the very trade teaches it, whatever its list names: a list that is read as something else
    says no more than none.
    """
    if offer.kind is OfferKind.JOB:
        return None
    if not offer.taught:
        return Part("gap_offer_unknown", None)
    wished = [claim for claim in person.trades if claim.id in offer.lessons]
    if not wished:
        return Part("gap_wish_unknown", None)
    parts = [
        _toward(offer.lessons[claim.id], person, offer, weights, (claim.text, claim.id))
        for claim in wished
    ]
    own = [
        (part, claim)
        for part, claim in zip(parts, wished, strict=True)
        if offer.nearness.get(claim.id) in ITSELF
    ]
    best = _of_its_own_wish(max(parts, key=lambda part: part.value or 0.0), own)
    misread = any(part.code == "gap_elsewhere" for part, _ in own)
    return None if misread and not best.value else best


def _of_its_own_wish(best: Part, own: Sequence[tuple[Part, Claim]]) -> Part:
    """The best part in the words of the wish that the course is of, whichever closes most.

    `own` are the parts of such wishes, each with its wish.
    """
    if best.code != "gap_closes" or not own or any(part is best for part, _ in own):
        return best
    told, claim = max(own, key=lambda each: each[0].value or 0.0)
    if told.code == "gap_closes":
        return replace(told, value=best.value)
    params = {**best.params, "said": claim.text, "trade": claim.id, "steps": 0}
    return replace(best, params=params)


def _toward(
    needs: tuple[SkillNeed, ...],
    person: ReadPerson,
    offer: ReadOffer,
    weights: Weights,
    wish: tuple[str, str],
) -> Part:
    """How far an offer closes the gap to one wanted trade: taught share of what is missing."""
    same_parent = weights.credit["same_parent"]
    missing, closed, steps = 0.0, 0.0, 0
    learns: list[str] = []
    for covered in coverage(needs, person, same_parent).needs:
        left = covered.need.weight * (1.0 - covered.credit)
        share = _taught(covered.need, offer, same_parent)
        missing += left
        steps += left > 0
        closed += left * share
        if left and share:
            learns.append(covered.need.id)
    params: dict[str, object] = {"said": wish[0], "trade": wish[1]}
    if not missing:
        return Part("gap_nothing_new", 0.0, params)
    if not learns:
        return Part("gap_elsewhere", 0.0, params)
    words = [offer.taught[name] for name in learns if name in offer.taught]
    taught = list(dict.fromkeys(words or offer.taught.values()))[:_MOST_WORDS]
    code = _closes(offer, wish, person)
    said = steps if code == "gap_closes" and steps <= _MOST_STEPS else 0
    params |= {"taught": ", ".join(taught), "skills": tuple(learns), "steps": said}
    return Part(code, closed / missing * _novelty(person, offer, weights), params)


def _closes(offer: ReadOffer, wish: tuple[str, str], person: ReadPerson) -> str:
    """What closes the gap: a course of the trade or of none, of a neighbour, or of another."""
    wished = (claim.id for claim in person.trades)
    if not offer.trade_known or any(offer.nearness.get(name) in ITSELF for name in wished):
        return "gap_closes"
    return _CLOSES.get(offer.nearness.get(wish[1], ""), "gap_beside")


def _taught(need: SkillNeed, offer: ReadOffer, same_parent: float) -> float:
    if need.id in offer.taught:
        return 1.0
    return same_parent if need.group in offer.taught_groups else 0.0


def _novelty(person: ReadPerson, offer: ReadOffer, weights: Weights) -> float:
    known = sum(person.skills[name].credit for name in offer.taught if name in person.skills)
    return 1.0 - weights.gap["already_known"] * known / len(offer.taught)
