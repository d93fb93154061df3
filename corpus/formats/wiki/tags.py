"""Tags in the source of a wiki page whose words nobody sees, or sees above the line."""

import re
from collections.abc import Iterator

from corpus.formats.wiki.gaps import NOTHING

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>s|del|strike|span|div|p|small|big|b|i|em|strong|li|ul|ol|center|font"
    r"|section|noinclude)\b(?P<rest>[^<>]{0,500})>",
    re.IGNORECASE,
)
_STRUCK = frozenset(("s", "del", "strike"))
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden"
    r"|font-size\s{0,3}:\s{0,3}0(?![.\d]*[1-9])|(?:^|\s)hidden(?=[\s=/]|$)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_EXPONENT = re.compile(r"(?<=[\w)])<sup>\s?([^<>\n]{1,40}?)\s?</sup>", re.IGNORECASE)
_EXPONENT_NUMBER = re.compile(r"[+−-]?\d{1,3}|n")
_BASE = re.compile(r"(?<=\d)<sub>\s?(\d{1,3})\s?</sub>", re.IGNORECASE)


def is_hiding(attributes: str) -> bool:
    """Whether the attributes of a tag or of a cell hide what stands in it."""
    return _HIDDEN.search(attributes) is not None


def drop_hidden(text: str) -> str:
    """`text` without what is struck out or hidden in it; of a tag that nothing closes, nothing is.
    The work grows with the text."""
    return "".join(_keep_seen(text))


def raise_exponents(text: str) -> str:
    """10<sup>3</sup> is 10³, and not 103; e<sup>2x</sup> is e^2x."""
    return _EXPONENT.sub(_raise, _BASE.sub(lambda match: match[1].translate(_LOWERED), text))


def _raise(match: re.Match[str]) -> str:
    said = match[1].replace("&minus;", "−")
    if _EXPONENT_NUMBER.fullmatch(said):
        return said.translate(_RAISED)
    return f"^{said}" if said[0].isdigit() or said[0] in "+-−" else said


def _keep_seen(text: str) -> Iterator[str]:
    start = 0
    for begin, end in _find_hidden(text):
        if begin >= start:
            yield text[start:begin]
            yield NOTHING
            start = end
    yield text[start:]


def _find_hidden(text: str) -> list[tuple[int, int]]:
    """Where what is hidden begins and ends, in order."""
    open_tags: dict[str, list[tuple[int, bool]]] = {}
    found: list[tuple[int, int]] = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        stack = open_tags.setdefault(name, [])
        if not match["closing"]:
            if not match["rest"].rstrip().endswith("/"):
                stack.append((match.start(), name in _STRUCK or is_hiding(match["rest"])))
        elif stack:
            begin, is_hidden = stack.pop()
            if is_hidden:
                found.append((begin, match.end()))
    return sorted(found)
