"""What became of quoted words, in articles of any length."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.answers.quote_status import QuoteStatus, check_quote
from bot.answers.verification import find_places_of, make_finder
from corpus import Article, Corpus, Paragraph
from embeddings import BuildFolder, PassageIndex, build_index, find_holders, load_index
from tests.support.counting import count_calls
from tests.support.fake_encoder import FakeEncoder

LINES = [f"On day {n} the keeper counted {n * 3} boats and {n * 5} gulls." for n in range(1500)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    spans, start = [], 0
    for line in LINES:
        spans.append(Paragraph(start, start + len(line)))
        start += len(line) + 2
    article = Article("log.md", "Log", "\n\n".join(LINES), tuple(spans))
    folder = BuildFolder(tmp_path_factory.mktemp("index"))
    encoder = FakeEncoder(dimension=64)
    build_index(Corpus((article,), (), (), "c"), Path("none"), encoder, folder)
    return load_index(folder, encoder)


def look_again(index: PassageIndex, quoted: str) -> tuple[QuoteStatus, str]:
    article, passages = index.find_article("log.md"), index.list_passages("log.md")
    find_places = find_places_of(partial(find_holders, index), "log.md")
    checked = check_quote(quoted, article, passages, find_places, str)
    return checked.status, checked.passage.text if checked.passage else ""


def test_words_are_found_wherever_they_stand_now(index: PassageIndex) -> None:
    for number in (0, 700, 900, 1499):
        assert look_again(index, LINES[number])[0] is QuoteStatus.UNCHANGED
    # As many as a message holds, across passages, cut by us in the middle of a word.
    many = " ".join(LINES[600:660])
    assert look_again(index, f"{many[:2000]}…")[0] is QuoteStatus.UNCHANGED
    assert (
        look_again(index, many[:2000].replace("counted", "saw") + "…")[0]
        is not QuoteStatus.UNCHANGED
    )


def test_edited_words_are_found_by_those_that_stayed(index: PassageIndex) -> None:
    status, passage = look_again(index, LINES[1200].replace("gulls", "grey gulls"))
    assert (status, passage) == (QuoteStatus.EDITED, LINES[1200])
    assert look_again(index, "Nothing of the kind was ever written here.")[0] is QuoteStatus.GONE
    assert look_again(index, "")[0] is QuoteStatus.GONE


def test_an_article_that_is_gone_or_empty(index: PassageIndex) -> None:
    article, passages = index.find_article("log.md"), index.list_passages("log.md")
    for held, of_it in ((None, passages), (article, [])):
        checked = check_quote(LINES[0], held, of_it, lambda words, most: [], str)
        assert checked.status is QuoteStatus.GONE


def test_words_of_a_file_with_another_name_now_are_found(index: PassageIndex) -> None:
    find_places = make_finder(partial(find_holders, index), None)
    for quoted, status in (
        (LINES[700], QuoteStatus.UNCHANGED),
        (LINES[700].replace("gulls", "grey gulls"), QuoteStatus.GONE),
    ):
        assert check_quote(quoted, None, [], find_places, str).status is status
    elsewhere = make_finder(partial(find_holders, index), frozenset({"other"}))
    assert check_quote(LINES[700], None, [], elsewhere, str).status is QuoteStatus.GONE


@pytest.mark.parametrize("quoted", ["gone words " * 300, "the " * 1000, LINES[3] + " and a slip"])
def test_what_it_costs_is_of_the_quote_and_not_of_the_article(
    index: PassageIndex, quoted: str
) -> None:
    article, passages = index.find_article("log.md"), index.list_passages("log.md")
    assert article
    find_places = find_places_of(partial(find_holders, index), "log.md")
    longer = replace(article, text=article.text + " So it goes." * 200_000)

    def check(held: Article) -> int:
        return count_calls(lambda: check_quote(quoted, held, passages, find_places, str))

    check(article)  # an index reads a word once
    # Two megabytes more are some more steps of one search.
    assert check(longer) < check(article) + 100
