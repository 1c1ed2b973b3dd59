"""The colours of every screen, light and dark: one style sheet that all pages begin with."""

from functools import cache
from importlib.resources import files


@cache
def palette() -> str:
    """The style sheet that gives each colour its name; it follows what the device asks for."""
    return (files("matching.look") / "palette.css").read_text(encoding="utf-8")
