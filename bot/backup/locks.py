"""The locks of all that works with a bot's folders, together."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.articles.under_way import HeldError, Journal
from bot.backup.databases import MEMORIES
from bot.backup.manifest import BackupError
from bot.config.settings import Settings
from bot.monitoring.health import find_health_file
from bot.monitoring.starting import is_starting
from bot.sources.remembering import AtWorkError
from bot.storage.database import Database, LockedError
from bot.storage.under_way.pending import PendingStore
from embeddings import PRIVATE_FILE, BuildFolder, BusyError


@contextmanager
def nobody_at_work(settings: Settings) -> Iterator[None]:
    """:raises BackupError: if a bot runs with these folders, or something changes them."""
    # Of its own, so that another restore is not taken for a bot.
    restoring = FileLock(_find_lock(settings), timeout=0, mode=PRIVATE_FILE)
    with ExitStack() as stack:
        try:
            stack.enter_context(restoring)
            # One that has not reached Telegram yet holds nothing.
            if is_starting(find_health_file(settings.state_dir)):
                raise BackupError(
                    f"a bot starts with {settings.state_dir}: stop it, and restore then"
                )
            stack.enter_context(PendingStore(Database(settings.database_place)).held())
            stack.enter_context(Journal.of_settings(settings).held())
            for memory in MEMORIES:
                stack.enter_context(memory.locked(settings))
            stack.enter_context(BuildFolder(settings.index_dir).held())
        except Timeout as exc:
            raise BackupError(
                f"another restore into {settings.state_dir} is at work: nothing was restored"
            ) from exc
        except LockedError as exc:
            raise BackupError(
                f"a bot runs with {settings.state_url or settings.state_dir}: stop it, and restore "
                "then"
            ) from exc
        except (HeldError, AtWorkError, BusyError) as exc:
            raise BackupError(f"nothing was restored: {exc}") from exc
        yield


def is_restoring(settings: Settings) -> bool:
    """Whether a restore is at work there, or may be; nothing is made to find that out."""
    path = _find_lock(settings)
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0, mode=PRIVATE_FILE):
            return False
    except (Timeout, OSError):
        return True


def _find_lock(settings: Settings) -> Path:
    return settings.state_dir / "restore.lock"
