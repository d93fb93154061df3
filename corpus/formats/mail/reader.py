"""Mails to one text, of several each a section."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.article import ArticleError, Paragraph
from corpus.fields.metadata import Metadata, is_web_url
from corpus.formats.content import Content
from corpus.formats.mail.mailbox import split_mailbox
from corpus.formats.mail.parts import Mail, read_mail_parts
from corpus.formats.shapes.reading import parse_mail
from corpus.formats.short_lines import join_short_lines
from corpus.normalization import clean_line

_HEADERS = ("from", "subject", "date", "received", "message-id", "return-path")
"""One of which every mail has."""
_REPLY = re.compile(
    r"(?:(?:re|aw|fwd?|wg|sv|antw|rv|tr|回复|答复|转发|отв)\s?(?:\[\d+\])?[:：]\s{0,3}){1,9}", re.I
)
_BREAK = "\n\n"
_MAX_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Read:
    """What a mail states, its text and the paragraphs of that."""

    metadata: Metadata
    text: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def heading(self) -> str:
        """Its subject, who sent it and when."""
        day = self.metadata.published.isoformat() if self.metadata.published else None
        told = (self.metadata.title, self.metadata.author, day)
        return " · ".join(filter(None, told))


def read_mail(data: bytes, name: str) -> Content:
    """The content of one mail, and as sections of the mails in it.

    :raises ArticleError: if it is none, or holds no text.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    # Some programs save a whole thread under a mail's name.
    mails = list(split_mailbox(data)) if data.startswith(b"From ") else [data]
    return _read_mails(mails, is_box=len(mails) > 1)


def read_mailbox(data: bytes, name: str) -> Content:
    """The content of all mails of a mailbox, a section each.

    :raises ArticleError: if it holds none, or none has a text.
    """
    return _read_mails(split_mailbox(data.removeprefix(b"\xef\xbb\xbf")), is_box=True)


def _read_mails(found: Iterable[bytes], *, is_box: bool) -> Content:
    reads: list[_Read] = []
    attached: dict[str, None] = {}
    unread: list[str] = []
    """The headings of mails of which a text cannot be read."""
    reasons: list[str] = []
    count = empty = 0
    outer: _Read | None = None
    for data in found:
        if data.startswith(b"From "):
            data = data.partition(b"\n")[2]
        mail = read_mail_parts(data)
        if not any(name in mail.headers for name in _HEADERS):
            continue
        count += 1
        outer = None if is_box else _read(mail)
        for one in _list_mails(mail):
            attached |= dict.fromkeys(one.attached)
            reasons += one.unread
            read = outer if outer and one is mail else _read(one)
            unread += [read.heading] if one.unread else []
            if read.paragraphs:
                reads.append(read)
            elif one.unread:
                continue
            elif one is not mail or not mail.mails:
                empty += 1
    if not count:
        raise ArticleError("is no mail: it does not begin with headers such as From and Subject")
    names = _list_some(attached)
    if not reads and reasons:
        raise ArticleError(reasons[0])
    if not reads:
        raise ArticleError("holds no text" + (f", but attachments: {names}" if names else ""))
    warnings = [f"attachments are not read: {names}"] if names else []
    warnings += [f"mails without a text are left out: {empty}"] if empty else []
    if unread:
        named = _list_some(filter(None, unread), separator="; ")
        named = f"{named}: {reasons[0]}" if named else reasons[0]
        warnings.append(f"texts of mails that cannot be read are left out: {len(unread)} ({named})")
    if len(reads) == 1:
        only = reads[0]
        return Content(only.metadata, only.text, only.paragraphs, tuple(warnings))
    # A digest says nothing itself: all its mails are sections.
    is_digest = outer is not None and not outer.paragraphs
    metadata = outer.metadata if outer else _join_metadata(reads)
    text, paragraphs = _join(reads, first=0 if is_box or is_digest else 1)
    return Content(metadata, text, tuple(paragraphs), tuple(warnings))


def _list_some(names: Iterable[str], separator: str = ", ") -> str:
    names = list(names)
    return separator.join([*names[:_MAX_NAMED], *(["…"] if len(names) > _MAX_NAMED else [])])


def _list_mails(mail: Mail) -> Iterator[Mail]:
    yield mail
    for one in mail.mails:
        yield from _list_mails(one)


def _read(mail: Mail) -> _Read:
    stated = {name: clean_line(mail.headers.get(name, "")) for name in ("from", "date", "subject")}
    head = "\n".join(f"{name.capitalize()}: {value}" for name, value in stated.items())
    body = _BREAK.join(filter(None, (text.strip("\n") for text in mail.texts)))
    body, _ = join_short_lines(body)
    metadata, text, paragraphs = parse_mail(f"{head}\n\n{body}")
    url = mail.headers.get("archived-at", "").strip("<> ")
    if is_web_url(url):
        metadata = replace(metadata, url=metadata.url or url)
    above = len(text) - len(text.lstrip("\n"))  # where the headers were
    return _Read(metadata, text[above:], tuple(_move(p, -above) for p in paragraphs))


def _move(paragraph: Paragraph, offset: int) -> Paragraph:
    return replace(
        paragraph,
        start=paragraph.start + offset,
        end=paragraph.end + offset,
        context=tuple((start + offset, end + offset) for start, end in paragraph.context),
    )


def _join_metadata(reads: list[_Read]) -> Metadata:
    """What is the same of all mails: their subject, but for "Re:", who sent them, the day."""
    titles = {_REPLY.sub("", read.metadata.title or "", count=1) for read in reads}
    authors = {read.metadata.author for read in reads}
    days = {read.metadata.published for read in reads}
    return Metadata(
        title=(titles.pop() or None) if len(titles) == 1 else None,
        author=authors.pop() if len(authors) == 1 else None,
        published=days.pop() if len(days) == 1 else None,
    )


def _join(reads: list[_Read], first: int) -> tuple[str, list[Paragraph]]:
    """All texts, those from the number `first` on below headings; what such a mail does not quote
    is said by who sent it."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    length = 0
    for number, read in enumerate(reads):
        heading = read.heading if number >= first else ""
        for part in filter(None, (heading, read.text)):
            if parts:
                parts.append(_BREAK)
                length += len(_BREAK)
            if part is read.text:
                paragraphs += [_place(p, length, heading, read) for p in read.paragraphs]
            parts.append(part)
            length += len(part)
    return "".join(parts), paragraphs


def _place(paragraph: Paragraph, offset: int, heading: str, read: _Read) -> Paragraph:
    speaker = paragraph.speaker
    if heading and speaker is None and paragraph.depth == 0:
        speaker = read.metadata.author
    return replace(
        _move(paragraph, offset),
        headings=(heading, *paragraph.headings) if heading else paragraph.headings,
        speaker=speaker,
    )
