"""One question for each distinct value, and one for an order of names: empty until answered."""

from collections.abc import Sequence

import streamlit as st

from matching.services.files.mending.mend import OrderAnswer, ValueAnswer
from matching.services.files.mending.value_questions import (
    NAME_ORDERS,
    OrderQuestion,
    ValueQuestion,
    answer_words,
    choice_name,
)
from matching.services.shop.refusals import field_name, flaw_sentence
from matching.ui import session
from matching.ui.parts.shell.plain import plain


def draw_orders(questions: Sequence[OrderQuestion]) -> None:
    """Which part of a name stands first, asked once for its column."""
    for question in questions:
        st.radio(
            session.phrase("file_question.order", heading=plain(question.heading)),
            NAME_ORDERS,
            index=None,
            captions=[plain(question.samples)] * len(NAME_ORDERS),
            key=_order_key(question),
            format_func=lambda order: session.phrase(f"file_question.{order}"),
        )


def draw_values(questions: Sequence[ValueQuestion]) -> None:
    """What a word means, asked once for all cells that say it."""
    for question in questions:
        label = session.phrase(
            "file_question.value",
            heading=plain(question.heading),
            value=plain(question.value),
            count=question.count,
            column=field_name(question.column, session.language()),
            file=plain(question.file),
            line=question.first_line,
        )
        if question.flaw is not None:
            st.caption(plain(flaw_sentence(question.flaw, session.language())))
        _draw_value(question, label)


def orders_given(questions: Sequence[OrderQuestion]) -> list[OrderAnswer]:
    """The orders that somebody has said."""
    said = ((question, st.session_state.get(_order_key(question))) for question in questions)
    return [OrderAnswer(one.file, one.heading, str(order)) for one, order in said if order]


def values_given(questions: Sequence[ValueQuestion]) -> list[ValueAnswer]:
    """The answers that somebody has given; an untouched question has none."""
    said = ((question, st.session_state.get(_value_key(question)) or "") for question in questions)
    found = ((question, answer_words(chosen)) for question, chosen in said)
    return [ValueAnswer(one.file, one.column, one.key, words) for one, words in found if words]


def _draw_value(question: ValueQuestion, label: str) -> None:
    key, say = _value_key(question), session.phrase("file_question.choose")
    if not question.choices:
        st.text_input(label, placeholder=session.phrase("file_question.hour"), key=key)
        return

    def name(word: str) -> str:
        return choice_name(question.column, word, session.language())

    if question.many:
        st.multiselect(
            label, question.choices, placeholder=say, select_all=False, key=key, format_func=name
        )
    else:
        st.selectbox(
            label, question.choices, index=None, placeholder=say, key=key, format_func=name
        )


def _value_key(question: ValueQuestion) -> str:
    return f"flaws.value.{question.file}.{question.column}.{question.key}"


def _order_key(question: OrderQuestion) -> str:
    return f"flaws.order.{question.file}.{question.heading}"
