"""What is said of each part of a text."""

from dataclasses import dataclass
from enum import Enum

from bot.answers.verification.attribution.sources import NamedSource
from bot.answers.verification.places import Occurrence


class Verdict(Enum):
    """Whether the articles have the words."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class VerifiedPart:
    """A quotation or a sentence of a text, as it is written there. `occurrences` are where it
    stands: one an article if it does word for word, what is most like it if it differs, `()` if
    nothing is. `is_displaced` says that it stands there, but not behind the part before it, from
    which it is parted by a sign for what is left out. `source` is whom the text names for it."""

    text: str
    verdict: Verdict
    occurrences: tuple[Occurrence, ...] = ()
    is_displaced: bool = False
    source: NamedSource | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The parts of a text, in order, without the writer's own words around quotations; `()` if
    there is nothing to verify. `unread` is how many characters at the end were not looked at,
    because they are too many or have too many parts. `own_words` are what of the rest stands in no
    part, but for whose words the parts are."""

    parts: tuple[VerifiedPart, ...]
    unread: int = 0
    own_words: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many parts have this verdict."""
        return sum(part.verdict is verdict for part in self.parts)
