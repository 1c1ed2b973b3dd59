"""What to bring to a meeting: the papers that the offer asks for and the person has."""

from matching.domain.levels import DiplomaLevel
from matching.domain.offer import Offer
from matching.domain.score import Score
from matching.phrases import say


def to_bring(offer: Offer, score: Score, language: str) -> str:
    """The papers as words of the sheet's language, or the empty string.

    A paper is named when the offer cannot be had without it and the score of the pair neither
    found it missing nor had to ask: nobody is told to bring what they may not have.
    """
    asked = {question.field for question in score.ask}
    papers = []
    if not score.closed_by:
        if offer.licences_required and "licences" not in asked:
            licences = ", ".join(offer.licences_required)
            papers.append(say("bring.licence", language, licences=licences))
        if _asks_diploma(offer) and "diploma_level" not in asked:
            papers.append(say("bring.diploma", language))
    return ", ".join(papers)


def _asks_diploma(offer: Offer) -> bool:
    return offer.diploma_min is not None and offer.diploma_min > DiplomaLevel.NONE
