"""The corpus folder: which files it holds, what they say, and whether they changed."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, ArticleError
from corpus.errors import FootnoteError
from corpus.formats.reading import read_article
from corpus.formats.registry import find_reader
from corpus.opening import RefusedFileError, read_inside

MUST_ANSWER_NAME = "must_answer.jsonl"
"""A file of questions beside the articles, not one of them."""


class CorpusError(FootnoteError):
    """The corpus folder cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the owner about the file `path` (relative): why it was skipped, mostly."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the folder held: articles by path, files skipped, values left out, and a fingerprint."""

    articles: tuple[Article, ...]
    skipped: tuple[Note, ...]
    warnings: tuple[Note, ...]
    fingerprint: str


def read_corpus(folder: Path) -> Corpus:
    """All articles below `folder`, in the order of their paths. Names with a leading dot are not
    looked at; any other file that is not read is in `skipped`, and so are links to folders.

    :raises CorpusError: if `folder` is none or cannot be listed.
    """
    articles: list[Article] = []
    skipped: list[Note] = []
    warnings: list[Note] = []
    digest = hashlib.sha256()
    root = folder.resolve()
    for path in _list_files(folder):
        name = _relative_name(folder, path)
        data = _read_file(path, root)
        _update_digest(digest, name, data)
        if isinstance(data, str):
            skipped.append(Note(name, data))
            continue
        try:
            article, left_out = read_article(data, name)
        except ArticleError as exc:
            skipped.append(Note(name, str(exc)))
            continue
        articles.append(article)
        warnings += [Note(name, reason) for reason in left_out]
    return Corpus(tuple(articles), tuple(skipped), tuple(warnings), digest.hexdigest())


def fingerprint_corpus(folder: Path) -> str:
    """The fingerprint that `read_corpus` would give: it changes with any name or content.

    :raises CorpusError: as `read_corpus`.
    """
    digest = hashlib.sha256()
    root = folder.resolve()
    for path in _list_files(folder):
        _update_digest(digest, _relative_name(folder, path), _read_file(path, root))
    return digest.hexdigest()


def _list_files(folder: Path) -> Iterator[Path]:
    """Files below `folder` and links, which no folder is looked for behind, in a stable order."""
    if not folder.is_dir():
        raise CorpusError(f"no such folder: {folder} (CORPUS_DIR or --corpus names it)")
    unlistable: list[OSError] = []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unlistable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        found += [Path(parent, name) for name in (*names, *links) if not _is_passed_over(name)]
    for error in unlistable:
        raise CorpusError(f"cannot list {error.filename}: {error.strerror}")
    yield from sorted(found, key=lambda path: _relative_name(folder, path))


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name == MUST_ANSWER_NAME


def _relative_name(folder: Path, path: Path) -> str:
    """The path below `folder`; bytes of a name that are no UTF-8 become replacement characters."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def _read_file(path: Path, root: Path) -> bytes | str:
    """The file's bytes, or why it is skipped; `root` is the resolved path of the corpus folder."""
    if path.is_dir():
        return "is a link to a folder, which is not followed: put the folder itself there"
    try:
        find_reader(path.name)
    except ArticleError as exc:
        return str(exc)
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return "its name is not valid UTF-8: rename it"
    try:
        return read_inside(path, root)
    except RefusedFileError as exc:
        return str(exc)


def _update_digest(digest: "hashlib._Hash", name: str, data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else b"skipped: " + data.encode()
    for part in (name.encode(), content):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
