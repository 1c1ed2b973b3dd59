"""A plan on screen: how it is found, how good it is, who was left short, who is where when."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from matching.phrases import decimal, labelled
from matching.services.floor.explain_meeting import Explained, reasons_short
from matching.services.plan.drawing import Drawing
from matching.services.plan.plan_help import Help
from matching.services.plan.plan_view import PlanView
from matching.services.plan.progress_sentence import news_sentence
from matching.services.plan.proof_sentences import proof_sentences
from matching.services.plan.sessions_held import (
    group_words,
    no_session_words,
    sessions_held,
    sessions_not_held,
)
from matching.services.scores.openings import interview_warnings
from matching.ui import session
from matching.ui.parts.shell.choosing import choose_person, choose_stand
from matching.ui.parts.shell.hour import hour_said
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_NAMED = 3
_UNMET = 8
_QUICK = 50_000  # people times stands
_SIDES = ("stand", "person")


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
    if view.announced and not view.is_announced:
        told = {"number": view.announced.number, "count": len(view.announced.meetings)}
        st.caption(session.phrase("plan.announced_has", **told))
    _draw_fewest(view)
    _draw_changed(view)
    if view.is_proven and view.changed:
        hour = hour_said(view.drawn_at)
        code = "plan.proven_kept_then" if view.kept else "plan.proven_then"
        said = session.phrase(code, hour=hour, count=view.kept)
        st.info(said, icon=":material/history:")
    elif view.is_proven:
        code = "plan.proven_kept" if view.kept else "plan.proven"
        st.success(session.phrase(code, count=view.kept), icon=":material/verified:")
    else:
        lines = proof_sentences(view.goals, view.bounds, session.language())
        st.info("\n\n".join(lines), icon=":material/info:")


def _draw_changed(view: PlanView) -> None:
    """Who, or what, has changed since the plan was drawn; it knows nothing of it."""
    if not view.changed:
        return
    hour = hour_said(view.drawn_at)
    if view.changed.is_frame:
        said = session.phrase("plan.changed_fair", hour=hour)
    else:
        people = [view.entries.jobseekers[person].full_name for person in view.changed.people]
        names = ", ".join(people[:_NAMED]) + (", …" if len(people) > _NAMED else "")
        said = session.phrase("plan.changed_people", count=len(people), names=names, hour=hour)
    st.warning(plain(said), icon=":material/edit_calendar:")


def _draw_fewest(view: PlanView) -> None:
    for side, names in zip(("people", "stands"), view.fewest, strict=True):
        if 0 < len(names) <= _NAMED:
            least = getattr(view.shares, side).least
            said = session.phrase(f"plan.{side}_fewest", names=", ".join(names), count=least)
            st.caption(plain(said))


def _number(value: float) -> str:
    return decimal(value, session.language(), places=1)


def draw_unmet(view: PlanView) -> None:
    """People with fewer meetings than promised, then those whose promise only near ones keep.

    Of an announced plan the reasons of those on the page are asked anew: the day goes on, and who
    is short of nothing by now is not named.
    """
    near = {person for person, _ in view.kept_by_near}
    then = {person: code for person, code in view.unmet if person not in near}

    def lines(shown: Sequence[str]) -> list[str]:
        if view.is_announced and not _asks_why(view):
            return names(shown)
        is_told, shop, fair = view.is_announced, session.shop(), session.fair()
        codes = reasons_short(shop, fair, shown) if is_told else then
        people = view.entries.jobseekers
        return [
            labelled(people[person].full_name, session.phrase(f"unmet.{codes[person]}"))
            for person in shown
            if person in codes
        ]

    def names(shown: Sequence[str]) -> list[str]:
        return [view.entries.jobseekers[person].full_name for person in shown]

    _draw_named("plan.unmet", list(then), lines, view)
    _draw_named("plan.kept_by_near", sorted(near), names, view)


def _asks_why(view: PlanView) -> bool:
    """Whether reasons are worked out: of a large fair that takes seconds, and is asked for."""
    if len(view.entries.jobseekers) * len(view.entries.exhibitors) <= _QUICK:
        return True
    return st.toggle(session.phrase("plan.why_short"), key="plan.why_short")


def _draw_named(
    code: str, people: Sequence[str], lines: Callable[[Sequence[str]], list[str]], view: PlanView
) -> None:
    """A heading with the lines below it, a page at a time; nothing without any."""
    if people:
        key = f"{code}.{view.number}"
        shown = page_of(people, key, size=_UNMET)
        if said := "\n".join(f"- {plain(line)}" for line in lines(shown)):
            st.warning(f"{session.phrase(code)}\n{said}", icon=":material/person_alert:")
        draw_pages(people, key, size=_UNMET)


def draw_crowded(view: PlanView) -> None:
    """More interviews than places, and openings that are not sure."""
    for warning in interview_warnings(view.entries, view.planned, session.language()):
        st.warning(plain(warning), icon=":material/group_add:")


def _draw_sessions(view: PlanView) -> None:
    """The groups of workshops, and those that are not held, with the reason."""
    language = session.language()
    held = sessions_held(view.entries, view.planned)
    if held:
        lines = [f"- {plain(group_words(group, language))}" for group in held]
        with st.expander(session.phrase("plan.sessions"), icon=":material/groups_2:"):
            st.markdown("\n".join(lines))
    none = sessions_not_held(view.entries, held)
    if none:
        lines = [plain(no_session_words(missing, language)) for missing in none]
        st.info("\n\n".join(lines), icon=":material/group_off:")


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


def ask_why(view: PlanView) -> tuple[str | None, str | None]:
    """The person and the stand that the organiser wonders about, as far as chosen."""
    one, other = st.columns(2)
    with one:
        person = choose_person(view.entries, "plan.person")
    with other:
        stand = choose_stand(view.entries, "plan.stand")
    return person, stand


def draw_why(found: Explained) -> None:
    """Whether the two meet, and why."""
    icon = ":material/event_available:" if found.is_planned else ":material/event_busy:"
    first, *others = found.lines
    st.markdown(f"{icon} **{plain(first)}**")
    for line in others:
        st.markdown(plain(line))


def draw_timetable(view: PlanView) -> None:
    """The meetings of one stand or of one person, in order of time."""
    _draw_sessions(view)
    side = st.segmented_control(
        session.phrase("plan.timetable"),
        _SIDES,
        default=_SIDES[0],
        format_func=lambda one: session.phrase(f"plan.by_{one}"),
        key="plan.side",
        required=True,
    )
    if side == "person":
        person = choose_person(view.entries, "plan.of_person")
        row = view.of_person(person) if person else None
    else:
        stand = choose_stand(view.entries, "plan.of_stand")
        row = view.of_stand(stand) if stand else None
    if row is not None:
        lines = [f"- **{hour}** {plain(said)}" for hour, said in row]
        st.markdown("\n".join(lines) if lines else session.phrase("plan.empty_row"))
