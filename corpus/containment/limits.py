"""How much time and memory the reading of a file may take."""

import json
import math
from contextlib import suppress
from dataclasses import asdict, dataclass

_MIB = 1 << 20
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of processor time are for any file, `seconds_per_mib` come on top for its size,
    as the work of a reader grows with that, and for that of a PDF file `seconds_per_pdf_mib`, at
    most `max_pdf_seconds`: each page is drawn, and takes but a few KiB. By the clock it is
    `clock_factor` times as long: the machine may have other things to do. `memory_bytes` is of
    address space, for the whole process; `answer_bytes` of what is made of a file, of which whoever
    asks takes up to seven times as much."""

    seconds: float = 20.0
    seconds_per_mib: float = 3.0
    seconds_per_pdf_mib: float = 30.0
    max_pdf_seconds: float = 120.0
    clock_factor: float = 3.0
    memory_bytes: int = 1536 * _MIB
    answer_bytes: int = 128 * _MIB

    def processor_seconds(self, size: int, is_pdf: bool = False) -> int:
        """For a file of `size` bytes; the system counts whole seconds."""
        seconds = math.ceil(self.seconds + self.seconds_per_mib * size / _MIB)
        of_pages = min(self.max_pdf_seconds, self.seconds_per_pdf_mib * size / _MIB)
        return seconds + int(of_pages if is_pdf else 0)

    def clock_seconds(self, size: int, is_pdf: bool = False) -> float:
        """For a file of `size` bytes."""
        return self.processor_seconds(size, is_pdf) * self.clock_factor

    def dump(self) -> str:
        """As `load_limits` takes them."""
        return json.dumps(asdict(self))


def is_pdf(data: bytes) -> bool:
    """Whether the bytes of a file say that they are a PDF file's."""
    return data.startswith(_PDF)


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
