"""Whether a process goes on taking more: its memory and its descriptors over its life."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

_SAMPLES_A_WINDOW = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """`seconds` are of `time.monotonic`, `memory` is what is resident, in MiB."""

    seconds: float
    memory: float
    descriptors: int


@dataclass(frozen=True, slots=True)
class Trend:
    """How a life went on after its warm-up: seconds, and what was more at its end, by a line
    through the least of each window; None if too little was left to draw one."""

    seconds: float
    memory: float
    descriptors: float

    def per_hour(self) -> tuple[float, float]:
        """MiB and descriptors."""
        return self.memory * 3600 / self.seconds, self.descriptors * 3600 / self.seconds

    def __str__(self) -> str:
        memory, descriptors = self.per_hour()
        return (
            f"{self.seconds:.0f} s: memory {self.memory:+.2f} MiB ({memory:+.2f} an hour), "
            f"descriptors {self.descriptors:+.2f} ({descriptors:+.2f} an hour)"
        )


@dataclass
class Watch:
    """Samples of one process after the other, one every `interval` seconds at most; of each life
    the first `warm_up` seconds do not count."""

    interval: float
    warm_up: float
    lives: dict[int, list[Sample]] = field(default_factory=dict)
    _due: float = 0.0

    def look(self, pid: int) -> None:
        """Takes a sample, if it is time."""
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + self.interval
        self.lives.setdefault(pid, []).append(
            Sample(now, _read_memory(pid), len(list(Path(f"/proc/{pid}/fd").iterdir())))
        )

    def find_trends(self) -> list[Trend | None]:
        """One for each life, None for those too short."""
        return [self._find_trend(samples) for samples in self.lives.values()]

    def _find_trend(self, samples: list[Sample]) -> Trend | None:
        kept = [each for each in samples if each.seconds - samples[0].seconds >= self.warm_up]
        windows = [
            kept[begin : begin + _SAMPLES_A_WINDOW]
            for begin in range(0, len(kept) - _SAMPLES_A_WINDOW + 1, _SAMPLES_A_WINDOW)
        ]
        if len(windows) < 3:
            return None
        times = [window[0].seconds for window in windows]
        # What a process does at the moment comes and goes; what it never gives back stays.
        memory = [min(each.memory for each in window) for window in windows]
        descriptors = [float(min(each.descriptors for each in window)) for window in windows]
        seconds = times[-1] - times[0]
        return Trend(
            seconds, _find_slope(times, memory) * seconds, _find_slope(times, descriptors) * seconds
        )


def _find_slope(times: list[float], values: list[float]) -> float:
    """A second's growth, by least squares."""
    centred = np.asarray(times) - np.mean(times)
    return float(centred @ np.asarray(values) / (centred @ centred))


def _read_memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0
