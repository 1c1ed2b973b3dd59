"""Whose meetings are others, what they knew and what is true then, as a table to read."""

from collections.abc import Sequence
from html import escape

from matching.services.live.change_answers import ChangeTold
from matching.ui import session


def changes_table(rows: Sequence[ChangeTold]) -> str:
    """Who is to be told, from what to what."""
    heads = ("replan.who", "replan.before", "replan.after")
    head = "".join(f'<th scope="col">{escape(session.phrase(code))}</th>' for code in heads)
    none = session.phrase("replan.none")
    body = "".join(
        f'<tr><th scope="row">n° {row.call_number} {escape(row.first_name)}</th>'
        f"<td>{escape(row.before or none)}</td><td>{escape(row.after or none)}</td></tr>"
        for row in rows
    )
    style = "text-align:start;padding:.3rem .8rem .3rem 0;vertical-align:top"
    cells = f"{head}{body}".replace("<th ", f'<th style="{style}" ')
    cells = cells.replace("<td>", f'<td style="{style}">')
    return f"<table>{cells}</table>"
