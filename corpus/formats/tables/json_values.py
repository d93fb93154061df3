"""JSON read step by step: what is large, damaged or cut off gives its records up to there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeAlias

import ijson

from corpus.formats.decoding import clean_text, decode_text

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""Text, a number or a truth as it is written, `""` for null; or what holds such."""

MAX_DEPTH = 40
"""Of lists and objects within each other; what lies deeper is left out."""
CONTROLS_AS_SPACES = bytes(b"\x20"[0] if byte < 0x20 else byte for byte in range(256))
"""Controls, which many programs leave within texts; between values they are white space, too."""
_LONG_NUMBER = re.compile(rb"(?<!\d)(\d{1000})\d{3000,}")
"""With more digits than Python makes a number of, at which the library ends the process."""
_EXPONENT = re.compile(rb"[:\[,\s]-?\d{1,400}(?:\.\d{1,400})?[eE][+-]?\d")
_TEXT_OR_EXPONENT = re.compile(
    rb'(?P<text>"(?:[^"\\]|\\.)*+(?:"|\Z))'
    rb"|(?<![\w.+-])(?P<number>-?(?:0|[1-9]\d{0,400})(?:\.\d{1,400})?[eE][+-]?\d{1,400})(?=[,\]}\s])",
    re.DOTALL,
)
_OF_NUMBERS = b"0123456789+-.eE"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


@dataclass(frozen=True, slots=True)
class Found:
    """An element of a list in a file: the names of what the list stands in, outermost first, its
    number there, from 1 on, and itself."""

    path: tuple[str, ...]
    number: int
    value: Value


@dataclass(slots=True)
class Outside:
    """What stands in the objects around all lists, by its path; whether the file ends in the middle
    or is damaged from there on, and in which encoding it is."""

    values: dict[tuple[str, ...], str] = field(default_factory=dict)
    is_cut: bool = False
    encoding: str = "utf-8"


def to_utf8(data: bytes, outside: Outside) -> bytes:
    """`data` in UTF-8, whatever it was in."""
    try:
        if not data.startswith(_BYTE_ORDER_MARKS):
            data.decode("utf-8")
            return data
    except UnicodeDecodeError:
        pass
    decoded = decode_text(data)
    outside.encoding = decoded.encoding
    return decoded.text.encode("utf-8", "replace")


def find_elements(data: bytes, outside: Outside) -> Iterator[Found]:
    """The elements of the outermost lists in `data`, in UTF-8, as they are read; values beside the
    lists are entered into `outside`. Several values one after another are a list.

    Time and memory grow with the length of `data`; of nesting only the outer levels are kept.
    """
    walk = _Walk(outside)
    if data.lstrip()[:1] in (b"[", b"{"):  # at whose end a number is the beginning of another
        data = data.rstrip(_OF_NUMBERS)
    try:
        for event, value in ijson.basic_parse(
            BytesIO(_keep_numbers(_LONG_NUMBER.sub(rb"\1", data.translate(CONTROLS_AS_SPACES)))),
            multiple_values=True,
        ):
            walk.feed(event, value)
            if walk.found:
                yield walk.found
                walk.found = None
    except (ijson.JSONError, ValueError, ArithmeticError):
        outside.is_cut = True
    yield from walk.finish()


class _Walk:
    """Where in the file the events have come to, and the element that is being built."""

    def __init__(self, outside: Outside) -> None:
        self.found: Found | None = None
        self._outside = outside
        self._names: list[str] = []
        self._key = ""
        self._lists = 0
        self._number = 0
        self._open: list[tuple[dict[str, Value] | list[Value], str]] = []
        self._too_deep = 0

    def feed(self, event: str, value: object) -> None:
        if event == "map_key":
            self._enter_key(clean_text(str(value)))
        elif event in ("start_map", "start_array"):
            self._begin({} if event == "start_map" else [])
        elif event in ("end_map", "end_array"):
            self._end()
        else:
            self._add(_write(event, value))

    def finish(self) -> Iterator[Found]:
        """What is left when the file ends before its element does: the element, if there is a list
        in it with records that are whole, without what is not. A half of one is no record."""
        broken = None
        while self._open:
            inner, _ = self._open[-1]
            if isinstance(inner, list):
                if inner and inner[-1] is broken:
                    inner.pop()
                if any(isinstance(record, dict) for record in inner):
                    break
            broken = inner
            self._open.pop()
        if self._open:
            self._number += 1
            yield Found(self._path, self._number, self._open[0][0])

    @property
    def _path(self) -> tuple[str, ...]:
        return tuple(filter(None, self._names))

    def _enter_key(self, key: str) -> None:
        if self._open and not self._too_deep:
            self._open[-1] = (self._open[-1][0], key)
        elif not self._open:
            self._key = key

    def _begin(self, container: dict[str, Value] | list[Value]) -> None:
        if self._open or self._lists:
            if self._too_deep or len(self._open) >= MAX_DEPTH:
                self._too_deep += 1
                return
            if self._open:
                self._put(container)
            self._open.append((container, ""))
        elif isinstance(container, list):
            self._names.append(self._key)
            self._lists, self._number = 1, 0
        else:
            if len(self._names) > MAX_DEPTH:
                raise ValueError("objects in objects without end")
            self._names.append(self._key)
            self._key = ""

    def _end(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif self._open:
            container, _ = self._open.pop()
            if not self._open:
                self._number += 1
                self.found = Found(self._path, self._number, container)
        else:
            self._lists = 0
            self._key = self._names.pop() if self._names else ""

    def _add(self, value: str) -> None:
        if self._open:
            if not self._too_deep:
                self._put(value)
        elif self._lists:
            self._number += 1
            self.found = Found(self._path, self._number, value)
        elif self._key:
            self._outside.values[(*self._path, self._key)] = value

    def _put(self, value: Value) -> None:
        container, key = self._open[-1]
        if isinstance(container, dict):
            container[key] = value
        else:
            container.append(value)


def _keep_numbers(data: bytes) -> bytes:
    """`data` with texts in place of numbers that have an exponent, of which the library makes other
    ones: 1E+3 of 1e3, and 250 of 2.50e2."""
    if not _EXPONENT.search(data):
        return data
    return _TEXT_OR_EXPONENT.sub(lambda found: found["text"] or b'"%b"' % found["number"], data)


def _write(event: str, value: object) -> str:
    if event == "null":
        return ""
    if event == "boolean":
        return str(value).lower()
    return clean_text(str(value))
