import pytest

from corpus.structure.pointers import lists_pointers, points_on


@pytest.mark.parametrize(
    "sentence",
    [
        "See below.",
        "(See also the fares.)",
        "For more details, read the guide.",
        "Further information is at the pier.",
        "Siehe auch Seite 9.",
        "Véase más abajo.",
        "См. ниже.",
        "详见下文。",
        "Read on at the harbour page.",
    ],
)
def test_pointers(sentence: str) -> None:
    assert points_on(sentence)


@pytest.mark.parametrize(
    "sentence", ["Seeing is believing.", "The see is vacant.", "Further boats came.", "Verde es."]
)
def test_no_pointers(sentence: str) -> None:
    assert not points_on(sentence)


@pytest.mark.parametrize(
    "heading", ["See also", "SEE ALSO", "Further reading:", "Siehe auch", "См. также", "関連項目"]
)
def test_headings_of_lists_of_pointers(heading: str) -> None:
    assert lists_pointers(heading)


@pytest.mark.parametrize("heading", ["", "Related work", "More information", "See", "Contents"])
def test_headings_of_what_may_answer(heading: str) -> None:
    assert not lists_pointers(heading)
