"""The marks of footnotes within the text of a line, until it is known whether there is a note."""

import re
from collections.abc import Container

from corpus.formats.writing.raised import group, raise_exponent

_OPEN, _CLOSE = "\ue000", "\ue001"
RAISED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_OWN = str.maketrans("", "", _OPEN + _CLOSE)
_MARKED = re.compile(
    f"(?P<before>[^{_OPEN}{_CLOSE}\\s]?)(?:{_OPEN}(?P<above>\\d{{1,4}}){_CLOSE} ?[/⁄∕]\\s?(?=\\d)"
    f"|{_OPEN}(?P<mark>[^{_OPEN}{_CLOSE}]*){_CLOSE})"
)
_ENDS = '.,;:!?"”’»'
_OF_NOTES = re.compile(r"\d{1,3}(?:,\d{1,3})*")
_PARTED = re.compile(r"[+−–-]?\d{1,6}[./]\d{1,6}")
_RAISED_SIZE = 0.86
_RAISED_BY = 0.12
_AS_LARGE = 1.01
_CLEARLY, _MAX_RAISED = 0.25, 0.8
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_mark(text: str) -> str:
    """`text` as the mark that it may be."""
    return f"{_OPEN}{text}{_CLOSE}" if text else ""


def leave_out_marks(text: str) -> str:
    """`text` of a file, without the signs that mark marks."""
    return text.translate(_OWN)


def is_raised(size: float, by: float, beside: float, least: float = _RAISED_BY) -> bool:
    """Whether what is of that `size`, and higher `by` so many points than what is set in the size
    `beside`, stands above the line: smaller, or as large and clearly higher."""
    return (size < _RAISED_SIZE * beside and by > least * beside) or (
        size <= _AS_LARGE * beside and _CLEARLY * beside < by < _MAX_RAISED * beside
    )


def find_marks(text: str) -> list[str]:
    """The raised marks in `text`, those of several notes one by one."""
    return [mark for marks in RAISED.findall(text) for mark in marks.split(",")]


def lower_marks(text: str, noted: Container[str]) -> str:
    """`text` without the marks that are `noted`, and those behind a sentence; others, and those
    behind a digit, which may be its power, stay as raised digits, so that nobody reads 2³² as 232,
    nor loses the power of (a+b)², or are the upper part of a fraction: "1/2"."""
    if _OPEN not in text:
        return text

    def lower(found: re.Match[str]) -> str:
        before, above, mark = found["before"], found["above"], found["mark"]
        if above is not None:
            return f"{before} {above}/" if before else f"{above}/"
        if not before.isdigit() and all(one in noted for one in mark.split(",")):
            return before
        if before and before in _ENDS and _OF_NOTES.fullmatch(mark):
            is_number = text[found.start() - 1 : found.start()].isdigit()
            return before if not is_number else before + mark.translate(_HIGH)
        if _PARTED.fullmatch(mark):  # a tolerance stands apart from its number
            return f"{before}^{group(mark)}" if before else mark
        raised = raise_exponent(before, mark)
        if mark.isdigit() or not before.isalnum():
            raised = mark.translate(_HIGH)
        return f"{before}^{group(mark)}" if raised.startswith("^") else before + raised

    return _MARKED.sub(lower, text)
