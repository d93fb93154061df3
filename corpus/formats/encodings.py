"""Which of the encodings before UTF-8 a text was saved in: what it declares, and the likeliest."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from chardet import EncodingEra, detect_all

_HEAD_BYTES = 2048
_DECLARED = re.compile(
    rb"(?:charset|coding|encoding)\s{0,3}[=:]\s{0,3}[\"']?([A-Za-z][\w.-]{1,30})"
)
"""As in a mail's Content-Type, HTML's meta element, XML's first line and Emacs's first line."""
_SAMPLE_BYTES = 100_000
"""The library looks at the beginning of what it gets, in time that grows with that."""
_ERAS = EncodingEra(EncodingEra.ALL & ~EncodingEra.MAINFRAME)
# Bytes of these are ASCII. UTF-7 is read only if declared: "+AAA-" stands in many a text.
_SHIFTED = {
    *("iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_2004"),
    *("iso2022_jp_ext", "iso2022_kr", "hz"),
}
_SHIFT = re.compile(rb"\x1b\$[@-D()]|\x1b\([IJ]|~\{[!-w][!-~]")
_NEVER_GUESSED = {
    None,
    "utf_7",
    "utf_8",
    "ascii",
    "utf_16",
    "utf_16_le",
    "utf_16_be",
    "utf_32",
    "utf_8_sig",
}
"""A mark or the bytes themselves would have shown it, or it must be declared."""
_SUPERSETS = {
    "iso8859_1": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_jis_2004": "euc_jp",
    "tis_620": "cp874",
}
"""What browsers read for them; the other one is declared or found where the larger one is meant."""
_DIALECT = re.compile(r"^x-|(?<=8859-[68])-[ei]$", re.IGNORECASE)
"""What mails put to a name that is known without."""
_NEAR_SHARE = 0.75
_RIVAL_SHARE = 0.97
"""Of the likeliest one's confidence."""
_MIN_CONFIDENCE = 0.1
"""Below it too few letters speak for anything else than the commonest encoding."""
_WESTERN = "cp1252"
_OTHER = r"[\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}\p{Thai}]"
_ODDITY = regex.compile(
    rf"\p{{Latin}}{_OTHER}|{_OTHER}\p{{Latin}}|[a-z](?![A-Z])\p{{Lu}}"
    r"|\p{L}[\p{S}\p{No}\u2020-\u2022]\p{L}|[\x80-\x9f]"
)
"""What hardly stands in a text: two scripts in a word, a capital or a sign within one."""


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """The likeliest encoding of some bytes, and another that is nearly as likely and means another
    text, by their names in Python."""

    encoding: str
    rival: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    text: str
    confidence: float
    oddities: int


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the head of `data` names, if Python knows one of that name that is written
    in single bytes; None else."""
    for match in _DECLARED.finditer(data[:_HEAD_BYTES]):
        encoding = find_encoding(match[1].decode())
        if encoding is not None and encoding not in _NEVER_GUESSED - {"utf_7"}:
            return encoding
    return None


def find_encoding(name: str) -> str | None:
    """The name of Python's codec for text that is called `name`, or of the larger set that browsers
    read for it; None if it has none."""
    try:
        info = codecs.lookup(_DIALECT.sub("", name))
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    encoding = info.name.replace("-", "_")
    return _SUPERSETS.get(encoding, encoding)


def is_seven_bit_text(data: bytes) -> bool:
    """Whether `data` is ASCII that means other letters, as mails were sent in East Asia."""
    if not data.isascii():
        return False
    if declared_encoding(data) == "utf_7":
        return True
    if not _SHIFT.search(data):
        return False
    guess = guess_encoding(data)
    return guess is not None and guess.encoding in _SHIFTED and _fits(data, guess.encoding)


def guess_encoding(data: bytes) -> EncodingGuess | None:
    """The likeliest encoding of `data`, None if it is no text in any."""
    sample = _sample(data)
    readings = _read_sample(sample)
    if not readings:
        return None
    surest = readings[0].confidence
    near = [reading for reading in readings if reading.confidence >= _NEAR_SHARE * surest]
    best = min(
        near, key=lambda reading: reading.oddities
    )  # of equals the first, as the library has
    western = next((reading for reading in readings if reading.encoding == _WESTERN), None)
    if western and surest < _MIN_CONFIDENCE and western.oddities <= best.oddities:
        best = western
    return EncodingGuess(best.encoding, _find_rival(best, near))


def _read_sample(sample: bytes) -> list[_Reading]:
    """`sample` in each encoding that it may be in, the likeliest first, the commonest last."""
    found = {
        name: result["confidence"]
        for result in detect_all(sample, encoding_era=_ERAS, compat_names=False)
        if (name := find_encoding(result["encoding"] or "")) not in _NEVER_GUESSED
    }
    found.setdefault(_WESTERN, 0.0)
    readings: list[_Reading] = []
    for encoding, confidence in found.items():
        text = encoding and _try(sample, encoding)
        if encoding and text is not None:
            surest = readings[0].confidence if readings else confidence
            # Of dozens of encodings few are near, and only those are compared by oddities.
            is_compared = confidence >= _NEAR_SHARE * surest or encoding == _WESTERN
            oddities = len(_ODDITY.findall(text)) if is_compared else 0
            readings.append(_Reading(encoding, text, confidence, oddities))
    return readings if found.keys() != {_WESTERN} or found[_WESTERN] else []


def _find_rival(best: _Reading, near: list[_Reading]) -> str | None:
    """Another encoding that the library finds as likely, and that means another text."""
    for reading in near:
        is_as_likely = reading.confidence >= _RIVAL_SHARE * best.confidence
        if is_as_likely and reading.oddities <= best.oddities and reading.text != best.text:
            return reading.encoding
    return None


def _sample(data: bytes) -> bytes:
    """Lines of `data` that are not plain ASCII, all of it if there are none: much English around a
    few words would make them look Western."""
    return data[:_SAMPLE_BYTES] if data.isascii() else b"".join(_telling_lines(data))


def _telling_lines(data: bytes) -> Iterator[bytes]:
    """Whole lines that hold other bytes than ASCII, up to the length of a sample; what a line has
    more than that is cut."""
    left = _SAMPLE_BYTES
    for line in data.splitlines(keepends=True):
        if left <= 0:
            return
        if not line.isascii():
            yield line[:left]
            left -= len(line)


def _try(data: bytes, encoding: str) -> str | None:
    """`data` as text, None if it cannot be; a sample may end within a character."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except (LookupError, UnicodeError):
        return None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True
