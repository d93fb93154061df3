"""What was read of a folder of articles."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.article import Article
from corpus.summary import Summary, summarise


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the owner about the file or folder `path` (relative): why it was skipped,
    mostly. `is_unreadable` is whether the system kept it from being read, and not what it says."""

    path: str
    reason: str
    is_unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the folder held: articles by path, files skipped, values left out, and a fingerprint.

    `articles` are those that were read, `kept` what is known of others whose files have not
    changed, both in the order of their ids. The rest is of both: `titled` are the ids of the
    articles that state their title; `guessed` has a note for each file whose encoding is a guess.
    `digests` has the SHA-256 of each file that was read, by its article's id, in hexadecimal
    digits; `states` has of all files of articles the state that they were in before they were
    read, as far as it tells them from what they may be later.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Note, ...]
    warnings: tuple[Note, ...]
    fingerprint: str
    titled: frozenset[str] = frozenset()
    guessed: tuple[Note, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[Summary, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no article, read or kept."""
        return not self.articles and not self.kept

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """What there is to say of each article, read or kept, in the order of their ids. The work
        grows with the length of those that were read, each time it is asked for."""
        warnings: dict[str, list[str]] = defaultdict(list)
        for note in self.warnings:
            warnings[note.path].append(note.reason)
        guessed = {note.path: note.reason for note in self.guessed}
        read = (
            summarise(a, warnings.get(a.id, ()), guessed.get(a.id), a.id in self.titled)
            for a in self.articles
        )
        return tuple(sorted((*self.kept, *read), key=lambda summary: summary.id))
