"""What Quarto leaves out of pages of the web, by attributes of its blocks and spans."""

import re

_CONDITIONAL = re.compile(r"\{[^{}]*\.content-(?P<kind>hidden|visible)\b(?P<when>[^{}]*)\}\s*:*")
_FORMAT = re.compile(r"\b(?P<kind>when|unless)-format=[\"'](?P<format>[^\"']*)[\"']")
_OF_PAGES = frozenset(("html", "html4", "html5", "html:js"))
_MAX_CHARACTERS = 300


def hides(attributes: str) -> bool:
    """Whether a page of the web does not show what has these `attributes`, in braces; nor is what
    depends on how it was made, as nobody knows that."""
    match = _CONDITIONAL.match(attributes[:_MAX_CHARACTERS])
    if match is None:
        return False
    form = _FORMAT.search(match["when"])
    if form is None:
        return match["kind"] == "hidden" or "-" in match["when"]
    holds = (form["format"] in _OF_PAGES) == (form["kind"] == "when")
    return holds == (match["kind"] == "hidden")
