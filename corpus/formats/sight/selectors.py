"""Selectors of style sheets: which elements a rule is of."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

_MAX_SELECTOR = 500
_MAX_STEPS = 12
_MAX_TESTS = 20
"""Of one element in a selector."""
_MAX_ATTRIBUTES = 50
_MAX_VALUE = 2000
_MAX_WORDS = 50
_MAX_NESTED = 3
"""Pairs of brackets within one another."""
# One way alone to read an escape, or brackets that are not closed would cost each of the ways.
_NAME = r"(?:[\w-]|\\[0-9a-f]{1,5}(?![0-9a-f])\s?|\\[0-9a-f]{6}\s?|\\[^\n0-9a-f]){1,200}"
_QUOTED = r"\"[^\"\n]*\"|'[^'\n]*'"
_SIMPLE = re.compile(
    rf"(?P<mark>[#.]|::?)?(?P<name>{_NAME})(?P<call>(?<=[\w-])\()?|(?P<any>\*)"
    rf"|\[\s*(?P<attribute>(?:[\w-]{{0,40}}\|)?{_NAME})\s*"
    rf"(?:(?P<how>[~|^$*]?=)\s*(?P<value>{_QUOTED}|{_NAME})\s*(?P<fold>i|s)?\s*)?\]",
    re.IGNORECASE,
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_PART = re.compile(rf"{_QUOTED}|\\.|[()\[\],]", re.DOTALL)
_NTH = re.compile(r"(?:([+-]?\d{0,6})n)?\s*(?:([+-]?)\s*(\d{1,6}))?")
_NTH_NAMED = {"odd": (2, 1), "even": (2, 0)}
_PLACES = {
    "first-child": ("place", (0, 1)),
    "last-child": ("from_end", (0, 1)),
    "first-of-type": ("place_of_name", (0, 1)),
    "last-of-type": ("from_end_of_name", (0, 1)),
}
_COUNTED = {
    "nth-child": "place",
    "nth-last-child": "from_end",
    "nth-of-type": "place_of_name",
    "nth-last-of-type": "from_end_of_name",
}
_ANY_OF = frozenset(("is", "where", "matches", "-webkit-any", "-moz-any"))
_OPENING = frozenset(("target", "checked"))
"""What a reader's click brings about, and leaves so."""
_PASSING = frozenset(("hover", "focus", "focus-within", "focus-visible", "active"))
"""What nothing is in while nobody does anything."""
_DRAWN = frozenset(("before", "after", "first-line", "first-letter"))
"""No elements, though one colon may stand in front of them."""

Combinator: TypeAlias = Literal["", " ", ">", "+", "~"]
Specificity: TypeAlias = tuple[int, int, int]
"""How many ids, how many classes and the like, and how many names a selector has."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An element as selectors see it; places are counted from 1, also from the end, among all that
    stand beside each other and among those of its name."""

    name: str
    attributes: Mapping[str, str]
    classes: frozenset[str]
    place: int
    from_end: int
    place_of_name: int
    from_end_of_name: int
    is_root: bool


