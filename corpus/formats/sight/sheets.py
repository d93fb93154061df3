"""Style sheets: their rules, each with the selectors of the elements that it is of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.formats.sight.declarations import read_ranked, read_style
from corpus.formats.sight.media import is_for_screens, is_supported
from corpus.formats.sight.selectors import Selector, read_selector, split_selectors

_MAX_SHEET = 1_000_000
_MAX_SELECTORS = 20_000
"""Of the rules that are kept of a sheet."""
_MAX_NESTED = 20_000
"""Selectors of rules within others."""
_MAX_NESTED_TEXT = 500
_QUOTED = r"\"(?:[^\"\n\\]|\\.)*\"|'(?:[^'\n\\]|\\.)*'"
_COMMENT = re.compile(rf"({_QUOTED}|\\.)|/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_MARK = re.compile(rf"[{{}};]|{_QUOTED}|\([^()\"']*\)|\\.", re.DOTALL)
_AT = re.compile(r"\s*@([\w-]+)\s*(.*)", re.DOTALL)
_IMPORT = re.compile(r"(?:url\(\s*)?[\"']?([^\"'()\s;]{1,500})[\"']?\s*\)?(.*)", re.DOTALL)
_SAID = frozenset(
    (
        *("display", "visibility", "content-visibility", "opacity", "filter", "zoom"),
        *("font", "font-size", "font-family", "line-height", "font-variant-position"),
        *("color", "-webkit-text-fill-color", "text-shadow", "-webkit-text-stroke"),
        *("background", "background-color", "background-image", "-webkit-text-security"),
        *("text-decoration", "text-decoration-line", "vertical-align", "text-indent"),
        *("position", "left", "top", "right", "bottom", "inset", "inset-inline-start"),
        *("inset-inline-end", "margin", "margin-left", "margin-top", "margin-inline-start"),
        *("margin-block-start", "overflow", "overflow-y", "width", "max-width", "height"),
        *("max-height", "block-size", "max-block-size", "clip", "clip-path", "transform"),
        *("scale", "translate", "animation", "animation-name", "animation-fill-mode"),
        *("animation-iteration-count", "float", "padding", "padding-top", "padding-bottom"),
        "color-scheme",
    )
)
"""Properties by which words are seen or not: `read_style`."""
_WHOLE = frozenset((":root", "html", "body", "*"))
_MAX_VARIABLE = 100
_LAST_FRAMES = frozenset(("to", "100%"))
_UNSAFE = re.compile(r"[;\\{}]|/\*")
"""What would end a value, or begin a comment, where it is written again."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The values of properties of what its selector chooses, and whether each is important. Of
    rules in layers those of the later `layer` count more, and those in none most."""

    selector: Selector
    said: Mapping[str, tuple[str, bool]]
    layer: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a style sheet that are read, the addresses of the sheets that it imports, and
    what each animation, by its name in lower case, ends with, unless that hides. Its variables are
    those of the whole page; "" is that of one which some elements have for themselves."""

    rules: tuple[Rule, ...]
    imports: tuple[str, ...] = ()
    ends: Mapping[str, Mapping[str, tuple[str, bool]]] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)


def read_sheet(text: str) -> Sheet:
    """What a style sheet says of how words are seen on a usual screen. Of a rule that may not hold,
    as its selector or what it stands in is not understood, only that counts which hides nothing.
    Linear in the sheet, of which so many characters and selectors are read."""
    reader = _SheetReader()
    rules: list[Rule] = []
    variables: dict[str, str] = {}
    for selectors, body, block in reader.read(_COMMENT.sub(r"\1", text[:_MAX_SHEET])):
        read = read_ranked(body)
        if "--" in body:
            is_of_all = _WHOLE.issuperset(one.strip().lower() for one in selectors)
            _read_variables(read, variables, is_of_all=is_of_all)
        said = _choose(read)
        if not said:
            continue
        for text in selectors[: _MAX_SELECTORS - len(rules)]:
            selector = read_selector(text)
            if selector and not ((selector.may_fail or block.may_fail) and _hides(said)):
                rules.append(Rule(selector, said, block.layer))
    return Sheet(tuple(rules), tuple(reader.imports), _read_ends(reader.ends), variables)


def _read_variables(
    said: Mapping[str, tuple[str, bool]], known: dict[str, str], *, is_of_all: bool
) -> None:
    for name, (value, _) in said.items():
        if name.startswith("--"):
            is_plain = len(value) <= _MAX_VARIABLE and not _UNSAFE.search(value)
            known[name] = value if is_of_all and is_plain and known.get(name) != "" else ""


def _choose(said: Mapping[str, tuple[str, bool]]) -> dict[str, tuple[str, bool]]:
    return {
        name: value
        for name, value in said.items()
        if name in _SAID and not _UNSAFE.search(value[0])
    }


