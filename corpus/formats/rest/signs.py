"""Whether a text is reStructuredText, told by its content."""

import re

_STRONG = (
    re.compile(r"^ {0,8}\.\. {1,8}[a-zA-Z][\w:+-]{1,40}::(?: |$)", re.MULTILINE),
    re.compile(r"^ {0,8}\.\. {1,8}_[^:\n]{1,100}:", re.MULTILINE),
    re.compile(r"^ {0,8}\.\. {1,8}(?:\[[^\]\n]{1,40}\] |\|[^|\n]{1,60}\| )", re.MULTILINE),
    re.compile(r"(?<!\w):[a-z][\w:+-]{1,40}:`[^`\n]{1,200}"),
    re.compile(r"`[^`<\n]{0,200}(?:\n[^`<\n]{0,200})?<[^<>`\n]{1,300}>`__?"),
)
# Quotation marks of TeX, ``so'', are none: the next pair of backticks opens as the first did.
_LITERAL = re.compile(r"(?<![`\w])``(?=[^`\s])(?:(?!'')[^`\n]){1,200}(?<=\S)``(?![`\w])")
_UNDERLINED = re.compile(
    r"^(?P<title>[^\s=\-~^\"'`#*+_.:][^\n]{0,100})\n(?P<rule>([=\-~^\"'`#*+_.:])\3{2,100})$",
    re.MULTILINE,
)
_LITERAL_BLOCK = re.compile(r"[^\s:]\s?::[ \t]?\n[ \t]*\n[ \t]+\S")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def looks_like_rest(text: str) -> bool:
    """Whether `text` has a sign that nothing else has, and one other beside it; or headings that
    are underlined, or code behind two colons, and literals between two pairs of backticks."""
    strong = sum(sign.search(text) is not None for sign in _STRONG)
    if strong >= 2:
        return True
    has_literals = _LITERAL.search(text) is not None
    weak = _has_underlined(text) + (_LITERAL_BLOCK.search(text) is not None)
    if strong:
        return has_literals or weak > 0
    return has_literals and weak > 0 and not _FENCE.search(text)


def _has_underlined(text: str) -> bool:
    found = _UNDERLINED.finditer(text)
    return any(abs(len(one["rule"]) - len(one["title"].rstrip())) <= 2 for one in found)
