import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answers.answer import MISSES, Answer, AnswerOutcome, Quote
from bot.answers.notes import NothingSelected, PhraseAbsent, QuestionRefused
from bot.cli.commands.ask import render_json, render_text
from bot.telegram.messages.answers import (
    render_answer,
    render_miss_shortly,
    render_quote,
    share_sources,
)
from bot.telegram.messages.formatting import MAX_UNITS, Reply
from bot.telegram.messages.sources import SOURCES_ON_A_PAGE, render_sources
from bot.text.copied_citations import cite
from bot.text.misses import NOTHING_FOUND
from corpus import Article, Locator, Passage, Work
from corpus.article import BlockKind
from embeddings import ArticlePage, Choices, TooManyPhrases
from embeddings.index.articles import cut_page, sort_by_title

ASTRAL = "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀 "


def make_article(title: str = "Title", **fields: object) -> Article:
    return Article("a.md", title, "", (), **fields)  # type: ignore[arg-type]


def make_quote(
    text: str, article: Article, speaker: str | None = None, also: tuple[Article, ...] = ()
) -> Quote:
    passage = Passage("id", article.id, 0, len(text), text, ((0, len(text)),), speaker=speaker)
    others = tuple(make_quote(text, other) for other in also)
    return Quote(text, 0, len(text), 0.9, passage, article, (0, len(text)), others)


def make_answer(*quotes: Quote, outcome: AnswerOutcome = AnswerOutcome.ANSWERED) -> Answer:
    return Answer("?", outcome, 0.9, quotes)


