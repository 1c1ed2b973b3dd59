"""The engines on their own: understand a phrase, solve a problem, check a plan."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from matching.commands.options import Seconds, Seed
from matching.domain.errors import FairError
from matching.terminal import EXIT_NOTHING_FOUND, EXIT_REFUSED, Terminal, act

app = typer.Typer()

PhraseKind = Annotated[Literal["occupation", "skill"], typer.Option("--kind")]
Top = Annotated[int, typer.Option("--top", min=1, max=50)]
ProblemFile = Annotated[
    Path, typer.Argument(help="A parvis-problem/1 document; - for standard input.")
]
PlanFile = Annotated[Path, typer.Argument(help="A parvis-plan/1 document.")]


@act(app, "understand")
def understand(terminal: Terminal, *, kind: PhraseKind = "occupation", top: Top = 5) -> None:
    """Read one phrase a line on standard input; answer one JSON object a line."""
    from matching.services.scores.understand import understand_with

    read = understand_with(terminal.open(), kind, top=top, language=terminal.language)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(read(line.rstrip("\n")), ensure_ascii=False) + "\n")
        sys.stdout.flush()


@act(app, "solve")
def solve(
    terminal: Terminal, problem: ProblemFile, *, seconds: Seconds = 60.0, seed: Seed = 0
) -> None:
    """Solve a planning problem and print the plan document."""
    from matching.commands.drawing import search_at_the_terminal
    from matching.services.plan.planner_documents import plan_words, solve_document

    document = _read(problem)
    answer = search_at_the_terminal(
        terminal,
        seconds,
        lambda hear, halt: solve_document(
            document, seconds=seconds, seed=seed, hear=hear, halt=halt, began=terminal.began
        ),
    )
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    for line in plan_words(document, answer, terminal.language):
        terminal.err.print(line, markup=False, highlight=False, soft_wrap=True)
    if answer["status"] == "unknown":
        raise typer.Exit(EXIT_NOTHING_FOUND)


@act(app, "check")
def check(terminal: Terminal, problem: ProblemFile, plan: PlanFile) -> None:
    """Apply the rules to a plan; list the violations, exit 1 if there is any."""
    from matching.services.plan.planner_documents import check_document, violation_lines

    answer = check_document(_read(problem), _read(plan))
    lines = violation_lines(answer, terminal.language)
    terminal.answer(answer, *lines, code=EXIT_REFUSED if answer["violations"] else 0)


def _read(path: Path) -> object:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        document: object = json.loads(text)
    except (OSError, ValueError, RecursionError):
        raise FairError("document_unreadable", path=str(path)) from None
    return document
