"""Markup inside lines of reStructuredText, taken off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.formats.html_text import breaks_line
from corpus.formats.writing.formulas.tex_formulas import write_alone
from corpus.formats.writing.levels import LevelledText

_SENTENCE_BREAK = re.compile(r" {2,}")
# Whatever is opened is closed within 500 characters or not at all, so that the work grows with the
# length of the text.
_MARKUP = re.compile(
    r"\\(?P<escaped>.|$)"
    r"|(?P<url>(?<!\w)(?:https?|ftp)://[^\s<>`\\]{1,400})"
    r"|(?<![\w`])``(?=\S)(?P<literal>.{1,500}?)(?<=\S)``(?![\w`])"
    r"|(?<![\w:]):(?P<role>[a-zA-Z][\w.+:-]{0,60}):`(?P<content>[^`]{1,400})`"
    r"|(?<![\w`])_?`(?=\S)(?P<phrase>[^`]{1,400})`(?::(?P<suffix>[a-zA-Z][\w.+:-]{0,60}):|_{0,2})"
    r"(?!\w)"
    r"|(?<![\w\\*])\*\*(?=[^\s*])(?P<strong>.{1,500}?)(?<=\S)\*\*(?!\w)"
    r"|(?<![\w\\*])\*(?=[^\s*])(?P<emphasis>[^*]{1,500}?)(?<=\S)\*(?![\w*])"
    r"|\[STRIKEOUT:(?P<struck>[^\]\n]{1,400})\]"
    r"|(?P<gap> ?)\[(?P<note>\d{1,3}|#[\w-]{0,40}|\*)\]_(?!\w)"
    r"|(?<!\w)\[(?P<citation>[^\W_][\w.-]{0,40})\]_(?!\w)"
    r"|(?<![\w|])\|(?P<name>[^|\s][^|]{0,60}?)\|(?:__?(?!\w))?"
    r"|(?<![\w.-])(?P<word>[^\W_][\w.+-]{0,60}?)(?P<tail>__?)(?!\w)"
)
_TARGETED = re.compile(r"(?P<text>.*?)\s*(?<!\\)<(?P<target>[^<>]{1,400})(?<!\\)>", re.DOTALL)
_SPACED = re.compile(r"(?P<text>.*?)\s+<(?P<target>[^<>]{1,400})(?<!\\)>", re.DOTALL)
_TARGETED_ROLES = frozenset(
    (
        *("ref", "doc", "numref", "term", "any", "token", "envvar", "option", "keyword"),
        *(
            "download",
            "eq",
            "abbr",
            "dfn",
            "pep",
            "rfc",
            "cve",
            "cwe",
            "std",
            "mod",
            "func",
            "data",
        ),
        *("const", "class", "meth", "attr", "type", "exc", "obj", "deco", "member", "macro", "var"),
        *("struct", "union", "enum", "enumerator", "expr", "texpr", "namespace", "concept"),
        *("manpage", "mailheader", "mimetype", "newsgroup", "program", "regexp", "dir", "rst"),
    )
)
"""Of Sphinx, whose targets need no blank before them; other programs' names may hold "<"."""
_NUMBERED_ROLES = {"pep": "PEP ", "rfc": "RFC ", "cve": "CVE-", "cwe": "CWE-"}
_UNLINKED_ROLES = frozenset(
    ("literal", "kbd", "file", "samp", "command", "guilabel", "menuselection")
)
_UNSAID = frozenset(
    (
        *("index", "strike", "del", "strikethrough", "deleted", "cite", "cite:p", "footcite"),
        *("footcite:p", "footcite:t", "label"),
    )
)
"""Roles of what is for the program, struck out, or a note at the end of a sentence."""
_NAMING = frozenset(("cite:t", "cite:author", "cite:year", "cite:yearpar", "citet"))
LEFT_OUT = "[…]"
"""What a sentence has in place of words that only other files know."""
_RAISED, _LOWERED, _FORMULA, _END = "\ue006", "\ue007", "\ue00a", "\ue008"
"""What stands above or below the line, or is a formula, and where it ends: how it is written shows
when all that stands beside it is there."""
_MARKS = f"{_RAISED}{_LOWERED}{_FORMULA}"
_MARKED = re.compile(rf"([{_MARKS}])([^{_MARKS}{_END}]{{0,1000}}){_END}")
_NOTHING = "\ue009"
"""What is left out: numbers on both sides of it stay two."""
_IN_NUMBERS = re.compile(rf"(?<=\d){_NOTHING}+(?=\d)")
_OF_NOTHING = re.compile(rf" ?{_NOTHING}(?=[ .,;:!?)]|$)")
"""The blank in front of what is left out, where none is needed."""
_PLACEHOLDER = re.compile(r"\\([\\{}])|\{([^{}]{1,400})\}")
"""A brace that stays one, or what is to be replaced in the name of a file or in what is typed,
which Sphinx sets in another type."""
_ACCELERATOR = re.compile(r"&(\w)")
_ESCAPE = re.compile(r"\\(.)")
_MAX_NESTED = 8
"""Names in what stands for others."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the text names elsewhere: the markup that stands for `|name|`, the titles that labels
    stand above, and the names of targets, titles among them, all names in lower case."""

    substitutions: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()
    has_unnamed: bool = False
    """Whether targets without names are among them."""
    raw_roles: frozenset[str] = frozenset()
    """The roles that the text makes for what is in the language of one kind of page."""
    max_substituted: int = 0
    """Characters of `substitutions` that are read in all: where one stands for a few characters
    again and again, the text would grow with the square of its length."""