Test: TypeAlias = Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """What a selector asks of one element: `tests`, all of which hold, and how that stands to the
    one before. None is asked that has not the `key`: an id ("#a"), a class (".a"), a name, or "*".
    """

    combinator: Combinator
    key: str
    tests: tuple[Test, ...]

    def holds(self, subject: Subject) -> bool:
        """Whether `subject` is such an element."""
        return all(test(subject) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Selector:
    """A row of steps to the element that a rule is of. It `may_fail` if it may hold of fewer than
    that: only once a reader has clicked at something, or if what is not understood holds."""

    steps: tuple[Step, ...]
    specificity: Specificity
    may_fail: bool = False


def split_selectors(text: str) -> Iterator[str]:
    """The selectors of a list. Linear in it."""
    depth = start = 0
    for match in _PART.finditer(text):
        if match[0] in ("(", "["):
            depth += 1
        elif match[0] in (")", "]"):
            depth -= 1
        elif match[0] == "," and depth == 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def read_selector(text: str) -> Selector | None:
    """The selector in `text`; None if it is of no element, or longer than is read."""
    if len(text) > _MAX_SELECTOR:
        return None
    try:
        return _Reader(text.strip()).read()
    except _UnknownError:
        return None


class _UnknownError(Exception):
    """What is no selector, or none that is understood."""


class _Reader:
    """Steps, read from left to right."""

    def __init__(self, text: str, nested: int = 0) -> None:
        self._text = text
        self._place = 0
        self._nested = nested
        self._specificity = (0, 0, 0)
        self._may_fail = False

    def read(self) -> Selector:
        steps: list[Step] = []
        combinator: Combinator = ""
        while True:
            steps.append(self._read_step(combinator))
            if len(steps) > _MAX_STEPS:
                raise _UnknownError
            if self._place == len(self._text):
                return Selector(tuple(steps), self._specificity, self._may_fail)
            match = _COMBINATOR.match(self._text, self._place)
            if match is None:
                raise _UnknownError
            self._place = match.end()
            combinator = match[1] or " "  # type: ignore[assignment]

    def _read_step(self, combinator: Combinator) -> Step:
        keys: dict[str, str] = {}
        tests: list[Test] = []
        start = self._place
        while match := _SIMPLE.match(self._text, self._place):
            if self._place > start and (match["any"] or (match["name"] and not match["mark"])):
                raise _UnknownError
            self._place = match.end()
            tests += self._read_simple(match, keys)
            if len(tests) > _MAX_TESTS:
                raise _UnknownError
        if self._place == start:
            raise _UnknownError
        key = keys.get("#") or keys.get(".") or keys.get("") or "*"
        return Step(combinator, key, tuple(tests))

    def _read_simple(self, match: re.Match[str], keys: dict[str, str]) -> list[Test]:
        if match["any"]:
            return []
        if match["attribute"]:
            self._add(0, 1, 0)
            return [_read_attribute(match)]
        mark, name = match["mark"] or "", _unescape(match["name"])
        if mark not in (":", "::") and match["call"]:
            raise _UnknownError
        match mark:
            case "":
                self._add(0, 0, 1)
                keys[mark] = folded = name.lower()
                return [lambda subject: subject.name == folded]
            case "#":
                self._add(1, 0, 0)
                keys[mark] = f"#{name}"
                return [lambda subject: subject.attributes.get("id") == name]
            case ".":
                self._add(0, 1, 0)
                keys[mark] = f".{name}"
                return [lambda subject: name in subject.classes]
            case ":":
                return [self._read_pseudo_class(name.lower(), match["call"] is not None)]
        raise _UnknownError  # a part of an element, or what is put before it

    def _read_pseudo_class(self, name: str, is_call: bool) -> Test:
        if not is_call:
            self._add(0, 1, 0)
            return self._read_state(name)
        given = self._read_given()
        if name in _COUNTED:
            self._add(0, 1, 0)
            given = given.strip().lower()
            is_of_some = " of " in given  # places are counted among all
            return self._fail_perhaps() if is_of_some else _read_count(_COUNTED[name], given)
        if (name != "not" and name not in _ANY_OF) or self._nested == _MAX_NESTED:
            return self._fail_perhaps()
        choices = [_Reader(one.strip(), self._nested + 1).read() for one in split_selectors(given)]
        if name != "where":
            self._add(*max(choice.specificity for choice in choices))
        if len(choices) > _MAX_TESTS or any(len(c.steps) > 1 or c.may_fail for c in choices):
            return self._fail_perhaps()
        steps = [choice.steps[0] for choice in choices]
        expected = name != "not"
        return lambda subject: any(step.holds(subject) for step in steps) == expected

    def _read_state(self, name: str) -> Test:
        if name in _PLACES:
            counted, (every, first) = _PLACES[name]
            return lambda subject: _counts(getattr(subject, counted), every, first)
        match name:
            case "only-child":
                return lambda subject: subject.place == subject.from_end == 1
            case "only-of-type":
                return lambda subject: subject.place_of_name == subject.from_end_of_name == 1
            case "root":
                return lambda subject: subject.is_root
            case "link" | "any-link":
                return lambda subject: subject.name == "a" and "href" in subject.attributes
        if name in _PASSING:
            return lambda subject: False
        if name in _DRAWN or (name in _OPENING and self._nested):
            raise _UnknownError
        return self._fail_perhaps()

    def _fail_perhaps(self) -> Test:
        """Asks for what is not known here, such as what stands in an element."""
        self._may_fail = True
        return lambda subject: True

    def _read_given(self) -> str:
        """What stands between the brackets that are open and those that close them."""
        depth, start = 1, self._place
        for match in _PART.finditer(self._text, start):
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth == 0:
                self._place = match.end()
                return self._text[start : match.start()]
        raise _UnknownError

    def _add(self, ids: int, classes: int, names: int) -> None:
        known = self._specificity
        self._specificity = (known[0] + ids, known[1] + classes, known[2] + names)


def _read_count(counted: str, given: str) -> Test:
    if given in _NTH_NAMED:
        every, first = _NTH_NAMED[given]
    else:
        match = _NTH.fullmatch(given)
        if match is None or not match[0]:
            raise _UnknownError
        said = match[1]
        every = 0 if said is None else int(said if said.strip("+-") else f"{said}1")
        first = int(f"{match[2] or ''}{match[3] or 0}")
    return lambda subject: _counts(getattr(subject, counted), every, first)


def _counts(place: int, every: int, first: int) -> bool:
    if every == 0:
        return place == first
    return (place - first) % every == 0 and (place - first) // every >= 0


def _read_attribute(match: re.Match[str]) -> Test:
    name = _unescape(match["attribute"]).lower()
    prefix, _, local = name.replace("|", ":").rpartition(":")
    said = match["value"] or ""
    value = _unescape(said[1:-1] if said[:1] in ("'", '"') else said)
    does_fold = (match["fold"] or "").lower() == "i" or name == "type"
    value = value.lower() if does_fold else value
    how = match["how"]

    def test(subject: Subject) -> bool:
        found = subject.attributes.get(name)
        if found is None and prefix:  # in XML a name has the address of its space before it
            attributes = islice(subject.attributes.items(), _MAX_ATTRIBUTES)
            found = next((said for name, said in attributes if name.endswith(f"}}{local}")), None)
        if found is None or how is None:
            return found is not None
        found = found[:_MAX_VALUE]
        return _compares(found.lower() if does_fold else found, how, value)

    return test


def _compares(found: str, how: str, value: str) -> bool:
    match how:
        case "=":
            return found == value
        case "~=":
            return value in found and value in found.split(maxsplit=_MAX_WORDS)[:_MAX_WORDS]
        case "|=":
            return found == value or found.startswith(f"{value}-")
        case "^=":
            return bool(value) and found.startswith(value)
        case "$=":
            return bool(value) and found.endswith(value)
    return bool(value) and value in found


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_put_sign, text) if "\\" in text else text


def _put_sign(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
