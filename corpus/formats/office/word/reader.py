"""A Word document (.docx): its text out of the parts that its archive names."""

from posixpath import dirname, join, normpath

from corpus.formats.archive import Archive, PartError, leaves_archive
from corpus.formats.content import Content
from corpus.formats.html.pieces import Piece
from corpus.formats.office.finishing import finish_content
from corpus.formats.office.properties import PropertiesReader, choose_properties
from corpus.formats.office.word.body import BodyReader
from corpus.formats.office.word.numbering import NumberingReader
from corpus.formats.office.word.styles import StyleReader
from corpus.formats.office.xml_events import read_events, read_part

_MAIN = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_MAX_RELATIONS = 20_000


class _Relations:
    """Reads a part of relationships: a handler of `read_events`. What lies outside of the archive
    is not kept."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        is_inside = attributes.get("TargetMode", "").lower() != "external"
        if kind and is_inside and len(self.targets) < _MAX_RELATIONS:
            self.targets.setdefault(kind, attributes.get("Target", ""))

    def end(self, name: str) -> None:
        """Relationships are empty elements."""

    def data(self, text: str) -> None:
        """Relationships hold no text."""


def read_word(archive: Archive) -> Content:
    """The content of a Word document, without what is no text of it: headers and footers, comments,
    deleted words, tables of contents. Nothing that it refers to is fetched, no macro is looked at.

    :raises ArticleError: if it is damaged, or unpacks to more than is read.
    """
    main = _find_part(archive, "", "officeDocument", _MAIN)
    document = _Document(archive, main)
    pieces, notes = document.read()
    properties = PropertiesReader()
    read_part(archive, _find_part(archive, "", "core-properties", _PROPERTIES), properties)
    return finish_content(
        pieces, notes, choose_properties(properties.stated), is_whole=document.is_whole
    )


class _Document:
    """The parts of a document, which is damaged if one with text is."""

    def __init__(self, archive: Archive, main: str) -> None:
        self.is_whole = True
        self._archive = archive
        self._main = main

    def read(self) -> tuple[list[Piece], dict[str, list[Piece]]]:
        """The body, and the notes that it cites."""
        body, data = self._read_body(self._main)
        notes: dict[str, list[Piece]] = {}
        cited = set(body.cited)
        for kind, default in (("footnotes", "footnotes.xml"), ("endnotes", "endnotes.xml")):
            path = _find_part(self._archive, self._main, kind, default)
            if cited and path in self._archive:
                part, _ = self._read_body(path)
                notes |= part.notes
                cited |= part.cited
        return data, {name: notes[name] for name in notes if name in cited}

    def _read_body(self, path: str) -> tuple[BodyReader, list[Piece]]:
        try:
            data = self._archive.read(path)
        except PartError:
            if path == self._main:
                raise
            self.is_whole = False
            data = b""
        reader = self._make_reader()
        is_whole = not data or read_events(data, reader)
        if reader.fields.is_open:  # would hide the rest of the text
            reader = self._make_reader(has_fields=False)
            is_whole = read_events(data, reader)
        self.is_whole &= is_whole
        return reader, reader.finish()

    def _make_reader(self, *, has_fields: bool = True) -> BodyReader:
        styles, numbering = StyleReader(), NumberingReader()
        for kind, handler in (("styles", styles), ("numbering", numbering)):
            read_part(
                self._archive, _find_part(self._archive, self._main, kind, f"{kind}.xml"), handler
            )
        return BodyReader(styles.styles, numbering.numbering, has_fields=has_fields)


def _find_part(archive: Archive, source: str, kind: str, default: str) -> str:
    """The part that `source`, "" for the whole archive, is related to by `kind`; else `default`,
    in the folder of `source`."""
    folder = dirname(source)
    relations = _Relations()
    name = source[len(folder) :].lstrip("/")
    read_part(archive, join(folder, "_rels", f"{name}.rels"), relations)
    target = relations.targets.get(kind, "")
    path = normpath(join("/", folder, target)).lstrip("/") if target else ""
    return path if path in archive and not leaves_archive(path) else join(folder, default)
