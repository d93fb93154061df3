"""What the bot makes of files, in the corpus or not; nothing is written, no model is loaded."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import (
    SECRET_IN_NAME,
    ArticleError,
    ContainedReader,
    CorpusError,
    FoundFile,
    ReadFile,
    RefusedFileError,
    check_secret,
    hide_secret,
    list_files,
    read_file_bytes,
)

_NOTHING = "holds no file that could be an article"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was made of the file `path`, which is `id` to the index: `read` is None if it is
    skipped, and then `skipped` is why."""

    path: str
    id: str
    skipped: str | None = None
    read: ReadFile | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its owner should know, a guessed encoding included."""
        if self.read is None:
            return ()
        reading = self.read.reading
        encoding = reading.encoding or ""
        if not reading.is_encoding_guessed or any(encoding in said for said in reading.warnings):
            return reading.warnings
        return (*reading.warnings, f"its encoding is not stated, and {encoding} is a guess")


def inspect_paths(
    paths: Iterable[str], corpus_dir: Path, reader: ContainedReader, secret: str = ""
) -> Iterator[Inspection]:
    """What becomes of each file, and of each below a folder, as the index would read it. The id of
    a file in `corpus_dir` is its path from there, of another its name; of a file below a folder it
    is the path from that. What has `secret` in it is skipped, and that is told of nothing.

    :raises ReaderStartError: if the process that reads does not start.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  # as it was typed, whatever stands in it
            found = _inspect_folder(path, reader, secret)
        else:
            file = _find_file(Path(path), corpus_dir)
            found = iter([_inspect_found(path, file, reader, secret)])
        yield from (_without(one, secret) for one in found)


def _without(found: Inspection, secret: str) -> Inspection:
    told = found.path, found.id, found.skipped or ""
    path, name, skipped = (hide_secret(text, secret) for text in told)
    return replace(found, path=path, id=name, skipped=skipped or None)


def _inspect_folder(folder: str, reader: ContainedReader, secret: str) -> Iterator[Inspection]:
    is_empty = True
    try:
        for file in list_files(Path(folder)):
            is_empty = False
            yield _inspect_found(str(Path(folder, file.name)), file, reader, secret)
    except CorpusError as exc:
        yield Inspection(_show(folder), _show(Path(folder).name), skipped=str(exc))
        return
    if is_empty:
        yield Inspection(_show(folder), _show(Path(folder).name), skipped=_NOTHING)


def _inspect_found(path: str, file: FoundFile, reader: ContainedReader, secret: str) -> Inspection:
    if hide_secret(file.name, secret) != file.name:
        return Inspection(_show(path), file.name, skipped=SECRET_IN_NAME)
    if isinstance(file.data, str):
        return Inspection(_show(path), file.name, skipped=file.data)
    try:
        read = reader.read(file.data, file.name, with_passages=True)
        check_secret(read.reading, secret)
    except ArticleError as exc:
        return Inspection(_show(path), file.name, skipped=str(exc))
    return Inspection(_show(path), file.name, read=read)


def _find_file(path: Path, corpus_dir: Path) -> FoundFile:
    """The file `path`, or why it would be skipped in its folder, or in the corpus if it lies
    there."""
    absolute, corpus = (Path(os.path.abspath(one)) for one in (path, corpus_dir))  # noqa: PTH100
    folder = corpus if absolute.is_relative_to(corpus) else absolute.parent
    relative = absolute.relative_to(folder)
    name = _show(relative.as_posix())
    if any(part.startswith(".") for part in relative.parts):
        return FoundFile(name, "it has a name with a leading dot, and these are not read")
    if not os.path.lexists(absolute):
        return FoundFile(name, "there is no such file")
    try:
        return FoundFile(name, read_file_bytes(absolute, folder.resolve()))
    except (ArticleError, RefusedFileError) as exc:
        return FoundFile(name, str(exc))


def _show(path: str) -> str:
    """`path` as text; bytes of it that are no UTF-8 become replacement characters."""
    return os.fsencode(path).decode("utf-8", "replace")
