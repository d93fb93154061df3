"""The marks of footnotes within the text of a line, until it is known whether there is a note."""

import re
from collections.abc import Container

_OPEN, _CLOSE = "\ue000", "\ue001"
RAISED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_OWN = str.maketrans("", "", _OPEN + _CLOSE)
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_mark(text: str) -> str:
    """`text` as the mark that it may be."""
    return f"{_OPEN}{text}{_CLOSE}" if text else ""


def leave_out_marks(text: str) -> str:
    """`text` of a file, without the signs that mark marks."""
    return text.translate(_OWN)


def find_marks(text: str) -> list[str]:
    """The raised marks in `text`."""
    return RAISED.findall(text)


def lower_marks(text: str, noted: Container[str]) -> str:
    """`text` without the marks that are `noted`; others stay, as raised digits, so that nobody
    reads 2³² as 232."""
    if _OPEN not in text:
        return text
    return RAISED.sub(lambda m: "" if m[1] in noted else m[1].translate(_HIGH), text)
