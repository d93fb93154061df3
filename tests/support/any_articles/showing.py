"""All that readers see of answers to questions about articles of a seed, and what is wrong with
it."""

import json
import os
import random
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from telegram import InlineKeyboardMarkup

from bot.answers.answer import QUOTES_TO_KEEP, Answer, AnswerOutcome, Quote
from bot.answers.pipeline import answer_question
from bot.cli.commands.ask import render_json, render_text
from bot.cli.output import make_plain
from bot.indexing.openings import find_openers
from bot.telegram.messages.answers import (
    count_pages,
    quotes_on_page,
    render_answer,
    render_miss_shortly,
    render_quote,
)
from bot.telegram.messages.formatting import Reply
from bot.telegram.messages.keyboards import (
    make_answer_keyboard,
    make_found_keyboard,
    make_miss_keyboard,
)
from bot.telegram.messages.passages import find_quote_neighbours, open_passage
from bot.telegram.messages.silencing import reply_silently
from bot.text.cleaning import clean_text, close_isolates
from bot.text.small_talk import word_talk
from bot.text.translation import LANGUAGES, speaking
from corpus import Article, ArticleError, Corpus, read_article
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.support.accepting import accept
from tests.support.any_articles.articles import make_files
from tests.support.any_articles.questions import make_question
from tests.support.fake_encoder import FakeEncoder
from tests.telegram_server.text import is_turned, utf16_slice

ARTICLES = 50
_USERNAME = "footnote_test_bot"
_TODAY = date(2024, 11, 20)
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
_ISOLATES = str.maketrans("", "", "\u2060\u2066\u2067\u2068\u2069\u200b\u200c\u200e\u200f")


@dataclass(slots=True)
class Outcome:
    """`failures` are traces, each below what was done."""

    files: int = 0
    articles: int = 0
    questions: int = 0
    answered: int = 0
    quotes: int = 0
    messages: int = 0
    failures: list[str] = field(default_factory=list)

    def attempt(self, name: str, do: Callable[[], None]) -> None:
        """Does it; an exception is a failure."""
        try:
            do()
        except Exception:
            self.failures.append(f"{name}\n{traceback.format_exc()}")


def show_seed(seed: int, count: int = ARTICLES) -> Outcome:
    """Reads `count` files of this seed, indexes what is read and asks as many questions."""
    outcome, chance = Outcome(), random.Random(seed)
    articles = list(_read_files(seed, count, outcome))
    if not articles:
        return outcome
    encoder = FakeEncoder(dimension=16, max_tokens=60)
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as name:
        folder = BuildFolder(Path(name) / "index")
        try:
            build_index(Corpus(tuple(articles), (), (), f"{seed}"), Path(name), encoder, folder)
            retriever = Retriever(load_index(folder, encoder), encoder)
        except Exception:
            outcome.failures.append(f"seed {seed}: the index\n{traceback.format_exc()}")
            return outcome
        texts = {article.id: article.text for article in articles}
        before = None
        for number in range(count):
            question = make_question(chance, articles)
            name = f"seed {seed}, question {number}: {question[:300]!r}"
            show = _Showing(question, before, retriever, texts, outcome, random.Random(number))
            outcome.attempt(name, show.show_all)
            before = question if chance.random() < 0.3 else None
    return outcome


def _read_files(seed: int, count: int, outcome: Outcome) -> Iterator[Article]:
    for file in make_files(random.Random(seed), count):
        outcome.files += 1
        try:
            article, _ = read_article(file.data, file.name)
        except ArticleError as exc:
            if str(exc).startswith("cannot be read: "):  # by what nobody thought of
                trace = "".join(traceback.format_exception(exc))
                outcome.failures.append(f"seed {seed}, file {file.name!r}: {exc}\n{trace}")
            continue
        except Exception:
            outcome.failures.append(f"seed {seed}, file {file.name!r}\n{traceback.format_exc()}")
            continue
        outcome.articles += 1
        yield article


