"""The tokens of markdown-it to blocks: what each says, what it is, and what leads up to it."""

import re
from collections import deque
from collections.abc import Sequence

from markdown_it.token import Token

from corpus.formats.html_text import HtmlPiece, read_html
from corpus.formats.markdown import block_rules
from corpus.formats.markdown.block_rules import is_directive, split_directive
from corpus.formats.markdown.bold_lines import BoldHeadings, split_bold_question
from corpus.formats.markdown.headings import is_heading
from corpus.formats.markdown.inline.inline_rules import is_contents_mark
from corpus.formats.markdown.inline.inline_text import plain_lines, strip_marks
from corpus.formats.markdown.inline.link_lines import are_badges, is_page_link, is_pointer
from corpus.formats.markdown.parser import cited_footnotes, parse_tokens
from corpus.formats.markdown.post_marks import read_post_mark
from corpus.formats.markdown.vaults import is_query, without_marks, without_raw
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.flow import FlowWriter
from corpus.formats.writing.headings import BOLD_LEVEL
from corpus.formats.writing.lines import are_to_stay, join_wrapped
from corpus.formats.writing.tables import TableWriter, join_cells
from corpus.formats.writing.voices import Voices
from corpus.normalization import clean_line

_DRAWN_RULE = re.compile(r"\s{0,9}<hr\b[^<>]{0,300}>\s{0,9}", re.IGNORECASE)
_RULE = re.compile(r"[―—–─━═⸺⸻](?: ?[―—–─━═⸺⸻]){0,200}|(?:[.·•] ){2,9}[.·•]|[§⁂❦]")
"""A paragraph that parts texts as a rule does."""
_MAX_NESTING = 3
_CALLOUT = re.compile(r"\[![\w-]{1,40}(?:\|[^\]]{0,40})?\][+-]?[ \t]*")


