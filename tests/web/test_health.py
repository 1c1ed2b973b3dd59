"""What `/api/health` tells tablets and whoever starts the app of a store that is full or gone."""

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.domain.errors import FairError
from matching.store.settings import keep_setting
from matching.web.routes import guards, routes


@pytest.fixture
def health(shop):
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    client = TestClient(app)

    def told():
        answer = client.get("/api/health")
        return answer.status_code, answer.json()["status"]

    return told


def let_grow(shop, pages):
    with shop.store.writing() as writer:
        used = writer.scalar(text("PRAGMA page_count"))
        writer.execute(text(f"PRAGMA max_page_count = {used + pages}"))


def test_a_store_that_is_full_says_so_until_there_is_room_again(shop, health):
    assert health() == (200, "ok")
    let_grow(shop, 0)
    with pytest.raises(FairError, match="store_full"), shop.store.writing() as writer:
        keep_setting(writer, "long", "x" * 100_000)
    assert [health(), health()] == [(503, "store_full")] * 2
    let_grow(shop, 1_000)
    assert health() == (200, "ok")
    with shop.store.reading() as reader:
        assert (
            reader.scalar(text("SELECT name FROM sqlite_master WHERE name = 'room_left'")) is None
        )


def test_a_store_whose_file_was_moved_says_so(shop, health, tmp_path):
    (tmp_path / "fair.db").rename(tmp_path / "old.db")
    assert health() == (503, "store_moved")
