"""The days before: take files in, score, plan, print."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matching.commands.options import At, FairId, PersonId, Seconds, Seed, StandId, listed
from matching.commands.writing import writing_to
from matching.phrases import labelled
from matching.services.shop.refusals import field_name
from matching.terminal import Terminal, Worded, act

if TYPE_CHECKING:
    from matching.services.files.receive_files import Receipt
    from matching.services.floor.explain_meeting import Explained

app = typer.Typer()
_MAP_HELP = (
    "A TOML or JSON file that says what files, columns and values are: "
    r"\[files], \[columns.KIND], \[values.KIND.COLUMN] (matching/docs/formats.md)."
)


_AFRESH_HELP = "Keep nothing of what was announced: nearly everybody may get other meetings."
_ONLY_HELP = (
    "badges,schedules,stands,door (all four when nothing is said); "
    "hours,forms,posters,map,mine,faces,notice,blanks,calibration,certificates; "
    "pack: one PDF for the day the laptop fails."
)


@act(app, "import")
def import_folder(
    terminal: Terminal,
    folder: Annotated[Path, typer.Argument(help="The fair's folder.")],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse when there is a flaw.")] = False,
    map_file: Annotated[Path | None, typer.Option("--map", help=_MAP_HELP)] = None,
) -> None:
    """Take in a fair's folder; print what its columns were read as and the report of its flaws."""
    from matching.intake.map_file import read_map_file
    from matching.intake.mapping import NOTHING_SAID
    from matching.services.files.receipt_answer import receipt_answer
    from matching.services.files.receive_files import receive_folder
    from matching.services.interview.known_before import join_sure
    from matching.services.prepare.series.follow_days import follow_days
    from matching.services.prepare.series.repeat_fair import hold_other_days

    said = read_map_file(map_file) if map_file else NOTHING_SAID
    shop = terminal.open()
    receipt = receive_folder(shop, folder, strict=strict, said=said)
    days = hold_other_days(shop, receipt.fair)
    followed = [
        line for day in follow_days(shop, receipt.fair) for line in day.lines(terminal.language)
    ]
    join_sure(shop, receipt.fair)
    answer = receipt_answer(receipt, terminal.language)
    if days:
        answer = {**answer, "days": [day.fair.id for day in days]}
    missing = [
        f"{mapping['file']}: "
        + terminal.say(
            "map.missing",
            columns=", ".join(field_name(name, terminal.language) for name in mapping["missing"]),
        )
        for mapping in answer["mapping"]
        if mapping["missing"]
    ]
    if receipt.drafts:
        followed.append(terminal.say("files.drafts_gone"))
    made = [line for day in days for line in day.lines(terminal.language)]
    unread = [flaw["message"] for flaw in answer["flaws"] if flaw["code"] == "file_unknown"]
    told = [*unread, terminal.say("cli.imported", **answer), *_who_is_who(terminal, receipt)]
    terminal.answer(answer, *told, *missing, *made, *followed)
    _show_mapping(terminal, answer["mapping"])
    show_flaws(terminal, answer["flaws"])


def _who_is_who(terminal: Terminal, receipt: "Receipt") -> list[Worded]:
    """Who is on no list any more, and who was taken for somebody else than before."""
    lines = [terminal.say("cli.apart", name=name, before=before) for name, before in receipt.apart]
    if receipt.unlisted:
        names = ", ".join(receipt.unlisted)
        lines.append(terminal.say("cli.unlisted", count=len(receipt.unlisted), names=names))
    lines += [terminal.say(code, names=names) for code, names in receipt.left.told]
    return lines


def show_flaws(terminal: Terminal, flaws: Sequence[Mapping[str, Any]]) -> None:
    """Where something was not understood, in which column, and why."""
    rows = [
        [f"{f['file']}:{f['line']}", field_name(f["column"], terminal.language), f["message"]]
        for f in flaws
    ]
    if rows:
        terminal.table(terminal.heads(("place", "column", "flaw"), of="cli"), rows)


def _show_mapping(terminal: Terminal, mappings: Sequence[Mapping[str, Any]]) -> None:
    for mapping in mappings:
        rows = [
            [
                column["heading"],
                " · ".join(column["samples"]),
                field_name(column["column"], terminal.language) if column["column"] else "-",
                terminal.say(f"map.certainty.{column['certainty']}"),
            ]
            for column in mapping["columns"]
        ]
        heads = terminal.heads(("samples", "read_as", "how_sure"), of="map")
        terminal.table([Worded(mapping["file"]), *heads], rows)


@act(app, "template")
def template(
    terminal: Terminal,
    file: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")],
) -> None:
    """Write a workbook to fill: people, stands and offers, with an example row each."""
    from matching.services.prepare.fill_in import fill_in_workbook

    with writing_to(file):
        file.write_bytes(fill_in_workbook())
    terminal.answer({"file": str(file)}, str(file))


@act(app, "score")
def score(terminal: Terminal, fair: FairId, *, person: PersonId = "", stand: StandId = "") -> None:
    """Scores with reasons."""
    from matching.phrases import decimal
    from matching.services.scores.score_fair import score_fair, scores_answer

    scored = score_fair(terminal.open(), fair, person=person, stand=stand)
    answer = scores_answer(scored, terminal.language)
    terminal.answer(answer)
    heads = ("person", "stand", "offer", "verdict", "value")
    best = sorted(
        scored.scores, key=lambda score: (score.person, -score.value, score.stand, score.offer)
    )
    rows = [
        [
            score.person,
            score.stand,
            score.offer,
            terminal.say(f"verdict.{score.verdict}"),
            decimal(score.value, terminal.language, places=3),
        ]
        for score in best
    ]
    terminal.table(terminal.heads(heads), rows)


