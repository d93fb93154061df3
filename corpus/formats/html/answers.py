"""Questions and answers: of schema.org's microdata the accepted answer stands first, of DocBook's
lists each question is a heading."""

import re

from lxml import etree

from corpus.formats.html.elements import Element, classes_of, name_of

_LIST = "qandaset"
_HEADING = "h6"
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}\.?|Q:|)")
"""What stands in the cell before a question."""
_ANSWER = re.compile("(?:A:|)")
_INLINE = frozenset(
    ("a", "b", "strong", "i", "em", "code", "span", "tt", "q", "sub", "sup", "cite")
)
_MAX_QUESTION = 280
"""Characters of a heading."""


def put_accepted_first(root: Element) -> None:
    """Moves each answer that was accepted to before those beside it that were only suggested.
    Linear in the page."""
    suggested: dict[Element, Element] = {}
    for element in list(root.iter()):
        kinds = (element.get("itemprop") or "").split()
        above = element.getparent()
        if not kinds or above is None:
            continue
        if "acceptedAnswer" in kinds and above in suggested:
            suggested[above].addprevious(element)
        elif "suggestedAnswer" in kinds:
            suggested.setdefault(above, element)


def head_questions(root: Element) -> None:
    """Makes a heading, with the number before it, of each question that has a row of its own in a
    table, as DocBook writes lists of them: what stands below is the answer to no other. The lists
    of links to them are left out. Linear in the page."""
    within: set[Element] = set()
    for listed in list(root.iter("div")):
        if _LIST not in classes_of(listed) or listed in within:
            continue
        rows = list(listed.iter("tr", "div"))
        within |= {element for element in rows if name_of(element) == "div"}
        headed = [_head(row) for row in rows if "question" in classes_of(row)]
        if any(headed):
            _end_list(listed)


def _head(row: Element) -> bool:
    """Whether the question of `row` was made a heading."""
    after = row.getnext()
    if after is None or "answer" not in classes_of(after):
        return False
    cells, below = _list_cells(row), _list_cells(after)
    if len(cells) != 2 or len(below) != 2 or (cells[1].text or "").strip() or not len(cells[1]):
        return False
    asked = cells[1][0]
    number, text = _read(cells[0]), _read(asked)
    is_question = name_of(asked) in ("p", "b") and all(
        name_of(element) in _INLINE for element in asked.iterdescendants()
    )
    is_numbered = _NUMBER.fullmatch(number) and _ANSWER.fullmatch(_read(below[0]))
    if not (is_question and is_numbered and 0 < len(text) <= _MAX_QUESTION):
        return False
    heading = etree.Element(_HEADING)
    heading.text = f"{number} {text}".strip()
    heading.tail, asked.tail = asked.tail, None
    cells[1].replace(asked, heading)
    for cell in (cells[0], below[0]):
        cell.text = None
        for child in list(cell):
            cell.remove(child)
    return True


def _list_cells(row: Element) -> list[Element]:
    return [cell for cell in row if name_of(cell) in ("td", "th")]


def _read(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _end_list(listed: Element) -> None:
    """Takes what only lists the questions out of their list, and ends their headings with it."""
    for element in list(listed.iter("tr", "dl")):
        above = element.getparent()
        is_contents = above is listed or "toc" in classes_of(element)
        is_alone = not (element.tail or "").strip()
        if above is not None and is_contents and is_alone and _is_of_links(element):
            above.remove(element)
    listed.tag = "section"


def _is_of_links(element: Element) -> bool:
    """Whether it has no words but those of links within the page."""
    links = [link for link in element.iter("a") if (link.get("href") or "").partition("#")[2]]
    return 0 < _count_letters(element) == sum(map(_count_letters, links))


def _count_letters(element: Element) -> int:
    return sum(map(str.isalpha, "".join(element.itertext())))
