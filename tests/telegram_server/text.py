"""Text as Telegram counts and cleans it."""

import re

_TO_SPACE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_DIRECTED = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_ISOLATING = re.compile("[\n\u2066-\u2069]")
# More than tdlib takes for empty: whatever no client shows.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]"
)


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
    text = _REMOVED.sub("", _TO_SPACE.sub(" ", text)).strip(" \n")
    return _DIRECTED.sub("\u200c", text)


def is_turned(text: str) -> bool:
    """Tell whether a line has an isolate that is begun and not ended there, or the other way."""
    depth = 0
    for sign in _ISOLATING.findall(f"{text}\n"):
        if sign == "\n" and depth:
            return True
        depth += 0 if sign == "\n" else -1 if sign == "\u2069" else 1
        if depth < 0:
            return True
    return False


def is_blank(text: str) -> bool:
    """Tell whether nothing of the text can be seen."""
    return not _INVISIBLE.sub("", text)
