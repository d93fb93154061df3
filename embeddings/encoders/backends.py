"""What can run a model."""

from enum import StrEnum


class Backend(StrEnum):
    """`AUTO` is the fastest whose figures differ from those of `TORCH` by noise only; the others
    run what was exported once (`embeddings/encoders/exported/exports.py`)."""

    AUTO = "auto"
    ONNX = "onnx"
    """ONNX Runtime, float32."""
    ONNX_INT8 = "onnx-int8"
    """ONNX Runtime, weights and what they are multiplied with in eight bits."""
    OPENVINO = "openvino"
    """OpenVINO, in bfloat16 where the processor has it."""
    TORCH = "torch"
    """sentence-transformers itself, float32."""


BACKENDS = tuple(backend.value for backend in Backend)
