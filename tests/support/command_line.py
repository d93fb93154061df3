"""The command line inside of the tests' own process, which saves the seconds of its start."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.cli.main import main
from bot.config.settings import Settings


class CommandLine:
    """`footnote` with the environment that `settings` come from."""

    def __init__(
        self,
        settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        folder = settings.state_dir.parent
        (folder / ".env").touch(0o600)  # or else the developer's own, in the project, would count
        monkeypatch.chdir(folder)
        self.set(
            TELEGRAM_BOT_TOKEN=settings.telegram_bot_token or "",
            TELEGRAM_API_URL=settings.telegram_api_url,
            TELEGRAM_ADMIN_IDS=",".join(map(str, settings.telegram_admin_ids)),
            CORPUS_DIR=str(settings.corpus_dir),
            INDEX_DIR=str(settings.index_dir),
            STATE_DIR=str(settings.state_dir),
        )

    def set(self, **env: str) -> None:
        """Sets variables of the environment."""
        for name, value in env.items():
            self._monkeypatch.setenv(name, value)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error."""
        self._capsys.readouterr()
        with keep_logging():
            code = main(arguments)
        output, errors = self._capsys.readouterr()
        return code, output, errors


@contextmanager
def keep_logging() -> Iterator[None]:
    """Leaves logging at the end as it was before."""
    loggers = [logging.getLogger(name) for name in (None, "bot", "corpus", "embeddings")]
    levels = [logger.level for logger in loggers]
    handlers = list(loggers[0].handlers)
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    try:
        yield
    finally:
        loggers[0].handlers[:] = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        logging.captureWarnings(False)
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
