"""The corpus folder: which files it holds, what they say, and whether they changed."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import regex

from corpus.article import Article, ArticleError
from corpus.collection import Corpus, Note
from corpus.containment.contained_reader import ContainedReader
from corpus.errors import FootnoteError
from corpus.file_states import find_state, is_settled
from corpus.formats.reading import Reading
from corpus.formats.registry import find_reader
from corpus.normalization import clean_line
from corpus.opening import RefusedFileError, read_inside
from corpus.records import dump_record, list_fields
from corpus.summary import KeptReading, Summary, summarise

MUST_ANSWER_NAME = "must_answer.jsonl"
"""A file of questions beside the articles, not one of them."""
SECRET_IN_NAME = "its name holds a secret of the settings: rename it"
_SECRET_IN_TEXT = "holds a secret of the settings: take it out"
_PORTION_BYTES = 1_000_000
"""Some thousand passages of plain text."""


class CorpusError(FootnoteError):
    """The corpus folder cannot be used; the text says what to do."""


def read_corpus(
    folder: Path,
    reader: ContainedReader | None = None,
    kept: Mapping[str, KeptReading] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    secret: str = "",
) -> Corpus:
    """All articles below `folder`, in the order of their paths. Names with a leading dot are not
    looked at; any other file that is not read is in `skipped`, and so are links to folders and
    folders that cannot be listed. `reader` reads the files, and stays open; else a new one does.

    `kept` are readings of before, by the articles' ids, by a reader with the same
    `fingerprint_reader`: of a file that is still the same no more than its summary is given, and
    nothing is made of it again. It is not even opened, if it is in the same state as before.
    Without one that has to be read no process is started.

    `on_progress` is called with the number of files that have been looked at and that of all. A
    file that has `secret` in it is skipped: what is an article is quoted to everybody.

    :raises CorpusError: if `folder` is none or cannot be listed.
    :raises ReaderStartError: if the process that reads them does not start.
    """
    with nullcontext(reader) if reader else ContainedReader() as contained:
        kept = kept or {}
        return _read_files(list_files(folder, on_progress, kept), contained, kept, secret)


class Portion(NamedTuple):
    """Some of the files of a folder, read; with them `done` of `total` have been looked at."""

    corpus: Corpus
    done: int
    total: int


def read_portions(
    folder: Path,
    kept: Mapping[str, KeptReading],
    is_wanted: Callable[[str], bool],
    secret: str = "",
) -> Iterator[Portion]:
    """As `read_corpus`, of those files whose paths below `folder` are wanted, about a megabyte at a
    time, so that of a large folder not all lies in memory. No portion if there is no file.

    :raises CorpusError, ReaderStartError: as `read_corpus`.
    """
    total = 0

    def note_total(_: int, of_all: int) -> None:
        nonlocal total
        total = of_all

    with ContainedReader() as reader:
        files: list[FoundFile] = []
        size = 0
        listed = list_files(folder, note_total, kept, is_wanted)
        for number, file in enumerate(listed):
            if size >= _PORTION_BYTES:
                yield Portion(_read_files(files, reader, kept, secret), number, total)
                files, size = [], 0
            files.append(file)
            size += len(file.data)
        if files:
            yield Portion(_read_files(files, reader, kept, secret), total, total)


def fingerprint_corpus(folder: Path) -> str:
    """The fingerprint that `read_corpus` would give: it changes with any name or content.

    :raises CorpusError: as `read_corpus`.
    """
    digest = hashlib.sha256()
    for file in list_files(folder):
        _update_digest(digest, file.name, _digest_content(file))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file or folder below a folder: its path from there, and its bytes or why it is skipped.
    `is_unreadable` is as in `Note`. `state` is as `find_state` had it before it was opened;
    `digest`, the SHA-256 of what it holds, is known of one that was not opened, with no `data`."""

    name: str
    data: bytes | str
    is_unreadable: bool = False
    state: str | None = None
    digest: str | None = None


