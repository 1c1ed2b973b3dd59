"""Print badges, personal schedules, stand lists and the list of the door."""

import streamlit as st

from matching.services.plan.paper.options import Options
from matching.services.plan.print_sheets import SHEETS
from matching.ui import session
from matching.ui.parts.plan.keying import draw_keying
from matching.ui.parts.plan.options import draw_badge_options, draw_schedule_format
from matching.ui.parts.plan.papers import (
    draw_more,
    draw_own_languages,
    draw_pack,
    draw_print,
    draw_printed,
)
from matching.ui.parts.plan.printers import draw_printing

_ICONS = {
    "badges": ":material/badge:",
    "schedules": ":material/event_note:",
    "stands": ":material/storefront:",
    "door": ":material/door_open:",
}


st.title(session.phrase("page.sheets"))
st.write(session.phrase("sheets.why"))
for first in range(0, len(SHEETS), 2):
    for column, name in zip(st.columns(2), SHEETS[first : first + 2], strict=False):
        with column, st.container(border=True):
            st.header(f"{_ICONS[name]} {session.phrase(f'sheets.{name}')}")
            st.write(session.phrase(f"sheets.{name}_why"))
            options: Options = {}
            if name == "schedules":
                draw_schedule_format()
                draw_own_languages()
            draw_printed(name)
            if name == "badges":
                options = draw_badge_options()
            draw_print(name, **options)
draw_pack()
draw_more()
draw_printing()
draw_keying()
