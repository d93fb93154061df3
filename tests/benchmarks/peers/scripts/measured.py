"""Runs a command, and writes what it cost as JSON: a small process between the benchmark and each
command, since a process' peak of memory is never less than that of the one which started it.

    python measured.py FIGURES.json COMMAND [ARGUMENT ...]

`wall_s` and `processor_s` (user and system, with all processes that it waited for) are from its
start to its end, `peak_mib` the most memory that it or one of those had. Ends with the command's
exit code.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main(figures: Path, command: list[str]) -> int:
    """The exit code."""
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - begun
    kibibytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    record = {
        "wall_s": wall_s,
        "processor_s": usage.ru_utime + usage.ru_stime,
        "peak_mib": kibibytes / 1024,
    }
    figures.write_text(json.dumps(record), "utf-8")
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
