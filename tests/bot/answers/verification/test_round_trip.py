"""Whatever the bot answers, /verify of it finds each quote, judges no line of the bot's own, and
tells of no other source."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.answers.answer import Answer, AnswerOutcome, Quote
from bot.answers.pipeline import answer_question
from bot.answers.verification import Verdict, Verification
from bot.answers.verification.denials import contradicts
from bot.cli.commands.ask import render_text
from bot.cli.output import make_plain
from bot.telegram.messages.answers import render_answer
from bot.telegram.messages.passages import render_passage
from bot.text.translation import LANGUAGES, speaking
from embeddings import PassageIndex, Retriever
from tests.support.fake_encoder import FakeEncoder
from tests.support.odd_headings import ODD_FILES
from tests.support.verifying import index_odd_files, verify

ENCODER = FakeEncoder(dimension=32)
COPY = "---\ntitle: {0}. Copy. No. {0}\n---\n## {0} / 7\n\nThe watchman puts them out.\n"
COPIES = {f"copy{number}.md": COPY.format(number) for number in range(5)}
SEVERAL = (
    "Who counts the boats of the harbour master? And who opens the gate?",
    "What may burn near the quay? And what is the fee of nine pounds?",
    "Who puts them out, the watchman? And what is dried on the wall?",
)
EVERY = 40
"""Of the quotes in a language beside English."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    return index_odd_files(tmp_path_factory.mktemp("odd"), COPIES, ENCODER)


def list_quotes(index: PassageIndex) -> Iterator[Quote]:
    """Each sentence of each passage, and the first ones together."""
    for article_id in index.article_ids:
        article = index.articles[article_id]
        for passage in index.list_passages(article_id):
            spans = passage.sentences
            whole = (spans[0][0], spans[min(3, len(spans) - 1)][1])
            for start, end in dict.fromkeys((*spans, whole)):
                text = passage.text[start:end]
                first, last = passage.start + start, passage.start + end
                yield Quote(text, first, last, 1.0, passage, article, (0, len(text)))


def make_answer(*quotes: Quote) -> Answer:
    return Answer("Who?", AnswerOutcome.ANSWERED, 1.0, quotes)


def write_answers(answer: Answer) -> Iterator[str]:
    yield render_answer(answer, username="quote_bot").text
    for width in (None, 40):
        yield make_plain(render_text(answer, width))


def list_mistakes(found: Verification, told: Sequence[str] = ()) -> list[object]:
    """What is said of an answer that is not so. That a heading asks, or denies, may be told."""
    return [
        *(part for part in found.parts if part.verdict is not Verdict.VERBATIM),
        *(part for part in found.parts if any(one.sentence for one in part.occurrences[:1])),
        *(part.source for part in found.parts if part.source and not part.source.is_right_in_all),
        *(words for words in found.own_words if words not in told and not _is_heading(words)),
        *(["no parts"] if not found.parts else []),
        *(["unread"] if found.unread else []),
    ]


def _is_heading(words: str) -> bool:
    lines = {line.lstrip("# ") for text in ODD_FILES.values() for line in text.splitlines()}
    return words in lines and (words.endswith("?") or contradicts(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote(index: PassageIndex, language: str) -> None:
    quotes = list(list_quotes(index))
    with speaking(language):
        for quote in quotes[:: 7 if language == "en" else EVERY]:
            for written in write_answers(make_answer(quote)):
                assert list_mistakes(verify(index, written)) == [], written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("apart", [1, 2, 7])
def test_two_quotes(index: PassageIndex, language: str, apart: int) -> None:
    quotes = list(list_quotes(index))
    pairs = [
        (one, other)
        for one, other in zip(quotes, quotes[apart:], strict=False)
        if not one.overlaps(other)
    ]
    with speaking(language):
        for pair in itertools.islice(pairs, 0, None, 15 if language == "en" else EVERY):
            for written in write_answers(make_answer(*pair)):
                assert list_mistakes(verify(index, written)) == [], written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_to_read(index: PassageIndex, language: str) -> None:
    with speaking(language):
        for article_id in index.article_ids:
            passages = index.list_passages(article_id)
            for number, passage in enumerate(passages, 1):
                page = render_passage(
                    passage, index.articles[article_id], number, len(passages)
                ).text
                assert list_mistakes(verify(index, page)) == [], page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", SEVERAL)
def test_several_questions(index: PassageIndex, question: str, language: str) -> None:
    retriever = Retriever(index, ENCODER)
    with speaking(language):
        answer = answer_question(question, retriever, 9, 0.0, today=date(2024, 1, 1))
        answer = replace(answer, outcome=AnswerOutcome.ANSWERED)
        asked = {quote.asked for quote in answer.quotes}
        assert len(asked) > 1
        for written in write_answers(answer):
            found = verify(index, written)
            told = [words for words in found.own_words if words.endswith(("?", ":", "…"))]
            assert list_mistakes(found, told) == [], written
