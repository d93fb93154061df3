"""What a process that builds says by itself."""

import subprocess
import sys

import pytest

from tests.support.paths import PROJECT

# Builds for as long as it takes to show life, or to have shown none.
_BUILDING = """
import threading, sys, time
from bot.indexing.orders import Orders
orders = Orders(0.01)
with orders.taken():
    {does}
"""


@pytest.mark.parametrize(
    ("does", "says"),
    [("while True: pass", b"alive\n"), ("time.sleep(0.1)", b"")],
)
def test_a_build_shows_life_while_it_works(does: str, says: bytes) -> None:
    """One that waits, as for a disk, does not, though its threads go on."""
    command = (sys.executable, "-SEc", _BUILDING.format(does=does))
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as building:
        assert building.stdin is not None
        assert building.stdout is not None
        building.stdin.write(b"\n")
        building.stdin.flush()
        said = [building.stdout.readline() for _ in range(2)]
        building.kill()
    assert said == [b"begun\n", says]
