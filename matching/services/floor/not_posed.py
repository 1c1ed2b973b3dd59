"""Why a plan never asked for a meeting that no rule forbids: nobody is sent to fill a day."""

from matching.domain.score import Score
from matching.planning.explain.why_not import WhyNotCode
from matching.planning.fair.pose import Posed
from matching.scoring.matrix.score_matrix import ASK
from matching.services.scores.judged import Judged


def not_posed(judged: Judged, posed: Posed, score: Score) -> str:
    """The code of the first reason that leaves an open pair out of a problem.

    `ordinary` who wants nothing proposed, `guess` what the person never spoke of, `not_worth` a
    score under the floor, `below` others that suit both sides better where there are too many
    pairs, else `not_asked`: the day, or a hand, has settled it.
    """
    if score.person in judged.entries.objectors:
        return "ordinary"
    matrix = judged.matrix
    row = matrix.people.index(score.person)
    column = next(n for n, each in enumerate(matrix.offers) if each.offer == score.offer)
    if matrix.verdicts[row, column] == ASK and score.offer in judged.guesses(score.person):
        return "guess"
    if matrix.values[row, column] < judged.floor["meeting"]:
        return "not_worth"
    return WhyNotCode.BELOW.value if posed.left_out else "not_asked"
