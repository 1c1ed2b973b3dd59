"""The frame around every page: navigation, fair, language, and refusals turned into sentences."""

import logging
from collections.abc import Mapping
from urllib.parse import quote, urlencode

import streamlit as st
from babel.dates import format_date

import matching
from matching.domain.access import Act, Role, Visitor
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.phrases import LANGUAGES, say
from matching.services.access.status import status_of
from matching.services.files.fairs_known import every_fair
from matching.services.live.behind import is_preparing
from matching.services.prepare.steps import next_page
from matching.ui import drawing, page_file, session
from matching.ui.closing import draw_closing
from matching.ui.moments import Tab, recall
from matching.ui.parts.door.kiosk import speak_as_before
from matching.ui.parts.shell.live import draw_as_of_now
from matching.ui.parts.shell.notice import attempt, draw_notice, draw_refusal
from matching.ui.parts.shell.plain import plain
from matching.ui.taps import draw_single_taps
from matching.ui.wording import draw_server_away, draw_wording

_SIDEBAR_PIXELS = 280
_AGAIN = 3
_FIRST = "home"
_LOG = logging.getLogger("parvis")
_ICONS = {
    "start": ":material/flag:",
    "fair": ":material/event:",
    "files": ":material/upload_file:",
    "entries": ":material/edit_note:",
    "matches": ":material/handshake:",
    "weights": ":material/balance:",
    "plan": ":material/calendar_month:",
    "sheets": ":material/print:",
    "welcome": ":material/how_to_reg:",
    "questions": ":material/quiz:",
    "floor": ":material/groups:",
    "grid": ":material/grid_on:",
    "notices": ":material/campaign:",
    "stand": ":material/storefront:",
    "eligibility": ":material/fact_check:",
    "duplicates": ":material/join_inner:",
    "hall": ":material/tv:",
    "report": ":material/bar_chart:",
    "rights": ":material/gavel:",
    "accesses": ":material/key:",
    "help": ":material/help:",
    "kiosk": ":material/touch_app:",
    "faces": ":material/mood:",
}
# The menu in the order of the work; what is of no moment stands last, under no name.
_MOMENTS = {
    "prepare": ("start", "fair", "files", "entries", "matches", "weights", "plan", "sheets"),
    "day": (
        *("welcome", "questions", "floor", "grid", "notices", "stand", "eligibility"),
        *("duplicates", "hall"),
    ),
    "evening": ("report", "rights"),
    "": ("accesses", "help"),
}
PAGES = tuple(name for names in _MOMENTS.values() for name in names)
# Screens that visitors look at or touch: no navigation, no choices, nothing but the page.
_BARE = frozenset({Role.KIOSK, Role.HALL})
# Who comes for one thing opens it; others open what comes next in the day.
_OPENS_ON = {Role.DATA: "rights", Role.RECRUITER: "stand", Role.PRESCRIBER: "eligibility"}
_WITHOUT_FAIR = ("start", "fair", "files", "help", "accesses")


def open_shell() -> None:
    """Draw the frame, then the page that was asked for."""
    st.set_page_config(
        page_title="Parvis",
        page_icon=str(drawing("parvis.svg")),
        layout="wide",
        initial_sidebar_state=_SIDEBAR_PIXELS,
    )
    st.logo(str(drawing("name.svg")), icon_image=str(drawing("parvis.svg")), size="large")
    st.html(drawing("touch.css"))
    draw_single_taps()
    try:
        visitor = session.settle_visitor()
        known = every_fair(session.shop()) if visitor else ()
    except FairError as error:
        _draw_trouble(error)
        return
    if visitor is None:
        _send_to_entrance()
        return
    session.forget_erased()
    fairs = tuple(fair for fair in known if visitor.access.fair in {"", fair.id})
    session.settle_choices([one.id for one in fairs])
    if visitor.access.role is Role.KIOSK:
        speak_as_before()
    allowed = _allowed(visitor)
    pages = {name: _page(name) for name in allowed}
    others = [_page_not_for(name, visitor) for name in _ICONS if name not in pages]
    chosen = st.navigation([_first_page(pages), *pages.values(), *others], position="hidden")
    is_bare = visitor.access.role in _BARE
    session.settle_page(chosen.url_path, is_of_visitors=is_bare)
    draw_server_away(session.language())
    _draw_closing(visitor)
    if is_bare:
        st.html(drawing("bare.css"))
        _run(chosen, fairs)
        return
    _draw_sidebar(visitor, fairs, pages)
    _run(chosen, fairs)
    try:
        _draw_status(visitor)
    except FairError as error:
        _draw_trouble(error)


