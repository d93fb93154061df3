"""Text as Telegram counts and cleans it."""

import re

_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_INVISIBLE = re.compile(r"[\s\u00ad\u115f\u1160\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the UTF-16 code units from offset on; half a surrogate pair stays a surrogate."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def utf16_boundaries(text: str) -> frozenset[int]:
    """Return the UTF-16 offsets at which a character begins, and the text's end."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return frozenset(offsets)


def clean_text(text: str) -> str:
    """Return the text as Telegram stores it: some characters replaced, the ends trimmed."""
    return _REMOVED.sub("", _TO_SPACE.sub(" ", text)).strip(" \n")


def is_blank(text: str) -> bool:
    """Tell whether nothing of the text can be seen."""
    return not _INVISIBLE.sub("", text)
