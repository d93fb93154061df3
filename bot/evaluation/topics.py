"""Questions without an answer, gathered by what they mean."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus import clean_line
from corpus.normalization import fold_question
from embeddings import Encoder

_SAME_TOPIC = 0.4
"""Cosine distance up to which questions are of one topic, on average: of thirty or so with the
bundled encoder, none came to others that they have nothing to do with, as happens from 0.45 on."""

_MAX_AT_ONCE = 3000
"""Time and memory grow with the square: 1 s and 70 MB of so many, 15 s and 800 MB of 10,000."""

_BATCH = 256

_Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Gap:
    """A question and how often it was asked, from the `first` day to the `last`."""

    question: str
    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions that mean much the same, the most central one first; never empty."""

    gaps: tuple[Gap, ...]

    @property
    def count(self) -> int:
        """How often any of them was asked."""
        return sum(gap.count for gap in self.gaps)

    @property
    def first(self) -> date:
        """The day of the first of them."""
        return min(gap.first for gap in self.gaps)

    @property
    def last(self) -> date:
        """The day of the last of them."""
        return max(gap.last for gap in self.gaps)


def count_repeats(questions: Iterable[tuple[str, date]]) -> list[Gap]:
    """Each question once, whatever its letters' case, spaces and closing marks; those asked most
    first."""
    spellings: dict[str, Counter[str]] = {}
    days: dict[str, list[date]] = {}
    for question, day in questions:
        if key := fold_question(question):
            spellings.setdefault(key, Counter())[clean_line(question)] += 1
            days.setdefault(key, []).append(day)
    gaps = [
        Gap(counts.most_common(1)[0][0], counts.total(), min(days[key]), max(days[key]))
        for key, counts in spellings.items()
    ]
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.last.toordinal()))


def gather_topics(
    gaps: Sequence[Gap], encoder: Encoder, on_progress: Callable[[int, int], None] | None = None
) -> list[Topic]:
    """The topics of `gaps`, those asked about most first, then the latest. `on_progress` gets how
    many questions are encoded, and how many there are."""
    vectors = _encode([gap.question for gap in gaps], encoder, on_progress)
    topics = []
    for rows in _gather_rows(vectors):
        # Weighed by how often they were asked: what most ask is in the middle.
        weights = np.asarray([[gaps[row].count] for row in rows], dtype=np.float32)
        centre = (weights * vectors[rows]).sum(axis=0)
        order = np.argsort(-(vectors[rows] @ centre), kind="stable")
        topics.append(Topic(tuple(gaps[rows[place]] for place in order.tolist())))
    return sorted(topics, key=lambda topic: (-topic.count, -topic.last.toordinal()))


def _encode(
    questions: Sequence[str], encoder: Encoder, on_progress: Callable[[int, int], None] | None
) -> _Vectors:
    """Vectors of unit length, shape `[questions, dimension]`. As passages, which are encoded many
    at once."""
    vectors = np.zeros((len(questions), encoder.dimension), dtype=np.float32)
    for start in range(0, len(questions), _BATCH):
        encoded = encoder.encode_passages(questions[start : start + _BATCH])
        vectors[start : start + len(encoded)] = [text.vector for text in encoded]
        if on_progress:
            on_progress(start + len(encoded), len(questions))
    return vectors


def _gather_rows(vectors: _Vectors) -> list[list[int]]:
    """Rows of `vectors` by topic. Some are clustered, others join the nearest topic found so far;
    what is far from all of them is clustered next."""
    topics: list[list[int]] = []
    left = np.arange(len(vectors))
    while len(left):
        chosen, left = left[:_MAX_AT_ONCE], left[_MAX_AT_ONCE:]
        labels = _cluster(vectors[chosen])
        found = [chosen[labels == label].tolist() for label in range(int(labels.max()) + 1)]
        left = _join(vectors, left, found)
        topics += found
    return topics


def _join(vectors: _Vectors, rows: NDArray[np.int64], topics: list[list[int]]) -> NDArray[np.int64]:
    """Adds each of `rows` to the nearest of `topics`; those that are far from all are returned."""
    if not len(rows):
        return rows
    centres = np.stack([vectors[members].mean(axis=0) for members in topics])
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-12)
    cosines = vectors[rows] @ centres.T
    nearest = cosines.argmax(axis=1)
    is_near = cosines[np.arange(len(rows)), nearest] >= 1 - _SAME_TOPIC
    for row, topic in zip(rows[is_near].tolist(), nearest[is_near].tolist(), strict=True):
        topics[topic].append(row)
    far: NDArray[np.int64] = rows[~is_near]
    return far


def _cluster(vectors: _Vectors) -> NDArray[np.int64]:
    """The topic of each of `vectors`, counted from 0."""
    if len(vectors) == 1:
        return np.zeros(1, dtype=np.int64)
    from sklearn.cluster import AgglomerativeClustering  # a second's work, for this alone

    clustering = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=_SAME_TOPIC
    )
    return np.asarray(clustering.fit_predict(vectors), dtype=np.int64)
