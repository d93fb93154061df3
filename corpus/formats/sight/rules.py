"""Rules of style sheets: what those of one class say of letters above the line, of words that are
struck out, and of what is hidden."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.sight.declarations import read_declarations
from corpus.formats.sight.places import find_level

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]|\"[^\"\n]*\"|'[^'\n]*'")
_SELECTOR = re.compile(r"([A-Za-z][A-Za-z0-9]{0,20})?\.([\w-]{1,100})")
_SAID = re.compile(r"vertical-align|variant-position|relative|text-decor|display|visibility", re.I)
_SHOWN_BY = frozenset(("", "all", "screen"))
_MAX_SHEET = 1_000_000
_MAX_BODY = 2000
_MAX_SHEETS = 20
_MAX_CLASSES = 20
_LEVELS = {"above": "super", "below": "sub"}
_HIDING = ("display", "visibility")
_LINES = ("text-decoration", "text-decoration-line")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a style sheet that are read: of elements of a name, any if that is "", with a
    class, the values of properties, each with the number of its rule."""

    rules: Mapping[tuple[str, str], Mapping[str, tuple[int, str]]]


def is_for_screens(media: str | None) -> bool:
    """Whether a style sheet for `media` is one of what is shown."""
    return any(one.strip() in _SHOWN_BY for one in (media or "").lower().split(","))


def read_sheet(text: str) -> Sheet:
    """What a style sheet says of classes. Of rules for some media only, of several classes or of
    what stands in something else nothing is read. Linear in the sheet."""
    rules: dict[tuple[str, str], dict[str, tuple[int, str]]] = {}
    for number, (selectors, body) in enumerate(_find_rules(text[:_MAX_SHEET])):
        said = _read_body(body)
        if not said:
            continue
        for selector in selectors.split(","):
            if match := _SELECTOR.fullmatch(selector.strip()):
                known = rules.setdefault(((match[1] or "").lower(), match[2]), {})
                known |= {name: (number, value) for name, value in said.items()}
    return Sheet(rules)


def find_style(sheets: Sequence[Sheet], name: str, classes: str, *, hides: bool) -> str:
    """What `sheets`, the last of which counts most, say of an element called `name` that is of
    `classes`, as its own style would, also whether that `hides` it; "" if nothing."""
    found: dict[str, tuple[tuple[bool, int, int], str]] = {}
    for number, sheet in enumerate(sheets[-_MAX_SHEETS:]):
        for one in classes.split()[:_MAX_CLASSES]:
            for called in ("", name):
                for key, (place, value) in sheet.rules.get((called, one), {}).items():
                    rank = called != "", number, place
                    if key not in found or found[key][0] <= rank:
                        found[key] = rank, value
    said = (one for one in found.items() if hides or one[0] not in _HIDING)
    return ";".join(f"{key}:{value}" for key, (_, value) in said)


def _find_rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule that stands in no other one."""
    text = _COMMENT.sub(" ", text)
    depth = start = opened = 0
    for match in _BRACE.finditer(text):
        if match[0] == "{":
            if depth == 0:
                opened = match.end()
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
            if depth == 0:
                selectors = text[start : opened - 1].rpartition(";")[2]  # behind @import
                if not selectors.lstrip().startswith("@"):
                    yield selectors, _leave_out_nested(text[opened : match.start()])
                start = match.end()


def _leave_out_nested(body: str) -> str:
    """Declarations without those of rules within."""
    own, brace, _ = body.partition("{")
    return (own.rpartition(";")[0] if brace else own)[:_MAX_BODY]


def _read_body(body: str) -> dict[str, str]:
    if not _SAID.search(body):
        return {}
    said = read_declarations(body)
    read: dict[str, str] = {}
    level = find_level(said)
    if level or "vertical-align" in said:
        read["vertical-align"] = _LEVELS[level] if level else "baseline"
    lines = " ".join(said.get(name, "") for name in _LINES).split()
    if lines:
        read["text-decoration"] = "line-through" if "line-through" in lines else "none"
    return read | {name: said[name] for name in _HIDING if name in said}
