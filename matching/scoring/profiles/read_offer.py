"""Read an offer once: its trade, the skills it asks for or teaches, and its conditions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.offer import Offer
from matching.domain.terms import Contract, Hours, OfferKind
from matching.scoring.profiles.carried import carried
from matching.scoring.profiles.driving_licences import licence_key
from matching.scoring.profiles.insertion import EXCEPT_AI_ETTI, IN_AI_ETTI
from matching.scoring.profiles.profiles import ReadOffer, SkillNeed
from matching.scoring.profiles.rarity import Rarity, heaviest
from matching.scoring.profiles.read_person import OWN_WORDS, QUALITIES, families
from matching.scoring.profiles.read_service import read_service
from matching.scoring.profiles.shared_words import alternatives
from matching.scoring.profiles.titles import titles_demanded, titles_given, titles_stated
from matching.scoring.reading.sentence import phrases_in
from matching.scoring.reading.title import OfferTitle, agrees
from matching.scoring.reading.understand import Reader
from matching.scoring.text.named_stands import stand_key
from matching.scoring.text.shifts import begins_early, hours_of
from matching.scoring.text.wording import fold, key
from matching.scoring.vocabulary.communes import where
from matching.scoring.vocabulary.themes import STUDY
from matching.scoring.vocabulary.vocabulary import Vocabulary

_INSERTION = re.compile(
    r"\b(?:iae|siae|aci|etti|eiti)\b|insertion par l'activite economique|association intermediaire"
    r"|\b(?:chantier|entreprise|atelier)s? (?:et chantiers? )?d'insertion|\bl\.? ?5132\b"
)
_YOUTH = re.compile(r"\bcej\b|contrat d'engagement jeune|\bl\.? ?5131-6\b")
_YOUTH_WITH_HANDICAP = 29  # years, Labour Code L5131-6; 25 for others
_BEGINNERS = re.compile(
    r"\b(?:debutant|etudiant)(?:\(?e\)?)?s? (?:acceptee?s?|bienvenue?s?|formee?s?|admise?s?"
    r"|ok\b|possible)|\bdeb\.? (?:acc\b|acceptee?s?|bienvenue?s?|formee?s?|ok\b)"
    r"|\b(?:ouvert|accessible)(?:e|es|s)? aux debutant"
    r"|\bforme(?:e|es|s)? (?:en interne|sur place|par nos soins)\b"
    r"|\bformation sur (?:place|le tas)\b"
    r"|(?<!\bpas )\b(?:sans|aucune?|pas de|pas d') ?(?:experience|diplome|qualification)\b"
    r"(?!\W+s.abstenir)"
    r"|\bexperience (?:pas|non) (?:exigee|demandee|requise|obligatoire|necessaire)"
    r"|\bformation (?:en )?interne\b|\bformation (?:[a-z]+ ){0,3}(?:assuree|payee)"
    r"|\bon (?:vous )?(?:apprend|forme)\b|\bnous (?:vous )?formons\b|\bbeginners? welcome\b"
)
# Codes of trades that are usually learnt at work, in some days: cleaning, warehouses, packing,
# shelves, kitchens without cooking, fields and gardens, waste, labour on sites. Not to sell and to
# take money: of eleven such posts that counsellors judged for who would take anything two suited.
_LEARNT_THERE = (
    *("A1203", "A14", "D1507", "F1704", "G1501", "G1502"),
    *("G1603", "G1605", "G1607", "G1803", "H2909", "H3302", "J1301", "K1304", "K22", "K23"),
    *("N1102", "N1103", "N1105", "N1110", "N4104"),
)
_MANDATORY = re.compile(
    r"\bexperience\b[^.;]{0,40}\b(?:exigee|obligatoire|imperative|indispensable|requise|mandatory)"
)
_STUDENTS = re.compile(r"\bjobs? etudiante?s?\b|\betudiante?s?\b|\bstudent jobs?\b")
_WEEKLY = re.compile(
    r"\b(\d{2})(?:[.,]\d+)? ?(?:h|heures?)(?: ?\d\d)? ?(?:/|par|de|a la)? ?(?:sem\w*|hebdo\w*)"
)
_SHORT = 60  # letters of an item that is quoted whole
_NOT_FEW = 20  # hours a week, from which work is not beside studies
_AI_ETTI = re.compile(r"association intermediaire|travail temporaire d'insertion")
_IN_SHORT = re.compile(r"\b(?:AI|ETTI|etti)\b")  # letters that a title may use for something else


def read_offer(
    offer: Offer,
    exhibitor: Exhibitor | None,
    *,
    reader: Reader,
    rarity: Rarity,
    fair: Fair | None = None,
) -> ReadOffer:
    """An offer as the criteria see it; a missing exhibitor leaves its facts not known."""
    vocabulary = reader.vocabulary
    service = read_service(offer, vocabulary.themes)
    title = _title(offer, service.themes, reader)
    trades = _trades(offer, title, vocabulary)
    asked = _needs(offer, trades, reader, rarity)
    # A list of nothing but qualities ("travail en équipe") fits everybody: the trade says more.
    listed = any(need.understood and need.group != QUALITIES for need in asked)
    taught = _taught(offer, reader)
    teaches = _teaches(offer, taught, reader)
    commune, point = where(offer.commune, fair, vocabulary.communes)
    terms = carried(offer) | {
        "commune": commune,
        "licences_required": tuple(sorted(set(map(licence_key, offer.licences_required)))),
        "digital_sector": _digital(offer, trades, vocabulary),
        "themes": _themes(offer, service.themes, title),
        "titles_required": titles_demanded(offer),
        "titles_stated": titles_stated(offer),
        "hours": hours_of(offer),
    }
    return ReadOffer(
        **terms,
        id=offer.id,
        stand=offer.exhibitor,
        kind=offer.kind,
        trade_known=bool(trades or offer.rome),
        trade_unclear=bool(trades) and not offer.rome.strip() and not title.sure,
        title_words=alternatives(offer.title),
        nearness=_nearness(offer, trades, frozenset(teaches), vocabulary),
        needs=asked if listed else heaviest((*asked, *_needs_of_trades(trades, rarity))),
        needs_of_trade=not listed,
        taught=taught,
        taught_groups=frozenset(family for name in taught for family in families(name, vocabulary)),
        lessons={} if offer.kind is OfferKind.JOB else rarity.lessons,
        point=point,
        age_exceptions=offer.age_max is not None
        and (_takes_apprentices(offer) or _is_youth(offer)),
        age_max_then=None if _takes_apprentices(offer) else _age_with_handicap(offer),
        insertion=_insertion(offer, exhibitor),
        requires_skills=_requires(asked),
        course_level=title.level if offer.kind is OfferKind.TRAINING else None,
        begins_early=begins_early(offer),
        needs_experience=_needs_experience(offer),
        titles_given=_titles_given(offer),
        is_side_job=_is_side_job(offer),
        takes_beginners=_takes_beginners(offer, trades, vocabulary),
        welcomes_beginners=_welcomes_beginners(offer),
        public=service.public,
        french_levels=service.french_levels,
        digital_from=service.digital_from,
        first_steps=service.first_steps,
        for_drivers=service.for_drivers,
        first_licence=service.first_licence,
        teaches=teaches,
        stand_name=stand_key(exhibitor.name) if exhibitor else "",
        languages=_languages(exhibitor),
        step_free=exhibitor.step_free if exhibitor else None,
    )


def _themes(offer: Offer, themes: tuple[str, ...], title: OfferTitle) -> tuple[str, ...]:
    """The help that an offer gives; a course of a trade is not for whoever wants any diploma."""
    of_a_trade = offer.kind is OfferKind.TRAINING and bool(title.sure)
    return tuple(theme for theme in themes if not (of_a_trade and theme == STUDY))


def _title(offer: Offer, themes: tuple[str, ...], reader: Reader) -> OfferTitle:
    """The title as read; a support service gives help and hires for no trade.

    Nor does a workshop that gives some help, whatever it is about: to begin on a telephone is not
    to repair it.
    """
    title = reader.title(offer.title, post=offer.kind is OfferKind.JOB)
    helps = offer.kind is OfferKind.SUPPORT or (offer.kind is OfferKind.WORKSHOP and bool(themes))
    return replace(title, trades=()) if helps else title


def _trades(offer: Offer, title: OfferTitle, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Trades of the title and of the code; ours before the official one of the same code.

    A title and a code that disagree are both heard: either may be the slip.
    """
    code = offer.rome.strip().upper()
    coded = set(vocabulary.by_rome.get(code, ()))
    if coded:
        ours = {name for name in coded if not vocabulary.trades[name].source}
        if agrees(title, vocabulary.nearness((), code)) is False:
            return tuple(sorted(title.sure | (ours or coded)))
        named = coded & title.sure or coded & title.named
        return tuple(sorted(named or title.sure | (ours or coded)))
    if code:  # one that the lists in use do not hold: only a title that is sure stands for it
        return tuple(sorted(title.sure))
    return tuple(sorted(title.sure or {claim.id for claim in title.trades}))


