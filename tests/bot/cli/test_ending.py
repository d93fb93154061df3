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


def test_what_an_interrupt_has_begun_to_end_is_not_interrupted() -> None:
    assert _run(_TIDYING) == "tidied, interrupted"


def test_an_interrupt_that_is_lost_comes_again() -> None:
    assert _run(_LOSING) == "interrupted"


def _run(code: str) -> str:
    command = (sys.executable, "-c", _BEGIN + code)
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True).stdout
