"""The trades of a person's texts: wanted, done before, refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.scoring.profiles.heard.texts import TextsRead, codes_of, first_words
from matching.scoring.reading.claim import CLAIM_FROM, Claim
from matching.scoring.reading.said import About, Said, SaidIn
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.reading.years import years_alone, years_told
from matching.scoring.text.private_words import without_private
from matching.scoring.vocabulary.vocabulary import Vocabulary

_FEW_TRADES = 3  # a skill at the heart of more trades than that points to none


@dataclass(frozen=True, slots=True)
class TradesTold:
    """The trades that somebody names.

    Attributes
    ----------
    wished
        Trades wanted, by the wish they were read in; empty where a wish names none.
    held
        Trades done before, unless they are refused.
    years
        Years of the trades done before, by id, where they are told.
    refused
        Trades that are not wanted any more, by id, with the words.
    diplomas
        Levels of the diplomas told of, by the trade that they were told with.
    refused_parts
        Trades of which a part is not wanted, or not much of it, by id, with the words.
    """

    wished: Mapping[str, tuple[Claim, ...]]
    held: tuple[Claim, ...]
    years: Mapping[str, float]
    refused: Mapping[str, str]
    diplomas: Mapping[str, int]
    refused_parts: Mapping[str, str]


def trades_told(texts: TextsRead, experience: Sequence[str], reader: Reader) -> TradesTold:
    """The trades of texts that were read, and of the words of the experience among them."""
    refuses = [
        said
        for statement in texts.everything
        for said in _beside_wishes(statement, reader.vocabulary)
    ]
    firmly = [said for said in refuses if not said.softly]
    refused = _refused(firmly, texts.wants, reader.vocabulary)
    wished = _firm_if_alone(_wished(texts.wishes, refused, reader.vocabulary))
    done = [said for statement in texts.work for said in statement.can]
    held = distinct([_trades([*done, *texts.can], refused)])
    alone = () if held else _one_trade(wished)
    years = years_alone(experience) if alone else 0.0
    of_alone = dict.fromkeys((claim.id for claim in alone), years)
    return TradesTold(
        wished=wished,
        held=held or (alone if years else ()),
        years=of_alone if years else years_told(texts.worked, reader),
        refused=refused,
        diplomas=_diplomas((*texts.skills, *texts.past)),
        refused_parts=_parts(texts.wishes.values(), reader.vocabulary),
    )


def trades_of_skills(
    skills: Iterable[str], refused: Mapping[str, str], reader: Reader
) -> tuple[Claim, ...]:
    """Trades that words for what somebody can do name too, each only one of those they may mean.

    *Babysitting* is a skill, and the trade of whoever lives by it; so is the field of a diploma
    that stands among the skills, which is had and not to be passed.
    """
    statements = [reader.statement(text, SaidIn.WISHES) for text in skills]
    wants = [said for statement in statements for said in statement.wants]
    fields = [said for each in statements for wish in each.studies for said in wish.field]
    sure = [said for said in (*wants, *fields) if said.confidence >= CLAIM_FROM]
    found = distinct([_trades(sure, refused)])
    return tuple(replace(claim, confidence=AMBIGUOUS_CLAIM) for claim in found)


def distinct(claims: Iterable[tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """Each trade once, at its surest, in the order of ids."""
    found: dict[str, Claim] = {}
    for claim in (claim for each in claims for claim in each):
        if claim.id not in found or _weight(claim) > _weight(found[claim.id]):
            found[claim.id] = claim
    return tuple(found[name] for name in sorted(found))


def _weight(claim: Claim) -> tuple[float, bool]:
    return claim.confidence, not claim.softly


def _firm_if_alone(
    wished: Mapping[str, tuple[Claim, ...]],
) -> Mapping[str, tuple[Claim, ...]]:
    """Wishes as they are; where none is a firm one, each counts in full."""
    if any(not claim.softly for claims in wished.values() for claim in claims):
        return wished
    return {
        wish: tuple(replace(claim, softly=False) for claim in claims)
        for wish, claims in wished.items()
    }


def _parts(wishes: Iterable[Statement], vocabulary: Vocabulary) -> Mapping[str, str]:
    """Trades refused softly, and those wished for of which a part is refused beside.

    *Caissière, pas de mise en rayon*: to be asked of every till.
    """
    found: dict[str, str] = {}
    for statement in wishes:
        wanted = {code for _, code in codes_of(About.TRADE, statement.wants)}
        for said in statement.refuses:
            if said.about is About.TRADE and said.softly:
                found |= dict.fromkeys(said.codes, said.text)
            if said.about in (About.TRADE, About.SKILL):
                within = {code for code in wanted if _is_part_of(code, said, vocabulary)}
                found |= dict.fromkeys(sorted(within | wanted.intersection(said.codes)), said.text)
    return found


def _is_part_of(wanted: str, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether words name a skill of a trade, or a neighbour that lives by one."""
    known = vocabulary.trades[wanted]
    taken = {*known.core, *known.required, *known.desired}
    if said.about is About.SKILL:
        return not taken.isdisjoint(said.codes)
    beside = (vocabulary.trades[code] for code in said.codes)
    return all(wanted in other.near and not taken.isdisjoint(other.core) for other in beside)


