"""The guide, in the reader's language."""

import streamlit as st

from matching.services.evening.guide import guide
from matching.ui import session

st.title(session.phrase("page.help"))
st.markdown(guide(session.language()))
