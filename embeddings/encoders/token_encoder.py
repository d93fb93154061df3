"""A late-interaction model of sentence-transformers (ColBERT and its like) as an encoder."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoders.backends import Backend
from embeddings.encoders.encoder import EncodedText
from embeddings.encoders.hub import ModelError
from embeddings.encoders.model_files import VARIABLE
from embeddings.encoders.readings import Tokens, find_prompts, make_encoded, read_tokens
from embeddings.encoders.sentence_encoder import MAX_PASSAGE_TOKENS

if TYPE_CHECKING:
    from sentence_transformers import MultiVectorEncoder

_BATCH_SIZE = 32


class TokenEncoder:
    """A model that gives vectors of tokens only, with its own prompts and lengths for queries and
    passages.

    `vector` of a text is the normalised mean of all tokens that the model compares, also its marks
    and those that it adds to a short query. The tokens of an `EncodedText` are fewer:

    - Added ones stand for no word, and would be as rare as a word that no passage has: twenty of
      them would outweigh the question. What they do to the others they have done.
    - What the model leaves out of passages, such as punctuation, is left out of queries, too, for
      the same reason.

    :raises ModelError: if it does not read texts word by word, as those for images.
    """

    backend = Backend.TORCH.value
    is_thread_safe = False
    why_slow = ""

    def __init__(self, model: "MultiVectorEncoder", name: str, fingerprint: str) -> None:
        from sentence_transformers.multi_vector_encoder.modules import (
            BaseTokenPooling,
            MultiVectorMask,
        )

        self.name = name
        self.fingerprint = fingerprint
        self.dimension = model.get_embedding_dimension() or 0
        lengths = (getattr(model[0], "document_length", None), model.max_seq_length)
        self.max_tokens = min(MAX_PASSAGE_TOKENS, *(length for length in lengths if length))
        self._model = model.eval()
        self._query_prompt, self._passage_prompt = find_prompts(model.prompts)
        self._masks = [module for module in model if isinstance(module, MultiVectorMask)]
        for module in model:
            # Several tokens made one, to take less space, would stand nowhere in the text.
            if isinstance(module, BaseTokenPooling):
                module.tasks = []
        if not len(self.encode_passages(["It is of use."])[0].token_ids):
            raise ModelError(f"{VARIABLE}: {name!r} reads no words: take another model")

    def count_tokens(self, text: str) -> int:
        # verbose=False: that a text is longer than the model's limit is why it is counted.
        tokens = self._model.tokenizer(self._passage_prompt + text, verbose=False)
        return len(tokens["input_ids"])

    def encode_query(self, text: str) -> EncodedText:
        return self._encode([text], self._query_prompt, "query")[0]

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        # Those of like lengths together, so that little is padded.
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        encoded: dict[int, EncodedText] = {}
        for first in range(0, len(order), _BATCH_SIZE):
            numbers = order[first : first + _BATCH_SIZE]
            batch = [texts[number] for number in numbers]
            done = self._encode(batch, self._passage_prompt, "document")
            encoded |= zip(numbers, done, strict=True)
        return [encoded[number] for number in range(len(texts))]

    def _encode(self, texts: list[str], prompt: str, task: str) -> list[EncodedText]:
        import torch

        with torch.inference_mode():
            features: Any = self._model.preprocess(texts, prompt=prompt, task=task)
            ids, read = features["input_ids"], features["attention_mask"].bool()
            if (added := features.get("query_expansion_positions")) is not None:
                read = read & ~added.bool()
            compared_as_passage = self._mask_as_passage(ids, read)
            done: Any = self._model(features, task=task)
            compared = done["attention_mask"].bool()
        columns = (ids, read, compared, compared & compared_as_passage, done["token_embeddings"])
        rows = zip(
            *(
                column.float().numpy() if column.is_floating_point() else column.numpy()
                for column in columns
            ),
            strict=True,
        )
        return [self._make_text(text, prompt, *row) for text, row in zip(texts, rows, strict=True)]

    def _mask_as_passage(self, ids: Any, read: Any) -> Any:
        """Which of the tokens `read` would be compared if they stood in a passage."""
        features = {"input_ids": ids, "attention_mask": read}
        for mask in self._masks:
            features = mask(features, task="document")
        return features["attention_mask"]

    def _make_text(
        self,
        text: str,
        prompt: str,
        ids: NDArray[np.int64],
        read: NDArray[np.bool_],
        compared: NDArray[np.bool_],
        kept: NDArray[np.bool_],
        vectors: NDArray[np.float32],
    ) -> EncodedText:
        """Of one text in a batch; `ids`, `read`, `compared` and `kept` are of shape `[width]`,
        `vectors` `[width, dimension]`, the width being that of the batch."""
        tokens = read_tokens(self.name, self._model.tokenizer, prompt + text, ids[read])
        special = np.asarray(tokens.special, dtype=bool) | ~kept[read]
        whole = vectors[compared].sum(axis=0)
        return make_encoded(
            self.name,
            text,
            prompt,
            Tokens(tokens.ids, tokens.spans, special.tolist()),
            (vectors[read], whole),
            self._model.tokenizer.unk_token_id,
        )
