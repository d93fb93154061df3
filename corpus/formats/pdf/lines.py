"""The words of a page as lines, and these with the gaps that part the cells of a table."""

import re
from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.words import (
    RAISED,
    PageWords,
    Style,
    Word,
    find_marks,
    is_raised,
    join_fractions,
    join_initials,
    leave_out_marks,
    order_words,
    raise_mark,
    write_minus_signs,
)

_SAME_BASE = 0.25
"""Of a line's size, by which what stands on one line may differ."""
_SLACK = 0.15
_OVERLAP = 0.5
"""The same, within what is typed between two words, and what it may take of their places."""
_MAX_BESIDE = 8
"""Lines at one height, of which the last are looked at."""
_MAX_RAISED = 0.6
_RAISED_SIZE = 0.86
_NEARLY = 0.95
_CELL_GAP = 0.85
"""Of the size, and so many times the usual gap between the words of a line."""
_CELL_GAPS = 2.6
_JOINED_GAP = 0.06
"""Of the size; words nearer to each other are one."""
_RAISED_GAP = 0.25
"""The same of what is raised, such as an exponent."""
_EXPONENT_GAP = 0.5
"""The same of what is raised behind a number."""
_EXPONENT = re.compile(r"[-−–+n\d](?:[-−–+n\d,]|[./](?=\d)){0,7}$")
_PUNCTUATION = re.compile(r"[,;:.!?)]")
_MAX_INDENT = 60
_MAX_MARK = 3
_MIN_BOLD = 0.4
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?$")
_UNDRAWN = 0.2
_NUMBER_SIZE = 0.8
"""Of the letters of a listing, of the number of a line of it."""
_MIN_SPACED_ROWS = 3
_MIN_SINGLE = 3
_MAX_LETTER_GAP = 0.26
"""Of the size, between letters of a word of a listing that are set in columns: less than most
blanks are wide."""
_MAX_STEP = 2.0
"""The same, between two of its lines."""
_MIN_SPACE = 0.53
"""The same, between its words."""
_CODE = re.compile(r"[(){}\[\]=;<>]|//")
_DUMPED_ADDRESS = re.compile(r"[0-9A-Fa-f]{4,16}:?$")
_DUMPED_BYTES = re.compile(r"[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2}){0,3}$")
_MIN_BYTES = 6
_FILL_IN = re.compile(r"(?:[.…] ?){6,}|_{4,}")
_MIN_FILLED = 0.6
_NOTE_GAP = 1.2
_MARK_GAP = 0.5


