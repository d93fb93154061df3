"""Whether a text is AsciiDoc, told by its content."""

import re

_STRONG = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^\[(?:source|listing|NOTE|TIP|WARNING|IMPORTANT|CAUTION|verse|quote|horizontal|qanda"
        r"|cols|options|role|appendix|glossary|abstract|[.#%])[^\]\n]{0,200}\]$",
        r"^\|===$",
        r"(?<!\w)(?:link|xref|linkgit|image|footnote|include|kbd|mailto)::?[^\s\[\]]{0,300}\[",
        r"(?<!\w)https?://[^\s\[\]]{3,300}\[[^\]\d\n][^\]\n]{0,200}\]",
        r"<<[A-Za-z_][\w-]{0,80}(?:,[^<>\n]{1,100})?>>",
        r"^(?:ifdef|ifndef|endif|include)::",
        r"^\+$",
        r"^\[\[[\w:.-]{1,80}(?:,[^\]\n]{1,100})?\]\]$",
        r"^[^\s:.][^\n]{0,200}[^\s:]::\n[ \t]+\S",
        r"^\[[\w=,\"% .#-]{1,100}\]\n(?:-{4,}|={4,}|_{4,}|\*{4,}|\.{4,}|\|={3,})$",
    )
)
_TITLE = re.compile(r"^={1,5} [^\s=][^\n]{0,150}[^\s=]$", re.MULTILINE)
_WEAK = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^:[a-z][\w-]{1,40}:(?: [^\n]*)?$",
        r"^(?:-{4,}|\.{4,}|={4,})\n[^\n]{1,200}\n",
        r"^(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING): ",
        r"^\*{1,5} \S",
    )
)
_UNDERLINED = re.compile(r"^[^\s][^\n]{1,150}\n(?:={3,150}|-{3,150}|~{3,150})$", re.MULTILINE)
_OTHER = re.compile(
    r"^ {0,8}\.\. [a-zA-Z][\w:+-]{1,40}::|(?<![\w`]):[a-z][\w:+-]{1,40}:`[^`\n]{1,200}`",
    re.MULTILINE,
)
_CERTAIN = 4


def looks_like_asciidoc(text: str) -> bool:
    """Whether `text` has two signs that nothing else has; or one beside a title, or beside a title
    marked with "=" two that others have, too. What has directives or roles, but few of these
    signs, is reStructuredText."""
    strong = sum(sign.search(text) is not None for sign in _STRONG)
    if strong < _CERTAIN and _OTHER.search(text):
        return False
    if strong >= 2:
        return True
    weak = sum(sign.search(text) is not None for sign in _WEAK)
    if strong and _UNDERLINED.search(text):
        return True
    return _TITLE.search(text) is not None and 2 * strong + weak >= 2
