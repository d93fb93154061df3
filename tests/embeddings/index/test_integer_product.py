import sys

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from embeddings.index import integer_product
from embeddings.index.integer_product import IntegerProduct


def _make(seed: int, rows: int, tokens: int, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    vectors = random.integers(-128, 128, (rows, dimension)).astype(np.int8)
    query = random.standard_normal((tokens, dimension)).astype(np.float32)
    return vectors, query / np.linalg.norm(query, axis=1, keepdims=True).clip(1e-9)


def _ones(vectors: np.ndarray) -> np.ndarray:
    return np.ones(len(vectors), dtype=np.float32)


@given(
    seed=st.integers(0, 1000),
    shape=st.tuples(st.integers(0, 40), st.integers(0, 30), st.sampled_from([1, 3, 384, 1024])),
    size=st.sampled_from([1e-6, 1.0, 1e6]),
)
@settings(deadline=None)
def test_the_product_is_that_of_floats(seed: int, shape: tuple[int, int, int], size: float) -> None:
    vectors, query = _make(seed, *shape)
    query *= np.float32(size)
    rows = np.arange(len(vectors))
    exact = vectors.astype(np.float64) @ query.astype(np.float64).T
    # The second digit is off by half a step at most, in each number of the query.
    steps = np.abs(query).max(axis=1) / 63
    allowed = np.abs(vectors.astype(np.float64)).sum(axis=1)[:, None] * steps / 126 / 2
    found = IntegerProduct(query).multiply(vectors, _ones(vectors), rows)
    assert found.shape == (len(rows), len(query))
    assert (np.abs(found - exact) <= allowed + 1e-3 * size).all()


def test_the_largest_numbers_do_not_run_over() -> None:
    vectors = np.full((3, 4096), -128, dtype=np.int8)
    query = np.full((2, 4096), 1.0, dtype=np.float32)
    query[1] *= -1
    found = IntegerProduct(query).multiply(vectors, _ones(vectors), np.arange(3))
    assert found.tolist() == [[-128 * 4096, 128 * 4096]] * 3


def test_two_products_fit_16_bits() -> None:
    """As processors without instructions of their own for it add them, and cut off what is more:
    where tests run they may have these."""
    digits = IntegerProduct(_make(5, 0, 30, 384)[1])._digits
    assert 2 * 255 * int(np.abs(digits.astype(int)).max()) < 2**15


def test_a_token_that_stands_for_nothing_matches_nothing() -> None:
    vectors, query = _make(0, 5, 2, 384)
    query[0] = 0
    assert not IntegerProduct(query).multiply(vectors, _ones(vectors), np.arange(5))[:, 0].any()


def test_each_row_counts_by_its_factor() -> None:
    vectors, query = _make(3, 2000, 2, 16)
    factors = np.linspace(0.5, 2, 2000, dtype=np.float32)
    rows = np.asarray([1999, 3, 1024] * 400)
    product = IntegerProduct(query)
    plain = product.multiply(vectors, _ones(vectors), rows)
    assert (product.multiply(vectors, factors, rows) == plain * factors[rows, None]).all()


def test_a_row_is_the_same_beside_any_others() -> None:
    vectors, query = _make(1, 3000, 12, 384)
    product = IntegerProduct(query)
    together = product.multiply(vectors, _ones(vectors), np.arange(3000))
    rows = np.asarray([2999, 0, 1023, 1024, 17, 17])
    assert (product.multiply(vectors, _ones(vectors), rows) == together[rows]).all()


def test_what_is_multiplied_stays_as_it_is() -> None:
    vectors, query = _make(2, 20, 3, 8)
    before = vectors.copy()
    vectors.flags.writeable = False  # as a file that is mapped
    IntegerProduct(query).multiply(vectors, _ones(vectors), np.arange(20))
    assert (vectors == before).all()


def test_without_the_library_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, query = _make(4, 2000, 5, 384)
    factors = np.linspace(0.5, 2, 2000, dtype=np.float32)
    product, rows = IntegerProduct(query), np.arange(2000)[::-1]
    expected = product.multiply(vectors, factors, rows)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    integer_product._open_session.cache_clear()
    try:
        found = product.multiply(vectors, factors, rows)
    finally:
        integer_product._open_session.cache_clear()
    assert np.allclose(found, expected, atol=1e-2)


def test_the_model_is_what_it_is_said_to_be() -> None:
    def value(name: str, kind: int, *shape: str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    nodes = [
        helper.make_node("MatMulInteger", ["a", "b", "z"], ["i"]),
        helper.make_node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["f", "s"], ["o"]),
    ]
    inputs = [
        value("a", TensorProto.UINT8, "r", "d"),
        value("b", TensorProto.INT8, "d", "c"),
        value("s", TensorProto.FLOAT, "c", "t"),
    ]
    zero = helper.make_tensor("z", TensorProto.UINT8, [], [128])
    out = value("o", TensorProto.FLOAT, "r", "t")
    graph = helper.make_graph(nodes, "g", inputs, [out], [zero])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    assert onnx.load_from_string(integer_product._MODEL) == made
    onnx.checker.check_model(made)
