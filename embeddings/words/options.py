"""Options of programs as they are typed and printed: "-x", "--exclude", "--[no-]verify"."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

MAX_OPTION = 40
"""Characters of a name that is looked up."""
_MAX_CLUSTER = 3
"""Letters behind one dash that may be as many options: "-la" holds "-l"."""

_CALLED = (
    "option options flag flags switch switches parameter parameters argument arguments"
    " schalter optionen paramètre paramètres opción opciones parámetro opzione opzioni parametro"
    " opção opções parâmetro optie opties opcja parametr опция опции параметр ключ флаг опція"
    " seçenek 选项 参数"
)
OPTION_WORDS = frozenset(_CALLED.split())
"""Words for an option, which do not tell what is asked of it."""

_HYPHENS = "-‐‑‒−﹣－"
_DASHES = "–—―"
"""Some keyboards make one of these of two hyphens, some printers of one."""
_HYPHEN = rf"\{_HYPHENS}"
_ANY = rf"{_HYPHEN}{_DASHES}"
OPTION = (
    rf"(?P<dash>[{_ANY}]{{1,2}})(?P<no>\[no[{_HYPHEN}]?\][{_HYPHEN}]?)?"
    rf"(?P<name>[A-Za-z0-9?@#][\w.{_HYPHEN}]*)"
)
"""A pattern of one, wherever it stands, as `read_option` reads it."""
_HELD = regex.compile(rf"(?<![\p{{L}}\p{{N}}_.\\{_ANY}]){OPTION}")
_TYPED = regex.compile(rf"(?<![\p{{L}}\p{{N}}_.\\/{_ANY}]){OPTION}")
_TO_HYPHEN = str.maketrans(dict.fromkeys(_HYPHENS, "-"))

_LONG = regex.compile(r"--[a-z][a-z0-9-]*")
_SHORT = regex.compile(r"-[A-Za-z]")
_IN_ARITHMETIC = regex.compile(r"(?:(?<![\p{L}\p{N}])\p{L}|[\p{N})\]=+*/^<>])\s*$")
"""What stands before a minus."""
_WITHIN = regex.compile(r"\p{L}\($|[:;]$")
"""What stands before an ending, "jede(-r)", and in a smile."""
_CLOSING = regex.compile(r"[\p{L}\p{N}]--(?![\p{L}\p{N}])")
"""As in "the boat --a sloop-- sank"."""
_BEHIND = regex.compile(r"[=\s\"'`’”»)\],;:?!]|\.(?!\w)|$")


@dataclass(frozen=True, slots=True)
class Option:
    """An option as `text` has it from `start` to `end`; `names` are those that it may be, with
    hyphens for dashes: of "–sort" both "--sort" and "-sort", of "--[no-]sort" also "--no-sort"."""

    names: tuple[str, ...]
    text: str
    start: int
    end: int
    is_plain: bool
    """Whether its dashes are hyphens; others may stand beside any word."""


@dataclass(frozen=True, slots=True)
class TypedOption:
    """An option that a question names as `text`, which begins at `start`, and whether it
    `is_certain` that it is one."""

    names: tuple[str, ...]
    text: str
    start: int
    is_certain: bool


def find_options(text: str) -> Iterator[Option]:
    """What may be options in `text`, in order."""
    return map(read_option, _HELD.finditer(text))


def find_typed_options(question: str) -> Iterator[TypedOption]:
    """What `question` may type as options, in order. None is certain that may be a minus, the mark
    of an item or a dash between words; numbers are none, as it may be cold."""
    is_parted = _CLOSING.search(question) is not None
    for match in _TYPED.finditer(question):
        option = read_option(match)
        name = option.names[0]
        if name.lstrip("-").isdigit():
            continue
        before = question[: option.start]
        is_long = _LONG.fullmatch(name) is not None and not is_parted
        is_short = _SHORT.fullmatch(name) is not None and not (
            _IN_ARITHMETIC.search(before)
            or _WITHIN.search(before)
            or before.rpartition("\n")[2].strip() == ""
        )
        is_whole = _BEHIND.match(question, option.end) is not None
        is_whole = is_whole and option.text[-1] not in _HYPHENS
        is_certain = option.is_plain and is_whole and (is_long or is_short)
        yield TypedOption(option.names, option.text, option.start, is_certain)


def list_held(text: str) -> Iterator[str]:
    """The names of the options that `text` holds, each time, and of those that may be written in
    one: "-a" and "-l" of "-al"."""
    for option in find_options(text):
        yield from option.names
        letters = option.names[-1].removeprefix("-")
        if 1 < len(letters) <= _MAX_CLUSTER and letters.isalpha():
            yield from (f"-{letter}" for letter in letters)


def read_option(match: "regex.Match[str]") -> Option:
    """The option that `match`, of `OPTION`, is."""
    dash, name = match["dash"], match["name"].translate(_TO_HYPHEN)
    name = clean_name(name)
    if any(sign in _HYPHENS for sign in dash):
        ways = ["-" * len(dash)]
    elif len(dash) > 1:
        ways = ["--"]
    else:
        ways = ["-"] if len(name) == 1 else ["--", "-"]
    names = [f"{way}{name}" for way in ways]
    if match["no"]:
        names += [f"{way}no-{name}" for way in ways]
    names = [each[:MAX_OPTION] for each in names]
    is_plain = all(sign in _HYPHENS for sign in dash)
    return Option(tuple(names), match[0], *match.span(), is_plain)


def clean_name(name: str) -> str:
    """`name` without what ends the sentence that it stands in."""
    return name.rstrip(".-")
