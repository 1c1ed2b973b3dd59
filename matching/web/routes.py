"""The routes that live beside Streamlit's own, and who stands before all of them."""

from collections.abc import Callable

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from matching.services.shop.shop import Shop
from matching.web.check_ins import check_in_routes
from matching.web.entrance import entrance_routes
from matching.web.guard import Guard
from matching.web.health import health_routes
from matching.web.openapi import openapi_routes
from matching.web.own_page import own_routes
from matching.web.paper import paper_routes
from matching.web.scan_page import scan_routes


def routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """Every route of ours; the shop is opened on first use."""
    return [
        *health_routes(shop),
        *openapi_routes(),
        *entrance_routes(shop),
        *check_in_routes(shop),
        *scan_routes(shop),
        *own_routes(shop),
        *paper_routes(shop),
    ]


def guards(shop: Callable[[], Shop]) -> list[Middleware]:
    """What every request goes through first."""
    return [Middleware(Guard, shop=shop)]
