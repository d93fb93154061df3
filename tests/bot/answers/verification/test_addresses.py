"""Addresses beside what is verified: those of the articles, and those of who shares it."""

import pytest

from bot.answers.verification import Verdict, VerifiedPart, verify_text
from bot.answers.verification.places import Place
from corpus import Article

GIFTS = "Gifts are taken at https://mill.example/give. It is yours."
TEXT = f"""{GIFTS}

Papers of members go to https://www.mill.example/papers

The fee is 12 euros (see <https://mill.example/Fee>).

Ask www.mill.example about hours on all Sundays. It opens in May

https://mill.example/hours

磨坊的地址是 https://mill.example/zh。五月开门。

The wheat fee is due in May, see https://mill.example/one

The rye fee is due in May, see https://mill.example/two

It grinds rye for the bakers https://mill.example/rye

The crane of the quay lifts ten tonnes https://t.co/AbC12

Read on at https://mill.example/more

The table of lamps stands at https://mill.example/Lamp_(pier), as all know.
"""


def read(message: str, *others: str) -> list[VerifiedPart]:
    articles = [
        Article(f"{n}.md", "A", text, (), url="https://mill.example/")
        for n, text in enumerate((TEXT, *others))
    ]
    places = [Place(article, 0, len(article.text)) for article in articles]
    return list(verify_text(message, lambda words, most: places).parts)


@pytest.mark.parametrize(
    ("message", "held", "written"),
    [
        (
            "Gifts are taken at https://evil.example/give.",
            "https://mill.example/give",
            "https://evil.example",
        ),
        (
            "Gifts are taken at <https://evil.example/give>",
            "https://mill.example/give",
            "https://evil",
        ),
        (
            "> Gifts are taken at\n> https://evil.example/give.",
            "https://mill.example/give",
            "https://evil",
        ),
        (
            "**Gifts are taken at** https://mill.example/gift",
            "https://mill.example/give",
            "https://mill",
        ),
        (
            "Papers of members go to www.evil.example/papers",
            "https://www.mill.example/papers",
            "www.evil",
        ),
        (
            "Papers of members go to https://mill.example/Papers",
            "https://www.mill.example/papers",
            "https",
        ),
        ("The fee is 12 euros (see https://evil.example)", "https://mill.example/Fee", "https"),
        ("www.evil.example about hours on all Sundays.", "www.mill.example", "www.evil.example"),
        ("磨坊的地址是 https://evil.example/zh", "https://mill.example/zh", "https://evil"),
    ],
)
def test_another_address_than_the_articles_is_told(message: str, held: str, written: str) -> None:
    (part,) = read(message)
    assert part.verdict is Verdict.DIFFERS
    (one,) = part.occurrences
    (difference,) = one.differences
    assert TEXT[difference.start : difference.end] == held
    assert difference.written.startswith(written)
    assert held in one.text
    assert difference.written in part.text


@pytest.mark.parametrize(
    "message",
    [
        "Gifts are taken at https://mill.example/give",
        "Gifts are taken at http://www.MILL.example/give/.",
        "Papers of members go to https://mill.example/papers",
        "The fee is 12 euros (see https://mill.example/Fee).",
        "www.mill.example about hours on all Sundays.",
        "It is yours. https://t.example/abc",
        "It is yours https://t.example/abc",
        "https://t.example/abc It is yours.",
        "It opens in May https://t.example/abc",
        "It opens in May\n\nhttps://t.example/abc",
        "It grinds rye for the bakers\nhttps://t.example/abc",
        "“It grinds rye for the bakers” https://t.example/abc",
        "It grinds rye for the bakers https://mill.example",
        "Gifts are taken at [https://mill.example/give](https://mill.example/give).",
        "Gifts are taken at https://mill.example/give?utm_source=a&utm_medium=b",
        "磨坊的地址是 https://mill.example/zh。",
        "Gifts are taken at\nhttps://t.example/abc",
        "The crane of the quay lifts ten tonnes https://t.example/abc",
        "Read on at https://t.example/abc",
        "Gifts are taken at",
    ],
)
def test_the_articles_address_and_one_that_was_put_beside_its_words_are_no_difference(
    message: str,
) -> None:
    assert [part.verdict for part in read(message)] == [Verdict.VERBATIM]


def test_of_several_articles_that_is_found_which_has_the_address() -> None:
    (part,) = read(
        "Gifts are taken at https://b.example/", "Gifts are taken at https://b.example now."
    )
    assert part.verdict is Verdict.VERBATIM
    assert [one.article.id for one in part.occurrences] == ["1.md"]
    (part,) = read("Gifts are taken at https://b.example/", "Gifts are taken at noon.")
    assert part.verdict is Verdict.VERBATIM


