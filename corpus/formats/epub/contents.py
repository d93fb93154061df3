"""The tables of contents of a book: what its chapters are called."""

from posixpath import dirname
from typing import TypeAlias

from corpus.article import ArticleError
from corpus.formats.archive import Archive
from corpus.formats.epub.package import Package, read_part, resolve
from corpus.formats.html.elements import Element, name_of, short_text, types_of
from corpus.normalization import clean_line

_MAX_LABEL = 300
_MAX_LEVEL = 6


Chapters: TypeAlias = dict[str, list[tuple[int, str]]]
"""The levels and the titles of what begins in a file, in order, by the file's name."""


def read_contents(archive: Archive, package: Package) -> Chapters:
    """What the first table of contents leads to that can be read."""
    for path in package.navigation:
        try:
            root = read_part(archive, path)
            entries = _read_entries(root, dirname(path)) if root is not None else {}
        except ArticleError:
            continue  # a book can be read without
        if entries:
            return entries
    return {}


def _read_entries(root: Element, folder: str) -> Chapters:
    found: Chapters = {}
    is_ncx = name_of(root) == "ncx"
    nests = "navpoint" if is_ncx else "ol"
    top = root if is_ncx else _find_toc(root)
    depth = 0
    stack = [(top, False)]
    while stack:  # the tree may be deep
        element, is_end = stack.pop()
        name = name_of(element)
        if is_end:
            depth -= name == nests
            continue
        depth += name == nests
        target, label = _read_entry(element, name)
        if target and label:
            found.setdefault(resolve(folder, target), []).append((min(depth, _MAX_LEVEL), label))
        stack.append((element, True))
        stack += ((child, False) for child in reversed(element))
    return found


def _find_toc(root: Element) -> Element:
    navs = [element for element in root.iter() if name_of(element) == "nav"]
    return next((nav for nav in navs if "toc" in types_of(nav)), navs[0] if navs else root)


def _read_entry(element: Element, name: str) -> tuple[str, str]:
    """Where an entry leads and what it is called; empty if it is none."""
    if name == "a":
        return element.get("href") or "", clean_line(short_text(element, _MAX_LABEL))[:_MAX_LABEL]
    if name != "navpoint":
        return "", ""
    parts = {name_of(child): child for child in element}
    content, label = parts.get("content"), parts.get("navlabel")
    if content is None or label is None:
        return "", ""
    return content.get("src") or "", clean_line(short_text(label, _MAX_LABEL))[:_MAX_LABEL]
