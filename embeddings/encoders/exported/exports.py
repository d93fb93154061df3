"""Models as they are kept once exported: a folder each below the state folder, checked when it is
opened and made anew when it is damaged."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.private_files import PRIVATE_FILE, make_private_folder, read_private_file
from embeddings.encoders.fingerprint import hash_file
from embeddings.encoders.hub import ModelError
from embeddings.encoders.model_files import fingerprint_encoder, model_folder

logger = logging.getLogger(__name__)

FOLDER = "encoders"
INSTALLED = Path(sys.prefix) / "share" / "footnote" / FOLDER
"""Exports that come with an installation, as in a container's image, which has no library to make
them with. They are only read."""
FLOAT32 = "float32.onnx"
INT8 = "int8.onnx"
TOKENIZER = "tokenizer.json"

NO_MODEL = 3
"""What the process that exports ends with if its model cannot be loaded by any means."""

_FORMAT = 2
"""Another one if what is exported changes."""
_DESCRIPTION = "encoder.json"
_MAX_SECONDS = 1800
_MAX_SECONDS_TO_WAIT = 180
"""For another process that exports, some 10 s for a model of usual size."""
_SHARE_OF_EXPORT = 4.1
"""Of a model's weights while it is made, by those it has in float32: as they are, at three steps on
the way to eight bits, and what is written beside them. A quarter more than these remains."""
_MAX_KEPT = 6
"""Exports in the folder; beyond that those not used for longest are removed."""


class ExportError(Exception):
    """A model cannot be exported; the text says why."""


class RefusedError(ExportError):
    """A model is exported, but not so that it can be used in this way; perhaps in another."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an encoder needs to know of an exported model.

    `max_length` is how many tokens it reads, `max_tokens` how long a passage should be; `files` are
    the SHA-256 of its files by their names; `refused` says why one is missing, by its name.
    """

    dimension: int
    max_length: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str
    unknown_id: int | None
    files: dict[str, str]
    refused: dict[str, str]


def open_export(name: str, fingerprint: str, memory_path: Path, files: tuple[str, ...]) -> Path:
    """The folder in which the model `name` with `fingerprint` lies exported, each of `files` as it
    was written: beside the memory, or else in `INSTALLED`; made first if it is in neither, which
    takes some seconds, or damaged.

    :raises RefusedError: if one of `files` was found not to be exportable.
    :raises ModelError: if there is no such model, or it cannot be read.
    :raises ExportError: if it cannot be made.
    """
    folder = memory_path.parent / FOLDER / f"{fingerprint[:32]}-{_FORMAT}"
    if (why_not := _check(folder, files)) is None:
        return folder
    if _check(INSTALLED / folder.name, files) is None:
        return INSTALLED / folder.name
    try:
        make_private_folder(folder.parent.parent)
        make_private_folder(folder.parent)
        with _alone(folder.parent / ".lock"):
            # Another process may have made it meanwhile.
            if _check(folder, files) is None:
                return folder
            _look_for_room(name, folder.parent)
            logger.info("preparing the encoder (%s); this is done once", why_not)
            begun = time.perf_counter()
            _export(name, folder, memory_path)
            if fingerprint_encoder(name, memory_path) != fingerprint:
                _remove(folder)
                raise ExportError("its files have changed while it was exported")
            _prune(folder.parent)
            # Whoever builds an index is told how long that took, and this comes before.
            logger.info("the encoder is prepared, after %.0f s", time.perf_counter() - begun)
    except OSError as exc:
        raise ExportError(f"{exc.filename or folder}: {exc.strerror or exc}") from exc
    if why_not := _check(folder, files):
        raise ExportError(why_not)
    return folder


def read_export(folder: Path) -> Export:
    """What was written about an exported model.

    :raises ExportError: if it cannot be read.
    """
    try:
        export = Export(**json.loads(read_private_file(folder / _DESCRIPTION)))
    except FileNotFoundError:
        raise ExportError("it has not been exported yet") from None
    except (OSError, ValueError, TypeError, RecursionError) as exc:
        raise ExportError(f"{folder / _DESCRIPTION} cannot be read") from exc
    if not _is_usable(export):
        raise ExportError(f"{folder / _DESCRIPTION} is damaged")
    return export


def write_export(export: Export, folder: Path) -> None:
    """Written last, as it says that the others are there."""
    (folder / _DESCRIPTION).write_text(json.dumps(asdict(export), indent=1), "utf-8")


def _is_usable(export: Export) -> bool:
    """Whether each field is what it should be: JSON may hold anything."""
    sizes: tuple[object, ...] = (export.max_length, export.max_tokens)
    texts: tuple[object, ...] = (export.query_prompt, export.passage_prompt)
    unknown: object = export.unknown_id
    return (
        all(type(size) is int and size > 0 for size in sizes)
        and all(isinstance(text, str) for text in texts)
        and type(export.dimension) is int
        and (unknown is None or type(unknown) is int)
        and all(_is_texts(texts) for texts in (export.files, export.refused))
    )


def _is_texts(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(value, str) for value in found.values())


def _check(folder: Path, files: tuple[str, ...]) -> str | None:
    """Why `files` cannot be used; None if they can. Reads all of them: at a gigabyte a second that
    is less than what loading them takes.

    :raises RefusedError: if one was found not to be exportable.
    """
    try:
        export = read_export(folder)
    except ExportError as exc:
        return str(exc)
    for name in files:
        if why := export.refused.get(name):
            raise RefusedError(why)
    for name in files:
        try:
            if hash_file(folder / name) != export.files.get(name):
                return f"{folder / name} is damaged"
        except OSError as exc:
            return f"{folder / name}: {exc.strerror or exc}"
    with suppress(OSError):  # only to know which was used last: the folder may be read-only
        os.utime(folder)
    return None


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Of all processes one at a time, by the file at `path`.

    :raises ExportError: if another one takes too long, as it does for ever when it is stopped.
    """
    lock = FileLock(path, mode=PRIVATE_FILE)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        logger.info("waiting for another process that is preparing the encoder (%s)", path)
        try:
            lock.acquire(timeout=_MAX_SECONDS_TO_WAIT)
        except Timeout:
            raise ExportError(
                f"another process has been preparing it for more than {_MAX_SECONDS_TO_WAIT} s; "
                f"see which one has {path} open"
            ) from None
    try:
        yield
    finally:
        lock.release()


