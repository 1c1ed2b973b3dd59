"""What a plan gives to people and stands, and which single change would help it most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from matching.domain.day.by_hand import SettledByHand
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.phrases import decimal, labelled, say, say_count
from matching.planning.fair.parties import stand_party
from matching.planning.fair.pose import Posed
from matching.planning.problem.problem import Pair
from matching.planning.problem.shares import Share, Shares, shares
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.plan.labels import party_label
from matching.services.plan.proof_sentences import proof_sentences
from matching.services.plan.worth_meeting import held_to_promise
from matching.services.scores.basis import Basis

if TYPE_CHECKING:
    from matching.planning.explain.advice import Advice

_STEP_FREE = "step_free_missing"
_LONGER = 30


@dataclass(frozen=True, slots=True)
class Help:
    """A single change in words, with what it can bring at most.

    `people` more people would get all that is promised; `meetings` counts the growth of the score
    in good meetings.
    """

    code: str
    text: str
    people: int
    meetings: int
    params: Mapping[str, Any]


def shares_of(entries: Entries, meetings: Iterable[Meeting]) -> Shares:
    """Meetings of each person and of each stand, those without any counted too."""
    return shares(meetings, entries.jobseekers, entries.exhibitors)


def shares_answer(entries: Entries, meetings: Iterable[Meeting]) -> dict[str, Any]:
    """The same as a document."""
    found = shares_of(entries, meetings)
    return {"people": _share(found.people), "stands": _share(found.stands)}


def _share(share: Share) -> dict[str, Any]:
    return {
        "least": share.least,
        "mean": round(share.mean, 3),
        "most": share.most,
        "at_least": list(share.at_least),
    }


def helps(
    basis: Basis, posed: Posed, meetings: Sequence[Meeting], language: str
) -> tuple[Help, ...]:
    """Changes that would help the plan of a fair, the best first, each in a sentence.

    A change that brings less than one good (median) meeting of the plan, and nobody what was
    promised, is no advice.
    """
    # Loaded here alone: what the advice needs takes as long to load as a small fair to plan.
    from matching.planning.explain.advice import advice  # noqa: PLC0415 - see above

    good = median([meeting.score for meeting in meetings] or [1.0]) or 1.0
    held = held_to_promise(basis.entries, posed.problem.people)
    found = advice(
        posed.problem,
        slot_minutes=basis.entries.fair.slot_minutes,
        longer=_LONGER,
        opened=_accessible(basis, posed),
        # who is held to the promise would have no better meeting for a higher most
        met=Counter(meeting.person for meeting in meetings if meeting.person not in held),
    )
    said = (_help(basis.entries, one, good, language) for one in found)
    return tuple(one for one in said if one.people > 0 or one.meetings > 0)


def _help(entries: Entries, one: "Advice", good: float, language: str) -> Help:
    params = dict(one.params)
    for name in ("stand", "name"):
        if name in params:
            params[name] = party_label(entries, str(params[name]))
    people, meetings = max(one.people, 0), max(int(one.score / good), 0)
    gain = (
        say_count("advice.gain_people", language, people)
        if people
        else say_count("advice.gain_meetings", language, meetings)
    )
    text = f"{say(f'advice.{one.code}', language, **params)} {gain}"
    return Help(one.code.value, text, people, meetings, params)


def advice_answer(
    basis: Basis, posed: Posed, meetings: Sequence[Meeting], language: str
) -> list[dict[str, Any]]:
    """The advice as a document."""
    return [
        {
            "code": one.code,
            "text": one.text,
            "people": one.people,
            "meetings": one.meetings,
            "params": dict(one.params),
        }
        for one in helps(basis, posed, meetings, language)
    ]


def plan_lines(entries: Entries, answer: Mapping[str, Any], language: str) -> list[str]:
    """What stands beside the meetings of a plan, in sentences."""
    lines = []
    if answer["stopped"]:
        lines.append(say(f"plan.stopped_{answer['stopped']}", language))
    if answer["status"] != "optimal":
        lines += proof_sentences(answer["goals"], answer["bounds"], language)
    for side in ("people", "stands"):
        share = answer["shares"][side]
        mean = decimal(share["mean"], language, places=1)
        lines.append(say(f"plan.share_{side}", language, least=share["least"], mean=mean))
    for one in answer["unmet"]:
        name = entries.jobseekers[one["person"]].full_name
        lines.append(labelled(name, say("unmet." + one["reason"], language)))
    lines += [session["text"] for session in answer["sessions"]["not_held"]]
    lines += answer["warnings"]
    if answer["stopped"]:
        lines.append(say("plan.no_advice", language))
    return [*lines, *(one["text"] for one in answer["advice"])]


def by_hand_lines(settled: SettledByHand, language: str) -> list[str]:
    """What a plan keeps of a hand, in sentences; nothing where nothing was settled."""
    return [
        say_count(f"plan.by_hand_{name}", language, count)
        for name, count in settled.counts.items()
        if count
    ]


def _accessible(basis: Basis, posed: Posed) -> dict[str, Sequence[Pair]]:
    """Pairs that an accessible table would open, by the stand where it would be put."""
    matrix, entries = basis.matrix, basis.entries
    has_steps = {one.id for one in entries.exhibitors.values() if one.step_free is False}
    columns = [n for n, offered in enumerate(matrix.offers) if offered.stand in has_steps]
    rows = [n for n, person in enumerate(matrix.people) if basis.people[person].step_free]
    known = {pair.between for pair in posed.problem.pairs}
    found: dict[str, dict[str, Pair]] = {}
    for row in rows:
        person = matrix.people[row]
        for column in columns:
            stand, offer, _ = matrix.offers[column]
            party = posed.finder.setting.party(stand, offer)
            between = person, party
            if matrix.verdicts[row, column] != CLOSED or between in known:
                continue
            bars = basis.score(person, offer).closed_by
            if [bar.code for bar in bars] == [_STEP_FREE] and party == stand_party(stand):
                pair = Pair(between, float(matrix.values[row, column]))
                best = found.setdefault(between[1], {}).get(person, pair)
                found[between[1]][person] = max(pair, best, key=lambda each: each.score)
    return {stand: tuple(pairs.values()) for stand, pairs in found.items()}
