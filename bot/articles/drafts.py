"""What somebody wants to add, read as the corpus would read it; nothing is written."""

import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.articles.file_names import NameRefusedError, clean_name, make_name
from bot.text.translation import gettext, gettext_noop
from corpus import (
    Article,
    ArticleError,
    ContainedReader,
    FootnoteError,
    ReaderStartError,
    check_secret,
    clean_line,
    hide_secret,
)
from corpus.sources.archives.contained_archive import ContainedArchiveReader
from corpus.sources.archives.member_names import Names
from corpus.sources.archives.records import TakenFile

MAX_BYTES = 5 * 1024 * 1024
MAX_ARCHIVED = 10
"""Articles of an archive, each of which is offered by itself."""
_ARCHIVE_SUFFIX = ".zip"
_MAX_SECONDS = 60.0
"""For an archive: who has sent it waits."""
_STEM = "pasted"
"""Of the name of a text that came without one, which is its title only if it states none."""
_CODE_DIGITS = 12
_PART_UNITS = 4096
"""Of UTF-16, at which Telegram cuts a text that is pasted in one go."""

_TOO_LARGE = gettext_noop("That is larger than {size} MiB, which is the most that I take.")
_TOO_MANY = gettext_noop(
    "That archive holds {count} articles, and I take {limit} of one at most: send fewer, or have "
    "footnote add take it where I run."
)
_NONE_INSIDE = gettext_noop("No article is in that archive.")
_UNREADABLE = gettext_noop("I can read no article from this: {reason}")

# What stands in no plain text by chance; the lines of that are often paragraphs, those of Markdown
# never.
_MARKDOWN = re.compile(r"\A\s*---\n|^#{1,6} \S|^(?:```|~~~)|\]\(https?://|\*\*\S", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』]*$")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The articles of an archive, and what cannot be one, each with the reason."""

    drafts: tuple["Draft", ...]
    left_out: tuple[str, ...]


class DraftError(FootnoteError):
    """Nothing can be added; the text says why, to a reader."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it would be stored: `data` in the file `name`. `article` is what the corpus
    reads from it, `warnings` what it leaves out. `when_live` is called when it is answered from."""

    name: str
    data: bytes
    article: Article
    warnings: tuple[str, ...]
    when_live: Callable[[], None] | None = None


def check_size(size: int | None) -> None:
    """:raises DraftError: if `size`, in bytes, is more than is taken; None is not known."""
    if size is not None and size > MAX_BYTES:
        raise DraftError(gettext(_TOO_LARGE).format(size=MAX_BYTES >> 20))


def draft_file(file_name: str | None, data: bytes, secret: str = "") -> Draft:
    """The article in a file that somebody calls `file_name`, unless it has `secret` in it.

    :raises DraftError: if it cannot be read, is too large, or is of a kind that is not read.
    """
    check_size(len(data))
    try:
        name = clean_name(file_name)
    except NameRefusedError as exc:
        raise DraftError(str(exc)) from exc
    with ContainedReader() as reader:
        return _read(name, data, reader, secret)


def draft_stored(name: str, data: bytes, when_live: Callable[[], None], secret: str = "") -> Draft:
    """The article in a file of ours, whose name is good as it is.

    :raises DraftError: as `draft_file`.
    """
    check_size(len(data))
    with ContainedReader() as reader:
        return replace(_read(name, data, reader, secret), when_live=when_live)


def is_archive(file_name: str | None) -> bool:
    """Whether a file that somebody calls `file_name` may hold several articles."""
    return (file_name or "").strip().casefold().endswith(_ARCHIVE_SUFFIX)


def draft_archive(data: bytes, secret: str = "") -> Unpacked:
    """The articles in an archive, but those with `secret` in them; no two have one name.

    :raises DraftError: if it is none, is too large, or holds no article or too many.
    """
    check_size(len(data))
    files: list[TakenFile] = []
    left_out: list[str] = []
    count = 0
    try:
        with ContainedArchiveReader() as archives:
            for step in archives.read(data, _MAX_SECONDS):
                small = list(_select_small(step.files, left_out))
                count += len(small)
                files += small
                # No more is held than may be offered: a small archive may unpack to a large one.
                del files[MAX_ARCHIVED:]
                left_out += (f"{refused.name}: {refused.reason}" for refused in step.not_taken)
                left_out += [step.damage] if step.damage else []
    except (ArticleError, ReaderStartError) as exc:
        raise DraftError(gettext(_UNREADABLE).format(reason=clean_line(str(exc)))) from exc
    if count > MAX_ARCHIVED:
        raise DraftError(gettext(_TOO_MANY).format(count=count, limit=MAX_ARCHIVED))
    drafts: list[Draft] = []
    names = Names()
    with ContainedReader() as reader:
        for file in files:
            try:
                name = names.give(clean_name(file.name))
                drafts.append(_read(name, file.data, reader, secret))
            except (DraftError, NameRefusedError) as exc:
                left_out.append(f"{hide_secret(file.name, secret)}: {exc}")
    if not drafts:
        raise DraftError("\n".join([gettext(_NONE_INSIDE), *left_out[:MAX_ARCHIVED]]))
    return Unpacked(tuple(drafts), tuple(left_out))


def _select_small(files: Iterable[TakenFile], left_out: list[str]) -> Iterator[TakenFile]:
    """Those of `files` that are no larger than a file may be; the others are `left_out`."""
    for file in files:
        try:
            check_size(len(file.data))
        except DraftError as exc:
            left_out.append(f"{file.name}: {exc}")
        else:
            yield file


def draft_text(text: str, secret: str = "") -> Draft:
    """The article in a text that was written or pasted; its file is named after its title. Where it
    states none, only the same text comes to the same file: its first sentence may be another's,
    too.

    :raises DraftError: as `draft_file`.
    """
    data = text.encode("utf-8", "replace") + b"\n"
    check_size(len(data))
    suffix = ".md" if _MARKDOWN.search(text) else ".txt"
    with ContainedReader() as reader:
        read = _read(f"{_STEM}{suffix}", data, reader, secret)
        if read.article.title.casefold() != _STEM:
            return _read(make_name(read.article.title, suffix), data, reader, secret)
        # A code is no title, so that the one which is read is the first sentence as it stands.
        code = hashlib.sha256(data).hexdigest()[:_CODE_DIGITS]
        untitled = _read(f"{_STEM}-{code}{suffix}", data, reader, secret)
        if untitled.article.title == PurePath(untitled.name).stem:
            return untitled
        return _read(make_name(untitled.article.title, suffix, code), data, reader, secret)


def join_texts(texts: Sequence[str]) -> str:
    """One text of the messages that Telegram made of it. It cuts between paragraphs or words, of
    which it takes the blank away, or anywhere."""
    paragraph = "\n\n" if any("\n\n" in text for text in texts) else "\n"
    joined = texts[0] if texts else ""
    for before, text in itertools.pairwise(texts):
        if len(before.encode("utf-16-le", "surrogatepass")) >= 2 * _PART_UNITS:
            separator = ""
        else:
            separator = paragraph if _SENTENCE_END.search(before) else " "
        joined += separator + text
    return joined


def _read(name: str, data: bytes, reader: ContainedReader, secret: str) -> Draft:
    try:
        reading = reader.read(data, name).reading
        check_secret(reading, secret)
    except (ArticleError, ReaderStartError) as exc:
        raise DraftError(gettext(_UNREADABLE).format(reason=clean_line(str(exc)))) from exc
    return Draft(name, data, reading.article, reading.warnings)
