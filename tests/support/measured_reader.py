"""What the reading of each file costs the process that it is read in."""

import resource
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import ArticleError, ContainedReader, Limits

_MIB = 1 << 20
_TICKS = 100.0
"""Of processor time a second, as the system tells it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`seconds` are of the processor, `memory` is the most that was resident, in MiB, 0 if the
    process did not live to tell; `refusal` is why there is no article, None if there is one."""

    seconds: float
    memory: float
    size: int
    refusal: str | None = None
    is_whole: bool = True


class MeasuredReader:
    """Reads files as an index does, one after the other. To be used with `with`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._reader = ContainedReader(limits)

    def __enter__(self) -> "MeasuredReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def read(self, data: bytes, name: str) -> Cost:
        """Reads it and says what that cost."""
        before = self._count_seconds()
        if place := self._find_process():
            (place / "clear_refs").write_text("5")  # what was resident before does not count
        refusal = None
        is_whole = True
        try:
            is_whole = not self._reader.read(data, name, with_passages=True).reading.warnings
        except ArticleError as exc:
            refusal = str(exc)
        seconds = self._count_seconds() - before
        return Cost(seconds, self._find_memory(), len(data), refusal, is_whole)

    def _find_process(self) -> Path | None:
        process = self._reader._process._process
        return Path(f"/proc/{process.pid}") if process else None

    def _count_seconds(self) -> float:
        """Of all processes that have read so far."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = ended.ru_utime + ended.ru_stime
        if place := self._find_process():
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / _TICKS
        return seconds

    def _find_memory(self) -> float:
        place = self._find_process()
        lines = (place / "status").read_text().splitlines() if place else []
        return next((int(line.split()[1]) / 1024 for line in lines if line[:6] == "VmHWM:"), 0.0)


def format_costs(costs: Iterable[tuple[str, str, Cost]]) -> str:
    """A table of `costs`, each with its kind and name: how many of each kind, what came of them,
    and which was slowest and largest."""
    kinds: dict[str, list[tuple[str, Cost]]] = {}
    for kind, name, cost in costs:
        kinds.setdefault(kind, []).append((name, cost))
    rows = [f"{'kind':14}{'files':>6}{'whole':>6}{'part':>6}{'none':>6}  slowest, largest"]
    for kind, found in sorted(kinds.items()):
        read = [cost for _, cost in found if cost.refusal is None]
        whole = sum(cost.is_whole for cost in read)
        slowest = max(found, key=lambda one: one[1].seconds)
        largest = max(found, key=lambda one: one[1].memory)
        rows.append(
            f"{kind:14}{len(found):6}{whole:6}{len(read) - whole:6}{len(found) - len(read):6}"
            f"  {slowest[1].seconds:.1f} s {slowest[0]!a:.60}"
            f", {largest[1].memory:.0f} MiB {largest[0]!a:.60}"
        )
    return "\n".join(rows)
