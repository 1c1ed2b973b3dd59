"""What the page of rights shows: copies that still hold somebody, the rules, and the log."""

from collections.abc import Sequence

import streamlit as st

from matching.phrases import SPOKEN, is_read_by_native, moment_said
from matching.services.files.fairs_known import fair_of
from matching.services.rights.choices import chosen_by, set_contact, set_matching
from matching.services.rights.consent import set_consent
from matching.services.rights.notice import informed_at, note_informed
from matching.services.rights.who import ReachedFair
from matching.services.scores.score_fair import read_entries
from matching.services.shop.retention_rules import notice
from matching.store.people.erasure import Copy, RightsAct
from matching.ui import session
from matching.ui.parts.interview.questions import own_name
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ACTS, _ROWS = "rights.acts", 15


def draw_copies(copies: Sequence[Copy]) -> None:
    """Files outside the store that somebody has to delete by hand."""
    for copy in copies:
        said = session.phrase(f"forget.in_{copy.kind}", path=copy.path)
        st.warning(plain(said), icon=":material/folder_open:")


def draw_choices(person: str) -> None:
    """What a person chooses: to be matched or not, and the stands that may contact them."""
    shop, fair = session.shop(), session.fair()
    entries = read_entries(shop, fair)
    is_matched, agreed = chosen_by(shop, fair, person)
    names = {stand.id: stand.name for stand in entries.exhibitors.values()}
    with st.form(f"rights.choices.{person}"):
        st.markdown(f"**{session.phrase('rights.choices')}**")
        st.checkbox(
            session.phrase("rights.matched"), value=is_matched, key=f"rights.matched.{person}"
        )
        st.multiselect(
            session.phrase("rights.contact_stands"),
            sorted(names, key=lambda stand: names[stand]),
            default=[stand for stand in agreed if stand in names],
            format_func=lambda stand: plain(names[stand]),
            select_all=False,  # consent is given stand by stand
            key=f"rights.stands.{person}",
        )
        st.form_submit_button(
            session.phrase("rights.keep_choices"), on_click=attempt, args=(keep_choices, person)
        )


def draw_informed(person: str) -> None:
    """When somebody was informed, or the button that notes it."""
    at = informed_at(session.shop(), session.fair(), person)
    if at is not None:
        there = at.astimezone(fair_of(session.shop(), session.fair()).zone)
        st.caption(session.phrase("rights.informed_at", at=moment_said(there, session.language())))
        return
    st.button(
        session.phrase("rights.informed"),
        key=f"rights.informed.{person}",
        icon=":material/hearing:",
        on_click=attempt,
        args=(keep_informed, person),
    )


def keep_informed(person: str) -> str:
    """Note that somebody was read the notice."""
    shop, fair, station = session.shop(), session.fair(), session.visitor().station
    note_informed(shop, fair, person, station=station)
    return session.phrase("rights.informed_kept")


def draw_notice_lines() -> None:
    """The notice in a language that is chosen; those that no native speaker has read say so."""
    with st.container(border=True):
        st.subheader(session.phrase("rights.notice"))
        language = st.selectbox(
            session.phrase("rights.notice_language"),
            SPOKEN,
            index=SPOKEN.index(session.language()),
            format_func=own_name,
            key="rights.notice_language",
            width=280,
        )
        if not is_read_by_native(language):
            st.caption(session.phrase("questions.proofread"))
        st.markdown("\n".join(f"1. {line}" for line in notice(session.shop(), language)))


def keep_choices(person: str) -> str:
    """Keep the choices as they stand in the form; only what changed is noted."""
    shop, fair, station = session.shop(), session.fair(), session.visitor().station
    is_matched, agreed = chosen_by(shop, fair, person)
    wanted = set(st.session_state[f"rights.stands.{person}"])
    for stand in sorted(wanted ^ set(agreed)):
        set_contact(shop, fair, person, stand, agrees=stand in wanted, station=station)
    wants = bool(st.session_state[f"rights.matched.{person}"])
    if wants != is_matched:
        set_matching(shop, fair, person, agrees=wants, station=station)
    return session.phrase("rights.choices_kept")


def withdraw(person: str) -> str:
    """Note that somebody is not to be called again."""
    shop, fair, station = session.shop(), session.fair(), session.visitor().station
    set_consent(shop, fair, person, agrees=False, station=station)
    return session.phrase("consent.withdrawn", person=person)


def draw_acts(acts: Sequence[RightsAct]) -> None:
    """Who did what, the last first."""
    if not acts:
        st.write(session.phrase("rights.nothing_done"))
        return
    names = ("at", "what", "people", "station")
    heads = [session.phrase(f"rights_act.{name}") for name in names]
    zone = fair_of(session.shop(), session.fair()).zone
    rows = [
        (
            moment_said(act.done_at.astimezone(zone), session.language()),
            session.phrase(f"rights_act.{act.act}"),
            str(act.people),
            plain(act.station),
        )
        for act in page_of(acts[::-1], _ACTS, size=_ROWS)
    ]
    st.table([dict(zip(heads, row, strict=True)) for row in rows])
    draw_pages(acts, _ACTS, size=_ROWS)


def draw_reach(days: Sequence[ReachedFair]) -> None:
    """The other fairs that forgetting reaches; in red where somebody is expected today."""
    for day in days:
        said, draw = plain(day.told(session.language())), st.error if day.is_urgent else st.warning
        draw(said, icon=":material/event:")
    if days:
        st.caption(session.phrase("forget.one_fair_only"))
