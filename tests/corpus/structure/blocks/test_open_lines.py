import pytest

from corpus.formats.plain_text import parse_plain_text

SAID = "The lamp was lit again on Monday, and it had been dark for a whole week before."


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("The homepage of this lamp is at", "           https://lamp.example/home/"),
        ("The primary site for its oil is", "           ftp://oil.example/pub/"),
        ("Bugs are collected by", "    <bugs@lamp.example>"),
        ("The list of wicks", "https://lamp.example/wicks"),
    ],
)
def test_a_line_that_the_next_one_completes_heads_nothing(line: str, below: str) -> None:
    text = f"The lamp\n\n{SAID} {SAID}\n\n{line}\n\n{below}\n\n{SAID}\n\n{SAID}\n"
    _, made, paragraphs = parse_plain_text(text)
    assert not any(p.headings for p in paragraphs)
    assert line in [made[p.start : p.end] for p in paragraphs]
