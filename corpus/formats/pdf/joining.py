"""The lines of a chunk as one text, and where in it each further page begins."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.formats.pdf.layout import follows
from corpus.formats.pdf.lines import Line, spell_columns
from corpus.structure.blocks.hyphens import OF_COMPOUNDS

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_HYPHENS = ("-", "\u00ad", "\u2010")
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_CUT_OPTION = re.compile(r"(?:^|[\s(\[|])(--?)$")
_CUT_LONG_OPTION = re.compile(r"(?:^|[\s(\[|\"'`])--[A-Za-z][\w-]*[-\u2010]$")
"""Nobody hyphenates an option: its hyphen at the line's end is its own."""
_CUT_ADDRESS = re.compile(r"https?:$|https?://(?:\S*[/_.=?&-])?$")
_REST_OF_ADDRESS = re.compile(r"//|[\w-]{1,60}[_/=?&%.][\w/]")
_MAX_ADDRESS = 200
_MAX_WORD = 60
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "n", "en", "e")
_MIN_STEM = 6
_APART = frozenset(("non", "self"))
_PREFIXES = frozenset(("over", "under", "inter", "trans", "super", "counter", "fore", "hyper"))
_MIN_HEAD = 4
_MIN_PARTICIPLE = 6
_MIN_PART = 3
"""Letters of the parts of a compound: "of-fers" is none, though "of" is a word."""

Places = tuple[tuple[int, int], ...]
"""Pairs of an offset in a text and the page that begins there."""


class Joiner:
    """Joins lines. Whether a hyphen at a line's end is part of the word, the words of the file say:
    it is if the compound stands elsewhere, or both of its parts do, and not the word without it.
    Else the word was broken, as most are that are set in justified columns, but for what begins
    compounds: "self-reliance"."""

    def __init__(self, pages: Iterable[Sequence[Line]]) -> None:
        self._words: set[str] = set()
        self._options: set[str] = set()
        for page in pages:
            is_rest = False
            for line in page:
                words = [match[0].casefold() for match in _WORD.finditer(line.plain)]
                own = words[is_rest:]
                is_rest = line.plain.endswith(_HYPHENS)
                self._words.update(own[:-1] if is_rest else own)
                if " -" in line.plain or line.plain.startswith("-"):
                    self._options.update(_OPTION.findall(line.plain))

    def join(self, lines: Sequence[Line]) -> tuple[str, Places]:
        """The running text of `lines`, and the pages after the first that it goes on on."""
        parts = [lines[0].text]
        length = len(parts[0])
        places: list[tuple[int, int]] = []
        for line, after in pairwise(lines):
            gap = ""
            if line.plain.endswith(_HYPHENS) and self._is_broken(line.plain, after.plain):
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

    def _is_broken(self, before: str, after: str) -> bool:
        """Whether the hyphen that `before` ends with is gone once `after` follows it."""
        if before.endswith(_SOFT_HYPHEN):
            return True
        if _CUT_LONG_OPTION.search(before[-_MAX_WORD:]):
            return False
        last = _LAST_WORD.search(before[-_MAX_WORD:-1])
        first = _FIRST_WORD.match(after[:_MAX_WORD])
        if last is None or first is None:
            return False
        is_upper = last[0].isupper() and first[0].isupper()
        if not (first[0][0].islower() or is_upper):
            return False
        head, tail = last[0].casefold(), first[0].casefold()
        end = re.split("[-\u2010]", head)[-1]
        if head + tail in self._words or end + tail in self._words:
            return True
        if f"{head}-{tail}" in self._words or end in OF_COMPOUNDS:
            return False
        if self._is_form(end + tail):
            return True
        is_compound = min(len(end), len(tail)) >= _MIN_PART and {end, tail} <= self._words
        return not (is_compound or self._may_be_compound(end, tail)) and head == end

    def _is_form(self, word: str) -> bool:
        """Whether another form of `word` stands in the file: "trademark" for "trademarks"."""
        return f"{word}s" in self._words or any(
            word.endswith(ending)
            and len(word) >= len(ending) + _MIN_STEM
            and word.removesuffix(ending) in self._words
            for ending in _ENDINGS
        )

    def _may_be_compound(self, head: str, tail: str) -> bool:
        """Whether the second part is a word of the file, and the first one that stands before such
        words with a hyphen: "comma-separated", "non-embedded"."""
        if tail not in self._words:
            return False
        is_participle = len(tail) >= _MIN_PARTICIPLE and tail.endswith("ed")
        return head in _APART or (
            is_participle and len(head) >= _MIN_HEAD and head not in _PREFIXES
        )

    def _separate(self, before: str, after: str) -> str:
        """What to put between two lines that are one."""
        if _SPACELESS.match(before[-1]) and _SPACELESS.match(after[0]):
            return ""
        if cut := _CUT_OPTION.search(before[-_MAX_WORD:]):  # an option, or a dash
            option = _OPTION.match(f"{cut[1]}{after[:_MAX_WORD]}")
            return "" if option and option[0] in self._options else " "
        if _CUT_ADDRESS.search(before[-_MAX_ADDRESS:]) and _REST_OF_ADDRESS.match(after):
            return ""
        hyphenated = before.endswith(_HYPHENS) and before[-2:-1].isalnum() and after[0].isalnum()
        return "" if hyphenated else " "


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
