"""The comments that stand above the posts of a channel in the file that was written of them."""

import re
from datetime import UTC, datetime

from corpus.article import Locator

_POST = re.compile(
    r'<!-- post \{"id": (?P<id>[1-9]\d{0,9}), "at": (?P<at>\d{1,10})\b[^\n]*\} -->\s*'
)


def read_post_mark(markup: str) -> Locator | None:
    """Which post stands below `markup`, a comment, and when it was posted; None if it names
    none."""
    found = _POST.fullmatch(markup)
    if found is None:
        return None
    at = int(found["at"])
    return Locator("post", int(found["id"]), datetime.fromtimestamp(at, UTC).date() if at else None)
