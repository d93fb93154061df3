"""Whether a text is a conversation, told by what follows its labels, and who takes part in it.

Fields come back in turns, too ("Serves: ... Time: ... Serves: ..."), so that labels alone tell
nothing. Who speaks asks, is asked, or says "I"; a field does not.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.fields.dates import is_weekday
from corpus.structure.speakers.full_names import all_in_full, find_full_names, short_keys
from corpus.structure.speakers.talk import (
    asks,
    asks_back,
    ends_in_question,
    is_sentence,
    only_asks,
    speaks_of_self,
)
from corpus.structure.speakers.time_words import find_times
from corpus.structure.speakers.turn_labels import (
    LabelForm,
    TurnLabel,
    find_form,
    is_answer_mark,
    is_capitalised,
    is_full_name,
    is_question_mark,
    read_labels,
    read_strange_label,
    without_number,
)

_MIN_CHANGES = 3
"""Changes of speaker before a text counts as a conversation: two questions with their answers."""
_MIN_CHANGES_OF_CAPITALS = 6
"""The same for names without a colon: headings are written like that."""
_MIN_ASKED = 2
"""Turns that end in a question, with somebody else's below: of one a list of anything may have."""
_MIN_ANSWERED = 0.5
"""Share of the questions in front of a change of speaker that something but a question follows."""
_LOWER = re.compile(r"(?<!\w)[^\W\d_A-Z]{2,40}(?!\w)")
_MAX_GAP = 120
"""Lines between two turns of one conversation."""
_MIN_TALK = 0.25
_MIN_TALK_OF_DOUBTFUL = 0.5
"""Shares of a label's turns that must be talk; doubtful are nicknames in lower case, which keys of
data look like, and capitals without a colon."""
_MIN_ASKING = 0.5
_PART_ENDS = (",", ";", "-", "–", "—", "，", "、")
_MIN_RECORDED = 3
"""Turns with times that grow from the first minute on, by two people at least."""
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_MAX_BEGINNING = 60
"""Seconds before which a recording's first turn begins, but no programme of a day and hardly any
list of what songs or races took."""
_MAX_BEFORE = 3
"""Characters in front of a time that a line begins with: its bracket, or bold letters."""
_MARKS = ("問", "问", "문")
"""Words of one character for a question."""
_MAX_TURN_LINES = 3
"""Lines below a label that are looked at for what is said."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The labels of a conversation, as `TurnLabel.key` writes them. `questions` and `answers` are
    marks such as "Q" and "A", which name nobody; all three are empty if there is none.
    `full_names` has all of the names of which some labels are but a part."""

    names: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    full_names: Mapping[str, str] = field(default_factory=dict)
    strange: frozenset[str] = frozenset()
    """Labels of the same form as the names' that name nobody, below the first of those."""
    forms: frozenset[LabelForm] = frozenset()
    """How the names are set off."""
    has_nicknames: bool = False
    """Whether a name begins in lower case."""

    @property
    def labels(self) -> frozenset[str]:
        """All labels that turns begin with."""
        return self.names | self.questions | self.answers


@dataclass(frozen=True, slots=True)
class _Turn:
    """A line with a label; `is_talk` if it asks, answers, says "I", or has a time; `asks_back` if
    it turns to whoever asked."""

    number: int
    label: TurnLabel
    said: str
    asks: bool
    hands_over: bool
    is_talk: bool
    is_answer: bool
    asks_back: bool


def find_conversation(lines: Iterable[str]) -> Conversation:
    """The conversation that `lines` (or paragraphs) hold. The work grows with their length."""
    lines = list(lines)
    read = _leave_out_times([read_labels(line) for line in lines])
    full_names = find_full_names(itertools.chain.from_iterable(read))
    as_written, read = read, all_in_full(read, full_names)
    counts = Counter(label.key for labels in read for label in labels)
    turns = _find_turns(lines, read, counts)
    questions, answers = _find_marks(turns)
    marks = questions | answers
    others = [
        turn
        for turn in turns
        if turn.label.key not in marks and not (turn.label.form == "stop" and _is_mark(turn.label))
    ]
    names = _find_names([turn for turn in others if counts[turn.label.key] > 1])
    if names and not _is_asked_often(others, names):
        common = _find_common_words(lines, {turn.label.name for turn in others})
        others = [turn for turn in others if turn.label.name not in common]
        names = _find_names([turn for turn in others if counts[turn.label.key] > 1])
    if names and _lists_things(others, names, counts):
        names = frozenset()
    if names:
        names |= _find_single_names(others, names, counts)
    names |= _find_recorded(lines, read) - marks
    names |= short_keys(as_written, full_names, names)
    conversation = Conversation(
        names,
        questions,
        answers,
        full_names,
        forms=frozenset(map(find_form, names)),
        has_nicknames=any(name[:1].islower() for name in names),
    )
    return replace(conversation, strange=_find_strange(lines, as_written, conversation))


