"""A command ends with its exit code although a solver is still running."""

import subprocess
import sys
import textwrap

import pytest

# The thread stands for a solver: it takes no notice, and Python would wait for it or abort.
COMMAND = """
    import atexit, sys, threading
    import matching.__main__ as command
    from matching.planning.budget import interruptible

    late = threading.Event()
    interruptible.answer_within(lambda: late.wait(60), 0.1, grace=0.1)
    assert interruptible.is_any_left()
    atexit.register(print, "Python waited for its threads")
    print("the answer")
    sys.argv = ["parvis", *sys.argv[1:]]
    command.main()
"""


@pytest.mark.parametrize(("words", "code"), [(["--version"], 0), (["no-such-command"], 2)])
def test_a_command_ends_at_once_with_its_code_while_a_solver_is_left_running(words, code):
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(COMMAND), *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert ended.returncode == code
    assert ended.stdout.startswith("the answer\n")
    assert "Python waited" not in ended.stdout
