"""Lines that are written from right to left are read so, whatever is between their words."""

import pytest

from corpus.formats.pdf.lines import make_lines
from corpus.formats.pdf.words import PageWords, Style, Word

STYLE = Style(10.0)


def place(*words: str) -> list[Word]:
    """From right to left, those with a blank before them apart."""
    placed: list[Word] = []
    right = 500.0
    for text in words:
        right -= 3.0 if text.startswith(" ") else 0.9
        left = right - 5.0 * len(text.strip())
        placed.append(Word(text.strip(), left, right, 700.0, STYLE))
        right = left
    return placed


@pytest.mark.parametrize("order", [(0, 1, 3, 4, 2, 5), (0, 1, 2, 3, 4, 5), (1, 0, 2, 3, 4, 5)])
def test_words_signs_and_numbers_stand_as_one_reads_them(order: tuple[int, ...]) -> None:
    words = place("בערב", ".", " המחיר", " 25", " שקלים", ".")
    page = PageWords([words[n] for n in order], 612, 792, has_right_to_left=True)
    assert [line.text for line in make_lines(page, 1)] == ["בערב. המחיר 25 שקלים."]


def test_words_of_other_letters_keep_their_order() -> None:
    page = PageWords(
        place(" والكتاب", " Word", " Microsoft", " مجاني", " دينارا"),
        612,
        792,
        has_right_to_left=True,
    )
    assert [line.text for line in make_lines(page, 1)] == ["والكتاب Microsoft Word مجاني دينارا"]