def _is_mark(label: TurnLabel) -> bool:
    """Whether `label` is "Answer" or the like, which nobody is called."""
    return len(label.name) > 1 and (is_question_mark(label.name) or is_answer_mark(label.name))


def _find_recorded(lines: Sequence[str], read: Sequence[Sequence[TurnLabel]]) -> frozenset[str]:
    """The full names, and voices that are counted, that stand with the times of a recording by
    themselves above a sentence, or with any other name in front of one, if the times grow from its
    beginning on and one of them comes back, as in a transcript of a few turns; nobody if it is a
    list of anything else."""
    turns: list[tuple[TurnLabel, int]] = []
    timed = [(n, label) for n, labels in enumerate(read) for label in labels if label.is_timed]
    for number, label in timed:
        time = _TIME.search(lines[number])
        said = lines[number][label.end :].strip()
        if time is None or (said and not (label.form == "colon" and time.start() < _MAX_BEFORE)):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else ""
        is_voice = is_full_name(label.name) or label.name[-1].isdigit()
        is_voice = is_voice or (bool(said) and is_capitalised(label.name))
        if not (is_voice and is_sentence(said or below)):
            return frozenset()
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        turns.append((label, hours * 3600 + minutes * 60 + seconds))
    keys = Counter(label.key for label, _ in turns)
    times = [at for _, at in turns]
    grows = all(one < after for one, after in itertools.pairwise(times))
    is_recorded = grows and len(turns) >= _MIN_RECORDED and times[0] < _MAX_BEGINNING
    return frozenset(keys) if is_recorded and 1 < len(keys) < len(turns) else frozenset()


def _leave_out_times(read: Sequence[Sequence[TurnLabel]]) -> Sequence[Sequence[TurnLabel]]:
    """The labels of each line without days, months and parts of a day, under which a diary asks and
    says "I" as people do."""
    times = find_times(dict.fromkeys(label.name for labels in read for label in labels))
    if not times:
        return read
    return [[label for label in labels if label.name not in times] for labels in read]


def _find_strange(
    lines: Sequence[str], read: Sequence[Sequence[TurnLabel]], conversation: Conversation
) -> frozenset[str]:
    """The labels that name nobody, where a line begins with one and the one above ends as sentences
    or, before a name in full or in capitals, their parts do: of a turn that is wrapped, any line
    may begin with a word and a colon. Headings are in capitals, too."""
    forms = conversation.forms - {"line"}
    strange: set[str] = set()
    if not forms:
        return frozenset()
    is_below = False
    end = ""
    for line, labels in zip(lines, read, strict=True):
        if any(label.key in conversation.labels for label in labels):
            is_below = True
        elif is_below and end:
            label = read_strange_label(line, forms, may_be_lower=conversation.has_nicknames)
            is_sure = label is not None and (end == "sentence" or is_full_name(label.name))
            strange |= {label.key} if label and is_sure else set()
        end = "sentence" if is_sentence(line) else "part" if line.endswith(_PART_ENDS) else ""
    return frozenset(strange)


