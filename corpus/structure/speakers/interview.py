"""Who speaks: turns of a conversation, and the questions that paragraphs answer."""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from corpus.article import BlockKind, Paragraph, Span
from corpus.structure.sentences.sentences import split_sentences
from corpus.structure.speakers.closing_notes import find_closing
from corpus.structure.speakers.conversation import Conversation, find_conversation
from corpus.structure.speakers.full_names import in_full
from corpus.structure.speakers.headed_answers import take_off_answer_marks
from corpus.structure.speakers.talk import asks
from corpus.structure.speakers.turn_labels import (
    LabelForm,
    TurnLabel,
    read_doubtful_name,
    read_joined_capitals,
    read_labels,
    read_strange_label,
)

_MAX_SILENCE = 15
"""Paragraphs without a label that may be one turn: who speaks in a longer run is not certain."""
_MIN_LAST_TURN = 3
_MAX_QUESTION_CHARACTERS = 400
_MAX_QUESTION_SENTENCES = 3
_MAX_QUESTION_PARAGRAPHS = 2
_MAX_LOOKED_AT = 4000
_RULE = re.compile(r"\s*(?:([-–—_=~*+#•·✻✽─═━])(?:\s?\1){2,}|[*#⁂❦❧✻✽])\s*")
"""A line that parts the text, also as books have it; dots leave words out."""
_BRACKETED = re.compile(r"[*_]{0,3}[(\[（【][^()\[\]（）【】]*[)\]）】][.。]?[*_]{0,3}")
"""A paragraph that is a remark: what happens, who translated."""
_UNLABELLED_KINDS = frozenset(("code", "table", "term"))


_TurnKind: TypeAlias = Literal["name", "question", "answer", "none"]
"""What begins a turn; none is for the article's own voice, and where it is not certain."""
_Doubt: TypeAlias = Literal["name", "label", "aside", "none"]
_ALL_FORMS: tuple[LabelForm, ...] = get_args(LabelForm)


def find_speakers(paragraphs: Iterable[str]) -> frozenset[str]:
    """The labels that turns begin with, and those between that name nobody, to be given to
    `read_turn`; empty if the paragraphs, or lines, hold no conversation. Labels that are not
    followed by a colon are written with the mark that sets them off."""
    conversation = find_conversation(paragraphs)
    return conversation.labels | conversation.strange


def read_turn(paragraph: str, speakers: frozenset[str]) -> tuple[str, int] | None:
    """The speaker, the mark of a question or an answer, or the label of somebody else, that
    `paragraph` begins with and the offset of what is said; None if no turn."""
    label = _read_label(paragraph, speakers) if speakers else None
    if speakers and label is None:
        strange = read_strange_label(paragraph, _ALL_FORMS, may_be_lower=True)
        label = strange if strange and strange.key in speakers else None
    return (label.name, label.end) if label else None


def is_remark_alone(line: str) -> bool:
    """Whether all of `line` is in brackets: what happens, which nobody says."""
    return _BRACKETED.fullmatch(line) is not None


