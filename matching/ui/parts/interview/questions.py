"""One question a screen: pictograms, big answers, the person's language, a voice."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from babel import Locale

from matching.domain.errors import FairError
from matching.phrases import SPOKEN, is_read_by_native, say
from matching.services.interview.answer_questions import (
    Interview,
    choose_language,
    interview,
    keep_answer,
)
from matching.services.interview.known_answers import already_said
from matching.services.interview.questions import (
    MEANING,
    QUESTIONS,
    AskedQuestion,
    Option,
    Way,
    meanings,
    options_now,
    written,
)
from matching.services.interview.unclear_words import confirm_meaning
from matching.services.live.notices.tell import note_told
from matching.services.live.redraw_plan import plan_person_behind
from matching.ui import session
from matching.ui.moments import Asking, Questionnaire, ScreenMessage, keep, recall
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.pictograms import picture
from matching.ui.parts.shell.plain import plain
from matching.ui.parts.shell.planned import prompt_shop
from matching.ui.reader import draw_reader

_WORDS = "ask.words"
_LOG = logging.getLogger("parvis")


def begin(person: str) -> None:
    """Ask the next person, in the language of this screen, whoever was asked before."""
    found = interview(session.shop(), session.fair(), person)
    left = recall(Questionnaire).asking
    session.forget_asked()
    _plan_unfinished(left)
    _go_on(Asking(person, _first_open(found).name))


def begin_as_chosen(person: str) -> None:
    """Ask whoever has just chosen a language and a voice at this screen."""
    found = interview(session.shop(), session.fair(), person)
    _go_on(Asking(person, _first_open(found).name))


def _go_on(asking: Asking) -> None:
    """Keep where the questionnaire stands, in the language and voice of this screen."""
    keep(replace(recall(Questionnaire), asking=asking))


def _first_open(found: Interview) -> AskedQuestion:
    """The first question of which nothing is known, or the first of all."""
    return found.questions[found.next_open if found.next_open < len(found.questions) else 0]


def forget_whoever_left() -> None:
    """Forget a person who went away; their meetings follow the answers that they gave."""
    left = recall(Questionnaire).asking
    # First of all: the next person must see nothing, whatever becomes of the plan.
    session.forget_person()
    _plan_unfinished(left)


def _plan_unfinished(left: Asking | None) -> None:
    """The answers are kept already: when the plan cannot follow now, the next one will."""
    if left is None or not left.has_answered:
        return
    try:
        plan_person_behind(prompt_shop(), session.fair(), left.person)
    except FairError as error:
        _LOG.warning("not planned for %s: %s", left.person, error)


def forget_if_unknown(error: FairError, sentence: str) -> None:
    """Go back to the start when the file asked about is none any more: two were joined, say.

    Raises
    ------
    FairError
        The error itself, when it tells of anything else.
    """
    if error.code != "person_unknown":
        raise error
    session.forget_person()
    session.leave_notice(ScreenMessage(sentence, is_refusal=True))
    st.rerun()


def phrase(code: str, /, **params: object) -> str:
    """The sentence of a code in the language of the person asked."""
    return say(code, session.persons_language(), **params)


def draw_question(asking: Asking) -> None:
    """The screen of one question."""
    found = interview(session.shop(), session.fair(), asking.person)
    one = _question_now(asking, found)
    options = _options(one, found)
    known, words = already_said(one, options, found)
    chosen = asking.chosen if asking.chosen is not None and one.name == asking.question else known
    place = found.questions.index(one) + 1
    with st.container(key="ask"):
        st.progress(
            place / len(found.questions),
            phrase("ask.place", place=place, count=len(found.questions)),
        )
        st.markdown(f"# {phrase(f'ask.{one.name}')}")
        _draw_help(one, asking, options, _unclear_at(one, found))
        _draw_options(one, options, chosen)
        _draw_words(one, words)
        _draw_ways_on(found, one, options, chosen)


def _options(one: AskedQuestion, found: Interview) -> Sequence[Option]:
    if one.name == MEANING:
        return meanings(found.unclear[0])
    return options_now(one, found.fair, session.shop().day_moment(found.fair))


def _unclear_at(one: AskedQuestion, found: Interview) -> str:
    """The words that this screen asks the meaning of."""
    return found.unclear[0].words if one.name == MEANING else ""


def _question_now(asking: Asking, found: Interview) -> AskedQuestion:
    """The question of this screen; the next open one when another tablet made it needless."""
    one = next((one for one in found.questions if one.name == asking.question), None)
    if one is None:
        one = _first_open(found)
        _go_on(replace(asking, question=one.name, chosen=None, is_misread=False))
    return one


def _draw_help(one: AskedQuestion, asking: Asking, options: Sequence[Option], unclear: str) -> None:
    how = {Way.ONE: "ask.one", Way.SEVERAL: "ask.several", Way.WORDS: f"ask.{one.name}.words"}
    told = [phrase(how[one.way])]
    if unclear:
        told.insert(0, phrase("ask.you_said", words=plain(unclear)))
        st.markdown(told[0])
    if asking.is_misread:
        told.insert(0, phrase("ask.not_understood"))
        st.warning(told[0], icon=":material/help:")
    st.markdown(told[-1])
    if one is QUESTIONS[0]:
        st.caption(phrase("ask.promise"))
        told.append(phrase("ask.promise"))
    answers = [label_of(one.name, option) for option in options]
    draw_voice([phrase(f"ask.{one.name}"), *told, *answers])


def draw_voice(sentences: Sequence[str]) -> None:
    """The buttons that read a screen aloud, where the browser has a voice."""
    draw_reader(
        sentences,
        language=session.persons_language(),
        words={
            "listen": phrase("ask.listen"),
            "aloud": phrase("ask.read_aloud"),
            "quietly": phrase("ask.read_quietly"),
        },
        is_aloud=recall(Questionnaire).is_aloud,
        on_aloud=_change_voice,
        key="ask.voice",
    )


def _change_voice() -> None:
    asked = recall(Questionnaire)
    keep(replace(asked, is_aloud=not asked.is_aloud))


def label_of(question: str, answer: Option) -> str:
    """What an answer says in the language of the person."""
    option = answer.name
    if answer.label:
        return answer.label
    if question == "leaves" and ":" in option:
        return option
    if question == "radius" and option.startswith("km"):
        return phrase("ask.radius.km", km=option.removeprefix("km"))
    if question == "interpreter" and option not in {"none", "fsl", "ber"}:
        return name_of(option, session.persons_language())
    return phrase(f"ask.{question}.{option}")


def name_of(code: str, language: str) -> str:
    """The name of a language in a language."""
    name = str(Locale.parse(language).languages.get(code, code))
    return name[:1].upper() + name[1:]


def _draw_options(one: AskedQuestion, options: Sequence[Option], chosen: Sequence[str]) -> None:
    if not options:
        return
    with st.container(key="ask_options", horizontal=True, gap="small"):
        for option in options:
            label = plain(label_of(one.name, option))
            is_chosen = option.name in chosen
            st.button(
                f"✓ {label}" if is_chosen else label,
                key=f"ask.{one.name}.{option.name}",
                icon=picture(one.name, option.name),
                type="primary" if is_chosen else "secondary",
                on_click=attempt,
                args=(_touch, one, options, chosen, option),
                wrap=True,
            )


def _draw_words(one: AskedQuestion, words: str) -> None:
    if one.way is Way.WORDS or one.takes_words:
        st.text_input(
            phrase(f"ask.{one.name}.words"),
            value=words,
            key=f"{_WORDS}.{one.name}",
            max_chars=200,
            autocomplete="off",
            label_visibility="collapsed" if one.way is Way.WORDS else "visible",
        )


def _draw_ways_on(
    found: Interview, one: AskedQuestion, options: Sequence[Option], chosen: Sequence[str]
) -> None:
    with st.container(key="ask_ways", horizontal=True, gap="small"):
        if found.questions[0] is not one:
            _way("back", "arrow_back", partial(_move, found, one, -1))
        _way("stop", "flag", stop)
        _way("skip", "skip_next", partial(_move, found, one, 1))
        if one.way is not Way.ONE:
            taken = tuple(option for option in options if option.name in chosen)
            _way("next", "arrow_forward", partial(_keep, one, taken), is_first=True)


def _way(name: str, icon: str, act: Callable[[], str], *, is_first: bool = False) -> None:
    st.button(
        phrase(f"ask.{name}"),
        key=f"ask.{name}",
        icon=f":material/{icon}:",
        type="primary" if is_first else "secondary",
        on_click=attempt,
        args=(act,),
    )


def _now() -> Asking:
    asking = recall(Questionnaire).asking
    if asking is None:
        raise FairError("not_allowed")
    return asking


def _touch(
    one: AskedQuestion, options: Sequence[Option], chosen: Sequence[str], option: Option
) -> str:
    if one.way is Way.ONE:
        return _keep(one, (option,))
    alone = {other.name for other in options if other.alone}
    kept = [] if option.alone else [name for name in chosen if name not in alone | {option.name}]
    added = [] if option.name in chosen else [option.name]
    _go_on(replace(_now(), chosen=(*kept, *added), is_misread=False))
    return ""


def _keep(one: AskedQuestion, taken: tuple[Option, ...]) -> str:
    """Keep the answer, and go on to the next question."""
    asking = _now()
    if one.name == MEANING:
        return _confirm(asking, one, taken[0])
    words = str(st.session_state.get(f"{_WORDS}.{one.name}") or "")
    shop, fair = session.shop(), session.fair()
    # Going on from a screen that nobody touched is passing it.
    if taken or words.strip() or asking.chosen is not None:
        if keep_answer(shop, fair, asking.person, one, written(one, taken, words)):
            _go_on(replace(asking, is_misread=True))
            return ""
        _go_on(replace(asking, has_answered=True))
    return _move(interview(shop, fair, asking.person), one, 1)


def _confirm(asking: Asking, one: AskedQuestion, meant: Option) -> str:
    """Keep what words mean, and ask of the next words that are unclear, if any."""
    shop, fair = session.shop(), session.fair()
    confirm_meaning(shop, fair, asking.person, meant.text)
    _go_on(replace(asking, chosen=None, has_answered=True))
    found = interview(shop, fair, asking.person)
    return "" if found.unclear else _move(found, one, 1)


def _move(found: Interview, one: AskedQuestion, by: int) -> str:
    # By the order of all questions: this one may be asked no longer.
    here, asked = QUESTIONS.index(one), [QUESTIONS.index(other) for other in found.questions]
    if by > 0:
        place = next((place for place in asked if place > here), None)
    else:
        place = next((place for place in reversed(asked) if place < here), here)
    if place is None:
        return stop()
    name = QUESTIONS[place].name
    _go_on(replace(_now(), question=name, chosen=None, is_misread=False))
    return ""


def stop() -> str:
    """End the questionnaire here; what was answered is kept, and the person's meetings follow."""
    asking = _now()
    if asking.has_answered:
        plan_person_behind(prompt_shop(), session.fair(), asking.person)
    _go_on(replace(asking, question="", has_answered=False))
    return ""


def note_seen() -> None:
    """The person asked has their whole day before them now: nobody has to tell it later."""
    asking, shop = _now(), session.shop()
    if asking.is_told:
        return
    station = session.visitor().station
    note_told(shop, session.fair(), asking.person, nonce=shop.new_nonce(), station=station)
    _go_on(replace(asking, is_told=True))


def draw_language() -> None:
    """The language of the person, chosen by whoever holds the tablet: their sheet speaks it too."""
    spoken = session.persons_language()
    st.selectbox(
        session.phrase("questions.language"),
        SPOKEN,
        index=SPOKEN.index(spoken),
        format_func=own_name,
        key="ask.language",
        on_change=_speak,
        width=280,
    )
    if not is_read_by_native(spoken):
        st.caption(session.phrase("questions.proofread"))


def own_name(language: str) -> str:
    """What a language is called by those who speak it."""
    return name_of(language, language)


def _speak() -> None:
    language, asking = str(st.session_state["ask.language"]), recall(Questionnaire).asking
    if asking is not None:
        choose_language(session.shop(), session.fair(), asking.person, language)
    keep(replace(recall(Questionnaire), language=language))
