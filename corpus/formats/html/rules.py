"""The rules of a page's own style elements, put into the styles of what they are of."""

from collections.abc import Sequence

from corpus.formats.html.elements import Element, name_of, short_text
from corpus.formats.sight.rules import Sheet, find_style, is_for_screens, read_sheet

_MAX_SHEET = 1_000_000


def put_rules(root: Element, sheets: Sequence[Sheet] = (), *, hides: bool = False) -> None:
    """Has each element with a class in `root` say itself what `sheets`, and then the page's own
    style elements, say of that class: `read_sheet`. What they hide counts as hidden in what is read
    by programs that open nothing (`hides`): on a page of the web a click may. Linear in the page.
    """
    hides = hides and not any(name_of(element) == "script" for element in root.iter())
    own = [
        short_text(element, _MAX_SHEET)
        for element in root.iter()
        if name_of(element) == "style" and is_for_screens(element.get("media"))
    ]
    read = [*sheets, *((read_sheet("\n".join(own)),) if own else ())]
    if not any(sheet.rules for sheet in read):
        return
    for element in root.iter():
        classes = element.get("class")
        if classes and (said := find_style(read, name_of(element), classes, hides=hides)):
            element.set("style", f"{said};{element.get('style') or ''}")
