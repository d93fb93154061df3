"""The parts of a mail: texts decoded, other mails in it, and the names of what is attached."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message

from corpus.article import ArticleError
from corpus.formats.decoding import clean_text, decode_text
from corpus.formats.encodings import find_encoding
from corpus.formats.html_text import read_html
from corpus.formats.mail_headers import decode_words
from corpus.formats.shapes.mail import write_html

MAX_DEPTH = 10
"""Of parts within parts, each of which is looked through once more."""
_MAX_HEADER_LINES = 1000
_MAX_VALUE = 2000
"""Characters of a header: what the library does with it may grow with their square."""
_MIN_PLAIN = 0.3
"""Of the text of the HTML beside it, so that a plain text is more than a hint to read that."""
_HEADER = re.compile(rb"([!-9;-~]{1,100}):[ \t]*(.*)")
_BOUNDARY = re.compile(
    rb"(?m)^(--(?=-{0,50}[^\s-])\S{1,100})[ \t]*\r?\n(?=content-)", re.IGNORECASE
)
_BODY = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n")


@dataclass(slots=True)
class Part:
    """A mail, or a part of it: its headers, names in lower case, the first of each, and what
    stands below them."""

    headers: dict[str, str]
    body: bytes

    def message(self) -> Message:
        """The headers that tell how the body is to be read, as the library reads them."""
        message = Message()
        for name in ("content-type", "content-transfer-encoding", "content-disposition"):
            if name in self.headers:
                message[name] = self.headers[name]
        return message


@dataclass(slots=True)
class Mail:
    """What a mail says: its headers, its text, the mails in it, what is attached, and why any text
    of it cannot be read."""

    headers: dict[str, str]
    texts: list[str] = field(default_factory=list)
    mails: list["Mail"] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_mail_parts(data: bytes, depth: int = 0) -> Mail:
    """The mail `data`; of its nesting the outer levels."""
    part = split_head(data)
    mail = Mail(part.headers)
    _read_part(part, mail, depth)
    return mail


def split_head(data: bytes) -> Part:
    """The headers at the top of `data`, and what stands below the first blank line."""
    blank = _BODY.search(data)
    head = data[: blank.start()] if blank else data
    body = data[blank.end() :] if blank else b""
    headers: dict[str, str] = {}
    name = ""
    for line in head.split(b"\n", _MAX_HEADER_LINES)[:_MAX_HEADER_LINES]:
        match = _HEADER.match(line.rstrip(b"\r"))
        if match:
            name = match[1].decode("ascii").casefold()
            if name in headers:
                name = ""  # the first counts
            else:
                headers[name] = _decode_header(match[2])
        elif name and line[:1] in (b" ", b"\t") and len(headers[name]) < _MAX_VALUE:
            headers[name] += " " + _decode_header(line.strip())
    return Part({name: value[:_MAX_VALUE] for name, value in headers.items()}, body)


def _decode_header(value: bytes) -> str:
    """A header as it stands; one that is not ASCII as if it were a text."""
    value = value[:_MAX_VALUE]
    try:
        text = value.decode("ascii") if value.isascii() else _decode(value, None)
    except ArticleError:
        text = clean_text(value.decode("ascii", "replace"))  # what else it says is known
    return " ".join(text.split())


def _read_part(part: Part, mail: Mail, depth: int) -> None:
    message = part.message()
    kind = message.get_content_type()
    if kind == "message/rfc822" and depth < MAX_DEPTH:
        mail.mails.append(read_mail_parts(_decode_body(part, message), depth + 1))
    elif kind.startswith("multipart/") and depth < MAX_DEPTH:
        parts = list(_split_parts(part.body, message))
        if kind == "multipart/digest":
            for one in parts:
                one.headers.setdefault("content-type", "message/rfc822")
        if kind == "multipart/alternative":
            parts = _choose(parts)
        for one in parts:
            _read_part(one, mail, depth + 1)
    elif (name := _find_name(message)) or not kind.startswith("text/"):
        if not kind.startswith(("multipart/", "application/pgp-sig", "application/pkcs7-sig")):
            mail.attached.append(name or kind)
    elif kind in ("text/plain", "text/html"):
        try:
            mail.texts.append(_read_text(part, message))
        except ArticleError as exc:
            mail.unread.append(str(exc))


def _split_parts(body: bytes, message: Message) -> Iterator[Part]:
    """What stands between the boundaries that the headers name, or else between lines like the
    first that may be one; all of it if there is none."""
    stated = message.get_boundary() or ""
    boundary = b"--" + stated.encode("ascii", "surrogateescape")
    if not stated or b"\n" + boundary not in b"\n" + body:
        found = _BOUNDARY.search(body)
        if found is None:
            yield Part({}, body)
            return
        boundary = found[1]
    pieces = re.split(rb"(?m)^" + re.escape(boundary) + rb"(--)?[ \t]*\r?$\n?", body)
    for number in range(2, len(pieces), 2):
        if pieces[number - 1] is not None:  # behind the last boundary nothing is read
            break
        yield split_head(pieces[number])


def _choose(parts: list[Part]) -> list[Part]:
    """Of alternatives the plain text, or the HTML if that says far more."""
    kinds = [part.message().get_content_type() for part in parts]
    plain = next((n for n, kind in enumerate(kinds) if kind == "text/plain"), None)
    others = [part for kind, part in zip(kinds, parts, strict=True) if kind != "text/plain"]
    if plain is None:
        return others[-1:] or parts[:1]
    html = next((n for n, kind in enumerate(kinds) if kind == "text/html"), None)
    if html is None:
        # What else is a text with its pictures, and is only looked at if there is no other.
        return [parts[plain]] if _try_text(parts[plain]).strip() or not others else others[-1:]
    texts = [_try_text(parts[n]) for n in (plain, html)]
    is_enough = len(texts[0].strip()) >= _MIN_PLAIN * len(texts[1].strip())
    return [parts[plain if is_enough and texts[0].strip() else html]]


def _try_text(part: Part) -> str:
    """What a part says, `""` if that cannot be read."""
    try:
        return _read_text(part, part.message())
    except ArticleError:
        return ""


def _find_name(message: Message) -> str:
    """What an attachment is called, `""` if it is none."""
    try:
        name = message.get_filename() or ""
    except (LookupError, ValueError):
        name = "?"
    is_attached = str(message.get("content-disposition", "")).casefold().startswith("attachment")
    return clean_text(" ".join(decode_words(name).split())) or ("?" if is_attached else "")


def _read_text(part: Part, message: Message) -> str:
    text = _decode(_decode_body(part, message), message.get_content_charset())
    if message.get_content_type() != "text/html":
        return text
    return write_html(text) if read_html(text) else ""


def _decode_body(part: Part, message: Message) -> bytes:
    message.set_payload(part.body.decode("ascii", "surrogateescape"))
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.body


def _decode(data: bytes, charset: str | None) -> str:
    """`data` in the charset that is stated, or the larger one that is meant by it, or in what it
    is if neither fits."""
    stated = [] if charset in (None, "us-ascii") else [find_encoding(charset), charset]
    for encoding in filter(None, stated):
        with suppress(LookupError, ValueError):
            return clean_text(data.decode(encoding))
    return decode_text(data).text if data.strip() else ""
