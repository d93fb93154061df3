"""What becomes of what an archive holds."""

from dataclasses import dataclass
from typing import TypeAlias

MAX_FILES = 20_000
"""Articles of one archive."""
MAX_ALL_BYTES = 1024 * 1024 * 1024
"""Of all of them, unpacked."""


@dataclass(frozen=True, slots=True)
class TakenFile:
    """An article: its `name` is a path below the folder that the archive is given, with `/`; it
    leads through no `..`, and no part of it begins with a point."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that would be an article, and why it is none."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is no article, as the owner would expect: `kind` is what it is called when it
    is counted, such as "drafts" or ".png"."""

    kind: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """What stands behind this could not be read, or is too much; the last thing that is said."""

    reason: str


Item: TypeAlias = TakenFile | Refused | PassedOver | Damaged
