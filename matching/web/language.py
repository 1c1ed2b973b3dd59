"""In which language a page answers a browser that has not chosen one."""

from collections.abc import Sequence

from babel import negotiate_locale
from starlette.requests import Request

from matching.phrases import LANGUAGES


def language_of(request: Request, languages: Sequence[str] = LANGUAGES) -> str:
    """The first language that the browser asks for among `languages`, else the first of these."""
    wished = request.headers.get("accept-language", "").lower().split(",")
    return negotiate_locale([wish.strip()[:2] for wish in wished], languages) or languages[0]
