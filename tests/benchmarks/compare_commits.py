"""Compare this tree with a checkout of another commit: are plans and scores equal, at what cost?

    git worktree add /somewhere/old COMMIT
    python -m tests.benchmarks.compare_commits /somewhere/old [PROBLEM.json ...]

Both trees answer the same question in turn, as whole commands in the same run: the example's
scores and plan, seeded fairs as `parvis-problem/1`, and the problem files named. Printed is a row
of a table each: whether the answers are equal byte for byte (but for the seconds they took), what
each reached, processor seconds of both (the median of the rounds) and their ratio.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from shutil import copyfile
from statistics import median
from typing import Any

from matching.planning.problem.documents import PROBLEM_FORMAT
from matching.planning.problem.problem import Problem
from matching.services.files.examples import open_example
from matching.services.plan.pose_fair import pose_fair
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.score_fair import read_entries
from matching.services.scores.scored_fair import live_basis
from tests.benchmarks.plan_fairs import fair as seeded_fair
from tests.fairs import shop_in

HERE = Path(__file__).parents[2]
MOSSON = "mosson-2023"
SEEDED = (("30x20x12", "plain"), ("30x20x12", "gap 1"), ("400x40x16", "plain"))


@dataclass(frozen=True)
class Answer:
    """What a command printed, and the processor seconds that it took."""

    code: int
    text: str
    seconds: float

    @property
    def document(self) -> dict[str, Any]:
        """The answer without the seconds it took; its text where it is no document."""
        try:
            found: dict[str, Any] = json.loads(self.text)
        except ValueError:
            return {"text": self.text}
        return {name: value for name, value in found.items() if name != "seconds"}


def ask(tree: Path, words: Sequence[str], store: Path) -> Answer:
    """Run a command of the Parvis in `tree` to its end, on a store of its own."""
    seen = {**os.environ, "PYTHONPATH": str(tree), "PARVIS_STORE": f"sqlite:///{store}"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        asked = [sys.executable, "-m", "matching", *words]
        # not waited for by subprocess, so that the time is of this child alone
        child = subprocess.Popen(asked, cwd=tree, env=seen, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return Answer(child.returncode, out.read(), used.ru_utime + used.ru_stime)


def said(value: object) -> object:
    """A value of a problem as JSON, without what the format takes by default: for old readers."""
    if isinstance(value, tuple):
        return [said(item) for item in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value)}
    usual = {field.name: field.default for field in fields(value) if field.default is not MISSING}
    return {name: said(item) for name, item in held.items() if (name, item) not in usual.items()}


def example_posed(folder: Path) -> Problem:
    """The example fair as this tree poses it: the same problem for both, whatever its scores."""
    shop = shop_in(folder)
    open_example(shop, "mosson")
    entries = read_entries(shop, MOSSON)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, MOSSON))
    shop.store.close()
    return pose_fair(basis).problem


def questions(files: Sequence[Path], folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is asked of both trees: its name, and the words of the command."""
    yield "example, scores", ("score", MOSSON, "--json")
    yield "example, plan", ("plan", MOSSON, "--json", "--seconds", "120")
    problems = {f"{size}, {regime}": seeded_fair(size, 1, regime) for size, regime in SEEDED}
    for name, problem in (("example as posed here", example_posed(folder)), *problems.items()):
        file, document = folder / f"{name}.json", said(problem)
        assert isinstance(document, dict)
        file.write_text(json.dumps({"format": PROBLEM_FORMAT, **document}), "utf-8")
        yield name, ("solve", str(file), "--seconds", "120")
    for file in files:
        yield file.stem, ("solve", str(file.resolve()), "--seconds", "120")


def reached(answer: Answer) -> str:
    """The goals of a plan in one line; how many scores there are."""
    found = answer.document
    if "scores" in found:
        return f"{len(found['scores'])} scores"
    if "goals" not in found:
        return f"exit {answer.code}"
    goals = {
        name: sum(value) if isinstance(value, list) else value
        for name, value in found["goals"].items()
        if value
    }
    listed = ", ".join(f"{name} {round(value, 3):g}" for name, value in goals.items())
    return f"{found['status']}: {listed}"


def row(name: str, here: Sequence[Answer], there: Sequence[Answer]) -> str:
    """One line of the table."""
    mine, theirs = here[0], there[0]
    cost = [median(answer.seconds for answer in answers) for answers in (there, here)]
    if any(answer.document != mine.document for answer in here):
        name = f"{name} (not the same in each round: the clock ended some)"
    same = "equal" if mine.document == theirs.document else f"{reached(theirs)} → {reached(mine)}"
    return f"| {name} | {same} | {cost[0]:.2f} → {cost[1]:.2f} | {cost[1] / cost[0]:.2f} |"


def main() -> None:
    """Ask both trees everything in turn, and print the table."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("other", type=Path, help="a checkout of the other commit")
    words.add_argument("problems", type=Path, nargs="*", help="parvis-problem/1 documents")
    words.add_argument("--rounds", type=int, default=3)
    told = words.parse_intermixed_args()
    trees = {"here": HERE, "there": told.other.resolve()}
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        for side, tree in trees.items():
            ask(tree, ("import", "data/examples/mosson", "--json"), folder / f"{side}.db")
        sys.stdout.write("| asked | answer | CPU seconds | ratio |\n|---|---|---|---|\n")
        for name, command in questions(told.problems, folder):
            answers: dict[str, list[Answer]] = {"here": [], "there": []}
            for _ in range(told.rounds):
                for side, tree in trees.items():
                    store = copyfile(folder / f"{side}.db", folder / "asked.db")
                    answers[side].append(ask(tree, command, store))
            sys.stdout.write(f"{row(name, answers['here'], answers['there'])}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