def _read_ends(bodies: Mapping[str, str]) -> dict[str, Mapping[str, tuple[str, bool]]]:
    ends = {name: _choose(read_ranked(body)) for name, body in bodies.items()}
    return {name: said for name, said in ends.items() if said and not _hides(said)}


def _hides(said: Mapping[str, tuple[str, bool]]) -> bool:
    style = read_style(";".join(f"{name}:{value}" for name, (value, _) in said.items()))
    return style.is_hidden or style.is_folded or style.is_unseen


@dataclass(slots=True)
class _Block:
    """What stands between two braces: of `selectors`, or of none; nothing counts in it unless it
    `applies`, which it `may_fail` to do. The selectors of an `animation` are its times."""

    selectors: list[str]
    applies: bool
    layer: int
    animation: str = ""
    may_fail: bool = False
    declarations: list[str] = field(default_factory=list)


class _SheetReader:
    """Rules, read block by block, also of those within others."""

    def __init__(self) -> None:
        self.imports: list[str] = []
        self.ends: dict[str, str] = {}
        """The declarations of the last frame of each animation."""
        self._nested = 0
        self._layers: dict[str, int] = {"": 1_000_000}

    def read(self, text: str) -> Iterator[tuple[list[str], str, _Block]]:
        """The selectors, declarations and block of each rule; one that is not closed ends at the
        end of the sheet."""
        blocks = [_Block([], applies=True, layer=self._layers[""])]
        start = 0
        for match in _MARK.finditer(text):
            if match[0] not in ("{", "}", ";"):
                continue
            if match[0] == "}" and len(blocks) == 1:
                continue  # in front of a selector, which is none with it
            said = text[start : match.start()]
            if match[0] == "{":
                blocks.append(self._open(said, blocks[-1]))
            elif match[0] == ";":
                self._add(said, blocks)
            else:
                self._add(said, blocks)
                yield from self._close(blocks.pop())
            start = match.end()
        self._add(text[start:], blocks)
        while blocks:
            yield from self._close(blocks.pop())

    def _open(self, said: str, around: _Block) -> _Block:
        match = _AT.match(said)
        if match is None:
            selectors = self._nest(around.selectors, said) if around.applies else []
            is_one = bool(selectors)
            return _Block(selectors, is_one, around.layer, around.animation, around.may_fail)
        name, given = match[1].lower(), match[2].strip()
        layer = around.layer
        applies: bool | None = None  # that of a container, say, is not known here
        match name:
            case "media":
                applies = is_for_screens(given)
            case "supports":
                applies = is_supported(given)
            case "layer":
                applies = True
                layer = self._find_layer(given or f" {len(self._layers)}")
            case "keyframes" | "-webkit-keyframes":
                # Its frames are no rules, whatever they stand in.
                return _Block([], around.applies, layer, given.strip("\"'").lower())
            case "font-face" | "page" | "property" | "counter-style":
                applies = False
        does = around.applies and applies is not False
        return _Block(around.selectors, does, layer, may_fail=around.may_fail or applies is None)

    def _add(self, said: str, blocks: list[_Block]) -> None:
        """What ends without a block: a declaration, or what says something of the whole sheet."""
        if not said.lstrip().startswith("@"):
            blocks[-1].declarations.append(said)
            return
        match = _AT.match(said)
        if match is None or len(blocks) > 1:
            return
        if match[1].lower() == "layer":
            for name in match[2].split(","):
                self._find_layer(name.strip())
            return
        found = _IMPORT.match(match[2]) if match[1].lower() == "import" else None
        if found and is_for_screens(found[2]):
            self.imports.append(found[1])

    def _find_layer(self, name: str) -> int:
        return self._layers.setdefault(name, len(self._layers))

    def _close(self, block: _Block) -> Iterator[tuple[list[str], str, _Block]]:
        said = ";".join(block.declarations)
        if not block.applies or not block.selectors or not said:
            return
        if not block.animation:
            yield block.selectors, said, block
        elif not _LAST_FRAMES.isdisjoint(map(str.lower, block.selectors)):
            self.ends[block.animation] = said

    def _nest(self, around: list[str], said: str) -> list[str]:
        """The selectors of a rule in one whose selectors are those `around`."""
        own = [one.strip() for one in split_selectors(said) if one.strip()]
        if not around:
            return own
        self._nested += len(around) * len(own)
        if self._nested > _MAX_NESTED:
            return []
        nested = (
            one.replace("&", above) if "&" in one else f"{above} {one}"
            for above in around
            for one in own
        )
        return [one for one in nested if len(one) <= _MAX_NESTED_TEXT]
