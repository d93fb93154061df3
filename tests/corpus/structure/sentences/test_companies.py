"""Sentences that end in a company's name, and those that go on behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences.sentences import split_sentences


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "The mill went to Weir Ltd.", "A flood closed it."),
        ("en", "The mill went to Weir & Co.", "The flood closed it."),
        ("en", "The mill went to Weir Ltd.", "In 1999 it closed."),
        ("en", "It was run by “Weir Inc.”", "It failed."),
        ("de", "Die Mühle ging an Wehr & Co.", "Die Flut schloss sie."),
        ("de", "Sie gehört der Weir Corp.", "Seit langem steht sie still."),
        ("de", "Sie gehört der Wehr GmbH.", "Wir kennen sie."),
        ("fr", "Le moulin est à Meule Ltd.", "Elle le ferma."),
        ("fr", "Il fut vendu à Meule et Cie.", "La crue le ferma."),
        ("es", "Lo compró Molinos S.A.", "La empresa cerró."),
        ("es", "Lo compró Muelas y Cía.", "En mayo cerró."),
        ("pt", "Foi vendido à Mós S.A.", "A empresa fechou."),
        ("pt", "Foi vendido à Mós e Cia.", "Hoje está fechado."),
        ("it", "Fu venduto a Weir Ltd.", "La piena lo chiuse."),
        ("ru", "Её купила Weir Inc.", "Она закрылась."),
    ],
)
def test_a_sentence_ends_behind_a_company(language: str, one: str, two: str) -> None:
    text = f"{one} {two}"
    assert [text[start:end] for start, end in split_sentences(text, language)] == [one, two]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was sold by Weir Ltd. of Leeds in May."),
        ("en", "She wrote for Inc. Magazine until May."),
        ("en", "Weir Motor Co. Chairman Ann Poe said so."),
        ("en", "Weir & Co. In Leeds it was shut."),
        ("en", "Millers Inc. On Ice was shown."),
        ("en", "She reads Inc. The Weekly."),
        ("de", "Müller & Co. In Leipzig schloss."),
        ("de", "Sie liest Inc. Die Woche."),
        ("fr", "Meule et Cie. En Concert fut joué."),
        ("en", "They sued Weir Inc. A. B. Poe did."),
        ("de", "Die Wehr & Co. KG mahlt seit Mai."),
        ("es", "La Cía. Minera del Sur cerró."),
        ("pt", "A Cia. Vale do Moinho fechou."),
        ("fr", "La Cie. Générale des Meules ferma."),
    ],
)
def test_a_company_goes_on(language: str, text: str) -> None:
    assert split_sentences(text, language) == [(0, len(text))]


@given(st.lists(st.sampled_from(["Weir", "Inc.", "The", "a", "A", "Co.”", "(It", "\n", "GmbH."])))
def test_nothing_is_lost_between_sentences(words: list[str]) -> None:
    text = " ".join(words)
    spans = split_sentences(text, "en")
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
