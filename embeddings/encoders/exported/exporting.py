"""Exporting a model, as a process of its own:
`python -m embeddings.encoders.exported.exporting NAME FOLDER MEMORY`.

Its last line on standard error says what is wrong, if anything is. It ends when its standard input
does, which is when the process that runs it has ended."""

import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoders.encoder import EncodedText, Encoder
from embeddings.encoders.exported.exported_encoder import ExportedEncoder
from embeddings.encoders.exported.exports import (
    FLOAT32,
    INT8,
    NO_MODEL,
    TOKENIZER,
    Export,
    write_export,
)
from embeddings.encoders.exported.onnx_session import OnnxSession
from embeddings.encoders.exported.quantising import write_int8
from embeddings.encoders.fingerprint import hash_file
from embeddings.encoders.hub import NO_CODE, ModelError
from embeddings.encoders.reference import load_library_model, load_reference
from embeddings.encoders.reference_questions import REFERENCE_QUESTIONS
from embeddings.encoders.sentence_encoder import SentenceEncoder

_OPSET = 17
_MIN_COSINE = {FLOAT32: 0.999, INT8: 0.95}
"""Of every vector of a whole text with the reference's."""
_MIN_MEAN_COSINE = {FLOAT32: 0.9999, INT8: 0.97}
"""Of tokens' vectors with the reference's, on average."""
_NO_MEMORY = re.compile(r"allocat|bad_?alloc|no space", re.IGNORECASE)
_PASSAGES = 4
_LONG = 10


def export_model(name: str, folder: Path, memory_path: Path) -> Export:
    """Writes the model `name` into `folder` in both precisions, each held against the reference
    on texts in many languages, short and long; one that differs is left out.

    :raises ModelError: if there is no such model, or it cannot be loaded.
    :raises Exception: whatever may not be so the next time, such as of a full disk.
    """
    reference = load_reference(name, memory_path)
    try:
        _write_float32(name, reference, folder)
        _write_tokenizer(reference, folder)
    except Exception as exc:  # a library that knows only usual models
        _raise_if_passing(exc)
        refused = dict.fromkeys((FLOAT32, INT8), f"it cannot be exported ({_first_line(exc)})")
    else:
        refused = _refuse_what_differs(reference, folder)
    for file in refused:
        (folder / file).unlink(missing_ok=True)
    export = _describe(reference, folder, refused)
    write_export(export, folder)
    return export


def _refuse_what_differs(reference: SentenceEncoder, folder: Path) -> dict[str, str]:
    export = _describe(reference, folder, {})
    read = cache(lambda: _read_texts(reference))  # for both, as it takes seconds
    refused = _hold_against(reference.name, read, export, folder, FLOAT32)
    try:
        _write_int8(reference, folder)
    except Exception as exc:  # a library that knows only usual models
        _raise_if_passing(exc)
        return refused | {INT8: f"it cannot be quantised ({_first_line(exc)})"}
    return refused | _hold_against(reference.name, read, export, folder, INT8)


def _raise_if_passing(exc: Exception) -> None:
    """Raises `exc` again if it says nothing of the model, and may be gone the next time: a full
    disk, too little memory, which libraries have words of their own for, one that is missing, or
    surroundings in which none may write code."""
    is_passing = isinstance(exc, OSError | MemoryError | ImportError)
    if is_passing or _NO_MEMORY.search(str(exc)) or NO_CODE in str(exc):
        raise exc


def _describe(reference: SentenceEncoder, folder: Path, refused: dict[str, str]) -> Export:
    return Export(
        dimension=reference.dimension,
        max_length=reference.max_length,
        max_tokens=reference.max_tokens,
        query_prompt=reference.query_prompt,
        passage_prompt=reference.passage_prompt,
        unknown_id=reference.unknown_id,
        files={path.name: hash_file(path) for path in sorted(folder.iterdir())},
        refused=refused,
    )


