"""What comes from elsewhere as a Markdown file with front matter, which its owner can read, and of
which the reader of Markdown makes the very words that went in."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from corpus.formats.decoding import decode_text
from corpus.formats.writing.lines import are_to_stay
from corpus.normalization import clean_line
from corpus.structure.signs import leave_out_hidden

BlockKind: TypeAlias = Literal[
    "prose",
    "heading",
    "item",
    "quote",
    "code",
    "term",
    "detail",
    "note",
    "aside",
    "aside_end",
    "rule",
    "gap",
]
"""A "detail" is a further paragraph that describes the term above. An "aside" begins what stands
apart from the text, with the heading that comes next as its title, and an "aside_end" ends it; a
"rule" stands between what does not lead up to each other, a "gap" between what is not one list.
These four have no text."""

MAX_LEVEL = 6
_MAX_DEPTH = 4
"""Of lists in lists; deeper ones are written as deep as this."""
_MAX_ASIDES = 4
"""In each other; deeper ones are written as deep as this."""
_NOTHING = "<!-- -->"
"""What describes a term that nothing describes."""
_OF_TERMS = ("term", "detail")
_DESCRIPTION = re.compile(r"\s*[:~]")
"""A line of code that begins so below a list of terms would make a term of the mark above it."""
_BETWEEN = {"rule": "* * *", "gap": _NOTHING}

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_MARKUP = re.compile(
    r"[\\`*_\[<{]"
    r"|&(?=[#A-Za-z])"
    r"|\$(?![\d\s])|~"
    r"|=(?==)|(?<=[=)])=|%(?=%)|(?<=%)%"
    r"|(?<!\S)[:^](?=\w)"
)
"""What means something to any of the rules for a line, wherever it stands there."""
_BLOCK_MARK = re.compile(r"[#+\->|:=~!?%^](?=\S*)|(?P<number>\d{1,9})(?=[.)])")
"""What means something at the beginning of a line."""
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
"""A number with which a note may begin."""
_STATEMENT = re.compile(r"(?:import|export)\b|(?:id|collapsed|(?:logseq|query)[\w.-]+)::")
_BOX = re.compile(r"\[.?\](?!\S)")
"""That of a task, in an item's text."""
_MARKED_CODE = re.compile(
    r"^[ \t]*===[!+]{0,2}[ \t]+\"|^[ \t]{0,3}(?:[⁰¹²³⁴-⁹]|<sup>\d)|\{%-?\s{0,9}(?:end)?raw\b",
    re.MULTILINE,
)
"""Lines of code that the reader of Markdown takes for its own, but not if it is HTML in which
these signs are spelt out."""
_SPELT_OUT = re.compile("[<>&{%=~`⁰¹²³⁴-⁹]")
_FENCE = re.compile("`{3,}")
_NOTE = "<!-- Written by Footnote, and written anew when its source changes. -->"
"""Says so to the owner; what stands below it is no byline of the file itself."""
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page. `level` is that of a heading, from 1; how many lists an item's own list
    lies in, from 0; in how many lists, one in the other, code stands; the number of a note. `cites`
    are the notes that are called there. The lines of a "term" are what is described, in its first,
    and what describes it."""

    text: str
    kind: BlockKind = "prose"
    level: int = 0
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is its header if it `has_header`. `level` and `cites` are as
    those of code."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool = False
    level: int = 0
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be a file. `fields` are further ones of its front matter, by names that are no
    other field's."""

    title: str
    blocks: tuple[Block | Table, ...]
    author: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page of the web. `page` is None if it says nothing to quote; `canonical` is the address by
    which it wants to be known, on its own site, None if it says none. `links` are normalised and in
    its order, none twice; none if they are not to be followed. `is_listed` is False if it wants to
    be in no index."""

    page: Page | None
    canonical: str | None
    links: tuple[str, ...]
    is_listed: bool
    asks_password: bool = False


def write_page(page: Page) -> bytes:
    """The file: the same page is the same bytes."""
    return to_bytes(write_head(page) + write_blocks(page.blocks))


def read_body(data: bytes) -> str:
    """What stands below the head of a file that was written here, as it stands there."""
    return data.decode("utf-8-sig", "replace").partition(_NOTE)[2]


def write_head(page: Page) -> str:
    """What stands above the blocks of the file."""
    return "\n".join((*_write_fields(page), "", _NOTE, ""))


def write_blocks(blocks: Iterable[Block | Table]) -> str:
    """The blocks as they stand in the file, wherever they do; `""` if nothing is in them."""
    return "".join(f"{line}\n" for line in _write_body(blocks))


def to_bytes(text: str) -> bytes:
    """A file of what was written here, so that it is read as just that."""
    data = text.encode("utf-8", "replace")
    # What is all ASCII may look like an encoding of seven bits.
    return data if decode_text(data).text == text else _BYTE_ORDER_MARK.encode() + data


def _write_fields(page: Page) -> Iterator[str]:
    yield "---"
    known = {
        "title": page.title,
        "author": page.author,
        "source": page.source,
        "published": page.published.isoformat() if page.published else None,
        "url": page.url,
        "language": page.language,
        **dict(page.fields),
    }
    for name, value in known.items():
        if value and (line := clean_line(_clean(value))):
            yield f"{name}: {json.dumps(line, ensure_ascii=False)}"
    yield "---"


def _write_body(blocks: Iterable[Block | Table]) -> Iterator[str]:
    depth: int | None = None
    """Of the item above, None if there is none: one is at most one list deeper."""
    asides = 0
    kind: str = ""
    """Of the block above."""
    for block in blocks:
        above, quoted = depth, "> " * min(asides, _MAX_ASIDES)
        if isinstance(block, Block) and block.kind in ("aside", "aside_end"):
            # A blank line ends the one above, and the lists in it.
            yield quoted.rstrip()
            asides = max(0, asides + (1 if block.kind == "aside" else -1))
            depth = None
            continue
        lines, depth = _write_next(block, above)
        if not lines:
            depth = above
            continue
        before, kind = kind, "table" if isinstance(block, Table) else block.kind
        is_code_below = before in _OF_TERMS and kind == "code"
        if is_code_below and any(_DESCRIPTION.match(line) for line in lines[1:2]):
            yield from (quoted.rstrip(), f"{quoted}{_NOTHING}")
        if above is None or depth is None or isinstance(block, Table) or block.kind != "item":
            yield quoted.rstrip()
        yield from (f"{quoted}{line}".rstrip(" ") if asides else line for line in lines)


def _write_next(block: Block | Table, above: int | None) -> tuple[list[str], int | None]:
    """The lines of a block below an item of the depth `above`, and the depth that it leaves."""
    if isinstance(block, Block) and block.kind == "item":
        depth = min(max(0, block.level), _MAX_DEPTH, 0 if above is None else above + 1)
        return list(_write_item(block, depth)), depth
    is_within = isinstance(block, Table) or block.kind == "code"
    level = min(max(0, block.level), 0 if above is None else above + 1) if is_within else 0
    written = _write_table(block) if isinstance(block, Table) else _write_block(block)
    indent = "  " * level
    return [f"{indent}{line}" if line else "" for line in written], level - 1 if level else None


def _write_item(block: Block, depth: int) -> Iterator[str]:
    indent = "  " * depth
    # What looks like the box of a task is none behind one.
    mark = "- [ ] " if _BOX.match(block.text.strip()) else "- "
    for number, line in enumerate(_write_lines(block)):
        yield f"{indent}{'  ' if number else mark}{line}"


def _write_block(block: Block) -> Iterator[str]:
    text = _clean(block.text)
    lines = _split_lines(text)
    if block.kind in _BETWEEN:
        yield _BETWEEN[block.kind]
        return
    if not lines:
        return
    match block.kind:
        case "heading":
            yield f"{'#' * max(1, min(block.level, MAX_LEVEL))} {_escape_heading(' '.join(lines))}"
        case "quote":
            yield from (f"> {line}" for line in _write_lines(block))
        case "code" if _MARKED_CODE.search(text):
            spelt = _SPELT_OUT.sub(lambda match: f"&#{ord(match[0])};", text.strip("\n").rstrip())
            yield from f"<pre>{spelt}</pre>".split("\n")
        case "code":
            fence = "`" * max([3, *(len(run) + 1 for run in _FENCE.findall(text))])
            yield fence
            yield from text.strip("\n").rstrip().split("\n")
            yield fence
        case "term":
            term, *said = map(_escape, lines)
            said = said or [_NOTHING]
            said[-1] += _write_marks(block.cites)
            yield term
            yield from (f": {line}" for line in said)
        case "detail":
            yield from (f"  {line}" for line in _write_lines(block))
        case "note":
            yield f"[^{block.level}]: {_escape(' '.join(lines))}"
        case _:
            yield from _write_lines(block)


def _write_lines(block: Block) -> Iterator[str]:
    """Running text; lines that are to stay, as those of verse, end in a backslash."""
    lines = _split_lines(_clean(block.text))
    end = "\\" if are_to_stay(lines) else ""
    for number, line in enumerate(lines, 1):
        yield _escape(line) + (end if number < len(lines) else _write_marks(block.cites))


def _write_marks(cites: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in cites)


def _write_table(table: Table) -> Iterator[str]:
    rows = [[_escape_cell(cell) for cell in row] for row in table.rows if any(map(str.strip, row))]
    if not rows:
        return
    width = max(map(len, rows))
    rows[-1][-1] += _write_marks(table.cites)
    if not table.has_header:
        rows.insert(0, [])
    rows.insert(1, ["---"] * width)
    for row in rows:
        yield f"| {' | '.join([*row, *[''] * (width - len(row))])} |"


def _split_lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _clean(text: str) -> str:
    """As any text is when it has been read, so that what is read of it is just that."""
    text = _CONTROLS.sub(" ", _LINE_END.sub("\n", text)).replace("\ufeff", "")
    return leave_out_hidden(text.encode("utf-8", "replace").decode())


def _escape(line: str) -> str:
    """A line of which nothing is markup."""
    start = ""
    if mark := _BLOCK_MARK.match(line):
        number = mark["number"] or ""
        start = f"{number}\\{line[len(number)]}"
        line = line[len(number) + 1 :]
    elif _RAISED.match(line) or _STATEMENT.match(line):
        start = f"&#{ord(line[0])};"
        line = line[1:]
    # The blank stands for what is written already, so that nothing else begins the line.
    return start + _MARKUP.sub(r"\\\g<0>", f"a{line}" if start else line)[1 if start else 0 :]


def _escape_heading(line: str) -> str:
    # What ends in number signs is a heading without them.
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", _escape(line))


def _escape_cell(cell: str) -> str:
    return _escape(clean_line(_clean(cell))).replace("|", "\\|")
