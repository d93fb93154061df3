"""Gaps in a line of a wiki: where it says that it lacks words."""

import pytest

from corpus.formats.wiki.gaps import close_gaps, mark_gaps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("H", ""),
        ("H H.", "[…]."),
        ("a H H b", "a […] b"),
        ("HH00", "[…]00"),
        ("H A", "A"),
        ("So. H A", "So. A"),
        ("So. H a", "So. […] a"),
        ("wordH, or 5H", "word, or 5[…]"),
        ("(H; a H b, H)", "(a […] b)"),
        ("(H–H) a", "a"),
        ("a N, 5N5", "a, 5 5"),
    ],
)
def test_a_line_says_where_it_lacks_words(text: str, said: str) -> None:
    line = text.replace("H", "\ue002").replace("N", "\ue003")
    assert close_gaps(line) == said


def test_of_a_line_as_it_is_the_blanks_stay() -> None:
    assert mark_gaps("  a =  \ue002\ue0020\ue003") == "  a =  […]0"
