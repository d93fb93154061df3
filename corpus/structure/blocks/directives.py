"""What reStructuredText says to the program that sets it, which is no part of the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure.blocks.lines import SENTENCE_END, Line, make_line

_DIRECTIVE = re.compile(r"\.\. (?:\|[^|]*\| )?(?P<name>[\w:+-]{2,40}?)::(?: (?P<text>.*))?$")
_COMMENT = re.compile(r"\.\.(?: |$)")
_TARGET = re.compile(r"(?:\.\. _[^:]*:|__ \S+$)")
_FIELD = re.compile(r":[\w-]{2,30}:(?: .*)?$")
_PAGE_FIELD = re.compile(r":(?:tocdepth|orphan|nocomments|nosearch):")
_CODE = re.compile(
    r"code|code-block|sourcecode|console|highlight|parsed-literal|productionlist|doctest|testcode"
    r"|testoutput|literalinclude|prompt|math|graphviz|raw"
)
# What stands behind the colons of others is a name, a version or a file.
_ADMONITIONS = re.compile(
    r"note|warning|tip|hint|important|caution|danger|attention|error|seealso|admonition"
    r"|versionadded|versionchanged|deprecated|impl-detail|todo|rubric|topic|sidebar|epigraph"
)
_MIN_WORDS = 4
"""Of what is text, not a name or a remark."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What is no text: the lines before the number `end`, of which `argument` is what is said, if
    anything is; `is_code` if what is indented below is code."""

    end: int
    argument: Line | None = None
    is_code: bool = False


def read_directive(lines: Sequence[Line], start: int) -> Directive | None:
    """The directive, comment or target that begins in the line `start`; None if none does. Its
    lines alone are looked at."""
    first = lines[start]
    if _TARGET.match(first.text) or _PAGE_FIELD.match(first.text):
        return Directive(start + 1)
    match = _DIRECTIVE.match(first.text)
    if match is None and not _COMMENT.match(first.text):
        return None
    end = start + 1
    while (
        end < len(lines)
        and lines[end].indent > first.indent
        and (match is None or _FIELD.match(lines[end].text))
    ):
        end += 1
    if match is None:
        return None if _goes_on_from_dots(lines, start, end) else Directive(end)
    name, argument = match["name"], match["text"] or ""
    if _ADMONITIONS.fullmatch(name) and len(argument.split()) >= _MIN_WORDS:
        indent = lines[end].indent if end < len(lines) else first.indent
        return Directive(end, make_line(" " * indent + argument, first.depth))
    return Directive(end, is_code=bool(_CODE.fullmatch(name)))


def _goes_on_from_dots(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the lines from `start` to `end` are no comment but prose behind two dots: a
    sentence that is one line or begins in small letters, or one that goes on in a line that is
    not set in."""
    said = lines[start].text[2:].lstrip()
    is_small, is_one = said[:1].islower(), end == start + 1
    below = lines[end].text if is_one and end < len(lines) else ""
    is_running = is_small and len(said.split()) >= _MIN_WORDS
    if below[:1].islower() or (is_running and below[:1].isalnum()):
        return True
    is_sentence = bool(said) and bool(SENTENCE_END.search(lines[end - 1].text))
    return is_sentence and (is_small or is_one)