@act(app, "plan")
def plan(
    terminal: Terminal,
    fair: FairId,
    *,
    seconds: Seconds = 20.0,
    seed: Seed = 0,
    announce: Annotated[bool, typer.Option("--announce", help="Release it at once.")] = False,
    afresh: Annotated[bool, typer.Option("--afresh", help=_AFRESH_HELP)] = False,
) -> None:
    """Draw a new working plan; what was announced stays where it can."""
    from matching.commands.drawing import search_at_the_terminal
    from matching.services.plan.draw_plan import draw_plan, plan_answer
    from matching.services.plan.keep_announced import announced_lines
    from matching.services.plan.plan_help import by_hand_lines, plan_lines

    shop = terminal.open()
    drawn = search_at_the_terminal(
        terminal,
        seconds,
        lambda hear, halt: draw_plan(
            shop,
            fair,
            seconds=seconds,
            seed=seed,
            hear=hear,
            halt=halt,
            began=terminal.began,
            afresh=afresh,
        ),
    )
    if announce:
        from matching.services.plan.announce import announce as release

        drawn = replace(drawn, version=release(shop, fair, number=drawn.version.number))
    answer = plan_answer(drawn, terminal.language)
    heads = ("person", "stand", "offer", "starts_at")
    rows = [[meeting[name] for name in heads] for meeting in answer["meetings"]]
    terminal.table(terminal.heads(heads), rows)
    said = terminal.say("cli.planned", count=len(answer["meetings"]), **answer)
    lines = by_hand_lines(drawn.by_hand, terminal.language)
    lines += announced_lines(drawn.announced_changes, terminal.language)
    lines += plan_lines(drawn.entries, answer, terminal.language)
    terminal.answer(answer, said, *lines)


@act(app, "why-not")
def why_not(
    terminal: Terminal, fair: FairId, *, person: PersonId = "", stand: StandId = "", at: At = ""
) -> None:
    """Say why a person and a stand meet in the plan or not; of one alone, with the best others."""
    from matching.services.floor.explain_meeting import explain_best, explain_meeting
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment = read_moment(shop, fair, at)
    if not (person and stand):
        asked = explain_best(
            shop, fair, person=person, stand=stand, language=terminal.language, at=moment
        )
        terminal.answer(
            {
                "asked": [
                    {"person": who, "stand": where, **_why(said)} for who, where, said in asked
                ]
            },
            *(labelled(f"{who} · {where}", " ".join(said.lines)) for who, where, said in asked),
        )
        return
    found = explain_meeting(
        shop, fair, person=person, stand=stand, language=terminal.language, at=moment
    )
    terminal.answer(_why(found), *found.lines)


def _why(found: "Explained") -> dict[str, Any]:
    return {
        "code": found.code,
        "planned": found.is_planned,
        "text": " ".join(found.lines),
        "params": found.params,
    }


@act(app, "sheets")
def sheets(
    terminal: Terminal,
    fair: FairId,
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to write in.")],
    only: Annotated[str, typer.Option("--only", help=_ONLY_HELP)] = "",
    labels: Annotated[str, typer.Option("--labels", help="What badges are printed on.")] = "85x54",
    first_label: Annotated[
        int, typer.Option("--first-label", help="The first label of the sheet that is left.")
    ] = 1,
    blanks: Annotated[int, typer.Option("--blanks", help="How many blank badges to add.")] = 20,
    schedule_format: Annotated[
        str, typer.Option("--format", help="What schedules are printed on: a4, a5 or ticket.")
    ] = "",
    names_meetings: Annotated[
        bool, typer.Option("--with-meetings", help="Certificates name the stands met.")
    ] = False,
    address: Annotated[
        str, typer.Option("--address", help="Where phones find the app, for the posters.")
    ] = "",
) -> None:
    """Write the PDFs to print."""
    from matching.services.plan.print_sheets import SHEETS, print_sheets
    from matching.services.rights.copies import SHEETS as SHEETS_KIND
    from matching.services.rights.copies import note_written

    wanted = listed(only) or SHEETS
    label = terminal.say("cli.printing")
    with terminal.progress(label) as bar:
        shop = terminal.open()
        made = print_sheets(
            shop,
            fair,
            only=wanted,
            language=terminal.language,
            labels=labels,
            first_label=first_label,
            blanks=blanks,
            schedule_format=schedule_format,
            names_meetings=names_meetings,
            address=address,
            hear=lambda name, done, whole: bar.say(
                f"{label} {_how_far(terminal, name, done, whole)}"
            ),
        )
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (out / f"{name}.pdf").write_bytes(content)
    note_written(shop, SHEETS_KIND, out, fair=fair)
    files = [str(out / f"{name}.pdf") for name in made]
    terminal.answer({"files": files}, *files)


def _how_far(terminal: Terminal, name: str, done: int, whole: int) -> str:
    """`Feuilles personnelles, 150 / 1000`; the name alone before its first pages are made."""
    sheet = terminal.say(f"sheets.{name}")
    return f"{sheet}, {done} / {whole}" if done else sheet