@dataclass(slots=True)
class _Showing:
    """One question, and its answer everywhere."""

    question: str
    before: str | None
    retriever: Retriever
    texts: dict[str, str]
    outcome: Outcome
    chance: random.Random

    def show_all(self) -> None:
        """:raises AssertionError, ApiError: if something is shown that should not be."""
        sure = self.chance.choice((0.0, 0.2, 0.2, 0.5))
        folders = self.chance.choice(
            (None, None, None, frozenset(self.retriever.index.folders[:1]))
        )
        numbers = self.retriever, QUOTES_TO_KEEP, sure
        answer = answer_question(self.question, *numbers, self.before, folders, _TODAY)
        answer = replace(answer, max_shown=self.chance.choice((1, 3, 3, 5)))
        self.outcome.questions += 1
        self.outcome.answered += answer.answered
        for quote in answer.quotes:
            for one in quote.places:
                self._check_quote(one)
        for language in LANGUAGES:
            with speaking(language):
                self._show_in_telegram(answer)
        with speaking(self.chance.choice(tuple(LANGUAGES))):
            self._show_in_terminal(answer)

    def _check_quote(self, quote: Quote) -> None:
        text, passage = self.texts[quote.article.id], quote.passage
        assert quote.text.strip()
        assert text[quote.start : quote.end] == quote.text, "a quote that is no slice"
        assert text[passage.start : passage.end] == passage.text, "a passage that is no slice"
        assert passage.start <= quote.start < quote.end <= passage.end
        assert 0 <= quote.best[0] < quote.best[1] <= len(quote.text)
        self.outcome.quotes += 1

    def _show_in_telegram(self, answer: Answer) -> None:
        if answer.outcome is AnswerOutcome.SMALL_TALK and answer.talk:
            openers = find_openers(self.retriever.index, ())
            self._accept(reply_silently(word_talk(answer.talk, openers)))
            return
        username = self.chance.choice((_USERNAME, ""))
        for page in range(max(1, count_pages(answer))):
            by_date = self.chance.random() < 0.3
            reply = render_answer(answer, page, by_date, username)
            shown = quotes_on_page(answer, page, by_date)
            self._accept(replace(reply, keyboard=self._make_keyboard(answer, page, by_date)))
            _check_shown(reply, shown)
        if not answer.answered:
            self._accept(render_miss_shortly(answer))
            return
        quote = self.chance.choice(answer.quotes)
        found = replace(
            render_quote(quote, username), keyboard=make_found_keyboard(quote, _USERNAME)
        )
        self._accept(found)
        _check_shown(found, [quote])
        located = self.retriever.index.find_passage(quote.passage.id)
        reading = open_passage(located, True, None)
        assert reading is not None
        self._accept(reading)

    def _make_keyboard(
        self, answer: Answer, page: int, by_date: bool
    ) -> InlineKeyboardMarkup | None:
        if not answer.answered:
            return make_miss_keyboard(answer)
        first = quotes_on_page(answer, page, by_date)[0]
        located = self.retriever.index.find_passage(first.passage.id)
        neighbours = find_quote_neighbours(first, located)
        here = self.chance.random() < 0.5
        return make_answer_keyboard(answer, neighbours, _USERNAME, page, by_date, here)

    def _accept(self, reply: Reply) -> None:
        accept(reply)
        self.outcome.messages += 1

    def _show_in_terminal(self, answer: Answer) -> None:
        written = render_json(answer, 1.0)
        assert len(written.splitlines()) == 1
        written.encode()
        record = json.loads(written)
        assert [one["quote"] for one in record["quotes"]] == [q.text for q in answer.quotes]
        shown = make_plain(render_text(answer, self.chance.choice((20, 80, None))))
        shown.encode()
        assert not is_turned(shown)
        assert all(sign in "\n\t" or ord(sign) > 31 for sign in shown)
        assert not set(shown) & set("\x7f\x85\x9b\u2028\u2029\u202d\u202e")


def _check_shown(reply: Reply, quotes: list[Quote]) -> None:
    """Each block of quotation is the beginning of a quote, as Telegram keeps it."""
    wholes = [_plain(close_isolates(clean_text(quote.text))) for quote in quotes]
    for entity in reply.entities:
        if entity.type.endswith("blockquote"):
            shown = utf16_slice(reply.text, entity.offset, entity.length)
            cut = _plain(shown.removesuffix("…"))
            assert any(w == _plain(shown) or w.startswith(cut) for w in wholes), "not what is said"


def _plain(text: str) -> str:
    return text.translate(_ISOLATES).strip(" \n")
