"""How far a build of the index is, on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.progress import show_progress
from bot.indexing.rebuild import OnStep, Step

_WORDS = {
    Step.READ: ("read", "files"),
    Step.CUT: ("cut", "articles"),
    Step.ENCODED: ("encoded", "passages"),
    Step.LISTED: ("listed the words of", "passages"),
    Step.UPLOADED: ("uploaded", "passages"),
}


@contextmanager
def show_steps(is_end_told: bool = True) -> Iterator[OnStep]:
    """What a build is to be given in the block. Where standard error is no terminal, and unless it
    takes long, nothing is written but one line at its end, if `is_end_told`."""
    passing = [verb for step, (verb, _) in _WORDS.items() if step is not Step.ENCODED]
    passing += [] if is_end_told else [_WORDS[Step.ENCODED][0]]
    with show_progress(sys.stderr, passing) as show:
        yield lambda step, done, total: show(*_WORDS[step], done, total)
