"""An exported model run by OpenVINO, an extra of the project."""

import os
import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.encoder import Vectors

_STEP = 16
"""Texts are filled up to a multiple of so many tokens. For each length that it has not met the
library makes programs, for up to 20 ms; the tokens more cost a build less than that."""
_FILLING = -1
"""No token; what the model is given behind a text."""
_TRIAL = 9
"""Tokens of a text that is read with and without what it is filled up with."""
_MIN_COSINE = 0.999
"""Of its vectors; what differs by more is not what bfloat16 rounds."""
_MAX_STREAMS = 8
"""Texts that are computed at once; each costs some time at the start."""


class OpenVinoSession:
    """Runs each text in one thread, several at once on several cores, in bfloat16 where the
    processor computes in it: vectors differ from those of float32 by a cosine of .9999.

    A text is filled up by its own length alone, so that its vectors never depend on what it is
    encoded beside.
    """

    def __init__(self, path: Path, max_length: int) -> None:
        """`max_length` is how many tokens the model reads.

        :raises Exception: of the library, if it is missing or cannot run the model.
        """
        # Imported here, as it is an extra.
        import openvino

        core = openvino.Core()
        model = core.read_model(str(path))
        self._max_length = max_length
        # A request holds what it computes: each thread has its own.
        self._requests = threading.local()
        self._step = _STEP if _mask_filling(model) else 1
        self._model: Any = _compile(core, model)
        if self._step > 1 and not self._reads_alike():
            self._step = 1
            self._requests = threading.local()
            self._model = _compile(core, core.read_model(str(path)))

    def run(self, ids: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """The vectors of the tokens `ids`, shape `[tokens]`, and of the whole."""
        length = max(len(ids), min(-(-len(ids) // self._step) * self._step, self._max_length))
        return self._run(ids, length)

    def _run(self, ids: NDArray[np.int64], length: int) -> tuple[Vectors, Vectors]:
        request = getattr(self._requests, "one", None)
        if request is None:
            request = self._requests.one = self._model.create_infer_request()
        filled = np.full((1, length), _FILLING, dtype=np.int64)
        filled[0, : len(ids)] = ids
        done = request.infer({0: filled})
        return done[0][0, : len(ids)].copy(), done[1][0].copy()

    def _reads_alike(self) -> bool:
        """Whether a text has the vectors that it has without what it is filled up with, as a model
        may do with its mask what this file does not know."""
        ids = np.arange(_TRIAL)
        try:
            filled, alone = self.run(ids), self._run(ids, len(ids))
        except RuntimeError:  # the library's, of shapes that do not fit
            return False
        return all(
            (_cosines(one, other) >= _MIN_COSINE).all()
            for one, other in zip(filled, alone, strict=True)
        )


def _compile(core: Any, model: Any) -> Any:
    precise = "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    streams = min(cores, _MAX_STREAMS)
    return core.compile_model(
        model,
        "CPU",
        {
            "INFERENCE_NUM_THREADS": streams,
            "NUM_STREAMS": streams,
            # Beside another process a thread is to go where there is room.
            "ENABLE_CPU_PINNING": False,
            "INFERENCE_PRECISION_HINT": "f32" if precise else "bf16",
        },
    )


def _mask_filling(model: Any) -> bool:
    """Has `model` take no account of `_FILLING`: what was exported as a mask of ones, of the shape
    of its ids, becomes one that is made of them. False if there is none."""
    from openvino import opset13 as operations

    ids = model.input(0)
    masks = [operation for operation in model.get_ops() if _is_all_ones(operation, ids)]
    readers = ids.get_target_inputs()
    zero = operations.constant(np.int64(0))
    mask = operations.greater_equal(ids, zero)
    tokens = operations.maximum(ids, zero)
    for reader in readers:
        reader.replace_source_output(tokens.output(0))
    for ones in masks:
        kind = ones.output(0).get_element_type()
        ones.output(0).replace(operations.convert(mask, kind).output(0))
    model.validate_nodes_and_infer_types()
    return bool(masks)


def _is_all_ones(operation: Any, ids: Any) -> bool:
    if operation.get_type_name() != "Broadcast":
        return False
    value, shape = (operation.input_value(number).get_node() for number in range(2))
    return bool(
        value.get_type_name() == "Constant"
        and (value.data == 1).all()
        and shape.get_type_name() == "ShapeOf"
        and shape.input_value(0) == ids
    )


def _cosines(one: Vectors, other: Vectors) -> Vectors:
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    return np.asarray(np.sum(one * other, axis=-1) / lengths, dtype=np.float32)
