"""The structure of a text in LaTeX, with its commands taken off."""

import re

from corpus.article import Paragraph
from corpus.fields.dates import parse_date
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.fields.names import LANGUAGE_CODES
from corpus.formats.content import Content
from corpus.formats.tex.blocks import LINE_BREAK, TexReader
from corpus.formats.tex.plain import refuse_programs
from corpus.formats.tex.shown import read_shown_tokens
from corpus.formats.text_format import read_text
from corpus.formats.writing.assembly import assemble_text
from corpus.structure.rights import states_rights
from corpus.structure.speakers.turn_labels import is_name_like

_BABEL = re.compile(r"\\usepackage\s?\[([^\]]{1,200})\]\s?\{(?:babel|polyglossia)\}")
_DEFAULT = re.compile(r"\\set(?:default|main)language(?:\[[^\]]{0,100}\])?\{([a-z]{2,20})\}")
_PLACE = re.compile(r"Univ|Inst|Dep|School|College|Lab|Team|Project|Group|Center|Centre|Street")
_MAX_NAME = 4
"""Words of a name."""
_MAX_HEAD = 50_000
"""Characters among which a document says in which language it is."""
_DIALECTS = {"ngerman": "de", "naustrian": "de", "frenchb": "fr", "brazilian": "pt", "magyar": "hu"}


def read_tex(data: bytes, name: str) -> Content:
    """The content of a file in LaTeX, a whole document or a part of one.

    :raises ArticleError: as `read_text` and `parse_tex`.
    """
    return read_text(data, parse_tex, has_front_matter=False)


def parse_tex(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    """What the document states, plain text and paragraphs, as `parse_markdown` has them.

    :raises ArticleError: as `refuse_programs`.
    """
    tokens = read_shown_tokens(text)
    refuse_programs(tokens)
    reader = TexReader(tokens)
    reader.read()
    content, paragraphs = assemble_text(reader.writer.blocks)
    stated: dict[str, object] = {"title": reader.stated.get("title", "")}
    stated["author"] = _find_authors(reader.stated.get("author", ""))
    day = reader.stated.get("date", "")
    language = _find_language(text[:_MAX_HEAD])
    if parse_date(day, language or None):  # \\today, a place or a version is none
        stated["date"] = day
    return parse_metadata(stated | {"language": language}), content, tuple(paragraphs)


def _find_authors(stated: str) -> list[str]:
    """The names among the lines of authors: the first of each, unless all are names; what says
    whose the rights are is none."""
    names: list[str] = []
    for author in stated.split(";"):
        lines = [line.strip(" ,") for line in author.split(LINE_BREAK.strip())]
        lines = [line for line in lines if line and not states_rights(line)]
        names += lines if all(map(_is_person, lines)) else lines[:1]
    return names


def _is_person(line: str) -> bool:
    return is_name_like(line) and not _PLACE.search(line) and 2 <= len(line.split()) <= _MAX_NAME


def _find_language(head: str) -> str:
    """The code of the main language: the last that babel is given."""
    babel, default = _BABEL.search(head), _DEFAULT.search(head)
    names = [default[1]] if default else babel[1].split(",")[::-1] if babel else []
    names = [name.partition("=")[2] or name for name in names]
    known = (_DIALECTS.get(name.strip()) or LANGUAGE_CODES.get(name.strip()) for name in names)
    return next(filter(None, known), "")
