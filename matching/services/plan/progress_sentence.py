"""What a plan being drawn has reached so far, in a sentence."""

from babel.numbers import format_percent

from matching.phrases import say
from matching.planning.problem.result import Progress


def news_sentence(news: Progress, language: str) -> str:
    """Meetings found and the optimality gap of their score, as a sentence."""
    count = len(news.meetings)
    if news.gap is None:
        return say("plan.news_first", language, count=count)
    if news.gap > 0:
        return say("plan.news_gap", language, count=count, gap=share_words(news.gap, language))
    return say("plan.news_best", language, count=count, waiting=news.goals.waiting)


def share_words(share: float, language: str) -> str:
    """A share in percent with as many decimals as tell it from nothing."""
    rounded = round(share, 3 if share >= 0.001 else 5)
    return str(format_percent(rounded, locale=language, decimal_quantization=False))
