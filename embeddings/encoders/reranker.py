"""The reranker: a model that reads question and passage together. None is installed with the
project; owners who can reach a hub may name one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from embeddings.encoders.encoder import Vectors
from embeddings.encoders.hub import (
    ModelError,
    explain_failure,
    find_model_folder,
    is_hub_reachable,
    prepare_libraries,
)

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_VARIABLE = "RERANKER_MODEL"
_NONE = "no reranking"


class Reranker(Protocol):
    """Judges passages for a question."""

    def judge(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well each of `texts` answers `question`, from 0 to 1, shape `[texts]`."""


class CrossReranker:
    """A cross-encoder of sentence-transformers."""

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        self._name = name

    def judge(self, question: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        judged: Any = self._model.predict(pairs, show_progress_bar=False)
        scores = np.asarray(judged, dtype=np.float32)
        # The library applies a logistic function to models with one output, by its default.
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise ModelError(
                f"{_VARIABLE}: {self._name!r} does not give one number for each passage: "
                "take another model"
            )
        return np.clip(scores, 0, 1)


def load_reranker(name: str) -> CrossReranker | None:
    """The cross-encoder `name`, a folder or a name on a hub; None if it is empty.

    :raises ModelError: if there is no such model or it cannot be used.
    """
    if not name:
        return None
    folder = find_model_folder(_VARIABLE, name, _NONE)
    prepare_libraries()
    with explain_failure(_VARIABLE, name, "sentence-transformers cross-encoder", _NONE):
        # Imported here, as it takes seconds that `footnote --help` has no use for.
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(
            str(folder or name),
            device="cpu",
            local_files_only=folder is not None or not is_hub_reachable(),
            # Weights in another format than safetensors are pickles, which can run code.
            model_kwargs={"use_safetensors": True},
        )
    reranker = CrossReranker(model, name)
    reranker.judge("Is it of use?", ["It is."])  # says at once if it is of the wrong kind
    return reranker
