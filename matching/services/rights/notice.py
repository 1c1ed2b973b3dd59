"""What people are told about their data, in eight easy lines."""

from matching.phrases import say

LINES = 8


def notice(language: str) -> tuple[str, ...]:
    """Who keeps what, why, who sees it, how long, and what may be asked of whom."""
    return tuple(say(f"privacy.{number}", language) for number in range(1, LINES + 1))