def _write_float32(name: str, reference: SentenceEncoder, folder: Path) -> None:
    """The whole model, from token ids to the vectors of the tokens and of the text. Attention is
    the one written out in plain operations, which ONNX Runtime knows to put together again."""
    import torch

    try:
        model = load_library_model(name, attention="eager").eval()
    except ModelError:
        model = reference.model
    features: Any = model.preprocess(["A text with some words, and others."])
    others = [key for key in ("token_type_ids",) if key in features]

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any) -> tuple[Any, Any]:
            given = {key: value for key, value in features.items() if not torch.is_tensor(value)}
            given |= {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
            given |= {key: torch.zeros_like(ids) for key in others}
            done: Any = self.model(given)
            return done["token_embeddings"], done["sentence_embedding"]

    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            (features["input_ids"],),
            str(folder / FLOAT32),
            input_names=["ids"],
            output_names=["token_vectors", "vector"],
            dynamic_axes={"ids": axes, "token_vectors": axes, "vector": {0: "texts"}},
            opset_version=_OPSET,
            dynamo=False,
        )


def _write_tokenizer(reference: SentenceEncoder, folder: Path) -> None:
    tokenizer: Any = reference.model.tokenizer
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    (folder / TOKENIZER).write_text(tokenizer.backend_tokenizer.to_str(), "utf-8")


def _write_int8(reference: SentenceEncoder, folder: Path) -> None:
    config: Any = getattr(reference.model[0], "config", None)
    write_int8(
        folder / FLOAT32,
        folder / INT8,
        getattr(config, "num_attention_heads", 0),
        getattr(config, "hidden_size", 0),
        [reference.read_ids(text) for text in _list_texts()],
    )


def _read_texts(encoder: Encoder) -> list[EncodedText]:
    """The texts as queries, then as passages."""
    texts = _list_texts()
    return [*map(encoder.encode_query, texts), *encoder.encode_passages(texts)]


def _hold_against(
    name: str,
    read: Callable[[], Sequence[EncodedText]],
    export: Export,
    folder: Path,
    file: str,
) -> dict[str, str]:
    """Why `file` of the model `name`, whose reference reads the texts as `read` does, is not to be
    used, by its name; nothing if it is."""
    try:
        session = OnnxSession(folder / file)
        encoder = ExportedEncoder(session, export, folder, name, "")
        pairs = list(zip(read(), _read_texts(encoder), strict=True))
    except Exception as exc:
        _raise_if_passing(exc)
        return {file: f"it does not run ({_first_line(exc)})"}
    if not all(_are_same_tokens(one, other) for one, other in pairs):
        return {file: "its tokenizer reads otherwise"}
    wholes = [float(one.vector @ other.vector) for one, other in pairs]
    tokens = [
        np.einsum("td,td->t", one.token_vectors, other.token_vectors)[one.is_known]
        for one, other in pairs
    ]
    mean = float(np.mean(np.concatenate(tokens)))
    if min(wholes) < _MIN_COSINE[file] or mean < _MIN_MEAN_COSINE[file]:
        return {file: f"its vectors differ (cosines {min(wholes):.4f}, {mean:.4f})"}
    return {}


def _are_same_tokens(one: EncodedText, other: EncodedText) -> bool:
    return np.array_equal(one.token_ids, other.token_ids) and np.array_equal(
        one.token_spans, other.token_spans
    )


def _list_texts() -> list[str]:
    """Questions in many languages, a few times all of one as a text, and one that is too long."""
    questions = [texts[number % len(texts)] for number, texts in enumerate(_questions())]
    passages = [" ".join(texts) for texts in _questions()[:_PASSAGES]]
    return [*questions, *passages, " ".join(passages[:1] * _LONG), "a", "\N{SNOWMAN} 5"]


def _questions() -> Sequence[Sequence[str]]:
    return list(REFERENCE_QUESTIONS.values())


def _first_line(exc: BaseException) -> str:
    return (str(exc).strip() or type(exc).__name__).splitlines()[0][:200]


def main(arguments: Sequence[str], say: Callable[[str], object] = sys.stderr.write) -> int:
    """Exports the model that `arguments` name; 0, `NO_MODEL` if it cannot be loaded, or 1 if it
    cannot be exported."""
    name, folder, memory = arguments
    try:
        export_model(name, Path(folder), Path(memory))
    except ModelError as exc:
        say(f"\n{str(exc).splitlines()[0]}\n")
        return NO_MODEL
    except Exception as exc:
        say(f"\n{_first_line(exc)}\n")
        return 1
    return 0


def _end_with_stdin() -> None:
    """Whoever runs this may be killed, and its folder is another one's then."""
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    os.umask(0o077)  # what it writes is nobody else's
    # An exception could be taken for one of what the model is, which is remembered.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    sys.exit(main(sys.argv[1:]))
