"""What stands around a passage and says what it is about: the lines above it, and what precedes;
and which small blocks of its article it is made of."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus import Article, Passage
from corpus.structure.pointers import lists_pointers, points_on
from embeddings.index.passage_lines import LineKind, find_lines
from embeddings.index.ragged import Ragged, accumulate

_FILE = "passage_context.npz"
_QUESTION_MARKS = ("?", "？", "؟")
_CLOSING_MARKS = "\"'”’») "
_LEAD_IN_ENDS = (":", "：")


@dataclass(frozen=True, slots=True)
class PassageContext:
    """For all passages, by row.

    `preceding`, shape `[passages]`, is the row of what leads to the passage in its article, -1 at
    its beginning: the question that it answers where `answers`, shape `[passages]`, is true, else
    the passage before it. The lines above passage `i`, as rows of the lines, are
    `lines[line_starts[i] : line_starts[i + 1]]`, and what each is to it as a `LineKind` at the same
    places of `line_kinds`. `asks`, shape `[sentences]`, tells the sentences that only ask, lead
    up to a question, or say where to read on; `begins`, shape `[sentences]`, those that begin a
    paragraph of the article that can be read without the one before it. `places`, shape
    `[passages]`, counts the passages between each and the beginning of its section, 0 for the
    first.
    """

    preceding: NDArray[np.int64]
    answers: NDArray[np.bool_]
    line_starts: NDArray[np.int64]
    lines: NDArray[np.int64]
    line_kinds: NDArray[np.int8]
    asks: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    places: NDArray[np.int64]

    def find_answers(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of the passages that begin the answers to those of `rows` that are questions in
        an interview."""
        after = rows[rows + 1 < len(self.preceding)] + 1
        answers: NDArray[np.int64] = after[
            self.answers[after] & (self.preceding[after] + 1 == after)
        ]
        return answers


def find_passage_context(
    passages: Sequence[Passage], articles: Mapping[str, Article]
) -> tuple[PassageContext, list[str]]:
    """The context of `passages`, which follow each other as in their articles, and the
    different lines that stand above them, as `find_lines` finds them: those of many passages are
    kept once."""
    numbers: dict[str, int] = {}
    line_starts, lines = [0], []
    kinds: list[LineKind] = []
    for passage in passages:
        for kind, line in find_lines(passage, articles[passage.article_id]):
            lines.append(numbers.setdefault(line, len(numbers)))
            kinds.append(kind)
        line_starts.append(len(lines))
    preceding, answers, asking_rows = _find_preceding(passages)
    asks = [
        says_nothing or _is_question(sentence) or points_on(sentence)
        for row, passage in enumerate(passages)
        for says_nothing in [row in asking_rows or any(map(lists_pointers, passage.headings[-1:]))]
        for start, end in passage.sentences
        for sentence in [passage.text[start:end]]
    ]
    passage_context = PassageContext(
        preceding=np.asarray(preceding, dtype=np.int64),
        answers=np.asarray(answers, dtype=np.bool_),
        line_starts=np.asarray(line_starts, dtype=np.int64),
        lines=np.asarray(lines, dtype=np.int64),
        line_kinds=np.asarray(kinds, dtype=np.int8),
        asks=np.asarray(asks, dtype=np.bool_),
        begins=np.fromiter(_find_beginnings(passages, articles), dtype=np.bool_),
        places=np.fromiter(_count_places(passages), dtype=np.int64),
    )
    return passage_context, list(numbers)


def write_passage_context(passage_context: PassageContext, build: Path) -> None:
    """Writes `passage_context` into the folder `build`."""
    np.savez(
        build / _FILE,
        preceding=passage_context.preceding,
        answers=passage_context.answers,
        line_starts=passage_context.line_starts,
        lines=passage_context.lines,
        line_kinds=passage_context.line_kinds,
        asks=passage_context.asks,
        begins=passage_context.begins,
        places=passage_context.places,
    )


def read_passage_context(build: Path) -> PassageContext:
    """The context that `write_passage_context` wrote.

    :raises OSError, ValueError, KeyError: if the file is missing or damaged.
    """
    with np.load(build / _FILE, allow_pickle=False) as arrays:
        return PassageContext(
            preceding=arrays["preceding"],
            answers=arrays["answers"],
            line_starts=arrays["line_starts"],
            lines=arrays["lines"],
            line_kinds=arrays["line_kinds"],
            asks=arrays["asks"],
            begins=arrays["begins"],
            places=arrays["places"],
        )


