"""Read the title of an offer in its context: a post, what is taught, or the help that is given."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from matching.scoring.reading.claim import CLAIM_FROM, Claim
from matching.scoring.reading.plain_facts import facts_in
from matching.scoring.reading.said import About, Kind
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM
from matching.scoring.text.tokens import letter_by_letter, tokens
from matching.scoring.text.wording import plain, telling
from matching.scoring.text.workplaces import WORKPLACES
from matching.scoring.vocabulary.themes import Themes

_TRADE: Kind = "occupation"
_SURE = 0.8
_ALIKE = 4  # letters at which the two genders of a trade still agree
_TEACHES = re.compile(
    r"^\W*(?:(?:ateliers?|formations?|stages?|cours|initiation|decouverte|module|preparation"
    r"|apprendre|titre (?:pro(?:fessionnel)?)?|diplome d'etat|cap|bep|bac pro|bts|cqp|certificat"
    r"|diplome|learn|training|course|workshop)\b\s*"
    r"(?:(?:(?:aux?|a la|a|de la|de|du|des|en|sur|metiers? de)\b(?!')|de l'|d'|:)\s*)*)+"
)
_DETAIL = re.compile(
    r"\([^)]*\)|(?<=\S)\s*[,;\u2013-]\s*(?:en |dans un )?"
    r"(?:aci|(?:ateliers? et )?chantiers? (?:d'insertion|ecoles?))\b.*"
    r"|\b\d{1,2}\s?h(?:\d\d)?\b.*|\bdebutant(?:e|s|\(e\))? accepte\S*"
    r"|(?<=\S)(?:\s*[,;\u2013]\s*|\s+-\s+|\s+(?=avec |sans ))(?:avec |sans )?"
    r"(?:permis|caces|carte|habilitation|diplome)\b[^,;:]*"
    r"|(?<=,)\s*(?:sans experience|formations?|forme|nous|navette|journee|equipe)\b.*"
)
_HIRES = re.compile(
    r"^\W*(?:aci|(?:ateliers? et )?chantiers? (?:d'insertion|ecoles?))\b[\s:,\u2013-]*"
)
_PLACED = re.compile(
    r"\s(?:en|dans|au|aux|a la|a l'|a|chez|pour|de|d'|des)\s?"
    rf"(?:une?\s|la\s|les?\s|l'|notre\s)?(?:{WORKPLACES})\b.*"
    r"|\s(?:pour|sur)\s(?:des?\s|les?\s|nos\s|divers\s)?chantiers?\b.*"
)
_HELPS = re.compile(
    r"^\W*(?:aides? (?:au|aux|a la|a l'|pour)|ateliers?|permanence|point|passer|trouver|obtenir"
    r"|accompagnement|cours|conseils?|stand|se preparer|preparer)\b"
)
_TASK_ENDS = re.compile(r"[+,;/&]| et ")
_TASKS = re.compile(
    r"(?P<worker>\W*(?:agent|employe|ouvrier|personnel)(?:\W?e)?s?\W*(?:\(?e\)?\W+)?"
    r"(?:polyvalent\w*\W+)?)(?P<first>(?:de\b|d'|du\b).+?)\s*(?:\bet|\+|&)\s*"
    r"(?P<second>(?:de\b|d'|du\b).+)"
)
_CLEANS = re.compile(
    r"^\W*(?:entretien|menage|nettoyage|proprete)\W*(?:de\s(?:locaux|bureaux))?\W*$"
)
_CLEANER = "agent d'entretien"
_WORKER = re.compile(
    r"\b(?:agent|employe|ouvrier|operateur|technicien|assistant|aide|apprenti|commis|responsable|chef"
    r"|charge|professionnel|specialiste|metiers?|poste|emploi|equipier|intervenant|compagnon|adjoint)"
    r"(?:e|es|s|iere|rice|ne|euse)*\W*(?:[a-z]{0,6}\W*)?(?:polyvalente?s?\W*(?:e\W*)?)?$"
)
# A grade of a town, a school or a firm: the work stands behind it, where anything does.
_GRADE = re.compile(
    r"^\W*(?:adjoint|agent|employe|ouvrier|assistant|personnel)(?:e|es|s)?\W*(?:e\W+)?"
    r"(?:(?:technique|territorial|communal|municipal|polyvalent|intercommunal|de service"
    r"|d'exploitation|contractuel|titulaire|principal)(?:e|es|s|ale|aux)?\W*(?:e\W+)?)+$"
)
_BEFORE_PLACE = re.compile(
    r"(?:^|\W)(?:dans|chez|pour|sur|avec|rayon|stand|secteur|univers)\W(?:\w{1,4}\W){0,2}$"
)
_BEFORE_MATTER = re.compile(r"(?:^|\W)(?:de|du|des|d|en|de la|de l|aux?)\W{1,2}$")


class TradeReader(Protocol):
    """Who finds the trades that a few words name: a `Reader`."""

    def trades(self, text: str) -> tuple[Claim, ...]:
        """Trades, each with the words it was read from."""

    def is_named(self, text: str, kind: Kind) -> bool:
        """Whether a text is word for word the name of a trade or of a skill."""


@dataclass(frozen=True, slots=True)
class OfferTitle:
    """What the title of an offer says.

    Attributes
    ----------
    trades
        The trades of the post, or those that are taught; none when it offers help.
    themes
        What help it offers, by the themes of data·inclusion; none for a post.
    teaches
        It is worded as a course or workshop.
    level
        The highest diploma that it names, 3 (CAP) to 8; None when it names none.
    """

    trades: tuple[Claim, ...] = ()
    themes: tuple[str, ...] = ()
    teaches: bool = False
    level: int | None = None

    @property
    def sure(self) -> frozenset[str]:
        """Trades surely named."""
        return frozenset(claim.id for claim in self.trades if claim.confidence >= CLAIM_FROM)

    @property
    def named(self) -> frozenset[str]:
        """Trades that it may name: *conducteur de car scolaire* may drive many things."""
        return frozenset(claim.id for claim in self.trades)


def read_title(title: str, names: TradeReader, themes: Themes, *, post: bool) -> OfferTitle:
    """The title of an offer as read; `post` says that it is a job and so offers no help.

    A place where work is done names no trade ("entretien en crèche" cleans there), a word that
    only says how one learns neither ("Atelier couture" repairs no bicycles), and help is no work
    ("Aide au permis" drives no bus).
    """
    levels = [int(fact.code) for fact in facts_in(tokens(title)) if fact.about is About.LEVEL]
    return replace(_named(title, names, themes, post=post), level=max(levels, default=None))


def _named(title: str, names: TradeReader, themes: Themes, *, post: bool) -> OfferTitle:
    if post and names.is_named(title, _TRADE):
        return OfferTitle(names.trades(title))
    folded = letter_by_letter(title)
    head = _TEACHES.match(folded) or _hires(folded)
    rest = _after(head, title, folded, names) if head else title
    helps = _themes(_main(title), themes)
    if post and helps and _HELPS.match(folded):
        return OfferTitle(teaches=head is not None)
    helps = () if post else helps
    trades = _of_post(rest, names) or (_in_brackets(rest, names) if head else ())
    if helps:
        trades = trades if names.is_named(_main(rest), _TRADE) else ()
    elif not post and not head:
        trades = tuple(claim for claim in trades if claim.confidence >= _SURE)
    return OfferTitle(trades, helps, teaches=head is not None)


def _after(head: re.Match[str], title: str, folded: str, names: TradeReader) -> str:
    """What follows the words that say how one learns; a diploma may be called by its trades.

    *CAP métiers de la mode* is of tailors, where “mode” alone is of shops.
    """
    trades = folded.find("metiers", head.start(), head.end())
    called = title[trades:] if trades >= 0 else ""
    return called if called and names.is_named(called, _TRADE) else title[head.end() :]


def _hires(folded: str) -> re.Match[str] | None:
    """What only says who hires at the start of a title, when more follows."""
    head = _HIRES.match(folded)
    return head if head and folded[head.end() :].strip() else None


def agrees(title: OfferTitle, near: Collection[str]) -> bool | None:
    """Whether a title names work that is `near` the code beside it; None when one is silent.

    Parameters
    ----------
    near
        Trades that are the same as the code or near it, as `Vocabulary.nearness` tells them.
    """
    if not near or not title.sure:
        return None
    return not title.named.isdisjoint(near)


def _themes(title: str, themes: Themes) -> tuple[str, ...]:
    words = tokens(title)
    found = (*themes.cues.find(words), *themes.titles.find(words))
    return tuple(dict.fromkeys(cue.tells for cue in found))


def _main(title: str) -> str:
    """A title without what stands in brackets, times and the like."""
    plain = list(title)
    for detail in _DETAIL.finditer(letter_by_letter(title)):
        plain[slice(*detail.span())] = " " * (detail.end() - detail.start())
    return "".join(plain).strip()


def _of_post(title: str, names: TradeReader) -> tuple[Claim, ...]:
    """Trades of the first part of a title that surely names one; of all parts otherwise.

    A further part that is word for word a trade is another half of the post.
    """
    parts = [
        part.strip()
        for part in re.split(r"\s[:|\u2013\u2014]\s|\s-\s|:\s", _main(title))
        if part.strip()
    ]
    if _GRADE.match(letter_by_letter(parts[0] if parts else "")) and (
        behind := _behind_a_grade(parts[1:], names)
    ):
        return behind
    read = [_of_part(part, names) for part in parts]
    for at, claims in enumerate(read):
        if any(claim.confidence >= CLAIM_FROM for claim in claims):
            beside = zip(parts[at + 1 :], read[at + 1 :], strict=True)
            return (*claims, *(one for part, more in beside for one in _whole(part, more, names)))
    return tuple(claim for claims in read for claim in claims)


def _behind_a_grade(parts: Sequence[str], names: TradeReader) -> tuple[Claim, ...]:
    """Trades surely named behind a grade, each task for itself: *ménage + cantine*."""
    tasks = [task for part in parts for task in _TASK_ENDS.split(part) if task.strip()]
    claims = (claim for task in tasks for claim in _of_part(task, names))
    return tuple(dict.fromkeys(claim for claim in claims if claim.confidence >= CLAIM_FROM))


def _whole(part: str, claims: tuple[Claim, ...], names: TradeReader) -> tuple[Claim, ...]:
    sure = tuple(claim for claim in claims if claim.confidence >= CLAIM_FROM)
    return sure if names.is_named(part, _TRADE) else ()


def _in_brackets(title: str, names: TradeReader) -> tuple[Claim, ...]:
    """Trades surely named in brackets: a course is often called by letters, *CAP AEPE (…)*."""
    inside = re.findall(r"\(([^)]*)\)", title)
    claims = (claim for words in inside for claim in names.trades(words))
    return tuple(claim for claim in claims if claim.confidence >= CLAIM_FROM)


def _of_part(part: str, names: TradeReader) -> tuple[Claim, ...]:
    if names.is_named(part, _TRADE):
        return names.trades(part)
    if two := _of_halves(part, names) or _of_tasks(part, names):
        return two
    folded = letter_by_letter(part)
    place = _PLACED.search(folded)
    work = part[: place.start()] if place else part
    if _CLEANS.match(letter_by_letter(work)):
        return names.trades(_CLEANER)
    claims = _of_work(names.trades(work), work)
    if place and any(claim.confidence >= CLAIM_FROM for claim in claims):
        return claims
    read = _of_work(names.trades(part), part)
    return tuple(claim for claim in read if _is_of_head(claim, part))


def _of_halves(part: str, names: TradeReader) -> tuple[Claim, ...]:
    """Trades of the two posts that a slash tells apart, and no gender: *lingère / valet*."""
    halves = [half.strip() for half in part.split("/")]
    if len(halves) != 2 or not all(halves) or _is_pair(*halves):
        return ()
    read = [_of_part(half, names) for half in halves]
    sure = [{claim.id for claim in claims if claim.confidence >= CLAIM_FROM} for claims in read]
    if not all(sure) or sure[0] & sure[1]:
        return ()
    return tuple(claim for claims in read for claim in claims)


def _of_tasks(part: str, names: TradeReader) -> tuple[Claim, ...]:
    """Trades of the two tasks of one worker: *agent d'accueil et d'entretien*."""
    told = _TASKS.match(letter_by_letter(part))
    if told is None:
        return ()
    worker = part[: told.end("worker")]
    read = [
        _of_part(worker + part[told.start(task) : told.end(task)], names)
        for task in ("first", "second")
    ]
    sure = [[one for one in claims if one.confidence >= CLAIM_FROM] for claims in read]
    return tuple({one.id: one for claims in sure for one in claims}.values()) if all(sure) else ()


def _is_pair(man: str, woman: str) -> bool:
    """Whether two halves begin alike, as the two genders of a trade do: *coiffeur / coiffeuse*."""
    first, second = plain(man), plain(woman)
    return first[:_ALIKE] == second[:_ALIKE]


def _of_work(claims: tuple[Claim, ...], part: str) -> tuple[Claim, ...]:
    """Trades that a title names itself, not by what the work is about or where it is done.

    *Contrôleur de bus* drives none and *diagnostiqueur immobilier* sells none; *agent de ménage*
    says what the work is, where nothing but a word for any worker stands before it. That word
    alone only says what it may be where more follows: *ouvrier horticole*.
    """
    more = len(telling(plain(part))) > 1
    sure = (claim for claim in claims if more and claim.confidence >= CLAIM_FROM)
    bare = {claim for claim in sure if _WORKER.fullmatch(letter_by_letter(claim.text))}
    named = tuple(claim for claim in claims if claim not in bare and not _is_matter(claim, part))
    return named or tuple(
        replace(claim, confidence=AMBIGUOUS_CLAIM) for claim in claims if claim in bare
    )


def _is_matter(claim: Claim, part: str) -> bool:
    at = part.find(claim.text)
    before = letter_by_letter(part[:at]) if at > 0 else ""
    own = letter_by_letter(claim.text)
    if _BEFORE_PLACE.search(before) or re.match(r"(?:dans|chez|pour|sur|avec)\W", own):
        return True
    matter = _BEFORE_MATTER.search(before)
    said = before[: matter.start()] if matter else before
    is_sure = claim.confidence == 1.0
    if not matter and not re.match(r"(?:de|du|des|d|en)\W", own):
        is_sure = is_sure or bool(_WORKER.search(said.rstrip()))
        return bool(telling(plain(said))) and not is_sure
    return bool(said.strip()) and not (is_sure and _WORKER.search(said.rstrip()))


def _is_of_head(claim: Claim, part: str) -> bool:
    """Whether a trade may be what a title names: an unclear word says so only at its head.

    *Conducteur de ligne* may drive, *agent d'ambiance dans les transports* does not; a word for
    any worker before one that nobody could read tells nothing: *technicien qualité*.
    """
    if claim.confidence >= CLAIM_FROM:
        return True
    own, all_ = telling(plain(claim.text)), telling(plain(part))
    is_any = len(own) == 1 < len(all_) and _WORKER.fullmatch(letter_by_letter(claim.text))
    return not is_any and plain(part).startswith(plain(claim.text))