def _nearness(
    offer: Offer, trades: tuple[str, ...], taught: frozenset[str], vocabulary: Vocabulary
) -> Mapping[str, str]:
    """How trades stand to the offer's.

    A course for a neighbour of a trade does not lead to it, unless it teaches what is at the heart
    of both.
    """
    steps = vocabulary.nearness(trades, offer.rome.strip().upper())
    if offer.kind is not OfferKind.TRAINING:
        return steps
    led_to = {name for skill in taught for name in vocabulary.trades_of(skill)}
    return {
        name: "family" if step == "near" and name not in led_to else step
        for name, step in steps.items()
    }


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
            asked=_as_asked(text, words),
            understood=not name.startswith(OWN_WORDS) and reader.vocabulary.is_said_by_people(name),
        )
        for exigence, texts in phrases
        for text in texts
        for name, words in _skills(text, reader)
        if not _is_title(name, text, words)
    )


def _as_asked(text: str, words: str) -> str:
    """The employer's own words: an item of the list, or what was read of it where it says more."""
    return text if len(phrases_in(text)) == 1 and len(text) <= _SHORT else words


def _is_title(name: str, text: str, words: str) -> bool:
    """Whether words of a text ask for a title: a rule of its own, not a skill.

    One category of it is no sign of another: the words of a CACES 1 do not meet a CACES 3.
    """
    return bool(titles_given((text if name.startswith(OWN_WORDS) else words,)))


