"""Markup inside lines of AsciiDoc, taken off."""

import html
import html.entities
import re
from collections.abc import Mapping

from corpus.formats.writing.formulas.tex_formulas import write_alone
from corpus.formats.writing.marked_levels import LEVEL_MARKS, mark_level, write_levels
from corpus.formats.writing.struck import STRUCK, close_struck
from corpus.structure.signs import leave_out_spelt

# Whatever is opened is closed within 500 characters or not at all, so that the work grows with the
# length of the text.
_MACROS = re.compile(
    r"(?<!`)\\(?P<escaped>[*_`+#^~{\[<\\]|(?=https?://|link:|xref:))"
    r"|`\+(?P<literal>.{1,500}?)\+`|(?<!\w)pass:\w{0,5}\[(?P<passed>[^\]]{0,500})\]"
    r"|\+\+\+?(?P<plus>[^+]{1,300})\+\+\+?"
    r"|(?<![\w+:])\+(?P<kept>[^+\s]{1,100})\+(?![\w+])"
    r"|\(\(\((?P<hidden>[^()]{1,200})\)\)\)|\(\((?P<term>[^()]{1,200})\)\)"
    r"|\[\[(?P<anchor>[\w:.-]{1,80}(?:,[^\]]{0,100})?)\]\]"
    r"|<<(?P<id>[\w#./ :-]{1,120}?)(?:,\s*(?P<label>[^<>]{1,300}))?>>"
    r"|(?P<before> ?)footnote(?:ref)?:[\w-]{0,40}\[(?P<note>[^\]]{0,500})\]"
    r"|(?<![\w:])(?P<led>link|xref|mailto|image|icon):(?P<to>\+\+[^\s]{1,400}?\+\+|[^\s\[\]`]{1,400})"
    r"\[(?P<called>(?:[^\]\\]|\\.){0,300})\]"
    r"|(?P<url>(?<!\w)(?:https?|ftp|irc)://[^\s\[\]<>`]{1,400})(?:\[(?P<name>[^\]]{0,300})\])?"
    r"|(?<![\w:])(?!\w{0,40}footnote)(?P<macro>[a-z][\w-]{1,20}):(?!:)(?P<target>[^\s\[\]:`*]{0,200})"
    r"\[(?P<text>[^\]]{0,300})\]"
    r"|``(?P<quoted>[^`'\n]{1,300})''"
    r"|\{(?P<attribute>[A-Za-z][\w-]{0,40})\}"
)
_MARKS = re.compile(
    r"(?P<role>\[[^\]\n]{0,80}\])?(?:(?P<double>\*\*|__|``|##)(?P<inner>(?:(?!(?P=double)).){1,300})(?P=double)"
    r"|(?<![\w*_`#])(?P<mark>[*_`#])(?=\S)(?P<words>(?:(?!(?P=mark)).){1,500}?)(?<=\S)(?P=mark)(?!\w))"
    r"|(?P<small>[\^~])(?P<raised>[^\s\^~]{1,20})(?P=small)"
)
_STRUCK = "line-through"
_SPACES = re.compile(r" {2,}")
_UNSHOWN = frozenset(("image", "icon", "anchor", "indexterm", "video"))
_FORMULAS = frozenset(("stem", "latexmath"))
_ATTRIBUTES = {
    "nbsp": " ",
    "zwsp": "",
    "empty": "",
    "sp": " ",
    "plus": "+",
    "deg": "°",
    "quot": '"',
    "brvbar": "¦",
    "wj": "",
    "blank": "",
    "apos": "'",
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "pp": "++",
    "cpp": "C++",
    "asterisk": "*",
    "backtick": "`",
    "tilde": "~",
    "caret": "^",
    "startsb": "[",
    "endsb": "]",
    "vbar": "|",
    "lsquo": "‘",
    "rsquo": "’",
    "ldquo": "“",
    "rdquo": "”",
    "backslash": "\\",
    "two-colons": "::",
    "two-semicolons": ";;",
    "litdd": "--",
}
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_KEPT = re.compile("\ue000([0-9]{1,9})\ue001")
_KEPT_SIGNS = re.compile(f"[\ue000\ue001{STRUCK}{LEVEL_MARKS}]")
"""Stand around the number of words that are no markup, while marks are taken off."""


