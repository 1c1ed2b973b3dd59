"""What people agreed to, and what leaves the house by it."""

from pathlib import Path
from typing import Annotated

import typer

from matching.commands.options import FairId, PersonId, Station
from matching.commands.writing import writing_to
from matching.terminal import Terminal, act

app = typer.Typer()


@act(app, "consent")
def consent(
    terminal: Terminal,
    fair: FairId,
    *,
    person: PersonId,
    agrees: Annotated[bool, typer.Option("--yes/--no", help="Whether they agree.")],
    stand: Annotated[str, typer.Option("--stand", help="Contact for this stand alone.")] = "",
    matching: Annotated[bool, typer.Option("--matching", help="Automatic proposals.")] = False,
    station: Station = "",
) -> None:
    """Note what somebody agrees to, or no longer: calls, contact for a stand, being matched."""
    from matching.services.rights.choices import set_contact, set_matching
    from matching.services.rights.consent import set_consent

    if stand and matching:
        raise typer.BadParameter("--stand | --matching")
    shop = terminal.open()
    about: dict[str, object]
    if matching:
        set_matching(shop, fair, person, agrees=agrees, station=station)
        kind, about = "matching_", {"about": "matching"}
    elif stand:
        set_contact(shop, fair, person, stand, agrees=agrees, station=station)
        kind, about = "contact_", {"about": "contact", "stand": stand}
    else:
        set_consent(shop, fair, person, agrees=agrees, station=station)
        kind, about = "", {"about": "recontact", "consent_contact": agrees}
    code = f"consent.{kind}{'given' if agrees else 'withdrawn'}"
    said = terminal.say(code, person=person, stand=stand)
    terminal.answer({"person": person, **about, "agrees": agrees}, said)


@act(app, "stands")
def stands(terminal: Terminal, fair: FairId) -> None:
    """Every stand with its offers in the order of the signs: the list without any matching."""
    from matching.services.rights.choices import ordinary_list

    found = ordinary_list(terminal.open(), fair, terminal.language)
    answer = [{"sign": s.sign, "name": s.name, "offers": list(s.offers)} for s in found]
    terminal.answer({"fair": fair, "stands": answer})
    rows = [[stand.sign, stand.name, ", ".join(stand.offers)] for stand in found]
    terminal.table(terminal.heads(("sign", "stand", "offer"), of="export"), rows)


@act(app, "export")
def export(
    terminal: Terminal,
    fair: FairId,
    *,
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
) -> None:
    """Write what may leave the fair: attendance, meetings, outcomes, stands, prescribers."""
    from matching.services.rights.copies import EXPORT, note_written
    from matching.services.rights.leaving.export_files import export_files

    shop = terminal.open()
    files = export_files(shop, fair, terminal.language)
    with writing_to(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    note_written(shop, EXPORT, out, fair=fair)
    said = terminal.say("export.written", count=len(files), path=str(out))
    terminal.answer({"folder": str(out), "files": sorted(files)}, said)


@act(app, "decisions")
def decisions(
    terminal: Terminal,
    fair: FairId,
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Write it as JSON.")] = None,
    keep_months: Annotated[int | None, typer.Option(help="Keep so long; drop the rest.")] = None,
) -> None:
    """The log of decisions: what was proposed to whom, by which scores, who decided and why."""
    from matching.services.rights.decisions import (
        decision_log,
        export_decisions,
        keep_decisions,
    )

    shop = terminal.open()
    if keep_months is not None:
        keep_decisions(shop, keep_months)
    found = decision_log(shop, fair)
    said = terminal.say("decisions.whole" if found.is_whole else "decisions.changed")
    if out is None:
        terminal.answer(found.document, said, terminal.say("decisions.kept", months=found.months))
        return
    with writing_to(out):
        out.write_bytes(export_decisions(found))
    terminal.answer({"file": str(out), "whole": found.is_whole}, said, str(out))


@act(app, "key")
def key(
    terminal: Terminal,
    file: Annotated[Path, typer.Argument(help="Where the key goes: not beside the store.")],
    *,
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Another key for the store that this one seals.")
    ] = False,
) -> None:
    """Make a key: what people said is sealed with it where `PARVIS_KEY_FILE` names the file."""
    from matching.services.rights.sealing import make_key, rotate_key

    if not rotate:
        make_key(file)
        terminal.answer({"file": str(file)}, terminal.say("key.made", path=str(file)))
        return
    count = rotate_key(file, terminal.open)
    said = terminal.say("key.rotated", path=str(file), count=count)
    terminal.answer({"file": str(file), "documents": count}, said)
