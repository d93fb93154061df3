"""The source of a wiki page, as MediaWiki has it, to the blocks of a page."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.wiki import (
    LEFT_OUT,
    Source,
    close_gaps,
    drop_gaps,
    mark_gaps,
    read_marks,
    read_table,
)
from corpus.formats.wiki.tags import leave_out_tags
from corpus.sources.pages import Block, Table

_EMPHASIS = re.compile(r"'{2,5}")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_RULE = re.compile(r"-{4,}")
_LIST = re.compile(r"[*#:;]{1,20}")
_TABLE = re.compile(r"[ :]{0,9}\{\|")
_VARIANT = re.compile(r"-\{(?:[^{}|]{0,40}\|)?([^{};]{0,200})\}-")
"""Words that are written in one of several ways, of which none is chosen."""
_REDIRECT = re.compile(r"\s{0,99}#[^\W\d_]{4,20}\s{0,9}:?\s{0,9}\[\[")


def is_redirect(text: str) -> bool:
    """Whether a page only leads to another one."""
    return _REDIRECT.match(text) is not None


def read_wikitext(text: str, left_out: frozenset[str]) -> tuple[Block | Table, ...]:
    """What a page says; `left_out` are the namespaces of pictures and categories, in lower case."""
    source = read_marks(text.replace("\r\n", "\n"), left_out)
    return tuple(_Reader(source).read())


@dataclass(slots=True)
class _Reader:
    source: Source

    def read(self) -> Iterator[Block | Table]:
        """The blocks of the page, in its order."""
        lines = self.source.text.split("\n")
        number = 0
        paragraph: list[str] = []
        while number < len(lines):
            line = lines[number]
            count, blocks = self._read_block(lines, number)
            if not count:
                paragraph.append(line)
                number += 1
                continue
            yield from self._end(paragraph)
            paragraph = []
            yield from blocks
            number += count
        yield from self._end(paragraph)

    def _read_block(self, lines: Sequence[str], number: int) -> tuple[int, Sequence[Block | Table]]:
        """What begins in a line but is no running text, and how many lines it has; none if that is
        nothing."""
        line = lines[number]
        stripped = line.strip()
        if not drop_gaps(line).strip() or _RULE.match(stripped):
            rest = self._clean(stripped.lstrip("-"))
            return 1, [Block(rest)] if rest else []
        if (code := self.source.find_code(line)) is not None:
            return 1, [Block(code, "code")]
        if _TABLE.match(line):
            return self._read_table(lines, number)
        if line.startswith("=") and (heading := self._read_heading(stripped)):
            return 1, [heading]
        if mark := _LIST.match(line):
            return 1, self._read_item(mark[0], line[mark.end() :])
        if line.startswith(" "):
            return self._read_listing(lines, number)
        return 0, []

    def _read_heading(self, line: str) -> Block | None:
        level = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")), 6)
        said = line[level:-level] if level and len(line) > 2 * level else ""
        said = self._clean(said) or (LEFT_OUT if said.strip() else "")
        return Block(said, "heading", level) if said else None

    def _read_item(self, mark: str, rest: str) -> list[Block]:
        said = self._clean(rest)
        if not said:
            return []
        if "*" in mark or "#" in mark:
            return [Block(said, "item", len(mark) - 1)]
        return [Block(said)]

    def _read_listing(self, lines: Sequence[str], number: int) -> tuple[int, list[Block | Table]]:
        """Lines that step in are code, where there are several."""
        end = number
        while end < len(lines) and lines[end].startswith(" ") and lines[end].strip():
            end += 1
        if end - number < 2:
            return 0, []
        code = "\n".join(
            mark_gaps(self._clean_marks(line[1:])).rstrip() for line in lines[number:end]
        )
        return end - number, [Block(code, "code")]

    def _read_table(self, lines: Sequence[str], number: int) -> tuple[int, list[Block | Table]]:
        table = read_table(lines, number, self._clean)
        blocks: list[Block | Table] = [Block(table.caption)] if table.caption else []
        if max(map(len, table.rows), default=0) < 2:
            blocks += [Block(row[0]) for row in table.rows if row and row[0]]
        else:
            blocks.append(Table(table.rows, table.has_header))
        return table.length, blocks

    def _end(self, paragraph: list[str]) -> list[Block]:
        said = self._clean(" ".join(paragraph))
        return [Block(said)] if said else []

    def _clean(self, text: str) -> str:
        """A line without marks, which says where it lacks words."""
        return close_gaps(self._clean_marks(text))

    def _clean_marks(self, text: str) -> str:
        text = leave_out_tags(_BREAK.sub(" ", _EMPHASIS.sub("", text)), _TAG)
        text = html.unescape(_VARIANT.sub(r"\1", _SWITCH.sub("", text)))
        return self.source.restore(text)
