"""Questions as readers type them, and as nobody does, about articles that there are."""

import random
from collections.abc import Callable, Sequence

from corpus import Article
from tests.support.any_articles.articles import any_signs, make_sentence, pick_language
from tests.support.nasty import NASTY

MAX_CHARACTERS = 4096
_UNITS = (
    *("section 3", "Article 5", "§ 2(1)", "chapter 7", "第3条", "step 2", "3.2.0", "статья 4"),
    *("articles 2-6", "المادة 3", "point (b)", "2:14-16", "the latest", "last year"),
)
_FILTERS = (
    *("after:2020", "before:2024-11", "after:2024-02-31", "in:", "from:x", 'in:"', "form:Dawn"),
    *("after:2030 before:2001", "since:1999", "after:９９９９"),
)
_FRAMES = (
    *("Who is $?", "When was $", "What about $, please?", "why?", "¿Qué es $?", "Что такое $?"),
    *(
        "$是什么？",
        "ما هو $؟",
        "$ کیا ہے؟",
        "hello",
        "thanks!",
        "asdfgh",
        "$",
        "and $?",
        "Is $ old?",
    ),
    *("How many steps has $?", "more", "@footnote_test_bot $", "/ask $", "$ " * 30),
)


def make_question(chance: random.Random, articles: Sequence[Article]) -> str:
    """Never blank; of at most `MAX_CHARACTERS`."""
    article = chance.choice(articles)
    question = chance.choice(_KINDS)(chance, article)
    if chance.random() < 0.1:
        question += " " + chance.choice(_FILTERS)
    if chance.random() < 0.1:
        question = f"{chance.choice(NASTY)} {question}"
    question = question.encode("utf-8", "replace").decode()[:MAX_CHARACTERS]
    return question if question.strip() else "?"


def _cut_words(chance: random.Random, article: Article, most: int = 8) -> str:
    paragraph = chance.choice(article.paragraphs)
    words = article.text[paragraph.start : paragraph.end].split()
    start = chance.randrange(len(words))
    return " ".join(words[start : start + chance.randint(1, most)])[:500]


def _frame(chance: random.Random, article: Article) -> str:
    return chance.choice(_FRAMES).replace("$", _cut_words(chance, article))


def _misspell(chance: random.Random, article: Article) -> str:
    letters = list(_cut_words(chance, article))
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice(("", "x", letters[place] * 2, " "))
    return "".join(letters)


def _filter(chance: random.Random, article: Article) -> str:
    name = chance.choice((article.title, article.source or "", article.author or ""))
    kind = chance.choice(("in", "from", "title", "author"))
    return f'{_frame(chance, article)} {kind}:"{name[: chance.choice((4, 40, 300))]}"'


def _join_two(chance: random.Random, article: Article) -> str:
    first, second = _frame(chance, article), _frame(chance, article)
    return chance.choice((f"{first} {second}", f"{first}\n{second}", f"{first} and {second}"))


_KINDS: tuple[Callable[[random.Random, Article], str], ...] = (
    _cut_words,
    _frame,
    _frame,
    _misspell,
    _filter,
    _join_two,
    lambda chance, article: f"“{_cut_words(chance, article)}” {_cut_words(chance, article)}",
    lambda chance, article: f'"{_cut_words(chance, article, 3)}"',
    lambda chance, article: f"{chance.choice(_UNITS)} {_cut_words(chance, article, 2)}",
    lambda chance, article: f"{chance.choice(_UNITS)} of {article.title}",
    lambda chance, article: any_signs(chance, chance.choice((1, 10, 200))),
    lambda chance, article: (_cut_words(chance, article, 60) + " ") * chance.choice((3, 2000)),
    lambda chance, article: make_sentence(chance, pick_language(chance)),
    lambda chance, article: article.title,
)
