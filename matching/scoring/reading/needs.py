"""Find in a text what somebody needs beside a job: childcare, a licence, help with papers."""

import re
from collections.abc import Callable, Sequence

from matching.scoring.reading.said import About, Said
from matching.scoring.reading.sentence import core_words, parted
from matching.scoring.text.cues import FoundCue
from matching.scoring.text.tokens import tokens
from matching.scoring.text.wording import fold
from matching.scoring.vocabulary.themes import Themes

NEED_SURE = 0.9
_CLAUSE_ENDS = re.compile(r"[,;.\n]")
_ON = re.compile(r"\s*sur\b")  # "remplir un dossier sur internet": where, and no trade


def needs_in(text: str, themes: Themes, is_trade: Callable[[str], bool]) -> tuple[list[Said], str]:
    """Needs that have a theme, and the text that tells none of them.

    `is_trade` says whether words name a trade outright: what stands beside a need is kept only
    then. A need is told within one clause.
    """
    words = tokens(text)

    def span(cue: FoundCue) -> tuple[int, int]:
        return words[cue.first].start, words[cue.end - 1].end

    def is_whole(cue: FoundCue) -> bool:
        return not _CLAUSE_ENDS.search(text[slice(*span(cue))])

    cues = themes.cues.find(words, is_whole=is_whole)
    spans = [span(cue) for cue in cues]
    said = [
        Said(About.THEME, (cue.tells,), text[start:end], NEED_SURE)
        for cue, (start, end) in zip(cues, spans, strict=True)
    ]
    return said, _beside(text, spans, is_trade) if spans else text


def _beside(text: str, needs: Sequence[tuple[int, int]], is_trade: Callable[[str], bool]) -> str:
    """A text without its needs, and without what stands beside one and names no trade outright."""
    hidden = list(text)
    for start, end in needs:
        hidden[start:end] = "x" * (end - start)
    kept = []
    for start, end in parted("".join(hidden)):
        inside = [need for need in needs if start <= need[0] < end]
        edges = [start, *(edge for need in inside for edge in need), end]
        around = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        kept += [
            left
            for left in around
            if not inside or (not _ON.match(fold(left)) and is_trade(core_words(left)))
        ]
    return ", ".join(kept)