def test_each_part_is_compared_with_its_own_address() -> None:
    parts = read(
        "Gifts are taken at https://mill.example/give\nPapers of members go to https://evil.example/papers"
    )
    assert [part.verdict for part in parts] == [Verdict.VERBATIM, Verdict.DIFFERS]
    assert [part.verdict for part in read(f"{GIFTS} It opens in May")] == [Verdict.VERBATIM] * 3
    wheat, rye = "The wheat fee is due in May, see ", "The rye fee is due in May, see "
    one, two = "https://mill.example/one", "https://mill.example/two"
    for first, second in ((one, two), (two, one), (one, one)):
        parts = read(f"{wheat}{first}\n\n{rye}{second}")
        assert [part.verdict is Verdict.VERBATIM for part in parts] == [first == one, second == two]
    parts = read(
        "Gifts are taken at https://evil.example\n\nGifts are taken at https://mill.example/give"
    )
    assert [part.verdict for part in parts] == [Verdict.DIFFERS, Verdict.VERBATIM]


def test_brackets_and_low_lines_of_an_address_are_its_own() -> None:
    (part,) = read("The table of lamps stands at https://mill.example/Lamp_(pier)")
    assert part.occurrences[0].text.endswith("https://mill.example/Lamp_(pier)")
    (part,) = read("The fee is 12 euros (see https://mill.example/Fee).")
    assert part.occurrences[0].text.endswith("(see <https://mill.example/Fee>)")


@pytest.mark.parametrize("address", ["t.me/quay/12", "t.me/s/quay", "telegram.me/quay"])
def test_the_article_s_own_channel_is_where_its_words_are_from(address: str) -> None:
    said = "The crane lifts ten tonnes https://photos.example/1"
    article = Article("a.md", "A", said, (), url="https://t.me/quay")
    place = Place(article, 0, len(said))
    message = f"The crane lifts ten tonnes https://{address}"
    (part,) = verify_text(message, lambda words, most: [place]).parts
    assert part.verdict is Verdict.VERBATIM


def test_words_that_stand_with_several_addresses_are_found_with_each() -> None:
    lines = [f"The full list of changes is at https://rel.example/{n}\n\n" for n in range(3)]
    for number in range(3):
        message = f"The full list of changes is at https://rel.example/{number}"
        article = Article("a.md", "A", "".join(lines), ())
        places = [Place(article, 0, len(article.text))]
        (part,) = verify_text(message, lambda words, most: places).parts  # noqa: B023
        assert part.verdict is Verdict.VERBATIM
        assert part.occurrences[0].text == message
    (part,) = verify_text(
        "The full list of changes is at https://evil.example/1", lambda words, most: places
    ).parts
    assert part.verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    "written",
    ["https://w.example/B%C3%BCcher", "https://w.example/B%c3%bccher", "https://w.example/Bücher"],
)
@pytest.mark.parametrize("held", ["https://w.example/B%C3%BCcher", "https://w.example/Bücher"])
def test_letters_of_an_address_may_be_written_as_signs(held: str, written: str) -> None:
    said = f"The list of books is at {held} for all."
    place = Place(Article("a.md", "A", said, ()), 0, len(said))
    (part,) = verify_text(f"The list of books is at {written}", lambda words, most: [place]).parts
    assert part.verdict is Verdict.VERBATIM


def verify_in(said: str, message: str) -> list[Verdict]:
    place = Place(Article("a.md", "A", said, ()), 0, len(said))
    return [part.verdict for part in verify_text(message, lambda words, most: [place]).parts]


def test_one_sentence_may_have_the_same_words_before_two_addresses() -> None:
    said = (
        "For boats take the tool with all its parts from https://x.example/1 and for cranes take "
        "the tool with all its parts from https://x.example/2"
    )
    assert verify_in(said, said) == [Verdict.VERBATIM]
    assert verify_in(said, said.replace("/2", "/3")) == [Verdict.DIFFERS]


def test_places_that_are_written_otherwise_have_the_same_words() -> None:
    said = (
        "LET'S READ THE NOTES OF IT: https://x.example/1\n\n"
        "Let’s read the  notes of it: https://x.example/2"
    )
    for number, verdict in ((1, Verdict.VERBATIM), (2, Verdict.VERBATIM), (3, Verdict.DIFFERS)):
        message = f"Let's read the notes of it: https://x.example/{number}"
        assert verify_in(said, message) == [verdict]


def test_of_more_places_than_are_looked_at_nothing_is_told() -> None:
    said = "\n\n".join(f"The changes of it are at https://x.example/{n}" for n in range(300))
    assert verify_in(said, "The changes of it are at https://x.example/250") == [Verdict.VERBATIM]


@pytest.mark.parametrize("written", ["https://x.exam...", "https://x.example/…"])
def test_an_address_of_which_only_the_beginning_is_written_is_none(written: str) -> None:
    said = "The changes of it are at https://x.example/long/path"
    assert verify_in(said, f"The changes of it are at {written}") == [Verdict.VERBATIM]
