"""An OpenDocument text (.odt): its text, its styles and what it says of itself."""

from corpus.article import ArticleError
from corpus.formats.archive import Archive
from corpus.formats.content import Content
from corpus.formats.office.finishing import finish_content
from corpus.formats.office.odt.body import BodyReader
from corpus.formats.office.odt.objects import Objects
from corpus.formats.office.odt.styles import StyleReader
from corpus.formats.office.properties import PropertiesReader, choose_properties
from corpus.formats.office.xml_events import read_events, read_part

_TEXT = "content.xml"
_STYLES = "styles.xml"
_META = "meta.xml"
_MANIFEST = "META-INF/manifest.xml"


class _Manifest:
    """Reads the list of parts: a handler of `read_events`. `is_locked` is whether one of them needs
    a password."""

    def __init__(self) -> None:
        self.is_locked = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self.is_locked |= name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        """What is locked is told by an element's beginning."""

    def data(self, text: str) -> None:
        """A manifest holds no text but keys."""


def read_open_document(archive: Archive) -> Content:
    """The content of an OpenDocument text, without what is no text of it: headers and footers,
    comments, deleted words, tables of contents. Nothing that it refers to is fetched.

    :raises ArticleError: if it is locked by a password or damaged, or unpacks to more than is read.
    """
    manifest, styles, properties = _Manifest(), StyleReader(), PropertiesReader()
    read_part(archive, _MANIFEST, manifest)
    if manifest.is_locked:
        raise ArticleError("it is locked by a password: save it without one")
    read_part(archive, _STYLES, styles)
    read_part(archive, _META, properties)
    body = BodyReader(styles.styles, Objects(archive))
    is_whole = read_events(archive.read(_TEXT), body)
    pieces = body.finish()
    return finish_content(
        pieces, body.notes, choose_properties(properties.stated), is_whole=is_whole
    )
