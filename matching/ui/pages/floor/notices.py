"""Who must be told, once, until somebody ticks it; and what the rules of the day ask about."""

import streamlit as st

from matching.services.live.change_answers import lines_to_tell
from matching.services.live.notices.tell import note_told, take_back_told
from matching.services.live.notices.to_tell import ToldTick, ToTell, ToTellView, to_tell
from matching.services.live.redrawn import Redrawn
from matching.services.live.rules.due import rules_due
from matching.services.live.rules.follow_rules import follow_rule, leave_rule
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.floor.notices import draw_due, draw_rows, draw_to_come, draw_told
from matching.ui.parts.shell.live import follow_others
from matching.ui.parts.shell.planned import prompt_shop, when_planned


def tick(view: ToTellView, row: ToTell) -> str:
    """Somebody has told this person what the list showed."""
    fair = view.entries.fair.id
    form = f"notices.tick.{fair}.{row.person}"
    note_told(
        session.shop(),
        fair,
        row.person,
        nonce=session.nonce(form),
        plan=view.plan,
        until=view.until,
        places=row.pending.places,
        station=session.visitor().station,
    )
    session.new_nonce(form)
    return session.phrase("to_tell.ticked", number=row.call_number)


def take_back(told: ToldTick) -> str:
    """A tick was a mistake: the person is on the list again."""
    form = f"notices.undo.{told.nonce}"
    take_back_told(
        session.shop(),
        session.fair(),
        told.nonce,
        nonce=session.nonce(form),
        visitor=session.visitor(),
    )
    session.new_nonce(form)
    return session.phrase("to_tell.back", number=told.call_number)


def follow(act: str) -> ScreenMessage:
    """Do what a rule asks about."""
    station = session.visitor().station
    redrawn = follow_rule(prompt_shop(), session.fair(), act, station=station)
    return when_planned(redrawn, _whom_to_tell)


def _whom_to_tell(redrawn: Redrawn) -> str:
    return "\n".join(lines_to_tell(session.shop(), redrawn, session.language()))


def leave(act: str) -> str:
    """Leave things as they are."""
    leave_rule(session.shop(), session.fair(), act, station=session.visitor().station)
    return session.phrase("rules.left")


def draw() -> None:
    """What is to be decided, whom to tell, and who was told lately."""
    due = rules_due(session.shop(), session.fair())
    draw_due(due, follow, leave)
    view = to_tell(session.shop(), session.fair())
    if not view.plan:
        st.info(session.phrase("floor.no_plan"), icon=":material/info:")
    if not view.plan and not view.count:
        return
    draw_rows(view, tick)
    draw_to_come(view)
    draw_told(view, take_back)


st.title(session.phrase("page.notices"))
st.write(session.phrase("to_tell.why"))
draw()
follow_others()
