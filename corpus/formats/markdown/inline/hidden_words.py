"""Comments of Obsidian that begin within a line and end below a blank one, or at the beginning of
another line: they are no part of any block, or the mark that ends them would begin one."""

import re

_MARK = "%%"
_MAX_HIDDEN = 2000
"""Characters: of two marks that lie further apart each stands for itself."""
_FENCE = re.compile(r"[ \t>]{0,20}(?P<mark>`{3,}|~{3,})")
_OPENING = re.compile(r"(?:(?<=\S[ \t])|(?<=[^\s\d%]))%%(?!%)")
"""Two percents behind a figure are none."""
_BESIDE_WORDS = re.compile(r"(?<=\s)%%(?=[^\W\d_]{2})")
_BEHIND_WORD = re.compile(r"(?<=[^\W\d_]{2})%%(?![\w%])|(?<=[.!?…。])%%(?![\w%])")
"""Marks of which it is seen that the first opens a comment, and that the second closes one."""
_CONVERTED = re.compile(r"%%[-+#.\d]{0,6}[A-Za-z](?!\w)")
"""A form, as of a date: `%%Y-%%m-%%d`."""
_LINE_BEGINS = re.compile(r"\n[ \t>]{0,20}\Z")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def leave_out_hidden_words(markdown: str) -> str:
    """`markdown` without what stands between `%%` within a line and `%%` at the end of another, if
    blank lines lie between, or at the beginning of one, or between marks with words right beside
    them; comments of other forms, and code, are left
    to the parser. Each mark is looked up to `_MAX_HIDDEN` characters ahead."""
    if markdown.count(_MARK) < 2:
        return markdown
    parts: list[str] = []
    fence: str | None = None
    kept = start = 0
    while start < len(markdown):
        end = markdown.find("\n", start)
        end = len(markdown) if end < 0 else end
        line = markdown[start:end]
        fence = _follow_fence(line, fence)
        hidden = None if fence else _find_hidden(markdown, line, start)
        if hidden:
            parts.append(markdown[kept : hidden[0]].rstrip(" \t"))
            kept = end = hidden[1]
        start = end + 1
    return "".join((*parts, markdown[kept:]))


def _follow_fence(line: str, fence: str | None) -> str | None:
    """The mark of the block of code that goes on behind `line`, of which `fence` is before it."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if fence is None:
        return match["mark"]
    is_closed = match["mark"].startswith(fence) and not line[match.end() :].strip()
    return None if is_closed else fence


def _find_hidden(markdown: str, line: str, start: int) -> tuple[int, int] | None:
    """The comment that begins within the line at `start`, and ends below it."""
    if line.count(_MARK) % 2 == 0 or line.startswith(("    ", "\t")):
        return None
    opening = _OPENING.match(line, line.rfind(_MARK))  # those before it are in pairs
    if opening is None or line.count("`", 0, opening.start()) % 2:
        return None
    if len(_CONVERTED.findall(line)) == line.count(_MARK) > 1:
        return None
    begin = start + opening.start()
    closing = markdown.find(_MARK, begin + len(_MARK), begin + _MAX_HIDDEN)
    end = closing + len(_MARK)
    if closing < 0:
        return None
    if not _BLANK_LINE.search(markdown, begin, closing):
        is_begin = _LINE_BEGINS.search(markdown[max(begin, closing - 22) : closing])
        return (begin, end) if is_begin else None
    if _BESIDE_WORDS.match(markdown, begin) and _BEHIND_WORD.match(markdown, closing):
        return begin, end
    after = markdown.find("\n", end)
    is_last = not markdown[end : after if after >= 0 else len(markdown)].strip()
    return (begin, end) if is_last else None