@dataclass(frozen=True)
class Line:
    """A line of a page, its words from left to right; `page` is counted from 1."""

    words: tuple[Word, ...]
    page: int
    height: float
    """That of the page."""

    @cached_property
    def style(self) -> Style:
        """That of most of its letters; of a line with running text, of most letters of that, since
        code within it is often smaller."""
        counts: Counter[Style] = Counter()
        said = [word for word in self.words if _is_running(word)]
        for word in said or self.words:
            counts[word.style] += len(word.text)
        return counts.most_common(1)[0][0]

    @cached_property
    def base(self) -> float:
        size = self.style.size
        return next((w.base for w in self.words if w.style.size == size), self.words[0].base)

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def left(self) -> float:
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @cached_property
    def is_bold(self) -> bool:
        """Whether its letters are bold; of a numbered heading most of them."""
        words = [word for word in self.words if any(map(str.isalpha, word.text))]
        if not self.style.is_mono:  # code in a heading may be set as elsewhere
            words = [word for word in words if not word.style.is_mono]
        if all(word.style.is_bold for word in words):
            return bool(words)
        bold = sum(len(word.text) for word in words if word.style.is_bold)
        is_numbered = _NUMBER.match(self.words[0].text) and self.words[0].style.is_bold
        return bool(is_numbered) and bold > _MIN_BOLD * sum(len(word.text) for word in words)

    @cached_property
    def is_mono(self) -> bool:
        return all(word.style.is_mono for word in self.words if len(word.text) > 1) and (
            self.style.is_mono
        )

    @cached_property
    def is_dump(self) -> bool:
        """Whether it shows bytes: an address, and pairs of hexadecimal digits behind it."""
        first, *others = (word.text for word in self.words)
        if len(others) < _MIN_BYTES or not _DUMPED_ADDRESS.match(first):
            return False
        return all(map(_DUMPED_BYTES.match, others[:_MIN_BYTES]))

    @cached_property
    def is_fill_in(self) -> bool:
        """Whether most of it is a place to write in: "Signed: ............"."""
        filled = sum(len(run[0].replace(" ", "")) for run in _FILL_IN.finditer(self.plain))
        return filled > _MIN_FILLED * sum(len(word.text) for word in self.words)

    @property
    def is_broken(self) -> bool:
        """Whether its last word goes on in the next line."""
        return self.words[-1].is_broken

    @cached_property
    def text(self) -> str:
        return _join_words(self.words)

    @cached_property
    def plain(self) -> str:
        """Its text without raised marks' signs."""
        return leave_out_marks(self.text)

    @cached_property
    def cells(self) -> tuple["Line", ...]:
        """Parts of it that wide gaps part, one if there are none."""
        usual = median(gaps) if (gaps := [b.left - a.right for a, b in pairwise(self.words)]) else 0
        least = max(_CELL_GAP * self.size, _CELL_GAPS * usual if len(gaps) > 3 else 0)
        parts: list[list[Word]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.left - before.right > least:
                parts.append([])
            parts[-1].append(word)
        return tuple(replace(self, words=tuple(part)) for part in parts)

    def overlaps(self, other: "Line") -> bool:
        """Whether the two stand, in part, above each other."""
        return self.left < other.right and other.left < self.right

    def split_at(self, place: float) -> tuple["Line", ...]:
        """It as it stands left and right of `place`."""
        left = tuple(word for word in self.words if word.left < place)
        right = tuple(word for word in self.words if word.left >= place)
        return tuple(replace(self, words=part) for part in (left, right) if part)


def make_lines(page: PageWords, number: int) -> list[Line]:
    """The lines of a page, in the order in which they were written."""
    rows: list[list[Word]] = []
    is_open = False
    words = write_minus_signs(join_fractions(page.words, page.rules), page.rules)
    words = join_initials(words)
    for word in words:
        if rows and (is_open or _is_beside(rows[-1], word)) and _is_near(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
        is_open = not word.ends_line
    rows = _fill_gaps(rows)
    if page.has_right_to_left:
        rows = [order_words(row) for row in rows]
    rows = [_without_line_number(row) for row in _close_up(rows)]
    return [Line(tuple(_raise_alone(row)), number, page.height) for row in rows]


def _fill_gaps(rows: Iterable[list[Word]]) -> list[list[Word]]:
    """The rows, with words that were drawn later where they stand: what is typed into a form, or on
    what covers other words."""
    filled: list[list[Word]] = []
    at_height: defaultdict[int, deque[list[Word]]] = defaultdict(lambda: deque(maxlen=_MAX_BESIDE))
    for row in rows:
        rest: list[Word] = []
        may_fill = True
        for before, word in zip([row[0], *row], row, strict=False):
            may_fill = may_fill or word.left < before.left
            beside = [*at_height[round(word.base)], rest] if may_fill else []
            may_fill = any(_fill_gap(own, word) for own in beside)
            if not may_fill:
                rest.append(word)
        if rest:
            filled.append(rest)
            middle = round(rest[0].base)
            for height in (middle - 1, middle, middle + 1):
                at_height[height].append(rest)
    return filled


def _fill_gap(row: list[Word], word: Word) -> bool:
    """Whether `word` has room between two of the row, and is among them now."""
    place = bisect(row, word.left, key=_get_left)
    if not 0 < place < len(row):
        return False
    before, after = row[place - 1], row[place]
    slack = _SLACK * word.style.size
    room = _OVERLAP * word.style.size
    is_between = before.right - room <= word.left and word.right <= after.left + room
    is_level = abs(word.base - before.base) < slack and abs(word.base - after.base) < slack
    if is_between and is_level:
        row.insert(place, word)
    return is_between and is_level


def _get_left(word: Word) -> float:
    return word.left


def _close_up(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """The rows, of which those of a listing whose letters are set in columns, though they are of
    any width, have their words instead of letters that stand apart: "return product"."""
    spaced = {number for number, row in enumerate(rows) if _is_spaced(row)}
    if len(spaced) < _MIN_SPACED_ROWS:
        return list(rows)
    size = Counter(rows[number][-1].style.size for number in spaced).most_common(1)[0][0]
    # Its other lines have too few letters to tell it by: "}".
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        for number in order:
            row, beside = rows[number], rows[number - order.step]
            is_next = abs(row[0].base - beside[0].base) < _MAX_STEP * size
            is_code = len(row) == 1 or any(_CODE.search(word.text) for word in row)
            if number - order.step in spaced and is_next and is_code:
                spaced |= {number} if row[-1].style.size == size else set()
    closed = {number: _join_letters(rows[number]) for number in spaced}
    if _are_numbered([closed[number] for number in sorted(closed)]):
        closed = {number: row[1:] for number, row in closed.items()}
    return [row for row in (closed.get(n, row) for n, row in enumerate(rows)) if row]


def _are_numbered(rows: Sequence[list[Word]]) -> bool:
    """Whether the lines of a listing begin with their numbers."""
    firsts = [row[0].text for row in rows]
    if not all(map(str.isdecimal, firsts)) or not all(len(first) <= _MAX_MARK for first in firsts):
        return False
    numbers = [int(first) for first in firsts]
    return sum(after == before + 1 for before, after in pairwise(numbers)) * 2 > len(numbers)


def _is_spaced(row: Sequence[Word]) -> bool:
    """Whether most words of a row are single letters, some right beside each other, as no letters
    of formulas are, and others not."""
    lettered = [word for word in row if _is_lettered(word)]
    single = sum(len(word.text) == 1 for word in lettered)
    if single < _MIN_SINGLE or 2 * single < len(lettered):
        return False
    near = sum(
        _is_lettered(before)
        and _is_lettered(word)
        and _JOINED_GAP < _find_gap(before, word) < _MAX_LETTER_GAP
        for before, word in pairwise(row)
    )
    gaps = (_find_gap(before, word) for before, word in pairwise(row))
    return near >= _MIN_SINGLE and any(gap > _MIN_SPACE for gap in gaps)


def _is_lettered(word: Word) -> bool:
    return word.text.isalpha() and word.text.isascii()


def _join_letters(row: Sequence[Word]) -> list[Word]:
    closed: list[Word] = []
    for word in row:
        own = replace(word, style=replace(word.style, is_mono=True))
        last = closed[-1] if closed else None
        is_near = last and word.left > last.left and _find_gap(last, own) < _MIN_SPACE
        if last and is_near and own.style == last.style:
            closed[-1] = replace(own, text=last.text + own.text, left=last.left)
        else:
            closed.append(own)
    return closed


def _find_gap(before: Word, word: Word) -> float:
    """Between two words, in sizes."""
    return (word.left - before.right) / word.style.size


def _without_line_number(row: list[Word]) -> list[Word]:
    """A line of a listing without its small number, which is no code."""
    if len(row) < 2 or not row[0].text.isdecimal() or not row[1].style.is_mono:
        return row
    return row[1:] if row[0].style.size <= _NUMBER_SIZE * row[1].style.size else row


def _is_running(word: Word) -> bool:
    return not word.style.is_mono and len(word.text) > 1 and any(map(str.isalpha, word.text))


def _is_near(row: Sequence[Word], word: Word) -> bool:
    """Whether `word` is about as high as the row."""
    size = max(word.style.size, row[-1].style.size)
    return abs(word.base - row[-1].base) < _MAX_RAISED * size or (
        abs(word.base - row[0].base) < _MAX_RAISED * size
    )


def _is_beside(row: Sequence[Word], word: Word) -> bool:
    """Whether `word` stands right of all of the row, at its height: a further cell of it."""
    last = row[-1]
    if len(row) == 1 and _may_be_mark(last):
        # The mark of a note, and the note.
        is_high = 0 < last.base - word.base < _MAX_RAISED * word.style.size
        if is_high and 0 <= word.left - last.right < _NOTE_GAP * word.style.size:
            is_as_large = is_raised(last.style.size, last.base - word.base, word.style.size)
            is_mark = is_as_large and _touch(last, word)
            return is_mark or last.style.size < _RAISED_SIZE * word.style.size
    if _may_be_mark(word) and word.style.size < _RAISED_SIZE * last.style.size:
        is_high = 0 < word.base - row[0].base < _MAX_RAISED * last.style.size
        if is_high and abs(word.left - last.right) < _MARK_GAP * last.style.size:
            return True
    size = min(word.style.size, last.style.size)
    second = row[1] if len(row) > 1 and _may_be_mark(row[0]) else row[0]
    return (
        word.left >= row[-1].right - _SLACK * size
        and min(abs(word.base - own.base) for own in (row[0], second)) < _SAME_BASE * size
    )


def _may_be_mark(word: Word) -> bool:
    return len(word.text) <= _MAX_MARK and not word.text[0].isalpha()


def _raise_alone(row: list[Word]) -> Iterator[Word]:
    """The words, of which those that stand raised by themselves are the marks of notes."""
    sizes = Counter({word.style.size: 0 for word in row})
    for word in row:
        sizes[word.style.size] += len(word.text)
    size = sizes.most_common(1)[0][0]
    level = [word for word in row if word.style.size == size]
    base = next((word.base for word in level if not _may_be_mark(word)), level[0].base)
    for place, word in enumerate(row):
        plain = leave_out_marks(word.text)
        is_sign = _may_be_mark(word) or _EXPONENT.match(plain)
        is_high = is_sign and is_raised(word.style.size, word.base - base, size)
        if is_high and word.style.size > _NEARLY * size:  # or a cell that stands higher than others
            is_high = any(_touch(*pair) for pair in pairwise(row[max(0, place - 1) : place + 2]))
        yield replace(word, text=raise_mark(plain)) if is_high and plain else word


def _touch(before: Word, word: Word) -> bool:
    return abs(_find_gap(before, word)) < _RAISED_GAP


def _join_words(words: Sequence[Word]) -> str:
    parts = [words[0].text]
    for before, word in pairwise(words):
        # Some are written from right to left, and some stand where they were typed later.
        gap = max(word.left - before.right, before.left - word.right)
        gap /= max(before.style.size, word.style.size)
        is_behind_mark = find_marks(before.text) and _PUNCTUATION.match(word.text)
        is_mark = RAISED.match(word.text)
        least = _RAISED_GAP if is_mark or is_behind_mark else _JOINED_GAP
        if is_mark and before.text[-1].isdigit():
            least = _EXPONENT_GAP
        parts.append("" if gap < least and before.right > before.left else " ")
        parts.append(word.text)
    return "".join(parts)


def spell_columns(line: Line, left: float) -> str:
    """The text of a line of code, whose letters are all of one width: its indent and its gaps as
    so many blanks."""
    words = [(leave_out_marks(word.text), word) for word in line.words]
    # What is drawn of a word ends before the width of its last letter does.
    letters = sum(len(text) - _UNDRAWN for text, _ in words)
    width = sum(word.right - word.left for _, word in words) / max(letters, _UNDRAWN)
    if width <= 0:
        return line.text
    parts = [" " * min(_MAX_INDENT, max(0, round((line.left - left) / width))), line.words[0].text]
    for (text, before), (_, word) in pairwise(words):
        columns = round((word.left - before.left) / width)
        parts.append(" " * min(_MAX_INDENT, max(1, columns - len(text))))
        parts.append(word.text)
    return "".join(parts)
