"""Sentences that an encoder does not read to their end at once."""

import numpy as np
import pytest

from corpus.article import Article, Paragraph
from corpus.passages.chunking import Passage, chunk_article
from embeddings.encoders.windows import encode_whole, find_windows
from tests.support.fake_encoder import FakeEncoder


def make_passages(text: str, encoder: FakeEncoder) -> list[Passage]:
    article = Article("a.txt", "A", text, (Paragraph(0, len(text)),))
    return chunk_article(article, encoder.count_tokens, encoder.max_tokens)


@pytest.mark.parametrize(
    "text",
    [
        "Смотритель зажёг фонарь на каменном выступе у старой переправы вечером.",
        "Ο φύλακας άναψε το φανάρι στον πέτρινο βράχο δίπλα στο πέρασμα το βράδυ.",
        "أشعل الحارس الفانوس فوق الصخرة قرب المعبر القديم عند حلول المساء البارد.",
    ],
)
def test_all_tokens_of_a_long_sentence_are_read(text: str) -> None:
    encoder = FakeEncoder(max_tokens=7)
    passages = make_passages(text, encoder)
    assert [passage.text for passage in passages] == [text]
    (whole,) = encode_whole(encoder, passages)
    wide = FakeEncoder(max_tokens=100).encode_passages([text])[0]
    assert np.array_equal(whole.token_ids, wide.token_ids)
    assert np.array_equal(whole.token_spans, wide.token_spans)
    assert np.array_equal(whole.token_vectors, wide.token_vectors)
    assert np.linalg.norm(whole.vector) == pytest.approx(1)


def test_windows_are_of_about_the_same_length() -> None:
    encoder = FakeEncoder(max_tokens=16)
    (passage,) = make_passages("ferry " * 18, encoder)
    lengths = [encoder.count_tokens(passage.text[s:e]) for s, e in find_windows(encoder, passage)]
    assert sum(lengths) == 18
    assert min(lengths) >= 7


def test_what_fits_is_read_as_it_is() -> None:
    encoder = FakeEncoder(max_tokens=8)
    passages = make_passages("It is old. It is long. It is shut. It is red.", encoder)
    assert len(passages) > 1
    read = encoder.encode_passages([passage.text for passage in passages])
    for whole, alone in zip(encode_whole(encoder, passages), read, strict=True):
        assert np.array_equal(whole.vector, alone.vector)
        assert np.array_equal(whole.token_spans, alone.token_spans)
