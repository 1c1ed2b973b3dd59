"""Whether the app answers, for those who start it and for tablets that wait for it."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

import matching
from matching.domain.errors import FairError
from matching.services.files.fairs_known import every_fair
from matching.services.shop.shop import Shop


def health_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """`/api/health`: 200 when the store answers and can be written to, 503 when not."""

    async def health(_: Request) -> Response:
        try:
            fairs = await run_in_threadpool(_count_fairs, shop())
        except FairError as error:
            return JSONResponse({"status": error.code}, 503)
        return JSONResponse({"status": "ok", "version": matching.__version__, "fairs": fairs})

    return [Route("/api/health", health, methods=["GET"])]


def _count_fairs(shop: Shop) -> int:
    shop.store.must_answer()
    return len(every_fair(shop))
