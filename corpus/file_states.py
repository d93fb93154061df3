"""Whether a file has changed, without reading it: as the system has its size and times."""

import os
import stat
import time
from pathlib import Path

_SETTLED_NS = 2_000_000_000
"""As long after its last change a file may be changed once more, and the system count both as one:
no system's times are coarser."""


def find_state(path: Path) -> str | None:
    """What is another after any change of the file `path`; None if it is a link, or no file.

    What is written in place of other words of the same length, under the old time, has another
    state, too.
    """
    try:
        status = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return name_state(status)


def is_settled(state: str, now_ns: int | None = None) -> bool:
    """Whether a file of this `state` has not changed for so long that any further change is another
    state. `now_ns` is the time, in nanoseconds since 1970."""
    last = max(map(int, state.split()[-2:]))
    return last < (time.time_ns() if now_ns is None else now_ns) - _SETTLED_NS


def name_state(status: os.stat_result) -> str:
    """The state of a file with this `status`."""
    # The second time is that of any change, such as of rights, and nobody can set it back.
    times = status.st_mtime_ns, status.st_ctime_ns
    return " ".join(map(str, (status.st_dev, status.st_ino, status.st_size, *times)))
