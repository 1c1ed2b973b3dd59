"""The day of a fair begins: what was rehearsed before it is set aside."""

from datetime import datetime, time, timedelta

from matching.store.database import Store
from matching.store.day.rehearsal import is_misjudged, set_aside
from matching.store.fairs import list_fairs
from matching.store.people.erasure import tell_processes
from matching.store.people.listing import list_changed

_LOOKED: dict[str, datetime] = {}
_OFTEN = timedelta(minutes=1)


def begin_days(store: Store, now: datetime) -> None:
    """Set aside what was rehearsed of each fair whose day has begun; looked at once a minute.

    Whoever arrived in a rehearsal arrives anew, and no figure counts what was tried.
    """
    looked = _LOOKED.get(store.address)
    if looked is not None and abs(now - looked) < _OFTEN:
        return
    with store.reading() as reader:
        mornings = ((fair.id, fair.moment(time(0))) for fair in list_fairs(reader))
        due = [
            (fair, morning)
            for fair, morning in mornings
            if morning <= now and is_misjudged(reader, fair, before=morning)
        ]
    for fair, morning in due:
        _begin(store, fair, morning)
    _LOOKED[store.address] = now


def _begin(store: Store, fair: str, morning: datetime) -> None:
    with store.writing() as writer:
        if set_aside(writer, fair, before=morning):
            list_changed(writer, fair)
            tell_processes(writer)
