"""An exported model run by OpenVINO, an extra of the project."""

import os
import threading
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor
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
_BATCH = 4
"""Texts that are computed together; with more they no longer fit the processor's caches."""
_TRIAL = 9
"""Tokens of a text that is read with and without what it is filled up with, and beside others."""
_MIN_COSINE = 0.999
"""Of its vectors; what differs by more is not what bfloat16 rounds."""
_MAX_STREAMS = 8
"""Texts that are computed at once; each costs some time at the start."""


class OpenVinoSession:
    """Runs texts in one thread, several at once on several cores, in bfloat16 where the processor
    computes in it: vectors differ from those of float32 by a cosine of .9999.

    A text is filled up by its own length alone, and computed beside those of its length only, so
    that its vectors never depend on what it is encoded beside.
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
        return self._run([ids], self._fill(len(ids)))[0]

    def run_all(
        self, texts: Sequence[NDArray[np.int64]], threads: Executor
    ) -> list[tuple[Vectors, Vectors]]:
        """The same for each of `texts`, in their order, in `threads`: a few of one length at
        once."""
        numbers: dict[int, list[int]] = defaultdict(list)
        for number, ids in enumerate(texts):
            numbers[self._fill(len(ids))].append(number)
        batches = [
            (length, batch)
            for length, alike in sorted(numbers.items(), reverse=True)
            for batch in _split(alike, _BATCH if self._step > 1 else 1)
        ]
        done = threads.map(
            lambda each: self._run([texts[number] for number in each[1]], each[0]), batches
        )
        found = {
            number: vectors
            for (_, batch), several in zip(batches, done, strict=True)
            for number, vectors in zip(batch, several, strict=True)
        }
        return [found[number] for number in range(len(texts))]

    def _fill(self, length: int) -> int:
        """How many tokens the model is given for a text of `length`."""
        return max(length, min(-(-length // self._step) * self._step, self._max_length))

    def _run(
        self, texts: Sequence[NDArray[np.int64]], length: int
    ) -> list[tuple[Vectors, Vectors]]:
        request = getattr(self._requests, "one", None)
        if request is None:
            request = self._requests.one = self._model.create_infer_request()
        filled = np.full((len(texts), length), _FILLING, dtype=np.int64)
        for row, ids in zip(filled, texts, strict=True):
            row[: len(ids)] = ids
        done = request.infer({0: filled})
        return [
            (tokens[: len(ids)].copy(), whole.copy())
            for ids, tokens, whole in zip(texts, done[0], done[1], strict=True)
        ]

    def _reads_alike(self) -> bool:
        """Whether a text has the vectors that it has without what it is filled up with, and the
        same bit for bit beside others, as a model may do with its mask, or with several texts, what
        this file does not know."""
        texts = [np.arange(length) for length in range(_TRIAL, _TRIAL + _BATCH)]
        ids, length = texts[0], self._fill(_TRIAL + _BATCH)
        try:
            beside, filled = self._run(texts, length)[0], self._run([ids], length)[0]
            alone = self._run([ids], len(ids))[0]
        except RuntimeError:  # the library's, of shapes that do not fit
            return False
        return all(
            np.array_equal(one, other) and (_cosines(one, least) >= _MIN_COSINE).all()
            for one, other, least in zip(beside, filled, alone, strict=True)
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


def _split(numbers: list[int], size: int) -> list[list[int]]:
    """`numbers` in batches of `size`, and what remains one by one: a batch of another size would be
    another shape."""
    whole = len(numbers) // size * size
    batches = [numbers[first : first + size] for first in range(0, whole, size)]
    return batches + [[number] for number in numbers[whole:]]


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
