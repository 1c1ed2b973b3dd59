"""Words: the official lists of trades and skills behind our own."""

from pathlib import Path
from typing import Annotated

import typer

from matching.terminal import Terminal, act

app = typer.Typer()
vocabulary = typer.Typer(help="Official lists of trades and skills.", no_args_is_help=True)
app.add_typer(vocabulary, name="vocabulary")

ArchivePath = Annotated[
    Path, typer.Argument(help="ROME 4.0 CSV archive (zip or folder), or ESCO French CSV.")
]


@act(vocabulary, "import")
def import_archive(terminal: Terminal, archive: ArchivePath) -> None:
    """Take in an official list; our own words stay, and stay on top."""
    from matching.services.scores.lists_in_use import list_answer
    from matching.services.scores.word_lists import NOT_ENCODED, import_list, lacking_senses

    shop = terminal.open()
    with terminal.progress(terminal.say("cli.reading_words")):
        kept, missing = import_list(shop, archive)
    lacking = lacking_senses(shop)
    answer = {**list_answer(kept), "missing": list(missing), "by_meaning": not lacking}
    lines = [terminal.say("cli.words_imported", **answer), kept.attribution]
    if missing:
        lines.append(terminal.say("cli.words_missing", files=", ".join(missing)))
    if lacking == NOT_ENCODED:
        lines.append(terminal.say("cli.words_to_encode"))
    terminal.answer(answer, *lines)


@act(vocabulary, "encode")
def encode(terminal: Terminal) -> None:
    """Read skills by meaning too (the optional encoder): some minutes, once a list of words."""
    from matching.services.scores.word_lists import make_senses

    shop = terminal.open()
    label = terminal.say("cli.encoding_words")
    with terminal.progress(label) as bar:
        lacking = make_senses(shop, lambda done, of: bar.say(f"{label} {done}/{of}"))
    said = f"cli.words_lack_{lacking}" if lacking else "cli.words_encoded"
    terminal.answer({"by_meaning": not lacking, "lacking": lacking}, terminal.say(said))


@act(vocabulary, "list")
def list_lists(terminal: Terminal) -> None:
    """Say which official lists are in use."""
    from matching.services.scores.lists_in_use import list_answer, lists_in_use

    found = [list_answer(official) for official in lists_in_use(terminal.open())]
    terminal.answer({"lists": found}, *([] if found else [terminal.say("cli.words_own")]))
    if found:
        heads = ("source", "version", "labels", "attribution", "imported_at")
        told = [row | {"source": str(row["source"]).upper()} for row in found]
        terminal.table(terminal.heads(heads), [[row[name] for name in heads] for row in told])
