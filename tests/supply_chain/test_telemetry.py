"""No library tells anybody what it runs, or keeps anything to do so."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.paths import PROJECT


def test_onnx_runtime_keeps_and_sends_nothing(tmp_path: Path) -> None:
    """It does neither on a machine of `CI`, which this one is not to be taken for."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    script = "import embeddings, onnxruntime as o; o.InferenceSession; print(o.get_device())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=kept | {"HOME": str(tmp_path), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip()
    assert list(tmp_path.iterdir()) == []
