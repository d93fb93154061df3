"""What of a page is its text, and what stands around that on every page of a site.

A library finds the text, and sometimes loses a list or a table of it. So it is only asked where the
text stands: in there all is kept but what is nothing but links.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import islice

from lxml import etree

from corpus.formats.html.elements import (
    HEADINGS,
    Element,
    classes_of,
    id_of,
    name_of,
    short_text,
    types_of,
)
from corpus.formats.html.main.counting import Count, count_words
from corpus.structure.speakers.sayers import names_sayer

_HOLDING_SHARE = 0.95
_LEAST_SHARE = 0.3
"""Of the text without links, which what the library found must be, or it was led astray."""
_LINK_SHARE = 0.6
_ENTRY_SHARE = 0.85
"""Of entries, which have but numbers besides."""
_MAX_ITEM_LINKS = 2
"""On average, of entries of a table of contents."""
_MIN_LEAD_WORDS = 5
_MAX_LEAD = 200
_MIN_LINKS = 2
_MIN_MENU = 60
_MIN_MENU_LINKS = 4
_MIN_ASIDE = 100
_MAX_LOOKED_AT = 20
"""Parts of a footer within a quotation."""
_MAX_STEPS = 200
_MAX_ID_PARTS = 2
_PART = re.compile(r"[^-_]+")
_MAX_DEPTH = 20
_TEXT_LINK_SHARE = 0.3
_MAY_BE_TEXT = re.compile("side-?bar|aside|header|footer")
"""What it is called may also be part of a text, if it is one: a box with a story beside it."""
_GROUPS = frozenset(
    ("div", "section", "ul", "ol", "dl", "table", "p", "center", "form", "article", "span")
)
"""Elements that may be nothing but links; an item or a row of a list with others is none."""
_LISTS = frozenset(("ul", "ol", "dl"))
_PARTS = frozenset(("p", "li", "tr", "dd", "dt", "dl", "pre", "tbody"))
"""What is part of a text whatever it is called."""
_TIGHT = _PARTS | {"ul", "ol", "table", "body"}
"""What is no place for a whole text."""
_AROUND_NAMES = frozenset(("header", "footer", "aside"))
_AROUND_ROLES = frozenset(("banner", "contentinfo", "complementary", "navigation", "search"))
_AROUND = re.compile(
    r"(?:^|[-_])(?:nav(?:bar|header|footer|igation|links?)?|menu|side-?bar|footer|related|toc"
    r"|share|sharing|social|cookies?|consent|banner|breadcrumbs?|comments?|promo|adverts?|ads?"
    r"|newsletter|subscribe|pagination|pager|localtoc|header|searchbox|skip-?links?|toctree-wrapper)"
    r"(?:$|[-_])"
)


class _Place(Enum):
    """Where an element stands by the one that holds the text."""

    ABOVE = auto()
    WITHIN = auto()
    BELOW = auto()


def find_around(body: Element) -> frozenset[Element]:
    """The elements of `body` that are not of its main text; none of a page that holds little else.
    Linear in the page."""
    counts = count_words(body)
    own = counts[body]
    is_found = own.found >= _LEAST_SHARE * (own.all - own.linked)
    around = frozenset(
        _leave_out(body, _find_holder(body, counts), counts)
        if is_found and own.found
        else _leave_out_plain(body, counts)
    )
    left = own.all - own.headings
    left -= sum(counts[element].all - counts[element].headings for element in around)
    return around if left > 0 else frozenset()


def _find_holder(body: Element, counts: dict[Element, Count]) -> Element:
    """The innermost element that holds nearly all that was found."""
    holder, least = body, _HOLDING_SHARE * counts[body].found
    while True:
        within = (child for child in holder if child in counts and counts[child].found >= least)
        inner = next(within, None)
        if inner is None or name_of(inner) in _TIGHT:
            return holder
        holder = inner


def _leave_out(body: Element, holder: Element, counts: dict[Element, Count]) -> Iterator[Element]:
    """Outside of `holder` whatever was not found, but for headings above it; within it what is
    nothing but links."""
    above = set(holder.iterancestors())
    place = _Place.ABOVE
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        if element is holder:
            place = _Place.WITHIN if event == "start" else _Place.BELOW
        if event == "end" or element is holder or element in above or element not in counts:
            continue
        count = counts[element]
        if place is _Place.WITHIN:
            is_out = _is_out_within(element, count)
        else:
            beside = element.getparent()
            is_of_title = place is _Place.ABOVE and beside in counts and beside not in above
            is_out = not (is_of_title and _is_text(count)) and not (
                place is _Place.ABOVE and _holds_title(element, count, counts[body], counts[holder])
            )
            is_out = is_out and _is_out_beside(element, count)
        is_kept = place is _Place.WITHIN and not is_out and _is_announced(element, count)
        if count.all and is_out:
            yield element
            yield from _find_lonely_heading(element)
        if is_out or is_kept:
            walker.skip_subtree()


def _find_lonely_heading(element: Element) -> Iterator[Element]:
    """The heading of what is left out, if it is of nothing else."""
    above, below = element.getprevious(), element.getnext()
    is_last = below is None or name_of(below) in HEADINGS
    if above is not None and is_last and name_of(above) in HEADINGS and name_of(above) != "h1":
        yield above


def _leave_out_plain(body: Element, counts: dict[Element, Count]) -> Iterator[Element]:
    """What is called as what stands around texts, and lists of links, where the library found
    hardly anything of the page or was not asked."""
    walker = etree.iterwalk(body, events=("start",))
    for _, element in walker:
        count = counts.get(element)
        if element is body or count is None or not count.all:
            continue
        is_menu = count.links >= _MIN_MENU_LINKS and name_of(element) != "p"
        is_links = is_menu and _is_all_links(element, count)
        is_announced = is_links and _is_announced(element, count)
        is_out = _is_out_within(element, count, is_asked=False)
        if (is_links and not is_announced) or (is_out and not is_links):
            yield element
            walker.skip_subtree()


def _holds_title(element: Element, count: Count, page: Count, holder: Count) -> bool:
    """Whether the title, and what stands with that, as the name of a manual page, is in an element
    above the holder: a heading of the first level, or any if the page has none of that."""
    if not (count.titles if page.titles else count.headings):
        return False
    is_second = holder.titles > 0 and name_of(element) in HEADINGS
    is_menu = _is_around(element) and not _may_be_text(element)
    return not is_second and not is_menu and count.linked <= _LINK_SHARE * count.all


def _is_out_beside(element: Element, count: Count) -> bool:
    """Whether another element beside the holder is left out: most are, but for what was found."""
    if not count.found or _is_contents(element, count):
        return True
    return _is_around(element) and 2 * count.found <= count.all


def _is_contents(element: Element, count: Count) -> bool:
    """Whether an element is a table of contents of the page, or such a row of a table."""
    name = name_of(element)
    if count.inner < count.links or not count.links or count.listings:
        return False
    if name == "tr":
        return "toc" in classes_of(element) and count.linked >= _ENTRY_SHARE * count.all
    if name in _LISTS and count.links > _MAX_ITEM_LINKS * count.items:
        return False
    if count.links >= _MIN_MENU_LINKS:
        return name != "p" and _is_all_links(element, count) and not _is_answer(element, count)
    is_short = name in _LISTS and _MIN_LINKS <= count.links == count.items
    is_short = is_short and count.linked >= _ENTRY_SHARE * count.all
    return is_short and not _is_answer(element, count, least_words=1)


def _is_answer(element: Element, count: Count, least_words: int = _MIN_LEAD_WORDS) -> bool:
    """Whether links stand below words that lead up to them, and are no list themselves: more than
    a table of contents is called by, or so many."""
    above = element.getprevious()
    if above is None or name_of(above) in _LISTS or not _is_announced(element, count):
        return False
    return len(short_text(above, _MAX_LEAD).split()) >= least_words


def _is_out_within(element: Element, count: Count, *, is_asked: bool = True) -> bool:
    """Whether an element of the holder is left out: what stands around texts, and links."""
    is_links = _is_all_links(element, count)
    if count.steps and (is_links or _leads_on_alone(element, count)):
        return True
    if _is_contents(element, count):
        return True
    if 2 * count.found > count.all:
        return is_links and _is_around(element)
    if is_links and not count.found and is_asked:
        return not _is_announced(element, count)
    if not _is_around(element):
        return False
    has_text = count.all >= _MIN_ASIDE or count.headings
    return not (_may_be_text(element) and has_text and _is_text(count))


def _may_be_text(element: Element) -> bool:
    said = (name_of(element), element.get("id") or "", *classes_of(element))
    return _MAY_BE_TEXT.search(" ".join(said).lower()) is not None


def _leads_on_alone(element: Element, count: Count) -> bool:
    """Whether all links of a short element lead to the pages before and after, or to the same one
    in other languages."""
    return (
        name_of(element) in _GROUPS
        and _MIN_LINKS <= count.links == count.steps
        and count.all <= _MAX_STEPS
    )


def _is_text(count: Count) -> bool:
    return count.linked < _TEXT_LINK_SHARE * count.all


def _is_announced(element: Element, count: Count) -> bool:
    """Whether links stand below a paragraph that ends in a colon."""
    if not count.linked or name_of(element) not in _GROUPS:
        return False
    above = element.getprevious()
    for _ in range(_MAX_DEPTH):
        if above is None:
            return False
        said = above.text if not len(above) else above[-1].tail
        if said and said.strip():
            return str(said).rstrip().endswith((":", "："))
        above = above[-1] if len(above) else None
    return False


def _is_around(element: Element) -> bool:
    name = name_of(element)
    if name in HEADINGS or name in _PARTS or _says_whose(element):
        return False
    if name in _AROUND_NAMES or types_of(element) & _AROUND_ROLES:
        return True
    key = id_of(element)
    # A long one is made of a heading, which may name anything.
    said = {*classes_of(element), key if len(_PART.findall(key)) <= _MAX_ID_PARTS else ""}
    return any(_AROUND.search(word) for word in said)


def _says_whose(element: Element) -> bool:
    """Whether `element` stands below what somebody is quoted with, and says whose words it is."""
    if name_of(element) != "footer":
        return False
    if not any(name_of(above) == "blockquote" for above in element.iterancestors()):
        return False
    if any(name_of(inner) == "cite" for inner in islice(element.iterdescendants(), _MAX_LOOKED_AT)):
        return True
    parts = islice((part for part in element.itertext() if isinstance(part, str)), _MAX_LOOKED_AT)
    line = " ".join(" ".join(parts).split())
    return line.startswith(("—", "–", "―", "-", "~")) or names_sayer(line)


def _is_all_links(element: Element, count: Count) -> bool:
    name = name_of(element)
    is_in_cell = name == "p" and name_of(element.getparent()) == "td"
    is_group = name in _GROUPS and not is_in_cell
    is_group |= name == "td" and count.all >= _MIN_MENU
    return is_group and count.links >= _MIN_LINKS and count.linked > _LINK_SHARE * count.all
