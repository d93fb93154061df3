"""Answers to a question, as schema.org's microdata tell them: the accepted one stands first."""

from corpus.formats.html.elements import Element


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