def assign_speakers(
    text: str, paragraphs: Sequence[Paragraph], parted: Collection[int] = ()
) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text` with their speakers, labels cut off, and the question that each
    answers as its context. `Q:` and `A:` make questions and answers, and name nobody; a question is
    that of the answers below the same heading.

    A paragraph without a label goes on with the turn before it, unless it stands under another
    heading, below a rule, too far from the label to be sure, or as a note below the whole talk. One
    that begins with a label that names nobody known is nobody's, with what stands below, and so is
    a table; one in brackets is by itself. `parted` is where those begin that stand below a rule, as
    far as `text` itself does not show it.
    """
    paragraphs = take_off_answer_marks(text, paragraphs)
    contents = ["" if p.kind in _UNLABELLED_KINDS else text[p.start : p.end] for p in paragraphs]
    conversation = find_conversation(contents)
    read = [_read_label(content, conversation.labels) for content in contents]
    labels = [label and in_full(label, conversation.full_names) for label in read]
    if not any(labels):
        return paragraphs
    doubts = [_find_doubt(content, conversation) for content in contents]
    ends = _find_ends(text, paragraphs, parted)
    closing = find_closing(text, paragraphs, [label is not None for label in labels])
    ends[closing : closing + 1] = [True] * (closing < len(ends))
    turns = _split_turns(paragraphs, labels, doubts, ends, conversation)
    return tuple(_assign(text, turns, bool(conversation.answers)))


@dataclass(slots=True)
class _Turn:
    """Paragraphs that one label stands above, already without it."""

    label: TurnLabel | None
    kind: _TurnKind
    paragraphs: list[Paragraph] = field(default_factory=list)


def _read_label(paragraph: str, speakers: frozenset[str]) -> TurnLabel | None:
    for label in read_labels(paragraph):
        if label.key in speakers:
            return label
    return read_joined_capitals(paragraph, speakers)


def _find_doubt(paragraph: str, conversation: Conversation) -> _Doubt:
    """Why nobody known is sure to say `paragraph`, which has none of their labels."""
    if read_doubtful_name(paragraph):
        return "name"
    forms = conversation.forms
    if read_strange_label(paragraph, forms, may_be_lower=conversation.has_nicknames):
        return "label"
    return "aside" if is_remark_alone(paragraph) else "none"


def _find_ends(text: str, paragraphs: Sequence[Paragraph], parted: Collection[int]) -> list[bool]:
    """Whether a heading or a rule stands between each paragraph and the one before it."""
    ends = [False] * len(paragraphs)
    for number, (above, one) in enumerate(itertools.pairwise(paragraphs), 1):
        is_below_heading = above.headings != one.headings
        between = text[above.end : one.start].split("\n")
        is_below_rule = one.start in parted or any(map(_RULE.fullmatch, between))
        ends[number] = is_below_heading or is_below_rule
    return ends


def _split_turns(
    paragraphs: Sequence[Paragraph],
    labels: Sequence[TurnLabel | None],
    doubts: Sequence[_Doubt],
    is_end: Sequence[bool],
    conversation: Conversation,
) -> list[_Turn]:
    turns = [_Turn(None, "none")]
    last_label = max(number for number, label in enumerate(labels) if label)
    longest = _longest_turn(labels)
    for number, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label:
            turns.append(_Turn(label, _kind_of(label, conversation)))
            start = paragraph.start + label.end
            if start < paragraph.end:  # else the label has a line to itself
                turns[-1].paragraphs.append(_change(paragraph, start=start))
            continue
        last, doubt = turns[-1], doubts[number]
        if last.kind == "name" and doubt == "aside" and not is_end[number]:
            turns.append(_Turn(None, "none", [paragraph]))
            turns += [_Turn(last.label, last.kind)] if number < last_label else []
            continue
        length = len(last.paragraphs)
        ends = is_end[number] or length >= (longest if number > last_label else _MAX_SILENCE)
        is_anothers = doubt == "label" or paragraph.kind == "table"
        ends = ends or doubt == "name" or (last.kind == "name" and is_anothers)
        if ends and last.label:
            turns.append(_Turn(None, "none"))
        turns[-1].paragraphs.append(paragraph)
    return turns


def _kind_of(label: TurnLabel, conversation: Conversation) -> _TurnKind:
    if label.key in conversation.questions:
        return "question"
    return "answer" if label.key in conversation.answers else "name"


def _longest_turn(labels: Sequence[TurnLabel | None]) -> int:
    """How many paragraphs the longest turn has that another one ends; at least three."""
    numbers = [number for number, label in enumerate(labels) if label]
    longest = max((after - one for one, after in itertools.pairwise(numbers)), default=0)
    return min(max(longest, _MIN_LAST_TURN), _MAX_SILENCE)


def _assign(text: str, turns: Sequence[_Turn], has_answers: bool) -> Iterator[Paragraph]:
    question: tuple[Span, ...] = ()
    number: str | None = None
    before: _Turn | None = None
    section: tuple[str, ...] = ()
    for turn in turns:
        if turn.paragraphs and turn.paragraphs[0].headings != section:
            question, number, section = (), None, turn.paragraphs[0].headings
        if turn.kind == "question":
            if before is None or before.kind != "question" or not has_answers:
                question = ()
            asked = turn.paragraphs if has_answers else turn.paragraphs[:1]
            question += tuple(
                _last_sentences(text, (p.start, p.end)) for p in asked[-_MAX_QUESTION_PARAGRAPHS:]
            )
            number = _read_number(turn.label)
            yield from _make_question(turn, len(asked), question)
        elif turn.kind == "answer":
            for paragraph in turn.paragraphs:
                said = _answer(paragraph, question[-_MAX_QUESTION_PARAGRAPHS:])
                yield said if said.label else _change(said, label=number)
        elif turn.label:
            asked_before = _find_question(text, before, turn)
            for paragraph in turn.paragraphs:
                context = (*asked_before, *paragraph.context)
                yield replace(paragraph, speaker=turn.label.name, context=context)
        else:
            yield from turn.paragraphs
        before = turn if turn.paragraphs else before


def _make_question(turn: _Turn, count: int, question: tuple[Span, ...]) -> Iterator[Paragraph]:
    """The first `count` paragraphs of `turn` as the question, the others as its answer."""
    label = _read_number(turn.label)
    for number, paragraph in enumerate(turn.paragraphs):
        if number >= count:
            yield _answer(paragraph, question)
        else:
            kind: BlockKind = "question" if paragraph.kind == "prose" else paragraph.kind
            yield _change(paragraph, kind=kind, label=paragraph.label or label)


def _read_number(label: TurnLabel | None) -> str | None:
    """The label of a question that is numbered: "Question 3"."""
    return label.name if label and label.name[-1].isdigit() else None


def _answer(paragraph: Paragraph, question: tuple[Span, ...]) -> Paragraph:
    kind: BlockKind = "answer" if paragraph.kind == "prose" else paragraph.kind
    return _change(paragraph, kind=kind, context=(*question, *paragraph.context))


def _change(
    p: Paragraph,
    *,
    start: int | None = None,
    kind: BlockKind | None = None,
    context: tuple[Span, ...] | None = None,
    label: str | None = None,
) -> Paragraph:
    """`p` with what is given: what `replace` does, which takes several times as long and is asked
    of each paragraph of a long interview."""
    start = p.start if start is None else start
    context = p.context if context is None else context
    label, kind = label or p.label, kind or p.kind
    return Paragraph(
        start, p.end, p.headings, p.speaker, p.locator, context, label, kind, p.depth, p.places
    )


def _find_question(text: str, before: _Turn | None, turn: _Turn) -> tuple[Span, ...]:
    """The last sentences of the turn before, if somebody else asks in them."""
    if before is None or before.label is None or turn.label is None:
        return ()
    if before.label.name == turn.label.name:
        return ()
    last = before.paragraphs[-1]
    span = _last_sentences(text, (last.start, last.end))
    return (span,) if asks(text[slice(*span)]) else ()


def _last_sentences(text: str, span: Span) -> Span:
    """The end of `span`: up to three whole sentences, as many as are short enough, and one at
    least, which may be cut."""
    start = max(span[0], span[1] - _MAX_LOOKED_AT)
    sentences = split_sentences(text[start : span[1]])
    if not sentences:
        return span
    first = sentences[-1][0]
    for sentence_start, _ in sentences[-_MAX_QUESTION_SENTENCES:][::-1]:
        if span[1] - start - sentence_start > _MAX_QUESTION_CHARACTERS:
            break
        first = sentence_start
    return start + first, start + sentences[-1][1]
