"""Whether the lines of a block are hard-wrapped parts of paragraphs, and joining them if so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.structure.blocks.hyphens import Hyphens
from corpus.structure.blocks.lines import (
    MIN_WRAP,
    SENTENCE_END,
    SPACELESS,
    Line,
    goes_on,
    has_german_words,
    is_full,
    is_left_open,
    is_open,
    is_sign,
    leads_in,
    read_letter,
)

MAX_WRAP = 120
"""Columns; no text is wrapped wider, so a longer line is a paragraph."""
_MIN_EVIDENCE = 2
_MIN_GAPS = 1 / 15
"""Blank lines a line, where they part paragraphs."""
_MIN_RAGGED = 24
_MIN_GERMAN = 1 / 3
"""Lines with a small word of German a line, in its texts."""
_NEARLY_FULL = 0.85
_WITHIN_SENTENCE = 0.7
"""Of the width: of a line that has a comma, and so is likely to be a sentence."""
_MIN_STATED = 60
_STATES = re.compile(r"(?:This|These|Those|That|It|They|He|She|There|We|You|I) [a-z]{2,}")
"""What a sentence begins with, and hardly a heading of a line's length."""
_SPACES = re.compile(r"  +")
ANSWERING = re.compile(r"[QAB][.):](?=\s|$)")
"""The letter of a question, an answer, or the next point of a list that begins with "A."."""
_LETTER = re.compile(r"[^\W\d_]:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the whole text is set: the column that lines are filled up to (None if they are not),
    where running text begins, whether blank lines part its paragraphs, which letters with a
    full stop its lines begin with, whether it is German, whose nouns have capitals, and whether
    "Q.", "Q)" or "Q:" and "A.", "A)" or "A:" begin its lines more than once, and "B" does not."""

    width: int | None
    indent: int
    has_gaps: bool
    hyphens: Hyphens
    letters: frozenset[str] = frozenset()
    is_german: bool = False
    has_answers: bool = False


def measure_layout(lines: Sequence[Line]) -> Layout:
    """The layout of a text, by the lines whose sentence goes on in the next."""
    broken = [
        line
        for line, after in pairwise(lines)
        if line.text and after.text and goes_on(line, after) and _MIN_RAGGED < line.edge <= MAX_WRAP
        and line.depth == after.depth and line.indent == after.indent
    ]  # fmt: skip
    edges = sorted(line.edge for line in broken)
    indents = Counter(line.indent for line in broken)
    gaps = sum(not line.is_blank and after.is_blank for line, after in pairwise(lines))
    known = len(broken) >= _MIN_EVIDENCE
    return Layout(
        width=edges[int(0.9 * (len(edges) - 1))] if known else None,
        indent=indents.most_common(1)[0][0] if known else 0,
        has_gaps=gaps >= _MIN_GAPS * len(lines),
        hyphens=Hyphens(line.text for line in lines),
        letters=frozenset(letter for line in lines if (letter := read_letter(line.text))),
        is_german=known and _are_german(lines),
        has_answers=_have_answers(lines),
    )


def _have_answers(lines: Sequence[Line]) -> bool:
    marks = [line.text for line in lines if line.text[1:2] in (".", ")", ":")]
    # Of a list of keys or a table other letters have a colon, too.
    with_colon = {text[0] for text in marks if _LETTER.match(text)}
    marks = [text for text in marks if with_colon <= {"Q", "A"} or text[1] != ":"]
    letters = Counter(text[0] for text in marks if ANSWERING.match(text))
    return min(letters["Q"], letters["A"]) > 1 and not letters["B"]


def is_wrapped(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether `lines`, a block without blank ones, are parts of paragraphs rather than each one."""
    pairs = list(pairwise(lines))
    if not pairs or any(line.edge > MAX_WRAP + line.indent for line in lines):
        return False
    width = _block_width(lines, layout)
    broken = [(line, after) for line, after in pairs if not SENTENCE_END.search(line.text)]
    if not broken:
        # Sentences that happen to end where lines do.
        full = sum(is_full(line, after, width) for line, after in pairs)
        return layout.width is not None and width >= MIN_WRAP and 2 * full > len(pairs)
    if 3 * len(broken) < len(pairs):
        return False
    if len(pairs) == 1 and (is_sign(lines[1]) or _goes_on_in_capitals(*pairs[0], layout)):
        return True
    filled = sum(is_full(line, after, width) for line, after in broken) / len(broken)
    going = sum(_goes_on(line, after) for line, after in broken) / len(broken)
    mean = sum(line.edge - line.indent for line, _ in broken) / len(broken)
    if filled >= 0.6 and width - min(line.indent for line in lines) >= _MIN_RAGGED:
        return going >= 0.35 or (going > 0 and width >= MIN_WRAP) or (
            filled >= 0.8 and layout.width is not None and width >= MIN_WRAP
        )  # fmt: skip
    usual = layout.width is not None and mean >= 0.75 * (layout.width - lines[-1].indent)
    return mean >= _MIN_RAGGED and going >= (0.3 if usual else 0.6)


def is_filled_up(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether `lines` are wrapped, and at least half of them as the next word had no room."""
    if layout.width is None:
        return is_wrapped(lines, layout)
    width = layout.width
    full = sum(is_full(line, after, width) for line, after in pairwise(lines))
    return 2 * full >= len(lines) - 1 and is_wrapped(lines, layout)


def are_rows(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether each of `lines` says something by itself: none goes on in the next, and hardly one
    is as long as those of running text are."""
    pairs = list(pairwise(lines))
    if layout.width is None or any(goes_on(line, after) for line, after in pairs):
        return False
    width = layout.width
    return 3 * sum(is_full(line, after, width) for line, after in pairs) < len(pairs)


def goes_on_below(line: Line, after: Line, layout: Layout) -> bool:
    """Whether `line` is as long as the text's lines are, and its sentence goes on in `after`.
    Whatever its width, one goes on that ends in a word such as "from" or within brackets."""
    if line.edge > MAX_WRAP or not goes_on(line, after):
        return False
    if is_open(line, after):
        return True
    return layout.width is not None and line.edge >= MIN_WRAP and is_full(line, after, layout.width)


def find_runs(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """`lines`, a block that is not wrapped as a whole, together as far as a sentence goes on
    in small letters behind a line that is full."""
    runs = [[lines[0]]]
    for line, after in pairwise(lines):
        if goes_on_below(line, after, layout):
            runs[-1].append(after)
        else:
            runs.append([after])
    return runs


def join_paragraphs(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """The lines of each paragraph of a wrapped block."""
    width = _block_width(lines, layout)
    usual = min(line.indent for line in lines[1:] or lines)
    # Where blank lines part the paragraphs, a short line parts them only if it is very short.
    stopped = (0.75 if layout.has_gaps else 1) * width
    paragraphs = [[lines[0]]]
    for line, after in pairwise(lines):
        stops = SENTENCE_END.search(line.text)
        begins = (
            (after.indent > max(usual + 1, line.indent) and not _hangs(line, after, layout))
            or (stops and not is_full(line, after, stopped))
            or not (
                stops
                or goes_on(line, after)
                or is_left_open(line.text)
                or is_full(line, after, 0.6 * width)
            )
        )
        if begins:
            paragraphs.append([])
        paragraphs[-1].append(after)
    return paragraphs


def join_lines(lines: Sequence[Line], hyphens: Hyphens) -> str:
    """The text of `lines` on one line."""
    parts = [lines[0].text]
    for line, after in pairwise(lines):
        if hyphens.is_break(line.text, after.text):
            parts[-1] = parts[-1][:-1]
            parts.append(after.text)
        else:
            parts.append(_separate(line.text, after.text, hyphens) + after.text)
    return _SPACES.sub(" ", "".join(parts))  # with which a justified text is filled


def _separate(before: str, after: str, hyphens: Hyphens) -> str:
    """What to put between two lines that are one."""
    if SPACELESS.match(before[-1]) and SPACELESS.match(after[0]):
        return ""
    return hyphens.separate(before, after)


def _hangs(line: Line, after: Line, layout: Layout) -> bool:
    """Whether the sentence of `line` goes on in `after`, which is set in and no address."""
    is_address = "://" in after.text.split(maxsplit=1)[0]
    return is_open(line, after) or (goes_on_below(line, after, layout) and not is_address)


def _goes_on_in_capitals(line: Line, after: Line, layout: Layout) -> bool:
    """Whether the two lines are one sentence, which ends with them, though the second begins with
    a capital: the first ends in a word such as "of", is long and begins with one such as "This",
    or, in German, had no room for a noun."""
    if not SENTENCE_END.search(after.text) or line.edge - line.indent < _MIN_RAGGED:
        return False
    if not line.text[0].isalpha() or after.indent != line.indent or leads_in(line.text):
        return False
    if is_left_open(line.text):
        return True
    is_long = line.edge - line.indent >= _MIN_STATED
    if is_long and after.text[0].isupper() and _STATES.match(line.text):
        return True
    if not (layout.is_german and layout.has_gaps and has_german_words(line.text)):
        return False
    width = layout.width
    if width is None or width < MIN_WRAP or after.edge > width + 1:
        return False
    share = _WITHIN_SENTENCE if ", " in line.text else _NEARLY_FULL
    return after.text[0].isupper() and is_full(line, after, share * width)


def _are_german(lines: Sequence[Line]) -> bool:
    """Whether small words of German stand in many of `lines`."""
    said = [line for line in lines if line.text]
    return sum(has_german_words(line.text) for line in said) >= max(2, _MIN_GERMAN * len(said))


def _block_width(lines: Sequence[Line], layout: Layout) -> float:
    edge = max(line.edge for line in lines)
    return edge if len(lines) > 4 or layout.width is None else max(edge, layout.width)


def _goes_on(line: Line, after: Line) -> bool:
    return goes_on(line, after) or not (after.text[0].isupper() or after.text[0].isdigit())