class InlineReader:
    """Takes markup off one text after another; `notes` are the footnotes that were in them, until
    they are taken. `attributes` are what stands for `{name}`."""

    def __init__(self, attributes: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self.notes: list[str] = []
        self._attributes = attributes
        self._titles = titles
        self._kept: list[str] = []
        self._is_in_value = False
        """Whether what stands for an attribute is being read, which holds no others."""

    def read(self, text: str) -> str:
        """The words of `text`, a paragraph on one line."""
        if not text or text.isalnum():  # as most cells of a table
            return text
        self._kept = []
        plain = _MACROS.sub(self._read_macro, _KEPT_SIGNS.sub("", text))
        plain = _MARKS.sub(self._unmark, plain)
        plain = _MARKS.sub(self._unmark, plain)  # bold code, and such
        said = write_levels(self._restore(_spell(close_struck(plain))))
        return _SPACES.sub(" ", said).strip()

    def _keep(self, words: str) -> str:
        self._kept.append(self._restore(words))
        return f"\ue000{len(self._kept) - 1}\ue001"

    def _restore(self, text: str) -> str:
        return _KEPT.sub(lambda match: self._kept[int(match[1])], text)

    def _unmark(self, match: re.Match[str]) -> str:
        if match["role"] and _STRUCK in match["role"]:
            return STRUCK
        if match["raised"]:
            return mark_level(match["raised"], is_above=match["small"] == "^")
        words = match["inner"] or match["words"] or ""
        if "`" not in (match["mark"], (match["double"] or "")[:1]):
            return words
        # The signs in code, such as those of "*.c", are no marks for what stands around it.
        return self._keep(_spell(_MARKS.sub(self._unmark, words)))

    def _read_macro(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind in ("escaped", "literal", "passed", "plus", "kept"):
            return self._keep(match[kind])
        if kind == "quoted":
            return f'"{match["quoted"]}"'
        if kind == "term":
            return match["term"]
        if kind in ("id", "label"):
            return match["label"] or self._name(match["id"])
        if kind == "note":
            self.notes.append(match["note"])
            return ""
        if kind in ("url", "name"):
            label = _label(match["name"])
            return label if label else self._keep(match["url"])
        if kind == "called":
            called = match["called"].replace("\\]", "]")
            return self._read_named(match["led"], match["to"].strip("+"), called)
        if kind == "text":
            return self._read_named(match["macro"], match["target"], match["text"])
        if kind == "attribute":
            name = match["attribute"].casefold()
            value = self._attributes.get(name, _ATTRIBUTES.get(name))
            if value is None or self._is_in_value:
                return match[0]
            self._is_in_value = True
            said = _MACROS.sub(self._read_macro, value)
            self._is_in_value = False
            return self._keep(said)
        return ""

    def _read_named(self, macro: str, target: str, text: str) -> str:
        if macro in _UNSHOWN:
            return ""
        if macro in _FORMULAS and (macro == "latexmath" or "\\" in text):
            return self._keep(write_alone(text.strip().strip("$")))
        if macro == "menu" and text:
            return f"{target} > {text}"
        label = _label(text)
        if label.isdecimal() and target:
            return self._keep(f"{target}({label})")  # a manual page
        if macro == "xref" and not label:
            return self._name(target)
        return label or self._keep(target)

    def _name(self, target: str) -> str:
        name = target.rpartition("#")[2] or target
        return self._titles.get(name) or (
            name.replace("_", " ").strip() if name[0] == "_" else name
        )


def _spell(text: str) -> str:
    """`text` with the letters that references such as `&#8212;` stand for."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_spell_one, text)


def _spell_one(match: re.Match[str]) -> str:
    if match[1]:
        return html.entities.html5.get(f"{match[1]};", match[0])
    return leave_out_spelt(html.unescape(match[0]))


def _label(text: str | None) -> str:
    """The words of a link, without the attributes behind them."""
    label = (text or "").split(",window=")[0].split(",role=")[0].strip().removesuffix("^")
    return "" if "=" in label.split(",")[0] and " " not in label else label.strip('"')
