"""Questions in ten languages, with an encoder that knows only English."""

import json
from pathlib import Path

import pytest

from bot.answers.quoting import compose_answer
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index
from tests.support.paths import DATA

LANGUAGES = DATA / "languages"
ALWAYS = ("ar", "es", "zh")
"""Three scripts; the others are of the long tests."""
CODES = sorted(path.name for path in LANGUAGES.iterdir())


def test_there_are_ten() -> None:
    assert CODES == ["ar", "de", "el", "es", "hi", "ru", "th", "tr", "vi", "zh"]


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, marks=() if code in ALWAYS else pytest.mark.soak) for code in CODES],
)
def test_answer_is_among_the_first_three(code: str, encoder: Encoder, tmp_path: Path) -> None:
    corpus = read_corpus(LANGUAGES / code)
    # Of ten languages the detector may take one article for a close relative, no more.
    assert [article.language for article in corpus.articles].count(code) >= 3
    build_index(corpus, LANGUAGES / code, encoder, BuildFolder(tmp_path))
    retriever = Retriever(load_index(BuildFolder(tmp_path), encoder), encoder)
    lines = (LANGUAGES / code / "questions.jsonl").read_text("utf-8").splitlines()
    found = answered = 0
    for record in map(json.loads, lines):
        hits = retriever.search(record["question"], 10)
        answer = compose_answer(record["question"], hits, 3, 0.5)
        answered += answer.answered
        found += any(
            quote.article.id == record["article"]
            and any(span in quote.passage.text for span in record["answers"])
            for quote in answer.quotes
        )
    assert found >= 0.85 * len(lines)
    assert answered >= 0.7 * len(lines)
