"""Questions and answers: of schema.org's microdata the accepted answer stands first, of DocBook's
lists each question is a heading."""

from lxml import etree

from corpus.formats.html.elements import Element, classes_of, name_of

_HEADING = "h6"
_MAX_NUMBER = 20
"""Characters of the cell before a question, in which its number stands."""


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
    """Makes the first paragraph of each question a heading that has a row of its own in a table, as
    DocBook writes them, with the number before it: what stands below is the answer to no other."""
    is_list = False
    for row in list(root.iter("tr")):
        after = row.getnext()
        is_asked = "question" in classes_of(row) and after is not None
        if is_asked and "answer" in classes_of(after):
            _head(row)
            is_list = True
    for element in list(root.iter("tr", "dl")) if is_list else ():
        if _is_contents(element):
            element.getparent().remove(element)


def _is_contents(element: Element) -> bool:
    """Whether it lists the questions above them."""
    if name_of(element) == "tr":
        return "toc" in classes_of(element)
    return "qandaset" in classes_of(element.getparent()) and not (element.tail or "").strip()


def _head(row: Element) -> None:
    cells = [cell for cell in row if name_of(cell) == "td"]
    if len(cells) != 2:
        return
    number = " ".join("".join(cells[0].itertext()).split())
    asked = next((child for child in cells[1] if name_of(child) in ("p", "b", "div")), None)
    if asked is None or len(number) > _MAX_NUMBER or not "".join(asked.itertext()).strip():
        return
    heading = etree.Element(_HEADING)
    heading.text = f"{number} {' '.join(''.join(asked.itertext()).split())}".strip()
    heading.tail, asked.tail = asked.tail, None
    cells[1].replace(asked, heading)
    for child in list(cells[0]):
        cells[0].remove(child)
    cells[0].text = None
