"""Quotations, and turns of a dialogue, with the words that tell who said them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences.said_by import is_said, is_told
from corpus.structure.sentences.sentences import split_sentences


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ru", ["«Где весло?» — крикнул Фёдор.", "«В лодке…» — отозвалась Вера.", "Стемнело."]),
        ("ru", ["— Где весло? — крикнул Фёдор.", "— В лодке! — отозвалась Вера.", "— Вижу."]),
        ("ru", ["Она крикнула: “Плыви!” - и прыгнула.", "Он плыл."]),
        ("uk", ["«Де весло?» — гукнув Федір.", "— У човні! — озвалася Віра."]),
        ("pl", ["– Gdzie wiosło? – krzyknął Jan.", "– W łodzi! – odparła Ewa.", "Zmierzchało."]),
        ("pl", ["- Gdzie wiosło? - krzyknął Jan.", "- W łodzi! - odparła Ewa."]),
        ("es", ["—¿Y el remo? —gritó Luis.", "—¡En la barca! —contestó Eva.", "Anochecía."]),
        ("es", ["-¿Y el remo? -gritó Luis.", "-¡En la barca! -contestó Eva."]),
        ("ro", ["– Unde e vâsla? – strigă Ion.", "– În barcă! – răspunse Eva."]),
        ("tr", ["— Kürek nerede? — diye bağırdı Ali.", "— Kayıkta! — dedi Ece."]),
    ],
)
def test_who_said_it_stands_with_what_is_said(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Where is it? — Nobody knows.",
        "What does it show? -l lists the boats.",
        "It was over. – Then came the rain.",
    ],
)
def test_a_dash_may_begin_a_sentence(text: str) -> None:
    assert len(cut(text, "en")) == 2


@given(st.text(min_size=1), st.text(min_size=1), st.sampled_from(["en", "ja", "ko", "zh"]))
def test_any_two_pieces_are_said_or_not(left: str, right: str, language: str) -> None:
    is_told(left, left, right)
    is_said(left, right, True, language)