def _look_for_room(name: str, folder: Path) -> None:
    """Before seconds are spent on what cannot be written.

    :raises ExportError: if there is none for it in `folder`, by the largest file that it has.
    """
    files = model_folder(name)
    sizes = [path.stat().st_size for path in files.iterdir()] if files else []
    needed, free = int(_SHARE_OF_EXPORT * max(sizes, default=0)), shutil.disk_usage(folder).free
    if free < needed:
        raise ExportError(
            f"only {free // 1_000_000} MB are free for {folder}, and it takes "
            f"{needed // 1_000_000 + 1} MB"
        )


def _export(name: str, folder: Path, memory_path: Path) -> None:
    """In a process of its own: it takes a gigabyte and a half of memory and a library, which this
    one has no other use for."""
    made = folder.with_name(f"{folder.name}.new")
    _remove(made)
    made.mkdir(mode=0o700)
    try:
        _run_exporting(name, str(made), str(memory_path))
        _remove(folder)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _run_exporting(*arguments: str) -> None:
    """Runs `embeddings.encoders.exported.exporting` to its end; it ends when this process does,
    too, even if that is killed, so as not to write where the next one does."""
    if not sys.executable:
        raise ExportError("it takes a Python, and which one this is is not known")
    # Nothing is written there: its end tells the process that this one has ended.
    reading, writing = os.pipe()
    try:
        done = subprocess.run(
            (sys.executable, "-P", "-m", "embeddings.encoders.exported.exporting", *arguments),
            stdin=reading,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=_MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ExportError(f"it takes more than {_MAX_SECONDS // 60} minutes") from None
    finally:
        os.close(reading)
        os.close(writing)
    if done.returncode:
        why = _word_end(done.returncode, done.stderr.decode("utf-8", "replace"))
        raise ModelError(why) if done.returncode == NO_MODEL else ExportError(why)


def _word_end(code: int, errors: str) -> str:
    if code == -signal.SIGKILL:
        return "its process was killed, as the system does when memory runs out"
    lines = errors.strip().splitlines()
    if code < 0 or not lines:
        return f"its process was ended by signal {-code}" if code < 0 else f"exit {code}"
    return lines[-1]


def _remove(path: Path) -> None:
    """Whatever is at `path`, a folder, a file or a link, or nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _prune(exports: Path) -> None:
    folders = [path for path in exports.iterdir() if path.is_dir()]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[_MAX_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