def _allowed(visitor: Visitor) -> list[str]:
    """The pages of a screen; that of the kiosk would leave staff no way back."""
    names = _ICONS if visitor.access.role is Role.KIOSK else PAGES
    return [name for name in names if visitor.access.may(Act(name))]


def _draw_sidebar(visitor: Visitor, fairs: tuple[Fair, ...], pages: Mapping[str, st.Page]) -> None:
    with st.sidebar:
        _draw_menu(pages)
        _draw_choices(fairs)
        _draw_rehearsal(fairs)
        _draw_screen(visitor)
        draw_wording(session.language())


def _draw_menu(pages: Mapping[str, st.Page]) -> None:
    """The pages of this screen by the moment they are for."""
    with st.container(gap="xxsmall"):
        for moment, names in _MOMENTS.items():
            shown = [name for name in names if name in pages]
            if moment and shown:
                st.markdown(f"**{session.phrase(f'shell.{moment}')}**")
            for name in shown:
                st.page_link(pages[name], icon=_ICONS[name], width="stretch")


def _send_to_entrance() -> None:
    """The screen was closed while its page was open: the code is asked for again, of staff."""
    is_of_visitors = recall(Tab).is_of_visitors
    said = _closed_to_visitors() if is_of_visitors else session.phrase("shell.screen_closed")
    st.warning(said, icon=":material/lock:")
    asked = urlencode(st.query_params.to_dict())
    onward = quote(f"/{recall(Tab).page}{asked and '?'}{asked}", safe="")
    st.link_button(session.phrase("entrance.title"), f"/enter?next={onward}", type="primary")


def _draw_closing(visitor: Visitor) -> None:
    """Have the page tell when the screen's day ends; visitors are told nothing meant for staff."""
    if visitor.until is None:
        return
    is_bare = visitor.access.role in _BARE
    draw_closing(
        visitor.until - session.shop().clock(),
        soon="" if is_bare else session.phrase("shell.closes_soon", minutes="{minutes}"),
        ended=_closed_to_visitors() if is_bare else session.phrase("shell.screen_ended"),
        way_in="\N{LOCK}\N{VARIATION SELECTOR-15}" if is_bare else session.phrase("entrance.title"),
    )


def _closed_to_visitors() -> str:
    return say("kiosk.closed", session.persons_language())


def _draw_status(visitor: Visitor) -> None:
    """The store has answered, or this line would not be here."""
    status = status_of(session.shop(), session.fair(), visitor.access)
    for conflict in status.conflicts:
        name, number = plain(conflict.first_name), conflict.call_number
        told = session.phrase("shell.conflict", name=name, number=number)
        st.warning(told, icon=":material/sync_problem:")
    if status.refused:
        where = ", ".join(f"{plain(one.station)} {one.at:%H:%M}" for one in status.refused)
        told = session.phrase("shell.refused", count=len(status.refused), where=where)
        st.warning(told, icon=":material/sync_problem:")
    st.caption(session.phrase("shell.status", version=matching.__version__, screens=status.screens))


def _draw_screen(visitor: Visitor) -> None:
    st.caption(f":material/devices: {plain(visitor.station)}")
    st.link_button(
        session.phrase("entrance.leave"), "/leave", icon=":material/lock:", width="stretch"
    )


def _page(name: str) -> st.Page:
    return st.Page(
        page_file(name),
        title=session.phrase(f"page.{name}"),
        icon=_ICONS[name],
        url_path=name,
    )


def _first_page(pages: Mapping[str, st.Page]) -> st.Page:
    """What the bare address opens: the page of what comes next, at an address of its own.

    Streamlit refuses the name of a default page in the address bar: no page of ours is one.
    """

    def open_next() -> None:
        own = _OPENS_ON.get(session.visitor().access.role)
        following = own or next_page(session.shop(), session.fair())
        st.switch_page(pages.get(following) or next(iter(pages.values())))

    return st.Page(open_next, title="Parvis", url_path=_FIRST, default=True, visibility="hidden")


