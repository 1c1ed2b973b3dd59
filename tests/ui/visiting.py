"""How a page test goes from one page to another."""

import os

from matching.ui import ENTRANCE, page_file


def page_of(name):
    """The file of a page, told from the script that Streamlit runs."""
    return os.path.relpath(page_file(name), ENTRANCE.parent)
