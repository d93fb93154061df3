"""Footnotes of a page: the marks that cite them, and the elements that they are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from corpus.formats.html.elements import Element, classes_of, name_of, short_text, types_of
from corpus.formats.sight.levels import read_level

_MARK = re.compile(
    r"\s?[\[(]?(?:note |nb )?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶‖]{1,4})[\])]?\s?", re.IGNORECASE
)
_BACK = re.compile(
    r"\s?(?:[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶‖]{1,4})[\])]?|[↑^↩⏎⤴←↵\ufe0e\ufe0f]{1,3})[.:]?\s?",
    re.IGNORECASE,
)
_CITING = frozenset(
    ("noteref", "doc-noteref", "footnote-reference", "footnote-ref", "footnoteref", "footnote")
)
_NOTES = frozenset(
    ("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote", "footnote-definition")
)
_NAMED = re.compile(
    r"_?(?:fn|ftn|edn|footnotes?|endnotes?|notes?)(?:[-_:.]?[a-z]{0,8}){0,2}[-_:.]?\d{1,4}",
    re.IGNORECASE,
)
"""What programs and people call the place that a mark leads to."""
_HOLDERS = frozenset(("li", "aside", "p", "div", "dd", "section", "table"))
_MAX_CLIMB = 6
_MAX_ELEMENTS = 300
"""Of what has more, nothing is a note."""
_MAX_LABEL = 12


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a page and their names; `marks` are the links that cite them, with the name of
    what they cite, or None if that is no note of this page. `backs` are what a note begins or ends
    with: its own number, and links to where it is cited."""

    elements: dict[Element, str] = field(default_factory=dict)
    marks: dict[Element, str | None] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)


def find_notes(root: Element) -> Notes:
    """The footnotes in `root`, each behind what cites it. Linear."""
    found = Notes()
    order = {element: number for number, element in enumerate(root.iter())}
    citing = [link for link in order if name_of(link) == "a" and _cites(link)]
    if not citing:
        return found
    places = _find_places(order, {_target(link) for link in citing})
    held = Counter(holder for place in places.values() for holder in _climb(place))
    for link in citing:
        place = places.get(_target(link))
        if place is None:
            href = link.get("href") or ""
            # What else leads nowhere may be an exponent.
            if not href.startswith("#") or _NAMED.fullmatch(href[1:]):
                found.marks[link] = None
        elif order[place] > order[link] and link not in found.backs:
            note = _find_note(place, held)
            name = None if note is None else found.elements.setdefault(note, _target(link))
            if note is not None and name == _target(link):
                found.backs.update(_find_backs(note))
            found.marks[link] = name
    return found


def _cites(link: Element) -> bool:
    """Whether `link` looks like the mark of a note, here or in another file."""
    if "#" not in (link.get("href") or ""):
        return False
    if not _MARK.fullmatch(short_text(link, _MAX_LABEL)):
        return False
    if (types_of(link) | classes_of(link)) & _CITING:
        return True
    parent = link.getparent()
    if _is_raised(link) or (parent is not None and _is_raised(parent)):
        return True
    return len(link) == 1 and _is_raised(link[0]) and not link.text


def _is_raised(element: Element) -> bool:
    return read_level(name_of(element), element.attrib) == "above"


def _target(link: Element) -> str:
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else href


def _find_places(order: dict[Element, int], wanted: set[str]) -> dict[str, Element]:
    places: dict[str, Element] = {}
    for element in order:
        if name_of(element):
            for key in (element.get("id"), element.get("name")):
                if key in wanted:
                    places.setdefault(key or "", element)
    return places


def _climb(place: Element) -> Iterator[Element]:
    """`place` and what it stands in, as far up as a note goes."""
    element: Element | None = place
    for _ in range(_MAX_CLIMB):
        if element is None or name_of(element) == "body":
            return
        yield element
        element = element.getparent()


def _find_note(place: Element, held: Counter[Element]) -> Element | None:
    """The element that the note at `place` is: the outermost that is said to be one, else its
    item or block, if that leads back to what stands before it."""
    holders = [e for e in _climb(place) if name_of(e) in _HOLDERS and held[e] == 1]
    said = [e for e in holders if (types_of(e) | classes_of(e)) & _NOTES]
    items = [e for e in holders if name_of(e) == "li"]
    note = (said[-1:] or items[:1] or holders[:1] or [None])[0]
    if note is None or sum(1 for _ in islice(note.iter(), _MAX_ELEMENTS)) == _MAX_ELEMENTS:
        return None
    is_named = _NAMED.fullmatch(place.get("id") or place.get("name") or "") is not None
    is_note = said or is_named or any(_leads_back(e) for e in note.iter("{*}a"))
    return note if is_note else None


def _find_backs(note: Element) -> Iterator[Element]:
    for element in note.iter():
        name = name_of(element)
        if name == "a" and _leads_back(element):
            yield element
        is_label = bool(name) and "label" in classes_of(element)
        if name == "sup" and element is note[0] and not (note.text or "").strip():
            is_label = _BACK.fullmatch(short_text(element, _MAX_LABEL)) is not None
        if is_label and len(short_text(element, _MAX_LABEL)) <= _MAX_LABEL:
            yield element


def _leads_back(link: Element) -> bool:
    return "#" in (link.get("href") or "") and bool(_BACK.fullmatch(short_text(link, _MAX_LABEL)))
