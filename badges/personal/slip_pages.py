"""The pages of one person on narrow paper: every text and drawing in its final place.

Sides are counted on heights that are measured once a meeting, a look and a number of reasons; a
day takes the fewest sides that any look of it takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from badges.measure import CAPITAL, MM, broken, tail, text_height
from badges.personal.bound import BoundPage, HallDrawing, PlacedCode
from badges.personal.call_number import call_number, number_wide
from badges.personal.density import LEAST, MOST_REASONS
from badges.personal.hall import hall_block, map_top
from badges.personal.page_content import PageContent
from badges.personal.placed import PageBlock, PageBox, PageText, Picto, PlacedText, column
from badges.personal.slip_format import CODE_WIDE, LOOKS, NAME, ROLL, SlipFormat, SlipLook
from badges.personal.slip_meeting import RULE, behind_sign, slip_meeting

_TITLE = 20.0
_GAP = 2.2 * MM
_PART = 2.4 * MM  # above and below what stands under a line
_CODE, _CODE_ON_ROLL = 33 * MM, 36 * MM
_CODE_ROOM = 43 * MM  # the widest code of all is 42 mm: it is never broken at its hyphen

Side = list[tuple[float, PageBlock]]


def slip_pages(told: PageContent, form: SlipFormat, *, is_mirrored: bool) -> list[BoundPage]:
    """The sides of one person, the plan of the hall where there is room for it.

    A refusal beside the first one is told where it adds no side.
    """
    hall = None
    if told.hall is not None:
        hall = hall_block(told.hall, told.scale, form.column * MM, is_mirrored=is_mirrored)
    if form.is_roll:
        return [_roll(told, form, hall)]
    fewest = _Day.of(replace(told, refusals=told.refusals[:1]), form, hall).sides()
    if told.refusals[1:]:
        whole = _Day.of(told, form, hall).sides()
        fewest = whole if len(whole) <= len(fewest) else fewest
    paper, code = form.paper(0), PlacedCode(_code_left(form, _CODE), 0, _CODE)
    return [
        BoundPage(side, _plan(told, form, hall, side), None if number else code, paper)
        for number, side in enumerate(fewest)
    ]


def _roll(told: PageContent, form: SlipFormat, hall: PageBlock | None) -> BoundPage:
    """One page as long as all that there is to tell, the code at its end."""
    meetings = [slip_meeting(line, ROLL, form, told.scale, MOST_REASONS) for line in told.lines]
    blocks = [*_top(told, form), *meetings, *_ends(told, form), *([hall] if hall else [])]
    side = _below(blocks, 0)
    foot = sum(block.high for block in blocks) + 4 * MM
    words = PlacedText(0, foot + _CODE_ON_ROLL, form.column * MM, LEAST, told.code, "bold",
                       align="center", is_hall=True)  # fmt: skip
    side.append((0.0, PageBlock(0, (words,))))
    code = PlacedCode((form.column * MM - _CODE_ON_ROLL) / 2, foot, _CODE_ON_ROLL)
    paper = form.paper(foot + _CODE_ON_ROLL + CAPITAL * LEAST)
    return BoundPage(side, _plan(told, form, hall, side), code, paper)


def _plan(
    told: PageContent, form: SlipFormat, hall: PageBlock | None, side: Side
) -> HallDrawing | None:
    """The plan on the side that has its marks."""
    top = next((top for top, block in side if block is hall), None)
    if told.hall is None or top is None:
        return None
    start, plan = top + map_top(told.hall, told.scale, form.column * MM), told.hall.plan
    return HallDrawing(told.hall_name, start, plan.wide * MM, plan.high * MM)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day on sides of one height: what all looks of it share."""

    told: PageContent
    form: SlipFormat
    hall: PageBlock | None
    top: Sequence[PageBlock]
    ends: Sequence[PageBlock]

    @classmethod
    def of(cls, told: PageContent, form: SlipFormat, hall: PageBlock | None) -> "_Day":
        """A day with what stands above and below its meetings, laid out once for all looks."""
        return cls(told, form, hall, _top(told, form), _ends(told, form))

    def sides(self) -> list[Side]:
        """As few as any look takes, with the plan if one of those has room; then more reasons."""
        looks = LOOKS if self.told.lines else LOOKS[:1]
        ways = [(look, self._laid(look, self._least(look))) for look in looks]
        fewest = min(len(sides) for _, sides in ways)
        told = [way for way in ways if len(way[1]) == fewest]
        best = next((way for way in told if way[0].reasons and self._has_plan(way[1])), told[0])
        return self._fuller(*best)

    def _least(self, look: SlipLook) -> list[int]:
        return [look.reasons] * len(self.told.lines)

    def _fuller(self, look: SlipLook, sides: list[Side]) -> list[Side]:
        """One more reason a meeting where it costs no side, starred ones first.

        Once each has one, none costs the plan.
        """
        lines, shown = self.told.lines, self._least(look)
        order = sorted(range(len(lines)), key=lambda at: not lines[at].star)
        for count in range(look.reasons + 1, MOST_REASONS + 1):
            for at in order:
                if shown[at] != count - 1 or len(lines[at].reasons) < count:
                    continue
                more = [*shown[:at], count, *shown[at + 1 :]]
                tried = self._laid(look, more)
                keeps_plan = count == 1 or self._has_plan(tried) >= self._has_plan(sides)
                if len(tried) == len(sides) and keeps_plan:
                    shown, sides = more, tried
        return sides

    def _has_plan(self, sides: list[Side]) -> bool:
        return any(block is self.hall for _, block in sides[-1])

    def _laid(self, look: SlipLook, shown: Sequence[int]) -> list[Side]:
        """Sides one after another; what to do when lost goes overleaf with a meeting."""
        told, form, room = self.told, self.form, self.form.room
        meetings = [
            slip_meeting(line, look, form, told.scale, count)
            for line, count in zip(told.lines, shown, strict=True)
        ]
        last = [*meetings[-1:], *self.ends]
        sides: list[Side] = [[]]
        left = room
        blocks = [[block] for block in (*self.top, *meetings[:-1])]
        together = sum(block.high for block in last) <= room
        blocks += [last] if together else [[block] for block in last]
        for group in blocks:
            high = sum(block.high for block in group)
            if high > left and sides[-1]:
                sides.append([])
                left = room
            sides[-1] += _below(group, room - left)
            left -= high
        if self.hall is not None and self.hall.high <= left:
            sides[-1].append((room - left, self.hall))
        return _overleaf(sides, told, form)


