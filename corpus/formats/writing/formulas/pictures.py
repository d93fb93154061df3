"""What pictures are called that show a formula: that is what a reader sees in the line."""

import re
from collections.abc import Collection

from corpus.formats.writing.formulas.tex_formulas import write_alone

_MAX_FORMULA = 300
_CLASSES = frozenset(("tex", "latex", "math", "mathjax", "formula", "equation"))
_CLASS_STARTS = ("mwe-math-", "math-", "tex-")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FUNCTIONS = frozenset(("sinh", "cosh", "tanh", "sqrt", "frac", "cdot", "times", "lambda", "sigma"))
_FORMULA = re.compile(
    r"\d? ?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞].{0,12}"
    r"|(?:\d+ )?\d+ ?[/⁄∕] ?\d+(?: ?[^\W\d_]{1,3})?"
    r"|(?=.*[\w)]).*(?:[\w)}]\^|[^\W\d_]_\{|[\w)][⁰¹²³⁴-⁹⁻ⁿ₀-₉]|[=√×÷±≤≥≈∑∫∞]).*"
)
_SERVERS = re.compile(
    r"latex\.php|codecogs\.com/|mathtex\.cgi|mimetex|/equation\?|[?&]tex=|[?&]cht=tx|/math/render/",
    re.IGNORECASE,
)
"""Of programs that draw formulas, in addresses of pictures."""
_DISPLAYED = re.compile(r"(\{)?\\(?:display|text)style\b ?(.*?)(?(1)\})", re.DOTALL)
_DOLLARS = re.compile(r"\$\$?(.+?)\$\$?|\\\((.+)\\\)|\\\[(.+)\\\]", re.DOTALL)


def read_formula(alt: str, classes: Collection[str] = (), address: str = "") -> str | None:
    """The formula that a picture called `alt` shows, as it is written there; None if it is none, ""
    if its `classes` or its `address` say that it is one and `alt` does not say which."""
    said = " ".join(alt.split())
    is_drawn = any(one in _CLASSES or one.startswith(_CLASS_STARTS) for one in classes)
    if is_drawn or _SERVERS.search(address[:_MAX_FORMULA]):
        return write_tex(said)
    if not said or len(said) > _MAX_FORMULA or not _FORMULA.fullmatch(said):
        return None
    words = set(map(str.lower, _WORD.findall(said)))
    return said if words <= _FUNCTIONS else None


def write_tex(source: str) -> str:
    """A formula of TeX in a line; one that is not simple as it is written, without what only says
    how large it is shown."""
    said = " ".join(source.split())
    if match := _DOLLARS.fullmatch(said):
        said = next(filter(None, match.groups()), "")
    if match := _DISPLAYED.fullmatch(said):
        said = match[2]
    return write_alone(said.strip()) if len(said) <= _MAX_FORMULA else ""
