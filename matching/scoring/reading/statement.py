"""What a text says of its writer: four intents and the wish to study, side by side."""

from dataclasses import dataclass

from matching.scoring.reading.intents import PhraseReader, pieces_said
from matching.scoring.reading.said import Intent, Said, SaidIn, StudyWish
from matching.scoring.vocabulary.themes import Themes


@dataclass(frozen=True, slots=True)
class Statement:
    """What one text wants, can, needs and refuses, each in the order of the text.

    Attributes
    ----------
    wants
        Work looked for: trades ("je cherche du ménage"), skills (only where no trade was read),
        hours ("le samedi"), contracts ("en alternance") and conditions ("dehors").
    can
        What its writer has or accepts: skills and trades where the text tells of them ("j'ai fait
        du ménage"; a bare name among skills or experience), licences ("permis B"), diplomas
        (`LEVEL`), hours that are no problem ("la nuit aussi pas de souci").
    needs
        What a support service gives (`THEME`, only read in wishes: "passer le permis", "refaire
        mon CV", "garde d'enfants") and what a place of work must give (`NEED`: "assis"). A need
        names no trade: "cherche une garde pour mon bébé" is no nanny.
    refuses
        Trades, skills, hours, conditions and contracts that are not wanted: each bars.
    studies
        What is to be learnt, by level and field ("passer un CAP cuisine"): a course answers it.
        The same trades are not in `wants`.
    """

    wants: tuple[Said, ...] = ()
    can: tuple[Said, ...] = ()
    needs: tuple[Said, ...] = ()
    refuses: tuple[Said, ...] = ()
    studies: tuple[StudyWish, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The object that `parvis understand` prints as `said`, without what is empty."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {name: [said.as_json() for said in each] for name, each in found.items() if each}


NOTHING_SAID = Statement()


def read_statement(
    text: str, names: PhraseReader, themes: Themes, said_in: SaidIn = SaidIn.WISHES
) -> Statement:
    """What a text says of its writer's work and needs, several intents in one sentence.

    Private words (origin, family, health, status and the like) say nothing here and are quoted
    nowhere; a text in which nothing is understood gives an empty statement.

    Parameters
    ----------
    names
        Who finds trades and skills in a few words: a `Reader` (whose `statement` remembers).
    themes
        What support services give, and the words that ask for it: `Vocabulary.themes`.
    said_in
        In wishes a bare name is wanted, elsewhere it can be done; only wishes tell themes.
    """
    pieces = pieces_said(text, said_in, themes=themes, names=names)
    said = {
        intent.value: tuple(piece for kind, piece in pieces.said if kind is intent)
        for intent in Intent
    }
    return Statement(**said, studies=pieces.studies)
