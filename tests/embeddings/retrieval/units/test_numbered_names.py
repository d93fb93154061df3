"""The numbers that tell articles of one name apart."""

import pytest

from embeddings.retrieval.units.numbered_names import (
    list_numbers_of,
    read_number_behind,
    read_version,
)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("GPL-2", [("gpl", "2")]),
        ("GPLv2", [("gpl", "2")]),
        ("MPL-2.0", [("mpl", "2")]),
        ("GFDL 1.3", [("gfdl", "1.3")]),
        ("Treaty 02 of the Valleys", [("treaty", "2")]),
        ("House Rules, version 3", [("rules", "3"), ("version", "3")]),
        ("Rules 2019", []),
        ("3 Letters", []),
        ("Plan 9P", []),
        ("", []),
    ],
)
def test_numbers_of_a_name(name: str, numbers: list[tuple[str, str]]) -> None:
    assert list(list_numbers_of(name)) == numbers


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("section 3 of GPL-2", {"2"}),
        ("section 3 of the GPL 2?", {"2"}),
        ("section 3 of GPL v2", {"2"}),
        ("section 3 of GPL 2 or 3", {"2", "3"}),
        ("section 3 of GPL 2 binds", {"2"}),
        ("What does section 3 of the GPL 2 say?", {"2"}),
        ("section 3 of the GPL, 2 lines", None),
        ("section 3 of the GPL 2 lines long", None),
        ("section 3 of the GPL 2 copy", None),
        ("section 3 of the GPL 2 May", None),
        ("section 3 of the GPL 2nd", None),
        ("section 3 of the GPL 2%", None),
        ("section 3 of the GPL 2:30", None),
        ("section 3 of the GPL 1998", None),
        ("section 3 of the GPL", None),
    ],
)
def test_a_number_behind_a_name(question: str, numbers: set[str] | None) -> None:
    start = question.index("GPL")
    found = read_number_behind(question, start, start + 3, lambda word: word not in ("or", "may"))
    assert (found.numbers if found else None) == numbers


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("section 3 of version 2 of the GPL", "version 2 of the GPL"),
        ("section 3 of the GPL, version 2", "GPL, version 2"),
        ("section 3 of the GPL version 2", "GPL version 2"),
        ("section 3 of version 2 or version 3 of the GPL", None),
        ("section 3 of the GPL", None),
    ],
)
def test_the_version_of_a_name(question: str, said: str | None) -> None:
    start = question.index("GPL")
    found = read_version(question, start, start + 3)
    assert (question[found.start : found.end] if found else None) == said
    assert found is None or found.numbers == {"2"}


def test_digits_that_python_does_not_know_are_no_error() -> None:
    assert list(list_numbers_of("GPL-\U00011de8"))
