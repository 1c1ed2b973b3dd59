"""What counts in a score: each weight with its reason, changed in the open."""

import streamlit as st

from matching.services.scores.set_weights import reset_weights, set_weights, weights_view
from matching.ui import session
from matching.ui.parts.scores.weights import draw_versions, draw_weights, forget_typed, typed
from matching.ui.parts.shell.notice import attempt


def save() -> str:
    """Put the weights typed in force."""
    if not set_weights(session.shop(), session.fair(), typed(view)):
        return session.phrase("weights.same")
    version = weights_view(session.shop(), session.fair()).version
    return session.phrase("weights.saved", version=version[:6])


def reset() -> str:
    """Go back to the weights that Parvis comes with."""
    changed = reset_weights(session.shop(), session.fair())
    forget_typed(view)
    return session.phrase("weights.reset_done" if changed else "weights.same")


st.title(session.phrase("page.weights"))
st.write(session.phrase("weights.why"))
view = weights_view(session.shop(), session.fair())
with st.form("weights.form"):
    draw_weights(view)
    st.form_submit_button(
        session.phrase("weights.save"),
        key="weights.save",
        icon=":material/check:",
        type="primary",
        on_click=attempt,
        args=(save,),
    )
st.button(
    session.phrase("weights.reset"),
    key="weights.reset",
    icon=":material/undo:",
    on_click=attempt,
    args=(reset,),
)
draw_versions(view)
