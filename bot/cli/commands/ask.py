"""`footnote ask`: answers a question, or one after the other from standard input."""

import argparse
import textwrap
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answers.answer import MISSES, Answer, AnswerOutcome, Quote, quotes_to_show
from bot.cli.commands import Commands
from bot.cli.output import (
    configure_logging,
    make_locator_record,
    make_plain,
    write_json,
    write_utf8,
)
from bot.cli.texts import are_piped, find_width, list_texts, print_each
from bot.config.settings import Settings
from bot.text.citations import (
    MAX_NAME_CHARACTERS,
    leading_line,
    mark_name,
    source_address,
    source_line,
    source_works,
)
from bot.text.cleaning import isolate
from bot.text.misses import explain_miss, find_nearest
from corpus import Article

if TYPE_CHECKING:  # loads FAISS, which --help does without
    from embeddings import Retriever


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("ask", help="answer a question, or many from standard input")
    parser.add_argument(
        "question", nargs="*", metavar="QUESTION", help="the question; - reads lines"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each question")
    parser.add_argument("--top", type=_parse_top, default=5, metavar="N", help="quotes at most (5)")
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints an answer for each question."""
    questions = list_texts(options.question)
    if not questions:
        options.parser.error("give a question, or - to read questions from standard input")
    configure_logging(settings)
    write_utf8()
    answers = answer_questions(
        questions, settings, options.top, find_width(), options.json, are_piped(options.question)
    )
    print_each(answers, "" if options.json else "\n")
    return 0


def _parse_top(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 100")
    return int(text)


def answer_questions(
    questions: Iterable[str],
    settings: Settings,
    max_quotes: int,
    width: int | None,
    json: bool,
    with_question: bool = False,
) -> Iterator[str]:
    """An answer for each question that is not blank, rendered, in order; as text below its
    question, if `with_question`."""
    from bot.answers.pipeline import MAX_CHARACTERS, answer_question, read_question
    from bot.answers.small_talk.small_talk import find_small_talk
    from bot.indexing.opening import open_retriever

    retriever: Retriever | None = None
    for question in filter(None, (question.strip() for question in questions)):
        begun = time.perf_counter()
        read = question[:MAX_CHARACTERS]
        answer = read_question(read)
        if find_small_talk(read) or not isinstance(answer, Answer):
            # Loading takes seconds, which nobody waits for to learn that a date is none.
            retriever = retriever or open_retriever(settings)
            begun = time.perf_counter()
            numbers = max_quotes, settings.min_confidence
            answer = answer_question(read, retriever, *numbers, today=date.today())
        took_ms = 1000 * (time.perf_counter() - begun)
        reply = _word_talk(answer, retriever, settings) if retriever else None
        if json:
            yield render_json(replace(answer, question=question), took_ms, reply)
        else:
            head = f"» {question}\n\n" if with_question else ""
            yield make_plain(head + (reply or render_text(answer, width)))


def _word_talk(answer: Answer, retriever: "Retriever", settings: Settings) -> str | None:
    """The reply if `answer` is to small talk."""
    if answer.outcome is not AnswerOutcome.SMALL_TALK or answer.talk is None:
        return None
    from bot.indexing.openings import open_talk
    from bot.text.small_talk import word_talk

    openers = open_talk(retriever, settings.corpus_dir)
    return word_talk(answer.talk, openers, settings.greeting)


def render_text(answer: Answer, width: int | None) -> str:
    """The answer as text, lines wrapped at `width` columns if it is given."""
    blocks = ["\n".join(_word_notes(answer))] if answer.notes else []
    blocks += [_render_quote(quote, width) for quote in quotes_to_show(answer)]
    if answer.outcome in MISSES:
        blocks.append(explain_miss(answer))
        if nearest := find_nearest(answer):
            blocks[-1] += "\nNearest: " + "; ".join(nearest)
    return "\n\n".join(blocks)


def render_json(answer: Answer, took_ms: float, reply: str | None = None) -> str:
    """The answer as one line of JSON, as documented in docs/json.md; `reply` is what is said to
    small talk."""
    record: dict[str, Any] = {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "took_ms": round(took_ms, 1),
        "quotes": [_quote_record(quote) for quote in answer.quotes],
    }
    if reply is not None:
        record["reply"] = reply
    if answer.notes:
        record["notes"] = _word_notes(answer)
    return write_json(record)


def _word_notes(answer: Answer) -> list[str]:
    """The notes of the answer, a line each."""
    from bot.text.notes import word_note  # loads FAISS, which --help does without

    return [word_note(note) for note in answer.notes]


def _render_quote(quote: Quote, width: int | None) -> str:
    lead = [line for line in (quote.asked, leading_line(quote)) if line]
    lines = []
    for line in quote.text.splitlines():
        lines += textwrap.wrap(line, width - 2, break_on_hyphens=False) if width else [line]
    quoted = "\n".join(f"│ {line}" for line in lines)
    sources = [_render_source(one) for one in (quote, *quote.also)]
    sources += [f"  largely the same in:\n{_render_source(one)}" for one in quote.nearly]
    name = isolate(mark_name(quote.passage.speaker or "", MAX_NAME_CHARACTERS))
    speaker = f"  {name}, in\n" if name else ""
    return "\n".join([*lead, f"{quoted}\n{speaker}" + "\n".join(sources)])


def _render_source(quote: Quote) -> str:
    article = quote.article
    lines = [f"  {source_line(quote)}"]
    lines += [f"  {source_address(article, quote.locator)}"] if article.url else []
    lines += [f"  based on: {report}" for report in source_works(article)]
    return "\n".join(lines)


def _quote_record(quote: Quote) -> dict[str, Any]:
    record = _quote_record_alone(quote)
    if quote.asked:
        record["for"] = quote.asked
    if quote.also:
        record["also"] = [_quote_record_alone(other) for other in quote.also]
    if quote.nearly:
        record["nearly"] = [_quote_record_alone(other) for other in quote.nearly]
    return record


def _quote_record_alone(quote: Quote) -> dict[str, Any]:
    return {
        "quote": quote.text,
        "passage": quote.passage.text,
        "start": quote.start,
        "end": quote.end,
        "score": round(quote.score, 4),
        "headings": list(quote.passage.headings),
        "label": quote.passage.label,
        "speaker": quote.passage.speaker,
        "locator": make_locator_record(quote.locator),
        "article": make_article_record(quote.article),
    }


def make_article_record(article: Article) -> dict[str, Any]:
    """What is told of an article as JSON."""
    return {
        "id": article.id,
        "path": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "fields": dict(article.fields),
        "based_on": [
            {
                "title": report.title,
                "source": report.source,
                "published": report.published.isoformat() if report.published else None,
                "url": report.url,
            }
            for report in article.based_on
        ],
    }
