"""The routes that live beside Streamlit's own."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

import matching
from matching.services.fairs_known import known_fairs
from matching.services.shop import Shop


def routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """Every route of ours; the shop is opened on first use."""

    async def health(_: Request) -> JSONResponse:
        fairs = await run_in_threadpool(lambda: known_fairs(shop()))
        return JSONResponse({"status": "ok", "version": matching.__version__, "fairs": len(fairs)})

    return [Route("/api/health", health, methods=["GET"])]