class InlineReader:
    """Takes markup off one line after another; `cited` are the footnotes cited since last asked."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._cited: list[str] = []
        self._substituting: list[str] = []
        """The names in place of which words are read, each in what stands for the one before."""
        self._room = names.max_substituted

    def read(self, text: str) -> str:
        """The words of `text`, the lines of a paragraph joined with spaces."""
        return _SENTENCE_BREAK.sub(" ", self.read_line(text)).strip()

    def read_line(self, line: str) -> str:
        """As `read`, with all blanks."""
        plain = _MARKUP.sub(self._replace, line)
        if _NOTHING in plain:
            plain = _OF_NOTHING.sub("", _IN_NUMBERS.sub(" ", plain)).replace(_NOTHING, "")
        return _write_levels(plain) if _END in plain else plain

    def take_cited(self) -> list[str]:
        """The labels of the footnotes that were cited since this was called last."""
        cited, self._cited = self._cited, []
        return cited

    def _replace(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind == "escaped":
            return match["escaped"].strip()
        if kind in ("content", "suffix"):
            return self._read_role(
                match["role"] or match["suffix"], match["content"] or match["phrase"]
            )
        if kind == "struck":  # as Pandoc writes it
            return _NOTHING
        if kind == "phrase":
            return self._read_phrase(match["phrase"])
        if kind == "note":
            if not self._substituting:
                self._cited.append(match["note"])
            return _NOTHING
        if kind == "citation":
            return f"[{match['citation']}]"
        if kind == "name":
            return self._substitute(match["name"].casefold(), match[0])
        if kind == "tail":
            is_target = match["word"].casefold() in self._names.targets or (
                match["tail"] == "__" and self._names.has_unnamed
            )
            return match["word"] if is_target else match[0]
        return _unescape(match[kind]) if kind == "emphasis" else match[kind or 0]

    def _substitute(self, name: str, markup: str) -> str:
        """What stands for `name`; `markup` itself if nothing does, or in itself."""
        said = self._names.substitutions.get(name)
        if said is None or name in self._substituting:
            return markup
        if len(said) > self._room or len(self._substituting) == _MAX_NESTED:
            return LEFT_OUT
        self._room -= len(said)
        self._substituting.append(name)
        words = _MARKUP.sub(self._replace, said)
        self._substituting.pop()
        return words or _NOTHING

    def _read_phrase(self, phrase: str) -> str:
        targeted = _TARGETED.fullmatch(phrase)
        if targeted:
            return _unescape(targeted["text"] or targeted["target"])
        return _unescape(phrase)

    def _read_role(self, role: str, content: str) -> str:
        folded = role.casefold()
        name = folded if folded.startswith(("cite:", "footcite:")) else folded.rpartition(":")[2]
        if name.startswith("raw") or name in self._names.raw_roles:
            return " " if breaks_line(content.strip()) else _NOTHING
        if name in _UNSAID:
            return _NOTHING
        if name in _NAMING:
            return LEFT_OUT
        if name in ("sup", "superscript", "sub", "subscript"):
            return f"{_RAISED if name.startswith('sup') else _LOWERED}{_unescape(content)}{_END}"
        if name in ("guilabel", "menuselection"):
            content = _ACCELERATOR.sub(r"\1", content)
        if name == "math":
            return f"{_FORMULA}{write_alone(content)}{_END}"
        if name == "code":
            return content
        if name in _UNLINKED_ROLES:
            content = _unescape(content)
            return _PLACEHOLDER.sub(r"\1\2", content) if name in ("file", "samp") else content
        target = _TARGETED if name in _TARGETED_ROLES else _SPACED
        targeted = target.fullmatch(content)
        if targeted and targeted["text"]:
            return _unescape(targeted["text"])
        content = content.strip()
        if content.startswith("~"):
            return content.rstrip(".").rpartition(".")[2].lstrip("~")
        if name in ("numref", "eq"):  # "Fig. 3", "(3)"
            return LEFT_OUT
        title = self._names.titles.get(" ".join(content.casefold().split()))
        if title and name in ("ref", "std", "any"):
            return title
        return _NUMBERED_ROLES.get(name, "") + _unescape(content.lstrip("!").removeprefix("."))


def _write_levels(marked: str) -> str:
    text, end = LevelledText(), 0
    for match in _MARKED.finditer(marked):
        text.add(marked[end : match.start()])
        if match[1] == _FORMULA:
            text.add_formula(match[2])
        else:
            text.open_level("above" if match[1] == _RAISED else "below")
            text.add(match[2])
            text.close_level()
        end = match.end()
    text.add(marked[end:])
    return text.take()


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[1].strip(), text)
