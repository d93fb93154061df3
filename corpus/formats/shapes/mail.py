"""E-mails with their headers: subject, sender and date; what is quoted, without its marks."""

import re
from contextlib import suppress
from email import message_from_string, policy
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import groupby

from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.html_text import read_html
from corpus.formats.mail_headers import decode_words, read_sender
from corpus.formats.quoted_mail import cut_closings, mark_quoted, says_mail_follows
from corpus.formats.shapes.mail_signatures import cut_signatures
from corpus.formats.shapes.mail_styles import put_rules

_MAX_HEADERS = 100
"""Lines of headers that are kept; of further ones those for machines are left out."""
_MAX_VALUE = 2000
"""Characters of a header."""
_BROKEN = re.compile(r"<br\s{0,9}/?\s{0,9}>", re.IGNORECASE)
_BREAK = "\ue010"
"""Stands for the end of a line within a block, and for nothing in any other text."""
_MAX_QUOTED = 18
"""Marks of quotation."""
_HEADER = re.compile(r"([^\W\d_](?:[^\W_]|-){0,40})\s?:(?:[ \t]+(.*)|$)")
_HEADER_NAMES = {
    **dict.fromkeys(("von", "de", "da", "от", "från", "van", "od", "发件人", "差出人"), "from"),
    **dict.fromkeys(("gesendet", "envoyé", "enviado", "inviato", "отправлено", "sent"), "date"),
    **dict.fromkeys(("datum", "fecha", "data", "дата", "发送时间", "送信日時"), "date"),
    **dict.fromkeys(("betreff", "objet", "asunto", "assunto", "oggetto", "тема"), "subject"),
    **dict.fromkeys(("ämne", "onderwerp", "temat", "主题", "件名"), "subject"),
    **dict.fromkeys(("an", "à", "para", "a", "кому", "till", "aan", "收件人", "宛先"), "to"),
}
"""What programs call the headers of a mail that is printed or forwarded."""
_QUOTED = re.compile(r"\s?(?:>\s?){1,20}|\s?\|\s(?=\S)")
_TECHNICAL = re.compile(
    r"(?:x|arc|content|list|dkim|resent|received|authentication|feedback|thread)-?"
    r"|(?:from|subject|date|to|cc|bcc|sender|reply-to|in-reply-to|references|message-id"
    r"|mime-version|return-path|delivered-to|errors-to|precedence|user-agent|organization|status"
    r"|lines|newsgroups|path|nntp-posting-host|importance|priority|sensitivity|autocrypt)$"
)
_ENCODED = re.compile(r"quoted-printable|base64|multipart/|text/html", re.IGNORECASE)


def strip_mail(text: str) -> tuple[Metadata, str] | None:
    """What the headers state and what is written below them, without the signature and the marks
    of quotation; None if `text` does not begin with the headers of an e-mail."""
    mail = _split_mail(text)
    if mail is None:
        return None
    headers, written = mail
    further = [f"{n.capitalize()}: {v}" for n, v in headers.items() if not _TECHNICAL.match(n)]
    metadata = _make_metadata(headers)
    signed = _leave_out_name(cut_signatures(written), metadata.author or "")
    return metadata, "\n".join([*further, "", *_strip_marks(signed)])


def read_written(text: str) -> list[str]:
    """The lines below the headers of a mail, with the marks of quotation; none if it is no mail."""
    mail = _split_mail(text)
    return mail[1] if mail else []


@lru_cache(maxsize=1)  # a mail is stripped, and then asked for what is written in it
def _split_mail(text: str) -> tuple[dict[str, str], list[str]] | None:
    lines = text.lstrip("\n").split("\n")
    if (lines[0].startswith("From ") and "@" in lines[0]) or says_mail_follows(lines[0]):
        lines = "\n".join(lines[1:]).lstrip("\n").split("\n")
    headers, count = _read_headers(lines)
    if not {"from", "subject"} <= headers.keys():
        return None
    # Copied out of a program a mail has no day at times; whom it quotes does not say what it says.
    is_mail = not {"date", "to"}.isdisjoint(headers) or any(
        line.lstrip().startswith(">") or says_mail_follows(line) for line in lines[count:]
    )
    if not is_mail:
        return None
    encoding = headers.get("content-transfer-encoding", "") + headers.get("content-type", "")
    body = _decode_body(lines) if _ENCODED.search(encoding) else None
    written = body.split("\n") if body is not None else lines[count:]
    return headers, cut_closings(mark_quoted(_thin(written)))


