"""Notes that a stand writes for itself of whom it meets: nobody else reads them but the person.

They are in the file that the person may ask for, and go when the person is forgotten.
"""

from matching.domain.access import Access
from matching.domain.errors import FairError
from matching.services.floor.note_meeting import own_meeting
from matching.services.shop.shop import Shop
from matching.services.shop.words_for_others import must_be_fit_to_write
from matching.store.people.notes import Note, drop_note, keep_note

LONGEST_NOTE = 500
"""Letters of a note."""


def write_note(
    shop: Shop,
    fair: str,
    meeting: str,
    words: str,
    *,
    access: Access,
    nonce: str,
    station: str = "",
    is_about_the_post: bool = False,
) -> None:
    """Keep a note on whoever comes to a meeting of the access's own stand.

    Parameters
    ----------
    is_about_the_post
        The writer says that words that were pointed at do not tell of the person.

    Raises
    ------
    FairError
        `meeting_unknown` when it is not of this access's own stand, as if there were none;
        `words_protected` with what is pointed at; `text_long`, `note_empty`.
    """
    found = own_meeting(shop, fair, meeting, access)
    said = must_be_fit_to_write(words, most=LONGEST_NOTE, is_about_the_post=is_about_the_post)
    if not said:
        raise FairError("note_empty")
    note = Note(nonce, found.stand, found.person, said, shop.clock(), station)
    with shop.store.writing() as writer:
        keep_note(writer, fair, note)


def erase_note(shop: Shop, fair: str, note: str, *, stand: str, access: Access) -> None:
    """Delete a note of a stand.

    Raises
    ------
    FairError
        `note_unknown` when the access's own stand has no such note.
    """
    with shop.store.writing() as writer:
        if access.stand not in {"", stand} or not drop_note(writer, fair, stand, note):
            raise FairError("note_unknown")
