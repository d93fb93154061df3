"""Logging that gives nothing away: not the token, and not what anybody asked."""

import copy
import json
import logging
import re
import string
import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

_OURS = ("bot", "corpus", "embeddings")
_TOKEN_PART = re.compile(r"\d{1,20}(?::|%(?:25){0,9}3[Aa])[A-Za-z0-9_-]{20,}")
_REDACTED = "<token>"
_USER_PART = re.compile(r"(postgres(?:ql)?://)[^/@\s]*@")
_LEAST_OF_A_PASSWORD = 8
_REDACTED_PASSWORD = "<password>"
_WITHHELD = "(its text is not shown, as it may hold what was asked)"
_TELL_UPDATES = frozenset({"telegram.Bot", "telegram.ext.Application", "telegram.ext.ExtBot"})
"""Loggers that print whole updates when one of them cannot be read. What cannot be read at all is
printed by others of the library, as an error."""
_TELLS_TASKS = "asyncio"
"""The logger that prints a task with the text of the exception that nobody waited for."""
_RETRIES = "telegram.ext"
"""The logger of the library's network loop; of a start that fails whoever started it is told."""
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys, and what turns the rest of a line."""
_WITHOUT = re.compile(r"%[a-z]")
_MAX_CHARACTERS = 10_000
"""Of a message."""
_MAX_LOOKED_AT = 2 * _MAX_CHARACTERS
_MOST_OF_A_TOKEN = 200
_OF_TOKENS = f"{string.ascii_letters}{string.digits}_:%-"
_DISCREET = frozenset({"bot", "sqlalchemy", "sqlite3", "telegram"})
"""Packages whose exceptions hold none of a user's words."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_question: ContextVar[int | None] = ContextVar("question", default=None)


def name_question(number: int) -> None:
    """From now on each line that this task logs has the number, without anything that was asked."""
    _question.set(number)


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, with the token, all that looks like one, and
    `passwords` cut out.

    While an update is handled, exceptions are shown without their texts, unless these are known to
    hold none of a user's words.
    """

    def __init__(self, token: str | None = None, passwords: Collection[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s%(question)s %(name)s: %(message)s")
        secrets = [token, token.partition(":")[2]] if token else []
        self._secrets = dict.fromkeys(secrets, _REDACTED)
        # One that is a word would be told by what is missing.
        hard = (each for each in passwords if len(each) >= _LEAST_OF_A_PASSWORD)
        self._secrets |= dict.fromkeys(
            (each for each in hard if not each.isalpha()), _REDACTED_PASSWORD
        )

    def format(self, record: logging.LogRecord) -> str:
        number = _question.get()
        record.question = "" if number is None else f" [q{number}]"
        return self.redact(super().format(self._withhold(record)))

    def _withhold(self, record: logging.LogRecord) -> logging.LogRecord:
        """`record` without what others tell of updates."""
        record.exc_text = None  # as another handler may have formatted it
        if record.args and _may_tell_updates(record):
            record = copy.copy(record)
            record.args, record.msg = (), _WITHOUT.sub("…", str(record.msg))
        elif record.name == _TELLS_TASKS:
            record = copy.copy(record)
            record.args, record.msg = (), record.getMessage().partition("\n")[0]
            if record.exc_info and record.exc_info[1]:
                record.exc_text = _format_all_discreetly(record.exc_info[1])
        return record

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The line, in which no name of a file looks like another line, or is obeyed."""
        bounded = self._bound(record.message)
        plain = _OBEYED.sub(lambda found: ascii(found[0])[1:-1], bounded)
        record.message = plain.replace("\n", "\n    ")
        return super().formatMessage(record)

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802
        """The traceback of an exception, and those of what led to it."""
        if ei[1] is None or _question.get() is None:
            return super().formatException(ei)
        return _format_all_discreetly(ei[1])

    def _bound(self, message: str) -> str:
        """What stands in a log of `message`, which may quote what a server says: no more is looked
        through than may be shown, and no half of a token at its end is."""
        looked_at = message[:_MAX_LOOKED_AT]
        if looked_at != message:
            sure = _MAX_LOOKED_AT - _MOST_OF_A_TOKEN
            looked_at = looked_at[:sure] + looked_at[sure:].rstrip(_OF_TOKENS)
        told = self.redact(looked_at)
        is_cut = looked_at != message or len(told) > _MAX_CHARACTERS
        return f"{told[:_MAX_CHARACTERS]}… (cut off)" if is_cut else told

    def redact(self, text: str) -> str:
        """`text` without the token, and without passwords."""
        for secret, told in self._secrets.items():
            text = text.replace(secret, told)
        return redact_tokens(text)


