"""Bytes of a text file to clean text, whatever encoding it was saved in."""

import codecs
import re
from dataclasses import dataclass, replace

from corpus.article import ArticleError
from corpus.formats.encodings import declared_encoding, guess_encoding, is_seven_bit_text
from corpus.formats.terminal import strip_terminal
from corpus.structure.signs import leave_out_hidden

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
_SCRIPT_OF_HAN = re.compile("[\u3001\u3002\u3040-\u30ff\uff0c]")
_HAN = re.compile("[\t\n\r -~\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_ASCII = re.compile(rb"[\t\n\r -~]")
_MAX_ASCII = 0.85
"""Of the bytes of UTF-16: in Latin text every second is none; in Chinese half of them are mostly
letters, of the other half a third."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_INFO_MARK = re.compile(rb"\x00\x08\[[^\x00]{0,500}\x00\x08\]")
"""Of an index or a picture in a manual of Info, the only NULs of that text:
https://www.gnu.org/software/texinfo/manual/texinfo/html_node/Info-Format-Whole-Manual.html"""
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`text` out of bytes in `encoding`, a name that Python knows. `is_guess` if neither a mark
    or the text itself says so nor all bytes are UTF-8; `rival` is then the encoding that would give
    another text and is nearly as likely, None if there is none."""

    text: str
    encoding: str
    is_guess: bool = False
    rival: str | None = None

    @property
    def doubts(self) -> tuple[str, ...]:
        """A warning, if there is a rival."""
        if self.rival is None:
            return ()
        encodings = f"read as {self.encoding}, it may be {self.rival}"
        return (f"its encoding is not certain: {encodings} (save it as UTF-8)",)


def decode_text(data: bytes) -> DecodedText:
    """Text of `data` with line ends as `\\n` and other control characters as spaces, and without
    what would hide words or turn them round (`leave_out_hidden`).

    A byte order mark decides; then the escapes of old mails; then UTF-8 if it fits, but for a stray
    byte; then what the text itself declares; then a guess.

    :raises ArticleError: if `data` looks binary or fits no encoding.
    """
    decoded = _decode(data)
    return replace(decoded, text=clean_text(decoded.text))


def clean_text(text: str) -> str:
    """`text` that a file of another format holds, or that was decoded by what that says, as
    `decode_text` gives it; what is no character becomes a mark."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = strip_terminal(_LINE_END.sub("\n", text))
    text = _CONTROL.sub(" ", text).lstrip("\ufeff")  # each program that wrote it may add one
    return leave_out_hidden(text)


def _decode(data: bytes) -> DecodedText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return DecodedText(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as exc:
                raise ArticleError(f"not valid {encoding}, though it begins like it") from exc
    data = _INFO_MARK.sub(b"", data)
    if b"\x00" in data:  # UTF-16 of Latin text is valid UTF-8 too, with a NUL in every pair
        return _decode_unmarked_utf16(data)
    if is_seven_bit_text(data):
        # A mail in UTF-7 may hold a sign that is none of it, and is ASCII all the same.
        return _decode_declared(data) or _decode_seven_bit(data)
    text = data.decode("utf-8", "surrogateescape")
    escaped = len(_ESCAPED_BYTE.findall(text))
    if not escaped:
        return DecodedText(text, "utf-8")
    if escaped < sum(not character.isascii() for character in text) - escaped:
        # UTF-8 into which a few bytes of an older text were pasted.
        text = _ESCAPED_BYTE.sub(_decode_escaped_byte, text)
        return DecodedText(text, "utf-8", is_guess=True)
    return _decode_declared(data) or _decode_guessed(data)


def _decode_seven_bit(data: bytes) -> DecodedText:
    guess = guess_encoding(data)
    encoding = guess.encoding if guess else "ascii"
    return DecodedText(data.decode(encoding, "replace"), encoding, is_guess=True)


def _decode_escaped_byte(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _decode_declared(data: bytes) -> DecodedText | None:
    """`data` in the encoding that its head names, None if it names none or that does not fit."""
    encoding = declared_encoding(data)
    if encoding is None:
        return None
    try:
        return DecodedText(data.decode(encoding), encoding)
    except UnicodeError:
        return None


def _decode_guessed(data: bytes) -> DecodedText:
    guess = guess_encoding(data)
    if guess is None and (unmarked := _decode_unmarked_han(data)):
        return unmarked
    if guess is None:
        raise ArticleError("no text, or in an encoding that is not recognised: save it as UTF-8")
    text = data.decode(guess.encoding, "replace")
    return DecodedText(text, guess.encoding, is_guess=True, rival=guess.rival)


def _decode_unmarked_utf16(data: bytes) -> DecodedText:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if 20 * (even + odd) < len(data) and (unmarked := _decode_unmarked_han(data)):
        return unmarked
    text = _try_utf16(data, encoding)
    if text is None:
        raise ArticleError("binary data, not text")
    return DecodedText(text, encoding, is_guess=True)


def _decode_unmarked_han(data: bytes) -> DecodedText | None:
    """`data` as UTF-16 of Chinese, Japanese or Korean, which has hardly a NUL; None if it is none:
    read the other way round, its full stops and kana are of no script."""
    texts = {encoding: _try_utf16(data, encoding) or "" for encoding in ("utf-16-le", "utf-16-be")}
    encoding, text = max(texts.items(), key=lambda item: len(_SCRIPT_OF_HAN.findall(item[1])))
    is_han = _SCRIPT_OF_HAN.search(text) and len(_HAN.findall(text)) > 0.8 * len(text)
    return DecodedText(text, encoding, is_guess=True) if is_han else None


def _try_utf16(data: bytes, encoding: str) -> str | None:
    """`data` as text of nearly nothing but what is shown, None if it is none."""
    if len(_ASCII.findall(data)) > _MAX_ASCII * len(data):
        return None  # two letters of Latin text, too, are one sign of Chinese
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    return None if "\x00" in text or printable < 0.9 * len(text) else text
