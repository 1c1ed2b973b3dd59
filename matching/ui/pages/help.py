"""The guide, in the reader's language."""

import streamlit as st

from matching.services.guide import guide
from matching.ui import session

st.title(session.phrase("page.help"))
st.markdown(guide(session.language()))
