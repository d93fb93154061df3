"""Whether a running bot does what it is there for, and the small file by which it says so."""

import errno
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.private_files import is_full, write_private_file

MAX_SECONDS_OF_SILENCE = 50.0
"""Of Telegram's and of the bot's own: longer than the longest poll that may still succeed, and such
that it is told within a minute if one hangs."""
MAX_SECONDS_UNWELL = 35.0
"""A database that somebody locks for a moment, and an index that is being replaced, are well."""

_NAME = "health.json"
_START = "bot"
"""What of a bot that starts is looked at: that it ends doing so."""
_NEVER = -1.0
"""For how many seconds a thing is well that is not."""
_MAX_BYTES = 10_000
_MAX_SECONDS = 1e10
"""Three centuries: no clock of a machine that runs is further."""
_ADDS_NOTHING = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EACCES, errno.EPERM)
"""What a disk or a folder says that has room for no other file."""
_writing = threading.Lock()
"""What is written passes through one name: a bot that has started, and the one that tells of its
start, may do so at the same moment."""
_written: dict[Path, "Health"] = {}
"""What this process has written last, by its file."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be well. `well_at` is when it was last seen so, in seconds of
    `time.monotonic`, which all processes of a machine share and nobody sets; `max_age` for how many
    seconds that holds. `told` says what was seen last, in one line."""

    name: str
    well_at: float
    max_age: float
    told: str

    def age(self, now: float) -> float:
        """Seconds since it was seen well."""
        return max(0.0, now - self.well_at)

    def is_well(self, now: float) -> bool:
        """Whether it still counts as well."""
        return self.age(now) <= self.max_age


@dataclass(frozen=True, slots=True)
class Health:
    """What the bot of process `pid` saw of itself at `looked_at`, of the same clock."""

    pid: int
    looked_at: float
    checks: tuple[Check, ...]

    def is_well(self, now: float) -> bool:
        """Whether all is well, and was looked at not long ago."""
        return self.is_recent(now) and all(check.is_well(now) for check in self.checks)

    def is_recent(self, now: float) -> bool:
        """Whether it is of a process that can still be running: after a restart of the machine the
        clock begins anew."""
        return 0 <= now - self.looked_at <= MAX_SECONDS_OF_SILENCE


def tell_start(begun: float, max_seconds: float) -> Check:
    """All that there is to tell of a bot that has `begun` to start, which takes `max_seconds` at
    most."""
    return Check(_START, begun, max_seconds, "is starting")


def tell_failed_start(begun: float) -> Check:
    """The same once that has failed, and the process is about to be gone: it is not well."""
    return Check(_START, begun, _NEVER, "has ended, as its start failed")


def has_ended(health: Health) -> bool:
    """Whether it is of a bot whose start has failed, and which said so."""
    return any(check.name == _START and check.max_age == _NEVER for check in health.checks)


def is_of_start(health: Health) -> bool:
    """Whether it is of a bot that is starting, or whose start has failed."""
    return any(check.name == _START for check in health.checks)


def find_health_file(state_dir: Path) -> Path:
    """The file of the bot that has this state."""
    return state_dir / _NAME


def write_health(path: Path, health: Health) -> None:
    """Writes the file in one step, readable to its owner alone. Where nothing can be added, as on a
    full disk, it is written over what is there, which takes no room: else a bot that lives would
    seem to be gone, and be started again.

    :raises OSError: if it cannot be written, or there is no such folder.
    """
    data = json.dumps(asdict(health)).encode()
    with _writing:
        try:
            write_private_file(path, data)
        except OSError as exc:
            if exc.errno not in _ADDS_NOTHING or not path.exists():
                raise
            _write_over(path, data)
        _written[path] = health


def find_own_health(path: Path) -> Health | None:
    """What the file says if it is this process that has written it; else None. Its number alone
    does not tell: in a container another's with the same folder may be the same."""
    told = read_health(path)
    is_own = told is not None and told.pid == os.getpid() and told == _written.get(path)
    return told if is_own else None


def _write_over(path: Path, data: bytes) -> None:
    # A pipe would be waited for.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, os.O_WRONLY | flags)
    try:
        os.ftruncate(descriptor, os.write(descriptor, data))
    finally:
        os.close(descriptor)


def read_health(path: Path) -> Health | None:
    """What the file says; None if there is none, or none that can be read."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return None
        with path.open("rb") as file:
            kept = json.loads(file.read(_MAX_BYTES))
        checks = tuple(_read_check(each) for each in kept["checks"])
        return Health(int(kept["pid"]), _read_number(kept["looked_at"]), checks)
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None


def _read_check(kept: Mapping[str, object]) -> Check:
    """:raises ValueError, TypeError, KeyError, OverflowError: if it is none."""
    name, told = kept["name"], kept["told"]
    if not (isinstance(name, str) and isinstance(told, str)):
        raise TypeError
    return Check(name, _read_number(kept["well_at"]), _read_number(kept["max_age"]), told)


def _read_number(kept: object) -> float:
    """:raises ValueError, TypeError, OverflowError: if it is none, or one that no clock has."""
    if not isinstance(kept, int | float):
        raise TypeError
    if not abs(kept) <= _MAX_SECONDS:  # nor is what is no number
        raise ValueError
    return float(kept)


def format_health(
    health: Health | None,
    now: float,
    can_be_written: bool = True,
    obstacle: OSError | None = None,
) -> list[tuple[bool, str]]:
    """A line for each thing, and whether it is well. Unless the file `can_be_written`, an old one
    says nothing of the bot, which no start would help; nor does it that there is none where an
    `obstacle` keeps files from being made."""
    if health is None:
        return [(False, _explain_silence(obstacle))]
    age = now - health.looked_at
    if age < 0:
        return [(False, "bot: has not run since this machine was started")]
    if has_ended(health):
        since = _format_seconds(age)
        why = "its start failed, the log says why"
        return [(False, f"bot: process {health.pid} has ended, {since} ago: {why}")]
    if not health.is_recent(now):
        since = _format_seconds(age)
        if not can_be_written:
            return [(False, f"state: STATE_DIR cannot be written, nor how the bot is, for {since}")]
        return [(False, f"bot: no sign of life of process {health.pid} for {since}")]
    return [
        (True, f"bot: process {health.pid} runs"),
        *(_format_check(c, now) for c in health.checks),
    ]


def _explain_silence(obstacle: OSError | None) -> str:
    # Where there is no such folder no bot runs.
    if obstacle is None or isinstance(obstacle, FileNotFoundError | NotADirectoryError):
        return "bot: does not run with this STATE_DIR"
    advice = ": free some space there" if is_full(obstacle) else ""
    reason = f"{obstacle.strerror}{advice}"
    return f"state: STATE_DIR cannot be written, nor whether the bot runs ({reason})"


def _format_check(check: Check, now: float) -> tuple[bool, str]:
    is_well, age = check.is_well(now), _format_seconds(check.age(now))
    since = f"{age} ago" if is_well else f"not well for {age}"
    return is_well, f"{check.name}: {check.told} ({since})"


def _format_seconds(seconds: float) -> str:
    """As in "5 min"."""
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} s"
