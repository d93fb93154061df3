"""What is left of a web page around its text in a document or a book that was made of it: signs of
links at headings, tables of contents, ways to the pages before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.formats.html.pieces import Piece
from corpus.formats.writing.headings import LINK_SIGNS, leave_out_sign
from corpus.structure.blocks.contents_lists import fold_entry, is_contents_title

_OFTEN = ("#", "§", "∞")
"""Signs of a link to a heading, if most headings end in them."""
_OFTEN_SHARE = 0.6
_MIN_HEADINGS = 3
_MIN_ENTRIES = 5
_MIN_TITLED = 2
_MAX_ROWS = 3
_STEP_CHOICE = (
    "prev|previous|next|up|home|top|index|contents|zurück|weiter|nach oben|anfang|inhalt|précédent"
    "|suivant|sommaire|anterior|siguiente|inicio|precedente|successivo|próximo|назад|далее|вперёд"
    "|вверх|vorige|volgende|poprzedni|następny|předchozí|další|上一页|下一页|前へ|次へ"
)
_STEPS = frozenset(_STEP_CHOICE.split("|"))
"""What leads to the pages before and after."""
_MIN_STEPS = 2
_MIN_STEPS_IN_LINE = 3
_MAX_STEPS = 100
"""Characters of a line of such words."""
_WAY_ENDS = ("|", "»")
_MIN_WAYS = 3
_MAX_SIDE_LINE = 150
"""Characters of a line beside a text."""
_OF_LISTS = frozenset(("list_open", "item", "list_close"))
_OF_SIDES = _OF_LISTS | {"words", "heading", "rule"}


def leave_out_remains(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without such remains. Linear in their number, but for what stands in one table."""
    left = _leave_out_signs(pieces)
    left = leave_out_page_links(_leave_out_tables(left))
    contents, ways = _find_contents(left), _find_ways(left)
    out = contents | ways
    if ways and (end := _find_side_end(left, contents)) is not None:
        out |= set(range(end, len(left)))
    if not any(piece.kind == "words" for n, piece in enumerate(left) if n not in out):
        return left
    return [piece for n, piece in enumerate(left) if n not in out]


def _leave_out_signs(pieces: Sequence[Piece]) -> list[Piece]:
    """Headings without the sign of the link to them that a page shows behind each."""
    heads = [piece.lines[0] for piece in pieces if piece.kind == "heading"]
    signs: tuple[str, ...] = LINK_SIGNS
    for sign in _OFTEN:
        marked = sum(head.endswith(sign) for head in heads)
        if marked >= _MIN_HEADINGS and marked >= _OFTEN_SHARE * len(heads):
            signs = (*signs, sign)
    return [
        replace(p, lines=(leave_out_sign(p.lines[0], signs),)) if p.kind == "heading" else p
        for p in pieces
    ]


def _find_contents(pieces: Sequence[Piece]) -> set[int]:
    """The numbers of the pieces of tables of contents: lines that all are headings elsewhere, below
    the title of such a table two or more, without one five, unless a sentence leads up to them."""
    heads = {fold_entry(piece.lines[0]) for piece in pieces if piece.kind == "heading"}
    heads.discard("")
    found: set[int] = set()
    run: list[int] = []
    above: int | None = None
    for number, piece in enumerate((*pieces, Piece("rule"))):
        if piece.kind in _OF_LISTS:
            continue
        is_line = piece.kind == "words" and len(piece.lines) == 1
        if is_line and fold_entry(piece.lines[0]) in heads:
            run.append(number)
            continue
        title = above if above is not None and _is_title(pieces[above]) else None
        is_answer = above is not None and pieces[above].lines[-1].endswith((":", "："))
        if len(run) >= (_MIN_ENTRIES if title is None else _MIN_TITLED) and (
            title is not None or not is_answer
        ):
            found.update(run, () if title is None else (title,))
        run = []
        above = number if piece.lines else None
    return found


def _is_title(piece: Piece) -> bool:
    return piece.kind in ("words", "heading") and is_contents_title(piece.lines[0])


def leave_out_page_links(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without lines of at least three such words, all of which are links."""
    return [
        piece
        for piece in pieces
        if not (piece.is_linked and piece.kind == "words" and _are_steps(" ".join(piece.lines)))
    ]


def _leave_out_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` without small tables with a row that says nothing but "Prev | | Next"."""
    left: list[Piece] = []
    opened = 0
    for piece in pieces:
        if piece.kind == "table_open":
            opened = len(left)
        left.append(piece)
        if piece.kind == "table_close":
            rows = [p for p in left[opened:] if p.kind in ("row", "header")]
            if len(rows) <= _MAX_ROWS and any(_is_of_steps(row.lines[0]) for row in rows):
                del left[opened:]
    return left


def _is_of_steps(row: str) -> bool:
    cells = [cell.strip(" <>«»←→").casefold() for cell in row.split("|")]
    said = [cell for cell in cells if cell]
    return len(said) >= _MIN_STEPS and all(cell in _STEPS for cell in said)


def _are_steps(line: str) -> bool:
    if len(line) > _MAX_STEPS:
        return False
    words = (word.strip("[]()<>«»←→·•") for word in line.casefold().replace("|", " ").split())
    steps = [word for word in words if word]
    return len(steps) >= _MIN_STEPS_IN_LINE and _STEPS.issuperset(steps) and len(set(steps)) > 1


def _find_ways(pieces: Sequence[Piece]) -> set[int]:
    """The numbers of the pieces of lists most of which ends in a bar or a mark that leads on
    ("next |", "Guide »"), with the heading right above."""
    found: set[int] = set()
    for start, end in _find_lists(pieces):
        lines = [piece.lines[-1] for piece in pieces[start:end] if piece.lines]
        ways = sum(line.endswith(_WAY_ENDS) for line in lines)
        if ways >= _MIN_WAYS and 2 * ways >= len(lines):
            is_headed = start > 0 and pieces[start - 1].kind == "heading"
            found.update(range(start - is_headed, end))
    return found


def _find_lists(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Where outermost lists begin and end."""
    depth = start = 0
    for number, piece in enumerate(pieces):
        if piece.kind == "list_open":
            start = start if depth else number
            depth += 1
        elif piece.kind == "list_close":
            depth -= 1
            if depth == 0:
                yield start, number + 1


def _find_side_end(pieces: Sequence[Piece], contents: set[int]) -> int | None:
    """Where what stands beside a page's text begins at its end: one of its tables of `contents`,
    behind which there are but short lines; None if there is none."""
    start = None
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        if number in contents and _is_title(piece):
            start = number
            break
        if piece.kind not in _OF_SIDES or sum(map(len, piece.lines)) > _MAX_SIDE_LINE:
            return None
    return start if start and any(p.kind == "words" for p in pieces[:start]) else None
