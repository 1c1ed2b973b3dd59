"""The evening: what came of it all."""

from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matching.commands.options import At, FairId, Nonce, Station
from matching.commands.preparing import show_flaws
from matching.commands.writing import writing_to
from matching.domain.errors import FairError
from matching.terminal import Terminal, Worded, act

if TYPE_CHECKING:
    from matching.services.evening.report import Report
    from matching.services.shop.shop import Shop

app = typer.Typer()
Anew = Annotated[
    bool,
    typer.Option("--anew", help="What was written before was given to nobody: begin anew."),
]
_CALL_COLUMNS = ("due_on", "record", "promotion", "caller")
_PROMOTION_COLUMNS = ("record", "promotion", "caller", "entered_on")
_RECALL_COLUMNS = ("due_on", "person", "name", "phone", "email", "referrer", "last_contact")


@act(app, "report")
def report(
    terminal: Terminal,
    fair: FairId,
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Write a .pdf, .xlsx or .csv.")] = None,
    anew: Anew = False,
) -> None:
    """The organiser's statistics."""
    from matching.services.evening.published import publish_anew
    from matching.services.evening.report import (
        label_of,
        notes_of,
        report_answer,
        share_and_whole,
        shown,
    )
    from matching.services.evening.report import report as figures

    # Groups are compared in the document and the workbook alone: the tables need no score.
    shop = terminal.open()
    if anew:
        publish_anew(shop, fair)
    wants_all = terminal.wants_json or out is not None
    found = (
        _all_of_it(terminal, shop, fair, out) if wants_all else figures(shop, fair, publishes=True)
    )
    language = terminal.language
    terminal.answer(report_answer(found, language), *notes_of(found, language)[1:])
    for section in found.sections:
        rows = [
            [
                label_of(section, figure, language),
                shown(figure, language),
                share_and_whole(figure, language),
            ]
            for figure in section.figures
        ]
        terminal.table([terminal.say(f"section.{section.code}"), Worded(""), Worded("%")], rows)


def _all_of_it(terminal: Terminal, shop: "Shop", fair: str, out: Path | None) -> "Report":
    from matching.services.evening.audit_fair import whole_report
    from matching.services.evening.report_files import kind_of, written

    kind = kind_of(out.name) if out is not None else ""
    found = whole_report(shop, fair, publishes=True)
    if out is not None:
        with writing_to(out):
            out.write_bytes(written(shop, found, kind, terminal.language))
    return found


@act(app, "funders")
def funders(
    terminal: Terminal,
    fair: FairId,
    *,
    sheets: Annotated[Path | None, typer.Option("--sheets", help="Your own sheets, TOML.")] = None,
) -> None:
    """What funders ask for, line by line, each with its source."""
    from matching.services.evening.funders import filled, funder_sheets
    from matching.services.evening.report import notes_of
    from matching.services.evening.report import report as figures

    known, found = funder_sheets(sheets), figures(terminal.open(), fair, publishes=True)
    language, names = terminal.language, ("code", "figure", "value", "share", "target", "source")
    cells = ("code", "figure", "value", "share", "of", "target", "source")
    lines = {sheet.id: filled(sheet, found) for sheet in known}
    filled_in = {
        name: [dict(zip(cells, line.cells(language), strict=True)) for line in sheet]
        for name, sheet in lines.items()
    }
    warnings = [sheet.warning[language] for sheet in known if language in sheet.warning]
    terminal.answer({"fair": fair, "sheets": filled_in}, *warnings, *notes_of(found, language))
    heads = terminal.heads(names, of="report")
    for sheet in known:
        terminal.table([Worded(sheet.title.get(language, sheet.id))], [[sheet.source]])
        terminal.table(heads, [line.told(language) for line in lines[sheet.id]])


@act(app, "audit")
def audit(terminal: Terminal, fair: FairId, *, anew: Anew = False) -> None:
    """Compare how groups of people are treated: selection, scores, meetings."""
    from matching.services.evening.audit_fair import audit_fair
    from matching.services.evening.audit_words import (
        audit_answer,
        finding,
        findings,
        label_of_group,
        notes_of_audit,
        title_of,
        two_decimals,
    )
    from matching.services.evening.published import publish_anew

    shop = terminal.open()
    if anew:
        publish_anew(shop, fair)
    compared = audit_fair(shop, fair, publishes=True)
    early = [terminal.say("audit.look_ahead")] if compared.is_look_ahead else []
    if compared.is_look_ahead and not terminal.wants_json:
        compared = audit_fair(shop, fair)
    found, as_of, language = compared.comparisons, compared.as_of, terminal.language
    read_first = [line for lines in findings(found, language).values() for line in lines]
    notes = [*early, *read_first, *notes_of_audit(as_of, language)]
    answer = {
        "format": "parvis-audit/1",
        "fair": fair,
        "groups_as_of": None if as_of is None else as_of.astimezone(UTC).isoformat(),
        "before_end": compared.is_look_ahead,
        "comparisons": audit_answer(found, language),
    }
    terminal.answer(answer, *notes)
    heads = terminal.heads(("people", "value", "ratio", "finding"), of="audit")
    for comparison in found:
        rows = [
            [
                label_of_group(comparison, group, language),
                "" if group.people is None else str(group.people),
                two_decimals(group.value, language),
                two_decimals(group.ratio, language),
                finding(group, language),
            ]
            for group in comparison.groups
        ]
        terminal.table([Worded(title_of(comparison, language)), *heads], rows)


