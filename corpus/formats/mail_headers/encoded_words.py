"""Words in headers that are not ASCII, as `=?utf-8?Q?Br=C3=BCcke?=`."""

import binascii
import re

from corpus.article import ArticleError
from corpus.formats.decoding import clean_text, decode_text
from corpus.formats.encodings import find_encoding

_WORD = re.compile(
    r"=\?([^\s?*]{1,40})(?:\*[^\s?]{0,40})?\?([bq])\?"
    r"((?:[^?=]|=(?!\?[^\s?*=])|\?(?!=))*)(?:\?=|\Z|(?==\?))",
    re.IGNORECASE,
)
"""One that was cut off goes on to the next, or to the end of the header."""
_BETWEEN = re.compile(r"(?<=\?=)\s{1,99}(?==\?)")
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_MAX_LOST = 0.25
"""Of the characters of a word, so that it is in the encoding that it names."""


def decode_words(header: str) -> str:
    """`header` with its encoded words decoded, on one line; what is in no encoding that is known
    as far as that can be guessed."""
    if "=?" not in header:
        return header
    first, *pieces = _WORD.split(_BETWEEN.sub("", header))
    parts = [first]
    data = b""
    for number in range(0, len(pieces), 4):
        charset, kind, written, behind = pieces[number : number + 4]
        data += _read_bytes(kind, written)
        # Many a program parts neighbours within a letter.
        goes_on = not behind and pieces[number + 4 : number + 5] == [charset]
        if not goes_on:
            parts += [_decode(data, charset), behind]
            data = b""
    return " ".join("".join(parts).split())


def _read_bytes(kind: str, written: str) -> bytes:
    plain = written.encode("utf-8", "surrogateescape")
    if kind in "qQ":
        return binascii.a2b_qp(plain.replace(b" ", b"_"), header=True)
    told = _NO_BASE64.sub("", written)
    told = told[: len(told) - (len(told) % 4 == 1)]  # what a letter alone says is lost
    return binascii.a2b_base64(told + "=" * (-len(told) % 4))


def _decode(data: bytes, charset: str) -> str:
    encoding = find_encoding(charset)
    if encoding:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= _MAX_LOST * len(text):
            return clean_text(text)
    try:
        return decode_text(data).text
    except ArticleError:
        return clean_text(data.decode("ascii", "replace"))
