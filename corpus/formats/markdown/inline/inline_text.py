"""The words of a line of Markdown: what is left of an inline token without its markup."""

import re
from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from corpus.formats.html_text import (
    ANNOTATING,
    breaks_line,
    ends_annotation,
    hides,
    is_hiding,
    is_tex,
    read_attributes,
)
from corpus.formats.markdown.inline.inline_rules import LEFT_OUT, MATH
from corpus.formats.markdown.inline.note_marks import find_note_marks
from corpus.formats.markdown.inline.text_tags import read_text_tags
from corpus.formats.markdown.parser import parse_line
from corpus.formats.markdown.vaults import is_inline_query, without_raw
from corpus.formats.sight.tags import TagStyles
from corpus.formats.writing.formulas.drawn import DrawnFormulas
from corpus.formats.writing.formulas.formulas import LEFT_OUT as LEFT_OUT_FORMULA
from corpus.formats.writing.formulas.mathml import write_math_markup
from corpus.formats.writing.formulas.pictures import read_formula
from corpus.formats.writing.formulas.tex_formulas import write_formula
from corpus.formats.writing.levels import Level, LevelledText
from corpus.formats.writing.lines import join_lines
from corpus.structure.signs import leave_out_spelt

_SPACES = re.compile(r"[ \t]{2,}")
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S+[.!?。！？]")
_MARKS = ("](", "**", "{{", "{%", "[[")
_GAPS = (LEFT_OUT, "footnote_ref", "s_close", "code_inline")
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_FORMULA = "formula"
_SOURCE = "source"
"""The type of a token that is the source of a formula, which MathJax draws."""
_NAMES = re.compile(
    r"\\(?:text|math|operator|mbox|hbox)[a-z]{0,8}\s?\{[^{}]{0,100}\}|\\[A-Za-z]{1,40}"
)
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_CLOSING_MARKS = frozenset(" .,;:!?)…。，\n")


def plain_lines(token: Token) -> list[str]:
    """The lines of an inline token, as they are broken in the source or by `<br>`.

    What is struck out is left out, as what its author took back; so is what a picture is called,
    unless it is a sentence.
    """
    text = LevelledText()
    styles = TagStyles(text)
    drawn = DrawnFormulas(text.add_formula)
    struck = 0
    follows_gap = False
    children = read_text_tags(_write_formulas(token.children or ()))
    hidden = _find_hidden(children) | find_note_marks(children)
    for number, child in enumerate(children):
        if child.type == "html_inline" and _draws(child.content, drawn):
            continue
        part = _plain_part(child)
        struck += {"s_open": 1, "s_close": -1}.get(child.type, 0)
        if number in hidden and not drawn.is_open:
            follows_gap = True
            continue
        if child.type == "html_inline":
            _set_style(child.content, styles)
        if part is None or struck:
            follows_gap = follows_gap or child.type in _GAPS
            continue
        if child.type not in (_FORMULA, _SOURCE):
            drawn.add_text(part)
        if follows_gap and part and part[0] in _CLOSING_MARKS:
            text.strip_end()
        follows_gap = follows_gap and not part
        if child.type == MATH:
            _add_math(part, text)
        elif child.type == _FORMULA:
            drawn.add_formula(part)
        elif child.type == _SOURCE:
            drawn.add_source(part)
        elif not drawn.is_open:
            styles.add(part)
    drawn.end()
    spelt = leave_out_spelt(text.take())
    return [_SPACES.sub(" ", line).strip() for line in spelt.split("\n")]


def _write_formulas(children: Sequence[Token]) -> Sequence[Token]:
    """`children` with one token in place of each `<math>` and each script that is closed, and of
    each picture that shows a formula."""
    if not any(child.type in ("html_inline", "image") for child in children):
        return children
    written: list[Token] = []
    starts: list[int] = []
    scripts: list[int] = []
    for child in children:
        match = _TAG.match(child.content) if child.type == "html_inline" else None
        name = match["name"].casefold() if match else ""
        written.append(child)
        if name == "math" and match and not match["closing"]:
            starts.append(len(written) - 1)
        elif name == "math" and starts:
            within = written[starts[0] :]
            markup = (c.content if c.type == "html_inline" else escape(c.content) for c in within)
            written[starts[0] :] = [
                Token(_FORMULA, "", 0, content=write_math_markup("".join(markup)))
            ]
            starts.clear()
        elif name == "script" and match and not match["closing"]:
            scripts.append(len(written) - 1)
        elif name == "script" and scripts:
            opened, *within = written[scripts[0] :]
            source = "".join(c.content or c.markup for c in within[:-1])
            kind = _SOURCE if is_tex(opened.content[len("<script") : -1]) else LEFT_OUT
            written[scripts[0] :] = [Token(kind, "", 0, content=source if kind == _SOURCE else "")]
            scripts.clear()
        elif (name == "img" or child.type == "image") and not starts:
            shown = _read_picture(child, name)
            if shown is not None:
                written[-1] = Token(_FORMULA, "", 0, content=shown or LEFT_OUT_FORMULA)
    return written


