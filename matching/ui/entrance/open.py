"""The script that Streamlit runs for every visitor."""

from matching.ui.shell import open_shell

open_shell()
