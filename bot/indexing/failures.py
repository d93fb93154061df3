"""The last rebuild, if it failed: when and why, kept for the doctor until one succeeds; and which
codes have made those that did."""

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from bot.config.settings import Settings
from corpus import clean_line
from corpus.private_files import read_private_file
from embeddings import make_private_folder, write_private_file

logger = logging.getLogger(__name__)

_MAX_CHARACTERS = 500
_MAX_CODES = 20
"""Of the last ones that have built here, in turn."""


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
            kept = [*_read_codes(path), [code, _name_folder(settings)]]
            make_private_folder(path.parent)
            write_private_file(path, json.dumps(kept[-_MAX_CODES:]).encode())


def was_built_by(settings: Settings, code: str) -> bool:
    """Whether the last build here was by this code, and in the same folder."""
    return _list_codes(settings)[-1:] == [code]


def has_replaced(settings: Settings, before: str, code: str) -> bool:
    """Whether a build here by this code has come behind one by the code `before` already."""
    return (before, code) in pairwise(_list_codes(settings))


def _list_codes(settings: Settings) -> list[str]:
    """Those that have built here, in the folder that is set, in order."""
    folder = _name_folder(settings)
    return [code for code, built in _read_codes(_code_path(settings)) if built == folder]


def _read_codes(path: Path) -> list[list[str]]:
    """Codes, each with the folder that it has built; none if that cannot be read."""
    try:
        kept = json.loads(read_private_file(path))
        return [[str(code), str(folder)] for code, folder in kept]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def _name_folder(settings: Settings) -> str:
    return str(settings.index_dir.absolute())


def _code_path(settings: Settings) -> Path:
    return settings.state_dir / "built_by"


def _path(settings: Settings) -> Path:
    return settings.state_dir / "failed_rebuild.json"
