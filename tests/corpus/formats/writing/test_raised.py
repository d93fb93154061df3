"""What stands above or below the line makes no other number of what it stands behind."""

import pytest

from corpus.formats.writing.raised import lower_base, raise_exponent


@pytest.mark.parametrize(
    ("before", "above", "said"),
    [
        ("10", "3", "10³"),
        ("10", "−3", "10⁻³"),
        # Behind a sign, whether it marks a note or not.
        ("in 1914.", "2", "in 1914.²"),
        ("cost 25.", "1,2", "cost 25.^1,2"),
        ("“1914”", "2", "“1914”²"),
        ("|x|", "2", "|x|²"),
        ("5!", "2", "5!²"),
        ("the sea.", "n", "the sea.n"),
        ("(", "2", "(2"),
        # Signs that nobody sees.
        ("10\u2060", "3", "10\u2060³"),
        ("10\u200e", "3", "10\u200e³"),
        ("10\xad", "\u200b3", "10\xad³"),
        # What begins with a sign, and digits of other scripts.
        ("10", ".5", "10^.5"),
        ("10", ":30", "10^(:30)"),
        ("10", "±3", "10^(±3)"),
        ("१०", "३", "१०^३"),
        ("2", "nd", "2nd"),
        ("2", "e", "2e"),
    ],
)
def test_above_the_line(before: str, above: str, said: str) -> None:
    assert before + raise_exponent(before, above) == said


@pytest.mark.parametrize(
    ("before", "below", "said"),
    [
        ("10", "2", "10₂"),
        ("1.5", "-0.1", "1.5_-0.1"),
        ("10", ".5", "10_.5"),
        ("10\u200b", "2", "10\u200b₂"),
        ("१०", "३", "१०_३"),
        ("H", "2", "H2"),
    ],
)
def test_below_the_line(before: str, below: str, said: str) -> None:
    assert before + lower_base(before, below) == said
