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
        ("1914", "2nd", "1914^2nd"),
        ("1914 ", "7, 8", "1914 ⁷, ⁸"),
        ("2", "e", "2e"),
        ("2", "-x", "2^(-x)"),
        ("5", "-й", "5-й"),
        ("1", "ο", "1ο"),
        ("την 28", "η", "την 28η"),
        ("28", "η", "28^η"),
    ],
)
def test_above_the_line(before: str, above: str, said: str) -> None:
    assert before + raise_exponent(before, above) == said


@pytest.mark.parametrize(
    ("before", "above", "after", "said"),
    [
        ("", "5", "12 men", "⁵12 men"),
        ("the town. ", "6", "2000 died", "the town. ⁶2000 died"),
        ("", "5", " 120 men", "⁵ 120 men"),
        ("", "5", ".12", "⁵.12"),
        ("(", "5,", "12", "(⁵,12"),
        ("", "5,6", "\u200b12", "⁵,⁶\u200b12"),
        ("", "1234", "5", "¹²³⁴5"),
        ("", "५", "१२", "५ १२"),
        ("10", "1,2", "5", "10^1,2 5"),
        ("", "5", "/2", "5/2"),
        ("", "5", " men", "5 men"),
        ("", "a", "12", "a12"),
        ("28", "η", " Οκτωβρίου", "28η Οκτωβρίου"),
        ("28", "η", " m", "28^η m"),
    ],
)
def test_above_the_line_before_a_number(before: str, above: str, after: str, said: str) -> None:
    assert before + raise_exponent(before, above, after) + after == said


@pytest.mark.parametrize(
    "before",
    [
        "„1914“",
        "»1914«",
        "‚1914‘",
        "1914，",
        "1914。",
        "「1914」",
        "１９１４、",
        "1914؟",
        "१९१४।",
        "1914–",
        "1914*",
        "(1914–",
    ],
)
def test_behind_any_sign_of_a_number(before: str) -> None:
    assert raise_exponent(before, "2") == "²"


@pytest.mark.parametrize(
    ("before", "below", "said"),
    [
        ("10", "2", "10₂"),
        ("1.5", "-0.1", "1.5_-0.1"),
        ("10", ".5", "10_.5"),
        ("10\u200b", "2", "10\u200b₂"),
        ("१०", "३", "१०_३"),
        ("in 1914.", "2", "in 1914.₂"),
        ("in 1914 ", "2", "in 1914 ₂"),
        ("10", "4x4", "10_4x4"),
        ("H", "2", "H2"),
    ],
)
def test_below_the_line(before: str, below: str, said: str) -> None:
    assert before + lower_base(before, below) == said


@pytest.mark.parametrize(
    ("before", "below", "after", "said"),
    [
        ("log", "2", "8", "log₂8"),
        ("", "4", " 12", "₄ 12"),
        ("(", "4", ",12", "(₄,12"),
        ("", "4", "H", "4H"),
        ("CO", "2", " 500", "CO2 500"),
    ],
)
def test_below_the_line_before_a_number(before: str, below: str, after: str, said: str) -> None:
    assert before + lower_base(before, below, after) + after == said
