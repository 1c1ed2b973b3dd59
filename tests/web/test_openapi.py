"""Whatever the OpenAPI document allows, and what it forbids, is answered as it says."""

import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from starlette.applications import Starlette

from matching.services.access.enter import open_station
from matching.services.access.give_access import first_access
from matching.services.files.examples import open_example
from matching.web.openapi import document
from matching.web.routes import guards, routes
from tests.examples import examples
from tests.fairs import shop_in

MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    opened = shop_in(tmp_path_factory.mktemp("asked"))
    open_example(opened, "mosson")
    first_access(opened, name="Organisatrice")
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def token(shop):
    return open_station(shop, 1, station="Portique").cookie


@pytest.fixture(scope="module")
def api(shop):
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


OPERATIONS = [(path, method) for path, methods in document()["paths"].items() for method in methods]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_route_keeps_its_word(api, token, path, method, mode):
    operation = api[path][method]

    @examples(80)
    @given(case=operation.as_strategy(generation_mode=mode), of_ours=st.booleans())
    def ask(case, of_ours):
        if of_ours and "fair" in (case.path_parameters or {}):
            case.path_parameters["fair"] = MOSSON
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"})

    if mode is GenerationMode.NEGATIVE and (path, method) == ("/api/health", "get"):
        return  # it takes nothing that could be wrong
    ask()


def test_the_document_names_every_route_of_the_interface(shop):
    paths = {route.path for route in routes(lambda: shop) if route.path.startswith("/api/")}
    assert paths - {"/api/openapi.json"} == set(document()["paths"])