@act(app, "outcome")
def outcome(
    terminal: Terminal,
    fair: FairId,
    meeting: Annotated[str, typer.Argument(help="A meeting's id.")],
    *,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            help="second_interview cv_taken immersion training application referral hired nothing",
        ),
    ],
    detail: Annotated[
        str, typer.Option("--detail", help="When, to whom, why: the person reads it.")
    ] = "",
    nonce: Nonce = "",
    at: At = "",
) -> None:
    """Note what a meeting led to; a course entered or a job given takes a place of the offer."""
    from matching.phrases.steps import step_name
    from matching.services.live.reported.note_outcome import note_outcome
    from matching.services.scores.openings import place_status
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment = read_moment(shop, fair, at)
    noted = note_outcome(
        shop,
        fair,
        meeting,
        result=result,
        detail=detail,
        nonce=nonce or shop.new_nonce(),
        at=moment,
    )
    answer: dict[str, Any] = {"meeting": meeting, "result": result, "led_to": noted.outcome.result}
    if noted.places is not None:
        status = place_status(noted.places, noted.person)
        answer["place"] = {"offer": noted.places.offer, "status": status, "left": noted.places.left}
        answer["place"]["moved_up"] = list(noted.moved_up)
    said = step_name(noted.outcome, terminal.language)
    terminal.answer(answer, said, *noted.lines(terminal.language))


@act(app, "follow-up")
def follow_up(
    terminal: Terminal,
    fair: FairId,
    file: Annotated[Path | None, typer.Argument(help="A CSV file, a line a person.")] = None,
    *,
    on: Annotated[str, typer.Option("--on", help="Whom to call by this day (ISO 8601).")] = "",
) -> None:
    """Take in where people are, months later; tell who agreed and is to be called for news."""
    from matching.intake.opening import read_content
    from matching.services.evening.programme.checkpoints import calls_answer, to_call
    from matching.services.evening.recalls import recalls_answer
    from matching.services.files.receive_follow_ups import follow_up_answer, receive_follow_ups
    from matching.services.rights.retention import is_of_nobody, to_call_now

    shop = terminal.open()
    answer: dict[str, Any] = {"fair": fair}
    if file is not None:
        receipt = receive_follow_ups(shop, fair, file.name, read_content(file))
        answer |= follow_up_answer(receipt, terminal.language)
    day = _read_day(on) if on else None
    calls = calls_answer(to_call(shop, fair, day))
    recalls = recalls_answer(to_call_now(shop, fair, terminal.language, day))
    said = [terminal.say("follow_up.received", **answer)] if file is not None else []
    if recalls and is_of_nobody(shop, fair):
        said.append(terminal.say("recall.demonstration"))
    terminal.answer({**answer, "calls": calls, "recalls": recalls}, *said)
    rows = [[call["due_on"], call["record"], call["promotion"], call["caller"]] for call in calls]
    terminal.table(terminal.heads(_CALL_COLUMNS, of="follow_up"), rows)
    _tell_recalls(terminal, recalls)
    show_flaws(terminal, answer.get("flaws", ()))


def _tell_recalls(terminal: Terminal, recalls: list[dict[str, Any]]) -> None:
    """Whom to call after the fair: how, since when, and what they met."""
    rows = [
        [str(call[name] or "") for name in _RECALL_COLUMNS] + [" | ".join(call["met"])]
        for call in recalls
    ]
    terminal.table(terminal.heads((*_RECALL_COLUMNS, "meetings"), of="recall"), rows)


@act(app, "promotion")
def promotion(
    terminal: Terminal,
    fair: FairId,
    what: Annotated[str, typer.Argument(metavar="[ACT]", help="enter leave undo")] = "",
    *,
    record: Annotated[str, typer.Option("--record", help="The number of a file.")] = "",
    name: Annotated[str, typer.Option("--promotion", help="Which promotion.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day (ISO 8601).")] = "",
    way: Annotated[str, typer.Option("--way", help="ended dropped_out")] = "",
    caller: Annotated[str, typer.Option("--caller", help="Who asks for news later.")] = "",
    done: Annotated[str, typer.Option("--act", help="What to take back, by its `act`.")] = "",
    nonce: Nonce = "",
    station: Station = "",
) -> None:
    """Show who is in a promotion; let somebody in, note that they left, or take that back."""
    from matching.domain.programme.follow_up import Exit
    from matching.services.evening.programme.promotion import (
        WAYS_OUT,
        PromotionEntry,
        enter_promotion,
        leave_promotion,
        promotion_answer,
        promotion_view,
        take_back_promotion,
    )

    shop = terminal.open()
    named = nonce or shop.new_nonce()
    said: tuple[str, ...] = ()
    if what == "enter":
        entry = PromotionEntry(record, name, _read_day(on), caller)
        said = enter_promotion(
            shop, fair, entry, nonce=named, language=terminal.language, station=station
        )
    elif what == "leave":
        if way not in WAYS_OUT:
            raise FairError("promotion_way", value=way, choices=", ".join(WAYS_OUT))
        said = leave_promotion(
            shop, fair, record, _read_day(on), Exit(way),
            nonce=named, language=terminal.language, station=station,
        )  # fmt: skip
    elif what == "undo":
        back = take_back_promotion(shop, fair, done, nonce=named, station=station)
        said = (terminal.say("promotion.taken_back", record=back),)
    elif what:
        raise FairError("promotion_act_unknown", value=what, choices="enter, leave, undo")
    answer = promotion_answer(promotion_view(shop, fair))
    terminal.answer({"fair": fair, **answer, "lines": list(said)}, *said)
    heads = ["record", "promotion", "caller"]
    rows = [[row[name] or "" for name in _PROMOTION_COLUMNS] for row in answer["inside"]]
    terminal.table(
        [*(terminal.say(f"follow_up.{name}") for name in heads),
         terminal.say("promotion.entered_on")],
        rows,
    )  # fmt: skip


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FairError("invalid_moment", value=text) from None
