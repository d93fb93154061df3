"""Which neighbouring paragraphs of an article are read together, as one passage."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from corpus.article import Article, BlockKind, Paragraph
from corpus.structure.blocks.lines import has_letters
from corpus.structure.units import MAX_UNIT

MAX_PROSE_TOKENS = 200
MAX_ITEM_TOKENS = 100
"""Of small paragraphs together: lists, terms and tables were found best in smaller passages."""
SMALL_TOKENS = 100
"""A paragraph of more tokens is a passage of its own: natural paragraphs measured best."""
_MAX_MARK = 3
"""Characters, such as a list's "12.", that may stand between paragraphs read together."""
_MAX_ANSWER_MARK = 12
"""The same between a question and its answer ("Answer:")."""

MAX_COUNTED = 4000
"""Characters that are looked at of a paragraph, or between two."""

_FIELD = re.compile(r"(?m:^)(?P<name>[^\W\d_][\w-]{0,30}:)[ \t][^\n]*\Z")
"""In the last line of a paragraph."""
_PART = re.compile(r"\n[ \t]{0,20}%[ \t]{0,20}\n")
"""What stands between two sayings of a file of them."""
_ITEMS = frozenset[BlockKind](("list", "term", "table"))
_LEAD_IN_ENDS = (":", "：")


@dataclass(frozen=True, slots=True)
class _Pack:
    """Paragraphs that are read together, about how many tokens they have, and whether the last of
    them is small. `is_note` is whether they are of a footnote."""

    paragraphs: tuple[Paragraph, ...]
    tokens: int
    is_small: bool
    is_note: bool = False

    def with_others(self, other: "_Pack") -> "_Pack":
        return _Pack(
            (*self.paragraphs, *other.paragraphs),
            self.tokens + other.tokens,
            other.is_small,
            self.is_note,
        )


