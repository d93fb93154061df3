"""Conditions of TeX of which the file itself says how they turn out, and what they leave out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.tex.symbols import CONTROL, EMPTY, LEVELS, SYMBOLS, UNSAID
from corpus.formats.tex.tokens import COMPARING, Tokens

_PRIMITIVES = frozenset(
    (
        *("if", "ifcat", "ifx", "ifnum", "ifdim", "ifodd", "ifvmode", "ifhmode", "ifmmode"),
        *("ifinner", "ifvoid", "ifhbox", "ifvbox", "ifeof", "iftrue", "iffalse", "ifcase"),
        *("ifdefined", "ifcsname", "iffontchar"),
    )
)
_DEFINING = frozenset(("newif", "let", "def", "gdef", "edef", "renewcommand", "expandafter"))
_ELSEWHERE = frozenset(
    (
        "input",
        "include",
        "subfile",
        "csname",
        "setbool",
        "booltrue",
        "setboolean",
        "InputIfFileExists",
    )
)
"""Commands by which conditions may turn out otherwise, nobody knows how."""
_OF_WORDS = frozenset(("newcommand", "renewcommand", "providecommand", "def"))


_NAMING = _OF_WORDS | {
    *("DeclareRobustCommand", "NewDocumentCommand", "DeclareMathOperator", "let", "gdef"),
    *("edef", "xdef", "chardef", "newcount", "newlength", "newif", "newtoks", "newsavebox"),
}
_KNOWN = SYMBOLS.keys() | UNSAID.keys() | LEVELS.keys() | CONTROL.keys() | EMPTY | {"relax"}
_UNDEFINED = ("undefined", "@undefined")
_OF_TEX = re.compile(r"(?:pdf|XeTeX|lua|Lua|directlua|U[a-z]|HCode|tex|TeX|e?TeX|if|l@)|.*@")
_FILES = frozenset(("input", "include", "subfile", "InputIfFileExists"))
_SETTING = {
    "booltrue": True, "boolfalse": False, "toggletrue": True, "togglefalse": False,
    "setbool": None, "settoggle": None, "setboolean": None,
}  # fmt: skip
"""What a command makes of the switch that it names; None if its next argument says that."""
_OPTIONS = re.compile(r"\\documentclass\s?(?:\[([^\]]{0,500})\])?\s?\{")
_CHOOSING = frozenset(("ifbool", "iftoggle", "notbool", "nottoggle", "ifthenelse"))


_NUMBER = r"(-?\d{1,9}(?:\.\d{1,6})?)"
_COMPARED = re.compile(rf"{_NUMBER}([a-z]{{2}})?\s?(?:([<=>])\s?{_NUMBER}([a-z]{{2}})?)?")
_POINTS = {"pt": 1.0, "bp": 1.00375, "mm": 2.845276, "cm": 28.45276, "pc": 12.0, "in": 72.27}
"""How many points a length of one has."""


@dataclass(slots=True)
class _Open:
    """A condition that has not ended: whether it holds, if that is known, where what it compares
    ends, if it says that, and where "else" is; which of its cases it chooses, if that is known, and
    where each but the first begins."""

    start: int
    holds: bool | None
    head: int | None = None
    other: int | None = None
    case: int | None = None
    cases: list[int] = field(default_factory=list)


def find_left_out(tokens: Tokens) -> tuple[list[tuple[int, int]], int]:
    """The tokens, from the first to the last, that conditions leave out, in order of their ends;
    and the number of the token behind which nothing is read."""
    switches = _read_switches(tokens)
    signs = _read_signs(tokens)
    defined = _read_defined(tokens)
    depths = read_depths(tokens)
    stack: list[_Open] = []
    found: list[tuple[int, int]] = []
    last = len(tokens.kinds)
    for number, name in _find_commands(tokens):
        if name == "fi":
            if stack:
                found += _find_part(stack.pop(), number)
        elif name == "else":
            if stack and stack[-1].other is None:
                stack[-1].other = number
        elif name == "or":
            if stack:
                stack[-1].holds = None
                stack[-1].cases.append(number)
        elif name == "endinput":
            if not stack and not depths[number] and number < last:
                last = number
        elif name.startswith("if") and _is_condition(tokens, number, name, switches):
            holds = {"iftrue": True, "iffalse": False}.get(name, switches.get(name[2:]))
            head = _find_head(tokens, number)
            if name == "if":
                holds, head = _compare(tokens, number, signs)
            elif name in ("ifdefined", "ifcsname", "ifx"):
                holds, head = _read_existence(tokens, number, defined)
            if compared := _COMPARED.fullmatch(_read_compared(tokens, number)):
                holds, head = _compare_numbers(name, compared), head or number + 1
            if holds is not None and number and tokens.texts[number - 1] == "unless":
                holds = not holds
            case = int(float(compared[1])) if compared and name == "ifcase" else None
            stack.append(_Open(number, holds, head, case=case))
    return found, last


def find_unmet(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The arguments that conditions of the packages "etoolbox" and "ifthen" leave out, of which the
    file says how they turn out."""
    values: dict[str, set[bool]] = {}
    unknown: set[str] = set()
    depths = read_depths(tokens)
    opened = 0
    is_used = False
    for number, name in _find_commands(tokens):
        is_used |= name in _CHOOSING
        if name.startswith("if") and name not in _CHOOSING:
            opened += tokens.texts[number - 1] != "newif"
        opened -= name == "fi" and opened > 0
        switch, end = _read_switch_name(tokens, number + 1)
        if name in ("newbool", "newtoggle", "newboolean"):
            values.setdefault(switch, set())
        elif name in _SETTING and not (depths[number] or opened or is_used):
            said = _SETTING[name]
            if said is None:
                said = {"true": True, "false": False}.get(_read_switch_name(tokens, end)[0])
            values.setdefault(switch, set()).add(said is True)
            unknown |= {switch} if said is None else set()
        elif name in _SETTING:
            unknown.add(switch)
    if any(name in _FILES for _, name in _find_commands(tokens)):
        return
    class_options = _OPTIONS.search(tokens.source)
    for number, name in _find_commands(tokens):
        if name == "ifdraft" and class_options and "{ifdraft}" in tokens.source:
            first = number + 1
            second = tokens.closing.get(first, first) + 1
            is_draft = "draft" in (class_options[1] or "")
            if {first, second} <= tokens.closing.keys():
                left_out = second if is_draft else first
                yield left_out + 1, tokens.closing[left_out] - 1
        if name not in _CHOOSING:
            continue
        place = number + 1
        is_boolean = name == "ifthenelse" and tokens.texts[place + 1 : place + 2] == ["boolean"]
        switch, end = _read_switch_name(tokens, place + 2 if is_boolean else place)
        end += is_boolean
        first = tokens.skip_space(end)
        second = tokens.skip_space(tokens.closing.get(first, first) + 1)
        settings = values.get(switch)
        if settings is None or len(settings) > 1 or switch in unknown:
            continue
        if not {first, second} <= tokens.closing.keys():
            continue
        holds = (True in settings) != name.startswith("not")
        left_out = second if holds else first
        yield left_out + 1, tokens.closing[left_out] - 1


