"""What a visitor's tab remembers: the only file that names session keys.

Everything that must last is in the store; here are only the choices of one tab.
"""

import secrets
from time import monotonic

import streamlit as st

from matching.domain.access import Act, Role, Visitor
from matching.domain.errors import FairError
from matching.phrases import LANGUAGES, say
from matching.services.access.enter import COOKIE, visitor_of
from matching.services.shop.settings import store_url
from matching.services.shop.shop import Shop, open_shop

_LANGUAGE = "parvis.language"
_FAIR = "parvis.fair"
_NOTICE = "parvis.notice"
_NONCE = "parvis.nonce"
_SIGNED_IN = "parvis.signed_in"
_ANSWER_SHOWN = "parvis.answer_shown"
_VISITOR = "parvis.visitor"
_ASKED_AT = "parvis.asked_at"
_JUST_NOW = 1.0  # seconds: a run follows its click at once, or is not of it
_SHOWN_ONCE = "parvis.shown_once"
_NAMESAKES = "parvis.namesakes"
_READING = "parvis.reading"
_PAGE = "parvis.page"
_ASKING = "parvis.asking"
_PERSONS_LANGUAGE = "parvis.persons_language"
_ALOUD = "parvis.aloud"
_WALKED_IN = "parvis.walked_in"
_AT_KIOSK = "parvis.at_kiosk"
_HALL = "parvis.hall"
_LIST_PAGE = "parvis.list_page"


@st.cache_resource(show_spinner=False)
def shop() -> Shop:
    """The shop, opened once for all visitors; its engine is safe across threads."""
    return open_shop(store_url())


def settle_visitor() -> Visitor | None:
    """Who is at this screen now: asked of the store at every run, so that revoking works.

    A run that begins with a click has asked already, before it did anything.
    """
    if monotonic() - st.session_state.pop(_ASKED_AT, -_JUST_NOW) < _JUST_NOW:
        return last_visitor()
    found = visitor_of(shop(), st.context.cookies.get(COOKIE, ""))
    st.session_state[_VISITOR] = found
    return found


def settle_page(name: str) -> None:
    """Keep which page is drawn, for the clicks on it."""
    st.session_state[_PAGE] = name


def must_be_allowed() -> None:
    """Ask again who is here before a click does anything: it comes before the page is drawn.

    Raises
    ------
    FairError
        `not_allowed` when the screen was closed, or its access does not open the page any more.
    """
    st.session_state.pop(_ASKED_AT, None)
    found, page = settle_visitor(), st.session_state.get(_PAGE)
    if page != "accesses":  # there a click may close this very screen
        st.session_state[_ASKED_AT] = monotonic()
    if found is None or page is None or not found.access.may(Act(page), fair=fair()):
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
    found = st.session_state.get(_VISITOR)
    return found if isinstance(found, Visitor) else None


def language() -> str:
    """The language this tab reads."""
    return str(st.session_state.get(_LANGUAGE, LANGUAGES[0]))


def choose_language(chosen: str) -> None:
    """Read in another language from now on."""
    st.session_state[_LANGUAGE] = chosen


def phrase(code: str, /, **params: object) -> str:
    """The sentence of a code in this tab's language."""
    return say(code, language(), **params)


def fair() -> str:
    """The id of the fair this tab works on, or the empty string."""
    return str(st.session_state.get(_FAIR, ""))


def choose_fair(chosen: str) -> None:
    """Work on another fair from now on; the door's last answer was of the other one."""
    if chosen != fair():
        st.session_state.pop(_SIGNED_IN, None)
        st.session_state.pop(_NAMESAKES, None)
        forget_person()
    st.session_state[_FAIR] = chosen


def leave_notice(notice: object) -> None:
    """Keep what a click has done, to show at the top of the next run."""
    st.session_state[_NOTICE] = notice


def has_notice() -> bool:
    """Whether a click has left something that the frame of the page must show."""
    return _NOTICE in st.session_state


def take_notice() -> object:
    """What the last click left, once."""
    return st.session_state.pop(_NOTICE, None)


def nonce(form: str) -> str:
    """The name of the act that a form is about to do; the same until `new_nonce`."""
    return str(st.session_state.setdefault(f"{_NONCE}.{form}", secrets.token_hex(16)))


def new_nonce(form: str) -> None:
    """The act is done: the form's next act is another one."""
    st.session_state.pop(f"{_NONCE}.{form}", None)


def remember_signed_in(answer: object, *, by_name: bool = False) -> None:
    """Keep the door's last answer while the page shows it."""
    st.session_state[_SIGNED_IN] = answer, by_name


