"""The structure of a text in Org, with its markup taken off."""

from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.content import Content
from corpus.formats.org.blocks import OrgReader
from corpus.formats.text_format import read_text
from corpus.formats.writing.assembly import assemble_text


def read_org(data: bytes, name: str) -> Content:
    """The content of a file in Org.

    :raises ArticleError: as `read_text`.
    """
    return read_text(data, parse_org, has_front_matter=False)


def parse_org(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """What the keywords at the top state, plain text and paragraphs, as `parse_markdown` has them.
    Without a title the only headline of the first level is it.

    :raises ArticleError: if it is said to be a draft.
    """
    reader = OrgReader(text.expandtabs(8).split("\n"))
    reader.read()
    content, paragraphs = assemble_text(reader.writer.blocks)
    metadata = parse_metadata(reader.stated)
    first = reader.writer.first_heading
    if metadata.title is None and first and all(p.headings[:1] == (first,) for p in paragraphs):
        metadata = replace(metadata, title=first)
        paragraphs = [replace(p, headings=p.headings[1:]) for p in paragraphs]
    return metadata, content, tuple(paragraphs)
