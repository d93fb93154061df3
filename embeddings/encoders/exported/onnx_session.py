"""An exported model run by ONNX Runtime."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

_SLOW = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]
"""What the library puts together although its own operation for it takes seven times as long as
the two that it replaces: measured with 1.32, a quarter of an int8 model's time."""


class OnnxSession:
    """Runs one text at a time in the caller's thread; several threads may.

    Nothing is padded, so that a text's vectors never depend on what it is encoded beside, which
    those of eight bits would in a batch; texts as long as passages are not faster in one.
    """

    def __init__(self, path: Path) -> None:
        """:raises Exception: of the library, if it cannot run the model."""
        # Imported here, as other backends do without it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
        )

    def run(self, ids: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """The vectors of the tokens `ids`, shape `[tokens]`, and of the whole."""
        done: Any = self._session.run(None, {"ids": ids[np.newaxis]})
        return done[0][0], done[1][0]

    def run_all(
        self, texts: Sequence[NDArray[np.int64]], threads: Executor
    ) -> Iterator[tuple[Vectors, Vectors]]:
        """The same for each of `texts`, in their order, in `threads`."""
        return threads.map(self.run, texts)
