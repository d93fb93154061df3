import sys

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from embeddings.index.tokens import integer_product
from embeddings.index.tokens.integer_product import IntegerProduct


def _make(seed: int, rows: int, tokens: int, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    vectors = random.integers(0, 256, (rows, dimension)).astype(np.uint8)
    query = random.standard_normal((tokens, dimension)).astype(np.float32)
    return vectors, query / np.linalg.norm(query, axis=1, keepdims=True).clip(1e-9)


@given(
    seed=st.integers(0, 1000),
    shape=st.tuples(st.integers(0, 40), st.integers(0, 30), st.sampled_from([1, 3, 384, 1024])),
    size=st.sampled_from([1e-6, 1.0, 1e6]),
    digits=st.integers(1, 2),
    zero=st.sampled_from([0, 128]),
)
@settings(deadline=None)
def test_the_product_is_that_of_floats(
    seed: int, shape: tuple[int, int, int], size: float, digits: int, zero: int
) -> None:
    vectors, query = _make(seed, *shape)
    query *= np.float32(size)
    exact = (vectors.astype(np.float64) - zero) @ query.astype(np.float64).T
    # The last digit is off by half a step at most, in each number of the query.
    steps = np.abs(query).max(axis=1) / 63 / 126 ** (digits - 1)
    allowed = np.abs(vectors.astype(np.float64) - zero).sum(axis=1)[:, None] * steps / 2
    found = IntegerProduct(query, digits, zero).multiply(vectors)
    assert found.shape == (len(vectors), len(query))
    assert (np.abs(found - exact) <= allowed + 1e-3 * size).all()


def test_the_largest_numbers_do_not_run_over() -> None:
    query = np.full((2, 4096), 1.0, dtype=np.float32)
    query[1] *= -1
    least = np.zeros((3, 4096), dtype=np.uint8)
    found = IntegerProduct(query, 2, 128).multiply(least)
    assert found.tolist() == [[-128 * 4096, 128 * 4096]] * 3
    most = np.full((3, 4096), 255, dtype=np.uint8)
    found = IntegerProduct(query, 2, 0).multiply(most)
    assert found == pytest.approx(np.asarray([[255 * 4096, -255 * 4096]] * 3), rel=1e-6)


def test_two_products_fit_16_bits() -> None:
    """As processors without instructions of their own for it add them, and cut off what is more:
    where tests run they may have these."""
    digits = IntegerProduct(_make(5, 0, 30, 384)[1], 2, 128)._digits
    assert 2 * 255 * int(np.abs(digits.astype(int)).max()) < 2**15


def test_a_token_that_stands_for_nothing_matches_nothing() -> None:
    vectors, query = _make(0, 5, 2, 384)
    query[0] = 0
    assert not IntegerProduct(query, 2, 128).multiply(vectors)[:, 0].any()


def test_a_row_is_the_same_beside_any_others() -> None:
    vectors, query = _make(1, 3000, 12, 384)
    product = IntegerProduct(query, 2, 128)
    together = product.multiply(vectors)
    rows = np.asarray([2999, 0, 1023, 1024, 17, 17])
    assert (product.multiply(vectors[rows]) == together[rows]).all()


@pytest.mark.parametrize(("digits", "zero"), [(2, 128), (1, 0)])
def test_without_the_library_it_is_the_same(
    digits: int, zero: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors, query = _make(4, 2000, 5, 384)
    product = IntegerProduct(query, digits, zero)
    expected = product.multiply(vectors)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    integer_product._open_session.cache_clear()
    try:
        found = product.multiply(vectors)
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
        value("z", TensorProto.UINT8),
        value("s", TensorProto.FLOAT, "c", "t"),
    ]
    out = value("o", TensorProto.FLOAT, "r", "t")
    graph = helper.make_graph(nodes, "g", inputs, [out])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    assert onnx.load_from_string(integer_product._MODEL) == made
    onnx.checker.check_model(made)
