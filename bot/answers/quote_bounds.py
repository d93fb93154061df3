"""Where a quote begins and ends, so that it is whole and says something."""

import itertools
import math
import re
from collections.abc import Sequence

import regex

from corpus import Passage, Span
from corpus.structure.blocks.lines import SENTENCE_END, has_letters
from corpus.structure.numbering.unit_labels import read_number_label, read_unit
from corpus.structure.pointers import points_on
from corpus.structure.speakers.headed_answers import find_points
from corpus.structure.speakers.turn_labels import is_answer_mark, is_question_mark

MAX_QUOTE_CHARACTERS = 320
"""Up to which a reply, or what follows a colon, is quoted."""
MAX_BLOCK_CHARACTERS = 450
"""Of a quote of code, a list, terms or a table together with what leads up to it, and of several
sentences; one alone may be longer."""
_MAX_WITH_BLOCKS = 400
_AS_NEAR = 0.7
"""Share of the best sentence's evidence from which on a block beside it is quoted, too: what a
question asks for often stands in the item or line next to the one that has its words."""

_MAX_HEADING = 60
_MAX_LABEL = 30
_ENTRY_BREAK = "\n\n"
"""Between two terms; within one no line is blank."""
_OPTION_ITEM = re.compile(r"[-*•]?[\s`*_]{0,4}--?[^\W_]")
_ANSWER_MARK = regex.compile(
    r"(?P<mark>\p{L}[\p{L}\p{M}]{0,11}(?:\s?\p{Nd}{1,3})?)\s?(?:[:：]|(?<=\p{L}{3})\.(?=\s))\s*"
)
_LEAD_IN_ENDS = (":", "：")
_QUESTION_MARKS = ("?", "？", "؟")
_CLOSING = "\"'”’»)]）】」』*_` "
_SENTENCE_ENDS = ".!?…:;,。！？：；，।॥۔؟،"


def says_nothing(sentence: str) -> bool:
    """Whether `sentence` only asks, only says where to read on, or is only the number of what
    stands behind it: an answer stands elsewhere."""
    return asks(sentence) or points_on(sentence) or is_label(sentence)


def asks(sentence: str) -> bool:
    """Whether `sentence` is a question."""
    return sentence.rstrip(_CLOSING).endswith(_QUESTION_MARKS)


def is_label(sentence: str) -> bool:
    """Whether `sentence` is no more than the label of a numbered unit, as "Article 3."."""
    if len(sentence) > _MAX_LABEL:
        return False
    unit = read_unit(sentence)
    return unit is not None and not any(c.isalnum() for c in sentence[len(unit.label) :])


def skip_answer_mark(passage: Passage, sentence: int) -> int:
    """Where in the text of `passage` what sentence number `sentence` says begins: behind "Answer:"
    or the like, or at the next one, if it is no more than that; a single letter counts below a
    question, where it names no speaker or point."""
    start, end = passage.sentences[sentence]
    mark = _ANSWER_MARK.match(passage.text, start, end)
    if mark is None or not is_answer_mark(mark["mark"]):
        return start
    if mark.end() == end and sentence + 1 == len(passage.sentences):
        return start
    is_word = sum(map(str.isalpha, mark["mark"])) > 1
    if not is_word and not _stands_below_question(passage, sentence):
        return start
    return mark.end() if mark.end() < end else passage.sentences[sentence + 1][0]


def _stands_below_question(passage: Passage, sentence: int) -> bool:
    """Whether a question stands above that sentence of running text, and it is no point of several
    that letters count, as of a quiz."""
    if (
        passage.kind not in ("prose", "answer")
        or len(find_points(passage.text, 0, len(passage.text))) > 1
    ):
        return False
    if sentence:
        return asks(passage.text[slice(*passage.sentences[sentence - 1])])
    is_counted = passage.label is not None and is_question_mark(passage.label)
    return is_counted or any(map(asks, passage.headings[-1:]))


def is_short_unit(passage: Passage) -> bool:
    """Whether `passage` is one numbered unit, and no longer than may be quoted. Others may follow
    the first, as "4.2" does "4.1"; a bare "2." is a point of it."""
    texts = (passage.text[start:end] for start, end in passage.sentences[1:])
    return (
        passage.label is not None
        and len(passage.text) <= MAX_BLOCK_CHARACTERS
        and not any(read_unit(text) or "." in (read_number_label(text) or "") for text in texts)
    )