def forget_signed_in() -> None:
    """The door's last answer is no longer true."""
    st.session_state.pop(_SIGNED_IN, None)


def signed_in(*, by_name: bool = False) -> object:
    """The door's last answer, if the page still shows one: to a code, or to a name."""
    answer, was_by_name = st.session_state.get(_SIGNED_IN, (None, by_name))
    return answer if was_by_name == by_name else None


def note_answer(*, is_shown: bool) -> None:
    """Keep whether the page, but for its search, shows an answer now."""
    st.session_state[_ANSWER_SHOWN] = is_shown


def take_answer_shown() -> bool:
    """Whether the page, but for its search, showed an answer when it was drawn last; once."""
    return bool(st.session_state.pop(_ANSWER_SHOWN, False))


def show_once(secrets_made: list[object]) -> None:
    """Keep what a click has made for the next run of the page, and for no other."""
    st.session_state[_SHOWN_ONCE] = secrets_made


def shown_once() -> list[object]:
    """What the last click has made."""
    found: list[object] = st.session_state.pop(_SHOWN_ONCE, [])
    return found


def ask_about(question: object) -> None:
    """Keep what has to be answered before somebody gets a second file."""
    st.session_state[_NAMESAKES] = question


def asked_about() -> object:
    """What has to be answered, if anything."""
    return st.session_state.get(_NAMESAKES)


def answer_about() -> None:
    """Somebody has answered."""
    st.session_state.pop(_NAMESAKES, None)


def reading(role: Role) -> str:
    """How badges are read at this screen: a tablet of the door has its camera at hand."""
    return str(st.session_state.get(_READING, "camera" if role is Role.DOOR else "code"))


def choose_reading(way: str) -> None:
    """Read badges in another way from now on."""
    st.session_state[_READING] = way


def remember_walked_in(welcomed: object) -> None:
    """Keep who was registered last while the page shows their number."""
    st.session_state[_WALKED_IN] = welcomed


def walked_in() -> object:
    """Who was registered last, if the page still shows it."""
    return st.session_state.get(_WALKED_IN)


def forget_walked_in() -> None:
    """The next person comes."""
    st.session_state.pop(_WALKED_IN, None)


def ask_person(asking: object) -> None:
    """Keep where the questionnaire of a person stands at this screen."""
    st.session_state[_ASKING] = asking


def asking() -> object:
    """Where the questionnaire of a person stands at this screen, if one is being asked."""
    return st.session_state.get(_ASKING)


def persons_language() -> str:
    """The language of the person who reads this screen now."""
    return str(st.session_state.get(_PERSONS_LANGUAGE, language()))


def choose_persons_language(chosen: str) -> None:
    """Speak to the person in this language."""
    st.session_state[_PERSONS_LANGUAGE] = chosen


def is_aloud() -> bool:
    """Whether every screen of the questionnaire is read aloud."""
    return bool(st.session_state.get(_ALOUD, False))


def read_aloud(*, wanted: bool) -> None:
    """Read every screen of the questionnaire aloud, or no longer."""
    st.session_state[_ALOUD] = wanted


def at_kiosk() -> str:
    """The screen that the kiosk shows: the first one, or where somebody has come to."""
    return str(st.session_state.get(_AT_KIOSK, ""))


def go_on_at_kiosk(screen: str) -> None:
    """Show another screen of the kiosk."""
    st.session_state[_AT_KIOSK] = screen


def list_page(name: str) -> int:
    """Which page of a long list this tab looks at, the first being 0."""
    return int(st.session_state.get(f"{_LIST_PAGE}.{name}", 0))


def turn_list(name: str, page: int) -> None:
    """Look at another page of a long list from now on."""
    st.session_state[f"{_LIST_PAGE}.{name}"] = page


def remember_hall(view: object) -> None:
    """Keep what the wall shows, for as long as the store does not answer."""
    st.session_state[_HALL] = view


def last_hall() -> object:
    """What the wall has shown last."""
    return st.session_state.get(_HALL)


def forget_asked() -> None:
    """Forget the questionnaire of this screen: answers, words typed, language, voice."""
    _forget((_ASKING, _PERSONS_LANGUAGE, _ALOUD), ("ask.",))


def forget_person() -> None:
    """Forget whoever was at this screen: what was asked, and also name and number."""
    forget_asked()
    _forget((_WALKED_IN, _AT_KIOSK), ("kiosk.", f"{_NONCE}.kiosk"))


def _forget(names: tuple[str, ...], beginnings: tuple[str, ...]) -> None:
    for name in names:
        st.session_state.pop(name, None)
    for key in list(st.session_state):
        if str(key).startswith(beginnings):
            del st.session_state[key]