def _read_switch_name(tokens: Tokens, number: int) -> tuple[str, int]:
    """The one word between the braces there and the number behind them; `""` if there is none."""
    if tokens.closing.get(number) != number + 2:
        return "", number
    return tokens.texts[number + 1].strip(), number + 3


def read_depths(tokens: Tokens) -> list[int]:
    """In how many braces that are closed each token stands."""
    depths: list[int] = []
    depth = 0
    ends = set(tokens.closing.values())
    for number in range(len(tokens.kinds)):
        depth -= number in ends
        depths.append(depth)
        depth += number in tokens.closing
    return depths


def _find_commands(tokens: Tokens) -> Iterator[tuple[int, str]]:
    for number, kind in enumerate(tokens.kinds):
        if kind == "command":
            yield number, tokens.texts[number]


def _find_part(condition: _Open, end: int) -> Iterator[tuple[int, int]]:
    if condition.case is not None:
        other = () if condition.other is None else (condition.other,)
        starts = (condition.start, *condition.cases, *other)
        chosen = condition.case if 0 <= condition.case <= len(condition.cases) else len(starts) - 1
        if not other and chosen != condition.case:
            chosen = -1  # none of them
        for case, (start, last) in enumerate(zip(starts, (*starts[1:], end + 1), strict=True)):
            yield start, (start + (case == 0) if case == chosen else last - 1)
        return
    if condition.holds is False:
        yield condition.start, end if condition.other is None else condition.other
        return
    if condition.head is not None:
        yield condition.start, condition.head
    if condition.holds and condition.other is not None:
        yield condition.other, end


