"""Recipes below each other in one text: their titles, and what stands in columns in them."""

import re
from collections.abc import Sequence

from corpus.structure.blocks.headings.heading import Heading, looks_like_heading
from corpus.structure.blocks.lines import SENTENCE_END, Line, make_line

_NAMES = (
    r"(?:ingredients|zutaten|ingr[ée]dients|ingredientes|ingredienti|ingrediënten|ingrediens(?:er|en)"
    r"|składniki|malzemeler|ингредиенты|інгредієнти|продукты)"
)
_MAY_LABEL = re.compile(rf"^{_NAMES}", re.I | re.M)
_LABEL = re.compile(
    rf"{_NAMES}"
    r"(?:\s(?:for|für|pour|para|per|voor|для)\s.{1,30}|\s\([^()]{1,30}\))?\s?(?P<said>[:：].*)?",
    re.I,
)
_FIELD = re.compile(
    r"[^\W\d_][^:：]{1,24}[:：]\s?\S.{0,40}|(?:serves|makes|yields?|für|pour|para|per|для)\s.{1,30}",
    re.I,
)
_MIN_RECIPES = 2
_MAX_FIELDS = 4
_MAX_CELL = 40
_MAX_ROWS = 60
_GAP = re.compile(r"(?<=\S)(?: {2,}|[ \t]*\t[ \t]*)(?=\S)")
_MIN_ROWS = 2


def find_recipe_titles(lines: Sequence[Line]) -> dict[int, Heading]:
    """The titles of recipes by the numbers of their lines, where several stand below each other,
    each right above what it is made of. Linear."""
    found = (_find_title(lines, number) for number in _find_labels(lines))
    titles = dict.fromkeys(number for number in found if number is not None)
    if len(titles) < _MIN_RECIPES:
        return {}
    first = next((number for number, line in enumerate(lines) if line.text), 0)
    titles.pop(first, None)  # it may be what the whole text is called
    return {number: Heading(" ".join(lines[number].text.split()), "recipe") for number in titles}


def _find_labels(lines: Sequence[Line]) -> list[int]:
    text = "\n".join([line.text for line in lines])
    if not _MAY_LABEL.search(text):  # as of most texts, at once
        return []
    return [number for number, line in enumerate(lines) if _LABEL.fullmatch(line.text)]


def _find_title(lines: Sequence[Line], label: int) -> int | None:
    """Where the title stands above the label there: between them are at most fields and a blank
    line, above it is one or the end of a sentence."""
    number = label - 1
    fields = 0
    while number >= 0 and fields <= _MAX_FIELDS + 1:
        line = lines[number]
        if line.text and not _FIELD.fullmatch(line.text):
            break
        fields += 1
        number -= 1
    if number < 0 or fields > _MAX_FIELDS + 1:
        return None
    title, above = lines[number], lines[number - 1] if number else None
    is_set_off = above is None or above.says_nothing or bool(SENTENCE_END.search(above.text))
    return number if is_set_off and looks_like_heading(title.text) else None


def part_ingredients(lines: Sequence[Line]) -> list[Line]:
    """`lines`, what stands in two columns or three below the label of what a recipe is made of one
    column below the other. Linear."""
    made: list[Line] = []
    number = 0
    for label in _find_labels(lines):
        said = _LABEL.fullmatch(lines[label].text)
        if said is None or (said["said"] or "").strip(":： "):
            continue
        start = label + 1
        start += start < len(lines) and lines[start].is_blank
        end = start
        while end < len(lines) and lines[end].text and end - start < _MAX_ROWS:
            end += 1
        columns = _read_columns(lines[start:end])
        if columns and start >= number:
            made += lines[number:start]
            made += (make_line(cell) for column in columns for cell in column if cell)
            number = end
    return [*made, *lines[number:]] if number else list(lines)


def _read_columns(rows: Sequence[Line]) -> list[list[str]]:
    """The cells of `rows` by columns, where most rows have as many, each begins below the one
    above it, and most begin with how much of it there is; [] if they are none."""
    cells = [[cell.strip() for cell in _GAP.split(row.text)] for row in rows]
    count = max(map(len, cells), default=0)
    full = [number for number, row in enumerate(cells) if len(row) == count]
    if count not in (2, 3) or len(full) < max(_MIN_ROWS, len(cells) // 2):
        return []
    said = [cell for row in cells for cell in row]
    counted = sum(cell[0].isdecimal() or cell[0] in "½¼¾⅓⅔" for cell in said)
    if any(len(cell) > _MAX_CELL for cell in said) or 2 * counted < len(said):
        return []
    places = [[match.end() for match in _GAP.finditer(rows[number].text)] for number in full]
    has_tabs = any("\t" in rows[number].text for number in full)
    if not has_tabs and any(place != places[0] for place in places):
        return []
    return [[row[n] for row in cells if n < len(row)] for n in range(count)]
