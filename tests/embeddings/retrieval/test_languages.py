"""Questions in ten languages, with an encoder that knows only English."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers.pipeline import answer_question
from corpus import Corpus, read_corpus
from corpus.structure.sentences.sentences import split_sentences
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.support.paths import DATA

LANGUAGES = DATA / "languages"
HARDER = DATA / "languages_harder"
"""Headings, lists and sentences that the encoder does not read at once."""
ALWAYS = ("ar", "zh")
"""Two scripts; the others are of the long tests."""
CODES = sorted(path.name for path in LANGUAGES.iterdir())


def read_articles(folder: Path) -> Corpus:
    """Those in `folder`, without the questions on them that lie there as well."""
    corpus = read_corpus(folder)
    return replace(corpus, articles=tuple(a for a in corpus.articles if a.id != "questions.jsonl"))


def test_there_are_ten() -> None:
    assert CODES == ["ar", "de", "el", "es", "hi", "ru", "th", "tr", "vi", "zh"]


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, marks=() if code in ALWAYS else pytest.mark.soak) for code in CODES],
)
def test_answer_is_among_the_first_three(code: str, encoder: Encoder, tmp_path: Path) -> None:
    corpus = read_articles(LANGUAGES / code)
    # Of ten languages the detector may take one article for a close relative, no more.
    assert [article.language for article in corpus.articles].count(code) >= 3
    build_index(corpus, LANGUAGES / code, encoder, BuildFolder(tmp_path))
    retriever = Retriever(load_index(BuildFolder(tmp_path), encoder), encoder)
    lines = (LANGUAGES / code / "questions.jsonl").read_text("utf-8").splitlines()
    found, answered, length = ask_all(retriever, lines)
    assert found >= 0.9 * len(lines)
    assert answered >= 0.9 * len(lines)
    assert length <= 320


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(path.name, marks=() if path.name == "el" else pytest.mark.soak)
        for path in sorted(HARDER.iterdir())
    ],
)
def test_harder_articles_are_found_and_quoted_whole(
    code: str, encoder: Encoder, tmp_path: Path
) -> None:
    corpus = read_articles(HARDER / code)
    build_index(corpus, HARDER / code, encoder, BuildFolder(tmp_path))
    index = load_index(BuildFolder(tmp_path), encoder)
    lines = (HARDER / code / "questions.jsonl").read_text("utf-8").splitlines()
    found, answered, length = ask_all(Retriever(index, encoder), lines)
    assert found >= 0.9 * len(lines)
    assert answered >= 0.6 * len(lines)
    assert length <= 320
    # The first sentence of the first section is as long as the encoder reads, or longer.
    for article in corpus.articles:
        first, last = find_first_sentence(article.text)
        assert any(
            (p.start, p.end) == (first, last) or p.start <= first < last <= p.end
            for p in index.passages
            if p.article_id == article.id
        )


def ask_all(retriever: Retriever, lines: Sequence[str]) -> tuple[int, int, float]:
    """Of how many questions the answer is among the first three quotes, how many are answered, and
    the mean length of first quotes in characters."""
    found, answered, lengths = 0, 0, []
    for record in map(json.loads, lines):
        answer = answer_question(record["question"], retriever, 3, 0.5)
        answered += answer.answered
        lengths += [len(quote.text) for quote in answer.quotes[:1]]
        found += any(
            quote.article.id == record["article"]
            and any(span in quote.passage.text for span in record["answers"])
            for quote in answer.quotes
        )
    return found, answered, sum(lengths) / len(lengths)


def find_first_sentence(text: str) -> tuple[int, int]:
    """The first sentence of more than 200 characters, which ends in a full stop."""
    start, end = next(span for span in split_sentences(text) if span[1] - span[0] > 200)
    return max(start, text.rfind("\n", start, end) + 1), end
