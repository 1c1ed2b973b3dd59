"""Offers whose title and code name other work: told when they come or are typed, both count."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from matching.domain.flaw import Flaw
from matching.domain.offer import Offer
from matching.domain.spelling import fold
from matching.domain.terms import OfferKind
from matching.intake.cells.occupations import read_rome
from matching.intake.folder import Received
from matching.intake.folding import shorten
from matching.intake.tables.column_uses import column_uses
from matching.intake.tables.tables import Table
from matching.scoring.profiles.shared_words import telling_words
from matching.scoring.reading.title import OfferTitle, agrees
from matching.scoring.reading.understand import Reader
from matching.scoring.vocabulary.vocabulary import Trade
from matching.services.scores.prepare_scorer import reader_of
from matching.services.shop.shop import Shop

CODE = "title_against_code"
_Params = Mapping[str, str]
_Key = tuple[str, str]
_OF_ONE_TRADE = frozenset({OfferKind.JOB, OfferKind.TRAINING})
_IN_3D = re.compile(r"\b[23] ?d\b")  # makes other work of the word before it: no printing works


def with_title_flaws(shop: Shop, received: Received) -> Received:
    """What was received, with the rows of offers whose title and code disagree."""
    before = tuple(flaw for flaw in received.flaws if flaw.code != CODE)
    told = _disagreeing(shop, received.offers)
    found = (flaw for table in received.tables for flaw in _of_table(table, told)) if told else ()
    return replace(received, flaws=(*before, *found))


def typed_title_flaws(shop: Shop, offer: Offer) -> tuple[Flaw, ...]:
    """The same of one offer that was typed."""
    told = _disagreeing(shop, [offer]).values()
    return tuple(Flaw("", 0, "rome", offer.rome, CODE, params=params) for params in told)


def _disagreeing(shop: Shop, offers: Iterable[Offer]) -> dict[_Key, _Params]:
    """What is said of titles and codes that disagree; where none has a code no words are read."""
    coded = [offer for offer in offers if offer.rome.strip()]
    if not coded:
        return {}
    reader = reader_of(shop)
    said = ((_key(offer.title, offer.rome), _said(offer, reader)) for offer in coded)
    return {key: params for key, params in said if params}


def _said(offer: Offer, reader: Reader) -> _Params:
    found = _other_work(offer, reader)
    if found is None:
        return {}
    trade, label = (named.labels for named in found)
    named = {
        f"{name}_{language}": labels[language]
        for name, labels in (("trade", trade), ("label", label))
        for language in labels
    }
    return {
        "title": shorten(offer.title),
        "code": offer.rome.strip().upper(),
        "trade": trade["fr"],
        "label": label["fr"],
        **named,
    }


def _other_work(offer: Offer, reader: Reader) -> tuple[Trade, Trade] | None:
    """The trade that a title names and that of the code beside it, where they are other work.

    Nothing is said of a code that no list in use holds, of a title that has a word of the code's
    trades (*data engineer*, data analyst), nor of a workshop, which may be about anything that its
    trade does; a course is one of many trades, all of one large domain of ROME.
    """
    vocabulary, code = reader.vocabulary, offer.rome.strip().upper()
    coded = [vocabulary.trades[name] for name in vocabulary.by_rome.get(code, ())]
    if not coded or offer.kind not in _OF_ONE_TRADE:
        return None
    title = reader.title(offer.title, post=offer.kind is OfferKind.JOB)
    if agrees(title, vocabulary.nearness((), code)) is not False or not _is_named(title):
        return None
    if _IN_3D.search(fold(offer.title)) or telling_words(offer.title) & _words_of(coded):
        return None
    trades = sorted((vocabulary.trades[name] for name in title.sure), key=_ours_first)
    if offer.kind is OfferKind.TRAINING and any(one.rome[:1] == code[:1] for one in trades):
        return None
    return trades[0], coded[0]


def _is_named(title: OfferTitle) -> bool:
    """Whether what a title surely names it names word for word."""
    return all(claim.confidence == 1.0 for claim in title.trades if claim.id in title.sure)


def _words_of(trades: Iterable[Trade]) -> frozenset[str]:
    names = (name for trade in trades for name in (*trade.labels.values(), *trade.aliases))
    return frozenset(word for name in names for word in telling_words(name))


def _ours_first(trade: Trade) -> tuple[str, str]:
    return trade.source, trade.id


def _of_table(table: Table, told: Mapping[_Key, _Params]) -> Iterator[Flaw]:
    if table.kind != "offers":
        return
    uses = {use.column: use for use in column_uses(table)}
    if not uses.keys() >= {"title", "rome"}:
        return
    title, rome = uses["title"], uses["rome"]
    for row in table.rows:
        written = row.cells[rome.index]
        key = _key(row.cells[title.index], read_rome(written).value or "")
        if key in told and (row.line, rome.heading) not in table.accepted:
            yield Flaw(table.file, row.line, rome.heading, shorten(written), CODE, params=told[key])


def _key(title: str, code: str) -> _Key:
    return fold(title), code.strip().upper()
