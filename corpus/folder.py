"""The corpus folder: which files it holds, what they say, and whether they changed."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from corpus.article import ArticleError
from corpus.collection import Corpus, Note
from corpus.containment.contained_reader import ContainedReader
from corpus.errors import FootnoteError
from corpus.formats.reading import Reading
from corpus.formats.registry import find_reader, join_suffixes
from corpus.normalization import clean_line
from corpus.opening import RefusedFileError, read_inside

MUST_ANSWER_NAME = "must_answer.jsonl"
"""A file of questions beside the articles, not one of them."""


class CorpusError(FootnoteError):
    """The corpus folder cannot be used; the text says what to do."""


def read_corpus(folder: Path, reader: ContainedReader | None = None) -> Corpus:
    """All articles below `folder`, in the order of their paths. Names with a leading dot are not
    looked at; any other file that is not read is in `skipped`, and so are links to folders and
    folders that cannot be listed. `reader` reads the files, and stays open; else a new one does.

    :raises CorpusError: if `folder` is none or cannot be listed.
    :raises ReaderStartError: if the process that reads them does not start.
    """
    with nullcontext(reader) if reader else ContainedReader() as contained:
        return _read_corpus(folder, contained)


def fingerprint_corpus(folder: Path) -> str:
    """The fingerprint that `read_corpus` would give: it changes with any name or content.

    :raises CorpusError: as `read_corpus`.
    """
    digest = hashlib.sha256()
    for file in list_files(folder):
        _update_digest(digest, file)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file or folder below a folder: its path from there, and its bytes or why it is skipped.
    `is_unreadable` is as in `Note`."""

    name: str
    data: bytes | str
    is_unreadable: bool = False


def list_files(folder: Path) -> Iterator[FoundFile]:
    """What lies below `folder` and is looked at, in a stable order.

    :raises CorpusError: as `read_corpus`.
    """
    paths, unlistable = _list_paths(folder)
    root = folder.resolve()
    for path in sorted((*paths, *unlistable), key=lambda path: _relative_name(folder, path)):
        name = _relative_name(folder, path)
        if error := unlistable.get(path):
            yield FoundFile(name, f"is a folder that cannot be listed: {error.strerror}", True)
        else:
            yield _find_file(name, path, root)


def describe_emptiness(corpus: Corpus, folder: Path) -> str:
    """Why there is no article in `corpus`, read from `folder`: a line for each file that was
    skipped, and one that says it all."""
    lines = [f"{clean_line(note.path)}: {clean_line(note.reason)}" for note in corpus.skipped]
    count = f", {len(lines)} skipped" if lines else ""
    endings = join_suffixes("or")
    lines.append(f"no article in {folder}{count}: put {endings} files there")
    return "\n".join(lines)


def _read_corpus(folder: Path, reader: ContainedReader) -> Corpus:
    readings: list[Reading] = []
    skipped: list[Note] = []
    digest = hashlib.sha256()
    for file in list_files(folder):
        _update_digest(digest, file)
        if isinstance(file.data, str):
            skipped.append(Note(file.name, file.data, file.is_unreadable))
            continue
        try:
            readings.append(reader.read(file.data, file.name).reading)
        except ArticleError as exc:
            skipped.append(Note(file.name, str(exc)))
    return Corpus(
        articles=tuple(reading.article for reading in readings),
        skipped=tuple(skipped),
        warnings=tuple(Note(r.article.id, warning) for r in readings for warning in r.warnings),
        fingerprint=digest.hexdigest(),
        titled=frozenset(r.article.id for r in readings if r.has_title),
        guessed=tuple(
            Note(r.article.id, r.encoding or "") for r in readings if r.is_encoding_guessed
        ),
    )


def _list_paths(folder: Path) -> tuple[list[Path], dict[Path, OSError]]:
    """Files below `folder` and links, which no folder is looked for behind; and the folders that
    cannot be listed."""
    if not folder.is_dir():
        raise CorpusError(f"no such folder: {folder} (CORPUS_DIR or --corpus names it)")
    errors: list[OSError] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if os.path.islink(Path(parent, name))]  # noqa: PTH114
        found += [Path(parent, name) for name in (*names, *links) if not _is_passed_over(name)]
    unlistable = {Path(str(error.filename)): error for error in errors}
    if error := unlistable.get(folder):
        raise CorpusError(f"cannot list {folder}: {error.strerror}")
    return found, unlistable


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name == MUST_ANSWER_NAME


def _relative_name(folder: Path, path: Path) -> str:
    """The path below `folder`; bytes of a name that are no UTF-8 become replacement characters."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def _find_file(name: str, path: Path, root: Path) -> FoundFile:
    """`root` is the resolved path of the folder that the file `path` lies in."""
    try:
        return FoundFile(name, read_file_bytes(path, root))
    except RefusedFileError as exc:
        return FoundFile(name, str(exc), exc.is_unreadable)
    except ArticleError as exc:
        return FoundFile(name, str(exc))


def read_file_bytes(path: Path, root: Path) -> bytes:
    """The bytes of the file `path`, which lies in the folder `root`, a resolved path.

    :raises ArticleError, RefusedFileError: if it is not to be read; the text says why.
    """
    if os.path.isdir(path):  # noqa: PTH112  # unlike that of a path, false for any that is odd
        raise RefusedFileError(
            "is a link to a folder, which is not followed: put the folder itself there"
        )
    find_reader(path.name)
    try:
        str(path).encode()
    except UnicodeEncodeError as exc:
        raise ArticleError("its name is not valid UTF-8: rename it") from exc
    return read_inside(path, root)


def _update_digest(digest: "hashlib._Hash", file: FoundFile) -> None:
    data = file.data
    content = data if isinstance(data, bytes) else b"skipped: " + data.encode()
    for part in (file.name.encode(), content):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
