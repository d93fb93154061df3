"""Plain TeX, which has no document, sections or items: what of it cannot be read."""

from corpus.article import ArticleError
from corpus.formats.tex.symbols import LEVELS, TABLES
from corpus.formats.tex.tokens import Tokens

_PLAIN = frozenset(("bye", "magnification", "beginsection", "settabs", "halign", "output", "font"))
"""Commands that documents in plain TeX have, some of them LaTeX as well."""
_ONLY_PLAIN = frozenset(("bye", "magnification", "beginsection", "settabs"))
_LATEX = frozenset(
    (
        *("usepackage", "newcommand", "renewcommand", "textbf", "textit", "texttt", "emph", "cite"),
        *("label", "ref", "caption", "includegraphics", "url", "textsc", *LEVELS, *TABLES),
    )
)
_DOCUMENT = frozenset(("documentclass", "begin", "usepackage"))
_PROGRAMMING = frozenset(
    (
        *("halign", "valign", "settabs", "output", "shipout", "catcode", "everypar", "setbox"),
        *("newdimen", "newskip", "newbox", "newcount", "newtoks", "newif", "newread", "futurelet"),
    )
)
"""Commands of tables whose columns are macros, and of what sets pages by a program of its own."""
_DEFINING = frozenset(("def", "gdef", "edef", "xdef"))


def refuse_programs(tokens: Tokens) -> None:
    """Refuses plain TeX whose words stand where only its own macros put them: without these they
    run together.

    :raises ArticleError: if it is that.
    """
    commands = {t for kind, t in zip(tokens.kinds, tokens.texts, strict=True) if kind == "command"}
    if commands & _DOCUMENT or not commands & _PLAIN:
        return
    is_plain = bool(commands & _ONLY_PLAIN) or not commands & _LATEX
    if is_plain and (commands & _PROGRAMMING or _defines_shapes(tokens)):
        raise ArticleError(
            "is plain TeX with macros or tables of its own, which is not read: save it as PDF"
        )


def _defines_shapes(tokens: Tokens) -> bool:
    """Whether a command is defined that takes arguments."""
    return any(
        kind == "command" and name in _DEFINING and _has_parameters(tokens, number)
        for number, (kind, name) in enumerate(zip(tokens.kinds, tokens.texts, strict=True))
    )


def _has_parameters(tokens: Tokens, number: int) -> bool:
    return number + 2 < len(tokens.kinds) and tokens.texts[number + 2].lstrip().startswith("#")
