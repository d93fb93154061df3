"""Whether what Markdown reads as a heading is one."""

import re
from collections.abc import Sequence

from markdown_it.rules_block import StateBlock, heading
from markdown_it.token import Token

_MAX_HEADING = 200
_MAX_SENTENCE = 80
"""Of a sentence above a row of hyphens, before that is a rule."""
_MIN_SENTENCE_WORDS = 6
_SENTENCE = re.compile(r"\S.*[.。।]")
_CLOSED = re.compile(
    r"(?<!\\)(?:(?<=\s)|^)#+[ \t]+(?P<attributes>\{(?::|[ \t]{0,9}[#.])[^{}\n]*\})$"
)
"""The marks behind a heading and the attributes of Pandoc, kramdown and Python-Markdown behind
those: "## Locks ## {: #locks }"."""


def read_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The library's rule for headings behind `#`, the marks that close one left out also in front
    of its attributes."""
    if not heading(state, start_line, end_line, silent):
        return False
    if not silent:
        token = state.tokens[-2]
        token.content = _CLOSED.sub(r"\g<attributes>", token.content)
    return True


def is_heading(opening: Token, lines: Sequence[str], following: Sequence[Token]) -> bool:
    """Whether what `opening` begins, with its text in `lines` and `following` below it, is a
    heading rather than a paragraph above a stray row of hyphens, or a sentence that heads
    nothing."""
    content = " ".join(lines).strip()
    is_sentence = _SENTENCE.fullmatch(content) is not None
    if len(content) > _MAX_HEADING:
        return False
    if opening.markup == "-" and (len(lines) > 1 or (is_sentence and len(content) > _MAX_SENTENCE)):
        return False
    heads_nothing = not following or (
        following[0].type == "heading_open" and following[0].tag <= opening.tag
    )
    return not (heads_nothing and is_sentence and len(content.split()) >= _MIN_SENTENCE_WORDS)
