from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.services.files.examples import open_example
from matching.web.routes import routes
from tests.fairs import shop_in


def test_health_answers_with_the_version_and_the_fairs(tmp_path):
    shop = shop_in(tmp_path)
    client = TestClient(Starlette(routes=routes(lambda: shop)))
    assert client.get("/api/health").json() == {"status": "ok", "version": "0.1.0", "fairs": 0}
    open_example(shop, "mosson")
    assert client.get("/api/health").json()["fairs"] == 1
    shop.store.close()
