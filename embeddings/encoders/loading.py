"""Loading an encoder by its name: the bundled one, a folder, or one from a hub, run by what is
fastest."""

import importlib.util
import logging
import sys
from pathlib import Path

from embeddings.encoders.backends import Backend
from embeddings.encoders.encoder import Encoder
from embeddings.encoders.exported.exported_encoder import ExportedEncoder, Session
from embeddings.encoders.exported.exports import (
    FLOAT32,
    INT8,
    TOKENIZER,
    ExportError,
    RefusedError,
    open_export,
    read_export,
)
from embeddings.encoders.exported.onnx_session import OnnxSession
from embeddings.encoders.exported.openvino_session import OpenVinoSession
from embeddings.encoders.hub import ModelError, explain_trial
from embeddings.encoders.model_files import (
    DEFAULT_MODEL,
    VARIABLE,
    canonical_name,
    fingerprint_encoder,
    is_default,
    is_late_interaction_folder,
)

logger = logging.getLogger(__name__)

_BACKEND_VARIABLE = "ENCODER_BACKEND"
_TRIAL = "a"
"""What is encoded before an encoder is used: whatever cannot be run is found out at the start."""
_FILES = {Backend.ONNX: FLOAT32, Backend.ONNX_INT8: INT8, Backend.OPENVINO: FLOAT32}


def use_one_thread() -> None:
    """Makes this process compute in one thread from now on, for answering questions.

    A question is too short to gain from a second one, and beside another process that computes,
    such as a rebuild, threads that wait for each other make it fifty times slower (measured on
    two cores).
    """
    from threadpoolctl import threadpool_limits

    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    threadpool_limits(limits=1)


def load_encoder(name: str, memory_path: Path, backend: str = Backend.AUTO) -> Encoder:
    """The model `name`: the bundled one if it is empty, a folder, a name on a model hub, or a word
    of `NAMED_MODELS`; run by `backend`, a value of `Backend`.

    `memory_path` is the file in which fingerprints are remembered; beside it lies what is
    exported, which is made first if it is missing.

    :raises ModelError: if there is no such model, it cannot be read, or `backend` cannot run it.
    """
    why_slow = ""
    if backend != Backend.TORCH:
        fingerprint = fingerprint_encoder(name, memory_path)
        try:
            if backend == Backend.AUTO:
                return _load_fastest(name, fingerprint, memory_path)
            return _load_exported(name, fingerprint, memory_path, Backend(backend))
        except ExportError as exc:
            if backend != Backend.AUTO:
                raise ModelError(
                    f"{_BACKEND_VARIABLE}: {backend} cannot run {canonical_name(name)} ({exc}): "
                    "leave it empty"
                ) from exc
            why_slow = str(exc)
    # Imported here, as it takes seconds that nothing else has a use for.
    from embeddings.encoders.reference import load_by_library
    from embeddings.encoders.sentence_encoder import SentenceEncoder

    encoder = load_by_library(name, memory_path)
    with explain_trial(VARIABLE, canonical_name(name), DEFAULT_MODEL):
        encoder.encode_query(_TRIAL)
    # Of a late-interaction model, as one on a hub is known to be only now, it is the fastest.
    if why_slow and isinstance(encoder, SentenceEncoder):
        encoder.why_slow = why_slow
        logger.warning("sentence-transformers runs the encoder, which is slower: %s", why_slow)
    return encoder


def choose_backend(name: str) -> Backend:
    """The fastest whose figures are known to differ from the reference's by noise only: eight bits
    were measured with the bundled model."""
    return Backend.ONNX_INT8 if is_default(name) else Backend.ONNX


def _load_fastest(name: str, fingerprint: str, memory_path: Path) -> ExportedEncoder:
    """By the fastest backend, or in float32 where only eight bits cannot be used."""
    chosen = choose_backend(name)
    try:
        return _load_exported(name, fingerprint, memory_path, chosen)
    except RefusedError as exc:
        if chosen is Backend.ONNX:
            raise
        encoder = _load_exported(name, fingerprint, memory_path, Backend.ONNX)
        encoder.why_slow = str(exc)
        logger.warning("the encoder runs in float32, which is slower than eight bits: %s", exc)
        return encoder


def _load_exported(
    name: str, fingerprint: str, memory_path: Path, backend: Backend
) -> ExportedEncoder:
    if not fingerprint:
        raise ExportError(f"{name} is not in a folder: give one as {VARIABLE}")
    if is_late_interaction_folder(name):
        raise ExportError("only sentence-transformers runs late-interaction models")
    _look_for_library(backend)
    files = (TOKENIZER, _FILES[backend])
    folder = open_export(name, fingerprint, memory_path, files)
    export, called = read_export(folder), canonical_name(name)
    try:
        session = _start(folder / _FILES[backend], backend, export.max_length)
        encoder = ExportedEncoder(session, export, folder, called, fingerprint, backend)
        dimension = len(encoder.encode_query(_TRIAL).vector)
    except Exception as exc:  # of libraries, whatever a model has that they do not know
        raise RefusedError((str(exc).strip() or type(exc).__name__).splitlines()[0][:200]) from exc
    if dimension != encoder.dimension:
        raise RefusedError(f"its vectors have {dimension} numbers instead of {encoder.dimension}")
    return encoder


def _look_for_library(backend: Backend) -> None:
    """Before seconds are spent on an export that nothing could run.

    :raises ExportError: if the library of `backend` is missing.
    """
    if backend is Backend.OPENVINO:
        if importlib.util.find_spec("openvino") is None:
            raise ExportError(
                "OpenVINO is not installed: run pip install openvino where Footnote is"
            )
        return
    try:
        import onnxruntime  # noqa: F401 (here, as most commands do without it)
    except ImportError as exc:
        why = str(exc).partition("\n")[0]
        raise ExportError(f"ONNX Runtime cannot be imported: {why}") from exc


def _start(path: Path, backend: Backend, max_length: int) -> Session:
    if backend is Backend.OPENVINO:
        return OpenVinoSession(path, max_length)
    return OnnxSession(path)
