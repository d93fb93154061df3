"""Where the characters of a text go when it is cleaned."""

from hypothesis import example, given
from hypothesis import strategies as st

from bot.text.cleaning import CleanedText, clean_text

_ODD = "\x00\t\n\r\u2028\u200c\u200e\u200f\u030a\u0301\u0333A\u00c5\u00e9 \ud800\U0001f600\u0627"


@given(st.text(st.one_of(st.sampled_from(_ODD), st.characters()), max_size=40))
@example("\u200e\u200f\u200e")
@example("A\ud800\t\U0001f600")
def test_characters_are_found_whether_or_not_others_are_left_out(text: str) -> None:
    cleaned = CleanedText(text)
    # What is left out at the end has each character followed by itself.
    followed = CleanedText(text + "\r")
    assert cleaned.text == followed.text == clean_text(text)
    spans = [(start, end) for start in range(len(text)) for end in range(start, len(text) + 1)]
    for span in spans:
        assert cleaned.find(*span) == followed.find(*span)


def test_what_is_left_out_moves_what_follows() -> None:
    cleaned = CleanedText("a\rbc")
    assert cleaned.text == "abc"
    assert cleaned.find(2, 4) == (1, 3)


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_what_telegram_leaves_as_it_is_needs_no_more_looks(text: str) -> None:
    assert clean_text(text) == clean_text(text + "\u2028")
