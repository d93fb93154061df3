"""The lines of a chunk as one text, and where in it each further page begins."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.pdf.hyphens import HYPHENS, Hyphens
from corpus.formats.pdf.layout import follows
from corpus.formats.pdf.lines import Line, spell_columns
from corpus.formats.pdf.words import RAISED
from corpus.structure.blocks.hyphens import BETWEEN_TWO

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_CUT_OPTION = re.compile(r"(?:^|[\s(\[|])(--?)$")
_CUT_ADDRESS = re.compile(r"https?:$|https?://(?:\S*[/_.=?&-])?$")
_REST_OF_ADDRESS = re.compile(r"//|[\w-]{1,60}[_/=?&%.][\w/]")
_MAX_ADDRESS = 200
_MAX_WORD = 60

Places = tuple[tuple[int, int], ...]
"""Pairs of an offset in a text and the page that begins there."""


class Joiner:
    """Joins lines, by what the words and options of the whole file say of those at their ends."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._hyphens = Hyphens(pages)
        self._options: set[str] = set()
        for page in pages:
            for line in page:
                if " -" in line.plain or line.plain.startswith("-"):
                    self._options.update(_OPTION.findall(line.plain))

    def join(self, lines: Sequence[Line]) -> tuple[str, Places]:
        """The running text of `lines`, and the pages after the first that it goes on on."""
        parts = [lines[0].text]
        length = len(parts[0])
        places: list[tuple[int, int]] = []
        for line, after in pairwise(lines):
            gap = ""
            if line.plain.endswith(HYPHENS) and self._hyphens.is_break(line.plain, after.plain):
                parts[-1] = parts[-1][:-1]
                length -= 1
            else:
                gap = self._separate(line.text, after.text)
            length += len(gap)
            if after.page != line.page:
                places.append((length, after.page))
            parts += [gap, after.text]
            length += len(after.text)
        return "".join(parts), tuple(places)

    def join_heading(self, lines: Sequence[Line]) -> str:
        """The text of a heading on one line, without the marks of notes."""
        parts = [RAISED.sub("", line.text) or line.plain for line in lines]
        text = parts[0]
        for (line, after), part in zip(pairwise(lines), parts[1:], strict=True):
            if line.plain.endswith(HYPHENS) and self._hyphens.is_break(line.plain, after.plain):
                text = text[:-1] + part
            else:
                text += self._separate(text, part) + part
        return " ".join(text.split())

    def _separate(self, before: str, after: str) -> str:
        """What to put between two lines that are one."""
        if _SPACELESS.match(before[-1]) and _SPACELESS.match(after[0]):
            return ""
        if cut := _CUT_OPTION.search(before[-_MAX_WORD:]):  # an option, or a dash
            option = _OPTION.match(f"{cut[1]}{after[:_MAX_WORD]}")
            return "" if option and option[0] in self._options else " "
        if _CUT_ADDRESS.search(before[-_MAX_ADDRESS:]) and _REST_OF_ADDRESS.match(after):
            return ""
        if not (before.endswith(HYPHENS) and before[-2:-1].isalnum() and after[0].isalnum()):
            return " "
        first = _FIRST_WORD.match(after[:_MAX_WORD])
        return " " if first is not None and first[0] in BETWEEN_TWO else ""


def join_code(lines: Sequence[Line]) -> tuple[str, Places]:
    """The lines of code, with their indents, as `Joiner.join`."""
    parts: list[list[Line]] = [[lines[0]]]
    for line, after in pairwise(lines):
        if not follows(line, after):
            parts.append([])
        parts[-1].append(after)
    spelt = [
        spell_columns(line, left)
        for part in parts
        for left in (min(one.left for one in part),)
        for line in part
    ]
    places: list[tuple[int, int]] = []
    length = 0
    for line, after, text in zip(lines, lines[1:], spelt, strict=False):
        length += len(text) + 1
        if after.page != line.page:
            places.append((length, after.page))
    return "\n".join(spelt), tuple(places)
