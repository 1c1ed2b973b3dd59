"""Who is at this screen, on which fair, in which language, and what they are about to do.

What a tab remembers besides is in `moments`, which alone knows how it is kept.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

import streamlit as st

from matching.domain.access import Act, Visitor
from matching.domain.errors import FairError
from matching.phrases import say
from matching.services.access.choose_at_screen import choose_at_screen
from matching.services.access.enter import COOKIE, visitor_of
from matching.services.rights.keep_up import erasures_known, keep_up
from matching.services.shop.settings import store_url
from matching.services.shop.shop import Shop, open_shop
from matching.ui.moments import (
    Acts,
    Checked,
    Click,
    DoorPage,
    Erasures,
    HoursLooked,
    KeyedRows,
    Kiosk,
    Looked,
    Picked,
    PreviewedFiles,
    Questionnaire,
    Registration,
    ScreenMessage,
    Tab,
    Wall,
    empty_typed,
    forget,
    forget_typed,
    keep,
    recall,
)

_OF_PEOPLE = (DoorPage, HoursLooked, KeyedRows, Looked, Picked, PreviewedFiles, Registration, Wall)
_SEARCHED = ("door.name", "door.code", "entries.search.", "floor.find", "questions.name")
_JUST_NOW = 1.0  # seconds: a run follows its click at once, or is not of it


@st.cache_resource(show_spinner=False)
def shop() -> Shop:
    """The shop, opened once for all visitors; its engine is safe across threads."""
    return open_shop(store_url())


def settle_visitor() -> Visitor | None:
    """Who is at this screen now: asked of the store at every run, so that revoking works.

    A run that begins with a click has asked already, before it did anything.
    """
    last = recall(Checked)
    keep(Checked(last.visitor))
    if monotonic() - last.at < _JUST_NOW:
        return last.visitor
    keep_up(shop())
    found = visitor_of(shop(), st.context.cookies.get(COOKIE, ""))
    keep(Checked(found))
    return found


def forget_erased() -> None:
    """Let go of what this tab shows and was asked of people once somebody was erased anywhere.

    What is being typed of somebody new stays.
    """
    times, last = erasures_known(shop()), recall(Erasures).known
    keep(Erasures(times))
    if last in {-1, times}:
        return
    reading = recall(DoorPage).reading
    forget(*_OF_PEOPLE)
    keep(DoorPage(reading))
    click = recall(Click)
    keep(click if click.is_for_frame else Click())
    for field in (*_SEARCHED, "rights.search"):
        empty_typed(field)


def settle_page(name: str, *, is_of_visitors: bool) -> None:
    """Keep which page is drawn, for the clicks on it, and whether visitors look at this screen."""
    keep(replace(recall(Tab), page=name, is_of_visitors=is_of_visitors))


def must_be_allowed() -> None:
    """Ask again who is here before a click does anything: it comes before the page is drawn.

    Raises
    ------
    FairError
        `not_allowed` when the screen was closed, or its access does not open the page any more.
    """
    keep(Checked(last_visitor()))
    found, page = settle_visitor(), recall(Tab).page
    if page != "accesses":  # there a click may close this very screen
        keep(Checked(found, at=monotonic()))
    if found is None or not page or not found.access.may(Act(page), fair=fair()):
        raise FairError("not_allowed")


def visitor() -> Visitor:
    """Who is at this screen, as the frame around the page has found.

    Raises
    ------
    FairError
        `not_allowed` when nobody is.
    """
    found = last_visitor()
    if found is None:
        raise FairError("not_allowed")
    return found


def last_visitor() -> Visitor | None:
    """Who was at this screen when the store last answered: for how it looks, never for an act."""
    return recall(Checked).visitor


def language() -> str:
    """The language this tab reads."""
    return recall(Tab).language


def choose_language(chosen: str) -> None:
    """Read in another language from now on, also when the page is loaded again."""
    keep(replace(recall(Tab), language=chosen))
    _remember(language=chosen)


def phrase(code: str, /, **params: object) -> str:
    """The sentence of a code in this tab's language."""
    return say(code, language(), **params)


def persons_language() -> str:
    """The language of the person who reads this screen now: the tab's until another is touched."""
    return recall(Questionnaire).language or language()


def fair() -> str:
    """The id of the fair this tab works on, or the empty string."""
    return recall(Tab).fair


def choose_fair(chosen: str) -> None:
    """Work on another fair from now on, also when the page is loaded again."""
    open_fair(chosen)
    _remember(fair=chosen)


def settle_choices(known: Sequence[str]) -> None:
    """Go on with what was chosen at this screen, else with the first fair known."""
    at = visitor()
    if at.language and not recall(Tab).page:
        keep(replace(recall(Tab), language=at.language))
    open_fair(next((one for one in (fair(), at.fair, *known) if one in known), ""))


def open_fair(chosen: str) -> None:
    """Work on a fair that nobody chose here; the door's last answer was of the other one."""
    if chosen != fair():
        forget_signed_in()
        forget(Registration)
        forget_person()
    keep(replace(recall(Tab), fair=chosen))


def _remember(**chosen: str) -> None:
    at = last_visitor()
    if at is not None:
        choose_at_screen(shop(), at.session, **chosen)


def leave_notice(notice: ScreenMessage) -> None:
    """Keep what a click has done, to show at the top of the next run."""
    keep(Click(notice, is_for_frame=True))


def nonce(form: str) -> str:
    """The name of the act that a form is about to do; the same until `new_nonce`."""
    acts = recall(Acts)
    nonces = acts.nonces
    if form not in nonces:
        nonces = {**nonces, form: secrets.token_hex(16)}
        keep(replace(acts, nonces=nonces))
    return nonces[form]


def new_nonce(form: str) -> None:
    """The act is done: the form's next act is another one."""
    _forget_nonces(form)


def forget_signed_in() -> None:
    """The door's last answer is no longer true."""
    keep(replace(recall(DoorPage), answer=None, scanned=None))


def forget_registered() -> None:
    """The next person comes: nobody who was registered is shown any more."""
    keep(replace(recall(Registration), welcomed=None))


def forget_asked() -> None:
    """Forget the questionnaire of this screen: answers, words typed, language, voice."""
    forget(Questionnaire)
    forget_typed("ask.")


def forget_person() -> None:
    """Forget whoever was at this screen: what was asked, and also name and number."""
    forget_asked()
    forget_registered()
    forget(Kiosk)
    forget_typed("kiosk.")
    _forget_nonces(*(form for form in recall(Acts).nonces if form.startswith("kiosk")))


def _forget_nonces(*forms: str) -> None:
    acts = recall(Acts)
    left = {form: name for form, name in acts.nonces.items() if form not in forms}
    keep(replace(acts, nonces=left))
