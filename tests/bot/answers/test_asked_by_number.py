"""Questions of a list that are asked for by their numbers."""

from pathlib import Path

import pytest

from bot.answers.pipeline import answer_question
from bot.text.citations import leading_line
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

TOWER = """# What visitors of the tower ask

**Q 1: How many steps are there?**

A: There are 212 steps, and no lift.

**Q 2: Who rings the bell?**

A: Ola Venn rings it at noon. It weighs a ton.

## Question 5: May I take a dog up?

Answer:

No. A hook for leads is by the door.
"""
POOL = """What is asked about the pool

Question 3. How deep is the pool?
Answer: Two metres at the ladder, and one at the steps.

Question 4. When is it cleaned?
Answer: On Mondays, before anybody is let in.
"""


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "tower.md").write_text(TOWER, "utf-8")
    (folder / "pool.txt").write_text(POOL, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q 1", "There are 212 steps, and no lift."),
        ("Who rings the bell?", "Ola Venn rings it at noon. It weighs a ton."),
        ("question 5 of the tower", "No. A hook for leads is by the door."),
        ("question 3", "Two metres at the ladder, and one at the steps."),
        ("Question 4 about the pool", "On Mondays, before anybody is let in."),
    ],
)
def test_the_answer_is_quoted_without_its_mark(
    retriever: Retriever, question: str, answer: str
) -> None:
    quote = answer_question(question, retriever, 3, 0.5).quotes[0]
    assert quote.text == answer
    assert quote.article.text[quote.start : quote.end] == quote.text
    assert quote.best in quote.sentences
    assert quote.sentences[0][0] == 0


def test_the_question_leads_the_answer(retriever: Retriever) -> None:
    quote = answer_question("question 3", retriever, 3, 0.5).quotes[0]
    assert leading_line(quote) == "How deep is the pool?"
