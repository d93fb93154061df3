"""Logging that cannot give the token away."""

import logging
import re
import sys
from contextvars import ContextVar
from types import TracebackType

# At DEBUG these print what is sent and received: users' words, and addresses with the token.
_TALKATIVE = (
    *("alembic", "asyncio", "filelock", "httpcore", "httpx", "sentence_transformers"),
    *("sqlalchemy", "telegram"),
)
_TOKEN_PART = re.compile(r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_REDACTED = "<token>"

_question: ContextVar[str] = ContextVar("question", default="")


def name_question(number: int) -> None:
    """From now on each line that this task logs has the number, without anything that was asked."""
    _question.set(f" [q{number}]")


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, with the token and all that looks like one cut out."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__("%(asctime)s %(levelname)s%(question)s %(name)s: %(message)s")
        self._secrets = [token, token.partition(":")[2]] if token else []

    def format(self, record: logging.LogRecord) -> str:
        record.question = _question.get()
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """`text` without the token."""
        for secret in self._secrets:
            text = text.replace(secret, _REDACTED)
        return _TOKEN_PART.sub(_REDACTED, text)


def configure_logging(level: str, token: str | None = None) -> None:
    """Sends all logs to standard error, those of libraries from WARNING on.

    An exception that nobody catches goes the same way, as its traceback may hold the token.
    """
    formatter = RedactingFormatter(token)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)

    def log_uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        root.critical("stopped by an error", exc_info=(kind, error, trace))

    sys.excepthook = log_uncaught
