"""A search at the terminal: Ctrl-C keeps the best, a second one breaks off."""

import _thread
import signal
from contextlib import ExitStack
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from matching.commands.drawing import search_at_the_terminal
from matching.planning.problem.goals import Goals
from matching.planning.problem.result import Progress
from matching.terminal import Terminal, Worded

NEWS = Progress(Goals((2,), 1.5, 0, 0, 0), {}, 0.1, None)


@pytest.fixture(autouse=True)
def _ctrl_c_raises():
    """As in a terminal; a shell that runs tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def terminal():
    console = Console(file=StringIO(), force_terminal=True, width=120)
    return Terminal(
        "", "fr", wants_json=False, out=console, err=console, at_closing=ExitStack(), began=0.0
    )


def test_search_is_told_to_go_on_and_its_answer_comes_back(terminal):
    assert search_at_the_terminal(terminal, 5, lambda hear, _: ("best", hear(NEWS))) == (
        "best",
        True,
    )
    assert "0 rendez-vous trouvés" in terminal.err.file.getvalue()


def test_where_nobody_sees_a_terminal_the_answer_comes_back_and_nothing_is_drawn(terminal):
    console = Console(file=StringIO(), force_terminal=False)
    found = search_at_the_terminal(
        replace(terminal, err=console), 5, lambda hear, _: ("best", hear(NEWS))
    )
    assert found == ("best", True)
    assert console.file.getvalue() == ""


def test_ctrl_c_ends_the_search_and_keeps_its_best(terminal):
    before = signal.getsignal(signal.SIGINT)

    def search(hear, halt):
        _thread.interrupt_main()
        assert halt.wait(30)
        return "best so far", hear(NEWS)

    assert search_at_the_terminal(terminal, 5, search) == ("best so far", False)
    assert signal.getsignal(signal.SIGINT) is before


def test_second_ctrl_c_breaks_off(terminal):
    def search(_, halt):
        _thread.interrupt_main()
        assert halt.wait(30)
        _thread.interrupt_main()

    with pytest.raises(KeyboardInterrupt):
        search_at_the_terminal(terminal, 5, search)


def test_what_a_search_refuses_is_raised(terminal):
    def search(_, __):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        search_at_the_terminal(terminal, 5, search)


def test_a_table_on_a_narrow_terminal_cuts_no_word(terminal):
    terminal.out.width = 40
    name = "bc7dab29fd0e178a7ae3b30576f93ad3-0"
    terminal.table(["job", "state"], [(name, "imprimante"), ("a", "échec")])
    drawn = terminal.out.file.getvalue()
    assert "…" not in drawn
    told = [line.split("│")[2].strip() for line in drawn.splitlines() if "│" in line]
    assert "".join(told) == f"{name}imprimanteaéchec"


def test_a_cell_of_a_table_that_is_not_known_stays_empty():
    printed = StringIO()
    console = Console(file=printed, width=60)
    terminal = Terminal("", "fr", False, console, console, ExitStack(), 0.0)
    terminal.table([Worded("Titre"), Worded("Début")], [("Accueil", None), ("Groupe", 0)])
    assert "Accueil" in printed.getvalue()
    assert "None" not in printed.getvalue()
    assert "0" in printed.getvalue()