def _below(blocks: Sequence[PageBlock], start: float) -> Side:
    placed = []
    for block in blocks:
        placed.append((start, block))
        start += block.high
    return placed


def _overleaf(sides: list[Side], told: PageContent, form: SlipFormat) -> list[Side]:
    """Each side but the first says whose it is, each but the last that it goes on."""
    wide = form.column * MM
    whose = f"{told.words.number} {told.number}"
    high = 1.8 * MM + CAPITAL * LEAST
    for side in sides[1:]:
        side.insert(0, (0.0, PageBlock(0, (PlacedText(0, -high, wide, LEAST, whose, "bold"),))))
    top = 1.4 * MM
    picto = Picto("arrow", wide - LEAST, top + (CAPITAL - 1) * LEAST / 2, LEAST)
    words = PlacedText(0, top, wide - LEAST - 2 * MM, LEAST, told.words.goes_on, "bold", "p", "end")
    for side in sides[:-1]:
        side.append((form.room, PageBlock(0, (words,), (picto,))))
    return sides


def _top(told: PageContent, form: SlipFormat) -> list[PageBlock]:
    """Head and notes, and that there is no meeting."""
    wide = form.column * MM
    notes = [column([PageText(note, LEAST * told.scale, "bold")], 0, 0, wide, 0)
             for note in told.notes]  # fmt: skip
    spaced = [replace(note, high=note.high + 2.5 * MM) for note in notes]
    head = _head_on_roll(told, form) if form.is_roll else _head_beside_code(told, form)
    return [head, *spaced, *([] if told.lines else [_no_meeting(told, form)])]


