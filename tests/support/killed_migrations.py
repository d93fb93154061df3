"""Migrations of a state file that are killed, each at another of its statements.

    python -m tests.support.killed_migrations old.sqlite3

makes a copy `N/footnote.sqlite3` beside the old file for each number N of a statement, the first is
1, and lets a process open it that is killed before it makes that; a commit is one, too. What is
printed is how many there are.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from bot.storage.database import Database


def main(old: Path) -> None:
    """Ends with the first process that is not killed."""
    number = 1
    while _open_killed(old, number):
        number += 1
    print(number - 1)


def _open_killed(old: Path, number: int) -> bool:
    path = old.parent / str(number) / "footnote.sqlite3"
    path.parent.mkdir()
    shutil.copy(old, path)
    process_id = os.fork()
    if process_id == 0:
        _kill_at(number)
        Database(path).open()
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def _kill_at(number: int) -> None:
    count = 0

    def look(*_: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", look)
    event.listen(Engine, "commit", look)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
