"""Assignments of plain TeX: `\\rows=4`, `\\advance\\rows by 1`, whose values are no words."""

import re

from corpus.formats.tex.tokens import Tokens

UNIT = r"(?:true)?(?:pt|em|ex|cm|mm|in|bp|sp|pc|fil{1,3})(?![A-Za-z])"
DIMENSION = rf"[-+]?(?:\d{{1,6}}(?:[.,]\d{{0,6}})?|[.,]\d{{1,6}})\s?{UNIT}"
_GLUE = rf"{DIMENSION}(?:\s(?:plus|minus)\s?{DIMENSION}){{0,2}}"
_INTEGER = r"[-+]?\d{1,6}(?![\d.,])"
_CODE = r"(?:\d{1,5}|\"[0-9A-F]{1,6}|'[0-7]{1,6})"
_DECLARING = frozenset(("newcount", "newdimen", "newskip", "newmuskip", "newlength"))
_STEPPING = frozenset(("advance", "multiply", "divide"))
_NUMBERED = frozenset(("count", "dimen", "skip", "muskip", "toks", "setbox", "fontdimen"))
_CODED = frozenset(("catcode", "lccode", "uccode", "sfcode", "mathcode", "delcode"))
_NAMED = frozenset(("chardef", "mathchardef", "countdef", "dimendef", "skipdef", "toksdef"))
_LISTS = frozenset(
    (
        *("everypar", "everymath", "everydisplay", "everyhbox", "everyvbox", "everyjob", "everycr"),
        *("headline", "footline", "output", "errhelp", "toks"),
    )
)
"""What is set to tokens in braces: what stands on each page is no part of the text."""
_COUNTING = re.compile(
    r"(?:[hv]bad|loose)ness|(?:pre)?tolerance|(?:[a-z]{0,12}(?:line|club|widow|hyphen|break|relax)[a-z]{0,6})?penalty"
    r"|(?:double|final|adj)[a-z]{0,8}demerits|magnification|mag|pageno|hangafter|fam|language"
    r"|(?:left|right)hyphenmin|tracing[a-z]{1,20}|uchyph|delimiterfactor|holdinginserts"
    r"|(?:default|end|new)[a-z]{4,9}char|escapechar|maxdeadcycles|globaldefs"
)
"""Registers of TeX itself that hold whole numbers, with a sign of equality or without one."""
_COUNT = re.compile(rf"\s?=?\s?{_INTEGER}")
_STEP = re.compile(rf"\s?(?:by)?\s?(?:{_GLUE}|{_INTEGER}|(?:by\s?)?-?$)|\s?by\s?-?[\d.]{{0,6}}$")
_REGISTER_NUMBER = re.compile(
    rf"\s?\d{{1,5}}(?:\s?=?\s?(?:{_GLUE}|{_INTEGER})|\s?=\s?-?[\d.]{{0,6}}$|\s?$)"
)
_CHARACTER_CODE = re.compile(rf"\s?=?\s?{_CODE}|\s?=\s?`?$")
_SIGN_CODE = re.compile(rf"\s?`\S(?:\s?=?\s?{_CODE}|\s?=\s?`?$)|\s?{_CODE}\s?=\s?{_CODE}")
_VALUE = re.compile(rf"\s?=?\s?(?:{_GLUE}|{_INTEGER})|\s?=?\s?-?[\d.]{{0,6}}$")
_ALONE = re.compile(rf"=\s?(?:{_GLUE}|{_INTEGER})\s?")
_GIVEN = re.compile(r"\s?=?\s?$")


def find_registers(tokens: Tokens) -> frozenset[str]:
    """The names of the registers that the file declares, which stand for no words."""
    found: set[str] = set()
    for number, (kind, name) in enumerate(zip(tokens.kinds, tokens.texts, strict=True)):
        if kind == "command" and name in _DECLARING:
            place = number + 1 + tokens.is_sign(number + 1, "{")
            if place < len(tokens.kinds) and tokens.kinds[place] == "command":
                found.add(tokens.texts[place])
    return frozenset(found)


def find_assignment(
    tokens: Tokens, name: str, number: int, registers: frozenset[str]
) -> tuple[int, int] | None:
    """Where what the command `name` sets, or is set to, ends, which begins at `number`: a token and
    how many characters of it are none of the text; None if nothing is set."""
    if name in _STEPPING and _kind(tokens, number) == "command":
        return _match(tokens, number + 1, _STEP) or (number + 1, 0)
    if name in _NAMED and _kind(tokens, number) == "command":
        return _match(tokens, number + 1, _CHARACTER_CODE) or (number + 1, 0)
    if name in _LISTS and (found := _find_list(tokens, name, number)):
        return found
    if name in _NUMBERED:
        return _match(tokens, number, _REGISTER_NUMBER)
    if name in _CODED:
        return _find_code(tokens, number)
    if _COUNTING.fullmatch(name):
        return _match(tokens, number, _COUNT)
    if name in registers:
        return _match(tokens, number, _VALUE)
    return _match(tokens, number, _ALONE) if _stands_alone(tokens, number) else None


def _kind(tokens: Tokens, number: int) -> str:
    return tokens.kinds[number] if number < len(tokens.kinds) else ""


def _match(tokens: Tokens, number: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    if _kind(tokens, number) != "text":
        return None
    found = pattern.match(tokens.texts[number])
    return (number, found.end()) if found else None


def _find_list(tokens: Tokens, name: str, number: int) -> tuple[int, int] | None:
    """The end of what is in braces, behind the number of a register or none."""
    place = number
    if _kind(tokens, place) == "text":
        said = tokens.texts[place]
        if not _GIVEN.fullmatch(said.lstrip(" 0123456789") if name == "toks" else said):
            return None
        place += 1
    elif not name.startswith("every"):
        return None  # what a class of its own calls so may be words
    return (tokens.closing[place] + 1, 0) if place in tokens.closing else None


def _find_code(tokens: Tokens, number: int) -> tuple[int, int] | None:
    """The end of the code of a character, which stands there behind a grave accent."""
    if _kind(tokens, number) == "text" and tokens.texts[number].strip() == "`":
        place = number + 2
        found = _match(tokens, place, _CHARACTER_CODE) or (place, 0)
    else:
        matched = _match(tokens, number, _SIGN_CODE)
        if matched is None:
            return None
        found = matched
    place, end = found
    said = tokens.texts[place][:end] if end else ""
    if said.endswith("`"):
        return place + 2, 0  # the code of another character
    return found


def _stands_alone(tokens: Tokens, number: int) -> bool:
    """Whether the command before `number`, which nobody knows, and what it is set to are all of a
    line: in a line of text it may stand for words."""
    texts, kinds = tokens.texts, tokens.kinds
    before = number - 2
    begins = before < 0 or kinds[before] == "par" or texts[before].endswith("\n")
    after = number + 1
    ends = after >= len(kinds) or kinds[after] == "par" or texts[after].startswith("\n")
    is_all = _kind(tokens, number) == "text" and _ALONE.fullmatch(texts[number].rstrip("\n"))
    return begins and bool(is_all) and (ends or texts[number].endswith("\n"))
