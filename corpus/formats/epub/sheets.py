"""The style sheets that the texts of a book link to."""

from posixpath import dirname

from corpus.article import ArticleError
from corpus.formats.archive import Archive
from corpus.formats.decoding import decode_text
from corpus.formats.epub.package import resolve
from corpus.formats.html.elements import Element, name_of
from corpus.formats.sight.media import is_for_screens
from corpus.formats.sight.sheets import Sheet, read_sheet

_MAX_SHEETS = 20
"""That one text links to, and that one sheet imports."""
_MAX_IMPORTED = 1
"""Sheets that one imports may import others so many times."""


class Sheets:
    """Those of one book, each of which is read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: dict[str, Sheet | None] = {}

    def read(self, root: Element, folder: str) -> list[Sheet]:
        """What a text in `folder` is shown by but for its own rules, in order; sheets that cannot
        be read are none."""
        hrefs: list[str] = []
        for element in root.iter():
            if name_of(element) == "link" and _is_sheet(element):
                hrefs.append(element.get("href") or "")
            elif name_of(element) == "style" and "@import" in (element.text or ""):
                hrefs += read_sheet(element.text or "").imports
        found: list[Sheet] = []
        for href in hrefs[:_MAX_SHEETS]:
            self._add(folder, href, found, _MAX_IMPORTED)
        return found

    def _add(self, folder: str, href: str, found: list[Sheet], depth: int) -> None:
        """Adds a sheet, below those that it imports."""
        try:
            path = resolve(folder, href)
            if path not in self._read:
                self._read[path] = None
                text = decode_text(self._archive.read(path)).text
                self._read[path] = read_sheet(text)
        except ArticleError:
            return  # a book can be read without
        sheet = self._read[path]
        if sheet is None:
            return
        for imported in sheet.imports[:_MAX_SHEETS] if depth else ():
            if len(found) < _MAX_SHEETS:
                self._add(dirname(path), imported, found, depth - 1)
        found.append(sheet)


def _is_sheet(link: Element) -> bool:
    relations = (link.get("rel") or "").lower().split()
    is_used = "stylesheet" in relations and "alternate" not in relations
    return is_used and is_for_screens(link.get("media")) is True
