"""A plan on screen: how good it is, who was left short, who is where when."""

import streamlit as st

from matching.services.plan_view import PlanView, Timetable
from matching.ui import session
from matching.ui.parts.plain import plain


def draw_plan_facts(view: PlanView) -> None:
    """The numbers an organiser asks first, and how sure they are."""
    state = "plan.is_announced" if view.is_announced else "plan.is_working"
    st.markdown(f"**{session.phrase(state, number=view.number)}**")
    facts = (
        ("meetings", str(view.meetings)),
        ("least", str(view.least_per_person)),
        ("mean", f"{view.mean_per_person:.1f}"),
        ("waiting", str(view.waiting)),
    )
    for column, (name, value) in zip(st.columns(4), facts, strict=True):
        column.metric(session.phrase(f"plan.{name}"), value, border=True)
    if view.is_proven:
        st.success(session.phrase("plan.proven"), icon=":material/verified:")
    elif view.score_bound:
        share = view.score / view.score_bound
        st.info(session.phrase("plan.near", share=f"{share:.1%}"), icon=":material/info:")


def draw_unmet(view: PlanView) -> None:
    """People with fewer meetings than promised, each with the reason."""
    if view.unmet:
        lines = "\n".join(
            f"- {plain(name)} : {session.phrase(f'unmet.{code}')}" for name, code in view.unmet
        )
        st.warning(f"{session.phrase('plan.unmet')}\n{lines}", icon=":material/person_alert:")


def draw_timetable(timetable: Timetable) -> None:
    """One line a stand or a person, its meetings in order of time."""
    for name, meetings in timetable.items():
        with st.container(border=True):
            st.markdown(f"**{plain(name)}**")
            words = [f":blue-badge[{hour}] {plain(said)}" for hour, said in meetings]
            st.markdown("  ".join(words) if words else session.phrase("plan.empty_row"))
