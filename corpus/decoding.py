"""Bytes of a text file to clean text, whatever encoding it was saved in."""

import codecs
import re

from charset_normalizer import from_bytes

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# What is left of C0 and C1 (Telegram turns most into spaces, terminals obey some of them).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class DecodingError(ValueError):
    """The bytes are no text in any encoding that is known here."""


def decode_text(data: bytes) -> str:
    """Text of `data` with line ends as `\\n` and other control characters as spaces.

    A byte order mark decides; then UTF-8 if it fits without an error; then a guess.

    :raises DecodingError: if `data` looks binary or fits no encoding.
    """
    text = _decode(data)
    return _CONTROL.sub(" ", _LINE_END.sub("\n", text)).removeprefix("\ufeff")


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as exc:
                raise DecodingError(f"not valid {encoding}, though it begins like it") from exc
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    if "\x00" in text:  # UTF-16 of Latin text is valid UTF-8 too, with a NUL in every pair
        return _guess(data)
    return text


def _guess(data: bytes) -> str:
    if b"\x00" in data:
        return _decode_unmarked_utf16(data)
    best = from_bytes(data).best()
    if best is None:
        raise DecodingError("no text, or in an encoding that is not recognised: save it as UTF-8")
    return str(best)


def _decode_unmarked_utf16(data: bytes) -> str:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise DecodingError("binary data, not text") from exc
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    if "\x00" in text or printable < 0.9 * len(text):
        raise DecodingError("binary data, not text")
    return text
