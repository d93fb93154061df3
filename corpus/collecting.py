"""When Python looks for garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """In the block nothing is looked through for garbage that refers to itself.

    What is made of one text is all in use until it is done, and as it grows it would be looked
    through again and again, for a third of the time that many small paragraphs take.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
