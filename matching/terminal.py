"""What every command at the terminal shares: options, language, JSON or words, exit codes."""

import functools
import inspect
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NewType

import typer
from rich.console import Console

from matching.domain.errors import FairError
from matching.drawn_table import draw_table
from matching.phrases import LANGUAGES, say
from matching.services.shop.refusals import refusal_answer, sentence_of
from matching.services.shop.settings import store_url

if TYPE_CHECKING:
    from matching.services.shop.shop import Shop

EXIT_REFUSED = 1
# a search ended before it found anything, or proved that there is nothing to find
EXIT_NOTHING_FOUND = 3
_NOTHING_FOUND = "plan_stopped"
Worded = NewType("Worded", str)
"""A text in the reader's language; only what says so may head a column."""
_STORE = Annotated[str | None, typer.Option("--store", envvar="PARVIS_STORE", help="Database URL.")]
_LANG = Annotated[str, typer.Option("--lang", help="fr | en")]
_JSON = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


class MovingBar(NamedTuple):
    """A bar on a terminal: what it says, and how many of its seconds are over."""

    say: Callable[[str], None]
    move: Callable[[float], None]


_UNSEEN = MovingBar(lambda _said: None, lambda _spent: None)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks: the answer on standard output, everything else on standard error.

    `began` is what `time.monotonic` said when somebody began to wait for the command; `named_url`
    is the store where the command line itself names one, and not the environment.
    """

    url: str
    language: str
    wants_json: bool
    out: Console
    err: Console
    at_closing: ExitStack
    began: float
    named_url: str = ""

    def open(self) -> "Shop":
        """The shop over the store that was asked for."""
        from matching.services.shop.shop import open_shop  # noqa: PLC0415 - loads the database

        shop = open_shop(self.url)
        self.at_closing.callback(shop.store.close)
        return shop

    def say(self, code: str, /, **params: object) -> Worded:
        """The sentence of a code in the reader's language."""
        return Worded(say(code, self.language, **params))

    def heads(self, names: Iterable[str], *, of: str = "table") -> list[Worded]:
        """How columns are called in the reader's language, by the name of each."""
        return [self.say(f"{of}.{name}") for name in names]

    def answer(self, document: object, *lines: str, code: int = 0) -> None:
        """Print the document (`--json`) or the lines, then leave with an exit code."""
        if self.wants_json:
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")
        else:
            for line in lines:
                self.out.print(line, markup=False, highlight=False, soft_wrap=True)
        if code:
            raise typer.Exit(code)

    def table(self, headings: Sequence[Worded], rows: Sequence[Sequence[object]]) -> None:
        """Draw a table, no word broken, what is not known left empty; nothing with `--json`."""
        if self.wants_json:
            return
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        draw_table(self.out, headings, cells)

    @contextmanager
    def progress(self, label: str, seconds: float | None = None) -> Iterator[MovingBar]:
        """A moving bar on standard error while something long runs; silent when not a terminal.

        What draws it takes as long to load as a small fair to plan.
        """
        if not self.err.is_terminal:
            yield _UNSEEN
            return
        from rich.progress import (  # noqa: PLC0415 - few commands take long
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        columns = (SpinnerColumn(), TextColumn("{task.description}"),
                   BarColumn(bar_width=20, pulse_style="cyan"), TimeElapsedColumn())  # fmt: skip
        with Progress(*columns, console=self.err, transient=True) as drawn:
            task = drawn.add_task(label, total=seconds)
            yield MovingBar(
                lambda said: drawn.update(task, description=said),
                lambda spent: drawn.update(task, completed=spent),
            )


def act(app: typer.Typer, name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command that takes a `Terminal` first and gains `--store`, `--lang`, `--json`.

    A refusal becomes a sentence and exit code 1; nothing else is caught.
    """

    def register(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(
            *args: Any,
            context: typer.Context,
            store: str | None,
            lang: str,
            wants_json: bool,
            **kwargs: Any,
        ) -> None:
            terminal = _terminal(context, store, lang, wants_json=wants_json)
            try:
                with terminal.at_closing:
                    command(terminal, *args, **kwargs)
            except FairError as error:
                terminal.answer(refusal_answer(error, lang))
                if not wants_json:
                    terminal.err.print(sentence_of(error, lang), markup=False, highlight=False)
                code = EXIT_NOTHING_FOUND if error.code == _NOTHING_FOUND else EXIT_REFUSED
                raise typer.Exit(code) from None

        own = [p for p in inspect.signature(command).parameters.values() if p.name != "terminal"]
        run.__signature__ = inspect.Signature([*own, *_SHARED])  # type: ignore[attr-defined]
        app.command(name)(run)
        return run

    return register


def _terminal(
    context: typer.Context, store: str | None, lang: str, *, wants_json: bool
) -> Terminal:
    if lang not in LANGUAGES:
        raise typer.BadParameter(" | ".join(LANGUAGES), param_hint="--lang")
    source = context.get_parameter_source("store")
    is_named = source is not None and source.name == "COMMANDLINE"
    return Terminal(
        named_url=store if store and is_named else "",
        url=store or store_url(),
        language=lang,
        wants_json=wants_json,
        out=Console(),
        err=Console(stderr=True),
        at_closing=ExitStack(),
        began=time.monotonic() if context.obj is None else context.obj,
    )


def _option(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, annotation=annotation, default=default)


_SHARED = (
    _option("context", typer.Context, inspect.Parameter.empty),
    _option("store", _STORE, None),
    _option("lang", _LANG, "fr"),
    _option("wants_json", _JSON, default=False),
)