def _find_turns(
    lines: Sequence[str], read: Sequence[Sequence[TurnLabel]], counts: Counter[str]
) -> list[_Turn]:
    """The lines with labels, each with its most frequent one, if other lines have it too."""
    chosen = [(number, _choose(labels, counts)) for number, labels in enumerate(read) if labels]
    turns: list[_Turn] = []
    ends = [*(number for number, _ in chosen[1:]), len(lines)]
    for (number, label), end in zip(chosen, ends, strict=False):
        below = lines[number + 1 : min(end, number + _MAX_TURN_LINES)]
        said = " ".join([lines[number][label.end :], *below]).strip()
        asked = asks(said) or (end - number > 1 and asks(lines[end - 1][-200:]))
        last = said if end - 1 == number else lines[end - 1]
        hands_over = ends_in_question(last)
        previous = turns[-1] if turns else None
        answers = _is_answer(label, said, previous)
        talks = hands_over or answers or _is_talk(label, said)
        # Of a list of things to look at, every line asks, and none is answered by the next.
        states = answers and not only_asks(said)
        back = bool(previous and answers and asks_back(said, previous.said, previous.label.name))
        turns.append(_Turn(number, label, said, asked, hands_over, talks, states, back))
    return turns


def _is_answer(label: TurnLabel, said: str, previous: _Turn | None) -> bool:
    """Whether what is `said` behind `label` stands behind another's question."""
    asked = previous is not None and previous.hands_over and previous.label.key != label.key
    return asked and bool(said)


def _is_talk(label: TurnLabel, said: str) -> bool:
    """Whether what is `said` behind `label` has a time, or says "I"."""
    timed = label.is_timed and len(said.split()) > 1 + said.isascii()
    return timed or speaks_of_self(said)


def _is_asked_often(turns: Sequence[_Turn], names: frozenset[str]) -> bool:
    """Whether a third of the changes follow a question and answer it, as in an interview: what
    looks like a word is then a role, or a name such as "Will"."""
    said = [turn for turn in turns if turn.label.key in names]
    changes = [after for one, after in itertools.pairwise(said) if one.label.key != after.label.key]
    return 3 * sum(turn.is_answer for turn in changes) >= len(changes)


def _lists_things(turns: Sequence[_Turn], names: frozenset[str], counts: Counter[str]) -> bool:
    """Whether the turns of `names` answer their own questions; or nobody says "I", or speaks at a
    time, in them, and a third of the labels there stand there once, full names left out, or half
    of what follows them are notes in small letters: things come once and have notes, people come
    back and say sentences."""
    inside = [number for number, turn in enumerate(turns) if turn.label.key in names]
    between = turns[inside[0] : inside[-1] + 1]
    own = [turn for turn in between if turn.label.key in names]
    closed = sum(turn.asks and not turn.hands_over and not turn.is_answer for turn in own)
    if 2 * closed >= len(own):
        return True
    if any(turn.label.is_timed or speaks_of_self(turn.said) for turn in own):
        return False
    once = [t for t in between if counts[t.label.key] == 1 and not is_full_name(t.label.name)]
    notes = [t for t in between if is_capitalised(t.label.name) and t.said[:1].islower()]
    answered = sum(turn.is_answer for turn in own)
    are_said = len(names) == 2 and answered >= _MIN_ASKED and all(map(_is_sentence, notes))
    is_noted = 2 * len(notes) >= len(between) and not are_said
    return closed > answered or 3 * len(once) >= len(between) or is_noted


def _is_sentence(turn: _Turn) -> bool:
    return is_sentence(turn.said)


def _find_common_words(lines: Sequence[str], names: set[str]) -> frozenset[str]:
    """Those of `names` that the text also has as a word in lower case, or that are days: what a
    glossary explains, a list of parameters describes."""
    words = {name.lower(): name for name in names if name.istitle() and name.isalpha()}
    found = {name for word, name in words.items() if is_weekday(word)}
    if words:
        for line in lines:
            found |= {words[word] for word in _LOWER.findall(line) if word in words}
    return frozenset(found)


def _choose(labels: Sequence[TurnLabel], counts: Counter[str]) -> TurnLabel:
    """The first of `labels` that other lines have, too, or else the first."""
    if len(labels) == 1:
        return labels[0]
    return max(labels, key=lambda label: min(counts[label.key], 2))


