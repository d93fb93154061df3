"""Models run by OpenVINO, whose extra is not among what tests are installed with."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

openvino = pytest.importorskip("openvino")

from openvino import opset13 as operations  # noqa: E402

from embeddings.encoders.exported.openvino_session import OpenVinoSession  # noqa: E402

_TOKENS = 40


def _write_model(folder: Path, *, counts_ones: bool = True, has_ones: bool = True) -> Path:
    """A model whose tokens have vectors of their own and whose texts have their mean: by a mask of
    ones if it `counts_ones`, else of all that it is given."""
    ids = operations.parameter([-1, -1], np.int64, name="ids")
    tokens = operations.gather(operations.constant(_make_table()), ids, operations.constant(0))
    shape = operations.shape_of(ids)
    # As BERT has them, which kind of text each token is of: always the first.
    kinds = operations.broadcast(np.int64(0), shape)
    of_kinds = operations.constant(np.repeat([[0.0], [9.0]], 8, axis=1).astype(np.float32))
    tokens = operations.add(tokens, operations.gather(of_kinds, kinds, operations.constant(0)))
    ones = operations.convert(operations.broadcast(np.int64(1), shape), "f32")
    mask = operations.unsqueeze(ones, 2)
    if counts_ones:
        total = operations.reduce_sum(operations.multiply(tokens, mask), [1])
        whole = operations.divide(total, operations.reduce_sum(mask, [1]))
    else:
        whole = operations.reduce_mean(tokens, [1])
        if has_ones:
            tokens = operations.multiply(tokens, mask)
    results = [operations.result(node) for node in (tokens, whole)]
    path = folder / "model.xml"
    openvino.save_model(openvino.Model(results, [ids]), str(path), compress_to_fp16=False)
    return path


def _make_table() -> np.ndarray:
    return np.random.default_rng(0).normal(size=(_TOKENS, 8)).astype(np.float32)


def _given_shape(session: OpenVinoSession) -> list[int]:
    """How many texts, of how many tokens, the model was given last in this thread."""
    request: Any = session._requests.one
    return list(request.get_input_tensor(0).shape)


def test_a_model_is_given_few_lengths(tmp_path: Path) -> None:
    session = OpenVinoSession(_write_model(tmp_path), 36)
    given = []
    for length in range(1, 37):
        tokens, whole = session.run(np.arange(length))
        assert np.allclose(tokens, _make_table()[:length], atol=0.02)
        assert np.allclose(whole, tokens.mean(axis=0), atol=0.02), "of nothing but its tokens"
        given.append(_given_shape(session)[1])
    assert given == [16] * 16 + [32] * 16 + [36] * 4, "never more than it reads"


@pytest.mark.parametrize("has_ones", [True, False])
def test_a_model_that_takes_account_of_all_is_given_nothing_else(
    has_ones: bool, tmp_path: Path
) -> None:
    path = _write_model(tmp_path, counts_ones=False, has_ones=has_ones)
    session = OpenVinoSession(path, 36)
    tokens, whole = session.run(np.arange(5))
    assert _given_shape(session) == [1, 5]
    assert np.allclose(whole, tokens.mean(axis=0), atol=0.02)
    with ThreadPoolExecutor(1) as threads:
        session.run_all([np.arange(5)] * 4, threads)
        assert threads.submit(_given_shape, session).result() == [1, 5], "nor other texts"


def test_it_computes_in_what_the_processor_has(tmp_path: Path) -> None:
    session = OpenVinoSession(_write_model(tmp_path), 36)
    knows = "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    computes = session._model.get_property("INFERENCE_PRECISION_HINT").to_string()
    assert computes == ("bf16" if knows else "f32")


def test_texts_of_one_length_are_computed_together(tmp_path: Path) -> None:
    """As alone, bit for bit, and in their order."""
    session = OpenVinoSession(_write_model(tmp_path), 36)
    texts = [np.arange(1 + number * 7 % 36) for number in range(30)]
    with ThreadPoolExecutor(1) as threads:
        together = session.run_all(texts, threads)
        session.run_all(texts[:1] * 4, threads)
        assert threads.submit(_given_shape, session).result() == [4, 16]
    for ids, (tokens, vector) in zip(texts, together, strict=True):
        alone = session.run(ids)
        assert np.array_equal(tokens, alone[0])
        assert np.array_equal(vector, alone[1])
