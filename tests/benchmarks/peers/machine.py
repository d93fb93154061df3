"""What a figure was measured on."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path

_X86 = ("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni", "amx_bf16", "amx_int8")
_ARM = ("asimd", "asimddp", "bf16", "i8mm", "sve")
_FLAGS = (*_X86, *_ARM)
"""Of the processor's instructions those that encoders gain from."""
_PACKAGES = ("sentence-transformers", "torch", "onnxruntime", "openvino", "faiss-cpu", "tantivy")


def describe_machine() -> str:
    """Cores, processor, its flags, memory and system, as one line without any name of its own."""
    cpu = _read("/proc/cpuinfo")
    model = re.search(r"^model name\s*: (.+)$", cpu, re.MULTILINE)
    flags = re.search(r"^(?:flags|Features)\s*: (.+)$", cpu, re.MULTILINE)
    present = set(flags[1].split()) if flags else set()
    parts = [
        f"{count_cores()} cores",
        model[1].strip() if model else platform.machine(),
        " ".join(flag for flag in _FLAGS if flag in present),
        _describe_memory(),
        f"{platform.system()}, Python {platform.python_version()}",
    ]
    return ", ".join(part for part in parts if part)


def count_cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_load() -> float | None:
    """How many processes have wanted a core in the last minute on average; None where no system
    tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def read_own_versions() -> dict[str, str]:
    """Of what Footnote computes with, where it is installed."""
    installed = {found.name.lower() for found in metadata.distributions()}
    return {name: metadata.version(name) for name in _PACKAGES if name in installed}


def _describe_memory() -> str:
    total = re.search(r"^MemTotal:\s+(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    return f"{int(total[1]) / 2**20:.0f} GiB" if total else ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:
        return ""  # another system than Linux