def list_files(
    folder: Path,
    on_progress: Callable[[int, int], None] | None = None,
    kept: Mapping[str, KeptReading] = MappingProxyType({}),
    is_wanted: Callable[[str], bool] = bool,
) -> Iterator[FoundFile]:
    """What lies below `folder` and is looked at, in a stable order, as far as its path from there
    `is_wanted`. `on_progress` and `kept` are as in `read_corpus`.

    :raises CorpusError: as `read_corpus`.
    """
    listing = list_folder(folder)
    root = folder.resolve()
    paths = (*listing.files, *listing.unlistable)
    # By the path, too, as several may be shown by one name.
    length = len(str(folder / "x")) - 1  # much faster than `relative_to` for each of many
    shown = ((_decode_name(str(path)[length:]), path) for path in paths)
    names = sorted((name, path) for name, path in shown if is_wanted(name))
    for number, (name, path) in enumerate(names, start=1):
        if error := listing.unlistable.get(path):
            yield FoundFile(name, f"is a folder that cannot be listed: {error.strerror}", True)
        else:
            yield _find_file(name, path, root, kept.get(name))
        if on_progress:
            on_progress(number, len(names))


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a folder, in no order: `files` are those that are looked at, and links, which
    no folder is looked for behind; `folders` those that were listed, itself among them, and
    `unlistable` those that cannot be, each with why."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    unlistable: Mapping[Path, OSError]


def list_folder(folder: Path) -> Listing:
    """Lists `folder` and all that lies below it.

    :raises CorpusError: if `folder` is none or cannot be listed.
    """
    if not folder.is_dir():
        raise CorpusError(f"no such folder: {folder} (CORPUS_DIR or --corpus names it)")
    files: list[Path] = []
    listed: list[Path] = []
    unlistable: dict[Path, OSError] = {}
    pending = [folder]
    while pending:  # `os.walk` calls itself, for which folders may lie too deep
        parent = pending.pop()
        try:
            with os.scandir(parent) as found:
                entries = list(found)
        except OSError as exc:
            unlistable[parent] = exc
            continue
        listed.append(parent)
        for entry in entries:
            if _is_folder(entry):
                pending += [] if entry.name.startswith(".") else [parent / entry.name]
            elif not _is_passed_over(entry.name):
                files.append(parent / entry.name)
    if error := unlistable.get(folder):
        raise CorpusError(f"cannot list {folder}: {error.strerror}")
    return Listing(tuple(files), tuple(listed), unlistable)


def describe_emptiness(corpus: Corpus, folder: Path) -> str:
    """Why there is no article in `corpus`, read from `folder`: a line for each file that was
    skipped, and one that says it all."""
    lines = [f"{clean_line(note.path)}: {clean_line(note.reason)}" for note in corpus.skipped]
    count = f", {len(lines)} skipped" if lines else ""
    lines.append(
        f"no article in {folder}{count}: put some there (docs/articles.md names what is read)"
    )
    return "\n".join(lines)


def is_secret_other(folder: Path, skipped: Iterable[tuple[str, str]], secret: str) -> bool:
    """Whether `secret` is not the one that files below `folder` were `skipped` for, given as paths
    with the reasons, in names and in what is the same in them since: what the secret was is kept
    nowhere; nothing is told where there is no secret, as where another process alone has it. The
    work grows with the files that were skipped for one, and with the names of all.

    :raises CorpusError: as `read_corpus`.
    """
    if not secret:
        return False
    noted = {(path, reason) for path, reason in skipped}
    named = {path for path, reason in noted if reason == SECRET_IN_NAME}
    having = {path for path, reason in noted if reason == _SECRET_IN_TEXT}
    if _list_hidden(folder, secret) != named:
        return True
    if not having:
        return False
    with ContainedReader() as reader:
        files = list_files(folder, is_wanted=having.__contains__)
        return any(_is_without(file, reader, secret) for file in files)


def _list_hidden(folder: Path, secret: str) -> set[str]:
    """The names of files below `folder` that have `secret` in them, with a sign for it."""
    listing = list_folder(folder)
    length = len(str(folder / "x")) - 1
    names = [_decode_name(str(path)[length:]) for path in (*listing.files, *listing.unlistable)]
    return {hidden for name in names if (hidden := hide_secret(name, secret)) != name}


def _is_without(file: FoundFile, reader: ContainedReader, secret: str) -> bool:
    """Whether it could be an article; not if it would be skipped for another reason."""
    if isinstance(file.data, str):
        return False
    try:
        _read_article(file.data, file.name, reader, secret)
    except ArticleError:
        return False
    return True


