"""What a person's texts ask to be taught and helped with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.scoring.profiles.heard.texts import TextsRead, codes_of, first_words
from matching.scoring.reading.said import About, Said
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.vocabulary.themes import DIGITAL, FIND_A_COURSE, STUDY

_BELOW_BAC = ("3",)


@dataclass(frozen=True, slots=True)
class StudiesTold:
    """What somebody wants to learn, and the help they ask for; each by id, with the words.

    Attributes
    ----------
    trades, skills
        To be learnt.
    is_of_wishes
        Whether a diploma is to be passed in what is wished for: "petite enfance, passer le CAP".
    asks
        Themes of support asked for.
    """

    trades: Mapping[str, str]
    skills: Mapping[str, str]
    is_of_wishes: bool
    asks: Mapping[str, str]


def studies_told(texts: TextsRead, reader: Reader) -> StudiesTold:
    """What texts that were read ask to be taught and helped with."""
    wishes, everything = texts.wishes.values(), texts.everything
    wanted = first_words(codes_of(About.SKILL, texts.wants)) | _programs(texts.needs, reader)
    return StudiesTold(
        trades=_studied(everything, About.TRADE) | _looked_for(wishes),
        skills=_studied(everything, About.SKILL) | wanted,
        is_of_wishes=any(not wish.field for wished in wishes for wish in wished.studies),
        asks=_study(wishes) | first_words(codes_of(About.THEME, texts.needs)),
    )


def _looked_for(wishes: Iterable[Statement]) -> dict[str, str]:
    """Trades named where a course is looked for: *trouver une formation de cuisine*."""
    fields = (
        said
        for wish in wishes
        if FIND_A_COURSE in {code for _, code in codes_of(About.THEME, wish.needs)}
        for said in wish.wants
    )
    return first_words(codes_of(About.TRADE, fields))


def _programs(needs: Iterable[Said], reader: Reader) -> dict[str, str]:
    """Programs that are named where help with a computer is asked for: "remise à niveau excel"."""
    asked = (said.text for said, code in codes_of(About.THEME, needs) if code == DIGITAL)
    return {claim.id: claim.text for text in asked for claim in reader.named_skills(text)}


def _study(statements: Iterable[Statement]) -> dict[str, str]:
    """The wish for a diploma from the baccalauréat up, or to study again, whatever the field.

    A field that was named but could not be read is another wish: it is asked.
    """
    said = sorted(
        wish.text
        for statement in statements
        for wish in statement.studies
        if not (wish.field or wish.is_named) and wish.level not in _BELOW_BAC
    )
    return {STUDY: said[0]} if said else {}


def _studied(statements: Iterable[Statement], about: About) -> dict[str, str]:
    fields = (said for statement in statements for wish in statement.studies for said in wish.field)
    return first_words(codes_of(about, fields))
