"""The last rebuild, if it failed: when and why, kept for the doctor until one succeeds; and which
code has made the last one that did."""

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.config.settings import Settings
from corpus import clean_line
from corpus.private_files import read_private_file
from embeddings import make_private_folder, write_private_file

logger = logging.getLogger(__name__)

_MAX_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """`at` is ISO 8601 with its offset, `reason` one line; `is_refused` if it is of the articles as
    they are, so that the same rebuild fails again."""

    at: str
    reason: str
    is_refused: bool


def keep_failure(settings: Settings, reason: str, *, is_refused: bool = False) -> None:
    """Keeps that a rebuild has failed now; where that cannot be written, the log alone has it."""
    path = _path(settings)
    if is_refused:
        reason = reason[reason.rfind("\n") + 1 :]  # which sums up the lines above it
    kept = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "reason": clean_line(reason)[:_MAX_CHARACTERS],
        "is_refused": is_refused,
    }
    try:
        make_private_folder(path.parent)
        write_private_file(path, json.dumps(kept).encode())
    except OSError as exc:
        logger.warning("it cannot be kept that a rebuild failed: %s", exc)


def forget_failure(settings: Settings) -> None:
    """A rebuild has succeeded."""
    with suppress(OSError):  # the next one may
        _path(settings).unlink(missing_ok=True)


def read_failure(settings: Settings) -> Failure | None:
    """How the last rebuild failed; None if it did not, or that cannot be read."""
    try:
        kept = json.loads(read_private_file(_path(settings)))
        at, reason, is_refused = kept["at"], kept["reason"], kept["is_refused"]
        is_moment = datetime.fromisoformat(at).tzinfo is not None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Failure(at, str(reason), bool(is_refused)) if is_moment else None


def keep_code(settings: Settings, code: str) -> None:
    """A build by this code, as `Maker` has it, has succeeded here, in the folder that is set."""
    path = _code_path(settings)
    with suppress(OSError):  # then another one's index is built anew here, each time
        if not was_built_by(settings, code):
            make_private_folder(path.parent)
            write_private_file(path, _describe(settings, code))


def was_built_by(settings: Settings, code: str) -> bool:
    """Whether the last build here was by this code, and in the same folder."""
    wanted = _describe(settings, code)
    try:
        return read_private_file(_code_path(settings), len(wanted)) == wanted
    except OSError:
        return False


def _describe(settings: Settings, code: str) -> bytes:
    return f"{code} {settings.index_dir.absolute()}".encode(errors="surrogateescape")


def _code_path(settings: Settings) -> Path:
    return settings.state_dir / "built_by"


def _path(settings: Settings) -> Path:
    return settings.state_dir / "failed_rebuild.json"
