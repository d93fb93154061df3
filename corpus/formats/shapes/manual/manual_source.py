"""The requests and lines of text of a troff source, with its conditions decided and its own macros
put in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.formats.shapes.manual.manual_escapes import NO_MARK, read_escapes

_CONTROL = re.compile(r"[.'][ \t]*([^\s\\\"]+|\\\})?")
_TRUE_CONDITION = re.compile(r"n\b|\\n(?:\(\.g|\[\.g\])|1\b")
_BOLD = re.compile(r"\\f(?:[B3]|\[B\])(?:[^\\]|\\[-&'\"~ ]){1,200}\\f(?:[RP1]|\[[RP]?\])\s*")
_MAX_MACRO_LINES = 60
_MAX_NESTING = 3
_MAX_PUT_IN = 50_000
"""Lines of macros put in, of a whole page; what is defined in it to be endless ends there."""
_MAX_GROWN = 100_000
"""Characters of a page that stand in strings which it defines; what is beyond stands for nothing,
as strings of strings could be endless."""
_TABLE_ENDS = {"TS": "TE", "EQ": "EN", "PS": "PE"}


@dataclass(frozen=True, slots=True)
class Request:
    """A request's `name` and arguments, escapes read; of a line of text the name is `""`, and the
    line the one argument. `goes_on` if what follows is set right behind it (`\\c`), `is_bold` if
    all of it is bold."""

    name: str
    arguments: tuple[str, ...] = ()
    goes_on: bool = False
    is_bold: bool = False


class _Strings(dict[str, str]):
    """What strings stand for, until that is too much."""

    def __init__(self) -> None:
        super().__init__()
        self._left = _MAX_GROWN

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """What `name` stands for, else `default`."""
        if name not in self:
            return default
        self._left -= len(self[name]) + 1
        return self[name] if self._left >= 0 else ""


@dataclass(slots=True)
class _State:
    """What the lines read so far have defined. `skipped` counts the open braces of a condition that
    does not hold, `held` those of conditions that do."""

    strings: _Strings = field(default_factory=_Strings)
    macros: dict[str, list[str]] = field(default_factory=dict)
    skipped: int = 0
    last_condition: bool = False
    put_in: int = 0

    def read(self, text: str) -> str:
        """`text` with its escapes read."""
        return read_escapes(text, self.strings)


def read_requests(text: str, known: frozenset[str]) -> list[Request]:
    """The requests of `text` in order; those named in `known` mean what they always do, even if
    the page defines them."""
    return list(_read(_join_lines(text.split("\n")), _State(), known, 0))


def _join_lines(lines: Sequence[str]) -> list[str]:
    """`lines` with those that a backslash at their end continues on one."""
    joined: list[str] = []
    parts: list[str] = []
    for line in lines:
        trailing = len(line) - len(line.rstrip("\\"))
        if trailing % 2:
            parts.append(line[:-1])
        else:
            joined.append("".join((*parts, line)))
            parts = []
    return [*joined, "".join(parts)] if parts else joined


def _read(
    lines: Sequence[str], state: _State, known: frozenset[str], depth: int
) -> Iterator[Request]:
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if state.skipped:
            state.skipped += line.count("\\{") - line.count("\\}")
            state.skipped = max(state.skipped, 0)
            continue
        match = _CONTROL.match(line)
        if match is None:
            yield _make_text(line, state)
            continue
        name, rest = match[1] or "", line[match.end() :]
        if name in ("de", "de1", "am", "ig"):
            number = _define(name, rest, lines, number, state)
        elif name in _TABLE_ENDS:
            end = _find_end(lines, number, _TABLE_ENDS[name])
            rows = (state.read(row) for row in lines[number:end])
            if name == "TS":
                yield Request("TS", tuple(rows))
            number = end + 1
        elif name in ("if", "ie", "el"):
            yield from _read(_decide(name, rest, state), state, known, depth + 1)
        elif name in ("ds", "as"):
            word, _, value = rest.strip().partition(" ")
            state.strings[word] = value.lstrip().removeprefix('"')
        elif name in state.macros and name not in known and depth < _MAX_NESTING:
            yield from _read(_put_in(name, rest, state), state, known, depth + 1)
        elif name and name != "\\}":
            arguments = tuple(
                (NO_MARK if a.startswith("\\&") else "") + state.read(a)
                for a in split_arguments(rest)
            )
            yield Request(name, arguments, line.endswith("\\c"))


def _make_text(line: str, state: _State) -> Request:
    return Request("", (state.read(line),), line.endswith("\\c"), bool(_BOLD.fullmatch(line)))


def _define(name: str, rest: str, lines: Sequence[str], number: int, state: _State) -> int:
    """Takes in the macro that begins before the line `number`, and gives the line behind it."""
    words = rest.split()
    end_name = words[1] if len(words) > 1 and name != "ig" else "."
    if name == "ig" and words:
        end_name = words[0]
    end = _find_end(lines, number, end_name)
    if words and name != "ig" and end - number <= _MAX_MACRO_LINES:
        state.macros[words[0]] = list(lines[number:end])
    return end + 1


def _find_end(lines: Sequence[str], start: int, name: str) -> int:
    """The line from `start` on that ends what it began in with the request `name`."""
    for number in range(start, len(lines)):
        line = lines[number]
        if line[:1] in (".", "'") and line[1:].split()[:1] == [name]:
            return number
    return len(lines)


def _decide(name: str, rest: str, state: _State) -> list[str]:
    """The lines of a condition that stand behind it, if it holds; else what it opens is skipped."""
    if name == "el":
        holds, body = not state.last_condition, rest.strip()
    else:
        holds, body = _test(rest.strip())
        state.last_condition = holds
    opened = body.count("\\{") - body.count("\\}")
    body = body.replace("\\{", "").replace("\\}", "").strip()
    if holds:
        return [body] if body else []
    state.skipped = max(opened, 0)
    return []


def _test(condition: str) -> tuple[bool, str]:
    """Whether a condition holds for what is shown on a terminal, and what stands behind it."""
    negated = condition.startswith("!")
    condition = condition.lstrip("!")
    if condition[:1] in ("'", '"'):
        parts = condition.split(condition[0], 3)
        if len(parts) == 4:
            return (parts[1] == parts[2]) != negated, parts[3].strip()
    head, _, body = condition.partition(" ")
    if head in ("d", "r", "c", "m", "F", "S"):
        head, _, body = body.partition(" ")
        return negated, body.strip()
    brace = head.find("\\{")
    if brace >= 0:
        head, body = head[:brace], f"{head[brace:]} {body}"
    return bool(_TRUE_CONDITION.match(head)) != negated, body.strip()


def _put_in(name: str, rest: str, state: _State) -> list[str]:
    """The lines of the macro `name` with its arguments in their places."""
    body = state.macros[name]
    state.put_in += len(body)
    if state.put_in > _MAX_PUT_IN:
        return []
    arguments = split_arguments(rest)

    def replace(match: re.Match[str]) -> str:
        if match[1] in "*@":
            return " ".join(arguments)[:2000]
        number = int(match[1])
        return arguments[number - 1][:2000] if 0 < number <= len(arguments) else ""

    return [
        re.sub(r"\\\\\$([\d*@])", replace, line).replace("\\\\", "\\")
        for line in body
        if not line.startswith(('.\\"', "'\\\""))
    ]


def split_arguments(rest: str) -> list[str]:
    """The arguments of a request, in quotation marks or parted by spaces; none behind a comment."""
    arguments: list[str] = []
    number = 0
    while number < len(rest):
        if rest[number] in " \t":
            number += 1
        elif rest.startswith('\\"', number) or rest.startswith("\\#", number):
            break
        else:
            argument, number = _read_argument(rest, number)
            arguments.append(argument)
    return arguments


def _read_argument(rest: str, start: int) -> tuple[str, int]:
    quoted = rest[start] == '"'
    number = start + quoted
    parts: list[str] = []
    while number < len(rest):
        sign = rest[number]
        if sign == "\\":
            if not quoted and rest[number + 1 : number + 2] == '"':
                break
            parts.append(rest[number : number + 2])
            number += 2
            continue
        if quoted and sign == '"':
            if rest[number + 1 : number + 2] != '"':
                return "".join(parts), number + 1
            number += 1
        elif not quoted and sign in " \t":
            break
        parts.append(sign)
        number += 1
    return "".join(parts), number