def _read_files(
    files: Iterable[FoundFile],
    reader: ContainedReader,
    kept: Mapping[str, KeptReading],
    secret: str = "",
) -> Corpus:
    articles: list[Article] = []
    summaries: list[Summary] = []
    skipped: list[Note] = []
    digests: dict[str, str] = {}
    states: dict[str, str] = {}
    fingerprint = hashlib.sha256()
    now = time.time_ns()
    for file in files:
        content = file.digest or _digest_content(file)
        _update_digest(fingerprint, file.name, content)
        name = hide_secret(file.name, secret)
        if name != file.name:  # which nobody is told, nor kept
            skipped.append(Note(name, SECRET_IN_NAME))
            continue
        if isinstance(file.data, str):
            skipped.append(Note(file.name, file.data, file.is_unreadable))
            continue
        known = kept.get(file.name)
        if file.state is not None and is_settled(file.state, now):
            states[file.name] = file.state
        if known and known.digest == content:
            summaries.append(known.summary)
            continue
        try:
            article, summary = _read_article(file.data, file.name, reader, secret)
        except ArticleError as exc:
            skipped.append(Note(file.name, str(exc), exc.is_unreadable))
            if exc.is_unreadable:  # so that the folder is not taken for known, but read again
                _update_digest(fingerprint, file.name, str(exc))
        else:
            articles.append(article)
            summaries.append(summary)
            digests[file.name] = content
    return Corpus(
        articles=tuple(articles),
        skipped=tuple(skipped),
        warnings=tuple(Note(s.id, warning) for s in summaries for warning in s.warnings),
        fingerprint=fingerprint.hexdigest(),
        titled=frozenset(s.id for s in summaries if s.states_title),
        guessed=tuple(
            Note(s.id, s.guessed_encoding) for s in summaries if s.guessed_encoding is not None
        ),
        digests=digests,
        kept=tuple(s for s in summaries if s.id not in digests),
        states=states,
    )


def _read_article(
    data: bytes, name: str, reader: ContainedReader, secret: str
) -> tuple[Article, Summary]:
    """:raises ArticleError, ReaderStartError: as `ContainedReader.read` and `check_secret`."""
    reading = reader.read(data, name).reading
    check_secret(reading, secret)
    guess = (reading.encoding or "") if reading.is_encoding_guessed else None
    summary = summarise(reading.article, reading.warnings, guess, reading.has_title)
    return reading.article, summary


def check_secret(reading: Reading, secret: str) -> None:
    """
    :raises ArticleError: if `secret`, if there is one, stands in the article's text, in anything
        that is stated of it, or in what is told of what was left out of it, whatever blanks and
        signs that nobody sees part its letters.
    """
    if not secret:
        return
    pattern, article = _parted(secret), reading.article
    stated = dump_record(list_fields(replace(article, text="", paragraphs=())))
    if any(pattern.search(text) for text in (article.text, stated, *reading.warnings)):
        raise ArticleError(_SECRET_IN_TEXT)


def hide_secret(name: str, secret: str) -> str:
    """`name` with a sign for `secret`, if there is one, in it."""
    return _parted(secret).sub("…", name) if secret else name


@lru_cache(maxsize=4)
def _parted(secret: str) -> "regex.Pattern[str]":
    return regex.compile(r"[\s\p{Cf}]{0,20}".join(map(regex.escape, secret)))


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether there is a folder, not a link to one."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # it is gone meanwhile
        return False


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name == MUST_ANSWER_NAME


def _decode_name(path: str) -> str:
    """A path below the folder; bytes of a name that are no UTF-8 become replacement characters."""
    return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace")


def _find_file(name: str, path: Path, root: Path, known: KeptReading | None) -> FoundFile:
    """`root` is the resolved path of the folder that the file `path` lies in."""
    state = find_state(path)
    if known and state is not None and known.state == state:
        return FoundFile(name, b"", state=state, digest=known.digest)
    try:
        return FoundFile(name, read_file_bytes(path, root), state=state)
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


def _digest_content(file: FoundFile) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal digits, or why it is skipped."""
    if isinstance(file.data, str):
        return f"skipped: {file.data}"
    return hashlib.sha256(file.data).hexdigest()


def _update_digest(digest: "hashlib._Hash", *parts: str) -> None:
    for part in map(str.encode, parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