def _head_beside_code(told: PageContent, form: SlipFormat) -> PageBlock:
    """Title, number, name, fair and day beside the code; below both where, and when printed."""
    wide, head = form.column * MM, told.head
    beside = wide - CODE_WIDE
    number_side = number_wide(told.words.number, told.number)
    title = _title(told, beside - number_side - 2 * MM)
    number = call_number(told.words.number, told.number, beside - number_side, 0)
    top = max(title.high, number.high) + _GAP
    named = _named(told, top, beside)
    size = LEAST * told.scale
    top += named.high + _GAP
    facts = column([PageText(head.fair, size, "bold", is_hall=True), PageText(head.day, size)],
                   0, top, beside, _GAP)  # fmt: skip
    code = PlacedText(_code_left(form, _CODE_ROOM), _CODE - 1.2 * MM, _CODE_ROOM, LEAST, told.code,
                      "bold", align="center", is_hall=True)  # fmt: skip
    foot = max(top + facts.high, code.y + CAPITAL * LEAST) + _GAP
    below = _where(told, foot, wide)
    return PageBlock(
        foot + below.high + 2.5 * MM,
        (*title.texts, *number.texts, *named.texts, code, *facts.texts, *below.texts),
        number.shapes,
    )


def _head_on_roll(told: PageContent, form: SlipFormat) -> PageBlock:
    """The same one below the other, without the code."""
    wide, head, size = form.column * MM, told.head, LEAST * told.scale
    title = _title(told, wide)
    number = call_number(told.words.number, told.number, 0, title.high + 3 * MM)
    top = title.high + 3 * MM + number.high + 3 * MM
    named = _named(told, top, wide)
    top += named.high + 3 * MM
    facts = column([PageText(head.fair, size, "bold", is_hall=True), PageText(head.day, size)],
                   0, top, wide, _GAP)  # fmt: skip
    top += facts.high + _GAP
    below = _where(told, top, wide)
    return PageBlock(
        top + below.high + 3 * MM,
        (*title.texts, *number.texts, *named.texts, *facts.texts, *below.texts),
        number.shapes,
    )


def _code_left(form: SlipFormat, wide: float) -> float:
    """Where something so wide begins in the middle of the room for the code."""
    return form.column * MM - (_CODE_ROOM + wide) / 2


def _title(told: PageContent, wide: float) -> PageBlock:
    size = _TITLE * told.scale
    words = broken(told.words.my_meetings, size, wide, bold=True)
    text = PlacedText(0, 0, wide, size, words, "bold", "h1")
    return PageBlock(text_height(words, size, wide, bold=True), (text,))


def _named(told: PageContent, top: float, wide: float) -> PageBlock:
    name, size = told.head.name, told.head.name_size
    high = text_height(name, size, wide, bold=True) + tail(name, size)
    return PageBlock(high, (PlacedText(0, top, wide, size, name, "bold", "h1"),))


def _where(told: PageContent, top: float, wide: float) -> PageBlock:
    head, size = told.head, LEAST * told.scale
    parts = [PageText(head.place, size, is_hall=True), PageText(head.printed, size)]
    return column([part for part in parts if part.text], 0, top, wide, _GAP)


def _no_meeting(told: PageContent, form: SlipFormat) -> PageBlock:
    wide, large, small = form.column * MM, NAME * told.scale, LEAST * told.scale
    sentence = broken(told.words.no_meeting, large, wide, bold=True)
    parts = [
        PageText(sentence, large, "bold"),
        PageText(broken(told.words.no_meeting_help, small, wide), small),
    ]
    return _under_line(parts, wide, 4 * MM)


def _ends(told: PageContent, form: SlipFormat) -> list[PageBlock]:
    """What is closed, other stands, then what to do when lost or late."""
    wide, size = form.column * MM, LEAST * told.scale
    found = [[PageText(line, size) for line in refusal] for refusal in told.refusals]
    if told.also:
        label = PageText(broken(told.also_label, size, wide, bold=True), size, "bold")
        found.append([label, *(PageText(other, size, is_hall=True) for other in told.also)])
    lost = behind_sign(told.words.lost, size, wide, is_bold=True)
    found.append(
        [
            PageText(lost, size, "bold", mark="question"),
            PageText(broken(told.words.late, size, wide), size),
            PageText(broken(told.words.rights, size, wide), size),
        ]
    )
    return [_under_line(parts, wide, _PART) for parts in found]


def _under_line(parts: Sequence[PageText], wide: float, inset: float) -> PageBlock:
    said = column(parts, 0, inset, wide, _GAP)
    rule = PageBox(0, 0, wide, 0, line=RULE)
    return PageBlock(said.high + 2 * inset, said.texts, (rule, *said.shapes))
