"""What was read of a folder of articles."""

from dataclasses import dataclass

from corpus.article import Article


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

    `titled` are the ids of the articles that state their title; `guessed` has a note for each
    file whose encoding is a guess.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Note, ...]
    warnings: tuple[Note, ...]
    fingerprint: str
    titled: frozenset[str] = frozenset()
    guessed: tuple[Note, ...] = ()
