"""The only floor that knows Streamlit: shell, session, parts and pages."""

from pathlib import Path

_HERE = Path(__file__).parent

# Not beside `pages`: Streamlit would take that folder for the navigation of its first version.
ENTRANCE = _HERE / "entrance" / "open.py"


def page_file(name: str) -> Path:
    """The file of a page by its name."""
    return _HERE / "pages" / f"{name}.py"


def drawing(name: str) -> Path:
    """A picture or style sheet of ours."""
    return _HERE / name