def _thin(lines: list[str]) -> list[str]:
    """`lines` with one blank one for each run of more than two of the same."""
    runs = [(blank, list(run)) for blank, run in groupby(lines, key=_name_blank)]
    return [one for blank, run in runs for one in (run if not blank or len(run) < 3 else run[:1])]


def _name_blank(line: str) -> str:
    """The marks of quotation of a line that has no more, with a mark of its own; `""` of others."""
    bare = "".join(line.split())
    return "" if bare.strip(">") else f"|{bare}"


def _leave_out_name(lines: list[str], sender: str) -> list[str]:
    """`lines` without those that are the sender's name alone, between blank ones."""
    names = set(sender.casefold().split())
    edged = ["", *lines, ""]
    return [
        line
        for number, line in enumerate(lines)
        if not line.strip()
        or edged[number].strip()
        or edged[number + 2].strip()
        or not names.issuperset(line.casefold().strip(" .,-–—").split())
    ]


def _read_headers(lines: list[str]) -> tuple[dict[str, str], int]:
    """The headers, names in lower case, and how many lines they are."""
    headers: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines):
        match = _HEADER.match(line)
        if match:
            name = match[1].casefold()
            name = _HEADER_NAMES.get(name, name)
            if number < _MAX_HEADERS:
                headers.setdefault(name, (match[2] or "")[:_MAX_VALUE])
            elif not _TECHNICAL.match(name):
                return headers, number
        elif not name or line[:1] not in (" ", "\t") or not line.strip():
            return headers, number
        elif number < _MAX_HEADERS:
            headers[name] = f"{headers[name]} {line.strip()}"[:_MAX_VALUE]
    return headers, len(lines)


def _decode_body(lines: list[str]) -> str | None:
    message = message_from_string("\n".join(lines), policy=policy.default)
    part = message.get_body(("plain", "html"))
    content = part.get_content() if part else None
    if part is None or not isinstance(content, str) or not content.strip():
        return None
    return write_html(content) if part.get_content_subtype() == "html" else content


def write_html(content: str) -> str:
    """The blocks of `content` as a plain text has them, with their lines, and with marks before
    what is quoted."""
    lines: list[str] = []
    was_item = False
    for piece in read_html(put_rules(_BROKEN.sub(_BREAK, content.replace(_BREAK, " ")))):
        if piece.text:
            is_item = piece.kind == "list"
            lines += [] if is_item and was_item else [""]
            text = f"- {piece.text}" if is_item else piece.text
            if piece.kind == "row" and len(shown := [*filter(None, text.split(" | "))]) == 1:
                text = shown[0]  # of a table that only places it
            text = text.replace(_BREAK, "\n" if piece.kind == "prose" else " ")
            marks = "> " * min(piece.depth, _MAX_QUOTED)
            lines += [f"{marks}{line.strip()}" for line in text.strip().split("\n")]
            was_item = is_item
    return "\n".join(lines)


def _make_metadata(headers: dict[str, str]) -> Metadata:
    sender, subject = read_sender(headers["from"]), decode_words(headers["subject"])
    fields: dict[str, object] = {"title": subject, "author": sender, "date": headers.get("date")}
    with suppress(ValueError, OverflowError):
        fields["date"] = parsedate_to_datetime(headers.get("date", "")).date()
    return parse_metadata({name: value for name, value in fields.items() if value})


def _strip_marks(lines: list[str]) -> list[str]:
    """`lines` without the marks of quotation; a blank line parts what is quoted from the rest."""
    stripped: list[str] = []
    was_quoted: str | None = ""
    for line in lines:
        mark = _QUOTED.match(line) if line.lstrip().startswith((">", "|")) else None
        depth = "".join(mark[0].split()) if mark else ""
        if depth != was_quoted:
            stripped.append("")
        stripped.append(line[mark.end() :] if mark else line)
        was_quoted = depth
    return stripped
