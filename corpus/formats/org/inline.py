"""Markup inside lines of Org, taken off."""

import re
from collections.abc import Mapping

from corpus.formats.writing.marked_levels import (
    LEVEL_BEGINS,
    LEVEL_MARKS,
    leave_out_level_marks,
    mark_level,
    write_levels,
)
from corpus.formats.writing.struck import STRUCK, close_struck

# Whatever is opened is closed within 500 characters and before the same sign, or not at all, so
# that the work grows with the length of the text.
_OBJECTS = re.compile(
    r"\[\[(?P<target>[^\[\]]{1,500})\](?:\[(?P<label>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,500})\])?\]"
    r"|(?: ?)\[fn:(?P<id>[\w-]{0,60})(?::(?P<note>(?:[^\[\]]|\[[^\[\]]{0,200}\]){1,800}))?\]"
    r"|(?: ?)\[cite(?:/(?P<style>[\w/-]{1,20}))?:(?P<cited>[^\[\]]{1,300})\]"
    r"|<<<(?P<radio>[^<>\n]{1,200})>>>|<<[^<>\n]{1,200}>>"
    r"|\{\{\{(?P<macro>[\w-]{1,60})(?:\((?P<given>[^{}\n]{0,300})\))?\}\}\}|@@(?P<backend>[\w-]{1,20}):[^@\n]{0,300}@@"
    r"|src_[\w-]{1,30}(?:\[[^\]\n]{0,200}\])?\{(?P<source>[^{}\n]{1,300})\}"
    r"|[<\[](?P<time>\d{4}-\d\d-\d\d(?: [^<>\[\]\n]{0,40})?)[>\]]"
    r"|(?<![^\s\-('\"{/])(?P<sign>[=~])(?P<verbatim>(?!\s)(?:(?!(?P=sign))[^\n]){1,500})(?P=sign)"
    r"(?:(?=[_^]\{)|(?![^\s\-.,:!?;'\")}\]/]))"
    r"|\\(?P<entity>[A-Za-z]{1,20})(?:\{\}|(?![A-Za-z]))|(?P<level>[_^])\{(?P<small>[^{}\n]{1,500})\}"
)
_MARK = re.compile(
    rf"(?<![^\s\-('\"{{*/_+{LEVEL_BEGINS}])(?P<mark>[*/_+])(?!\s)(?P<words>(?:(?!(?P=mark))[^\n]){{1,500}})(?<!\s)"
    rf"(?P=mark)(?![^\s\-.,:!?;'\")}}\]*/_+…—–{LEVEL_MARKS}])"
)
_PICTURE = re.compile(r"(?:file:|attachment:|\.{0,2}/)?[^\s]*\.(?:png|jpe?g|gif|svg|webp)$", re.I)
_PARAMETER = re.compile(r"\$([1-9])")
_LEFT_OUT = "[…]"
_NAMING = frozenset(("t", "text", "author", "a", "year", "y", "noauthor", "na"))
"""Styles of citations that are words of the sentence."""
_SPACES = re.compile(r" {2,}")
_ENTITIES = {
    "nbsp": " ",
    "ndash": "–",
    "mdash": "—",
    "hellip": "…",
    "dots": "…",
    "ldots": "…",
    "euro": "€",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "omega": "ω",
    "theta": "θ",
    "to": "→",
    "rarr": "→",
    "larr": "←",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "times": "×",
    "deg": "°",
    "pm": "±",
    "plusmn": "±",
    "copy": "©",
    "reg": "®",
    "sect": "§",
    "ldquo": "“",
    "rdquo": "”",
    "lsquo": "‘",
    "rsquo": "’",
    "laquo": "«",
    "raquo": "»",
    "auml": "ä",
    "ouml": "ö",
    "uuml": "ü",
    "szlig": "ß",
    "eacute": "é",
    "infin": "∞",
    "vert": "|",
    "slash": "/",
    "under": "_",
    "plus": "+",
    "star": "*",
    "ast": "*",
}
_KEPT = "\ue000"
"""Stands in for words that are no markup, while marks are taken off."""


class InlineReader:
    """Takes markup off one text after another; `notes` are labels or texts of the footnotes that
    were cited in them, until they are taken. `macros` are what stands for `{{{name}}}`, `titles`
    those of headlines by what links call them."""

    def __init__(
        self, macros: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None
    ) -> None:
        self._macros = macros or {}
        self._titles = titles or {}
        self.notes: list[tuple[str, str]] = []
        self._kept: list[str] = []

    def read(self, text: str) -> str:
        """The words of `text`, a paragraph on one line."""
        if not text or text.isalnum():
            return text
        self._kept = []
        text = leave_out_level_marks(text.replace(_KEPT, "").replace(STRUCK, ""))
        plain = _OBJECTS.sub(self._read_object, text)
        plain = _MARK.sub(_unmark, _MARK.sub(_unmark, plain))
        parts = close_struck(plain).split(_KEPT)
        whole = [parts[0]]
        for kept, part in zip(self._kept, parts[1:], strict=True):
            whole += (kept, part)
        return _SPACES.sub(" ", write_levels("".join(whole))).strip()

    def _keep(self, words: str) -> str:
        self._kept.append(words)
        return _KEPT

    def _read_object(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind == "target":
            return self._read_link(match["target"])
        if kind == "label":
            is_picture = _PICTURE.fullmatch(match["label"])
            return "" if is_picture else match["label"]
        if kind in ("id", "note"):
            self.notes.append((match["id"], match["note"] or ""))
            return ""
        if kind == "cited":
            is_named = (match["style"] or "").split("/")[0] in _NAMING
            return f" {_LEFT_OUT}" if is_named else ""
        if kind in ("macro", "given"):
            return self._expand(match["macro"].casefold(), match["given"])
        if kind == "small":
            small = _OBJECTS.sub(self._read_object, match["small"])  # which has no braces in it
            return mark_level(small, is_above=match["level"] == "^")
        if kind == "entity":
            return _ENTITIES.get(match["entity"], match[0])
        if kind in ("verbatim", "source", "time"):
            return self._keep(match[kind])
        return match["radio"] if kind == "radio" else ""

    def _expand(self, name: str, given: str | None) -> str:
        """What a macro stands for, with its arguments; as few are known that a program has, most
        that the text does not define are words of another file."""
        words = self._macros.get(name)
        if words is None:
            return _LEFT_OUT
        values = (given or "").split(",") if given else []
        return _PARAMETER.sub(
            lambda match: values[int(match[1]) - 1].strip() if int(match[1]) <= len(values) else "",
            words,
        )

    def _read_link(self, target: str) -> str:
        """What a link without a label shows; nothing of a picture."""
        if _PICTURE.fullmatch(target) or target[:5].lower() == "data:":
            return ""
        if target[:1] in "*#":
            return self._titles.get(target, target.lstrip("*#"))
        return self._keep(target.removeprefix("file:").partition("::")[0])


def _unmark(match: re.Match[str]) -> str:
    """The words between two marks; none that are struck out, which their author took back."""
    return STRUCK if match["mark"] == "+" else match["words"]