def entity_texts(reply: Reply, kind: str) -> list[str]:
    units = reply.text.encode("utf-16-le")
    return [
        units[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le")
        for e in reply.entities
        if e.type == kind
    ]


def test_each_quote_of_a_thread_of_posts_has_the_link_and_the_day_of_its_own_post() -> None:
    article = make_article(url="https://t.me/harbour/10", published=date(2024, 11, 13))
    quotes = [
        replace(quote, passage=replace(quote.passage, id=f"{number}", locator=locator))
        for number, day in ((10, 13), (12, 14))
        for quote in [make_quote(f"Pier {number} is open.", article)]
        for locator in [Locator("post", number, date(2024, 11, day))]
    ]
    reply = render_answer(make_answer(*quotes))
    assert reply.text == (
        "Pier 10 is open.\nTitle · 13 November 2024\n\nPier 12 is open.\nTitle · 14 November 2024"
    )
    links = [entity.url for entity in reply.entities if entity.url]
    assert links == ["https://t.me/harbour/10", "https://t.me/harbour/12"]
    assert cite(quotes[1]).endswith("Title, 14 November 2024, https://t.me/harbour/12")
    shown = render_text(make_answer(*quotes), None)
    assert "Title · 14 November 2024\n  https://t.me/harbour/12" in shown
    (_, second) = json.loads(render_json(make_answer(*quotes), took_ms=1))["quotes"]
    assert second["locator"] == {"kind": "post", "value": 12, "day": "2024-11-14"}


def test_what_is_of_an_unknown_writer_is_not_signed_with_the_authors_name() -> None:
    article = make_article(author="Ann Bell", published=date(2024, 11, 13))
    own, other = make_quote("It is open.", article), make_quote("It is shut.", article, speaker="")
    assert render_answer(make_answer(own, other)).text == (
        "It is open.\nTitle · Ann Bell · 13 November 2024\n\nIt is shut.\nTitle · 13 November 2024"
    )
    assert "Ann" not in cite(other)
    assert "Ann" not in render_text(make_answer(other), None)


def test_quote_stands_alone_in_its_blockquote() -> None:
    article = make_article(source="Paper", published=date(2024, 11, 13))
    reply = render_answer(make_answer(make_quote("Water is wet.", article, speaker="Dr. Moss")))
    assert reply.text == "Water is wet.\nDr. Moss, in\nTitle · Paper · 13 November 2024"
    assert entity_texts(reply, "blockquote") == ["Water is wet."]
    assert entity_texts(reply, "bold") == ["Title"]


@pytest.mark.parametrize(
    ("kind", "lead", "shown"),
    [
        ("table", "Pier | Leaves", True),
        ("code", "Empty the tank with:", True),
        ("answer", "May dogs\n  come along?", True),
        ("prose", "It rained.", False),
        ("list", "Bring:", False),
        ("table", "word " * 60, False),
    ],
)
def test_what_stands_above_a_row_code_or_an_answer_is_shown_above_its_quote(
    kind: BlockKind, lead: str, shown: bool
) -> None:
    text = f"{lead}\n\nYes."
    start = len(lead) + 2
    article = replace(make_article(), text=text)
    quote = make_quote("Yes.", article)
    passage = replace(
        quote.passage, start=start, end=start + 4, context=((0, len(lead)),), kind=kind
    )
    quote = replace(quote, passage=passage, start=start, end=start + 4)
    reply = render_answer(make_answer(quote))
    line = " ".join(lead.split())
    assert reply.text == (f"{line}\n" if shown else "") + "Yes.\nTitle"
    assert entity_texts(reply, "blockquote") == ["Yes."]


def test_answering_sentence_is_bold_inside_its_quote() -> None:
    text = f"{ASTRAL}first. Second one. Third."
    quote = make_quote(text, make_article())
    start = text.index("Second")
    reply = render_answer(make_answer(replace(quote, best=(start, start + len("Second one.")))))
    assert entity_texts(reply, "blockquote") == [text]
    assert entity_texts(reply, "bold") == ["Second one.", "Title"]


def test_title_links_where_there_is_an_address() -> None:
    article = make_article(url="https://example.org/x")
    reply = render_answer(make_answer(make_quote("Water is wet.", article)))
    (link,) = [e for e in reply.entities if e.type == MessageEntity.TEXT_LINK]
    assert link.url == "https://example.org/x#:~:text=Water%20is%20wet."
    assert entity_texts(reply, "text_link") == ["Title"]


@pytest.mark.parametrize(
    ("label", "shown"), [("Article 17", "Article 17"), ("12", "12."), ("第17条", "第17条")]
)
def test_the_number_of_a_unit_stands_behind_the_title_that_says_where(
    label: str, shown: str
) -> None:
    article = make_article("Pond rules", source="Town", place="north/ponds")
    quote = make_quote("No nets.", article)
    quote = replace(quote, passage=replace(quote.passage, label=label))
    line = f"Pond rules (north/ponds) · {shown} · Town"
    assert render_answer(make_answer(quote)).text == f"No nets.\n{line}"
    assert render_text(make_answer(quote), None) == f"│ No nets.\n  {line}"
    assert json.loads(render_json(make_answer(quote), 1.0))["quotes"][0]["label"] == label
    assert cite(quote) == f"“No nets.” – Pond rules (north/ponds), {shown}, Town"


def test_fields_stand_at_the_end_of_a_source() -> None:
    fields = (("grade", "7"), ("Edition", "second"))
    article = make_article(source="Town", published=date(2024, 11, 13), fields=fields)
    quote = make_quote("No nets.", article)
    line = "Title · Town · 13 November 2024 · grade: 7 · Edition: second"
    assert render_answer(make_answer(quote)).text == f"No nets.\n{line}"
    assert render_text(make_answer(quote), None) == f"│ No nets.\n  {line}"
    record = json.loads(render_json(make_answer(quote), 1.0))
    assert record["quotes"][0]["article"]["fields"] == {"grade": "7", "Edition": "second"}
    assert cite(quote).endswith("Town, 13 November 2024, grade: 7 · Edition: second")


@pytest.mark.parametrize(
    "value", ["@somebody", "read https://example.org now", "/forget everything #now", "README.md"]
)
def test_nothing_in_a_field_a_label_or_a_place_can_be_pressed(value: str) -> None:
    article = make_article(fields=(("grade", value), ("edition", value)), place=value)
    quote = make_quote("No nets.", article)
    quote = replace(quote, passage=replace(quote.passage, label=value))
    reply = render_answer(make_answer(quote))
    shown = entity_texts(reply, MessageEntity.CODE)
    live = [word for word in value.split() if re.search(r"[@/#]|\.md", word)]
    for word in live:
        assert reply.text.count(word) == 4
        assert sum(text.count(word) for text in shown) == 4


def test_fields_are_cut_before_they_take_the_room_of_the_quotes() -> None:
    fields = tuple((f"name {n}", "word " * 60) for n in range(5))
    article = make_article(fields=fields)
    quotes = [make_quote("Water is wet. " * 60, article, also=(article,) * 3) for _ in range(3)]
    reply = render_answer(make_answer(*quotes))
    assert len(entity_texts(reply, "expandable_blockquote")) == 2
    assert len(reply.text) <= MAX_UNITS
    assert len(cite(quotes[0])) <= 256


def test_report_behind_an_article_is_named() -> None:
    report = Work("The report", "Other Paper", date(2024, 1, 2))
    article = make_article("Brief", source="Our briefs", based_on=(report,))
    reply = render_answer(make_answer(make_quote("Water is wet.", article)))
    assert reply.text.endswith(
        "Brief · Our briefs\nBased on: The report · Other Paper · 2 January 2024"
    )


def test_every_source_of_a_quote_is_named() -> None:
    also = tuple(make_article(f"Other {number}") for number in range(5))
    reply = render_answer(make_answer(make_quote("Water is wet.", make_article(), also=also)))
    assert reply.text.split("\n")[1:] == ["Title", "Other 0", "Other 1", "Other 2", "… and 2 more"]


def test_what_has_largely_the_same_words_is_told_apart() -> None:
    quote = make_quote("Water is wet.", make_article(), also=(make_article("Same"),))
    nearly = tuple(make_quote("Water’s wet.", make_article(f"Other {n}")) for n in range(4))
    answer = make_answer(replace(quote, nearly=nearly))
    assert render_answer(answer).text.split("\n")[1:] == [
        "Title",
        "Same",
        "Largely the same in: Other 0",
        "Largely the same in: Other 1",
        "… and 2 more",
    ]
    assert render_text(answer, None).split("\n")[1:] == [
        *("  Title", "  Same"),
        *(line for n in range(4) for line in ("  largely the same in:", f"  Other {n}")),
    ]
    (record,) = json.loads(render_json(answer, 1))["quotes"]
    assert [one["quote"] for one in record["nearly"]] == ["Water’s wet."] * 4


def test_quotes_of_one_article_with_other_copies_name_them_below_each() -> None:
    first, second = make_quote("Water is wet.", HARBOUR), make_quote("It is blue.", HARBOUR)
    near = replace(first, nearly=(make_quote("Water’s wet.", LAKE),))
    lines = render_answer(make_answer(near, second)).text.split("\n")
    assert lines.index("Largely the same in: Lake · Town") == 1
    both = replace(second, nearly=(make_quote("It’s blue.", LAKE),))
    lines = render_answer(make_answer(near, both)).text.split("\n")
    assert lines[-1] == "Largely the same in: Lake · Town"
    assert sum(line.startswith("Largely") for line in lines) == 1


def make_numbered(number: int, article: Article, asked: str | None = None) -> Quote:
    """A quote of an article with a passage of its own."""
    quote = make_quote(f"Sentence {number}.", article)
    passage = replace(quote.passage, id=f"passage{number}")
    return replace(quote, passage=passage, asked=asked)


HARBOUR, RIVER, LAKE = (
    replace(make_article(title, source="Town"), id=f"{title}.md")
    for title in ("Harbour", "River", "Lake")
)


@pytest.mark.parametrize(
    ("articles", "lines"),
    [
        ([HARBOUR] * 2, "0 1 Harbour"),
        ([HARBOUR] * 3, "0 1 2 Harbour"),
        ([HARBOUR, RIVER, HARBOUR], "0 2 Harbour - 1 River"),
        ([RIVER, HARBOUR, HARBOUR], "0 River - 1 2 Harbour"),
        ([LAKE, HARBOUR, RIVER, HARBOUR, LAKE], "0 4 Lake - 1 3 Harbour - 2 River"),
        ([HARBOUR], "0 Harbour"),
    ],
)
def test_quotes_of_one_article_share_one_source(articles: list[Article], lines: str) -> None:
    quotes = [make_numbered(number, article) for number, article in enumerate(articles)]
    reply = render_answer(replace(make_answer(*quotes), max_shown=5))
    shown = {str(number): f"Sentence {number}." for number in range(5)}
    expected = [shown.get(word, f"{word} · Town") for word in lines.split()]
    assert reply.text.split("\n") == ["" if line == "- · Town" else line for line in expected]
    assert entity_texts(reply, "blockquote") == ["Sentence 0."]
    others = entity_texts(reply, "expandable_blockquote")
    assert sorted(others) == [quote.text for quote in quotes[1:]]


def test_answers_to_several_questions_stay_in_their_order() -> None:
    asked = [(HARBOUR, "Who?"), (HARBOUR, "When?"), (RIVER, "Why?"), (HARBOUR, "How?")]
    quotes = [make_numbered(n, article, words) for n, (article, words) in enumerate(asked)]
    assert [len(group) for group in share_sources(quotes)] == [2, 1, 1]
    lines = render_answer(make_answer(*quotes)).text.split("\n")
    assert lines[:5] == ["Who?", "Sentence 0.", "When?", "Sentence 1.", "Harbour · Town"]
    assert [line for line in lines if line.endswith("?")] == ["Who?", "When?", "Why?", "How?"]


def test_a_question_stands_once_above_its_quotes() -> None:
    quotes = [make_numbered(n, HARBOUR, "Who?") for n in range(2)]
    (group,) = share_sources(quotes)
    assert group == quotes
    answer = make_answer(*quotes, make_numbered(2, RIVER, "When?"))
    assert render_answer(answer).text.startswith("Who?\nSentence 0.\nSentence 1.\nHarbour")


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (
            [("", "Article 3"), ("", "Article 9")],
            "Sentence 0.\nArticle 3\nSentence 1.\nArticle 9\nHarbour · Town",
        ),
        ([("", "5"), ("", "5")], "Sentence 0.\nSentence 1.\nHarbour · 5. · Town"),
        (
            [("Ada Pell", ""), ("Mary Flint", "")],
            "Sentence 0.\nAda Pell\nSentence 1.\nMary Flint\nHarbour · Town",
        ),
        (
            [("Ada Pell", ""), ("Ada Pell", "")],
            "Sentence 0.\nSentence 1.\nAda Pell, in\nHarbour · Town",
        ),
        ([("Ada Pell", "7"), ("", "")], "Sentence 0.\nAda Pell · 7.\nSentence 1.\nHarbour · Town"),
    ],
)
def test_what_is_of_one_quote_alone_stands_below_it(
    units: list[tuple[str, str]], expected: str
) -> None:
    quotes = []
    for number, (speaker, label) in enumerate(units):
        quote = make_numbered(number, HARBOUR)
        passage = replace(quote.passage, speaker=speaker or None, label=label or None)
        quotes.append(replace(quote, passage=passage))
    assert render_answer(make_answer(*quotes)).text == expected


