"""What a program left in a plain text that it made of a page: numbers of links, names of other
pages, characters spelt as HTML does."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from corpus.structure.blocks.block import Block
from corpus.structure.signs import leave_out_hidden

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_MIN_REFERENCES = 3
_TARGET = re.compile(
    r"\s*(?:\[(?P<boxed>\d{1,4})\]|(?P<dotted>\d{1,4})\.)\s+[a-z]{3,10}:\S{1,2000}"
)
_LINK_MARK = re.compile(r"(?<![\w\])])\[(\d{1,4})\](?=[^\s\[\]])")
_MIN_TARGETS = 2
_SUBTITLE = re.compile(r"\b(?:Visible|Hidden) links\b")
"""As lynx calls them, below a line "References"."""
_MAX_TITLES = 3
"""Lines that call what stands at the end so: "References", "Visible links", "Hidden links:"."""
_MAX_TITLE_WORDS = 3
_PAGE_LINK = re.compile(
    r"<(?P<said>[^<>\[\]]{1,100})>\s{1,60}"
    r"\[(?:[\w.#%+-]{1,100}\.(?:txt|html?)|https?://[^\]\s]{1,500})\]"
)
_MIN_PAGE_LINKS = 2


@dataclass(frozen=True, slots=True)
class ExportMarks:
    """Which marks the program left: the `numbers` of links, and names of other pages."""

    numbers: frozenset[int] = frozenset()
    has_pages: bool = False


def find_export_marks(text: str) -> tuple[str, ExportMarks]:
    """The marks of a program such as lynx in `text`: `[5]script` with the list of addresses at the
    end, `<mbox> [Mailbox.txt]`; and `text` without that list, with `it&#X2019;s` spelt out. Each
    kind is looked for in the whole, so that a text that only speaks of it keeps it. Linear."""
    text, numbers = _take_off_targets(_spell_out(text))
    has_pages = len(_PAGE_LINK.findall(text)) >= _MIN_PAGE_LINKS
    return text, ExportMarks(numbers, has_pages)


def take_off_export_marks(blocks: Iterable[Block], marks: ExportMarks) -> Iterator[Block]:
    """`blocks` without `marks`, which are still in them while lines are joined, as they count for
    how long a line is."""
    if not marks.numbers and not marks.has_pages:
        yield from blocks
        return
    for block in blocks:
        heading = block.heading
        if heading:
            heading = replace(heading, text=_take_off(heading.text, marks))
        is_kept = block.role in ("gap", "code", "table")
        text = block.text if is_kept else _take_off(block.text, marks)
        yield replace(block, text=text, heading=heading)


def _take_off(text: str, marks: ExportMarks) -> str:
    if marks.numbers:
        text = _LINK_MARK.sub(lambda m: "" if int(m[1]) in marks.numbers else m[0], text)
    return _PAGE_LINK.sub(lambda m: m["said"], text) if marks.has_pages else text


def _spell_out(text: str) -> str:
    """`text` with the characters that references to them stand for, if half of these or more stand
    within words or beside them, where nobody writes of one."""
    found = list(_REFERENCE.finditer(text))
    glued = sum(
        text[match.start() - 1 : match.start()].isalnum()
        or text[match.end() : match.end() + 1].isalnum()
        for match in found
    )
    if glued < max(_MIN_REFERENCES, len(found) / 2):
        return text
    return _REFERENCE.sub(lambda match: _spell(match[0]), text)


def _spell(reference: str) -> str:
    character = unescape(reference)
    if character.isspace() and character not in "\n\r\t":
        return " "  # of any width: nothing is aligned by it
    return character if _is_text(character) else reference


def _is_text(character: str) -> bool:
    """Whether nothing of `character` is a control, or hides or turns what stands around it."""
    is_any = all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in character)
    return is_any and leave_out_hidden(character) == character


def _take_off_targets(text: str) -> tuple[str, frozenset[int]]:
    """`text` without the addresses that its numbered links lead to, and these numbers; they are
    the last that it says, counted from 1, and half of them are cited."""
    lines = text.split("\n")
    start, numbers = _find_targets(lines)
    if len(numbers) < _MIN_TARGETS or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return text, frozenset()
    body = "\n".join(lines[:start])
    cited = frozenset(int(m[1]) for m in _LINK_MARK.finditer(body)).intersection(numbers)
    return (body, cited) if 2 * len(cited) >= len(numbers) else (text, frozenset())


def _find_targets(lines: list[str]) -> tuple[int, list[int]]:
    """Where the list of addresses at the end of `lines` begins, with what it is called, and its
    numbers, from the last to the first."""
    numbers: list[int] = []
    start, titles = len(lines), 0
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        target = _TARGET.fullmatch(line)
        if target:
            numbers.append(int(target["boxed"] or target["dotted"]))
        elif line.strip():
            titles += 1
            is_title = len(line.split()) <= _MAX_TITLE_WORDS and line.rstrip()[-1] not in ".!?。"
            if not numbers or titles > _MAX_TITLES or not is_title:
                break
        else:
            continue
        start = place
        if titles and numbers[-1] == 1 and not _SUBTITLE.search(line):
            break
    return start, numbers
