"""Real adverts become offers: conditions are proposed, and only what somebody confirms is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.spelling import fold
from matching.intake.adverts.advert_text import Proposal, segments_of
from matching.intake.adverts.adverts import Advert, read_advert, read_adverts
from matching.intake.headings import LISTS
from matching.scoring.profiles.titles import title_label, titles_demanded
from matching.scoring.text.protected_words import protected_words
from matching.services.prepare.edit_entries import Edited, enter_new, read_new
from matching.services.prepare.entry_fields import stands_to_choose
from matching.services.scores.words_in_use import own_vocabulary
from matching.services.shop.shop import Shop
from matching.store import fairs

FIELDS = ("commune", "places", "starts_on", "pay")
"""Columns that an advert may fill, shown to be looked at: none of them is a demand."""
_SAME_NAME = 88.0
_ASKED_OF_NOBODY = frozenset({"age", "sex"})


@dataclass(frozen=True, slots=True)
class ProposedOffer:
    """An offer that an advert may become.

    `cells` close nothing and are taken as they stand; each of `proposals` waits for a yes. `stand`
    is the id of the one stand that is named like the employer, or empty.
    """

    employer: str
    stand: str
    cells: Mapping[str, str]
    proposals: tuple[Proposal, ...]


def offers_of_text(shop: Shop, fair: str, text: str) -> tuple[ProposedOffer, ...]:
    """The offer in an advert that was pasted.

    Raises
    ------
    FairError
        `advert_empty`.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    advert = read_advert(text, frame.date)
    communes = own_vocabulary().communes
    here = communes.of_fair(frame.place)
    found = (communes.find(town, near=here) for town in advert.towns)
    town = next((commune.name for commune in found if commune), "")
    cells = {**advert.cells, "commune": town} if town else advert.cells
    return _proposed(shop, fair, (replace(advert, cells=cells),))


def offers_of_file(shop: Shop, fair: str, name: str, content: bytes) -> tuple[ProposedOffer, ...]:
    """The offers in an export of France Travail.

    Raises
    ------
    FairError
        `adverts_unknown`; those of tables that cannot be read.
    """
    return _proposed(shop, fair, read_adverts(name, content))


def confirm_offer(
    shop: Shop,
    fair: str,
    offer: ProposedOffer,
    confirmed: Sequence[Proposal],
    *,
    stand: str,
    texts: Mapping[str, str],
    new_stand: str = "",
    nonce: str,
    station: str = "",
) -> Edited:
    """The offer entered with what was confirmed of its conditions, and with nothing else of them.

    A new stand is entered with it, or neither is.

    Parameters
    ----------
    texts
        Title, description and `FIELDS` as somebody left them.
    new_stand
        The name of a stand to add, where none was chosen.

    Raises
    ------
    FairError
        `stand_not_chosen`; those of `add_entry`.
    """
    if not stand and not new_stand.strip():
        raise FairError("stand_not_chosen")
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    added = () if stand else (read_new(entries, EditKind.EXHIBITORS, {"name": new_stand}),)
    stands = tuple(one.record for one in added if isinstance(one.record, Exhibitor))
    cells = {**offer.cells, **texts, **_cells(confirmed)}
    cells["exhibitor"] = stands[0].id if stands else stand
    entered = read_new(entries, EditKind.OFFERS, cells, stands=stands)
    return enter_new(shop, fair, (*added, entered), nonce=nonce, station=station)


def forbidden_in(text: str) -> tuple[str, ...]:
    """Words of an advert that speak of an age or a sex, which no offer may ask for as such."""
    found = (one.words for one in protected_words(text) if one.criterion in _ASKED_OF_NOBODY)
    return tuple(dict.fromkeys(found))


def _proposed(shop: Shop, fair: str, adverts: Sequence[Advert]) -> tuple[ProposedOffer, ...]:
    stands = stands_to_choose(shop, fair)
    return tuple(
        ProposedOffer(
            advert.employer,
            _stand(advert.employer, stands),
            advert.cells,
            (*advert.proposals, *_titles(advert)),
        )
        for advert in adverts
    )


def _stand(employer: str, stands: Mapping[str, str]) -> str:
    """The one stand that is named like an employer; of two, or of none, nothing is said."""
    if not employer:
        return ""
    folded = {stand: fold(name) for stand, name in stands.items()}
    near = process.extract(
        fold(employer), folded, scorer=fuzz.token_set_ratio, score_cutoff=_SAME_NAME, limit=2
    )
    return near[0][2] if len(near) == 1 or (near and near[0][1] > near[1][1]) else ""


def _titles(advert: Advert) -> tuple[Proposal, ...]:
    """Titles without which nobody may do the work, with the sentence that demands each."""
    found: dict[str, Proposal] = {}
    for segment in segments_of("\n".join(advert.cells.get(name, "") for name in _TOLD)):
        demanding = Offer("advert", "stand", "-", description=segment)
        for title in titles_demanded(demanding):
            label = title_label(title)["fr"]
            found.setdefault(label, Proposal("titles_required", label, segment))
    return tuple(found.values())


def _cells(confirmed: Sequence[Proposal]) -> dict[str, str]:
    """The cells of what was confirmed; values of a list stand side by side."""
    cells: dict[str, str] = {}
    for proposal in confirmed:
        before = cells.get(proposal.column)
        joined = f"{before}; {proposal.cell}" if before and proposal.column in LISTS else ""
        cells[proposal.column] = joined or proposal.cell
    return cells


_TOLD = ("title", "description")
