"""Lines below a quotation that name who said it: "— Mary Flint, Weir Gazette"."""

import re

from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.speakers.turn_labels import is_name_like

_MAX_LINE = 150
_MAX_WORDS = 5
_DASH = re.compile(r"(?:[—–―‒]|--?|~)\s*(?=[^\W\d_])")
_BEHIND = re.compile(r"\s*(?:,|\(|;|[—–―|·•/]|\s-\s)|\s(?:in|on|at|of|from|aus|dans|en|in)\s")
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|[JS]r|Esq|etc|Dr|St|M\.?D|Ph\.?D)\.\)?$")
_NO_NAMES = frozenset(
    ("click", "read", "continue", "share", "reply", "report", "source", "edited", "posted", "more",
     "show", "view", "sent", "see", "expand", "permalink", "copyright", "last", "updated")
)  # fmt: skip
"""First words of what a page offers or says of itself."""


def names_sayer(line: str, *, is_cited: bool = False) -> bool:
    """Whether `line` names a person or a work, perhaps with more behind a comma, and is no
    sentence. A single word does if a dash stands before it or `is_cited`, marked as a source."""
    dash = _DASH.match(line)
    said = line[dash.end() :] if dash else line
    if not said or len(said) > _MAX_LINE:
        return False
    if SENTENCE_END.search(said) and not _ABBREVIATED.search(said):
        return False
    name = _BEHIND.split(said, maxsplit=1)[0].strip()
    words = name.split()
    if not words or words[0].casefold().strip(".:") in _NO_NAMES or len(words) > _MAX_WORDS:
        return False
    is_sure = is_cited or dash is not None
    return is_name_like(name) and (is_sure or len(words) > 1 or not name.isascii())
