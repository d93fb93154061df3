"""The last rebuild, if it failed: when and why, kept for the doctor until one succeeds; and which
codes have made those that did."""

import json
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bot.config.settings import Settings
from corpus import clean_line
from corpus.private_files import read_private_file
from embeddings import make_private_folder, write_private_file

logger = logging.getLogger(__name__)

_MAX_CHARACTERS = 500
_MAX_CODES = 20
"""Of the last ones that have built here, in turn."""
_SECONDS_OF_A_RIVAL = 7 * 24 * 3600.0
"""So long what has been replaced and builds again is at work beside what had replaced it; later it
is taken for one that was put back. Two that are at work build once each in that time."""


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
    with suppress(OSError):  # then another one's index is built anew here, each time
        if not was_built_by(settings, code):
            path = _code_path(settings)
            kept = [*_read_codes(path), _Built(code, _name_folder(settings), round(time.time()))]
            make_private_folder(path.parent)
            write_private_file(path, json.dumps(kept[-_MAX_CODES:]).encode())


def was_built_by(settings: Settings, code: str) -> bool:
    """Whether the last build here was by this code, and in the same folder."""
    return [built.code for built in _list_built(settings)[-1:]] == [code]


def has_replaced(settings: Settings, before: str, code: str) -> bool:
    """Whether a build here by this code has come behind one by the code `before` already, and not
    long ago."""
    return any(
        (old.code, new.code) == (before, code) and abs(time.time() - new.at) < _SECONDS_OF_A_RIVAL
        for old, new in pairwise(_list_built(settings))
    )


class _Built(NamedTuple):
    """That a code has built in a folder, since when (Unix time)."""

    code: str
    folder: str
    at: float


def _list_built(settings: Settings) -> list[_Built]:
    """By whom it was, in the folder that is set, in order."""
    folder = _name_folder(settings)
    return [built for built in _read_codes(_code_path(settings)) if built.folder == folder]


def _read_codes(path: Path) -> list[_Built]:
    """None if that cannot be read."""
    try:
        kept = json.loads(read_private_file(path))
        return [_Built(str(code), str(folder), float(at)) for code, folder, at in kept]
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return []


def _name_folder(settings: Settings) -> str:
    return str(settings.index_dir.absolute())


def _code_path(settings: Settings) -> Path:
    return settings.state_dir / "built_by"


def _path(settings: Settings) -> Path:
    return settings.state_dir / "failed_rebuild.json"
