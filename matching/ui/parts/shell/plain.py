"""Words from a spreadsheet, made unable to act as markup on a page."""

_ACTS = frozenset("\\`*_{}[]()<>#+-!|$:~&.@")


def at_stand(sign: str, name: str) -> str:
    """Where a stand is found: a pin with its sign, then its name; its name alone without a sign."""
    return f":material/location_on: {plain(sign)} · {plain(name)}" if sign else plain(name)


def plain(text: str) -> str:
    """The same words with every Markdown sign shown as it is."""
    return "".join(f"\\{letter}" if letter in _ACTS else letter for letter in text)