def _needs_of_trades(trades: Iterable[str], rarity: Rarity) -> Iterator[SkillNeed]:
    for name in trades:
        yield from rarity.trade(name)


def _taught(offer: Offer, reader: Reader) -> dict[str, str]:
    found = (pair for text in offer.skills_taught for pair in _skills(text, reader))
    return dict(sorted(found))


def _requires(asked: Iterable[SkillNeed]) -> bool:
    return any(need.required and need.understood for need in asked)


def _takes_beginners(offer: Offer, trades: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether anybody may begin: a job that says so, or of a trade learnt there that asks nothing.

    An advert that says little asks for nothing either: a secretary's is not for beginners.
    """
    if offer.kind is not OfferKind.JOB:
        return False
    if _welcomes_beginners(offer) or _is_side_job(offer):
        return True
    asks = (
        offer.skills_required
        or offer.diploma_min
        or offer.licences_required
        or offer.titles_required
        or offer.experience_min
    )
    codes = {offer.rome.strip().upper(), *(vocabulary.trades[name].rome for name in trades)}
    return not asks and any(code.startswith(_LEARNT_THERE) for code in codes)


def _welcomes_beginners(offer: Offer) -> bool:
    """Whether a job says itself that anybody may begin, or asks for no year, or is for students."""
    said = fold(f"{offer.title}. {offer.description}")
    for_all = _BEGINNERS.search(said) or _STUDENTS.search(fold(offer.title))
    return offer.kind is OfferKind.JOB and (for_all is not None or offer.experience_min == 0)


def _titles_given(offer: Offer) -> tuple[str, ...]:
    if offer.kind is not OfferKind.TRAINING:
        return ()
    return titles_given((offer.title, *offer.skills_taught))


def _needs_experience(offer: Offer) -> bool:
    return _MANDATORY.search(fold(f"{offer.title}. {offer.description}")) is not None


def _is_side_job(offer: Offer) -> bool:
    if offer.kind is not OfferKind.JOB:
        return False
    moments = set(hours_of(offer)) - {Hours.FULL_TIME, Hours.PART_TIME}
    few = moments == {Hours.WEEKEND} and not {Hours.FULL_TIME, Hours.PART_TIME} & set(offer.hours)
    weekly = _WEEKLY.findall(fold(f"{offer.title}. {offer.description}"))
    few &= not any(int(hours) >= _NOT_FEW for hours in weekly)
    return few or _STUDENTS.search(fold(offer.title)) is not None


def _teaches(offer: Offer, taught: dict[str, str], reader: Reader) -> dict[str, str]:
    """What is taught by the list, else what the title of a course or workshop names."""
    if offer.kind is OfferKind.JOB:
        return {}
    titled = {claim.id: claim.text for claim in reader.skills(offer.title)}
    return {**titled, **taught}


def _skills(text: str, reader: Reader) -> Iterator[tuple[str, str]]:
    claims = reader.skills(text)
    for claim in claims:
        yield claim.id, claim.text
    if not claims:
        for piece in phrases_in(text):
            yield OWN_WORDS + key(piece), piece


def _digital(offer: Offer, trades: tuple[str, ...], vocabulary: Vocabulary) -> bool | None:
    if offer.digital_sector is not None:
        return offer.digital_sector
    return any(vocabulary.trades[name].digital for name in trades) if trades else None


def _languages(exhibitor: Exhibitor | None) -> frozenset[str]:
    spoken = exhibitor.languages if exhibitor else ()
    return frozenset(fold(language).strip() for language in spoken)


def _takes_apprentices(offer: Offer) -> bool:
    """Whether the limit of age is the one that Labour Code L6222-2 lifts for some."""
    return Contract.APPRENTICESHIP in offer.contracts


def _is_youth(offer: Offer) -> bool:
    return _YOUTH.search(fold(offer.entry_ground)) is not None


def _age_with_handicap(offer: Offer) -> int | None:
    if offer.age_max is None or not _is_youth(offer):
        return offer.age_max
    return max(offer.age_max, _YOUTH_WITH_HANDICAP)


def _insertion(offer: Offer, exhibitor: Exhibitor | None) -> int:
    """How many criteria of level 2 the law asks for; 0 when the offer is not one of insertion."""
    ground = offer.entry_ground
    if Contract.INSERTION not in offer.contracts and not _INSERTION.search(fold(ground)):
        return 0
    shown = " ".join((ground, offer.title, offer.description, exhibitor.name if exhibitor else ""))
    temporary = {Contract.INSERTION, Contract.INTERIM} <= set(offer.contracts)
    if temporary or _AI_ETTI.search(fold(shown)) or _IN_SHORT.search(ground):
        return IN_AI_ETTI
    return EXCEPT_AI_ETTI
