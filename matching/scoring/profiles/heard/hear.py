"""What a person's three texts say together: wanted, held, refused, asked for, to be learnt."""

from dataclasses import dataclass

from matching.domain.jobseeker import Jobseeker
from matching.scoring.profiles.heard.openness import Openness, openness_of
from matching.scoring.profiles.heard.studies import StudiesTold, studies_told
from matching.scoring.profiles.heard.terms import TermsTold, terms_told
from matching.scoring.profiles.heard.texts import texts_read
from matching.scoring.profiles.heard.trades import TradesTold, trades_told
from matching.scoring.reading.said import Said
from matching.scoring.reading.understand import Reader


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody says of their work and needs; every value keeps the words it was read from.

    `can` is what the wishes tell of having or accepting.
    """

    trades: TradesTold
    terms: TermsTold
    studies: StudiesTold
    openness: Openness
    can: tuple[Said, ...]


def hear(person: Jobseeker, reader: Reader) -> Heard:
    """What a person says in wishes, skills and experience, one text understood at a time."""
    texts = texts_read(person, reader)
    return Heard(
        trades=trades_told(texts, person.experience, reader),
        terms=terms_told(texts),
        studies=studies_told(texts, reader),
        openness=openness_of(texts, reader),
        can=texts.can,
    )
