"""The organiser's own code, told once on the log of the machine that first starts the app."""

import sys

from matching.phrases import LANGUAGES, say
from matching.services.access.give_access import first_access
from matching.services.shop.shop import Shop


def tell_first_code(shop: Shop) -> None:
    """Make the organiser's access when there is none, and show its code where the app started."""
    language = LANGUAGES[0]
    given = first_access(shop, name=say("role.organiser", language))
    if given is not None:
        sys.stderr.write(f"\n{say('access.first_code', language, code=given.code)}\n\n")
