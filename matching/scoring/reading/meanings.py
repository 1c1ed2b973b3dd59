"""Words that may mean several trades: what to ask of them, and what was confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matching.domain.jobseeker import Jobseeker
from matching.scoring.reading.said import About, Said, SaidIn
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.reading.understanding import Understood
from matching.scoring.text.wording import fold, key

MOST_READINGS = 3
NONE = "aucun"
"""What is written of words of which no meaning was right."""
_MEANS = " = "
_NEAR_FROM = 0.5  # below it, a guess at what nobody could read would puzzle more than it helps
_LONGEST = 60  # letters: a longer text is a story, not a word to be made clear
Confirmed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SeveralTrades:
    """Words of somebody that may mean several trades (ids, the likeliest first)."""

    words: str
    trades: tuple[str, ...]


def as_written(words: str, trade: str) -> str:
    """How a confirmed meaning is kept: the words, and the name of the trade (or `NONE`)."""
    return f"{key(words)}{_MEANS}{trade}"


def meant_by(meaning: str) -> tuple[str, str]:
    """The words of a kept meaning and the name of its trade, "" where no meaning was right."""
    words, _, trade = (part.strip() for part in meaning.rpartition(_MEANS.strip()))
    return words, "" if fold(trade) == NONE else trade


def confirmed_by(person: Jobseeker, reader: Reader) -> Confirmed:
    """The trade of each of the words that somebody made clear, by the words as compared.

    It is "" where no meaning was right. A name that the vocabulary does not hold says nothing:
    the words stay as unclear as they were.
    """
    lexicon, found = reader.lexicon("occupation"), dict[str, str]()
    for meaning in person.meanings:
        words, trade = meant_by(meaning)
        names = lexicon.named(trade) if trade else ("",)
        if names:
            found[key(words)] = names[0]
    return found


def made_clear(said: Statement, text: str, confirmed: Confirmed, reader: Reader) -> Statement:
    """What a text says, its unclear words taken as they were confirmed, or as its others say."""
    said = settled(said, reader)
    if not confirmed:
        return said
    read = replace(said, wants=_clear(said.wants, confirmed), can=_clear(said.can, confirmed))
    unread = key(reader.wanted_words(text))
    if _names_a_trade(said) or not confirmed.get(unread):
        return read
    meant = Said(About.TRADE, (confirmed[unread],), reader.wanted_words(text))
    return replace(read, wants=(*read.wants, meant))


def settled(said: Statement, reader: Reader) -> Statement:
    """The same without the meanings of an unclear word that words beside it speak against.

    A word may mean trades of several domains ("sécurité": guards or computers). One beside it whose
    trades are all of one domain ("gardien", "ssiap") says which: those of the others are left out.
    """
    named = [each for each in (*said.wants, *said.can) if each.about is About.TRADE]
    told = [domains for each in named if len(domains := _domains(each, reader)) == 1]
    known = frozenset[str]().union(*told) - {""}
    return replace(said, wants=_within(said.wants, known, reader)) if known else said


def _within(said: Iterable[Said], known: frozenset[str], reader: Reader) -> tuple[Said, ...]:
    return tuple(
        replace(each, codes=tuple(code for code in each.codes if _domain(code, reader) in known))
        if each.about is About.TRADE
        and len(each.codes) > 1
        and not known.isdisjoint(_domains(each, reader))
        else each
        for each in said
    )


def _domains(said: Said, reader: Reader) -> frozenset[str]:
    return frozenset(_domain(code, reader) for code in said.codes)


def _domain(trade: str, reader: Reader) -> str:
    """The domain of a trade of ours: its letter in ROME, the digital ones on their own."""
    known = reader.vocabulary.trades.get(trade)
    if known is None or known.source:
        return ""
    return "digital" if known.digital else known.rome[:1]


def unclear_words(person: Jobseeker, reader: Reader) -> tuple[SeveralTrades, ...]:
    """What somebody's wishes and past leave unclear and nobody has confirmed, each words once."""
    confirmed = confirmed_by(person, reader)
    texts = [(text, SaidIn.WISHES) for text in person.wishes]
    texts += [(text, SaidIn.EXPERIENCE) for text in person.experience]
    found = (words for text, said_in in texts for words in _unclear_in(text, said_in, reader))
    once = {key(unclear.words): unclear for unclear in found if key(unclear.words)}
    return tuple(once[words] for words in once if words not in confirmed)


def _unclear_in(text: str, said_in: SaidIn, reader: Reader) -> Iterable[SeveralTrades]:
    said = settled(reader.statement(text, said_in), reader)
    for named in (*said.wants, *said.can):
        if named.about is About.TRADE and len(named.codes) > 1:
            yield SeveralTrades(named.text, named.codes[:MOST_READINGS])
    if said_in is SaidIn.WISHES and not _says_something(said):
        yield from _unread(text, reader)


def _unread(text: str, reader: Reader) -> Iterable[SeveralTrades]:
    """A wish in which nothing was read, and that is near to several trades."""
    words = reader.wanted_words(text)
    if not words or len(words) > _LONGEST:
        return
    found = reader.understand(words, kind="occupation", top=MOST_READINGS)
    near = [one.id for one in found.candidates if one.confidence >= _NEAR_FROM]
    if found.verdict is not Understood.UNKNOWN and near:
        yield SeveralTrades(words, tuple(near))


def _says_something(said: Statement) -> bool:
    return bool(said.needs or said.studies or said.refuses) or _names_a_trade(said)


def _names_a_trade(said: Statement) -> bool:
    return any(each.about in {About.TRADE, About.SKILL} for each in (*said.wants, *said.can))


def _clear(said: Iterable[Said], confirmed: Confirmed) -> tuple[Said, ...]:
    return tuple(kept for each in said for kept in _as_confirmed(each, confirmed))


def _as_confirmed(said: Said, confirmed: Confirmed) -> tuple[Said, ...]:
    trade = confirmed.get(key(said.text)) if len(said.codes) > 1 else None
    if trade is None or said.about is not About.TRADE:
        return (said,)
    return (replace(said, codes=(trade,), confidence=1.0),) if trade else ()