def _add_math(written: str, text: LevelledText) -> None:
    """A formula of TeX with its dollars, as it is written if it is not simple, or words: what
    stands between the names of variables is no formula."""
    source = written.strip("$")
    is_words = _LONG_WORD.search(_NAMES.sub("", source)) is not None
    formula = None if is_words else write_formula(source)
    if formula is None:
        text.add(written)
        return
    levels: tuple[tuple[Level, str], ...] = (("below", formula.below), ("above", formula.above))
    for level, said in levels:
        if said:
            text.open_level(level)
            text.add(said)
            text.close_level()
    text.add_formula(formula.text)


def _read_picture(child: Token, name: str) -> str | None:
    if not name:
        return read_formula(child.content, address=str(child.attrs.get("src", "")))
    said = read_attributes(child.content[len("<img") : -1])
    if is_hiding(child.content[len("<img") : -1]):
        return None
    classes = said.get("class", "").lower().split()
    return read_formula(said.get("alt", ""), classes, said.get("src", ""))


def _draws(tag: str, drawn: DrawnFormulas) -> bool:
    """Whether a tag is only there to draw a formula."""
    match = _TAG.match(tag)
    if match is None:
        return False
    name = match["name"].casefold()
    if match["closing"]:
        return drawn.close(name)
    return drawn.open(name, read_attributes(tag[match.end() : -1]))


def _set_style(tag: str, styles: TagStyles) -> None:
    match = _TAG.match(tag)
    if match is None:
        return
    name = match["name"].casefold()
    if match["closing"]:
        styles.close(name)
    elif not tag.endswith("/>"):
        styles.open(name, read_attributes(tag[match.end() : -1]))


def strip_marks(text: str) -> str:
    """A line of HTML without the Markdown in it, which its author thought would be read."""
    if any(mark in text for mark in _MARKS):
        return join_lines(plain_lines(parse_line(text)))
    return text


def split_bold_line(token: Token) -> tuple[bool, bool]:
    """Whether the first line of an inline token is all bold, and whether it is the only line."""
    children = token.children or []
    if not children or children[0].type != "strong_open":
        # An empty text stands before bold words that begin a line.
        children = children[1:] if children and not children[0].content else children
    if not children or children[0].type != "strong_open":
        return False, False
    for number, child in enumerate(children):
        if child.type == "strong_close":
            after = [c for c in children[number + 1 :] if c.type != "text" or c.content.strip()]
            is_only = not after
            return is_only or after[0].type in ("softbreak", "hardbreak"), is_only
        if child.type in ("softbreak", "hardbreak"):
            return False, False
    return False, False


def _find_hidden(children: Sequence[Token]) -> set[int]:
    """Which parts stand within tags that hide their words or strike them out, the tags among them;
    of tags that are not closed, none."""
    opened: dict[str, list[tuple[int, bool]]] = {}
    spans: list[tuple[int, int]] = []
    for number, child in enumerate(children):
        if child.type != "html_inline" or not (match := _TAG.match(child.content)):
            continue
        if ends_annotation(child.content):
            ended = [opened[one].pop() for one in ANNOTATING if opened.get(one)]
            spans += ((start, number - 1) for start, _ in ended)
        stack = opened.setdefault(match["name"].casefold(), [])
        if not match["closing"]:
            stack.append((number, hides(child.content) is not None))
        elif stack:
            start, is_hidden = stack.pop()
            if is_hidden:
                spans.append((start, number))
    hidden: set[int] = set()
    last = -1
    for start, end in sorted(spans):
        hidden.update(range(max(start, last + 1), end + 1))
        last = max(last, end)
    return hidden


def _plain_part(child: Token) -> str | None:
    """The words of a part of an inline token; None if it has none of its own."""
    match child.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return "\n" if breaks_line(child.content) else None
        case "image":
            return child.content if _SENTENCE.fullmatch(child.content) else None
        case "footnote_ref":
            return None
        case "code_inline" if is_inline_query(child.content):
            return None
        case "code_inline":
            return without_raw(child.content) or None
        case _:
            return child.content or None
