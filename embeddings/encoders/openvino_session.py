"""An exported model run by OpenVINO, an extra of the project."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors


class OpenVinoSession:
    """Runs one text at a time in the caller's thread, in bfloat16 where the processor computes in
    it: vectors differ from those of float32 by a cosine of .9999."""

    def __init__(self, path: Path) -> None:
        """:raises Exception: of the library, if it is missing or cannot run the model."""
        # Imported here, as it is an extra.
        import openvino

        core = openvino.Core()
        precise = "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self._model: Any = core.compile_model(
            str(path),
            "CPU",
            {
                "INFERENCE_NUM_THREADS": 1,
                "NUM_STREAMS": 1,
                "INFERENCE_PRECISION_HINT": "f32" if precise else "bf16",
            },
        )
        # A request holds what it computes: each thread has its own.
        self._requests = threading.local()

    def run(self, ids: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """The vectors of the tokens `ids`, shape `[tokens]`, and of the whole."""
        request = getattr(self._requests, "one", None)
        if request is None:
            request = self._requests.one = self._model.create_infer_request()
        done = request.infer({0: ids[np.newaxis]})
        return done[0][0].copy(), done[1][0].copy()
