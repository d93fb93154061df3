"""Bold lines that are headings, as many people write them."""

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.formats.markdown.inline.inline_text import plain_lines, split_bold_line
from corpus.normalization import clean_line
from corpus.structure.speakers.label_words import CAPTION, OPTION_NAME

_MAX_HEADING = 120
_MAX_REPEATS = 2
"""Of a bold line, before it is a label, as a speaker's name, rather than a heading."""
_LABEL = re.compile(r"[^\W_]{1,12}\s?[:：.]\s")
_QUESTION = re.compile(r".*[?？؟;]['\"”’»)\]]*")
_STOP = (".", "!", ":", ",", ";", "。", "！", "：", "，", "।", "…", "”", '"')
_BOLD = ["strong_open", "strong_close"]
_REMARK = re.compile(r"\s\([^()]{1,40}\)")
_LISTS = ("bullet_list_open", "ordered_list_open")
_ENDINGS = ("heading_open", "hr", "blockquote_close", "footnote_reference_open")


class BoldHeadings:
    """Tells them from bold sentences and labels, of the tokens that it has looked at."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._has_longer_options = False

    def look_at(self, tokens: Sequence[Token]) -> None:
        """Counts the bold lines of `tokens`. Where some options have a value behind their names,
        those without one head nothing: what stands below the others would seem to be of them."""
        self._counts.update(
            plain_lines(token)[0]
            for token in tokens
            if token.type == "inline" and (split_bold_line(token)[0] or _has_remark(token))
        )
        self._has_longer_options = self._has_longer_options or any(
            OPTION_NAME.match(token.content.lstrip("*_"))
            and token.content[:1] in "*_"
            and not split_bold_line(token)[0]
            for token in tokens
            if token.type == "inline"
        )

    def is_heading(self, token: Token, tokens: Sequence[Token], number: int) -> bool:
        """Whether the first line of `token`, the one at `number` of `tokens`, heads what follows:
        a question, or a line of its own that ends as no sentence does, above a list also one with
        a remark behind it, as in "**prepare** (since 4.0)"."""
        is_bold, is_only = split_bold_line(token)
        if not is_bold and _has_remark(token) and _is_above_list(tokens, number):
            # Beside labels it is one, too: what stands below the next one would seem to be of it.
            is_bold = is_only = max(self._counts.values(), default=0) <= _MAX_REPEATS
        if not is_bold:
            return False
        line = plain_lines(token)[0]
        if len(line) > _MAX_HEADING or self._counts[line] > _MAX_REPEATS or _LABEL.match(line):
            return False
        if CAPTION.match(line) or (self._has_longer_options and OPTION_NAME.match(line)):
            return False
        if not is_only:
            return _QUESTION.fullmatch(line) is not None
        return not line.endswith(_STOP) and _has_text_below(tokens, number)


def split_bold_question(token: Token, lines: Sequence[str]) -> tuple[str, str] | None:
    """The bold question that the `lines` of `token` begin with and what they answer, which may be
    nothing yet; None if they begin with none."""
    children = [child for child in token.children or () if child.type != "text" or child.content]
    if len(children) < 3 or [child.type for child in children[:3:2]] != _BOLD:
        return None
    said, question = clean_line(" ".join(lines)), clean_line(children[1].content)
    if len(question) > _MAX_HEADING or not _QUESTION.fullmatch(question):
        return None
    return (question, said[len(question) :].strip()) if said.startswith(question) else None


def _has_remark(token: Token) -> bool:
    """Whether an inline token is bold words and a few in brackets behind them, all in one line."""
    children = [child for child in token.children or () if child.type != "text" or child.content]
    types = [child.type for child in children]
    if types[:1] != ["strong_open"] or types.count("strong_open") > 1:
        return False
    behind = children[types.index("strong_close") + 1 :]
    if any(child.type not in ("text", "code_inline") for child in behind) or "softbreak" in types:
        return False
    return _REMARK.fullmatch("".join(child.content for child in behind).rstrip()) is not None


def _is_above_list(tokens: Sequence[Token], number: int) -> bool:
    return any(token.type in _LISTS for token in tokens[number + 2 : number + 3])


def _has_text_below(tokens: Sequence[Token], number: int) -> bool:
    """Whether what follows the paragraph at `number` is neither an end nor another bold line."""
    following = tokens[number + 2 : number + 4]
    if not following or following[0].type in _ENDINGS or following[0].type.endswith("_close"):
        return False
    return not (following[-1].type == "inline" and split_bold_line(following[-1])[1])
