"""How much time and memory the reading of a file may take."""

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of processor time are for any file, `seconds_per_mib` come on top for its size,
    as the work of a reader grows with that. By the clock it is `clock_factor` times as long: the
    machine may have other things to do. `memory_bytes` is of address space, for the whole process;
    `answer_bytes` of what is made of a file, of which whoever asks takes up to seven times as much.
    """

    seconds: float = 20.0
    seconds_per_mib: float = 3.0
    clock_factor: float = 3.0
    memory_bytes: int = 1536 * _MIB
    answer_bytes: int = 128 * _MIB

    def processor_seconds(self, size: int) -> int:
        """For a file of `size` bytes; the system counts whole seconds."""
        return math.ceil(self.seconds + self.seconds_per_mib * size / _MIB)

    def clock_seconds(self, size: int) -> float:
        """For a file of `size` bytes."""
        return self.processor_seconds(size) * self.clock_factor

    def dump(self) -> str:
        """As `load_limits` takes them."""
        return json.dumps(asdict(self))


def load_limits(text: str) -> Limits:
    """The limits that `Limits.dump` wrote."""
    return Limits(**json.loads(text))


def limit_process(limits: Limits) -> None:
    """From now on this process has no more memory than that, and leaves no core behind. A system
    that knows no such limit goes without."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_AS: limits.memory_bytes}
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):  # macOS takes no limit of address space
            resource.setrlimit(kind, (lowest, hard))


def allow_seconds(seconds: int) -> None:
    """Lets this process use so much more processor time; then it is ended by SIGXCPU."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = math.ceil(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (end, hard))
