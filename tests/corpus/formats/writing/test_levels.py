"""Levels within levels are written in time that grows with them."""

from corpus.formats.writing.levels import LevelledText


def test_levels_within_levels_end_with_the_text() -> None:
    text = LevelledText()
    text.add("2")
    for _ in range(5000):
        text.open_level("above")
        text.add("3")
    for _ in range(4000):
        text.close_level()
    assert text.take().startswith("2^(3^(3")
    assert (text.take(), bool(text)) == ("", False)
    text.close_level()
    text.add("3")
    assert text.take() == "3"
