"""Bytes of a text file to clean text, whatever encoding it was saved in."""

import codecs
import re
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from corpus.article import ArticleError

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What texts were saved in before UTF-8, the commoner first: where several fit equally well, the
# library that guesses takes the first by name. Windows' sets hold those of ISO 8859 and more;
# cp1254 is cp1252 with six Turkish letters in place of Icelandic ones.
_LEGACY_ENCODINGS = (
    *("cp1254", "cp1252", "cp1251", "gb18030", "cp932", "big5", "cp949", "euc_jp", "cp1256"),
    *("cp1250", "cp1253", "cp1255", "cp874", "cp1257", "cp1258", "koi8_r", "iso8859_5", "cp866"),
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# What is left of C0 and C1 (Telegram turns most into spaces, terminals obey some of them).
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`text` out of bytes in `encoding`, a name that Python knows. `is_guess` if neither a mark
    says so nor all bytes are UTF-8."""

    text: str
    encoding: str
    is_guess: bool = False


def decode_text(data: bytes) -> DecodedText:
    """Text of `data` with line ends as `\\n` and other control characters as spaces.

    A byte order mark decides; then UTF-8 if it fits, but for a stray byte; then a guess.

    :raises ArticleError: if `data` looks binary or fits no encoding.
    """
    decoded = _decode(data)
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", decoded.text)).removeprefix("\ufeff")
    return replace(decoded, text=text)


def _decode(data: bytes) -> DecodedText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return DecodedText(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as exc:
                raise ArticleError(f"not valid {encoding}, though it begins like it") from exc
    if b"\x00" in data:  # UTF-16 of Latin text is valid UTF-8 too, with a NUL in every pair
        return _decode_unmarked_utf16(data)
    text = data.decode("utf-8", "surrogateescape")
    escaped = len(_ESCAPED_BYTE.findall(text))
    if not escaped:
        return DecodedText(text, "utf-8")
    if 10 * escaped < sum(not character.isascii() for character in text):
        # UTF-8 into which a few bytes of an older text were pasted.
        text = _ESCAPED_BYTE.sub(_decode_escaped_byte, text)
        return DecodedText(text, "utf-8", is_guess=True)
    return _guess(data)


def _decode_escaped_byte(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _guess(data: bytes) -> DecodedText:
    """`data` in the likeliest of the older encodings; the commoner one where two are as likely."""
    matches = from_bytes(data, cp_isolation=list(_LEGACY_ENCODINGS))
    best = matches.best()
    if best is None:
        raise ArticleError("no text, or in an encoding that is not recognised: save it as UTF-8")
    likely = {
        encoding
        for match in matches
        if match.chaos <= best.chaos + 0.02 and match.coherence >= best.coherence - 0.08
        for encoding in match.could_be_from_charset
    }
    encoding = next((name for name in _LEGACY_ENCODINGS if name in likely), best.encoding)
    return DecodedText(data.decode(encoding, "replace"), encoding, is_guess=True)


def _decode_unmarked_utf16(data: bytes) -> DecodedText:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise ArticleError("binary data, not text") from exc
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    if "\x00" in text or printable < 0.9 * len(text):
        raise ArticleError("binary data, not text")
    return DecodedText(text, encoding, is_guess=True)
