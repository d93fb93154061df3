"""The tokens of a text in TeX, and which brace closes which."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

# The line end behind a comment or a command is no space, unless a blank line follows.
_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n(?![ \t]*\n)[ \t]*)?)"
    r"|\\(?:verb\*?|lstinline|mintinline\{\w{1,30}\})(?P<quote>[^A-Za-z\s{*\[])"
    r"(?P<verb>[^\n]{0,300}?)(?P=quote)"
    r"|\\(?:url|nolinkurl|path)[ \t]*\{(?P<url>[^{}\n]{0,2000})\}"
    r"|\\href[ \t]*\{(?P<href>[^{}\n]{0,2000})\}"
    r"|\\begin[ \t]*\{(?P<block>verbatim\*?|[BLV]?Verbatim\*?|lstlisting|minted|alltt|comment"
    r"|filecontents\*?|tikzpicture|picture|pspicture|code|codeexample|macrocode|Code|Sinput|Soutput"
    r"|Highlighting)\}"
    r"|\\(?P<command>[A-Za-z@]{1,60}\*?)[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?"
    r"|\\(?P<symbol>[^A-Za-z@])|(?P<par>\n[ \t]*\n\s*)"
    r"|(?P<sign>[{}\[\]$&~])|(?P<text>[^\\%{}\[\]$&~\n]+|\n|\\)"
)
_SHORT_VERB = re.compile(r"\\(?:lst)?MakeShort(?:Verb|Inline)\*?\s?\{?\\?([|\"+!])")
"""By which a document says that a sign does what `\\verb` does."""
_COLOURED = re.compile(r"\\[A-Za-z]{1,20}Tok\{((?:[^{}\\]|\\.|\{-?\}){0,2000})\}")
_ESCAPED = re.compile(
    r"\\(?:(textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar"
    r"|textquotesingle|textasciigrave|textquotedbl)(?:\{\})?|([{}_$&#%^~]))"
)
_NAMED_SIGNS = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textasciigrave": "`",
    "textquotedbl": '"',
}
_MAX_SHORT = 200
_HIDDEN = ("comment", "filecontents", "tikzpicture", "picture", "pspicture")
_OPTIONS = re.compile(r"[ \t]*(?:\[[^\]\n]{0,500}\]|\{[\w+-]{1,40}\})*[ \t]*\n?")
MAX_UNCLOSED = 400
"""Tokens that what is opened and never closed may hold."""
_MAX_OPTION = 120
"""Tokens between two brackets."""
COMPARING = frozenset(("ifnum", "ifdim", "ifodd", "ifcase"))
"""Conditions on numbers and lengths."""
_LENGTH = r"\s?[-\d.]{1,12}(?:(?:pt|mm|cm|in|em|ex|bp|pc|sp)(?![a-z]))?\s?"
_COMPARED = re.compile(rf"{_LENGTH}(?:[<=>]{_LENGTH})?")
"""What such a condition says itself, without what is set if it holds."""
_RELATION = re.compile(rf"\s?[<=>](?:{_LENGTH})?")
_SUM = re.compile(r"[\s\d+*/().-]{1,40}")
_MAX_HEAD = 24
"""Tokens from such a condition to the relation in it."""
_PLACED = ("sign", "symbol", "par")
_BEAMER = re.compile(r"\\documentclass\s?(?:\[[^\]]{0,500}\])?\s?\{beamer\}")
SLIDES = re.compile(r"<[\w\s,|+.:@*()-]{1,60}>", re.ASCII)
"""On which slides of Beamer something is shown."""
_SHOWN_MODES = frozenset(("", "all", "presentation", "beamer"))
_OTHERWISE = frozenset(("invisible", "note", "mode"))
"""Commands for which it counts also if they are for some slide."""
_ON_SLIDES = _OTHERWISE | {
    *("only", "onslide", "uncover", "visible", "alt", "item"),
    *("frame", "onlyenv", "uncoverenv", "visibleenv", "actionenv"),
}
"""Commands and environments for which it counts that they are for no slide."""


@dataclass(slots=True)
class Tokens:
    """`kinds`, `texts` and places of all tokens of `source`; `closing` has the number of the brace
    that closes each one that is closed."""

    source: str
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    closing: dict[int, int] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    """Of each condition that compares something else than two numbers where it says how."""

    def add(self, kind: str, text: str, start: int) -> None:
        self.kinds.append(kind)
        self.texts.append(text)
        self.starts.append(start)
        if kind in _PLACED:
            key = kind if kind == "par" else f"{kind} {text}"
            self.places.setdefault(key, []).append(len(self.kinds) - 1)

    def find_next(self, key: str, number: int) -> int:
        """Where the next "par", "sign ]" or the like stands from `number` on; the number of all
        tokens if there is none."""
        places = self.places.get(key, [])
        place = bisect_left(places, number)
        return places[place] if place < len(places) else len(self.kinds)

    def write(self, start: int, end: int) -> str:
        """The tokens from `start` to `end`, not included, as they stand in the source."""
        begin = self.starts[start] if start < len(self.starts) else len(self.source)
        stop = self.starts[end] if end < len(self.starts) else len(self.source)
        return self.source[begin:stop].strip()

    def is_sign(self, number: int, sign: str) -> bool:
        """Whether the token there is the brace, bracket or other `sign`."""
        return (
            number < len(self.kinds) and self.kinds[number] == "sign" and self.texts[number] == sign
        )

    def skip_space(self, number: int) -> int:
        """The number of the next token that is no white space."""
        while (
            number < len(self.kinds)
            and self.kinds[number] == "text"
            and not self.texts[number].strip()
        ):
            number += 1
        return number

    def is_unclosed(self, number: int) -> bool:
        """Whether the token there is a brace that is never closed."""
        return self.is_sign(number, "{") and number not in self.closing

    def find_unclosed_end(self, number: int) -> int:
        """Where what such a brace may hold ends: with its paragraph, if not before."""
        return min(self.find_next("par", number), number + MAX_UNCLOSED, len(self.kinds))

    def find_option_end(self, number: int) -> int | None:
        """The number of the bracket that closes the one at `number`; None if none is near."""
        last = min(self.find_next("par", number), number + _MAX_OPTION, len(self.kinds))
        place = self.find_next("sign ]", number)
        if place >= last:
            return None
        place = number + 1
        while place < last:
            if self.is_sign(place, "]"):
                return place
            place = self.closing.get(place, place) + 1
        return None


def read_tokens(text: str) -> Tokens:
    """The tokens of `text` without comments; what is written word for word is one. Each character
    is looked at once, but for the searches for the ends of the latter, of which one that finds
    none is the last of its name."""
    tokens = Tokens(text)
    short = _SHORT_VERB.search(text)
    sign = short[1] if short else ""
    is_beamer = _BEAMER.search(text) is not None
    opened: list[int] = []
    unending: set[str] = set()
    comparing: tuple[int, int] | None = None
    """The last condition on numbers whose relation is not read, and how many braces are open."""
    position = 0
    while position < len(text):
        if sign and (word := _read_short(text, position, sign)):
            tokens.add("verb", word, position)
            position += len(word) + 2
            continue
        match = _TOKEN.match(text, position)
        if match is None:  # nothing that is not matched
            break
        position = match.end()
        kind = match.lastgroup or ""
        if kind == "block":
            position = _read_block(text, match, tokens, unending)
        elif kind != "comment":
            said = match[kind]
            if kind == "text" and sign and (place := said.find(sign, 1)) > 0:
                said = said[:place]  # what it opens is read next
                position = match.start() + place
            if kind == "text" and (signs := _count_compared(tokens)) < len(said):
                said = said[:signs]
                position = match.start() + signs
            is_compared = kind == "text" and tokens.kinds and tokens.texts[-1] in COMPARING
            if is_compared and (compared := _COMPARED.match(said)):
                said = compared[0]
                position = match.start() + len(said)
            elif kind == "text" and comparing and comparing[1] == len(opened):
                relation = _RELATION.match(said)
                if relation and len(tokens.kinds) - comparing[0] <= _MAX_HEAD:
                    said = relation[0]
                    position = match.start() + len(said)
                    tokens.heads[comparing[0]] = len(tokens.kinds)
                comparing = comparing if not relation and _SUM.fullmatch(said) else None
            before = _find_shown(tokens) if is_beamer and kind == "text" and said[0] == "<" else ""
            if before and (slides := SLIDES.match(said)):
                said = slides[0]
                position = match.start() + len(said)
                if before not in _ON_SLIDES or (before not in _OTHERWISE and are_shown(said)):
                    continue
            number = len(tokens.kinds)
            tokens.add(kind, said, match.start())
            if kind == "command" and said in ("ifnum", "ifdim"):
                comparing = number, len(opened)
            if kind == "sign" and said == "{":
                opened.append(number)
            elif kind == "sign" and said == "}" and opened:
                tokens.closing[opened.pop()] = number
    return tokens


def are_shown(slides: str) -> bool:
    """Whether a slide is among `slides`, such as "<2-| handout:0>", of a presentation: of those for
    it alone if there are any; what is said of other modes leaves it out if it names them alone."""
    parts = [part.strip().rpartition(":") for part in slides[1:-1].split("|")]
    if all(not colon and said.isalpha() for _, colon, said in parts):
        return any(said in _SHOWN_MODES for *_, said in parts)
    own = [
        said.strip()
        for mode, colon, said in parts
        if mode.strip() in _SHOWN_MODES and (colon or not said.isalpha())
    ]
    return not own or any(said != "0" for said in own)


def _count_compared(tokens: Tokens) -> int:
    """How many signs of the text behind the last token `\\if` compares; a large number if it is
    none of its."""
    last = len(tokens.kinds) - 1
    if last >= 0 and (tokens.kinds[last], tokens.texts[last]) == ("command", "if"):
        return 2
    if last > 0 and (tokens.kinds[last - 1], tokens.texts[last - 1]) == ("command", "if"):
        return 1 if tokens.kinds[last] == "command" else len(tokens.source)
    return len(tokens.source)


def _find_shown(tokens: Tokens) -> str:
    """The command or the environment that the last token is, or ends the name of."""
    if tokens.texts[-4:-2] == ["begin", "{"] and tokens.texts[-1] == "}":
        return tokens.texts[-2]
    return tokens.texts[-1] if tokens.kinds[-1:] == ["command"] else ""


def _read_short(text: str, position: int, sign: str) -> str:
    """What stands word for word between two of `sign`, of which the first is there."""
    if not text.startswith(sign, position):
        return ""
    end = text.find(sign, position + 1, position + _MAX_SHORT)
    word = text[position + 1 : end] if end > 0 else ""
    return "" if "\n" in word else word


def _read_coloured(code: str) -> str:
    """Code as it was before Pandoc put commands for colours into it."""
    return _ESCAPED.sub(_unescape, _COLOURED.sub(r"\1", code).replace("{-}", "-"))


def _unescape(match: re.Match[str]) -> str:
    return _NAMED_SIGNS.get(match[1] or "", match[2] or "")


def _read_block(text: str, match: re.Match[str], tokens: Tokens, unending: set[str]) -> int:
    """Adds what an environment holds that is not read as TeX, and gives where it ends."""
    name = match["block"]
    closing = f"\\end{{{name}}}"
    end = -1 if name in unending else text.find(closing, match.end())
    if end < 0:
        unending.add(name)
        return match.end()
    options = _OPTIONS.match(text, match.end(), end)
    if name.rstrip("*") not in _HIDDEN:
        begin = options.end() if options else match.end()
        code = text[begin:end]
        tokens.add("code", _read_coloured(code) if name == "Highlighting" else code, begin)
    else:
        tokens.add("par", "\n\n", match.start())
    return end + len(closing)
