"""A command's seconds count from the start of its process, on a machine of any load."""

import os
import subprocess
import sys
import time

import pytest

from matching.process_start import process_start

USED = 0.5
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="told by Linux")


@pytest.fixture(autouse=True)
def _used(monkeypatch):
    monkeypatch.setattr(time, "process_time", lambda: USED)


def ago(stat):
    """How long ago the process of a file began, in seconds."""
    return time.monotonic() - process_start(str(stat))


def about(seconds):
    return pytest.approx(seconds, abs=0.2)


@LINUX
def test_what_python_took_to_start_counts():
    code = (
        "import time; time.sleep(.4); from matching.process_start import process_start\n"
        "print(time.monotonic() - process_start())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) >= 0.4


@LINUX
@pytest.mark.parametrize(("age", "counted"), [(4.5, 4.5), (60, USED), (-1, USED)])
def test_a_process_that_was_another_program_before_begins_now(tmp_path, age, counted):
    began = time.clock_gettime(time.CLOCK_BOOTTIME) - age
    ticks = round(began * os.sysconf("SC_CLK_TCK"))
    stat = tmp_path / "stat"
    stat.write_text(f"1 (par) vis) S {' 0' * 18} {ticks} 0 0\n")
    assert ago(stat) == about(counted)


@pytest.mark.parametrize("said", ["", "1 (parvis) S 1", f"1 (parvis) {'x ' * 30}"])
def test_where_the_system_does_not_tell_the_processor_used_counts(tmp_path, said):
    stat = tmp_path / "stat"
    stat.write_text(said)
    assert ago(stat) == about(USED)
    assert ago(tmp_path / "no file") == about(USED)
