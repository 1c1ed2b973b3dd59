"""Whether people who came were planned a meeting that answers the first thing they wished for."""

from collections.abc import Collection, Iterable, Mapping

from matching.domain.jobseeker import Jobseeker
from matching.domain.score import Score
from matching.domain.spelling import fold
from matching.outcomes.figures import Figure, Section

_ANSWERS = frozenset({"trade", "need"})
_CLOSE = 0.5


def is_first_wish_met(person: Jobseeker, scores: Iterable[Score]) -> bool | None:
    """Whether a meeting answers the person's first wish; `None` when no wish was said.

    Parameters
    ----------
    scores
        The scores of the meetings planned for this person, as the plan was drawn. A wish is
        answered by a trade that is the same or near, or by the help that was asked for. Where it
        is a sentence that names several, one of them is enough.
    """
    wish = next((fold(said) for said in person.wishes if said.strip()), "")
    if not wish:
        return None
    return any(
        reason.criterion in _ANSWERS
        and reason.value >= _CLOSE
        and _is_said_in(str(reason.params.get("said", "")), wish)
        for score in scores
        for reason in score.reasons
    )


def _is_said_in(words: str, wish: str) -> bool:
    """Whether a folded wish holds some words, whole: reasons quote what was understood of it."""
    said = fold(words)
    return bool(said) and f" {said} " in f" {wish} "


def first_wish_section(came: Collection[str], wishes: Mapping[str, bool | None]) -> Section:
    """How many of those who came had their first wish answered by a planned meeting."""
    said = [wishes.get(person) for person in came]
    return Section(
        "first_wishes",
        tuple(
            Figure(code, said.count(answer), of=len(said))
            for code, answer in (("met", True), ("not_met", False), ("none_said", None))
        ),
    )
