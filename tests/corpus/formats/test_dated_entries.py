import pytest

from corpus.formats.dated_entries import heads_an_entry
from corpus.formats.plain_text import parse_plain_text

BODY = (
    "The lamp of the harbour burns again, the keepers said on Monday. It had been out for a week."
)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("14 October 2023", ["Trimmed the wick.", "15 October 2023", "Slept."]),
        ("Ruth Penn, 14 October 2023", ["- a wick", "Olaf Dahl, 5 January 2022", "- oil"]),
        ("Oct 14, 2023", ["* brass", "* glass", "Sept 30, 2021", "* tin"]),
        ("https://lamps.example/pull/7", ["A new wick", "https://lamps.example/pull/9"]),
    ],
)
def test_a_day_or_an_address_that_others_follow_heads_an_entry(line: str, after: list[str]) -> None:
    assert heads_an_entry(line, after)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("14 October 2023", ["The lamp was lit.", "It burns."]),
        ("14 October 2023", ["15 October 2023", "The lamp was lit."]),
        ("14 October 2023", ["The lamp was lit.", "Vorra, 15 October 2023"]),
        ("14 October 2023", ["The lamp was lit.", "14 October 2023"]),
        ("https://lamps.example/a", ["See also:", "https://oil.example/b"]),
        ("By Ruth Penn", ["The lamp was lit.", "By Olaf Dahl"]),
    ],
)
def test_what_comes_once_is_of_the_whole(line: str, after: list[str]) -> None:
    assert not heads_an_entry(line, after)


@pytest.mark.parametrize(
    "text",
    [
        "Changes of Lampkeeper\n\n1.2  2023-10-14\n - oil\n\n1.1  2022-10-04\n - wick\n",
        "2023-10-14  Ruth Penn  <r@lamps.example>\n\n\t* oil.c: Fill.\n\n"
        "2022-10-04  Olaf Dahl  <o@lamps.example>\n\n\t* wick.c: Trim.\n",
        "Diary of the keeper\n\n14 October 2023\nOil came late.\n\n15 October 2023\nOil came.\n",
        "Changes of Lampkeeper\n\n1.12  2023-10-14\n - oil\n\n1.11  4 Oct 2022\n - wick\n",
        "Lampkeeper news\n\nVersion 1.2 (2023-10-14)\n\n* oil\n",
    ],
)
def test_the_days_of_entries_are_no_article_s(text: str) -> None:
    metadata, _, _ = parse_plain_text(text)
    assert (metadata.published, metadata.author, metadata.source) == (None, None, None)


@pytest.mark.parametrize(
    "head",
    [
        "This lamp was first put up by Ruth Penn on\n14 October 2023.",
        "The plans were copied from\nhttps://lamps.example/plans",
        "The whole story is told at\n\n    https://lamps.example/story",
        "Die Pläne stammen aus\nhttps://lamps.example/plans",
        "Les plans viennent de\nhttps://lamps.example/plans",
        "Ruth Penn <r@lamps.example>\n14 October 2023",
    ],
)
def test_what_ends_a_sentence_states_nothing(head: str) -> None:
    metadata, text, _ = parse_plain_text(f"{head}\n\n{BODY}\n")
    assert (metadata.title, metadata.published, metadata.url) == (None, None, None)
    assert head.split()[0] in text


@pytest.mark.parametrize(
    "title", ["Where the lamp came from", "Who it is lit for", "Lamp lit again", "Lit From Within"]
)
def test_a_headline_may_end_in_a_small_word(title: str) -> None:
    metadata, _, _ = parse_plain_text(f"{title}\n14 October 2023\n\n{BODY}\n")
    assert metadata.title == title
    assert metadata.published is not None
