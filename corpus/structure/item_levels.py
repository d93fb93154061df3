"""How deep items stand in lists: which are parts of others, and which stand beside them."""

from bisect import bisect_right
from collections.abc import Sequence

from corpus.article import Paragraph


def find_levels(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """How many items each of `paragraphs`, by its start, stands in, 0 of what is no item. An item
    that another one stands in has that as its context: of several the innermost is the last."""
    starts = [paragraph.start for paragraph in paragraphs]
    levels: dict[int, int] = {}
    for paragraph in paragraphs:
        levels[paragraph.start] = 0
        if paragraph.kind != "list":
            continue
        for start, end in reversed(paragraph.context):
            # Of a long item only its last sentence is context.
            above = paragraphs[bisect_right(starts, start) - 1]
            if above.kind == "list" and above.start <= start and end <= above.end:
                levels[paragraph.start] = levels.get(above.start, 0) + 1
                break
    return levels