def _find_marks(turns: Sequence[_Turn]) -> tuple[frozenset[str], frozenset[str]]:
    """The labels that mark questions, and those that mark answers."""
    asked: dict[str, list[bool]] = {}
    for turn in turns:
        asked.setdefault(without_number(turn.label.name), []).append(turn.asks)
    asking = {name for name, asks_ in asked.items() if sum(asks_) >= _MIN_ASKING * len(asks_)}
    pairs = Counter(
        (without_number(one.label.name), without_number(after.label.name))
        for one, after in itertools.pairwise(turns)
    )
    questions: set[str] = set()
    answers: set[str] = set()
    for (one, after), count in pairs.items():
        if one == after or not (is_question_mark(one) and is_answer_mark(after)):
            continue
        # Not all languages have a question mark, but no two people are called so.
        if one in asking or (count > 1 and (one == "q" or len(one) > 1 or one in _MARKS)):
            questions.add(one)
            answers.add(after)
    if not questions:
        set_off = {without_number(t.label.name) for t in turns if t.label.form != "stop"}
        questions = {n for n in asking & set_off if is_question_mark(n)}
        questions = {n for n in questions if len(asked[n]) > 1 and len(n) > 1}
        questions |= {"q"} if "q" in asking and len(asked["q"]) > 1 else set()
    if not questions:
        questions, answers = _find_letters(asked, asking, pairs)
    answers -= questions
    return _keys(turns, questions), _keys(turns, answers)


def _find_letters(
    asked: dict[str, list[bool]], asking: set[str], pairs: Counter[tuple[str, str]]
) -> tuple[set[str], set[str]]:
    """A letter whose turns ask and another whose turns follow: question and answer, whatever
    the language; or the initials of two people, whom a letter does not name either."""
    for (one, after), count in pairs.items():
        are_letters = len(one) == len(after) == 1 and one != after
        asks_first = one in asking and after not in asking
        if are_letters and asks_first and count > 1 and 2 * count > len(asked[one]):
            return {one}, {after}
    return set(), set()


def _keys(turns: Iterable[_Turn], names: set[str]) -> frozenset[str]:
    return frozenset(t.label.key for t in turns if without_number(t.label.name) in names)


def _find_names(turns: Sequence[_Turn]) -> frozenset[str]:
    by_key: dict[str, list[_Turn]] = {}
    for turn in turns:
        by_key.setdefault(turn.label.key, []).append(turn)
    talking = {key for key, own in by_key.items() if _talks(own)}
    said = [turn for turn in turns if turn.label.key in talking]
    near = [
        (one, after)
        for one, after in itertools.pairwise(said)
        if after.number - one.number <= _MAX_GAP and one.label.key != after.label.key
    ]
    names: set[str] = set()
    for forms, least in (
        (("colon", "time"), _MIN_CHANGES),
        (("stop", "line"), _MIN_CHANGES_OF_CAPITALS),
    ):
        changes = [pair for pair in near if all(turn.label.form in forms for turn in pair)]
        both = [turn for pair in changes for turn in pair]
        asked = sum(one.hands_over for one, _ in changes)
        answered = sum(after.is_answer for _, after in changes)
        is_timed = any(turn.label.is_timed for turn in both)
        enough = 1 if is_timed else min(_MIN_ASKED, len(changes) // _MIN_CHANGES)
        is_answered = answered >= max(enough, _MIN_ANSWERED * asked)
        is_answered |= sum(after.asks_back for _, after in changes) >= _MIN_ASKED
        is_said = is_answered or any(map(_is_timed_talk, both))
        if len(changes) >= least and is_said:
            names |= {turn.label.key for turn in both}
    return frozenset(names)


def _is_timed_talk(turn: _Turn) -> bool:
    """Whether somebody speaks at a time, which a timetable's stations do not."""
    return turn.label.is_timed and speaks_of_self(turn.said)


def _talks(turns: Sequence[_Turn]) -> bool:
    label = turns[0].label
    is_doubtful = label.form in ("stop", "line") or not is_capitalised(label.name)
    least = _MIN_TALK_OF_DOUBTFUL if is_doubtful else _MIN_TALK
    return sum(turn.is_talk for turn in turns) >= least * len(turns)


def _find_single_names(
    turns: Sequence[_Turn], names: frozenset[str], counts: Counter[str]
) -> frozenset[str]:
    """Who speaks only once still speaks, if it is by a full name between the others' turns."""
    inside = [number for number, turn in enumerate(turns) if turn.label.key in names]
    forms = {turn.label.form for turn in turns if turn.label.key in names}
    return frozenset(
        turn.label.key
        for turn in turns[inside[0] : inside[-1]]
        if counts[turn.label.key] == 1
        and turn.label.form in forms
        and is_full_name(turn.label.name)
        and (turn.is_talk or turn.asks)
    )
