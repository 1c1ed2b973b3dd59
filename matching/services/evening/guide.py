"""The guide shown by the help page."""

from importlib.resources import files


def guide(language: str) -> str:
    """The guide in a language, as Markdown."""
    return (files("matching") / "docs" / f"guide.{language}.md").read_text(encoding="utf-8")
