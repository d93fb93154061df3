"""What other programs put into an OpenDocument text: of them formulas have words."""

from posixpath import join, normpath

from corpus.article import ArticleError
from corpus.formats.archive import Archive, PartError
from corpus.formats.decoding import decode_text
from corpus.formats.html.elements import name_of
from corpus.formats.html.parsing import parse_xml, without_declaration
from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.formats.writing.formulas.mathml import write_math

_CONTENT = "content.xml"
_EQUATIONS = ("0002ce02", "0002ce03")
"""How the numbers of programs begin of which an object is a formula."""
_MAX_FORMULA = 2000
"""Characters; nobody reads a longer one in a line."""


class Objects:
    """Reads them, each once however often it is shown."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[str, str] = {}

    def read(self, attributes: dict[str, str]) -> str:
        """The formula that an element with these attributes shows, in a line; "" of another object.

        :raises ArticleError: if the archive unpacks to more than is read.
        """
        if attributes.get("class-id", "").strip("{").lower().startswith(_EQUATIONS):
            return LEFT_OUT
        path = normpath(join("/", attributes.get("href", ""), _CONTENT)).lstrip("/")
        if path == _CONTENT:  # that of the text itself
            return ""
        if path not in self._known:
            self._known[path] = self._read_formula(path)
        return self._known[path]

    def _read_formula(self, path: str) -> str:
        try:
            data = self._archive.read(path)
        except PartError:
            return ""
        try:
            text = decode_text(data).text
        except ArticleError:
            return ""
        root = parse_xml(without_declaration(text))
        if root is None or name_of(root) != "math":
            return ""
        said = write_math(root).strip()
        return said if 0 < len(said) <= _MAX_FORMULA else LEFT_OUT
