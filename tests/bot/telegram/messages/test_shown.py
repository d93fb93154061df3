"""What is shown is what stands there: no name, heading or quote fakes, hides or turns a line."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.notes import FiltersApplied, PhraseAbsent, ReadAs, UnderstoodAfter
from bot.answers.verification import NamedSource, Occurrence, Verdict, Verification, VerifiedPart
from bot.articles.drafts import Draft
from bot.cli.commands import ask as ask_command
from bot.cli.output import make_plain
from bot.telegram.messages.answers import render_answer, render_quote
from bot.telegram.messages.changes import render_changes
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import (
    Neighbours,
    make_answer_keyboard,
    make_miss_keyboard,
)
from bot.telegram.messages.offers import render_offer
from bot.telegram.messages.passages import render_passage
from bot.telegram.messages.removal import render_list, render_question
from bot.telegram.messages.settings import name_folder
from bot.telegram.messages.sources import SOURCES_ON_A_PAGE, render_sources
from bot.telegram.messages.verification import render_verification
from bot.text.citations import source_line, source_title
from bot.text.cleaning import clean_text, close_isolates, is_visible
from bot.text.copied_citations import cite
from bot.text.misses import find_nearest
from bot.text.translation import speaking
from corpus import Article, Passage, Work, is_seen
from embeddings import Changes, Filters
from embeddings.index.articles import cut_page
from tests.support.accepting import accept
from tests.support.nasty import NASTY
from tests.telegram_server.markup import check_inline_keyboard
from tests.telegram_server.text import is_turned, utf16_slice

nasty = st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map("".join)
languages = st.sampled_from(["en", "ar"])


def make_quote(name: str, text: str) -> Quote:
    """One whose article, headings, speaker and label are called `name`."""
    article = Article(
        f"{name.replace('/', '')}/a.md",
        name,
        text,
        (),
        source=f"{name} P",
        author=f"{name} A",
        published=date(2024, 5, 1),
        based_on=(Work(name, name, date(2024, 1, 2)),),
        fields=(("grade", name),),
        place=name,
    )
    spans = ((0, len(text)),)
    headings = (f"{name} H",)
    passage = Passage("0123456789abcdef", article.id, 0, len(text), text, spans, headings, name)
    passage = replace(passage, label=f"{name} 7")
    return Quote(text, 0, len(text), 0.9, passage, article, (0, len(text)), ())


def render_all(name: str, text: str) -> dict[str, Reply]:
    """Every message in which names of articles, and words of somebody else, are shown."""
    quote = make_quote(name, text)
    filters = FiltersApplied(Filters(titles=(name,), publishers=(name,), authors=(name,)))
    notes = UnderstoodAfter(name), filters, PhraseAbsent(name), ReadAs(name, name)
    answer = Answer(name, AnswerOutcome.ANSWERED, 0.9, (quote,), notes=notes)
    page = cut_page([quote.article.head] * 2, 0, SOURCES_ON_A_PAGE)
    found = Occurrence(quote.article, 0, len(text), passage=quote.passage)
    source = NamedSource(name, is_right=False)
    part = VerifiedPart(name, Verdict.VERBATIM, (found,), source=source)
    draft = Draft("a.md", b"", quote.article, (name,))
    return {
        "answer": render_answer(answer, username="footnote_bot"),
        "quote": render_quote(quote),
        "passage": render_passage(quote.passage, quote.article, 1, 2),
        "sources": render_sources(page),
        "question": render_question(quote.article.head, 0),
        "offer": render_offer(draft, name, "0123456789ab"),
        "changes": render_changes(Changes(True, (name,), (name,), (name,))),
        "verified": render_verification(Verification((part,))),
    }


@settings(max_examples=40, deadline=None)
@given(nasty, languages)
def test_names_make_no_line_and_turn_none(drawn: str, language: str) -> None:
    text = "The wall of the harbour is of granite."
    with speaking(language):
        plain = render_all("Nab", text)
        shown = render_all(f"Nab {drawn}", text)
    for place, reply in shown.items():
        accept(reply)
        lines = reply.text.splitlines()
        assert len(lines) <= len(plain[place].text.splitlines()), place
        assert all(map(is_visible, filter(None, lines)))
        quoted = [e for e in reply.entities if e.type.endswith("blockquote")]
        assert all(utf16_slice(reply.text, e.offset, e.length) == text for e in quoted)


@settings(max_examples=60, deadline=None)
@given(nasty, nasty)
def test_quotes_are_exact_whatever_is_in_them(before: str, drawn: str) -> None:
    text = f"{before}The wall{drawn} is of granite."[:900]
    reply = render_quote(make_quote("Nab", text))
    accept(reply)
    (quoted,) = (e for e in reply.entities if e.type == "blockquote")
    shown = utf16_slice(reply.text, quoted.offset, quoted.length)
    assert shown == close_isolates(clean_text(text)).strip(" \n")


@settings(max_examples=60, deadline=None)
@given(nasty)
def test_labels_and_citations_are_one_line_each_that_can_be_seen(drawn: str) -> None:
    quote = make_quote(drawn, f"The wall {drawn} is of granite.")
    answer = Answer(drawn, AnswerOutcome.ANSWERED, 0.9, (quote,))
    missed = replace(answer, outcome=AnswerOutcome.NOT_FOUND)
    page = cut_page([quote.article.head], 0, SOURCES_ON_A_PAGE)
    keyboards = [
        make_answer_keyboard(answer, Neighbours(None, None), "footnote_bot"),
        make_miss_keyboard(missed),
        render_list(page).keyboard,
    ]
    for keyboard in filter(None, keyboards):
        check_inline_keyboard(json.loads(keyboard.to_json()))
    for line in (cite(quote), source_title(quote.article), name_folder(drawn), source_line(quote)):
        assert is_seen(line)
        assert len(line.splitlines()) == 1
        assert not is_turned(line)


@settings(max_examples=60, deadline=None)
@given(nasty)
def test_a_terminal_obeys_nothing(drawn: str) -> None:
    quote = make_quote(f"Nab {drawn}", f"The wall {drawn} is of granite.")
    plain = make_quote("Nab", "The wall is of granite.")
    answer = Answer(drawn, AnswerOutcome.ANSWERED, 0.9, (quote,), notes=(PhraseAbsent(drawn),))
    shown = make_plain(ask_command.render_text(answer, 60))
    assert not is_turned(shown)
    assert all(c == "\n" or c == "\t" or ord(c) > 31 for c in shown)
    assert not set(shown) & set("\x7f\x85\x9b\u2028\u2029\u202d\u202e")
    around = [line for line in shown.splitlines() if not line.startswith("│ ")]
    expected = make_plain(ask_command.render_text(replace(answer, quotes=(plain,)), 60))
    assert len(around) == sum(not line.startswith("│ ") for line in expected.splitlines())
    assert "\x1b" not in ask_command.render_json(answer, 1.0)


@pytest.mark.parametrize("parting", [*"·›•‧∙⋅・･ꞏ❯❭𐄁⦁⬝🞄⠂⠐ᐳ˃𖼿⧽▸", "•\ufe0e", "⋅\u0301"])
def test_a_title_that_looks_like_a_source_is_in_quotation_marks(parting: str) -> None:
    title = f"Harbour {parting} Ada Pell {parting} 3 May 2021"
    assert source_line(make_quote(title, "The wall.")).startswith(f"“{title}")


def test_a_dot_within_a_name_parts_nothing() -> None:
    assert source_line(make_quote("ジョン・スミス", "The wall.")).startswith("ジョン・スミス")


def name_all(name: str) -> Quote:
    """One whose heading, author, publisher, field, folder, number and speaker are `name`."""
    quote = make_quote("Nab", "The wall.")
    article = replace(
        quote.article, author=name, source=name, place=name, fields=(("grade", name),)
    )
    article = replace(article, based_on=(Work(name, name, None),))
    passage = replace(quote.passage, headings=(name,), speaker=name, label=name)
    return replace(quote, article=article, passage=passage)


@pytest.mark.parametrize("parting", "·›•❯")
def test_no_other_name_looks_like_several(parting: str) -> None:
    """Headings, authors, publishers, folders, further fields, numbers of units, speakers."""
    name = f"Removed {parting} Ada Pell"
    quote = name_all(name)
    answer = Answer("", AnswerOutcome.ANSWERED, 0.9, (quote,))
    missed = replace(answer, outcome=AnswerOutcome.NOT_FOUND)
    around = {
        "line": source_line(quote),
        "told": ask_command.render_text(answer, None),
        "nearest": "; ".join(find_nearest(missed)),
        "answer": render_answer(answer).text,
        "passage": render_passage(quote.passage, quote.article, 1, 2).text,
    }
    for place, shown in around.items():
        assert shown.count(name) == shown.count(f"“{name}”") > 0, place


def test_no_name_ends_the_marks_around_it() -> None:
    quote = make_quote('Harbour” · Ada Pell · 3 May 2021 · "x', "The wall.")
    assert source_line(quote).startswith("“Harbour’ · Ada Pell · 3 May 2021 · ’x")
    assert source_line(name_all("Nab” · Ada “x")).count("“Nab’ · Ada ‘x”") == 4


def test_a_citation_has_one_quote() -> None:
    """Where it is verified, names in quotation marks would pass for further ones."""
    quote = replace(make_quote("Nab › 3.4.0", "The wall."), article=Article("a", "A · B", "", ()))
    assert cite(quote) == "“The wall.” – A · B › Nab › 3.4.0 H, Nab › 3.4.0 7"


@pytest.mark.parametrize("name", ["列夫·托尔斯泰", "Gal·la Placídia", "--verbose"])
def test_a_name_that_parts_nothing_is_as_it_is(name: str) -> None:
    assert "“" not in source_line(name_all(name))


def test_names_from_the_right_keep_their_direction_to_themselves() -> None:
    reply = render_quote(make_quote("منارة", "The wall."))
    accept(reply)
    title = next(e for e in reply.entities if e.type == "bold")
    assert utf16_slice(reply.text, title.offset, title.length) == "منارة"
    assert "\u2068منارة\u2069" in reply.text


def test_an_address_in_letters_that_look_latin_is_shown_as_it_is_sent() -> None:
    quote = make_quote("Nab", "The wall.")
    hosts = {
        "https://exаmple.org/a": "xn--",
        "https://www.exаmple。org/a": "xn--",
        "https://exаm\\1ple.org/a": "xn--",  # as an index of before may have it
        "https://пример.рф/a": "пример.рф",
        "https://bücher.example/a": "bücher.example",
    }
    for url, shown in hosts.items():
        assert shown in cite(replace(quote, article=replace(quote.article, url=url)))