class BlockReader:
    """Reads tokens into `writer`, one after another of markdown-it's flat list; several texts of
    one file share one."""

    def __init__(
        self,
        footnotes: dict[str, list[Token]],
        voices: Voices,
        writer: BlockWriter | None = None,
    ) -> None:
        self.writer = writer or BlockWriter()
        self._flow = FlowWriter(self.writer, voices)
        self._footnotes = footnotes
        self._cited: list[str] = []
        self._bold_headings = BoldHeadings()
        self._tables = TableWriter(self.writer)
        self._row: list[str] | None = None
        self._is_head = False
        self._quotes = 0
        self._may_be_callout = False
        self._aside_title: bool | None = None
        self._term: list[str] | None = None
        self._term_lead: tuple[int, ...] = ()
        self._is_described = False
        self._described: int | None = None
        """The block of the term that further paragraphs describe."""
        self._nesting = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Adds the blocks of `tokens`."""
        self._bold_headings.look_at(tokens)
        for number, token in enumerate(tokens):
            self._feed(token, tokens, number)

    def read_html(self, markup: str) -> None:
        """Adds the blocks of `markup`, which is HTML."""
        for piece in read_html(markup):
            self._add_html(piece)
        if self._tables.is_open:
            self._tables.close()

    def _feed(self, token: Token, tokens: Sequence[Token], number: int) -> None:
        match token.type:
            case "inline":
                self._add_inline(token, tokens, number)
            case "fence" if self._nesting < _MAX_NESTING and is_directive(token.info):
                self._read_directive(*split_directive(token))
            case "fence" if is_query(token.info, token.content):
                pass
            case "fence" | "code_block" | block_rules.MATH_BLOCK:
                self._end_term()
                self._flow.add_code(without_raw(token.content))
                self._read_footnotes_above(tokens, number + 1)
            case "html_block" if post := read_post_mark(token.content):
                self.writer.locator = post
                self.writer.above = None
                self.writer.set_apart()
            case "html_block" if _DRAWN_RULE.fullmatch(token.content):
                self.writer.part()
            case "html_block":
                for piece in read_html(token.content):
                    self._add_html(piece)
            case "hr":
                self.writer.part()
            case _:
                self._feed_list(token)
                self._feed_table(token)
                self._feed_aside(token)
                self._feed_term(token)

    def _read_directive(self, title: str, content: str) -> None:
        """Reads what is fenced off as code is, but is Markdown."""
        tokens, _ = parse_tokens(content)
        self._nesting += 1
        self.writer.headings.open_aside()
        self._name_aside(title)
        for number, token in enumerate(tokens):
            self._feed(token, tokens, number)
        self.writer.headings.close_aside()
        self._nesting -= 1

    def _feed_list(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._end_term()
                self._flow.open_list()
            case "list_item_open":
                self._flow.open_item()
            case "bullet_list_close" | "ordered_list_close":
                self._flow.close_list()

    def _feed_table(self, token: Token) -> None:
        match token.type:
            case "table_open":
                self._end_term()
                self._tables.open(self._flow.lead())
            case "thead_open" | "thead_close":
                self._is_head = token.type == "thead_open"
            case "tr_open":
                self._row = []
            case "tr_close":
                self._tables.add_row(join_cells(self._row or []), is_header=self._is_head)
                self._row = None
            case "table_close":
                self._tables.close()
                self._read_footnotes()

    def _feed_aside(self, token: Token) -> None:
        headings = self.writer.headings
        match token.type:
            case "blockquote_open":
                headings.open_aside()
                self._flow.part_voices()
                self._quotes += 1
                self._may_be_callout = True
            case "blockquote_close":
                self._quotes -= 1
                headings.close_aside()
                self._flow.part_voices()
            case "admonition_open":
                headings.open_aside()
                self._aside_title = len(token.info.split()) > 1
            case "admonition_title_close":
                self._aside_title = None
            case "admonition_close" | block_rules.ASIDE_CLOSE:
                headings.close_aside()
            case block_rules.ASIDE_OPEN:
                headings.open_aside()
                self._name_aside(clean_line(token.content))

    def _feed_term(self, token: Token) -> None:
        match token.type:
            case "dl_open":
                self._term_lead = self._flow.lead()
            case "dt_open":
                self._described = None
                if self._is_described or self._term is None:
                    self._end_term()
                    self._term = []
            case "dd_open":
                self._is_described = True
            case "dl_close":
                self._end_term()
                self._described = None

    def _add_inline(self, token: Token, tokens: Sequence[Token], number: int) -> None:
        lines = plain_lines(token)
        self._cited += cited_footnotes(token)
        opening = tokens[number - 1] if number else token
        if self._row is not None:
            self._row.append(clean_line(" ".join(lines)))
            return
        if opening.type == "heading_open":
            self._add_heading(opening, lines, tokens[number + 2 : number + 3])
        elif self._aside_title is not None:
            if self._aside_title:
                self._name_aside(clean_line(" ".join(lines)).strip('"'))
        elif self._term is not None and self._goes_on(tokens, number):
            self._end_term()
            self._described = self.writer.above
            self._describe(token, lines)
        elif self._term is not None:
            self._term.append(join_wrapped(lines))
        elif self._described is not None and not self._flow.is_in_list:
            self._describe(token, lines)
        elif not is_contents_mark(token.content):
            self._add_lines(token, lines, tokens, number)
            if opening.type == "paragraph_open" and _RULE.fullmatch(token.content.strip()):
                self.writer.part()
        self._read_footnotes_above(tokens, number + 2)

    def _goes_on(self, tokens: Sequence[Token], number: int) -> bool:
        """Whether a paragraph that describes a term stands below another one that does."""
        return self._is_described and tokens[number - 2].type == "paragraph_close"

    def _describe(self, token: Token, lines: list[str]) -> None:
        stay = self._are_to_stay(token, lines)
        text = "\n".join(lines) if stay else join_wrapped(lines)
        if self._described is not None and text:
            self.writer.add(text, "prose", self.writer.chain(self._described))

    def _add_lines(
        self, token: Token, lines: list[str], tokens: Sequence[Token], number: int
    ) -> None:
        """A paragraph, without the titles that its first line may be."""
        lines = without_marks(lines, token.content)
        if not lines or are_badges(token):
            return
        if self._may_be_callout:
            self._may_be_callout = False
            # "\[!" are words.
            callout = token.content.startswith("[!") and _CALLOUT.match(lines[0])
            if callout:
                title, lines = lines[0][callout.end() :], lines[1:]
                is_alone = not lines and tokens[number + 2].type == "blockquote_close"
                if is_alone:
                    lines = [title]
                else:
                    self._name_aside(title)
        if not self._flow.is_in_list and self._bold_headings.is_heading(token, tokens, number):
            self._put_heading(BOLD_LEVEL, clean_line(lines[0]))
            lines = lines[1:]
        if is_page_link(token) or self._is_pointer(token, lines):
            self._flow.add_words(join_wrapped(lines), is_quoted=False)
        elif self._flow.is_in_list and (question := split_bold_question(token, lines)):
            self._flow.add_question(*question)
        elif self._are_to_stay(token, lines):
            self._flow.add_words("\n".join(lines))
        else:
            if _is_in_italics(token) and not self._flow.has_turns(lines):
                self._flow.part_note()
            self._flow.add_turns(lines)

    def _is_pointer(self, token: Token, lines: Sequence[str]) -> bool:
        """Whether a paragraph in no list, where links are what it lists, leads to another page."""
        return not self._flow.is_in_list and len(lines) == 1 and is_pointer(token, lines[0])

    def _are_to_stay(self, token: Token, lines: Sequence[str]) -> bool:
        """Whether lines that all end in a backslash, which says that they end there, are short
        ones, as in verse and in addresses, and none is a turn of an interview."""
        ends = token.content.count("\\\n")
        return (
            ends == token.content.count("\n") == len(lines) - 1
            and are_to_stay(lines)
            and not self._flow.has_turns(lines)
        )

    def _add_heading(self, opening: Token, lines: list[str], following: Sequence[Token]) -> None:
        content = clean_line(" ".join(lines))
        if not is_heading(opening, lines, following):
            self._flow.add_turns(lines)
        elif content and not self._flow.is_time_between(content):
            self._put_heading(int(opening.tag[1:]), content)

    def _put_heading(self, level: int, content: str) -> None:
        if self._quotes:
            self._name_aside(content)
        elif self._flow.is_in_list:
            self._flow.add_words(content)
        else:
            self.writer.add_heading(level, content)

    def _name_aside(self, title: str) -> None:
        if title:
            self.writer.headings.name_aside(title)
            self.writer.add_title(title)

    def _add_html(self, piece: HtmlPiece) -> None:
        writer = self.writer
        if piece.kind not in ("header", "row", "table_end") and self._tables.is_open:
            self._tables.close()
        match piece.kind:
            case "prose":
                self._flow.add_words(strip_marks(piece.text))
            case "list":
                is_next = writer.last_kind == "list"
                context = writer.blocks[-1].context if is_next else self._flow.lead()
                writer.add(strip_marks(piece.text), "list", context, is_tight=is_next)
            case "code":
                self._flow.add_code(piece.text)
            case "term":
                writer.add(piece.text, "term")
            case "heading":
                self._put_heading(piece.level, piece.text)
            case "open":
                writer.headings.open_aside()
            case "summary":
                self._name_aside(piece.text)
            case "close":
                writer.headings.close_aside()
            case "header" | "row":
                if not self._tables.is_open:
                    self._tables.open(self._flow.lead())
                self._tables.add_row(piece.text, is_header=piece.kind == "header")
            case "table_end":
                self._tables.close()

    def _end_term(self) -> None:
        """Adds the term that was read so far, with its description."""
        if self._term is not None:
            text = "\n".join(filter(None, self._term))
            self._term, self._is_described = None, False
            if text:
                self.writer.add(text, "term", self._term_lead)
            self._read_footnotes()

    def _read_footnotes_above(self, tokens: Sequence[Token], following: int) -> None:
        """As `_read_footnotes`, unless code stands there that the block above leads up to: they
        stand below that."""
        below = tokens[following] if following < len(tokens) else None
        is_code = below is not None and (
            below.type == "code_block"
            or (
                below.type == "fence"
                and not is_directive(below.info)
                and not is_query(below.info, below.content)
            )
        )
        if not is_code:
            self._read_footnotes()

    def _read_footnotes(self) -> None:
        """Adds the footnotes that were cited since, below the block that cites them, or the code
        below that."""
        if not self._cited or self._tables.is_open or self._term is not None or self._flow.citing:
            return
        writer = self.writer
        above, may_be_callout = writer.above, self._may_be_callout
        self._flow.citing = (above,) if above is not None else ()
        if above is not None and writer.blocks[above].kind == "code":
            self._flow.citing = writer.blocks[above].context[-1:]
        pending = deque(self._cited)
        self._cited = []
        self._flow.open_note()
        while pending:
            tokens = self._footnotes.pop(pending.popleft(), [])
            for number, token in enumerate(tokens):
                self._feed(token, tokens, number)
            pending += self._cited
            self._cited = []
        self._flow.close_list()
        self._flow.citing, writer.above = (), above
        self._may_be_callout = may_be_callout


def _is_in_italics(token: Token) -> bool:
    """Whether all words of a paragraph are in italics, and none in bold letters."""
    children = [c for c in token.children or () if c.type != "text" or c.content.strip()]
    if len(children) < 2 or (children[0].type, children[-1].type) != ("em_open", "em_close"):
        return False
    # A second opening is that of "*One* and *two*".
    types = [child.type for child in children]
    return types.count("em_open") == 1 and "strong_open" not in types
