"""How a command's process ends: in its own way, whatever signals and threads do meanwhile."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

_SECONDS_FOR_THREADS = 1.5
_SECONDS_UNTIL_LOST = 0.1
"""From an interrupt until it is looked whether it goes its way."""
_SECONDS_TO_TIDY = 10.0
"""Before another signal ends what the first has begun to end: that may wait for something."""
_SIGNALS = [signal.SIGTERM, signal.SIGINT]
if sys.platform != "win32":
    _SIGNALS.append(signal.SIGHUP)


class Interrupts:
    """Has SIGTERM, SIGINT and SIGHUP, or those of `numbers`, interrupt. An exception that a handler
    raises is lost where Python ends none, as in a `__del__`, or is taken for another one, as that
    of an import that fails, behind which something else is tried for long: it is raised again and
    again, but while what it has begun is being ended. Nor does another signal cut that short, as
    half of it would be left; not for long. Where there is no alarm for that, who goes on for long
    has to `check`."""

    def __init__(self, numbers: Iterable[int] = tuple(_SIGNALS)) -> None:
        self._has_come = False
        self._end_of_patience = 0.0
        _handle_signals(self._interrupt, numbers)

    def check(self) -> None:
        """:raises KeyboardInterrupt: if a signal has come."""
        if self._has_come:
            raise KeyboardInterrupt

    def _interrupt(self, number: int, frame: object) -> None:
        if not self._has_come:
            self._end_of_patience = time.monotonic() + _SECONDS_TO_TIDY
        elif self._is_tidied():
            return
        self._has_come = True
        if sys.platform != "win32":
            signal.signal(signal.SIGALRM, self._interrupt_again)
            signal.setitimer(signal.ITIMER_REAL, _SECONDS_UNTIL_LOST, _SECONDS_UNTIL_LOST)
        raise KeyboardInterrupt

    def _interrupt_again(self, number: int, frame: object) -> None:
        if not _comes_of_interrupt(sys.exception()):
            raise KeyboardInterrupt

    def _is_tidied(self) -> bool:
        is_patient = time.monotonic() < self._end_of_patience
        return is_patient and _comes_of_interrupt(sys.exception())


def _comes_of_interrupt(error: BaseException | None) -> bool:
    """Whether what is being handled is an interrupt, or has come while one was: an import that
    fails of it is not, as who handles that may import something else."""
    while error and not isinstance(error, KeyboardInterrupt | ImportError):
        error = error.__context__
    return isinstance(error, KeyboardInterrupt)


def end_at_once_by_signals(tidy: Callable[[], object]) -> None:
    """From now on SIGTERM, SIGINT and SIGHUP end the process, with 0, as a kill would, when it has
    been made `tidy`: for a start, in which nothing else has to be brought to its end. An exception
    could be lost: see `Interrupts`."""

    def end_at_once(*_: object) -> None:
        try:
            tidy()
        finally:
            os._exit(0)

    _handle_signals(end_at_once, _SIGNALS)


def _handle_signals(
    handle: Callable[[int, FrameType | None], object], numbers: Iterable[int]
) -> None:
    """Those that are ignored, as SIGHUP by nohup, still are."""
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handle)


def pass_over_signals() -> None:
    """From now on SIGTERM, SIGINT and SIGHUP change nothing: the process ends already, or has done
    what cannot be left half done. Nor does one that comes just now.

    By a handler: one that came a moment ago, whose turn is yet to come, would find SIG_IGN no
    handler, and Python would write of an error.
    """
    is_passed_over = False
    while not is_passed_over:
        with suppress(KeyboardInterrupt):  # of one of those that still interrupt
            _pass_over_signals()
            is_passed_over = True


def _pass_over_signals() -> None:
    for number in _SIGNALS:
        signal.signal(number, lambda *_: None)
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, lambda *_: None)


def end(code: int) -> NoReturn:
    """Ends the process with the exit code `code`, within two seconds."""
    pass_over_signals()
    # The interpreter takes its handlers away when it ends, which SIG_IGN alone outlives.
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    # The interpreter waits for its threads, and one may wait for a lock for a minute.
    ending = threading.Timer(_SECONDS_FOR_THREADS, _end_at_once, (code,))
    ending.daemon = True
    with suppress(RuntimeError):  # where there is no memory for it
        ending.start()
    sys.exit(code)


def _end_at_once(code: int) -> NoReturn:
    print("footnote: ended before a thread had done its work", file=sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
