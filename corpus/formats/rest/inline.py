"""Markup inside lines of reStructuredText, taken off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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
    r"|(?P<gap> ?)\[(?P<note>\d{1,3}|#[\w-]{0,40}|\*)\]_(?!\w)"
    r"|(?<!\w)\[(?P<citation>[^\W_][\w.-]{0,40})\]_(?!\w)"
    r"|(?<![\w|])\|(?P<name>[^|\s][^|]{0,60}?)\|(?:__?(?!\w))?"
    r"|(?<![\w.-])(?P<word>[^\W_][\w.+-]{0,60}?)(?P<tail>__?)(?!\w)"
)
_TARGETED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]{1,400})>", re.DOTALL)
_NUMBERED_ROLES = {"pep": "PEP ", "rfc": "RFC ", "cve": "CVE-", "cwe": "CWE-"}
_UNLINKED_ROLES = frozenset(
    ("code", "literal", "math", "kbd", "file", "samp", "command", "guilabel", "menuselection")
)
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Names:
    """What the text names elsewhere: what stands for `|name|`, the titles that labels stand above,
    and the names of targets, all names in lower case."""

    substitutions: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    targets: frozenset[str] = frozenset()


class InlineReader:
    """Takes markup off one line after another; `cited` are the footnotes cited since last asked."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._cited: list[str] = []

    def read(self, text: str) -> str:
        """The words of `text`, the lines of a paragraph joined with spaces."""
        plain = _MARKUP.sub(self._replace, text)
        return _SENTENCE_BREAK.sub(" ", plain).strip()

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
        if kind == "phrase":
            return self._read_phrase(match["phrase"])
        if kind == "note":
            self._cited.append(match["note"])
            return ""
        if kind == "citation":
            return f"[{match['citation']}]"
        if kind == "name":
            return self._names.substitutions.get(match["name"].casefold(), match[0])
        if kind == "tail":
            is_target = match["word"].casefold() in self._names.targets
            return match["word"] if is_target else match[0]
        return _unescape(match[kind]) if kind == "emphasis" else match[kind or 0]

    def _read_phrase(self, phrase: str) -> str:
        targeted = _TARGETED.fullmatch(phrase)
        if targeted:
            return _unescape(targeted["text"] or targeted["target"])
        return _unescape(phrase)

    def _read_role(self, role: str, content: str) -> str:
        name = role.rpartition(":")[2].casefold()
        if name.startswith("raw") or name == "index":
            return ""
        if name in _UNLINKED_ROLES:
            return content
        targeted = _TARGETED.fullmatch(content)
        if targeted and targeted["text"]:
            return _unescape(targeted["text"])
        content = content.strip()
        if content.startswith("~"):
            return content.rstrip(".").rpartition(".")[2].lstrip("~")
        title = self._names.titles.get(" ".join(content.casefold().split()))
        if title and name in ("ref", "numref", "std", "any"):
            return title
        return _NUMBERED_ROLES.get(name, "") + _unescape(content.lstrip("!").removeprefix("."))


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: match[1].strip(), text)
