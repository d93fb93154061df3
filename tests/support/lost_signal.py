"""`footnote` as a process to which a signal comes where Python loses what a handler raises: at its
"start", or while the "encoder" is loaded."""

import os
import signal
import sys
import time
from functools import partial

from bot.cli.commands import watch
from bot.cli.main import run
from bot.indexing import rebuild
from bot.telegram import application
from tests.support.known_encoder import load_encoder

_WENT_ON = 3
_SECONDS_OF_IMPORT = 20.0


class _Mortal:
    """Its end is that moment."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __del__(self) -> None:
        signal.raise_signal(self._number)


def _start(number: int, *_: object) -> None:
    """In place of the start of a bot."""
    _Mortal(number)
    os._exit(_WENT_ON)


def _load(number: int, *_: object) -> None:
    """In place of what loads an encoder: a library takes the interrupt for a failed import, and
    another one is tried, which takes long."""
    try:
        try:
            signal.raise_signal(number)
        except KeyboardInterrupt as exc:
            raise ImportError("initialization failed") from exc
    except ImportError:
        time.sleep(_SECONDS_OF_IMPORT)
    os._exit(_WENT_ON)


if __name__ == "__main__":
    # Tests that are run in the background of a shell ignore Ctrl-C, and so would this.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    place, signal_number = sys.argv.pop(1), int(sys.argv.pop(1))
    watch_articles = watch.watch_articles

    def begin(*given: object) -> None:
        """In place of `watch_articles`, as if it came while that is imported."""
        _Mortal(signal_number)
        watch_articles(*given)  # type: ignore[arg-type]

    setattr(application, "run_bot", partial(_start, signal_number))  # noqa: B010
    if place == "start":
        setattr(watch, "watch_articles", begin)  # noqa: B010
    load = partial(_load, signal_number) if place == "encoder" else load_encoder
    setattr(rebuild, "load_encoder", load)  # noqa: B010
    run()