def _page_not_for(name: str, visitor: Visitor) -> st.Page:
    """In place of a page that this screen may not open: a sentence, and the way back."""

    def refuse() -> None:
        if visitor.access.may(Act(name)):  # on a screen of its own, which whoever asks can open
            role = session.phrase(f"role.{Role.KIOSK}")
            st.info(session.phrase("shell.own_screen", role=role), icon=":material/touch_app:")
            if "accesses" in _allowed(visitor):  # whoever has one fair opens no screens
                st.page_link(page_file("accesses"), label=session.phrase("page.accesses"))
        else:
            draw_refusal(FairError("not_allowed"))
        st.link_button(session.phrase("shell.back"), "/", type="primary")

    title = session.phrase(f"page.{name}")
    return st.Page(refuse, title=title, url_path=name, visibility="hidden")


def _draw_choices(fairs: tuple[Fair, ...]) -> None:
    titles = {one.id: f"{one.title} · {one.date:%d/%m/%Y}" for one in fairs}
    if titles:
        ids = list(titles)
        chosen = st.selectbox(
            session.phrase("shell.fair"),
            ids,
            index=ids.index(session.fair()),
            format_func=titles.__getitem__,
        )
        if chosen != session.fair():
            attempt(_change_fair, chosen)
    st.segmented_control(
        session.phrase("shell.language"),
        LANGUAGES,
        default=session.language(),
        format_func={"fr": "Français", "en": "English"}.__getitem__,
        key="shell.language",
        on_change=attempt,
        args=(_speak,),
        required=True,
    )


def _draw_rehearsal(fairs: tuple[Fair, ...]) -> None:
    for fair in (one for one in fairs if one.id == session.fair()):
        if session.shop().is_rehearsing(fair):
            at = session.shop().day_moment(fair)
            day = format_date(at, "long", locale=session.language())
            is_past = session.shop().today(fair) > fair.date
            code = "shell.past" if is_past else "shell.rehearsal"
            st.caption(session.phrase(code, day=day, hour=f"{at:%H:%M}"))


def _change_fair(chosen: str) -> str:
    session.choose_fair(chosen)
    return ""


def _speak() -> str:
    session.choose_language(str(st.session_state["shell.language"]))
    return ""


def _run(page: st.Page, fairs: tuple[Fair, ...]) -> None:
    is_staff = session.visitor().access.role not in _BARE
    draw_notice(is_preparing=is_staff and is_preparing(session.shop(), session.fair()))
    try:
        if not fairs and page.url_path not in _WITHOUT_FAIR:
            _draw_no_fair()
            return
        if is_staff:  # no screen of visitors follows
            draw_as_of_now()
        page.run()
    except FairError as error:
        _draw_trouble(error)


def _draw_no_fair() -> None:
    """What the page is waiting for, and who does it."""
    visitor = session.visitor()
    if visitor.access.may(Act.START):
        st.switch_page(page_file("start"))
    st.info(session.phrase("shell.no_fair"), icon=":material/info:")


def _draw_trouble(error: FairError) -> None:
    """What cannot be shown now; a screen whose store was away comes back by itself."""
    _LOG.info("refused: %s", error)
    is_away = error.code.startswith("store_")
    visitor = session.last_visitor()
    if is_away and visitor is not None and visitor.access.role in _BARE:
        st.html(drawing("bare.css"))
        st.warning(say("kiosk.trouble", session.persons_language()), icon=":material/error:")
    else:
        draw_refusal(error)
    if is_away:
        _come_back()


def _come_back() -> None:
    # The first look comes at once with the page: whatever failed there needs a moment.
    has_waited = False

    @st.fragment(run_every=_AGAIN)
    def look() -> None:
        nonlocal has_waited
        if has_waited and _answers():
            st.rerun()
        has_waited = True

    look()


def _answers() -> bool:
    try:
        session.settle_visitor()
        every_fair(session.shop())
    except FairError as error:
        _LOG.info("refused: %s", error)
        return False
    return True