class JsonFormatter(RedactingFormatter):
    """As the other, but that each record is a JSON object on one line, in ASCII: `time` (ISO 8601,
    UTC), `level`, `logger` and `message`; `question`, a number, while one is dealt with;
    `exception`, the traceback, where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        record = self._withhold(record)
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._bound(record.getMessage()),
        }
        if (number := _question.get()) is not None:
            fields["question"] = number
        trace = record.exc_text or (
            self.formatException(record.exc_info) if record.exc_info else ""
        )
        if trace := "\n".join(filter(None, (trace, record.stack_info))):
            fields["exception"] = self.redact(trace)
        return json.dumps(fields)


def redact_tokens(text: str) -> str:
    """`text` without anything that looks like a bot's token, or like who uses a database."""
    return _USER_PART.sub(r"\1", _TOKEN_PART.sub(_REDACTED, text))


def _may_tell_updates(record: logging.LogRecord) -> bool:
    is_failure = record.name.startswith("telegram") and record.levelno >= logging.ERROR
    return record.name in _TELL_UPDATES or is_failure


def configure_logging(
    level: str,
    token: str | None = None,
    log_format: str = "text",
    passwords: Collection[str] = (),
) -> Callable[[str], str]:
    """Sends all logs to standard error, those of libraries from WARNING on, as lines of text or,
    where `log_format` is "json", of JSON; returns what takes the token and `passwords` out of a
    text.

    At DEBUG libraries would log what is sent and received: users' words, and addresses with the
    token. An exception that nobody catches goes the same way, as its traceback may hold the token.
    """
    formatter = (JsonFormatter if log_format == "json" else RedactingFormatter)(token, passwords)
    handler = _Handler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    root.setLevel(max(logging.WARNING, root.level))
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger(_RETRIES).addFilter(_is_of_no_start)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    sys.unraisablehook = _log_unraisable
    return formatter.redact


def _is_of_no_start(record: logging.LogRecord) -> bool:
    return "(Bootstrap" not in record.getMessage()


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Names a line that cannot be formatted; its arguments are nowhere redacted."""
        error = sys.exc_info()[0]
        name = error.__name__ if error else "unknown"
        place = f"{record.module}, line {record.lineno}"
        told = f"a line of the log cannot be written: {name} in {place}"
        record = logging.LogRecord(__name__, logging.ERROR, __file__, 0, told, None, None)
        with suppress(OSError, ValueError):  # the stream itself may be gone
            self.stream.write(f"{self.format(record)}\n")


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logging.getLogger().critical("stopped by an error", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None and not isinstance(caught.exc_value, SystemExit):
        error = (caught.exc_type, caught.exc_value, caught.exc_traceback)
        logging.getLogger().critical("a thread was stopped by an error", exc_info=error)


def _log_unraisable(caught: "sys.UnraisableHookArgs") -> None:
    # An interrupt comes again: see `Interrupts`.
    if caught.exc_value is not None and not isinstance(caught.exc_value, KeyboardInterrupt):
        error = (caught.exc_type, caught.exc_value, caught.exc_traceback)
        logging.getLogger().error("an error that nobody could catch", exc_info=error)


def _format_all_discreetly(error: BaseException) -> str:
    return "".join(_format_discreetly(error, set())).rstrip("\n")


def _format_discreetly(error: BaseException, seen: set[int]) -> Iterator[str]:
    """As the interpreter prints `error` and what led to it, but for texts and notes."""
    seen.add(id(error))
    led_to = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if led_to is not None and id(led_to) not in seen:
        yield from _format_discreetly(led_to, seen)
        yield "\nwhich led to:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}: {_describe_discreetly(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            if id(inner) not in seen:
                yield "\nwhich holds:\n\n"
                yield from _format_discreetly(inner, seen)


def _describe_discreetly(error: BaseException) -> str:
    if type(error).__module__.partition(".")[0] in _DISCREET:
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _WITHHELD