def _is_condition(tokens: Tokens, number: int, name: str, switches: dict[str, bool | None]) -> bool:
    """Whether what begins there ends with `\\fi`; commands of packages may take arguments."""
    if number and tokens.kinds[number - 1] == "command" and tokens.texts[number - 1] in _DEFINING:
        return False
    if _find_let(tokens, number):
        return False
    if name in _PRIMITIVES or name[2:] in switches:
        return True
    return name != "iff" and not tokens.is_sign(number + 1, "{")


def _read_switches(tokens: Tokens) -> dict[str, bool | None]:
    """Names of the conditions that the file makes with `\\newif`, and whether they hold all along;
    None if they may not."""
    made: dict[str, set[bool]] = {}
    unknown: set[str] = set()
    first_use: dict[str, int] = {}
    is_elsewhere = "\\documentclass" not in tokens.source
    before = ""
    depths = read_depths(tokens)
    opened = 0
    for number, name in _find_commands(tokens):
        adjoins = number > 0 and tokens.kinds[number - 1] == "command"
        previous, before = (before if adjoins else ""), name
        is_elsewhere |= name in _ELSEWHERE
        if switch := _find_let(tokens, number):
            made.setdefault(switch, set()).add(name == "iftrue")
            if name not in ("iftrue", "iffalse") or depths[number] or opened:
                unknown.add(switch)
            continue
        opened += name in _PRIMITIVES
        opened -= name == "fi" and opened > 0
        if name.startswith("if") and previous == "newif":
            made.setdefault(name[2:], set())
        elif name[:2] == "if" and name[2:] in made:
            first_use.setdefault(name[2:], number)
            if previous in _DEFINING:
                unknown.add(name[2:])
        elif name.endswith(("true", "false")) and (switch := _strip_value(name)) in made:
            made[switch].add(name.endswith("true"))
            is_late = name.endswith("true") and switch in first_use
            if depths[number] or opened or is_late:
                unknown.add(switch)
    switches: dict[str, bool | None] = {}
    for switch, values in made.items():
        is_known = len(values) == 1 or not (values or is_elsewhere)
        switches[switch] = True in values if is_known and switch not in unknown else None
    return switches


def _find_let(tokens: Tokens, number: int) -> str:
    """The condition that `\\let` makes of the command there, as in `\\let\\iffoo\\iffalse`; `""` if
    it makes none."""
    place = number - 1
    if place > 0 and tokens.kinds[place] == "text" and tokens.texts[place].strip() == "=":
        place -= 1
    if place < 1 or tokens.kinds[place - 1 : place + 1] != ["command", "command"]:
        return ""
    is_let = tokens.texts[place - 1] == "let" and tokens.texts[place].startswith("if")
    return tokens.texts[place][2:] if is_let else ""


def _strip_value(name: str) -> str:
    return name.removesuffix("true") if name.endswith("true") else name.removesuffix("false")


def _read_signs(tokens: Tokens) -> dict[str, str]:
    """Commands that stand for one sign, each time that they are defined."""
    signs: dict[str, set[str]] = {}
    for number, name in _find_commands(tokens):
        if name not in _OF_WORDS:
            continue
        place = number + 1 + tokens.is_sign(number + 1, "{")
        if place >= len(tokens.kinds) or tokens.kinds[place] != "command":
            continue
        body = place + 1 + tokens.is_sign(place + 1, "}")
        is_sign = tokens.closing.get(body) == body + 2 and len(tokens.texts[body + 1]) == 1
        signs.setdefault(tokens.texts[place], set()).add(tokens.texts[body + 1] if is_sign else "")
    return {name: said for name, each in signs.items() if len(each) == 1 and (said := min(each))}


