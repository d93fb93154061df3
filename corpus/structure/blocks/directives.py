"""What reStructuredText says to the program that sets it, which is no part of the text."""

import re
from collections.abc import Sequence

from corpus.structure.blocks.lines import Line, make_line

_DIRECTIVE = re.compile(r"\.\. (?:\|[^|]*\| )?(?P<name>[\w:+-]{2,40}?)::(?: (?P<text>.*))?$")
_COMMENT = re.compile(r"\.\.(?: |$)")
_TARGET = re.compile(r"(?:\.\. _[^:]*:|__ )")
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
_MIN_ARGUMENT_WORDS = 4


def split_directive(lines: Sequence[Line]) -> tuple[list[Line], list[Line], bool] | None:
    """The lines of a directive that `lines` begin with, those below it that are text, and whether
    what is indented below is code; None if there is no directive."""
    first = lines[0]
    if _TARGET.match(first.text) or _PAGE_FIELD.match(first.text):
        return [first], list(lines[1:]), False
    match = _DIRECTIVE.match(first.text)
    if match is None and not _COMMENT.match(first.text):
        return None
    end = 1
    if match is None:
        while end < len(lines) and lines[end].indent > first.indent:
            end += 1
        return list(lines[:end]), list(lines[end:]), False
    while end < len(lines) and lines[end].indent > first.indent and _FIELD.match(lines[end].text):
        end += 1
    name, argument = match["name"], match["text"] or ""
    rest = list(lines[end:])
    if _ADMONITIONS.fullmatch(name) and len(argument.split()) >= _MIN_ARGUMENT_WORDS:
        indent = rest[0].indent if rest else first.indent
        return [], [make_line(" " * indent + argument, first.depth), *rest], False
    return list(lines[:end]), rest, bool(_CODE.fullmatch(name))
