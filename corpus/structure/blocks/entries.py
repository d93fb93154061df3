"""Terms and options with what describes them: where they begin and end, and their text."""

import re
from collections.abc import Sequence

from corpus.structure.blocks.code import (
    is_plainly_code,
    looks_like_code,
    looks_like_prose,
    starts_with_prompt,
)
from corpus.structure.blocks.lines import (
    MIN_WRAP,
    OPTION,
    SENTENCE_END,
    Line,
    ends_in_bracket,
    goes_on,
    is_full,
    is_open,
    leads_in,
    make_line,
    read_item_mark,
)
from corpus.structure.wrapping import Layout

MAX_SHARED = 6
"""Option lines one below the other that one description may be shared by."""
_MAX_TERM = 80
_MIN_TERM_GAP = 3
_MIN_CODE_INDENT = 2
_OPENING = '"“„«'
_CLOSING = '"”’»“'
_SIGNED = re.compile(r"(?:--?|[–—―])\s?[^\W\d_a-z][^\W\d_]")
_CODE_ENDS = (";", "{", "}", "\\")
"""Of a line that is code below a sentence that does not end."""
_CODE_SIGN = re.compile(r"[=<>{}*\\()\[\]$]|->|::")
_EXPANSION = re.compile(r"[\w-]\{[\w.,*-]{1,60}\}$")
_MAX_GAPPED_TERM = 30
_MAX_SIGN = 3
_MAX_LEAD_IN_WORDS = 5
_GAP = re.compile(r" {3,}|\t+")
_FALLBACK_WIDTH = 60
# ":name: what it is", "name:: what it is", as reStructuredText and AsciiDoc write them.
_FIELD = re.compile(r":[^:\s][^:]{0,60}:(?=\s+\S)|[^:\s][^:]{0,60}:{2,4}(?=\s+\S)")


def is_filled(line: Line, after: Line, layout: Layout) -> bool:
    """Whether `line` had no room for the first word of `after`."""
    return is_full(line, after, layout.width or _FALLBACK_WIDTH)