def make_whole(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The run of the sentences of `passage` from `first` to `last`, not included, as it may be
    quoted: questions, pointers and headings at its beginning give way to what stands below them,
    what ends in a colon takes along what follows, what a colon leads up to that line; so do an item
    and what stands in it."""
    count = len(passage.sentences)
    first = _take_item(passage, first, last)
    while first + 1 < count and _gives_way(passage, first):
        first += 1
    last = max(last, first + 1)
    first = _take_term(passage, first, last)
    first = _take_lead_in(passage, first, last)
    while last < count and _leads_up(passage, last - 1):
        last = _take_what_follows(passage, first, last)
    return first, _take_parts(passage, first, last)


def ends_in_what_gives_way(passage: Passage, last: int) -> bool:
    """Whether what ends before the sentence `last` ends in a heading, a question or a pointer whose
    rest stands below it."""
    return last < len(passage.sentences) and _gives_way(passage, last - 1)


def goes_on_within(passage: Passage, first: int, last: int) -> bool:
    """Whether the sentences of `passage` from `first` to `last`, not included, are items beside
    each other, or an item with what stands in it, but not the next one behind that: what is said of
    one name would pass for what is said of another."""
    levels = passage.levels[first:last]
    return all(
        two > levels[0] or one == two == levels[0] for one, two in itertools.pairwise(levels)
    )


def is_one_entry(passage: Passage, first: int, last: int) -> bool:
    """Whether the sentences of `passage` from `first` to `last`, not included, are of one entry, if
    they are terms or options with their descriptions: who asks for one is not told of two."""
    spans = passage.sentences
    start, end = spans[first][0], spans[last - 1][1]
    if passage.kind == "term":
        return _ENTRY_BREAK not in passage.text[start:end]
    if passage.kind != "list":
        return True
    return not any(_OPTION_ITEM.match(passage.text, begin) for begin, _ in spans[first + 1 : last])


def add_blocks(
    passage: Passage, first: int, last: int, evidence: Sequence[float]
) -> tuple[int, int]:
    """The run of sentences from `first` to `last`, not included, with the blocks of `passage` right
    before and after it, such as items, short paragraphs or commands, as long as there is room for a
    whole one and its best sentence is as near to the question, of which each has `evidence`."""
    enough = _AS_NEAR * max(evidence[first:last])
    while True:
        runs = [(first, _find_end(passage, last)), (_find_begin(passage, first), last)]
        found = {run: _weigh_added(run, (first, last), evidence) for run in runs}
        near = [r for r in runs if found[r] >= enough and _is_fit(passage, r, (first, last))]
        if not near:
            return first, last
        first, last = max(near, key=found.__getitem__)


def _weigh_added(run: Span, within: Span, evidence: Sequence[float]) -> float:
    """The most evidence that a sentence of `run` has which is not `within`."""
    added = [*evidence[run[0] : within[0]], *evidence[within[1] : run[1]]]
    return max(added, default=-math.inf)


def _is_fit(passage: Passage, run: Span, within: Span) -> bool:
    """Whether `run` is short, of one entry, and what it has beside `within` says something."""
    spans = passage.sentences
    start, end = spans[run[0]][0], spans[run[1] - 1][1]
    added = [*spans[run[0] : within[0]], *spans[within[1] : run[1]]]
    return (
        end - start <= _MAX_WITH_BLOCKS
        and not _leads_up(passage, run[1] - 1)
        and not _has_parts(passage, run[1] - 1)
        and goes_on_within(passage, *run)
        and not all(says_nothing(passage.text[begin:stop]) for begin, stop in added)
        and is_one_entry(passage, *run)
    )


def _find_end(passage: Passage, last: int) -> int:
    """The end of the block that begins with the sentence `last`, together with what it leads up
    to; `last` if none begins there."""
    count, end = len(passage.sentences), last
    if last < count and _begins_line(passage, last):
        end += 1
        while end < count and (not _begins_line(passage, end) or _leads_up(passage, end - 1)):
            end += 1
    return end


def _find_begin(passage: Passage, first: int) -> int:
    """The beginning of the block that ends before the sentence `first`, which is `first` if none
    does."""
    begin = first
    if first > 0 and _begins_line(passage, first) and not _is_answered(passage, first - 1):
        begin -= 1
        while begin > 0 and not _begins_line(passage, begin):
            begin -= 1
    return begin


def _begins_line(passage: Passage, number: int) -> bool:
    """Whether the sentence `number` begins a line."""
    spans = passage.sentences
    return number == 0 or "\n" in passage.text[spans[number - 1][1] : spans[number][0]]


def _take_term(passage: Passage, first: int, last: int) -> int:
    """The beginning of the entry of a term that the sentence `first` is of, if there is room."""
    if passage.kind != "term":
        return first
    begin = first
    while begin > 0 and is_one_entry(passage, begin - 1, begin + 1):
        begin -= 1
    spans = passage.sentences
    return begin if spans[last - 1][1] - spans[begin][0] <= MAX_BLOCK_CHARACTERS else first


def _take_item(passage: Passage, first: int, last: int) -> int:
    """The beginning of the outermost item that the sentence `first` stands in for which there is
    room, with all in it up to `last`."""
    spans = passage.sentences
    while (item := passage.find_item(first)) is not None:
        if spans[last - 1][1] - spans[item][0] > MAX_QUOTE_CHARACTERS:
            break
        first = item
    return first


def _has_parts(passage: Passage, number: int) -> bool:
    """Whether items stand in the one that the sentence `number` ends."""
    levels = passage.levels
    return number + 1 < len(levels) and levels[number] < levels[number + 1]


def _take_parts(passage: Passage, first: int, last: int) -> int:
    """The end of the run that goes up to `last`, with what stands in the item that it ends with,
    as far as there is room; of one that is no sentence the first of it in any case."""
    if not _has_parts(passage, last - 1):
        return last
    spans, levels = passage.sentences, passage.levels
    item, end = last - 1, last
    if not SENTENCE_END.search(passage.text[slice(*spans[item])]):
        end += 1
    while (
        end < len(spans)
        and levels[item] < levels[end]
        and spans[end][1] - spans[first][0] <= MAX_QUOTE_CHARACTERS
    ):
        end += 1
    while end > last and _has_parts(passage, end - 1):
        end -= 1
    return end


def _gives_way(passage: Passage, number: int) -> bool:
    start, end = passage.sentences[number]
    sentence = passage.text[start:end]
    if says_nothing(sentence) or _is_answered(passage, number):
        return True
    following = passage.sentences[number + 1][0]
    return (
        passage.kind in {"prose", "answer"}
        and len(sentence) <= _MAX_HEADING
        and sentence.rstrip(_CLOSING)[-1:] not in _SENTENCE_ENDS
        and "\n\n" in passage.text[end:following]
        and passage.text[slice(*passage.sentences[number + 1])]
        .rstrip(_CLOSING)
        .endswith(tuple(_SENTENCE_ENDS))
    )


def _is_answered(passage: Passage, number: int) -> bool:
    """Whether the mark of an answer stands behind the sentence `number`, as "A:" does: it asks,
    also without a question mark."""
    if passage.kind != "answer":
        return False
    return has_letters(
        passage.text[passage.sentences[number][1] : passage.sentences[number + 1][0]]
    )


def _leads_up(passage: Passage, number: int) -> bool:
    start, end = passage.sentences[number]
    return passage.text[max(start, end - 9) : end].rstrip(_CLOSING).endswith(_LEAD_IN_ENDS)


def _take_lead_in(passage: Passage, first: int, last: int) -> int:
    """`first`, or the line before it that leads up to it, if there is room for both."""
    if first > 0 and _leads_up(passage, first - 1):
        length = passage.sentences[last - 1][1] - passage.sentences[first - 1][0]
        if length <= _most(passage):
            return first - 1
    return first


def _take_what_follows(passage: Passage, first: int, last: int) -> int:
    """The end of the run that goes up to `last` and ends in a colon, with what follows: the next
    sentence in any case, of a list, terms and rows as many as there is room for."""
    spans = passage.sentences
    end = last + 1
    while (
        passage.kind in {"list", "term", "table"}
        and end < len(spans)
        and spans[end][1] - spans[first][0] <= MAX_QUOTE_CHARACTERS
    ):
        end += 1
    return end


def _most(passage: Passage) -> int:
    return MAX_QUOTE_CHARACTERS if passage.kind in {"prose", "answer"} else MAX_BLOCK_CHARACTERS
