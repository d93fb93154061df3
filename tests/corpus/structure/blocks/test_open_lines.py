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


@pytest.mark.parametrize(
    "line", ["For its colours, see the", "It was painted by an", "Most of it was bought from"]
)
def test_a_short_line_that_ends_in_a_small_word_goes_on_right_below(line: str) -> None:
    below = "Harbour Office in Lund Street.  It is open every day but Sunday, as\n"
    below += "they have said in the letter that came last week, and is shut at\nnight."
    text = f"The lamp\n\n{SAID[:60]}\n{SAID[60:]}\n\n{line}\n{below}\n\n{SAID}\n"
    _, made, paragraphs = parse_plain_text(text)
    assert not any(p.headings for p in paragraphs)
    assert any(made[p.start : p.end].startswith(f"{line} Harbour") for p in paragraphs)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("oil (of any kind that is sold here, such as: whale,", "seed, olive)"),
        ('"1" says that the lamp is lit by', "two_keepers() of the pier"),
        ("wicks (but not those from the old lamp, which", "are kept in a box)"),
    ],
)
def test_a_line_open_at_its_end_goes_on_in_what_hangs_below_it(line: str, below: str) -> None:
    rows = f"Rope is needed as well.\n{line}\n          {below}\nTar is not needed.\n"
    _, made, _ = parse_plain_text(f"{SAID[:60]}\n{SAID[60:]}\n\n{rows}")
    assert f"{line} {below}" in made


@pytest.mark.parametrize("line", ["be tied with rope) to $(pier)/lamp;", "it is bent) by {two};"])
def test_a_bracket_that_is_open_goes_on_in_what_looks_like_code(line: str) -> None:
    item = "* take a rule that moves the needed wicks (each of which must"
    _, made, _ = parse_plain_text(f"Ways to do it:\n    {item}\n      {line}\n    * wait.\n")
    assert f"{item} {line}" in made
