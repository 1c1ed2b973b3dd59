"""Make a fair, change it, or take it along as a file."""

from functools import partial

import streamlit as st

from matching.domain.slots import SlotGrid, held_slots
from matching.services.files.fairs_known import fair_of
from matching.services.prepare.edited_plan import preview_hours
from matching.services.prepare.make_fair import (
    DEFAULTS,
    FORM_FIELDS,
    change_fair,
    fair_file,
    is_to_draw_again,
    make_fair,
    set_next_steps,
    typed_of,
)
from matching.services.prepare.series.repeat_fair import read_other_day, repeat_fair
from matching.services.prepare.walk_in_costs import walk_in_cost_lines, walk_in_costs
from matching.ui import session
from matching.ui.moments import HoursLooked, keep
from matching.ui.parts.prepare.day_rules import draw_day_rules
from matching.ui.parts.prepare.deletion import draw_deletion
from matching.ui.parts.prepare.fair_form import draw_fair_form
from matching.ui.parts.prepare.hours import draw_hours
from matching.ui.parts.prepare.interviews import draw_interviews
from matching.ui.parts.prepare.next_steps import draw_next_steps, typed_next_steps
from matching.ui.parts.prepare.simulation import draw_simulation
from matching.ui.parts.shell.notice import attempt


def typed(form: str) -> dict[str, str]:
    """What the form says."""
    return {name: str(st.session_state[f"{form}.{name}"]) for name in FORM_FIELDS}


def make(form: str) -> str:
    """Enter a new fair and go on with it."""
    fair = make_fair(session.shop(), typed(form), station=session.visitor().station)
    session.choose_fair(fair.id)
    return session.phrase("fair.made", title=fair.title, slots=len(SlotGrid.of(fair)))


def change(form: str) -> str:
    """Put another frame in place of the fair's."""
    station = session.visitor().station
    shown = preview_hours(session.shop(), session.fair(), typed(form))
    keep(HoursLooked(typed(form), shown))
    if shown is not None:
        return ""
    draws_again = is_to_draw_again(session.shop(), session.fair(), typed(form))
    fair = change_fair(session.shop(), session.fair(), typed(form), station=station)
    slots = len(held_slots(fair, SlotGrid.of(fair)))
    said = session.phrase("fair.changed", title=fair.title, slots=slots)
    return f"{said}\n{session.phrase('fair.draw_again')}" if draws_again else said


def change_steps() -> str:
    """What recruiters end a meeting with from now on."""
    fair, station = session.fair(), session.visitor().station
    set_next_steps(session.shop(), fair, typed_next_steps(fair), station=station)
    return session.phrase("fair.next_steps_saved")


def again() -> str:
    """The same fair on another day, to go on with."""
    day = read_other_day(str(st.session_state["fair.again.day"]))
    made = repeat_fair(session.shop(), session.fair(), day, station=session.visitor().station)
    session.choose_fair(made.fair.id)
    return "\n".join(made.lines(session.language()))


st.title(session.phrase("page.fair"))
choice = "new"
if session.fair():
    choice = st.segmented_control(
        session.phrase("fair.which"),
        ("this", "new"),
        default="this",
        format_func=lambda which: session.phrase(f"fair.{which}"),
        key="fair.which",
        required=True,
    )
if choice == "new":
    st.write(session.phrase("fair.why"))
    draw_fair_form("fair.new", DEFAULTS, make)
else:
    fair = fair_of(session.shop(), session.fair())
    draw_fair_form(f"fair.{fair.id}", typed_of(fair), change)
    draw_hours(fair, f"fair.{fair.id}")
    draw_day_rules(fair)
    with st.expander(
        session.phrase("walk_ins.cost"),
        icon=":material/directions_walk:",
        key="fair.walk_in_costs",
        on_change="rerun",
    ) as box:
        if box.open:
            costs = walk_in_costs(session.shop(), fair.id)
            for line in walk_in_cost_lines(costs, session.language()):
                st.markdown(f"- {line}")
    draw_interviews(fair)
    with st.expander(session.phrase("fair.next_steps"), icon=":material/checklist:"):
        draw_next_steps(fair, change_steps)
    with st.expander(
        session.phrase("simulate.title"),
        icon=":material/casino:",
        key="fair.simulate",
        on_change="rerun",
    ) as box:
        if box.open:
            draw_simulation()
    with st.expander(session.phrase("fair.again"), icon=":material/event_repeat:"):
        st.write(session.phrase("fair.again_why"))
        st.text_input(session.phrase("fair.date"), key="fair.again.day")
        st.button(
            session.phrase("fair.again_make"), key="fair.again", on_click=attempt, args=(again,)
        )
    st.download_button(
        session.phrase("fair.export"),
        data=partial(fair_file, session.shop(), fair.id),
        file_name="fair.toml",
        mime="application/toml",
        icon=":material/download:",
        key="fair.export",
        on_click="ignore",
    )
    st.caption(session.phrase("fair.export_why"))
    draw_deletion()
