"""An exported model as an encoder, whatever runs it."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.encoders.backends import Backend
from embeddings.encoders.encoder import EncodedText, Vectors
from embeddings.encoders.exported.exports import TOKENIZER, Export
from embeddings.encoders.readings import Tokens, make_encoded


class Session(Protocol):
    """What runs a model."""

    def run(self, ids: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """The vectors of the tokens `ids`, shape `[tokens, token dimension]`, and of the whole,
        `[dimension]`. Several threads may call it at once."""

    def run_all(
        self, texts: Sequence[NDArray[np.int64]], threads: Executor
    ) -> Iterable[tuple[Vectors, Vectors]]:
        """The same for each of `texts`, in their order, bit for bit as of one alone; computed in
        `threads`."""


class ExportedEncoder:
    """A model with what was exported beside it: its tokenizer, its limits and its prompts."""

    is_thread_safe = True

    def __init__(
        self,
        session: Session,
        export: Export,
        folder: Path,
        name: str,
        fingerprint: str,
        backend: Backend = Backend.ONNX,
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.backend = backend.value
        self.why_slow = ""
        self.dimension = export.dimension
        self.max_tokens = export.max_tokens
        self._session = session
        self._export = export
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(self._export.passage_prompt + text).ids)

    def encode_query(self, text: str) -> EncodedText:
        return self._encode(text, self._export.query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        prompt = self._export.passage_prompt
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        if len(texts) < 2:
            return [self._encode(text, prompt) for text in texts]
        with ThreadPoolExecutor(min(cores, len(texts))) as threads:
            read = list(threads.map(lambda text: self._read(prompt + text), texts))
            vectors = self._session.run_all([tokens.ids for tokens in read], threads)
            return [
                make_encoded(self.name, text, prompt, tokens, found, self._export.unknown_id)
                for text, tokens, found in zip(texts, read, vectors, strict=True)
            ]

    def _encode(self, text: str, prompt: str) -> EncodedText:
        tokens = self._read(prompt + text)
        vectors = self._session.run(tokens.ids)
        return make_encoded(self.name, text, prompt, tokens, vectors, self._export.unknown_id)

    def _read(self, text: str) -> Tokens:
        read = self._tokenizer.encode(text)
        if len(read.ids) > self._export.max_length:
            read = self._cutting_tokenizer.encode(text)
        return Tokens(np.asarray(read.ids, dtype=np.int64), read.offsets, read.special_tokens_mask)

    @cached_property
    def _cutting_tokenizer(self) -> Tokenizer:
        """For what is too long: it leaves out the end, but not the marks behind it. Made of the
        other one, as the file may be gone when this is needed."""
        tokenizer = Tokenizer.from_str(self._tokenizer.to_str())
        tokenizer.enable_truncation(self._export.max_length)
        return tokenizer
