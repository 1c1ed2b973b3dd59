"""Where people of a fair are, months later, with the share who answered beside every figure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from matching.domain.programme.follow_up import State
from matching.domain.programme.recall import Recalled
from matching.outcomes.figures import SMALLEST_SHOWN, Figure, Section, hide_small_groups

_LASTING = (State.PERMANENT_JOB, State.LONG_JOB)


def recall_sections(people: Sequence[Recalled]) -> tuple[Section, ...]:
    """What people answered at each checkpoint; nothing as long as nobody was called.

    A figure's label is the month, then the share who answered where that is no secret.
    """
    if not any(person.calls for person in people):
        return ()
    months = people[0].checkpoints
    return (Section("recalls", tuple(each for month in months for each in _at(people, month))),)


def _at(people: Sequence[Recalled], month: int) -> tuple[Figure, ...]:
    told = Counter(state for person in people if (state := person.state_at(month)))
    asked, answered = len(people), sum(told.values())
    # One whole, divided once: nothing is told by taking one row from another.
    silent, *states = hide_small_groups(
        (
            Figure("silent", asked - answered, str(month), of=asked),
            *(Figure(state.value, told[state]) for state in State),
        )
    )
    if 0 < answered < SMALLEST_SHOWN:  # what nobody answered tells what the few did
        states = [_hidden_if(figure, when=True) for figure in states]
    first = _hidden_if(Figure("answered", answered, str(month), of=asked), when=silent.is_hidden)
    rate = "" if first.share is None else f"{100 * first.share:.0f}"
    label = f"{month} {rate}".strip()
    # A share of a whole that is hidden would tell it.
    of = None if silent.is_hidden else answered
    lasting = [figure for figure in states if figure.code in _LASTING]
    whole = Figure("lasting", sum(told[state] for state in _LASTING))
    shown = (*states, _hidden_if(whole, when=any(figure.is_hidden for figure in lasting)))
    return (
        _hidden_if(Figure("asked", asked, str(month)), when=0 < asked < SMALLEST_SHOWN),
        first,
        silent,
        *(replace(figure, label=label, of=of) for figure in shown),
    )


def _hidden_if(figure: Figure, *, when: bool) -> Figure:
    return replace(figure, value=None, is_hidden=True) if when else figure
