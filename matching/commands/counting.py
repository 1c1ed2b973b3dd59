"""The evening: what came of it all."""

from pathlib import Path
from typing import Annotated

import typer

from matching.commands.options import At, Fair, Nonce
from matching.domain.errors import FairError
from matching.terminal import Terminal, act

app = typer.Typer()


@act(app, "report")
def report(
    terminal: Terminal,
    fair: Fair,
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Write an .xlsx workbook.")] = None,
) -> None:
    """The organiser's statistics."""
    from matching.services.report import report as count
    from matching.services.report import report_answer, report_workbook

    found = count(terminal.open(), fair)
    if out is not None:
        try:
            out.write_bytes(report_workbook(found, terminal.language))
        except OSError:
            raise FairError("folder_not_writable", path=str(out)) from None
    answer = report_answer(found, terminal.language)
    terminal.answer(answer)
    for section in answer["sections"]:
        rows = [[one["label"], one["value"]] for one in section["figures"]]
        terminal.table([section["title"], ""], rows)


@act(app, "outcome")
def outcome(
    terminal: Terminal,
    fair: Fair,
    meeting: Annotated[str, typer.Argument(help="A meeting's id.")],
    *,
    result: Annotated[
        str,
        typer.Option(
            "--result",
            help="second_interview cv_taken immersion training application referral hired nothing",
        ),
    ],
    nonce: Nonce = "",
    at: At = "",
) -> None:
    """Note what a meeting led to."""
    from matching.services.follow_day import note_outcome
    from matching.services.moments import read_moment

    shop = terminal.open()
    moment = read_moment(shop, fair, at)
    note_outcome(shop, fair, meeting, result=result, nonce=nonce or shop.new_nonce(), at=moment)
    terminal.answer({"meeting": meeting, "result": result}, terminal.say(f"outcome.{result}"))
