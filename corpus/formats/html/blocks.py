"""Pieces of HTML to blocks, with what leads up to each."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence

from lxml import etree

from corpus.formats.html.pieces import Piece, Pieces
from corpus.formats.html.tree import read_tree
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.headings import BOLD_LEVEL
from corpus.formats.writing.lines import are_to_stay, join_lines
from corpus.formats.writing.tables import TableWriter
from corpus.formats.writing.voices import Voices, find_voices
from corpus.structure.blocks.code import looks_like_code
from corpus.structure.blocks.headings.credited import states_credit
from corpus.structure.blocks.lines import SENTENCE_END, leads_in, make_line
from corpus.structure.speakers.label_words import CAPTION, OPTION_NAME

_MAX_BOLD_HEADING = 120
_SHOWS_ONE = re.compile(
    r"\b(?:th(?:is|at)|(?:the )?following|diese[rns]?|folgende[rns]?|cette|suivante?|esta"
    r"|siguiente)"
    r"\s(?:\w+\s){0,2}(?:line|command|entry|zeile|befehl|eintrag|ligne|commande|línea|orden)\b"
    r"|\b(?:ligne|commande|línea|orden)\s(?:suivante|siguiente)\b",
    re.IGNORECASE,
)
"""Words that announce one line or command, which is no term that is described below."""
_GOES_ON = re.compile(
    r"(?:and|or|you|we|it|will|would|is|are|to|in|into|on|at|as|for|from|with|by|then|which|that"
    r"|und|oder|wird|werden|ist|sind|so|et|ou|est|y|es)\b"
)
"""Words with which a sentence goes on, rather than a description begins."""
_MAX_TO_NEXT = 8
"""Pieces below a command among which the next term of a list of such stands."""
_MAX_REPEATS = 2
"""Of a bold line, before it is a label rather than a heading."""
_SENTENCE_ENDS = (".", "!", ":", ",", ";", "。", "！", "：", "，", "।", "…", "”", '"')
_ENDS = frozenset(("heading", "rule", "list_close", "aside_close", "table_close", "section_close"))


def write_blocks(parts: Sequence[Pieces], writer: BlockWriter) -> None:
    """Writes the blocks of `parts`, one after another, as of one text."""
    voices = find_voices(line for part in parts for line in part.lines())
    for part in parts:
        _PieceWriter(part, writer, voices).write()


def write_tree(root: etree._Element, writer: BlockWriter) -> None:
    """Writes what stands in `root`, an element of HTML or XHTML all of which is main text, into
    `writer`: headings, paragraphs, items, terms, rows of tables, code, and footnotes below what
    cites them. `assign_speakers` then names who speaks."""
    write_blocks([read_tree(root)], writer)


class _PieceWriter:
    """Writes the pieces of one file."""

    def __init__(self, pieces: Pieces, writer: BlockWriter, voices: Voices) -> None:
        self._pieces = pieces
        self._writer = writer
        self._flow = FlowWriter(writer, voices)
        self._tables = TableWriter(writer)
        self._notes = dict(pieces.notes)
        self._asides = 0
        self._bold_lines = Counter(p.lines for p in pieces.text if p.is_bold)
        # Of options of which some have a value behind their names those without one head nothing:
        # what stands below the others would seem to be of them.
        self._has_longer_options = any(
            OPTION_NAME.match(p.lines[0])
            for p in pieces.text
            if len(p.lines) == 1 and not p.is_bold
        )

    def write(self) -> None:
        text = self._pieces.text
        self._write_all(text)
        for name in list(self._notes):  # whose marks were left out with what they stand in
            self._write_all(self._notes.pop(name, []))

    def _write_all(self, pieces: Sequence[Piece]) -> None:
        cited: list[str] = []
        for number, piece in enumerate(pieces):
            if piece.kind == "note":
                cited.append(piece.name)
                continue
            if cited:
                self._write_notes(cited)
                cited = []
            self._write(piece, pieces, number)
        self._write_notes(cited)

    def _write(self, piece: Piece, pieces: Sequence[Piece], number: int) -> None:
        match piece.kind:
            case "words":
                if _is_shown_command(pieces, number):
                    self._flow.add_code(piece.lines[0])
                else:
                    self._write_words(piece, pieces[number + 1 : number + 2])
            case "caption":
                self._flow.add_words(piece.lines[0])
            case "heading":
                self._write_heading(piece.level, piece.lines[0])
            case "code":
                self._flow.add_code(piece.lines[0])
            case "rule":
                self._writer.part()
            case "section_close":
                if not self._asides and not self._flow.is_in_list:
                    self._writer.headings.leave(piece.level)
                    self._writer.above = None
            case "list_open":
                self._flow.open_list()
            case "item":
                self._flow.open_item()
            case "term" if self._flow.is_in_list:
                self._flow.open_item("\n".join(piece.lines))
            case "term":
                self._flow.add_words("\n".join(piece.lines))
            case "list_close":
                self._flow.close_list()
            case "source":
                self._writer.add(" ".join(piece.lines), "prose", is_quoted=False)
                self._writer.above = None
            case "table_open":
                self._tables.open(self._flow.lead())
            case "header" | "row":
                self._tables.add_row(piece.lines[0], is_header=piece.kind == "header")
            case "table_close":
                self._tables.close()
            case _:
                self._write_aside(piece)

    def _write_words(self, piece: Piece, following: Sequence[Piece]) -> None:
        lines = piece.lines
        if piece.is_bold and not self._flow.is_in_list and self._heads(piece, following):
            self._write_heading(BOLD_LEVEL, lines[0])
        elif piece.is_link:
            self._flow.add_words(join_lines(list(lines)), is_quoted=False)
        elif are_to_stay(lines) and not self._flow.has_turns(lines):
            self._flow.add_words("\n".join(lines))
        else:
            self._flow.add_turns(list(lines))

    def _heads(self, piece: Piece, following: Sequence[Piece]) -> bool:
        """Whether a bold paragraph heads what follows."""
        line = piece.lines[0]
        if len(piece.lines) > 1 or len(line) > _MAX_BOLD_HEADING or line.endswith(_SENTENCE_ENDS):
            return False
        if self._bold_lines[piece.lines] > _MAX_REPEATS or not following or CAPTION.match(line):
            return False
        if states_credit(line):
            return False
        if self._has_longer_options and OPTION_NAME.match(line):
            return False
        return following[0].kind not in _ENDS and not following[0].is_bold

    def _write_heading(self, level: int, text: str) -> None:
        if self._asides:
            self._name_aside(text)
        elif self._flow.is_in_list:
            self._flow.add_words(text)
        else:
            self._writer.add_heading(level, text)

    def _write_aside(self, piece: Piece) -> None:
        headings = self._writer.headings
        if piece.kind in ("aside_open", "aside_close"):
            self._flow.part_voices()
        if piece.kind == "aside_open":
            self._asides += 1
            headings.open_aside(piece.name)
        elif piece.kind == "aside_close":
            self._asides -= 1
            headings.close_aside()
        else:
            self._name_aside(piece.lines[0])

    def _name_aside(self, title: str) -> None:
        if self._asides:
            self._writer.headings.name_aside(title)
            self._writer.add_title(title)
        else:
            self._flow.add_words(title)

    def _write_notes(self, cited: Iterable[str]) -> None:
        """Writes the footnotes that the block above cites, and those that they cite."""
        pending = deque(cited)
        above = self._writer.above
        while pending:
            note = self._notes.pop(pending.popleft(), [])
            pending += (piece.name for piece in note if piece.kind == "note")
            self._flow.citing = (above,) if above is not None else ()
            self._flow.open_note()
            for number, piece in enumerate(note):
                if piece.kind != "note":
                    self._write(piece, note, number)
            self._flow.close_list()
            self._flow.citing, self._writer.above = (), above


def _is_shown_command(pieces: Sequence[Piece], number: int) -> bool:
    """Whether the bold line there is a command or another line of code, of two words or more, that
    a sentence right above leads up to, or that it goes on behind, and so heads nothing: not the
    first of several, each with what it does below."""
    above, following = pieces[max(number - 1, 0) : number], pieces[number + 1 : number + 2]
    if not _is_bold_code(pieces[number]) or not above or above[0].kind != "words":
        return False
    said = above[0].lines[-1]
    goes_on = bool(following) and following[0].kind == "words"
    goes_on = goes_on and _GOES_ON.match(following[0].lines[0]) is not None
    is_amid = goes_on and not SENTENCE_END.search(said)
    is_led_to = leads_in(said) and _SHOWS_ONE.search(said) is not None
    further = pieces[number + 1 : number + 1 + _MAX_TO_NEXT]
    return (is_led_to or is_amid) and not any(map(_is_bold_code, further))


def _is_bold_code(piece: Piece) -> bool:
    is_line = piece.kind == "words" and piece.is_bold and len(piece.lines) == 1
    return is_line and " " in piece.lines[0] and looks_like_code([make_line(piece.lines[0])])
