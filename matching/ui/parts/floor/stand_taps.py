"""What a tap on a stand's page does: one service each, under the name of its form."""

from dataclasses import replace
from functools import partial

import streamlit as st

from matching.phrases.steps import step_name
from matching.services.floor.note_meeting import (
    note_met,
    note_now,
    note_off,
    own_meeting,
    take_back_noted,
    taken_ahead,
)
from matching.services.floor.stand_acts import report_of_stand
from matching.services.floor.stand_acts import take_back_act as take_back_of_stand
from matching.services.floor.stand_news import stand_lines
from matching.services.floor.stand_notes import erase_note, write_note
from matching.services.live.change_answers import known_changes
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.shop.refusals import sentences_of
from matching.services.shop.words_for_others import WordsProtected
from matching.ui import session
from matching.ui.moments import PointedAt, ScreenMessage, forget, forget_typed, keep
from matching.ui.parts.shell.planned import prompt_shop, when_planned


def met(meeting: str, result: str, seen: str) -> ScreenMessage:
    """The meeting took place and led to this."""
    form, detail = f"stand.met.{meeting}", f"stand.detail.{meeting}"
    nonce = session.nonce(form)
    noted = note_met(
        session.shop(),
        session.fair(),
        meeting,
        access=session.visitor().access,
        result=result,
        nonce=nonce,
        seen=seen,
        detail=str(st.session_state.get(detail, "")),
    )
    session.new_nonce(form)
    forget_typed(detail)
    said = session.phrase("stand.noted", result=step_name(noted.outcome, session.language()))
    sentence = "\n".join((said, *noted.lines(session.language())))
    return ScreenMessage(sentence, take_back=partial(take_back, meeting, nonce))


def now(kind: str, meeting: str, seen: str) -> ScreenMessage:
    """Somebody is called to the stand, or the meeting has begun."""
    form = f"stand.{kind}.{meeting}"
    access, nonce = session.visitor().access, session.nonce(form)
    shop, fair = session.shop(), session.fair()
    note_now(shop, fair, meeting, kind=kind, access=access, nonce=nonce, seen=seen)
    session.new_nonce(form)
    back = partial(take_back, meeting, nonce)
    return ScreenMessage(session.phrase(f"stand.did_{kind}"), take_back=back)


def off(kind: str, meeting: str, seen: str) -> ScreenMessage:
    """Nobody came, or one side refused."""
    form = f"stand.{kind}.{meeting}"
    access, nonce = session.visitor().access, session.nonce(form)
    redrawn = note_off(
        prompt_shop(), session.fair(), meeting, kind=kind, access=access, nonce=nonce, seen=seen
    )
    session.new_nonce(form)
    at = _stand_of(meeting)

    def say(drawn: Redrawn) -> str:
        said = [session.phrase("stand.noted", result=session.phrase(f"floor.{kind}"))]
        if (ahead := taken_ahead(drawn, meeting)) is not None:
            said.append(session.phrase("stand.noted_early", at=f"{ahead:%H:%M}"))
        others = [each for each in drawn.changes if not each.was or each.was.id != meeting]
        said += _lines(replace(drawn, changes=tuple(others)), at)
        return "\n".join(said)

    return when_planned(redrawn, say, take_back=partial(take_back, meeting, nonce))


def take_back(meeting: str, seen: str) -> ScreenMessage:
    """What was noted was a mistake: who comes again, and when."""
    form, at = f"stand.undo.{meeting}", _stand_of(meeting)
    access, nonce = session.visitor().access, session.nonce(form)
    shop, fair = prompt_shop(), session.fair()
    redrawn = take_back_noted(shop, fair, meeting, access=access, nonce=nonce, seen=seen)
    session.new_nonce(form)
    return when_planned(redrawn, partial(_taken_back, stand=at))


def tell(told: StaffReport) -> ScreenMessage:
    """The stand does something with its day: whom to tell of it."""
    form = f"stand.{told.kind}.{told.stand}"
    access, nonce = session.visitor().access, session.nonce(form)
    redrawn = report_of_stand(prompt_shop(), session.fair(), told, access=access, nonce=nonce)
    session.new_nonce(form)

    def say(drawn: Redrawn) -> str:
        return "\n".join((session.phrase(f"floor.did_{told.kind}"), *_lines(drawn, told.stand)))

    return when_planned(redrawn, say, take_back=partial(take_back_act, told.stand, nonce))


def take_back_act(stand: str, act: str) -> ScreenMessage:
    """What the stand did with its day was a mistake: who comes again, and when."""
    form = f"stand.take_back.{act}"
    access, nonce = session.visitor().access, session.nonce(form)
    redrawn = take_back_of_stand(prompt_shop(), session.fair(), act, access=access, nonce=nonce)
    session.new_nonce(form)
    return when_planned(redrawn, partial(_taken_back, stand=stand))


def write(meeting: str, is_about_the_post: bool = False) -> str:  # noqa: FBT001, FBT002
    """A note, unless words in it are pointed at first."""
    form, words = f"stand.write.{meeting}", str(st.session_state.get(f"stand.note.{meeting}", ""))
    try:
        write_note(
            session.shop(),
            session.fair(),
            meeting,
            words,
            access=session.visitor().access,
            nonce=session.nonce(form),
            station=session.visitor().station,
            is_about_the_post=is_about_the_post,
        )
    except WordsProtected as pointed:
        keep(PointedAt(meeting, tuple(sentences_of(pointed, session.language()))))
        return ""
    session.new_nonce(form)
    forget(PointedAt)
    st.session_state[f"stand.note.{meeting}"] = ""
    return session.phrase("stand.note_kept")


def erase(stand: str, note: str) -> str:
    """A note goes."""
    access = session.visitor().access
    erase_note(session.shop(), session.fair(), note, stand=stand, access=access)
    return session.phrase("stand.note_erased")


def _lines(redrawn: Redrawn, stand: str) -> list[str]:
    known = known_changes(session.shop(), redrawn)
    found = stand_lines(redrawn, stand, session.language(), to_tell=known)
    nothing = "change.nobody" if redrawn.changes else "change.none"
    return found or [session.phrase(nothing)]


def _taken_back(redrawn: Redrawn, stand: str) -> str:
    known, language = known_changes(session.shop(), redrawn), session.language()
    lines = stand_lines(redrawn, stand, language, to_tell=known)
    return "\n".join((session.phrase("stand.taken_back"), *lines))


def _stand_of(meeting: str) -> str:
    return own_meeting(session.shop(), session.fair(), meeting, session.visitor().access).stand
