"""What all tests share: one hypothesis profile, and the example fair drawn once a run."""

from types import SimpleNamespace

import pytest

from tests.examples import register_profiles

register_profiles()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put browsers first: they wait more than they work; last, a core would wait with them."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/browser/"))


class Example(SimpleNamespace):
    """The example fair as files of a store, to start a test from, and what drawing it gave.

    `read` holds the fair alone, `drawn` its plan as well, `announced` the same plan announced.
    """

    def __repr__(self):
        """Its name: of its megabytes a failing property would print nothing but a complaint."""
        return "the example fair"


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example fair, read, drawn and announced once for all tests."""
    from matching.services.files.examples import open_example
    from matching.services.plan.announce import announce
    from matching.services.plan.draw_plan import draw_plan
    from tests.fairs import shop_in

    folder = tmp_path_factory.mktemp("mosson")
    files, fair = {}, "mosson-2023"

    def keep(name, act):
        shop = shop_in(folder)
        given = act(shop)
        shop.store.close()
        files[name] = (folder / "fair.db").read_bytes()
        return given

    keep("read", lambda shop: open_example(shop, "mosson"))
    plan = keep("drawn", lambda shop: draw_plan(shop, fair, seconds=600))
    keep("announced", lambda shop: announce(shop, fair))
    return Example(**files, plan=plan)