def test_further_articles_stand_below_what_they_have() -> None:
    first, second = (make_numbered(number, HARBOUR) for number in range(2))
    both = [replace(quote, also=(make_numbered(5, RIVER),)) for quote in (first, second)]
    sources = "Harbour · Town\nRiver · Town"
    assert render_answer(make_answer(*both)).text == f"Sentence 0.\nSentence 1.\n{sources}"
    one = render_answer(make_answer(both[0], second)).text
    assert one == "Sentence 0.\nAlso in: River · Town\nSentence 1.\nHarbour · Town"


def find_links(reply: Reply) -> list[str | None]:
    return [entity.url for entity in reply.entities if entity.type == MessageEntity.TEXT_LINK]


def test_a_title_without_an_address_opens_its_passage_in_private() -> None:
    quotes = [make_numbered(0, HARBOUR), make_numbered(1, HARBOUR), make_numbered(2, RIVER)]
    answer = make_answer(replace(quotes[0], also=(make_numbered(7, LAKE),)), *quotes[1:])
    started = "https://t.me/quote_bot?start=r_passage"
    links = [f"{started}{number}" for number in (7, 0, 2)]
    assert find_links(render_answer(answer, username="quote_bot")) == links
    assert find_links(render_quote(quotes[1], "quote_bot")) == [f"{started}1"]
    assert find_links(render_answer(answer)) == find_links(render_quote(quotes[1])) == []
    unusable = make_numbered(3, replace(HARBOUR, url="http://localhost/x"))
    assert find_links(render_quote(unusable, "quote_bot")) == [f"{started}3"]


