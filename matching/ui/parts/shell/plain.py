"""Words from a spreadsheet, made unable to act as markup on a page."""

_ACTS = frozenset("\\`*_{}[]()<>#+-!|$:~&.@")


def plain(text: str) -> str:
    """The same words with every Markdown sign shown as it is."""
    return "".join(f"\\{letter}" if letter in _ACTS else letter for letter in text)
