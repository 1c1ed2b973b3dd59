"""Read an offer once: its trade, the skills it asks for or teaches, and its conditions."""

from collections.abc import Iterable, Iterator, Mapping

from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.scoring.profiles import ReadOffer, SkillNeed
from matching.scoring.rarity import Rarity, heaviest
from matching.scoring.read_person import OWN_WORDS, licence_key
from matching.scoring.sentence import CLAIM_FROM, phrases_in
from matching.scoring.understand import Reader
from matching.scoring.vocabulary import Trade, Vocabulary, commune_key
from matching.scoring.wording import fold, key


def read_offer(
    offer: Offer, exhibitor: Exhibitor | None, *, reader: Reader, rarity: Rarity
) -> ReadOffer:
    """An offer as the criteria see it; a missing exhibitor leaves its facts not known."""
    vocabulary = reader.vocabulary
    trades = _trades(offer, reader)
    asked = _needs(offer, trades, reader, rarity)
    listed = any(need.understood for need in asked)
    taught = _taught(offer, reader)
    commune = commune_key(offer.commune)
    return ReadOffer(
        id=offer.id,
        stand=offer.exhibitor,
        kind=offer.kind,
        trade_known=bool(trades or offer.rome),
        nearness=_nearness(offer.rome, trades, vocabulary),
        needs=asked if listed else heaviest((*asked, *_needs_of_trades(trades, rarity))),
        needs_of_trade=not listed,
        taught=taught,
        taught_groups=frozenset(_group(name, vocabulary) for name in taught),
        lessons={} if offer.kind is OfferKind.JOB else rarity.lessons,
        digital=_digital(offer, trades, vocabulary),
        contracts=tuple(dict.fromkeys(offer.contracts)),
        hours=frozenset(offer.hours),
        commune=commune,
        point=vocabulary.communes.get(commune),
        remote=offer.remote,
        french_min=offer.french_level_min,
        diploma_min=offer.diploma_min,
        diploma_max=offer.diploma_max,
        age_min=offer.age_min,
        age_max=offer.age_max,
        ground=offer.entry_ground,
        licences=tuple(sorted({licence_key(licence) for licence in offer.licences_required})),
        conditions=frozenset(offer.conditions),
        places=offer.places,
        starts_on=offer.starts_on,
        languages=_languages(exhibitor),
        step_free=exhibitor.step_free if exhibitor else None,
    )


def _trades(offer: Offer, reader: Reader) -> tuple[str, ...]:
    named = reader.trades(offer.title)
    titled = {claim.id for claim in named if claim.confidence >= CLAIM_FROM}
    coded = set(reader.vocabulary.by_rome.get(offer.rome.strip().upper(), ()))
    if coded:
        return tuple(sorted(coded & titled or coded))
    if offer.rome:
        return ()
    return tuple(sorted(titled or {claim.id for claim in named}))


def _needs(
    offer: Offer, trades: Iterable[str], reader: Reader, rarity: Rarity
) -> tuple[SkillNeed, ...]:
    core = {name for trade in trades for name in reader.vocabulary.trades[trade].core}
    phrases = (("required", offer.skills_required), ("desired", offer.skills_desired))
    return heaviest(
        rarity.need(
            name,
            exigence=exigence,
            core=name in core,
            asked=words,
            understood=not name.startswith(OWN_WORDS),
        )
        for exigence, texts in phrases
        for text in texts
        for name, words in _skills(text, reader)
    )


def _needs_of_trades(trades: Iterable[str], rarity: Rarity) -> Iterator[SkillNeed]:
    for name in trades:
        yield from rarity.trade(name)


def _taught(offer: Offer, reader: Reader) -> dict[str, str]:
    found = (pair for text in offer.skills_taught for pair in _skills(text, reader))
    return dict(sorted(found))


def _skills(text: str, reader: Reader) -> Iterator[tuple[str, str]]:
    claims = reader.skills(text)
    for claim in claims:
        yield claim.id, claim.text
    if not claims:
        for piece in phrases_in(text):
            yield OWN_WORDS + key(piece), piece


def _nearness(rome: str, trades: tuple[str, ...], vocabulary: Vocabulary) -> Mapping[str, str]:
    there = [vocabulary.trades[name] for name in trades]
    codes = {trade.rome for trade in there} | ({rome.strip().upper()} if rome else set())
    steps = {trade.id: _step(trade, there, codes) for trade in vocabulary.trades.values()}
    return {name: step for name, step in steps.items() if step}


def _step(trade: Trade, there: list[Trade], codes: set[str]) -> str:
    if trade.rome in codes:
        return "same"
    if any(trade.id in other.near or other.id in trade.near for other in there):
        return "near"
    if trade.family and any(trade.family == other.family for other in there):
        return "family"
    return "domain" if trade.rome[:3] in {code[:3] for code in codes} else ""


def _digital(offer: Offer, trades: tuple[str, ...], vocabulary: Vocabulary) -> bool | None:
    if offer.digital_sector is not None:
        return offer.digital_sector
    return any(vocabulary.trades[name].digital for name in trades) if trades else None


def _group(name: str, vocabulary: Vocabulary) -> str:
    skill = vocabulary.skills.get(name)
    return skill.group if skill else name


def _languages(exhibitor: Exhibitor | None) -> frozenset[str]:
    spoken = exhibitor.languages if exhibitor else ()
    return frozenset(fold(language).strip() for language in spoken)
