"""The titles that an offer demands or gives."""

import re
from collections.abc import Iterable

from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.scoring.profiles.titles.categories import one_of, own_words
from matching.scoring.profiles.titles.known import LIKE_A_TITLE, titles_named
from matching.scoring.text.phrase_patterns import spaced_words

_DEMANDS = re.compile(
    r" (?:obligatoires?|exigee?s?|requise?s?|imperatifs?|imperatives?|indispensables?"
    r"|diplome d etat|mandatory|required)(?= |$)"
)
_WELCOME = re.compile(
    r" (?:apprecies?|appreciees?|souhaitee?s?|bienvenue?s?|un plus|un atout|ideal|facultatif"
    r"|non exigee?|pas obligatoire|welcome)(?= |$)"
)
# "Titre ASV exigé": a document by its name, then the word that demands it, and nothing more.
_WHAT_IS_DEMANDED = re.compile(
    r"((?:titre|certificat|livret|carte|brevet|habilitation|attestation|agrément|diplôme)s?\b[^,:]{2,60}?)"
    r" (?:est |sont )?(?:obligatoires?|exigée?s?|requise?s?|indispensables?|impérati(?:fs?|ves?))$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.;\n!?]")
_EITHER = re.compile(r"\s+(?:ou|or)\s+(?:bien\s+)?", re.IGNORECASE)
_BY_LETTERS = re.compile(r"(?:(?:le|la|un|une)\s+)?(?:TP\s+)?[A-Z][A-Z0-9]{2,}")


def titles_demanded(offer: Offer) -> tuple[str, ...]:
    """Titles that a job demands: named in its column or its skills, or said to be mandatory."""
    if offer.kind is not OfferKind.JOB:
        return ()
    listed = [*offer.titles_required, *offer.skills_required]
    sentences = _SENTENCES.split(f"{offer.title}. {offer.description}")
    demanding = [sentence for sentence in sentences if _demands(sentence)]
    brackets = (
        bracket for bracket in re.findall(r"\(([^)]*)\)", offer.title) if not _is_welcome(bracket)
    )
    known = _named_or_either([*listed, *demanding, *brackets])
    return (*known, *_in_own_words(offer), *_told_in(demanding))


def titles_stated(offer: Offer) -> tuple[str, ...]:
    """Those that a job demands in a field somebody filled: words of a text only ask."""
    if offer.kind is not OfferKind.JOB:
        return ()
    listed = _named_or_either([*offer.titles_required, *offer.skills_required])
    return (*listed, *_in_own_words(offer))


def _named_or_either(texts: Iterable[str]) -> tuple[str, ...]:
    """Titles that texts name, sorted; "DEAES ou ADVF" is one that either title will do for."""
    found = {name for text in texts for name in _of_which_one(text) or titles_named([text])}
    return tuple(sorted(found))


def _of_which_one(text: str) -> tuple[str, ...]:
    """The one demand in "a ou b" where each names a title, one of ours at least, else nothing."""
    pieces = [piece.strip() for piece in _EITHER.split(text)]
    if len(pieces) < 2:
        return ()
    named = [titles_named([piece]) for piece in pieces]
    told = [names or _in_its_words(piece) for names, piece in zip(named, pieces, strict=True)]
    if not any(named) or not all(len(one) == 1 for one in told):
        return ()
    every = dict.fromkeys(one for (one,) in told)
    # "FIMO ou FCO voyageurs": what the one leaves open the other says.
    return (one_of(one for one in every if not any(f"{one}/" in other for other in every)),)


def _in_its_words(piece: str) -> tuple[str, ...]:
    """A title that is none of ours: called one, or written in capitals alone."""
    is_title = LIKE_A_TITLE.search(spaced_words(piece)) or _BY_LETTERS.fullmatch(piece)
    return (own_words(piece),) if is_title else ()


def titles_given(texts: Iterable[str]) -> tuple[str, ...]:
    """Titles that a course leads to, by what it teaches and what it is called."""
    return titles_named(texts)


def _in_own_words(offer: Offer) -> tuple[str, ...]:
    """Titles of the column that are none of ours: what an employer asks for is never dropped."""
    unknown = (text.strip() for text in offer.titles_required if not titles_named([text]))
    return tuple(dict.fromkeys(own_words(text) for text in unknown if text))


def _told_in(demanding: Iterable[str]) -> tuple[str, ...]:
    """Titles that are none of ours, in the words of sentences that demand them."""
    told = (_WHAT_IS_DEMANDED.match(said.strip()) for said in demanding if not titles_named([said]))
    return tuple(own_words(match[1]) for match in told if match)


def _demands(said: str) -> bool:
    return _DEMANDS.search(spaced_words(said)) is not None and not _is_welcome(said)


def _is_welcome(said: str) -> bool:
    """Whether words say that a title would help, not that it is demanded."""
    return _WELCOME.search(spaced_words(said)) is not None