def is_code_below(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there begins code that the line before it introduces."""
    line, before = lines[number], lines[number - 1]
    if starts_with_prompt(line):
        return True
    if OPTION.match(line.text):
        return False
    if line.indent <= before.indent:
        return False
    is_asked_of = before.text.endswith("?") and line.text.endswith(_CODE_ENDS)
    if leads_in(before.text) or is_asked_of:
        return looks_like_code([line]) and not _is_sentence_begun(lines, number)
    if SENTENCE_END.search(before.text) or line.indent < before.indent + _MIN_CODE_INDENT:
        return False
    if ends_in_bracket(before.text) and goes_on(before, line) and " " in line.text:
        return False
    is_code = line.text.endswith(_CODE_ENDS) and is_plainly_code(line.text)
    return is_code and not _is_clause(line.text) and not looks_like_prose([line])


def _is_sentence_begun(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there, which names things of code, is the first of a sentence that goes on
    in the line below it."""
    pair = lines[number : number + 2]
    return len(pair) == 2 and goes_on(*pair) and looks_like_prose(pair)


def _is_clause(text: str) -> bool:
    """Whether only a semicolon or names such as "lib{a,b}" let the line `text` look like code."""
    if text.endswith(";"):
        return " " in text and not _CODE_SIGN.search(text)
    return bool(_EXPANSION.search(text)) and not text.startswith("\\")


def starts_term(lines: Sequence[Line], number: int, layout: Layout) -> bool:
    """Whether a term or an option begins there, with its description behind or below it."""
    line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else None
    if _starts_plainly(lines, number) or _is_row_of_terms(lines, number):
        return True
    if following is None or following.says_nothing:
        return False
    if OPTION.match(line.text):
        return following.indent > line.indent
    if following.indent < line.indent + 2 or line.edge - line.indent > _MAX_TERM:
        return False
    if SENTENCE_END.search(line.text) or is_filled(line, following, layout):
        return False
    if is_open(line, following):
        return False
    if leads_in(line.text) and (
        len(line.text.split()) > _MAX_LEAD_IN_WORDS or _starts_plainly(lines, number + 1)
    ):
        return False
    if starts_with_prompt(following) or read_item_mark(following.text):
        return False
    is_end = line.text[-1] in _CLOSING and line.text[0] not in _OPENING
    if is_end and _SIGNED.match(following.text):
        return False  # the last line of what somebody has said
    return number == 0 or lines[number - 1].indent >= line.indent


def runs_on(lines: Sequence[Line], number: int, layout: Layout) -> bool:
    """Whether the option in the line there is no more than the first word of running text: its
    sentence goes on right below it, in a line that is set in no further, as it had no room."""
    if number + 1 >= len(lines) or not OPTION.match(lines[number].text):
        return False
    line, below = lines[number], lines[number + 1]
    is_long = line.edge - line.indent >= MIN_WRAP
    is_even = below.indent == line.indent and not OPTION.match(below.text)
    is_even = is_even and is_long and not _GAP.search(line.text)
    return is_even and goes_on(line, below) and is_filled(line, below, layout)


def _starts_plainly(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there shows by itself, or with the lines of its place, to be a term."""
    line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else None
    is_option = bool(OPTION.match(line.text))
    if read_field(line):
        return True
    gap = find_gap(line)
    if gap and (is_option or (following and following.indent == gap) or _is_described(line)):
        return True
    if not is_option:
        return False
    if number == 0 and len(line.text.split()) > 2:
        return True
    return _find_shared_end(lines, number) > number


def _is_row_of_terms(lines: Sequence[Line], number: int) -> bool:
    """Whether the line there, whose gap is too narrow for a term, is a row among terms that have
    theirs at the same column: a word that fills it up to there ("hostname Shows the name."), or the
    header of two columns above them."""
    if number + 1 >= len(lines) or "   " not in lines[number + 1].text:
        return False
    line, text = lines[number], lines[number].text
    around = _find_shared_gap(lines, number - 1, number + 1)
    column = around or _find_shared_gap(lines, number + 1, number + 2)
    if column is None or "\t" in text or line.indent != lines[number + 1].indent:
        return False
    at = column - line.indent
    if len(text) <= at or text[at] == " " or text[at - 1] != " " or " " in text[:at].rstrip():
        return False
    return around is not None or text[at - 2] == " "


def _find_shared_gap(lines: Sequence[Line], *numbers: int) -> int | None:
    """The column at which the description of each term in these lines begins; None if one of them
    is no term with its description, or theirs begin elsewhere."""
    if min(numbers) < 0 or max(numbers) >= len(lines):
        return None
    rows = [lines[number] for number in numbers]
    gaps = {(row.indent, find_gap(row) if _is_described(row) else None) for row in rows}
    return gaps.pop()[1] if len(gaps) == 1 else None


def _find_shared_end(lines: Sequence[Line], start: int) -> int:
    """The last of the option lines from `start` on that share the description which stands behind
    or below it; `start` if it stands alone."""
    first = lines[start]
    number = start
    while number < len(lines) and number < start + MAX_SHARED:
        line = lines[number]
        if not OPTION.match(line.text) or line.indent != first.indent:
            return start
        if find_gap(line) is not None:
            return number if number > start and _is_bare(lines[start:number]) else start
        if number + 1 < len(lines) and lines[number + 1].indent > first.indent:
            return number
        number += 1
    return start


def _is_bare(lines: Sequence[Line]) -> bool:
    """Whether option lines are no more than an option and the name of its argument."""
    return all(len(line.text.split()) <= 2 for line in lines)


def read_field(line: Line) -> int | None:
    """The offset behind the name of a field, such as ":name:" or "name::"; None if it is none."""
    match = _FIELD.match(line.text)
    return match.end() if match else None


def find_gap(line: Line) -> int | None:
    """The column at which a description begins behind a term and a gap; None if none does."""
    text = line.text
    at = text.find(" " * _MIN_TERM_GAP)
    tab = text.find("\t")
    if tab > 0 and (at < 0 or tab < at):
        at = tab
    if at <= 0 and (not OPTION.match(text) or (at := text.find("  ")) <= 0):
        return None
    rest = text[at:]
    described = rest.lstrip()
    if described.startswith(": "):  # of a field, whose colons stand below each other
        return None
    if "\t" in text[: len(text) - len(described)]:
        return len((" " * line.indent + text[: len(text) - len(described)]).expandtabs())
    return line.indent + at + len(rest) - len(described)


def is_described_sign(lines: Sequence[Line]) -> bool:
    """Whether `lines` are a sign such as "#" and, in the next column, sentences on it."""
    first, *below = lines
    gap = find_gap(first)
    if gap is None or not below or len(_GAP.split(first.text)[0]) > _MAX_SIGN:
        return False
    return all(line.indent == gap for line in below) and looks_like_prose(below)


def _is_described(line: Line) -> bool:
    """Whether `line` is a short term, one gap and a description, rather than a row of a table."""
    cells = [cell for cell in _GAP.split(line.text) if cell.strip()]
    if len(cells) != 2 or len(cells[0]) > _MAX_GAPPED_TERM:
        return False
    return " " in cells[1] and not cells[1].startswith(": ")


def find_term_end(lines: Sequence[Line], start: int) -> int:
    """The line behind a term and what is indented below it, up to a term in that, or an option that
    is set in less far than the description: those without a short form often are."""
    first = lines[start]
    number = _find_shared_end(lines, start) + 1
    body = find_gap(lines[number - 1])
    while number < len(lines) and lines[number].indent > first.indent:
        line = lines[number]
        if line.says_nothing or is_code_below(lines, number):
            break
        is_option = bool(OPTION.match(line.text))
        if is_option and line.indent < (body or 0):
            break
        nested = is_option or find_gap(line) is not None
        body = line.indent if body is None else body
        if nested and line.indent > body and leads_in(lines[number - 1].text):
            break
        number += 1
    return number


def split_term(lines: Sequence[Line]) -> tuple[list[str], list[Line]]:
    """The terms that `lines` begin with, a line each, and the lines that describe them."""
    count = 1
    while (
        count < len(lines)
        and lines[count].indent == lines[0].indent
        and count < MAX_SHARED
        and OPTION.match(lines[count].text)
    ):
        count += 1
    terms = [line.text for line in lines[:count]]
    last = lines[count - 1]
    field, gap = read_field(last), find_gap(last)
    if field is None and gap is None:
        return terms, list(lines[count:])
    at = field
    if at is None:
        match = _GAP.search(last.text) or re.search(" {2,}", last.text)
        at = match.start() if match else len(last.text)
    said = make_line(last.text[at:].strip())
    terms[-1] = last.text[:at].strip()
    return terms, [said, *lines[count:]]


def find_body(lines: Sequence[Line]) -> int:
    """The column at which the description of a term begins."""
    gaps = [gap for line in lines[:MAX_SHARED] if (gap := find_gap(line)) is not None]
    below = [line.indent for line in lines if line.indent > lines[0].indent]
    return min(below) if below else gaps[0] if gaps else lines[0].indent + 1
