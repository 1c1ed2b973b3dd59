"""Other hours of a fair that people were told: what would change for whom, then the deed."""

from collections.abc import Iterable
from datetime import time

import streamlit as st

from matching.domain.fair import Fair
from matching.phrases import say_count
from matching.services.live.change_answers import changes_lines, to_tell
from matching.services.prepare.edited_plan import HoursChanged, change_hours
from matching.services.prepare.make_fair import typed_of
from matching.ui import session
from matching.ui.moments import HoursLooked, forget, recall
from matching.ui.parts.shell.changes_table import changes_table
from matching.ui.parts.shell.notice import attempt


def draw_hours(fair: Fair, form: str) -> None:
    """What the hours that were typed into a form would change, while they are looked at."""
    shown = recall(HoursLooked).shown
    if shown is None or shown.frame.id != fair.id:
        return
    with st.container(border=True, key="fair.hours"):
        st.header(session.phrase("fair_hours.title"))
        for line in _lines(shown):
            st.markdown(f"- {line}")
        rows = to_tell(shown.plan) if shown.plan is not None else []
        if rows:
            st.html(changes_table(rows))
        with st.container(horizontal=True):
            st.button(
                session.phrase("fair_hours.yes"),
                key="fair.hours_yes",
                type="primary",
                icon=":material/campaign:",
                on_click=attempt,
                args=(_change,),
            )
            st.button(
                session.phrase("fair_hours.no"),
                key="fair.hours_no",
                on_click=attempt,
                args=(_drop, fair, form),
            )


def _lines(shown: HoursChanged) -> list[str]:
    """What would be so, in sentences: the hours, how many lose or move, hours without meetings."""
    lines = [session.phrase("fair_hours.would_be", hours=_spans(shown.frame.stretches))]
    if shown.plan is None:
        lines.append(session.phrase("fair_hours.day_over"))
    else:
        lost = sum(change.now is None for change in shown.plan.changes)
        counts = {"lose": lost, "move": len(shown.plan.changes) - lost}
        lines += [
            say_count(f"fair_hours.{name}", session.language(), count)
            for name, count in counts.items()
            if count
        ] or [session.phrase("fair_hours.nobody")]
    return lines + _unused(shown)


def _unused(shown: HoursChanged) -> list[str]:
    if not shown.unused:
        return []
    return [session.phrase("fair_hours.unused", hours=_spans(shown.unused))]


def _spans(spans: Iterable[tuple[time, time]]) -> str:
    """Hours as they are typed, from and until."""
    return ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def _change() -> str:
    typed = recall(HoursLooked).typed
    forget(HoursLooked)
    changed = change_hours(session.shop(), session.fair(), typed, station=session.visitor().station)
    lines = [session.phrase("fair_hours.changed", title=changed.frame.title)]
    if changed.plan is not None and (changed.plan.changes or changed.plan.notices):
        lines.append(session.phrase("fair_hours.tell"))
    lines += _unused(changed)
    if changed.plan is not None:
        lines += changes_lines(changed.plan, session.language())
    return "\n".join(lines)


def _drop(fair: Fair, form: str) -> str:
    forget(HoursLooked)
    for name, value in typed_of(fair).items():
        st.session_state[f"{form}.{name}"] = value
    return session.phrase("fair_hours.kept")
