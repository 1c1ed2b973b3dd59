"""What one person writes of another: words on protected criteria are pointed at before it is kept.

The Labour Code (L1132-1) names what must not count; a recruiter's note is judged like a decision.
"""

from collections.abc import Sequence

from matching.domain.errors import FairError
from matching.scoring.text.protected_words import Pointed, protected_words


class WordsProtected(FairError):
    """A text speaks of protected criteria; `refusals` point at each word and say what to write."""

    def __init__(self, pointed: Sequence[Pointed]) -> None:
        self.pointed = tuple(pointed)
        super().__init__("words_protected", words=", ".join(each.words for each in pointed))
        self.refusals = tuple(
            FairError(f"protected_{each.criterion}", words=each.words) for each in pointed
        )


def must_be_fit_to_write(text: str, *, most: int, is_about_the_post: bool = False) -> str:
    """The text in one line, when nothing in it speaks of a protected criterion.

    Parameters
    ----------
    is_about_the_post
        Its writer says that the words that were pointed at do not tell of the person.

    Raises
    ------
    FairError
        `words_protected` with one refusal a word; `text_long`.
    """
    said = " ".join(text.split())
    if len(said) > most:
        raise FairError("text_long", most=most)
    pointed = () if is_about_the_post else protected_words(said)
    if pointed:
        raise WordsProtected(pointed)
    return said
