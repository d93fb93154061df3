"""Many passages out of few, so that speed can be measured without encoding for hours.

A multiplied passage has sentences drawn at random from all of a corpus, up to the encoder's limit,
with the token vectors that each sentence had alone; its vector is their mean. So texts, postings
and vectors all differ from one passage to the next, in a language like that of the corpus. They are
as hard to search as real ones, but no measure of quality.
"""

import random
from collections.abc import Iterator, Sequence

import numpy as np

from corpus import Article, Corpus, Paragraph
from embeddings import EncodedText, Encoder, PassageIndex

_MAX_SENTENCES = 6
_PASSAGES_AN_ARTICLE = 20
_TOKENS_LEFT_FREE = 16


class SentenceMixer:
    """An encoder that composes passages of sentences that it has encoded once; everything else is
    left to the real one."""

    def __init__(self, index: PassageIndex, encoder: Encoder) -> None:
        texts = [p.text[start:end] for p in index.passages for start, end in p.sentences]
        self.sentences = [text for text in dict.fromkeys(texts) if "\n" not in text]
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.backend, self.why_slow = encoder.backend, encoder.why_slow
        self.is_thread_safe = False
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self._encoder = encoder
        encoded = encoder.encode_passages(self.sentences)
        self._encoded = dict(zip(self.sentences, encoded, strict=True))
        self._passages: dict[str, tuple[str, ...]] = {}

    def make_corpus(self, passages: int, seed: int = 0, largest: int = 0) -> Corpus:
        """Articles with `passages` paragraphs in all, each of which is a passage; the first of them
        has `largest`, if that is more than the others have."""
        rng = random.Random(seed)
        articles: list[Article] = []
        first = 0
        while first < passages:
            most = _PASSAGES_AN_ARTICLE if articles else max(largest, _PASSAGES_AN_ARTICLE)
            paragraphs = [self._mix(rng) for _ in range(min(most, passages - first))]
            articles.append(_make_article(f"{first}.md", rng.choice(self.sentences), paragraphs))
            first += len(paragraphs)
        return Corpus(tuple(articles), (), (), "multiplied")

    def count_tokens(self, text: str) -> int:
        known = self._passages.get(text)
        if known is None:
            return self._encoder.count_tokens(text)
        return sum(len(self._encoded[sentence].token_ids) for sentence in known)

    def encode_query(self, text: str) -> EncodedText:
        return self._encoder.encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> list[EncodedText]:
        return [
            self._compose(self._passages[text])
            if text in self._passages
            else self._encoder.encode_passages([text])[0]
            for text in texts
        ]

    def _mix(self, rng: random.Random) -> str:
        chosen = tuple(self._draw(rng))
        text = " ".join(chosen)
        self._passages[text] = chosen
        return text

    def _draw(self, rng: random.Random) -> Iterator[str]:
        left = self.max_tokens - _TOKENS_LEFT_FREE
        for number in range(rng.randint(2, _MAX_SENTENCES)):
            sentence = rng.choice(self.sentences)
            left -= len(self._encoded[sentence].token_ids)
            if left < 0 and number:
                return
            yield sentence

    def _compose(self, sentences: Sequence[str]) -> EncodedText:
        parts = [self._encoded[sentence] for sentence in sentences]
        starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences[:-1])])
        vector = np.sum([len(part.token_ids) * part.vector for part in parts], axis=0)
        return EncodedText(
            vector=np.asarray(vector / np.linalg.norm(vector), dtype=np.float32),
            token_vectors=np.concatenate([part.token_vectors for part in parts]),
            token_ids=np.concatenate([part.token_ids for part in parts]),
            token_spans=np.concatenate(
                [part.token_spans + start for part, start in zip(parts, starts, strict=True)]
            ),
        )


def _make_article(name: str, title: str, paragraphs: Sequence[str]) -> Article:
    spans: list[Paragraph] = []
    start = 0
    for text in paragraphs:
        # Numbered units are never read together.
        spans.append(Paragraph(start, start + len(text), label=str(len(spans) + 1)))
        start += len(text) + 2
    return Article(name, title, "\n\n".join(paragraphs), tuple(spans), language="en")