def test_an_address_is_linked_once_for_all_its_quotes() -> None:
    article = replace(HARBOUR, url="https://example.org/x")
    reply = render_answer(
        make_answer(make_numbered(0, article), make_numbered(1, article)), username="quote_bot"
    )
    (link,) = find_links(reply)
    assert link == "https://example.org/x#:~:text=Sentence%200.&text=Sentence%201."


@pytest.mark.parametrize("articles", [[HARBOUR] * 5, [HARBOUR] * 4 + [RIVER], [HARBOUR, RIVER] * 2])
def test_long_quotes_of_one_article_leave_room_for_others(articles: list[Article]) -> None:
    quotes = [make_quote("@wordy 😀 " * 900, article) for article in articles]
    reply = render_answer(replace(make_answer(*quotes), max_shown=5), username="quote_bot")
    assert len(reply.text.encode("utf-16-le")) // 2 <= MAX_UNITS
    assert len(reply.entities) <= 100
    for article in articles:
        assert reply.text.count(f"{article.title} · Town") == 1
    shown = entity_texts(reply, "expandable_blockquote")
    assert len(shown) == len(articles) - 1


def test_offsets_count_utf16_units() -> None:
    quotes = [make_quote(f"{ASTRAL}{n}.", make_article(ASTRAL.strip())) for n in range(3)]
    reply = render_answer(make_answer(*quotes))
    assert entity_texts(reply, "blockquote") == [f"{ASTRAL}0."]
    assert entity_texts(reply, "expandable_blockquote") == [f"{ASTRAL}{n}." for n in (1, 2)]