def _one_trade(wished: Mapping[str, tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """The trade wished for, when it is one: years told of without a trade are years of it."""
    sure = distinct(wished.values())
    return sure if len(sure) == 1 and sure[0].confidence >= CLAIM_FROM else ()


def _beside_wishes(statement: Statement, vocabulary: Vocabulary) -> Iterator[Said]:
    """What one text refuses without what it wants: a part of a trade wished for is no trade.

    *Aide-ménagère, pas de repassage* asks for that very work.
    """
    wanted = {code for _, code in codes_of(About.TRADE, statement.wants)}
    for said in statement.refuses:
        if said.about is About.TRADE:
            left = tuple(code for code in said.codes if code not in wanted)
            yield from (replace(said, codes=left),) if left else ()
        elif said.about is not About.SKILL or wanted.isdisjoint(_live_by(said, vocabulary)):
            yield said


def _live_by(said: Said, vocabulary: Vocabulary) -> set[str]:
    """Trades at whose heart are the skills that words name."""
    return {trade for skill in said.codes for trade in vocabulary.trades_of(skill)}


def _refused(
    refuses: Sequence[Said], wants: Sequence[Said], vocabulary: Vocabulary
) -> Mapping[str, str]:
    """Trades refused; of a word for many ("la restauration") all but those that are wanted.

    Who refuses what is done there ("plus de personnes âgées") refuses the trades that live by it.
    """
    sure = _codes(said for said in refuses if said.confidence >= CLAIM_FROM)
    wanted = _codes(said for said in wants if said.confidence >= CLAIM_FROM)
    field = _codes(
        said for said in refuses if said.confidence == AMBIGUOUS_CLAIM and len(said.codes) > 1
    )
    done = {
        trade: said.text
        for said, skill in codes_of(About.SKILL, refuses)
        if len(trades := vocabulary.trades_of(skill)) <= _FEW_TRADES
        for trade in trades
        if said.confidence >= CLAIM_FROM
    }
    unwanted = {code: text for code, text in (done | dict(field)).items() if code not in wanted}
    return {**unwanted, **sure}


def _codes(said: Iterable[Said]) -> Mapping[str, str]:
    return first_words(codes_of(About.TRADE, said))


def _trades(said: Iterable[Said], refused: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(span.text, code, span.confidence, span.softly)
        for span, code in codes_of(About.TRADE, said)
        if code not in refused
    )


def _wished(
    wishes: Mapping[str, Statement], refused: Mapping[str, str], vocabulary: Vocabulary
) -> dict[str, tuple[Claim, ...]]:
    """Trades by the wish without its private words: only these may be quoted.

    A wish that names no trade but what is done there ("coudre") is for the trades that live by it.
    """
    found: dict[str, tuple[Claim, ...]] = {}
    for text, statement in wishes.items():
        if kept := without_private(text):
            trades = _trades(statement.wants, refused) or _of_skills(
                statement.wants, refused, vocabulary
            )
            found[kept] = (*found.get(kept, ()), *trades)
    return found


def _of_skills(
    wants: Iterable[Said], refused: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for said, skill in codes_of(About.SKILL, wants):
        trades = [name for name in vocabulary.trades_of(skill) if name not in refused]
        if skill in vocabulary.skills and len(trades) <= _FEW_TRADES:
            sure = said.confidence if len(trades) == 1 else AMBIGUOUS_CLAIM
            found += [Claim(said.text, name, sure) for name in trades]
    return tuple(found)


def _diplomas(statements: Iterable[Statement]) -> Mapping[str, int]:
    """The highest level told of beside each trade: *CAP coiffure* is one of hairdressing."""
    found: dict[str, int] = {}
    for statement in statements:
        levels = [int(code) for _, code in codes_of(About.LEVEL, statement.can)]
        for said, code in codes_of(About.TRADE, statement.can):
            if levels and said.confidence >= CLAIM_FROM:
                found[code] = max(found.get(code, 0), *levels)
    return found
