"""Who is short on the page of the plan, as the day is now."""

import pytest

from matching.services.plan.plan_view import plan_view
from matching.ui import session
from matching.ui.parts.plan import planning
from matching.ui.parts.shell.plain import plain
from tests.services.live.test_below_promise import at_five_past
from tests.services.live.test_notices import MOSSON, arrive, close, entries, opening


@pytest.fixture
def short(announced):
    """Names of whoever is short in an announced plan, once every second stand has closed."""
    people = entries(announced).jobseekers
    arrive(announced, sorted(people)[:1], opening(announced))
    for stand in sorted({one.stand for one in plan_view(announced, MOSSON).planned})[::2]:
        close(announced, stand, at_five_past(announced), nonce=stand)
    view = plan_view(announced, MOSSON)
    assert view.is_announced
    near = {person for person, _ in view.kept_by_near}
    return [plain(people[who].full_name) for who, _ in view.unmet if who not in near]


def named(visit, names):
    """Of some names those below the heading of whoever is short."""
    heading = session.phrase("plan.unmet")
    said = [box.value for box in visit("plan").warning if box.value.startswith(heading)]
    return [name for name in names if any(f"- {name}" in box for box in said)], said


@pytest.mark.parametrize("still", [1, 0])
def test_who_is_short_of_nothing_by_now_is_not_named(visit, short, monkeypatch, still):
    found, _ = named(visit, short)
    assert len(found) > 1
    asked = planning.reasons_short

    def by_now(*given):
        return dict(list(asked(*given).items())[:still])

    monkeypatch.setattr(planning, "reasons_short", by_now)
    now, said = named(visit, short)
    assert len(now) == len(said) == still
