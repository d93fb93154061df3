import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus import Article, Paragraph, Passage, chunk_article
from embeddings.index.segments.postings import digest_terms, write_postings
from embeddings.index.segments.word_search import StoredPostings
from embeddings.index.words.lexical import (
    _KEPT_WORDS,
    MAX_QUERY_WORDS,
    LexicalIndex,
    cover_words,
    find_terms,
)


def make_passages(texts: list[str], language: str | None) -> list[tuple[Passage, Article]]:
    passages = []
    for number, text in enumerate(texts):
        paragraphs = (Paragraph(0, len(text)),)
        article = Article(f"{number}.txt", "–", text, paragraphs, language=language)
        passages += [(passage, article) for passage in chunk_article(article, len, 10_000)]
    return passages


def write(pairs: list[tuple[Passage, Article]], folder: Path) -> None:
    ids = np.asarray([passage.id for passage, _ in pairs], dtype="S16")
    terms = [find_terms(*pair) for pair in pairs]
    digests = np.asarray(list(map(digest_terms, terms)), dtype=np.uint64)
    write_postings(ids, digests, lambda rows: terms[rows.start : rows.stop], folder)


def make_index(folder: Path, texts: list[str], language: str | None = "en") -> LexicalIndex:
    write(make_passages(texts, language), folder)
    return LexicalIndex(StoredPostings(folder), [language] if language else [])


def search(index: LexicalIndex, query: str, k: int = 10) -> list[int]:
    return [row for row, _ in index.search(index.read_query(query), k)]


TEXTS = [
    "The harbour guards keep watch at night.",
    "A bridge was built over the river in 1931.",
    "The river floods the harbour every spring.",
]


