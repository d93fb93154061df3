"""What no encoder can read matches nothing."""

import pytest

from embeddings import Encoder
from embeddings.index.language_coverage import count_covered_letters


@pytest.mark.parametrize("text", ["ነፋሱ ዛሬ ቀዝቃዛ ነው", "ខ្យល់ត្រជាក់ណាស់", "ક્યાં પવન છે", "ஃ𐎠𐎡𐎢"])
def test_what_the_model_cannot_read_is_known_as_such(encoder: Encoder, text: str) -> None:
    encoded = encoder.encode_query(text)
    assert not encoded.is_known.all()
    assert not encoded.token_vectors[~encoded.is_known].any()
    familiar, letters = count_covered_letters(text, encoded)
    assert familiar <= 0.2 * letters


def test_what_it_can_read_is_known(encoder: Encoder) -> None:
    assert encoder.encode_query("Where does the ferry land?").is_known.all()
    mixed = encoder.encode_query("The ferry ነፋሱ lands")
    assert mixed.is_known.tolist().count(False) == 1