def _read_compared(tokens: Tokens, number: int) -> str:
    """The numbers that the condition there compares, `""` if it compares none."""
    is_one = tokens.texts[number] in COMPARING and number + 1 < len(tokens.kinds)
    return tokens.texts[number + 1].strip() if is_one and tokens.kinds[number + 1] == "text" else ""


def _find_head(tokens: Tokens, number: int) -> int | None:
    """The last token of what the condition there compares, where it is no two numbers; None if that
    is not known."""
    if tokens.texts[number] in ("ifodd", "ifcase"):
        return (
            tokens.closing.get(number + 2)
            if tokens.texts[number + 1 : number + 2] == ["value"]
            else None
        )
    relation = tokens.heads.get(number)
    if relation is None or tokens.texts[relation].strip() not in ("<", "=", ">"):
        return relation
    second = relation + 1
    if tokens.kinds[second : second + 1] != ["command"]:
        return relation
    return tokens.closing.get(second + 1, second) if tokens.texts[second] == "value" else second


def _compare_numbers(name: str, compared: re.Match[str]) -> bool | None:
    """Whether what it says of two numbers or lengths is so, or that one is odd; None if that is not
    known."""
    first, unit, relation, second, other_unit = compared.groups()
    if name == "ifodd":
        return int(float(first)) % 2 == 1
    if relation is None or (unit != other_unit and not {unit, other_unit} <= _POINTS.keys()):
        return None
    scale, other_scale = _POINTS.get(unit, 1.0), _POINTS.get(other_unit, 1.0)
    left, right = float(first) * scale, float(second) * other_scale
    return {"<": left < right, "=": left == right, ">": left > right}[relation]


def _compare(tokens: Tokens, number: int, signs: dict[str, str]) -> tuple[bool | None, int | None]:
    """Whether the two signs behind `\\if` are the same, None if that is not known, and the last
    token that they take, None if there are no two."""
    said: list[str] = []
    place = number
    while len(said) < 2 and place + 1 < len(tokens.kinds):
        place += 1
        kind, text = tokens.kinds[place], tokens.texts[place]
        if kind == "command":
            said.append(signs.get(text, ""))
        elif kind == "text" and "#" not in text:
            said += " " if text == "\n" else text[:2]
        else:
            break
    if len(said) < 2:
        return None, None
    if not all(said):
        return None, place
    return said[0] == said[1], place


def _read_defined(tokens: Tokens) -> set[str] | None:
    """Names of commands that the file defines; None if others may be defined elsewhere."""
    names: set[str] = set()
    is_whole = "\\documentclass" in tokens.source
    for number, name in _find_commands(tokens):
        if name in _ELSEWHERE:
            is_whole = False
        if name.rstrip("*") in _NAMING:
            place = number + 1 + tokens.is_sign(number + 1, "{")
            if tokens.kinds[place : place + 1] == ["command"]:
                names.add(tokens.texts[place])
    return names if is_whole else None


def _read_existence(
    tokens: Tokens, number: int, defined: set[str] | None
) -> tuple[bool | None, int | None]:
    """Whether the condition there holds that there is a command, or none, None if that is not known
    or it asks something else; and the last token that it takes."""
    kinds, texts = tokens.kinds[number + 1 : number + 3], tokens.texts[number : number + 3]
    if texts[0] == "ifdefined" and kinds[:1] == ["command"]:
        return _is_defined(texts[1], defined), number + 1
    if texts[0] == "ifcsname" and kinds == ["text", "command"] and texts[2] == "endcsname":
        return _is_defined(texts[1].strip(), defined), number + 2
    if texts[0] == "ifx" and kinds == ["command", "command"]:
        one, two = texts[1:]
        if (one in _UNDEFINED) != (two in _UNDEFINED):
            found = _is_defined(two if one in _UNDEFINED else one, defined)
            return None if found is None else not found, number + 2
        return None, number + 2
    return None, None


def _is_defined(name: str, defined: set[str] | None) -> bool | None:
    """Whether there is such a command; None if that is not known: one of TeX itself, of an engine
    or of a package. Whoever writes a condition on a name of their own defines it in the file."""
    if defined is None or _OF_TEX.match(name) or name in _KNOWN:
        return None
    return name in defined
