"""Files for others: of the whole fair, of one stand, of one prescriber."""

from functools import partial

import streamlit as st

from matching.services.rights.leaving.export_files import senders
from matching.services.rights.leaving.stand_calendar import calendar_of_stand
from matching.services.rights.leaving.with_consent import EXPORTS, contacts_for_stand, return_file
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.shell.choosing import choose_stand
from matching.ui.parts.shell.plain import plain

CSV, CALENDAR = "text/csv", "text/calendar"


def draw_exports() -> None:
    """Every file that may leave, made when it is asked for."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    st.header(session.phrase("export.title"))
    st.write(session.phrase("export.why"))
    with st.container(horizontal=True):
        for name, make in EXPORTS.items():
            _offer(name, partial(make, shop, fair, language), f"{name}.csv", CSV)
    stand = choose_stand(read_entries(shop, fair), "export.for_stand")
    if stand is not None:
        draw_files_of_stand(stand)
    sender = st.selectbox(
        session.phrase("export.for_referrer"),
        senders(shop, fair),
        index=None,
        format_func=plain,
        key="export.for_referrer",
    )
    if sender is not None:
        _offer("returns", partial(return_file, shop, fair, sender, language), "retours.csv", CSV)


def draw_files_of_stand(stand: str) -> None:
    """The calendar of a stand, and the contacts of people who let this stand have them."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    with st.container(horizontal=True):
        calendar = partial(calendar_of_stand, shop, fair, stand, language)
        _offer("calendar", calendar, "stand.ics", CALENDAR)
        contacts = partial(contacts_for_stand, shop, fair, stand, language)
        _offer("contacts", contacts, "contacts.csv", CSV)


def _offer(name: str, make: partial[bytes], file: str, mime: str) -> None:
    st.download_button(
        session.phrase(f"export.{name}"),
        data=make,
        file_name=file,
        mime=mime,
        icon=":material/download:",
        key=f"export.{name}",
        on_click="ignore",
    )
