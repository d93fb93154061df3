"""What a command writes, and where: its encoding, its log, its mistakes."""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.config.settings import Settings
from bot.text.cleaning import close_isolates
from corpus import Locator

# What some readers end a line at or a terminal obeys, signs of direction, and halves of pairs,
# which UTF-8 cannot write.
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


def open_closed_streams() -> None:
    """From now on a standard stream that was closed when the process began is empty, or takes
    whatever is written."""
    # In this order: each takes the number that a file opened later would have, as a stream.
    sys.stdin = sys.stdin or Path(os.devnull).open()  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115


def can_write_output() -> bool:
    """Whether all that was written to standard output has arrived, or does now."""
    try:
        sys.stdout.flush()
    except OSError:
        return False
    return True


def drop_output() -> None:
    """From now on nothing that is written to standard output arrives, nor fails, such as what is
    left to be written when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def accept_any_name() -> None:
    """From now on what the locale cannot write is escaped: a file's name may hold such."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_utf8() -> None:
    """From now on standard output is UTF-8, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Naming the encoding alone would make mistakes of what it cannot write.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_json(record: Mapping[str, object]) -> str:
    """`record` as JSON that is one line to any reader, whatever it takes for a line's end."""
    written = json.dumps(record, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def make_locator_record(locator: Locator | None) -> dict[str, object] | None:
    """A place in an original file as JSON has it; None if there is none."""
    if locator is None:
        return None
    day = {"day": locator.day.isoformat()} if locator.day else {}
    return {"kind": locator.kind, "value": locator.value, **day}


def make_plain(text: str) -> str:
    """`text` for a terminal, which obeys nothing in it: controls but line ends and tabs, and signs
    that turn what follows, as escapes; isolates end where their line does."""
    return close_isolates(_OBEYED.sub(lambda found: ascii(found[0])[1:-1], text))


def configure_logging(settings: Settings) -> Callable[[str], str]:
    """What takes the token out of a text, as it is taken out of the log."""
    from bot.monitoring.logs import configure_logging

    token, log_format = settings.telegram_bot_token, settings.log_format
    passwords = settings.state_url.secrets if settings.state_url else ()
    return configure_logging(settings.log_level, token, log_format, passwords)


def fail(message: str, code: int = 1) -> int:
    """Writes what went wrong to standard error; returns the exit code."""
    from bot.monitoring.logs import redact_tokens  # what was mistaken may be the token

    for line in make_plain(redact_tokens(message)).splitlines():
        print(f"footnote: {line}", file=sys.stderr)
    return code