def test_a_word_is_read_alike_again_whatever_it_stood_in_before(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    for text in ("don guard", "don't guard", "guard don"):
        other = LexicalIndex(StoredPostings(tmp_path), ["en"])
        assert index.read_query(text) == other.read_query(text)
    weights = {word.word: word.weight for word in index.read_query("don't guard")}
    assert weights["don"] == 0 < weights["guard"]


def test_only_so_many_words_are_kept_and_no_long_ones(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    for number in range(_KEPT_WORDS // MAX_QUERY_WORDS + 2):
        words = index.read_query(" ".join(f"{number}w{n}" for n in range(MAX_QUERY_WORDS)))
        assert len(words) == MAX_QUERY_WORDS
    assert len(index._words) <= _KEPT_WORDS
    assert index.read_query("g" * 5000)[0].word == "g" * 5000
    assert max(len(word) for word, _ in index._words) < 50


def test_passages_are_found_by_stems_rare_words_first(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    assert search(index, "guarding the harbours")[0] == 0
    assert search(index, "flooded rivers")[0] == 2
    assert search(index, "1931") == [1]
    assert search(index, "zebra") == []
    assert search(index, "?!") == []
    assert len(search(index, "the harbour river", k=2)) == 2


def test_only_some_rows_may_be_found(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    words = index.read_query("the harbour river")
    everywhere = index.search(words, 3)
    among = np.asarray([1, 2], dtype=np.int64)
    assert index.search(words, 3, among) == [hit for hit in everywhere if hit[0] != 0]
    assert index.search(words, 1, among) == index.search(words, 3, among)[:1]
    assert index.search(words, 3, among[:0]) == []


def test_many_passages_are_not_searched_by_what_most_of_them_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = make_index(tmp_path, TEXTS)
    assert sorted(search(index, "the harbour in 1931")) == [0, 1, 2]
    monkeypatch.setattr("embeddings.index.words.lexical._MANY_PASSAGES", 2)
    assert search(index, "the harbour in 1931") == [1]
    assert sorted(search(index, "the harbour")) == [0, 1, 2]


def test_scores_are_shares_best_first(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    scores = [score for _, score in index.search(index.read_query("harbour guards at night"), 9)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_beginnings_help_where_there_is_no_stemmer(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["Lihavalmisteet myydään torilla.", "Sama tori."], None)
    assert search(index, "lihavalmisteiden") == [0]


def test_pairs_of_characters_find_what_has_no_spaces(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["海军守卫港口。", "茶叶公会在山上。"], "zh")
    assert search(index, "谁守卫港口？") == [0]
    assert search(index, "公会在哪里？") == [1]


def test_words_that_occur_nowhere_are_told_apart(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    words = index.read_query("harbour zebras harbour")
    assert [(word.word, word.is_known) for word in words] == [("harbour", True), ("zebras", False)]
    assert words[1].weight > words[0].weight


@pytest.mark.parametrize("word", ["truste", "guarante", "employe"])
def test_a_word_that_is_only_the_stem_of_another_is_unknown(word: str, tmp_path: Path) -> None:
    index = make_index(tmp_path, ["The guarantee of an employee.", "A trustee swims."])
    assert not index.read_query(word)[0].is_known
    assert index.read_query(f"{word}e")[0].is_known


def test_a_word_without_its_accents_is_known_where_no_language_is(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["Kölmården ligger i norr.", "Kolmar."], None)
    assert index.read_query("kolmarden")[0].is_known


def test_whole_words_are_listed_most_frequent_first_if_there_are_many(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["Ferries land. Cafés land.", "Nobody lands 港口."], "en")
    counts = {"ferries": 1, "land": 1, "cafés": 1, "nobody": 1, "lands": 1}
    assert index.list_words(10) == counts
    (tmp_path / "more").mkdir()
    index = make_index(tmp_path / "more", ["old mole", "mole"], "en")
    assert index.list_words(1) == {"mole": 2}


@pytest.mark.parametrize(
    ("title", "headings", "query"),
    [
        ("City guide", ("Museum hours",), "museum"),
        ("City guide", ("Museums", "Opening times"), "times"),
        ("City guide", (), "guide to the city"),
    ],
)
def test_headings_and_titles_are_searched_with_their_passages(
    tmp_path: Path, title: str, headings: tuple[str, ...], query: str
) -> None:
    text = "It opens at nine."
    paragraphs = (Paragraph(0, len(text), headings=headings),)
    article = Article("a", title, text, paragraphs, language="en")
    passages = chunk_article(article, len, 99)
    write([(passage, article) for passage in passages], tmp_path)
    assert search(LexicalIndex(StoredPostings(tmp_path), ["en"]), query) == [0]


def test_what_a_heading_names_counts_more_than_what_a_text_mentions(tmp_path: Path) -> None:
    texts = ["The mill stands by the bridge, they say.", "It grinds oats by the river, they say."]
    passages = []
    for text, headings in zip(texts, ((), ("Mill",)), strict=True):
        paragraphs = (Paragraph(0, len(text), headings=headings),)
        article = Article("a", "–", text, paragraphs, language="en")
        passages += [(passage, article) for passage in chunk_article(article, len, 99)]
    write(passages, tmp_path)
    assert search(LexicalIndex(StoredPostings(tmp_path), ["en"]), "mill") == [1, 0]


def test_coverage_is_the_share_of_the_weight_held(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    words = index.read_query("guards of the lighthouse")

    def cover(text: str) -> float:
        return float(cover_words(words, text, "en").sum())

    assert cover("guards of the lighthouse") == pytest.approx(1)
    assert cover("nothing here") == 0
    assert 0 < cover("a lightship") < cover("lighthouse")
    assert cover_words(words, "lighthouse", "en").tolist()[:3] == [0, 0, 0]
    assert cover_words([], "anything", "en").shape == (0,)


def cover(index: LexicalIndex, question: str, text: str) -> float:
    return float(cover_words(index.read_query(question), text, None).sum())


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("鐘樓建於1890年，有三口鐘。", "钟楼是什么时候建的？"),
        ("集市在星期天开门。", "集市什麼時候開門？"),
        ("선착장은 1890년에 지어졌다.", "선착장은 언제 지어졌나요?"),
        ("빵집에서 소금을 판다.", "소금은 어디에서 파나요?"),
        ("قایق‌های کوچک به جزیره می‌روند.", "قايقهاي كوچك ميروند"),
        ("桟橋は1890年に建てられた。", "桟橋はいつ建てられましたか？"),
    ],
)
def test_most_of_a_question_is_covered_whatever_asks_in_it(
    tmp_path: Path, text: str, question: str
) -> None:
    index = make_index(tmp_path, [text], None)
    assert search(index, question) == [0]
    assert cover(index, question, text) >= 0.38  # from .33 on it is answered


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("鐘樓建於1890年，有三口鐘。", "蒙古的首都是哪里？"),
        ("선착장은 1890년에 지어졌다.", "몽골의 수도는 어디인가요?"),
        ("桟橋は1890年に建てられた。", "月はどこから来ましたか？"),
    ],
)
def test_little_of_a_question_on_something_else_is_covered(
    tmp_path: Path, text: str, question: str
) -> None:
    assert cover(make_index(tmp_path, [text], None), question, text) <= 0.2


def test_a_word_of_a_lone_passage_weighs_beside_a_missing_one(tmp_path: Path) -> None:
    held, missing = make_index(tmp_path, ["harbour"]).read_query("harbour zebra")
    assert held.weight > 0.5 * missing.weight
    assert held.idf < 0.5 * missing.idf


def test_a_message_full_of_words_is_searched_by_the_first_ones(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    for full in (
        "".join(chr(0x4E00 + n) for n in range(4096)),
        " ".join(f"w{n}" for n in range(4096)),
        "".join(chr(0x0E01 + n % 40) + chr(0x0E01 + n // 40) for n in range(1600)),
    ):
        assert len(index.read_query(f"harbour {full}")) == MAX_QUERY_WORDS
        assert 0 in search(index, f"harbour {full}")


def test_each_thread_is_given_the_words_of_its_own_text(tmp_path: Path) -> None:
    index = make_index(tmp_path, TEXTS)
    texts = ["harbour guards", "a bridge", "the river", "every spring", "watch", "night"]
    expected = {text: index.read_query(text) for text in texts}
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            asked = [text for text in texts for _ in range(2)] * 250
            for text, words in zip(asked, threads.map(index.read_query, asked), strict=True):
                assert words == expected[text]
    finally:
        sys.setswitchinterval(before)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """An index of 11,000 passages, of which those far behind are the best for "harbour"."""
    texts = [f"word{n % 7} boat" + " harbour" * (n // 2000) for n in range(11_000)]
    return make_index(tmp_path_factory.mktemp("many"), texts)


@pytest.mark.parametrize(
    "rows",
    [
        range(0),
        range(2100, 2200),
        [*range(5), *range(4000, 4100), 10_999],
        range(0, 9000, 9),
        range(0, 10_002, 2),
        range(0, 11_000, 2),
        [*range(0, 4000, 2), *range(4000, 7500)],
    ],
    ids=["none", "a run", "runs", "some", "many of the worst", "many", "as many, but few runs"],
)
def test_search_among_rows_finds_what_a_search_of_all_leaves_of_them(
    many: LexicalIndex, rows: Sequence[int]
) -> None:
    words = many.read_query("the harbour")
    best = many.search(words, many.passage_count)
    chosen = set(rows)
    for k in (1, 30, 11_000):
        found = many.search(words, k, np.asarray(rows, dtype=np.int64))
        expected = [(row, score) for row, score in best if row in chosen][:k]
        assert [row for row, _ in found] == [row for row, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected])
