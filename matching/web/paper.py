"""A PDF that was laid out for one screen, shown there so that its browser can print it."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from matching.services.plan.printing.at_screen import AT_SCREEN
from matching.services.shop.shop import Shop
from matching.web.guard import visitor

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'inline; filename="parvis.pdf"',
    # The browser's own viewer is an object with styles of its own; nothing else may be in it.
    "Content-Security-Policy": "default-src 'none'; object-src 'self'; plugin-types"
    " application/pdf; style-src 'unsafe-inline'; frame-ancestors 'self'",
}


def paper_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """The route `/paper/NAME`: what was laid out for the screen that asks, and nothing else."""

    async def show(request: Request) -> Response:
        who = visitor(request)
        name = request.path_params["name"]
        pdf = await run_in_threadpool(AT_SCREEN.take, shop(), who, name) if who else None
        if pdf is None:  # as if there were no such file: whoever guesses learns nothing
            return JSONResponse({"error": {"code": "not_found"}}, 404)
        return Response(pdf, media_type="application/pdf", headers=_HEADERS)

    return [Route("/paper/{name}", show, methods=["GET"])]
