"""The text of one field, which may be Markdown, HTML or neither, as blocks."""

import re
from contextlib import suppress
from itertools import pairwise

from corpus.article import ArticleError
from corpus.formats.decoding import clean_text
from corpus.formats.html import write_tree
from corpus.formats.html.parsing import parse_page
from corpus.formats.markdown.inline.inline_text import plain_lines
from corpus.formats.markdown.parser import parse_line
from corpus.formats.markdown.reader import write_markdown
from corpus.formats.writing.block_writer import BlockWriter
from corpus.formats.writing.lines import join_lines
from corpus.structure.blocks.lines import goes_on, make_line

_HTML = re.compile(
    r"</(?:p|div|a|b|strong|em|i|u|ul|ol|li|table|tr|td|h[1-6]|span|pre|code|blockquote|section"
    r"|article|html|body)\s*>|<(?:br|p|hr)\s{0,3}/?>",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\*\*\S|\]\((?:[a-z]+:|[/#.]|[\w-]+\.\w)|`[^`\s]"
    r"|^ {0,3}(?:#{1,6} +\S|[-*+] +\S|\d{1,3}[.)] +\S|```|> )",
    re.MULTILINE,
)
_MIN_WRAPPED = 40
"""Characters of a line that another may go on with: shorter ones are lines on purpose."""
_BLOCK = re.compile(r"\s*(?:[#>|~:<!]|[-+*]\s|```|\d{1,9}[.)])")
"""How a line begins that may be more than a paragraph."""
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")


def write_value(writer: BlockWriter, text: str) -> None:
    """Adds the blocks of `text` to `writer`, by the markup that it looks to be written in."""
    if _HTML.search(text):
        with suppress(ArticleError):  # nothing is in it
            write_tree(parse_page(clean_text(text)).root, writer)
    elif _MARKDOWN.search(text):
        _write_markdown(writer, text)
    else:
        for paragraph in _PARAGRAPH_BREAK.split(text.strip()):
            if words := _join_wrapped(paragraph):
                writer.add(words, "prose", writer.announces())


def _write_markdown(writer: BlockWriter, text: str) -> None:
    if "\n" not in text and not _BLOCK.match(text):
        words = join_lines(plain_lines(parse_line(text)))  # in half of the time
        if words.strip():
            writer.add(words.strip(), "prose")
        return
    try:
        write_markdown(writer, text, has_head=False)
    except ArticleError:
        writer.add(text.strip(), "prose")


def _join_wrapped(paragraph: str) -> str:
    """The lines of `paragraph`, those that are parts of one sentence as one."""
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    joined = lines[:1]
    for before, line in pairwise(lines):
        if len(before) >= _MIN_WRAPPED and goes_on(make_line(before), make_line(line)):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)