def join_passage_contexts(
    contexts: Sequence[PassageContext],
    rows: Sequence[NDArray[np.int64]],
    sentence_counts: Sequence[NDArray[np.int64]],
    line_counts: Sequence[int],
    order: NDArray[np.int64],
) -> PassageContext:
    """The context of those `rows` of each of `contexts`, whole articles, which are numbered through
    in that order; row `order[i]` of all becomes row `i`. `sentence_counts` says of all rows of each
    how many sentences they have, `line_counts` how many lines each knows: they are numbered
    through, too."""
    taken = [
        _select(context, chosen, counts)
        for context, chosen, counts in zip(contexts, rows, sentence_counts, strict=True)
    ]
    rows_before = accumulate([len(chosen) for chosen in rows])
    lines_before = accumulate(line_counts)
    preceding = [
        np.where(context.preceding >= 0, context.preceding + before, -1)
        for context, before in zip(taken, rows_before.tolist(), strict=False)
    ]
    lines = [
        context.lines + before
        for context, before in zip(taken, lines_before.tolist(), strict=False)
    ]
    counts = [counts[chosen] for chosen, counts in zip(rows, sentence_counts, strict=True)]
    line_starts = accumulate(_chain([np.diff(context.line_starts) for context in taken]))
    members = Ragged.between(line_starts, order)
    sentences = Ragged.between(accumulate(_chain(counts)), order).members
    places = np.empty(len(order) + 1, dtype=np.int64)
    places[order] = np.arange(len(order))
    places[-1] = -1  # of what nothing precedes
    return PassageContext(
        preceding=places[_chain(preceding)[order]],
        answers=_chain([context.answers for context in taken], np.bool_)[order],
        line_starts=accumulate(members.lengths),
        lines=_chain(lines)[members.members],
        line_kinds=_chain([context.line_kinds for context in taken], np.int8)[members.members],
        asks=_chain([context.asks for context in taken], np.bool_)[sentences],
        begins=_chain([context.begins for context in taken], np.bool_)[sentences],
        places=_chain([context.places for context in taken])[order],
    )


def _select(
    context: PassageContext, rows: NDArray[np.int64], sentence_counts: NDArray[np.int64]
) -> PassageContext:
    """The context of `rows`, whole articles, by their places among these."""
    if len(rows) == len(context.preceding):
        return context
    places = np.full(len(context.preceding) + 1, -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    lines = Ragged.between(context.line_starts, rows)
    sentences = Ragged.between(accumulate(sentence_counts), rows).members
    return PassageContext(
        preceding=places[context.preceding[rows]],
        answers=context.answers[rows],
        line_starts=accumulate(lines.lengths),
        lines=context.lines[lines.members],
        line_kinds=context.line_kinds[lines.members],
        asks=context.asks[sentences],
        begins=context.begins[sentences],
        places=context.places[rows],
    )


def _chain(parts: Sequence[NDArray[Any]], kind: Any = np.int64) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype=kind), *parts]).astype(kind)


def _find_beginnings(
    passages: Sequence[Passage], articles: Mapping[str, Article]
) -> Iterator[bool]:
    """For each sentence of each passage whether it begins a block: a paragraph, but not one that
    the line before it leads up to or asks for."""
    for article_id, group in itertools.groupby(passages, key=lambda passage: passage.article_id):
        starts = [paragraph.start for paragraph in articles[article_id].paragraphs]
        for passage in group:
            before, leads_up = -1, False
            for start, end in passage.sentences:
                paragraph = bisect.bisect_right(starts, passage.start + start)
                yield before < 0 or (paragraph != before and not leads_up)
                before = paragraph
                sentence = passage.text[max(start, end - 9) : end]
                leads_up = _is_question(sentence) or sentence.rstrip(_CLOSING_MARKS).endswith(
                    _LEAD_IN_ENDS
                )


def _count_places(passages: Sequence[Passage]) -> Iterator[int]:
    for _, section in itertools.groupby(passages, key=lambda p: (p.article_id, p.headings)):
        for place, _ in enumerate(section):
            yield place


def _find_preceding(passages: Sequence[Passage]) -> tuple[list[int], list[bool], set[int]]:
    """What precedes each passage, whether that is the question it answers, and the rows of the
    turns of an interview that ask."""
    preceding = [-1] * len(passages)
    answers = [False] * len(passages)
    asking_rows: set[int] = set()
    first = 0
    for _, group in itertools.groupby(passages, key=lambda passage: passage.article_id):
        turns = _find_turns(first, list(group))
        askers = _find_askers(turns, passages)
        for number, (speaker, rows) in enumerate(turns):
            before = turns[number - 1] if number else None
            asked = before is not None and before[0] in askers and speaker not in {None, *askers}
            if speaker in askers and _turn_asks(rows, passages):
                asking_rows.update(rows)
            for row in rows:
                answers[row] = asked
                preceding[row] = before[1][-1] if asked and before else row - 1
        preceding[first] = -1
        first = turns[-1][1][-1] + 1
    return preceding, answers, asking_rows


def _find_turns(first: int, passages: Sequence[Passage]) -> list[tuple[str | None, list[int]]]:
    """Runs of passages of one speaker, as rows counted from `first`."""
    numbered = enumerate(passages, start=first)
    groups = itertools.groupby(numbered, key=lambda pair: pair[1].speaker)
    return [(speaker, [row for row, _ in group]) for speaker, group in groups]


def _find_askers(
    turns: Iterable[tuple[str | None, list[int]]], passages: Sequence[Passage]
) -> frozenset[str]:
    """Who asks in an interview: the speakers at least half of whose turns end with a question, if
    there are others, who answer."""
    asked: dict[str, list[bool]] = {}
    for speaker, rows in turns:
        if speaker:
            asked.setdefault(speaker, []).append(_turn_asks(rows, passages))
    askers = {speaker for speaker, asks in asked.items() if 2 * sum(asks) >= len(asks)}
    return frozenset(askers) if len(askers) < len(asked) else frozenset()


def _turn_asks(rows: Sequence[int], passages: Sequence[Passage]) -> bool:
    passage = passages[rows[-1]]
    return any(_is_question(passage.text[start:end]) for start, end in passage.sentences[-2:])


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(_CLOSING_MARKS).endswith(_QUESTION_MARKS)
