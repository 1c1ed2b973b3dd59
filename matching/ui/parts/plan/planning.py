"""A plan on screen: how it is found, how good it is, who was left short, who is where when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st
from babel.numbers import format_decimal

from matching.services.floor.explain_meeting import Explained
from matching.services.plan.drawing import Drawing
from matching.services.plan.plan_help import Help
from matching.services.plan.plan_view import PlanView, Timetable
from matching.services.plan.progress_sentence import news_sentence, share_words
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_NAMED = 3


def draw_progress(drawing: Drawing, end: Callable[[], str]) -> None:
    """The best plan so far, and the button that keeps it."""
    news = drawing.news
    said = session.phrase("plan.beginning")
    if drawing.is_ending:
        said = session.phrase("plan.stopping")
    elif news is not None:
        said = news_sentence(news, session.language())
    with st.container(border=True):
        st.progress(drawing.share, text=f"**{session.phrase('plan.drawing')}** {plain(said)}")
        st.button(
            session.phrase("plan.end"),
            key="plan.end",
            icon=":material/stop_circle:",
            on_click=attempt,
            args=(end,),
            disabled=drawing.is_ending,
        )


def draw_plan_facts(view: PlanView) -> None:
    """The numbers an organiser asks first, and how sure they are."""
    state = "plan.is_announced" if view.is_announced else "plan.is_working"
    st.markdown(f"**{session.phrase(state, number=view.number)}**")
    people, stands = view.shares.people, view.shares.stands
    facts = (
        ("meetings", str(view.meetings)),
        ("waiting", str(view.waiting)),
        ("people_least", str(people.least)),
        ("people_mean", _number(people.mean)),
        ("stands_least", str(stands.least)),
        ("stands_mean", _number(stands.mean)),
    )
    for row in (facts[:3], facts[3:]):
        for column, (name, value) in zip(st.columns(3), row, strict=True):
            column.metric(session.phrase(f"plan.{name}"), value, border=True)
    _draw_fewest(view)
    if view.is_proven:
        st.success(session.phrase("plan.proven"), icon=":material/verified:")
    elif view.score_bound:
        short = share_words(max(0.0, 1 - view.score / view.score_bound), session.language())
        st.info(session.phrase("plan.near", short=short), icon=":material/info:")


def _draw_fewest(view: PlanView) -> None:
    for side, names in zip(("people", "stands"), view.fewest, strict=True):
        if 0 < len(names) <= _NAMED:
            least = getattr(view.shares, side).least
            said = session.phrase(f"plan.{side}_fewest", names=", ".join(names), count=least)
            st.caption(plain(said))


def _number(value: float) -> str:
    return str(format_decimal(value, "0.0", locale=session.language()))


def draw_unmet(view: PlanView) -> None:
    """People with fewer meetings than promised, each with the reason."""
    if view.unmet:
        lines = "\n".join(
            f"- {plain(name)} : {session.phrase(f'unmet.{code}')}" for name, code in view.unmet
        )
        st.warning(f"{session.phrase('plan.unmet')}\n{lines}", icon=":material/person_alert:")


@contextmanager
def panel(name: str, icon: str) -> Iterator[bool]:
    """A question that folds, with whether it is open: it is worked out only then."""
    title = session.phrase(f"plan.{name}")
    box = st.expander(title, icon=icon, key=f"plan.{name}", on_change="rerun")
    with box:
        yield bool(box.open)


def draw_helps(found: Sequence[Help]) -> None:
    """Changes that would help, the best first."""
    if not found:
        st.write(session.phrase("plan.no_help"))
    for number, one in enumerate(found, 1):
        st.markdown(f"**{number}.** {plain(one.text)}")


def ask_why(people: Mapping[str, str], stands: Mapping[str, str]) -> tuple[str, str]:
    """The person and the stand that the organiser wonders about."""
    one, other = st.columns(2)
    person = one.selectbox(
        session.phrase("plan.person"), list(people), format_func=people.__getitem__,
        key="plan.person",
    )  # fmt: skip
    stand = other.selectbox(
        session.phrase("plan.stand"), list(stands), format_func=stands.__getitem__,
        key="plan.stand",
    )  # fmt: skip
    return person, stand


def draw_why(found: Explained) -> None:
    """Whether the two meet, and why."""
    icon = ":material/event_available:" if found.is_planned else ":material/event_busy:"
    first, *others = found.lines
    st.markdown(f"{icon} **{plain(first)}**")
    for line in others:
        st.markdown(plain(line))


def draw_timetable(timetable: Timetable) -> None:
    """One line a stand or a person, its meetings in order of time."""
    for name, meetings in timetable.items():
        with st.container(border=True):
            st.markdown(f"**{plain(name)}**")
            words = [f":blue-badge[{hour}] {plain(said)}" for hour, said in meetings]
            st.markdown("  ".join(words) if words else session.phrase("plan.empty_row"))
