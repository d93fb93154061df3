"""How a command's process ends."""

import subprocess
import sys

from tests.support.paths import PROJECT

_BEGIN = """
import signal, time
from bot.cli.ending import Interrupts

Interrupts()
"""
_TIDYING = """
try:
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        time.sleep(0.5)
        try:
            raise OSError
        except OSError:
            time.sleep(0.5)
        print("tidied", end="")
except KeyboardInterrupt:
    print(", interrupted", end="")
"""
_LOSING = """
for _ in range(3):
    try:
        signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt:
        pass
try:
    time.sleep(20)
    print("went on")
except KeyboardInterrupt:
    print("interrupted", end="")
"""
_TWICE = """
try:
    try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
        print("tidied", end="")
except KeyboardInterrupt:
    print(", interrupted", end="")
try:
    signal.raise_signal(signal.SIGTERM)
except KeyboardInterrupt:
    print(", again", end="")
"""
_HELD = """
from bot.cli.ending import pass_over_signals

set_handler, coming = signal.signal, [signal.SIGHUP, signal.SIGINT]

def set_while_some_come(*given):
    set_handler(*given)
    if coming:
        signal.raise_signal(coming.pop())

signal.signal = set_while_some_come
pass_over_signals()
signal.raise_signal(signal.SIGTERM)
time.sleep(0.3)
print("went on", end="")
"""
_AT_THE_END = """
import sys
from bot.cli import ending, main

def come(frame, event, argument):
    if event == "call" and frame.f_code is ending.end.__code__:
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)

sys.argv[1:] = ["completion", "none"]
sys.setprofile(come)
main.run()
"""


def test_what_an_interrupt_has_begun_to_end_is_not_interrupted() -> None:
    assert _run(_TIDYING) == "tidied, interrupted"


def test_an_interrupt_that_is_lost_comes_again() -> None:
    assert _run(_LOSING) == "interrupted"


def test_a_second_signal_does_not_interrupt_what_the_first_has_begun_to_end() -> None:
    assert _run(_TWICE) == "tidied, interrupted, again"


def test_a_signal_that_comes_while_they_are_passed_over_is_one_of_them() -> None:
    assert _run(_HELD) == "went on"


def test_a_signal_that_comes_at_the_very_end_changes_nothing() -> None:
    done = _start(_AT_THE_END)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr


def _run(code: str) -> str:
    return _start(code).stdout


def _start(code: str) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, "-c", _BEGIN + code)
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)


def test_it_ends_where_there_is_no_memory_for_a_thread() -> None:
    """What watches over the end is one."""
    script = """
import threading
from bot.cli.ending import end

threading.Thread.start = lambda _: exec("raise RuntimeError")
end(3)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