def test_long_quote_is_cut_at_a_word() -> None:
    reply = render_answer(make_answer(make_quote("wordy " * 2000, make_article())))
    (quoted,) = entity_texts(reply, "blockquote")
    assert quoted.endswith("wordy…")
    assert ("wordy " * 2000).startswith(quoted.removesuffix("…"))


@pytest.mark.parametrize("outcome", MISSES)
def test_unanswered_shows_no_quote(outcome: AnswerOutcome) -> None:
    reply = render_answer(make_answer(make_quote("Bees.", make_article()), outcome=outcome))
    assert "Bees" not in reply.text
    asked = outcome is not AnswerOutcome.NOTHING_ASKED
    assert reply.text.startswith(NOTHING_FOUND if asked else "There is no question in this.")


def make_page(articles: Sequence[Article], number: int = 0) -> ArticlePage:
    return cut_page(sort_by_title(a.head for a in articles), number, SOURCES_ON_A_PAGE)


def test_what_was_not_understood_shows_its_note_alone() -> None:
    answer = make_answer(outcome=AnswerOutcome.NOT_UNDERSTOOD)
    reply = render_answer(replace(answer, notes=(QuestionRefused(TooManyPhrases(10)),)))
    assert reply.text == "Please put at most 10 phrases in quotation marks."
    assert entity_texts(reply, "italic") == [reply.text]


def test_sources_are_sorted_and_counted() -> None:
    articles = [make_article("b", source="Paper"), make_article("A", published=date(2024, 5, 1))]
    reply = render_sources(make_page(articles))
    assert reply.text == "I know 2 articles:\n• A · 1 May 2024\n• b · Paper"


def test_sources_are_paged_and_always_fit() -> None:
    long = "😀" * 300
    articles = [
        make_article(f"{n:04} {long}", author=long, source=long, published=date(2024, 12, 30))
        for n in range(20)
    ]
    shown = []
    for page in range(3):
        reply = render_sources(make_page(articles, page))
        assert len(reply.text.encode("utf-16-le")) // 2 <= MAX_UNITS
        assert reply.text.startswith(f"I know 20 articles (page {page + 1} of 3):")
        shown += [line[2:6] for line in reply.text.split("\n")[1:]]
    assert shown == [f"{n:04}" for n in range(20)]
    assert render_sources(make_page([])).text == "I know 0 articles:"


# Small to draw and to shrink; made as long as they get inside the tests.
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(
    lambda text: any(character.isalnum() for character in text)
)
long_texts = st.tuples(words, st.integers(1, 700))
counts = st.integers(0, 5)
specs = st.tuples(long_texts, long_texts, counts, counts, st.booleans(), st.booleans())


