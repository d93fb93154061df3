"""Questions about the latest, and about days and months, down to the quote."""

from datetime import date
from pathlib import Path

import pytest

from bot.answers.answer import Answer
from bot.answers.pipeline import answer_question
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

WREN = """# Release notes of Wren

Wren draws maps of caves.

## 1.9.0 (2020-02-01)

- Legends may stand at the left.

## 1.10.0 (2021-06-15)

- Contour lines are smoothed.

## 1.8.0 (2019-11-20)

- Depths are given in fathoms.
"""
MIRLO = """# Novedades de Mirlo

## Versión 2.4 (3 de junio de 2022)

El lector abre libros en braille.

## Versión 2.3 (9 de octubre de 2021)

Se arregló el índice alfabético.
"""
CUCKOO = """# 布谷更新日志

## 版本 3.1（2022年6月3日）

可以扫描二维码。

## 版本 3.0（2021年10月9日）

字体可以放大。
"""
NOTICE = "---\ntitle: Water notice\ndate: {}\n---\nA cubic metre of water costs {} crowns in Elm.\n"


def _build(files: dict[str, str], folder: Path, encoder: Encoder) -> Retriever:
    articles = folder / "articles"
    articles.mkdir(parents=True)
    for name, text in files.items():
        (articles / name).write_text(text)
    builds = BuildFolder(folder / "index")
    build_index(read_corpus(articles), articles, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.fixture(scope="module")
def retrievers(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Retriever]:
    water = zip(("2018-04-03", "2020-05-06", "2022-07-08"), ("three", "five", "four"), strict=True)
    folders = {
        "wren": {"notes.md": WREN},
        "mirlo": {"notas.md": MIRLO},
        "cuckoo": {"log.md": CUCKOO},
        "water": {f"{day}.md": NOTICE.format(day, price) for day, price in water},
    }
    return {
        name: _build(files, tmp_path_factory.mktemp(name), encoder)
        for name, files in folders.items()
    }


def ask(retriever: Retriever, question: str) -> Answer:
    return answer_question(question, retriever, 3, 0.5)


@pytest.mark.parametrize(
    ("articles", "question", "words"),
    [
        ("wren", "What is the latest version of Wren?", "Contour"),
        ("wren", "what's new?", "Contour"),
        ("wren", "What changed in February 2020?", "Legends"),
        ("wren", "What has changed since March 2021?", "Contour"),
        ("wren", "What changed in 2019?", "fathoms"),
        ("mirlo", "¿Cuál es la última versión?", "braille"),
        ("mirlo", "¿Qué cambió en octubre de 2021?", "alfabético"),
        ("cuckoo", "最新版本是什么？", "二维码"),
        ("cuckoo", "2021年10月有什么变化？", "放大"),
        ("water", "What is the current price of water in Elm?", "four crowns"),
        ("water", "What did water cost in Elm in May 2020?", "five crowns"),
    ],
)
def test_it_goes_by_versions_and_days(
    articles: str, question: str, words: str, retrievers: dict[str, Retriever]
) -> None:
    answer = ask(retrievers[articles], question)
    assert answer.answered
    assert words in answer.quotes[0].text


@pytest.mark.parametrize(
    "question",
    ["What is the latest version of Ostrich?", "What is new in Ostrich?", "What changed in 4.2?"],
)
def test_what_no_article_is_about_has_no_latest(
    question: str, retrievers: dict[str, Retriever]
) -> None:
    assert not ask(retrievers["wren"], question).answered


@pytest.mark.parametrize(
    ("articles", "question", "today", "words"),
    [
        ("wren", "What changed last year?", date(2020, 5, 5), "fathoms"),
        ("wren", "What changed last year?", date(2021, 5, 5), "Legends"),
        ("mirlo", "¿Qué cambió en octubre?", date(2022, 2, 1), "alfabético"),
        ("cuckoo", "去年有什么变化？", date(2022, 12, 1), "放大"),
        ("water", "What did water cost in Elm last May?", date(2021, 1, 1), "five crowns"),
    ],
)
def test_times_are_told_from_the_day_on_which_one_asks(
    articles: str, question: str, today: date, words: str, retrievers: dict[str, Retriever]
) -> None:
    answer = answer_question(question, retrievers[articles], 3, 0.5, today=today)
    assert answer.answered
    assert words in answer.quotes[0].text
