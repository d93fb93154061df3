"""The structure of a Markdown text, with its markup taken off."""

import html
import re
from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.content import Content
from corpus.formats.heads.sibling_titles import heads_a_part
from corpus.formats.markdown.blocks import BlockReader
from corpus.formats.markdown.head_lines import take_head_lines
from corpus.formats.markdown.hidden_blocks import leave_out_hidden_blocks
from corpus.formats.markdown.inline.hidden_words import leave_out_hidden_words
from corpus.formats.markdown.inline.inline_text import plain_lines
from corpus.formats.markdown.parser import parse_tokens
from corpus.formats.markdown.vaults import check_note, read_own_fields
from corpus.formats.raised_notes import mark_raised_notes
from corpus.formats.shapes.chat import parse_signal
from corpus.formats.text_format import read_text
from corpus.formats.writing.assembly import assemble_parted
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.voices import find_voices
from corpus.normalization import clean_line
from corpus.structure.speakers.interview import assign_speakers

_TAB = re.compile(r"^([ \t]*)===[!+]{0,2}[ \t]+(\"[^\"\n]*\")[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])(?P<words>[^*]{1,300})(?<!\s)\*\*(?![\w*])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")


def read_markdown(data: bytes, name: str) -> Content:
    """The content of a Markdown file, with front matter or without.

    :raises ArticleError: as `read_text` and `parse_markdown`.
    """
    content = read_text(data, parse_markdown, check=check_note)
    title = content.metadata.title
    if title is None or not content.is_title_stated:
        return content
    return replace(content, metadata=replace(content.metadata, title=_plain_title(title)))


def parse_markdown(markdown: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """The title (a heading of the first level, if it comes first), plain text and paragraphs.

    The plain text holds headings, paragraphs, list items, table rows and code, apart by a blank
    line, or by a line end within a list and a table. A footnote stands below what cites it.

    :raises ArticleError: if it says that it is not published, or if its tables are of nothing but
        empty cells.
    """
    parse_metadata(read_own_fields(markdown))
    if chat := parse_signal(markdown):
        return chat
    writer = BlockWriter()
    stated = write_markdown(writer, markdown, has_head=True)
    text, paragraphs, parted = assemble_parted(writer.blocks)
    title, paragraphs = _take_title(writer.first_heading, paragraphs)
    return replace(stated, title=title), text, assign_speakers(text, paragraphs, parted)


def write_markdown(writer: BlockWriter, markdown: str, *, has_head: bool) -> Metadata:
    """Adds the blocks of `markdown` to those of `writer`, and gives what the lines below its title
    state, if it has such a head.

    :raises ArticleError: as `parse_markdown`.
    """
    # A tab of MkDocs is written as an admonition is, but for its mark.
    shown = _TAB.sub(
        r"\1!!! tab \2", mark_raised_notes(leave_out_hidden_words(markdown), "[^{}]", "[^{}]:")
    )
    tokens, footnotes = parse_tokens(shown)
    stated, tokens = take_head_lines(tokens) if has_head else (Metadata(), tokens)
    lines = [line for token in tokens if token.type == "inline" for line in plain_lines(token)]
    BlockReader(footnotes, find_voices(lines), writer).read(leave_out_hidden_blocks(tokens))
    return stated


def _plain_title(title: str) -> str:
    """A title that front matter states, without what its author took for Markdown: sites show
    bold words and entities of it as they do those of a heading."""
    plain = _BOLD.sub(r"\g<words>", _ENTITY.sub(lambda found: html.unescape(found[0]), title))
    return clean_line(plain) or title


def _take_title(
    title: str | None, paragraphs: list[Paragraph]
) -> tuple[str | None, list[Paragraph]]:
    """The title, unless it heads but a part, and `paragraphs` without it among their headings."""
    if title is None or heads_a_part(title, paragraphs):
        return None, paragraphs
    return title, [
        replace(p, headings=p.headings[1:]) if p.headings[:1] == (title,) else p for p in paragraphs
    ]
