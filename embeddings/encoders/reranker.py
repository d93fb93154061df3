"""The reranker: a model that reads question and passage together. None is installed with the
project; owners who can reach a hub may name one."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from embeddings.encoders.encoder import Vectors
from embeddings.encoders.hub import (
    ModelError,
    explain_failure,
    explain_trial,
    find_model_folder,
    is_hub_reachable,
    prepare_libraries,
)

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_VARIABLE = "RERANKER_MODEL"
_NONE = "no reranking"
_POSITIVE = frozenset({"relevant", "positive", "true", "yes", "match", "entailment", "duplicate"})
"""What configurations call the one of two classes that speaks for a passage."""


class Reranker(Protocol):
    """Judges passages for a question."""

    def judge(self, question: str, texts: Sequence[str]) -> Vectors:
        """How well each of `texts` answers `question`, from 0 to 1, shape `[texts]`."""


class CrossReranker:
    """A cross-encoder of sentence-transformers with one number for each pair, or two classes one of
    which its configuration names as the positive one.

    :raises ModelError: if it is of another kind.
    """

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        self._name = name
        self._column = self._find_column()

    def judge(self, question: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        judged: Any = self._model.predict(pairs, show_progress_bar=False, **self._activation)
        scores = np.asarray(judged, dtype=np.float32)
        if self._column is not None and scores.shape == (len(texts), 2):
            scores = scores[:, self._column]
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise self._refuse()
        # Whatever an activation gives that is neither a logistic function nor one like it.
        return np.clip(scores, 0, 1)

    @cached_property
    def _activation(self) -> dict[str, Any]:
        """What makes probabilities of the model's numbers, where they are none. Many, such as those
        trained on MS MARCO, name the identity as their activation, as an order needs no more."""
        import torch

        if not isinstance(self._model.activation_fn, torch.nn.Identity):
            return {}
        return (
            {"activation_fn": torch.nn.Sigmoid()}
            if self._column is None
            else {"apply_softmax": True}
        )

    def _find_column(self) -> int | None:
        """Which of two classes speaks for a passage; None if there is one number only."""
        if self._model.num_labels == 1:
            return None
        labels: dict[int, str] = getattr(self._model.config, "id2label", None) or {}
        columns = [number for number, label in labels.items() if str(label).lower() in _POSITIVE]
        if self._model.num_labels != 2 or len(columns) != 1 or columns[0] not in (0, 1):
            raise self._refuse()
        return columns[0]

    def _refuse(self) -> ModelError:
        return ModelError(
            f"{_VARIABLE}: {self._name!r} does not give one number for each passage: "
            "take another model"
        )


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
    with explain_trial(_VARIABLE, name, _NONE):
        reranker.judge("Is it of use?", ["It is."])  # says at once if it is of the wrong kind
    return reranker
