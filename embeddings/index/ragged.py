"""Consecutive numbers, many runs of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors


@dataclass(frozen=True, slots=True)
class Ragged:
    """`members`, shape `[members]`, are the numbers of all runs, one run after the other;
    `lengths`, shape `[runs]`, says how many each has, which may be none, and `firsts` where they
    begin among the members."""

    members: NDArray[np.int64]
    lengths: NDArray[np.int64]
    firsts: NDArray[np.int64]

    @classmethod
    def between(cls, starts: NDArray[np.int64], runs: NDArray[np.int64]) -> "Ragged":
        """The runs numbered `runs`; run `i` goes from `starts[i]` up to `starts[i + 1]`."""
        begins = starts[runs]
        lengths = starts[runs + 1] - begins
        firsts = lengths.cumsum() - lengths
        members = (begins - firsts).repeat(lengths)
        members += np.arange(len(members))
        return cls(members, lengths, firsts)

    def max(self, values: Vectors) -> Vectors:
        """The largest of `values`, shape `[members, ...]`, in each run, `[runs, ...]`; -1, the
        least that a cosine can be, for a run without members."""
        if len(self.lengths) and self.lengths.all():  # as nearly always
            return np.asarray(np.maximum.reduceat(values, self.firsts, axis=0))
        filled = self.lengths > 0
        found = np.full((len(self.lengths), *values.shape[1:]), -1.0, dtype=np.float32)
        if filled.any():
            found[filled] = np.maximum.reduceat(values, self.firsts[filled], axis=0)
        return found

    def spread(self, values: Vectors) -> Vectors:
        """`values`, shape `[runs, ...]`, of its run for each member, shape `[members, ...]`."""
        return values.repeat(self.lengths, axis=0)


def accumulate(counts: NDArray[np.int64] | Sequence[int]) -> NDArray[np.int64]:
    """Where each of runs of these lengths begins if they follow each other, and where the last
    ends, shape `[runs + 1]`."""
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
