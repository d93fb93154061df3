import pytest

from corpus.structure.numbering.lettered_units import read_lettered, read_lettered_heading


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A.5. Votes", ("a", "5")),
        ("C.2.1 Refunds", ("c", "2", "1")),
        ("B.3", ("b", "3")),
        ("B2 is a road", None),
        ("A.5m long", None),
        ("B. Fees", None),
        ("5.1 Votes", None),
    ],
)
def test_a_number_may_begin_with_a_letter(text: str, parts: tuple[str, ...] | None) -> None:
    assert read_lettered(text) == parts


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("A.5. Votes", ("a", "5")),
        ("B. Fees", ("b",)),
        ("IV) Fog", ("iv",)),
        ("B.", None),
        ("A boat", None),
        ("MIX. Colours", None),
    ],
)
def test_a_heading_may_begin_with_a_letter_alone(
    heading: str, parts: tuple[str, ...] | None
) -> None:
    assert read_lettered_heading(heading) == parts
