"""How content people went away, by those who touched a face."""

from collections import Counter
from collections.abc import Sequence

from matching.domain.day.happening import Happening, HappeningKind
from matching.outcomes.figures import Figure, Section

FACES = ("good", "fair", "bad")
"""What a face says."""
VOICES = ("person", "recruiter")
"""Who touches it: somebody who came, or a recruiter."""


def satisfaction_sections(facts: Sequence[Happening]) -> tuple[Section, ...]:
    """Faces by who touched them, each of those of its kind; nothing before the first."""
    counts = Counter(
        (fact.data["by"], fact.data["face"])
        for fact in facts
        if fact.kind is HappeningKind.SATISFACTION
    )
    if not counts:
        return ()
    return (
        Section(
            "satisfaction",
            tuple(
                Figure(
                    f"{voice}_{face}",
                    counts[voice, face],
                    of=sum(counts[voice, other] for other in FACES),
                )
                for voice in VOICES
                for face in FACES
            ),
        ),
    )
