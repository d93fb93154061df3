"""The style sheets that the texts of a book link to."""

from corpus.article import ArticleError
from corpus.formats.archive import Archive
from corpus.formats.decoding import decode_text
from corpus.formats.epub.package import resolve
from corpus.formats.html.elements import Element, name_of
from corpus.formats.sight.media import is_for_screens
from corpus.formats.sight.sheets import Sheet, read_sheet

_MAX_SHEETS = 20
"""That one text links to."""


class Sheets:
    """Those of one book, each of which is read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: dict[str, Sheet | None] = {}

    def read(self, root: Element, folder: str) -> list[Sheet]:
        """What a text in `folder` is shown by, in order; sheets that cannot be read are none."""
        links = (element for element in root.iter() if name_of(element) == "link")
        hrefs = [link.get("href") or "" for link in links if _is_sheet(link)]
        found = (self._find(folder, href) for href in hrefs[:_MAX_SHEETS])
        return [sheet for sheet in found if sheet is not None]

    def _find(self, folder: str, href: str) -> Sheet | None:
        try:
            path = resolve(folder, href)
            if path not in self._read:
                self._read[path] = None
                text = decode_text(self._archive.read(path)).text
                self._read[path] = read_sheet(text)
        except ArticleError:
            return None  # a book can be read without
        return self._read[path]


def _is_sheet(link: Element) -> bool:
    relations = (link.get("rel") or "").lower().split()
    is_used = "stylesheet" in relations and "alternate" not in relations
    return is_used and is_for_screens(link.get("media"))