def pack_paragraphs(
    article: Article,
    count_tokens: Callable[[str], int],
    max_tokens: int,
    levels: Mapping[int, int],
) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs of `article` in order, those together that are read as one: what leads up to
    something with the first of it, and small neighbours of one section, up to about 200 tokens,
    or 100 of lists, terms and tables. None is divided, and none goes past a heading, somebody's
    turn, a numbered unit, the next question, the beginning or the end of a footnote, or from what a
    mail quotes to what it says. An item goes with what stands in it, by the `levels` of
    `find_levels`; where that is too much, what goes on with a part of it ends with the last one."""
    pack: _Pack | None = None
    for atom in _glue(article, count_tokens, max_tokens, levels):
        if pack and _may_be_packed(article, pack, atom, max_tokens, levels):
            pack = pack.with_others(atom)
            continue
        if pack:
            yield pack.paragraphs
        pack = atom
    if pack:
        yield pack.paragraphs


def leads_up(article: Article, first: Paragraph, second: Paragraph) -> bool:
    """Whether `first`, a paragraph of `article`, is not understood without the next one, `second`,
    or the other way round."""
    if not _is_one_section(article, first, second) or second.kind == "question":
        return False
    if first.kind == "question":
        return True
    if _PART.search(article.text, first.end, min(second.start, first.end + MAX_COUNTED)):
        return False
    if first.kind in {"prose", "answer"} and article.text[first.start : first.end].endswith(
        _LEAD_IN_ENDS
    ):
        return True
    stands_below = any(start < first.end and first.start < end for start, end in second.context)
    if first.kind == second.kind == "list" and stands_below:
        return article.text[first.start : first.end].endswith(_LEAD_IN_ENDS)
    return second.kind == "code" and stands_below and not _are_records(article, first, second)


def _are_records(article: Article, first: Paragraph, second: Paragraph) -> bool:
    """Whether `first` ends with a field, such as "License: MIT", which `second` has one of, too."""
    field = _FIELD.search(article.text, max(first.start, first.end - MAX_COUNTED), first.end)
    end = min(second.end, second.start + MAX_COUNTED)
    return field is not None and f"\n{field['name']}" in article.text[second.start : end]


def _glue(
    article: Article,
    count_tokens: Callable[[str], int],
    max_tokens: int,
    levels: Mapping[int, int],
) -> Iterator[_Pack]:
    """Each paragraph, but what leads up to the next one together with it, and an item with what
    stands in it, as much as there is room for; of long code its beginning in any case."""
    waiting: _Pack | None = None
    ends: set[int] = set()
    for paragraph in article.paragraphs:
        end = min(paragraph.end, paragraph.start + MAX_COUNTED)
        tokens = max(1, count_tokens(article.text[paragraph.start : end]))
        is_note = _is_note(article, paragraph, ends)
        atom = _Pack((paragraph,), tokens, tokens <= SMALL_TOKENS, is_note)
        if paragraph.kind == "prose":
            ends.add(paragraph.end)
        if waiting is not None:
            if (
                leads_up(article, waiting.paragraphs[-1], paragraph)
                and (waiting.tokens + tokens <= max_tokens or _may_be_cut(waiting, paragraph))
            ) or (
                _is_within(article, waiting, paragraph, levels)
                and waiting.tokens + tokens <= min(MAX_ITEM_TOKENS, max_tokens)
            ):
                waiting = waiting.with_others(atom)
                continue
            yield waiting
        waiting = atom
    if waiting is not None:
        yield waiting


def _is_note(article: Article, paragraph: Paragraph, ends: Collection[int]) -> bool:
    """Whether `paragraph` is a footnote: running text below other such text that leads up to
    nothing. `ends` are where that ends which stands before it."""
    if paragraph.kind != "prose" or paragraph.speaker is not None or not paragraph.context:
        return False
    start, end = paragraph.context[-1]
    return end in ends and not article.text[start:end].endswith(_LEAD_IN_ENDS)


def _may_be_cut(lead_in: _Pack, paragraph: Paragraph) -> bool:
    """Whether `paragraph` is code of several units, of which the first go with `lead_in`."""
    is_long = paragraph.end - paragraph.start > MAX_UNIT
    return is_long and paragraph.kind == "code" and lead_in.is_small


def _is_within(
    article: Article, item: _Pack, paragraph: Paragraph, levels: Mapping[int, int]
) -> bool:
    """Whether `paragraph` goes on within the item that `item` begins with."""
    first, last = item.paragraphs[0], item.paragraphs[-1]
    stands_in_it = first.kind == "list" and levels[first.start] < levels[paragraph.start]
    return stands_in_it and _is_one_section(article, last, paragraph)


def _may_be_packed(
    article: Article, pack: _Pack, atom: _Pack, max_tokens: int, levels: Mapping[int, int]
) -> bool:
    last, first = pack.paragraphs[-1], atom.paragraphs[0]
    most = MAX_ITEM_TOKENS if last.kind in _ITEMS else MAX_PROSE_TOKENS
    return (
        pack.is_small
        and atom.is_small
        and pack.tokens + atom.tokens <= min(most, max_tokens)
        and _family(last.kind) == _family(first.kind)
        and levels[pack.paragraphs[0].start] <= levels[first.start]
        and (pack.is_note == atom.is_note or last.kind in _ITEMS)
        and _is_one_section(article, last, first)
        and not _are_parted(article, last, first)
    )


def _stands_alone(*paragraphs: Paragraph) -> bool:
    """Whether one of them is of a row that is counted, or of a post, which has an address and a
    day of its own."""
    kinds = (one.locator.kind for one in paragraphs if one.locator is not None)
    return any(kind in ("row", "post") for kind in kinds)


def _are_parted(article: Article, first: Paragraph, second: Paragraph) -> bool:
    """Whether a row of signs, such as `* * *` or `%`, has a line to itself between the two; one
    with bars is a table's."""
    lines = article.text[first.end : second.start].split("\n")[1:-1]
    return any(line.strip() and not any(c.isalnum() or c == "|" for c in line) for line in lines)


def _family(kind: BlockKind) -> BlockKind:
    """Running text, code and answers go together, all others each with their like."""
    return "prose" if kind in {"code", "answer"} else kind


def _is_one_section(article: Article, first: Paragraph, second: Paragraph) -> bool:
    """Whether nothing but a list's mark stands between the two, and they belong to one section,
    and to one row if they are of a table whose rows are counted, or to one post."""
    if first.locator != second.locator and _stands_alone(first, second):
        return False
    same = first.headings == second.headings and first.label == second.label
    if not same or first.speaker != second.speaker or first.depth != second.depth:
        return False
    longest = _MAX_ANSWER_MARK if first.kind == "question" else _MAX_MARK
    if first.speaker is not None:
        longest = 0  # where somebody speaks, it is the name of who goes on
    between = article.text[first.end : second.start]
    if len(between) > MAX_COUNTED:
        return False
    return not has_letters(between) or sum(map(str.isalnum, between)) <= longest
