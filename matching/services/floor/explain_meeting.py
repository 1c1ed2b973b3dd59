"""Why a person meets a stand or not in the plan of a fair, as a sentence that is true of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from matching.domain.day.by_hand import SettledByHand
from matching.domain.day.day_state import DayState
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.score import Score
from matching.phrases import say, say_count
from matching.planning.explain.displaced import displaced
from matching.planning.explain.short import why_short
from matching.planning.explain.why_not import WhyNot, WhyNotCode, why_not
from matching.planning.fair.pose import Posed
from matching.planning.problem.problem import Placed
from matching.scoring.matrix.score_matrix import CLOSED, OPEN
from matching.services.floor.not_posed import not_posed
from matching.services.live.rest_of_day import AnnouncedDay, before_arrival, pose_rest_of_day
from matching.services.plan.labels import party_label
from matching.services.plan.pose_fair import pose_fair
from matching.services.plan.worth_meeting import held_to_promise, short_of_promise
from matching.services.scores.judged import Judged, read_judged
from matching.services.scores.openings import order_line
from matching.services.shop.known_plans import known_announced_plan, known_newest_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.edits import taken_out

_NAMED, _BEST = 3, 5
Closed = Callable[[str, str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Explained:
    """Whether two meet in the plan, why or why not, and what else that means."""

    code: str
    is_planned: bool
    lines: tuple[str, ...]
    params: dict[str, Any]


def explain_meeting(
    shop: Shop,
    fair: str,
    *,
    person: str,
    stand: str,
    language: str,
    at: datetime | None = None,
) -> Explained:
    """The first broken link between a person and a stand, or what their meeting displaces.

    The newest plan is asked; once it is announced, as the day stands at `at`.

    Raises
    ------
    FairError
        `no_plan`, `person_unknown`, `stand_unknown`.
    """
    asked = _read(shop, fair, at)
    who, where = _person(asked.entries, person), _stand(asked.entries, stand)
    return asked.explained(who, where, language)


def explain_best(
    shop: Shop,
    fair: str,
    *,
    person: str = "",
    stand: str = "",
    language: str,
    at: datetime | None = None,
) -> tuple[tuple[str, str, Explained], ...]:
    """The same of one person with the stands that suit them best, or of a stand with its people.

    Each comes with person and stand: at most five, those they wish for or are planned with first.

    Raises
    ------
    FairError
        `target_missing` when neither is named; those of `explain_meeting`.
    """
    if not (person or stand):
        raise FairError("target_missing", expected="person / stand")
    asked = _read(shop, fair, at)
    if person:
        who = _person(asked.entries, person)
        pairs = [(who, each) for each in asked.entries.exhibitors]
    else:
        where = _stand(asked.entries, stand)
        pairs = [(each, where) for each in asked.entries.jobseekers]
    best = asked.best(pairs)
    return tuple((who, where, asked.explained(who, where, language)) for who, where in best)


def reasons_short(
    shop: Shop, fair: str, people: Collection[str], *, at: datetime | None = None
) -> Mapping[str, str]:
    """Why some people have fewer meetings than promised, as a code of `unmet.<code>` each.

    Judged over the same day as `explain_meeting`, so that the two never say otherwise; nobody is
    named who is no more short of anything.

    Raises
    ------
    FairError
        `no_plan`.
    """
    asked = _read(shop, fair, at)
    posed = asked.posed
    meetings = posed.inward(asked.plan.meetings)
    return why_short(posed.problem, meetings, people, since=posed.now_slot)


def _person(entries: Entries, said: str) -> str:
    """The id of a person who is named by it, or by the call number on their badge."""
    called = {str(number): person for person, number in entries.call_numbers.items()}
    person = said if said in entries.jobseekers else called.get(said.strip(), said)
    return entries.jobseeker(person).id


def _stand(entries: Entries, said: str) -> str:
    """The id of a stand that is named by it, or by its sign where no other stand has the same."""
    signed = [key for key, one in entries.exhibitors.items() if one.stand == said.strip()]
    is_sign = said not in entries.exhibitors and len(signed) == 1
    return entries.exhibitor(signed[0] if is_sign else said).id


def _read(shop: Shop, fair: str, at: datetime | None) -> "_Asked":
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_newest_plan(shop, reader, fair)
        told = known_announced_plan(shop, reader, fair)
        facts, out = happenings.read_happenings(reader, fair), taken_out(reader, fair)
    if plan is None:
        raise FairError("no_plan", fair=fair)
    judged = read_judged(shop, entries)
    closed = partial(_closed, shop, fair)
    if told is None or told.number != plan.number or not facts:
        by_hand = SettledByHand.of(facts, entries)
        short = short_of_promise(entries, plan.meetings)
        pose = partial(pose_fair, judged, by_hand=by_hand, out=out)
        posed = pose(short=short)
        # whom the plan gave what is near, once it had left them short
        near = {one.person for one in plan.meetings if not posed.inward([one])}
        return _Asked(judged, plan, pose(short=short | near) if near else posed, closed)
    away = DayState.of(facts).missed
    # the facts tell them: a plan drawn since no longer holds what was missed
    missed = frozenset((fact.person, fact.stand) for fact in facts if fact.meeting in away)
    day = AnnouncedDay(judged, plan, facts, out)
    late = before_arrival(day)
    kept = replace(plan, meetings=tuple(one for one in plan.meetings if one not in late))
    short = short_of_promise(entries, kept.meetings)
    posed = pose_rest_of_day(day, at or shop.day_moment(entries.fair), short=short)
    return _Asked(judged, kept, posed, closed, missed, late)


def _closed(shop: Shop, fair: str, person: str, offer: str, language: str) -> tuple[str, ...]:
    # Only what is nearest to a closed offer asks for scores: whoever asks else waits for none.
    from matching.services.scores.matches import closed_with_nearest  # noqa: PLC0415

    return closed_with_nearest(shop, fair, person, offer, language)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A plan with the problem that it answers; `late` were over before their person came.

    `closed` says what closes an offer to a person, if anything, and what is nearest to it instead.
    """

    judged: Judged
    plan: PlanVersion
    posed: Posed
    closed: Closed
    missed: frozenset[tuple[str, str]] = frozenset()
    late: frozenset[Meeting] = frozenset()

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.judged.entries

    def explained(self, person: str, stand: str, language: str) -> Explained:
        """The stand itself first; its workshops where nobody meets at the stand."""
        meetings = self.posed.inward(self.plan.meetings)
        mine = [one for one in self.plan.meetings if (one.person, one.stand) == (person, stand)]
        if mine:
            told = [self._planned(meetings, one, language) for one in mine]
            lines = tuple(dict.fromkeys(line for one in told for line in one.lines))
            return replace(told[0], lines=(*lines, *self._unmet_apart(meetings, mine, language)))
        if (person, stand) in self.missed:
            return Explained("missed", False, (say("why_not.missed", language),), {})
        score = self._best_score(person, stand)
        if score is None:
            return Explained("no_offer", False, (say("why_not.no_offer", language),), {})
        if (person, stand, score.offer) in self.posed.held_back:
            return self._no_interview(score, language)
        party = self._party(score)
        now = self.posed.now_slot
        over = [one for one in self.late if (one.person, one.stand) == (person, stand)]
        answer = why_not(self.posed.problem, meetings, person, party, score=score, since=now)
        found = self._not_planned(answer, score, language)
        came = [say("why_not.came_late", language, at=self._hour(one.slot)) for one in over]
        return replace(found, lines=(*came, *found.lines))

    def _unmet_apart(
        self, meetings: tuple[Placed, ...], mine: Sequence[Meeting], language: str
    ) -> Iterator[str]:
        """Why two who meet have no second meeting about an offer that asks for its own."""
        person, stand = mine[0].person, mine[0].stand
        setting, met = self.posed.finder.setting, {one.offer for one in mine}
        for pair, key in enumerate(self.posed.keys):
            is_theirs = (key.person, key.stand) == (person, stand) and key.offer not in met
            if not is_theirs or not self.entries.offers[key.offer].met_apart:
                continue
            party, score = setting.party(stand, key.offer), Score(person, stand, key.offer)
            since, problem = self.posed.now_slot, self.posed.problem
            answer = why_not(problem, meetings, person, party, score=score, since=since, pair=pair)
            title = self.entries.offers[key.offer].title
            yield say("why_not.about_apart", language, title=title)
            yield from self._not_planned(answer, score, language).lines

    def best(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Pairs of person and stand: wished for or planned first, then open ones by their score."""
        known = {(wish.person, wish.stand) for wish in self.entries.wishes}
        known |= {(meeting.person, meeting.stand) for meeting in self.plan.meetings}
        matrix = self.judged.matrix
        rows = {person: row for row, person in enumerate(matrix.people)}

        def rank(pair: tuple[str, str]) -> tuple[bool, float, tuple[str, str]]:
            values = [
                float(matrix.values[rows[pair[0]], column])
                for column, offered in enumerate(matrix.offers)
                if offered.stand == pair[1] and matrix.verdicts[rows[pair[0]], column] != CLOSED
            ]
            return pair not in known, -max(values, default=-1.0), pair

        return sorted(pairs, key=rank)[:_BEST]

    def _no_interview(self, score: Score, language: str) -> Explained:
        """As many people are met about an offer as the fair's setting allows; what is nearest."""
        offer, fair = score.offer, self.entries.fair
        found = self.entries.offers[offer]
        most = fair.place_rules.most_interviews(found.places or 0)
        said: dict[str, Any] = {"title": found.title, "interviews": most, "places": found.places}
        lines = [say("why_not.no_interview", language, **said), order_line(fair, language)]
        lines += self.closed(score.person, offer, language)
        return Explained("no_interview", False, tuple(lines), {"offer": offer, **said})

    def _planned(self, meetings: tuple[Placed, ...], mine: Meeting, language: str) -> Explained:
        hour = self._hour(mine.slot)
        lines = [say("why_not.planned", language, at=hour), *self._better_now(mine, language)]
        placed = self.posed.inward([mine])
        params: dict[str, Any] = {"at": hour, "meeting": mine.id}
        if placed and placed[0] in meetings:
            found = displaced(
                self.posed.problem, meetings, placed[0].pair, since=self.posed.now_slot
            )
            others = self._people(found.others, mine.person)
            worth = filter(self._is_worth, found.instead)
            instead = [party_label(self.entries, self._stand_of(one)) for one in worth]
            params |= {"others": others, "instead": instead}
            lines += self._displaced(others, instead, language)
        return Explained("planned", True, tuple(lines), params)

    def _is_worth(self, placed: Placed) -> bool:
        """Whether something speaks for a meeting: it is wished for, or worth it and no guess."""
        person, stand, offer = self.posed.keys[placed.pair]
        if any((wish.person, wish.stand) == (person, stand) for wish in self.entries.wishes):
            return True
        matrix = self.judged.matrix
        columns = [one.offer for one in matrix.offers]
        value = matrix.values[matrix.people.index(person), columns.index(offer)]
        is_guess = offer in self.judged.guesses(person)
        return bool(value >= self.judged.floor["meeting"]) and not is_guess

    def _better_now(self, mine: Meeting, language: str) -> Iterator[str]:
        """What is open elsewhere, where a meeting is worth too little by now to be proposed."""
        matrix, floor = self.judged.matrix, self.judged.floor["meeting"]
        row = matrix.people.index(mine.person)
        met = {one.stand for one in self.plan.meetings if one.person == mine.person}
        values = dict(zip(matrix.offers, matrix.values[row].tolist(), strict=True))
        now = max((worth for one, worth in values.items() if one.offer == mine.offer), default=1.0)
        others = [
            (values[one], one.stand, one.offer)
            for one, verdict in zip(matrix.offers, matrix.verdicts[row].tolist(), strict=True)
            if verdict == OPEN and one.stand not in met and values[one] >= floor
        ]
        if now < floor and others:
            _, stand, offer = max(others)
            title, where = self.entries.offers[offer].title, self.entries.exhibitors[stand].label
            yield say("why_not.better_now", language, title=title, stand=where)

    def _displaced(self, others: list[str], instead: list[str], language: str) -> list[str]:
        lines = [say("displaced.nobody", language)]
        if others:
            names = ", ".join(self._name(one) for one in others[:_NAMED])
            lines = [say_count("displaced.others", language, len(others), names=names)]
        if instead:
            stands = ", ".join(instead[:_NAMED])
            lines.append(say("displaced.instead", language, stands=stands))
        return lines

    def _not_planned(self, answer: WhyNot, score: Score, language: str) -> Explained:
        params = {name: value for name, value in answer.params.items() if name != "slot"}
        said: dict[str, Any] = dict(params)
        if "slot" in answer.params:
            params["at"] = said["at"] = self._hour(
                self.posed.day.to_grid[int(answer.params["slot"])]
            )
        code = self._code(answer, score)
        lines = [say(f"why_not.{code}", language, **said)]
        if answer.code is WhyNotCode.CLOSED:
            lines += self.closed(score.person, score.offer, language)
        lines += self._holders(answer, language)
        if answer.code is WhyNotCode.STAND_FULL:
            lines += self.closed(score.person, score.offer, language)
        return Explained(code, False, tuple(lines), params)

    def _code(self, answer: WhyNot, score: Score) -> str:
        """What kept the two apart: the problem as it was posed, where no rule of it did."""
        if answer.code is WhyNotCode.BELOW:
            return not_posed(self.judged, self.posed, score)
        if answer.code is WhyNotCode.PERSON_FULL:
            mine = [one for one in self.posed.problem.people if one.id == score.person]
            if held_to_promise(self.entries, mine):
                return "promise_kept"
        return answer.code.value

    def _holders(self, answer: WhyNot, language: str) -> list[str]:
        """Who holds the places, and whom the person meets instead, by name."""
        lines = []
        for kind in ("better_people", "worse_off_people"):
            people = answer.params.get(kind, ())
            if people:
                names = ", ".join(self._name(one) for one in people[:_NAMED])
                lines.append(say_count(f"why_not.{kind}", language, len(people), names=names))
        stands = answer.params.get("better_stands", ())
        if stands:
            names = ", ".join(party_label(self.entries, one) for one in stands[:_NAMED])
            lines.append(say("why_not.better_stands", language, stands=names))
        return lines

    def _best_score(self, person: str, stand: str) -> Score | None:
        """What closes the offer that the two would speak of: one that is open, else the nearest."""
        matrix = self.judged.matrix
        row = matrix.people.index(person)
        offers = [
            (matrix.verdicts[row, n] == CLOSED, -matrix.values[row, n], offered.offer)
            for n, offered in enumerate(matrix.offers)
            if offered.stand == stand
        ]
        if not offers:
            return None
        *_, offer = min(offers)
        return Score(person, stand, offer, closed_by=self.judged.bars(person, offer))

    def _party(self, score: Score) -> str:
        return self.posed.finder.setting.party(score.stand, score.offer)

    def _people(self, found: Iterable[Placed], but: str) -> list[str]:
        people = (self.posed.keys[one.pair].person for one in found)
        return [person for person in dict.fromkeys(people) if person != but]

    def _stand_of(self, placed: Placed) -> str:
        return next(
            end
            for end in self.posed.problem.pairs[placed.pair].between
            if end not in self.entries.jobseekers
        )

    def _name(self, person: str) -> str:
        number = self.entries.call_numbers[person]
        return f"{self.entries.jobseekers[person].first_name} (n° {number})"

    def _hour(self, slot: int) -> str:
        return f"{self.posed.day.grid.starts[slot]:%H:%M}"