def build_quote(
    text: tuple[str, int],
    line: tuple[str, int],
    also: int,
    reports: int,
    has_url: bool,
    has_speaker: bool,
) -> Quote:
    long_line = " ".join((line[0] * line[1]).split())
    article = make_article(
        long_line,
        source=long_line,
        url="https://example.org" if has_url else None,
        based_on=(Work(long_line, long_line, date(2024, 1, 2)),) * reports,
    )
    speaker = long_line if has_speaker else None
    quoted = (text[0] * text[1]).strip()
    quote = make_quote(quoted, article, speaker, (article,) * also)
    return replace(quote, best=(0, max(1, len(quoted) // 2)), nearly=quote.also[: reports % 4])


@settings(deadline=None)
@given(st.lists(specs, min_size=1, max_size=3))
def test_reply_is_always_within_the_limits(drawn: list[tuple[Any, ...]]) -> None:
    reply = render_answer(make_answer(*(build_quote(*spec) for spec in drawn)))
    units = len(reply.text.encode("utf-16-le")) // 2
    assert 0 < units <= MAX_UNITS
    assert len(entity_texts(reply, "blockquote")) == 1
    assert len(entity_texts(reply, "expandable_blockquote")) <= 2
    assert len(reply.entities) <= 100
    end = 0
    for entity in reply.entities:
        if entity.type == MessageEntity.BOLD and entity.offset < end:
            assert entity.offset + entity.length <= end, "a bold sentence leaves its quote"
            continue
        assert entity.offset >= end, "entities overlap or are out of order"
        assert entity.length > 0
        end = entity.offset + entity.length
    assert end <= units


@settings(deadline=None)
@given(st.lists(specs, max_size=60))
def test_sources_are_always_within_the_limits(drawn: list[tuple[Any, ...]]) -> None:
    reply = render_sources(make_page([build_quote(*spec).article for spec in drawn]))
    assert len(reply.text.encode("utf-16-le")) // 2 <= MAX_UNITS


@pytest.mark.parametrize(
    ("headings", "label", "shown"),
    [
        (("3.4.0 - 11 March 2024", "Removed"), "3.4.0", "Title › 3.4.0 › Removed"),
        (("Version 4.3 (19 Jan 2020)", "Fixes"), None, "Title › Version 4.3 (19 Jan 2020) › Fixes"),
        (("May 2021", "Fleet", "Sold"), None, "Title › May 2021 › Sold"),
        (("1.2 Valves", "Not allowed"), None, "Title › Not allowed"),
        (("Rules", "Article 17. Nets"), "Article 17", "Title › Article 17. Nets"),
        (("Exceptions",), "12", "Title › Exceptions · 12."),
        (("Does not work", "TITLE"), None, "Title › Does not work"),
        (("Title",), None, "Title"),
        (("word " * 40,), None, "Title › " + ("word " * 12).strip() + "…"),
    ],
)
def test_the_innermost_heading_stands_behind_the_title(
    headings: tuple[str, ...], label: str | None, shown: str
) -> None:
    quote = make_quote("No nets.", make_article())
    quote = replace(quote, passage=replace(quote.passage, headings=headings, label=label))
    assert render_answer(make_answer(quote)).text == f"No nets.\n{shown}"
    assert render_text(make_answer(quote), None) == f"│ No nets.\n  {shown}"
    record = json.loads(render_json(make_answer(quote), 1.0))
    assert record["quotes"][0]["headings"] == list(headings)
    assert cite(quote) == f"“No nets.” – {shown.replace(' · ', ', ')}"


def test_quotes_below_different_headings_have_each_its_own() -> None:
    one = make_quote("Windows 7.", make_article())
    one = replace(one, passage=replace(one.passage, headings=("Added",)))
    other = replace(one, text="Windows 9.", passage=replace(one.passage, headings=("Removed",)))
    reply = render_answer(make_answer(one, other))
    assert reply.text == "Windows 7.\nAdded\nWindows 9.\nRemoved\nTitle"


def test_a_quote_names_its_page_and_links_to_it() -> None:
    article = make_article("Tides", url="https://nab.example/a.pdf", author="Ada Pell")
    quote = make_quote("Wet.", article)
    quote = replace(quote, passage=replace(quote.passage, locator=Locator("page", 7)))
    reply = render_quote(quote)
    assert reply.text == "Wet.\nTides · p. 7 · Ada Pell"
    assert [entity.url for entity in reply.entities if entity.url] == [f"{article.url}#page=7"]
    assert f"{article.url}#page=7" in cite(quote)
    answer = Answer("?", AnswerOutcome.ANSWERED, 1, (quote,))
    assert f"{article.url}#page=7" in render_text(answer, None)
    (told,) = json.loads(render_json(answer, 1))["quotes"]
    assert told["locator"] == {"kind": "page", "value": 7}


def test_a_group_is_told_that_the_filters_leave_no_article() -> None:
    miss = make_answer(outcome=AnswerOutcome.NOT_FOUND)
    assert render_miss_shortly(miss).text == NOTHING_FOUND
    absent = replace(miss, notes=(PhraseAbsent("old pier"),), unknown_words=("xyzzy",))
    told = "“old pier” stands in no article word for word."
    assert render_miss_shortly(absent).text == f"{told}\n\n{NOTHING_FOUND}"
    publishers = replace(miss, notes=(NothingSelected(Choices(publishers=("Coast Paper",))),))
    assert "Coast Paper" in render_miss_shortly(publishers).text
