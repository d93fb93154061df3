"""Paragraphs, items and code: running text, in lists or not, with what leads up to each."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.lines import join_wrapped, strip_task
from corpus.formats.writing.voices import Voices
from corpus.structure.speakers.interview import is_remark_alone, read_turn


@dataclass(slots=True)
class _List:
    """A list that is being read: the blocks that announce it, and the item's first block. `term`
    is what the item describes, until that is written."""

    lead: tuple[int, ...]
    item: int | None = None
    term: str = ""
    is_of_terms: bool = False


class FlowWriter:
    """Writes what is no table and no heading, as it stands in lists."""

    def __init__(self, writer: BlockWriter, voices: Voices | None = None) -> None:
        self.citing: tuple[int, ...] = ()
        """The block that cites the footnote that is being read."""
        self._writer = writer
        self._voices = voices or Voices()
        self._lists: list[_List | None] = []
        self._turns = 0
        self._has_said_in_italics = False

    @property
    def is_in_list(self) -> bool:
        return bool(self._lists)

    def open_list(self) -> None:
        self._lists.append(_List(self.lead()))

    def open_item(self, term: str = "") -> None:
        """Begins an item, which may be a term: that is the line above what describes it."""
        self._write_term()
        current = self._current
        if current:
            current.item, current.term, current.is_of_terms = None, term, bool(term)

    def open_note(self) -> None:
        """Begins a footnote, which stands in no list wherever it is cited."""
        self._lists.append(None)

    def close_list(self) -> None:
        """Ends a list or a footnote."""
        self._write_term()
        self._lists.pop()

    def part_voices(self) -> None:
        """Begins or ends what is quoted: in an interview somebody else than the speaker says it."""
        if self._voices.speakers:
            self._writer.set_apart()

    def part_note(self) -> None:
        """Begins a paragraph all in italics: below the last turn of an interview nobody says it,
        unless what is said is written like that."""
        if 0 < self._turns < self._voices.turns:
            self._has_said_in_italics = True
        elif self._turns and not self._has_said_in_italics:
            self._writer.set_apart()

    def has_turns(self, lines: Iterable[str]) -> bool:
        """Whether one of the lines begins what somebody says in an interview."""
        return any(read_turn(line, self._voices.speakers) for line in lines)

    def is_time_between(self, line: str) -> bool:
        """Whether `line` is but a time between the turns of a transcript."""
        return line.strip() in self._voices.times

    def add_turns(self, lines: list[str]) -> None:
        """The lines as one block, or in an interview as one block a turn, and a remark in brackets
        as one of its own, which is nobody's, and a time between turns left out."""
        said: list[str] = []
        lines = [line for line in lines if not self.is_time_between(line)]
        is_apart = False
        for line in lines:
            is_remark = bool(self._voices.speakers) and is_remark_alone(line.strip())
            is_turn = read_turn(line, self._voices.speakers) is not None
            self._turns += is_turn
            if is_apart or is_remark or is_turn:
                self.add_words(join_wrapped(said))
                said = []
            said.append(line)
            is_apart = is_remark
        self.add_words(join_wrapped(said))

    def add_words(self, text: str, *, is_quoted: bool = True) -> None:
        text = text.strip()
        current = self._current
        if current and current.item is None:
            text = strip_task(text)
        if not text:
            return
        writer = self._writer
        if current is None:
            context = self.citing or writer.announces()
            writer.add(text, "prose", context, is_quoted=is_quoted)
            return
        is_tight = writer.last_kind == "list"
        if current.is_of_terms:
            self._describe(current, text)
        elif current.item is None:
            current.item = writer.add(
                text, "list", current.lead, is_quoted=is_quoted, is_tight=is_tight
            )
        else:
            writer.add(text, "list", writer.chain(current.item), is_tight=is_tight)

    def add_question(self, question: str, answer: str) -> None:
        """An item that asks, and the answer that stands in it; what else does has it as context."""
        current = self._current
        if current is None or current.item is not None or current.is_of_terms:
            self.add_words(f"{question} {answer}")
            return
        current.item = self._writer.add(question, "question", current.lead)
        if answer:
            self._writer.add(answer, "answer", self._writer.chain(current.item), is_tight=True)

    def _describe(self, current: _List, text: str) -> None:
        """The first paragraph below a term stands with it, further ones are running text."""
        if current.item is None:
            current.item = self._writer.add(f"{current.term}\n{text}", "term", current.lead)
            current.term = ""
        else:
            self._writer.add(text, "prose", self._writer.chain(current.item))

    def _write_term(self) -> None:
        """A term that nothing describes but code, a list or a table, if anything."""
        current = self._current
        if current and current.term:
            current.item = self._writer.add(current.term, "term", current.lead)
            current.term = ""

    def add_code(self, content: str) -> None:
        content = content.strip("\n").rstrip()
        if content.strip():
            self._writer.add(content, "code", self.lead())

    def lead(self) -> tuple[int, ...]:
        """What leads up to the next list, table or code: the item that it stands in, or what is
        right above it."""
        self._write_term()
        current = self._current
        if current and current.item is not None:
            return self._writer.chain(current.item)
        return self.citing or self._writer.leads()

    @property
    def _current(self) -> _List | None:
        return self._lists[-1] if self._lists else None
