"""The only floor that knows Streamlit: shell, session, parts and pages."""

from pathlib import Path

_HERE = Path(__file__).parent

# Not beside `pages`: Streamlit would take that folder for the navigation of its first version.
ENTRANCE = _HERE / "entrance" / "open.py"


# The rooms of `services`, each with the pages that its acts are done from.
_PAGE_ROOMS = {
    "access": ("accesses",),
    "door": ("welcome", "kiosk", "duplicates"),
    "evening": ("report", "rights", "faces", "help"),
    "files": ("files",),
    "floor": ("floor", "grid", "notices", "stand", "hall", "eligibility"),
    "interview": ("questions",),
    "plan": ("plan", "sheets"),
    "prepare": ("start", "fair", "entries"),
    "scores": ("matches", "weights"),
}
_ROOMS = {page: room for room, pages in _PAGE_ROOMS.items() for page in pages}


def page_file(name: str) -> Path:
    """The file of a page by its name."""
    return _HERE / "pages" / _ROOMS[name] / f"{name}.py"


def drawing(name: str) -> Path:
    """A picture or style sheet of ours."""
    return _HERE / name
