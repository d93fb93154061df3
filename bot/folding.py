"""When two texts have the same words."""

import re

_QUOTATION_MARKS = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇]")


def fold_text(text: str) -> str:
    """`text` without what typography may change: case, white space, quotation marks."""
    return " ".join(_QUOTATION_MARKS.sub("", text).casefold().split())
