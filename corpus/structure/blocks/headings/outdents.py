"""Headings that stand left of the text below them, as in manual pages."""

from collections.abc import Sequence

from corpus.structure.blocks.lines import Line

_MIN_STRETCHES = 2
"""On average below a heading; what has fewer is a term with its description."""


def find_heading_indents(lines: Sequence[Line], body: int) -> frozenset[int]:
    """The indentations left of `body`, that of running text, at which headings stand."""
    if body == 0:
        return frozenset()
    firsts = [
        line
        for number, line in enumerate(lines)
        if not line.is_blank and (number == 0 or lines[number - 1].is_blank)
    ]
    indents = frozenset(line.indent for line in firsts if line.indent < body)
    return frozenset(indent for indent in sorted(indents)[:8] if _has_sections(firsts, indent))


def _has_sections(firsts: Sequence[Line], indent: int) -> bool:
    """Whether the lines at `indent` have several stretches of text below them on average."""
    heads = [line for line in firsts if line.indent == indent]
    deeper = sum(line.indent > indent for line in firsts)
    return deeper >= _MIN_STRETCHES * len(heads) - len(heads) or all(
        line.text.isupper() for line in heads
    )
