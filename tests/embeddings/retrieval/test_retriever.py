import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from corpus import Article, Corpus, Paragraph
from embeddings import (
    RANKING_PARAMETERS,
    BuildFolder,
    Encoder,
    Hit,
    Retriever,
    build_index,
    load_index,
)
from embeddings.index.words.lexical import LexicalIndex
from embeddings.retrieval.named import read_around
from embeddings.retrieval.scope import Scope
from tests.support.counting import count_calls_of
from tests.support.fake_encoder import FakeEncoder

if TYPE_CHECKING:
    from embeddings import Encoder


def make_retriever(
    tmp_path: Path, articles: dict[str, list[str]], encoder: Encoder | None = None
) -> Retriever:
    """Of articles given as paragraphs by name."""
    encoder = encoder or FakeEncoder(dimension=64)
    records = []
    for name, paragraphs in articles.items():
        text = "\n\n".join(paragraphs)
        spans: list[Paragraph] = []
        for paragraph in paragraphs:
            start = spans[-1].end + 2 if spans else 0
            # Numbered units are never read together.
            label = str(len(spans) + 1)
            spans.append(Paragraph(start, start + len(paragraph), label=label))
        records.append(Article(name, name, text, tuple(spans)))
    folder = BuildFolder(tmp_path / "index")
    build_index(Corpus(tuple(records), (), (), "c"), tmp_path, encoder, folder)
    return Retriever(load_index(folder, encoder), encoder)


def _add_up(hit: Hit) -> list[float]:
    """The evidence of each sentence alone."""
    return [sum(clues) for clues in zip(*hit.evidence, strict=True)]


_PARAGRAPHS = {
    "a.md": ["Red apples ripen slowly.", "Green pears grow near rivers."],
    "b.md": ["Red pears taste sweet."],
    "c.md": ["Mountains rise above valleys."],
}


def test_the_passage_with_the_words_comes_first(tmp_path: Path) -> None:
    retriever = make_retriever(tmp_path, _PARAGRAPHS)
    hits = retriever.search("red pears", 4)
    assert hits[0].passage.text == "Red pears taste sweet."
    assert hits[0].article.id == hits[0].passage.article_id == "b.md"
    assert hits[0].score == pytest.approx(1 + RANKING_PARAMETERS.early, abs=0.02)
    own = hits[0].score - RANKING_PARAMETERS.early  # it begins its article
    assert _add_up(hits[0]) == pytest.approx([own], abs=1e-5)
    assert hits[-1].passage.text == "Mountains rise above valleys."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_words_are_held_by_one_of_several_passages(tmp_path: Path) -> None:
    retriever = make_retriever(tmp_path, _PARAGRAPHS)
    passages = [retriever.index.passages[row] for row in range(len(retriever.index.passages))]
    assert retriever.holds_words("sweet pears", *passages)
    assert not retriever.holds_words("sweet rivers", *passages)  # each has one of the two
    assert not retriever.holds_words("sweet pears", *passages[:2])
    assert not retriever.holds_words("sweet pears")
    assert not retriever.holds_words("?", *passages)


def test_each_passage_is_read_once_however_many_words_are_looked_for(tmp_path: Path) -> None:
    retriever = make_retriever(tmp_path, _PARAGRAPHS)
    passages = [retriever.index.passages[row] for row in range(len(retriever.index.passages))]
    texts = [*(f"word{number}" for number in range(500)), "pears", "sweet rivers"]
    texts.append("mountainous")
    left = retriever.leave_out_held(texts, passages)
    assert left == [*texts[:500], "sweet rivers"]
    assert left == [text for text in texts if not retriever.holds_words(text, *passages)]
    reads = count_calls_of(read_around, lambda: retriever.leave_out_held(texts, passages))
    assert reads == len(passages)


def test_in_a_large_index_words_are_searched_by_another_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = make_retriever(tmp_path, _PARAGRAPHS)
    alone = retriever.search("red pears", 4)
    searching = []

    def search(*given: Any) -> list[tuple[int, float]]:
        searching.append(threading.current_thread().name)
        return LexicalIndex.search(retriever.index.lexical, *given)

    monkeypatch.setattr("embeddings.retrieval.retriever._SEARCHED_BESIDE", 3)
    monkeypatch.setattr(retriever.index.lexical, "search", search)
    beside = retriever.search("red pears", 4)
    assert [(hit.passage, hit.score) for hit in beside] == [(h.passage, h.score) for h in alone]
    assert searching
    assert threading.current_thread().name not in searching

    def fail(*given: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(retriever.index.lexical, "search", fail)
    with pytest.raises(OSError, match="no room"):
        retriever.search("red pears", 4)


def test_a_rare_word_counts_more_than_a_common_one(tmp_path: Path) -> None:
    common = [f"Ships visit number{n}." for n in range(9)]
    retriever = make_retriever(tmp_path, {"a.md": [*common, "Gulls nest here."]})
    assert retriever.search("ships gulls", 1)[0].passage.text == "Gulls nest here."


def test_a_word_that_is_nowhere_is_no_error(tmp_path: Path) -> None:
    hits = make_retriever(tmp_path, _PARAGRAPHS).search("zzz", 2)
    assert len(hits) == 2
    assert all(abs(hit.score) < 0.6 for hit in hits)


@pytest.mark.parametrize(("k", "expected"), [(-1, 0), (0, 0), (1, 1), (3, 3), (4, 4), (1000, 4)])
def test_at_most_k_hits(k: int, expected: int, tmp_path: Path) -> None:
    assert len(make_retriever(tmp_path, _PARAGRAPHS).search("red", k)) == expected


@pytest.mark.parametrize("query", ["", " \n", "?!", "…", "😀", "—", "\u200b"])
def test_a_query_without_a_word_has_no_hits(query: str, tmp_path: Path) -> None:
    assert make_retriever(tmp_path, _PARAGRAPHS).search(query, 5) == []


def test_each_sentence_has_its_score(tmp_path: Path) -> None:
    text = "Gulls nest here. Red apples ripen. Nobody knows."
    hit = make_retriever(tmp_path, {"a.md": [text]}).search("red apples", 1)[0]
    scores = _add_up(hit)
    assert len(scores) == len(hit.passage.sentences) == 3
    assert scores.index(max(scores)) == 1
    assert scores[1] == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("ending", ["?", "?”", '?"', "？", "؟", "?)"])
def test_a_sentence_that_asks_is_not_preferred(ending: str, tmp_path: Path) -> None:
    articles = {"a.md": [f"Who guards the harbor{ending}"], "b.md": ["Who guards the harbor."]}
    first, second = make_retriever(tmp_path, articles).search("who guards the harbor?", 2)
    assert (first.article.id, second.article.id) == ("b.md", "a.md")
    assert _add_up(first)[0] - _add_up(second)[0] == pytest.approx(0.1, abs=1e-3)


def test_equals_come_in_the_order_of_articles(tmp_path: Path) -> None:
    same = "Red apples ripen slowly."
    retriever = make_retriever(tmp_path, {"b.md": [same, same], "a.md": [same]})
    for _ in range(3):
        hits = retriever.search("red apples", 3)
        assert [(hit.article.id, hit.passage.start) for hit in hits] == [
            ("a.md", 0),
            ("b.md", 0),
            ("b.md", len(same) + 2),
        ]


def test_an_index_of_one_passage(tmp_path: Path) -> None:
    hits = make_retriever(tmp_path, {"a.md": ["Red."]}).search("anything at all", 5)
    assert [hit.passage.text for hit in hits] == ["Red."]


def test_the_bundled_encoder_finds_the_meaning(tmp_path: Path, encoder: "Encoder") -> None:
    articles = {
        "sea.md": ["The navy keeps watch over the harbour.", "Fishermen sell their catch at dawn."],
        "tea.md": ["Leaves are dried in the sun.", "The best tea grows on hillsides."],
    }
    retriever = make_retriever(tmp_path, articles, encoder)
    assert retriever.search("Who guards the port?", 1)[0].passage.text.startswith("The navy")
    assert retriever.search("Where does tea grow?", 1)[0].passage.text.startswith("The best tea")
    assert retriever.search("\u200b", 1) == retriever.search("?", 1) == []


@pytest.mark.parametrize("question", ["article 14", "Art. 14", "§ 14", "the fourteenth article"])
def test_the_unit_that_is_named_comes_first(question: str, tmp_path: Path) -> None:
    text = "\n\n".join(f"Whoever moors at pier {number} pays." for number in range(1, 31))
    starts = [text.index(f"Whoever moors at pier {number} ") for number in range(1, 31)]
    paragraphs = tuple(
        Paragraph(start, text.index(".", start) + 1, label=f"Article {number}")
        for number, start in enumerate(starts, 1)
    )
    encoder = FakeEncoder(dimension=64, max_tokens=40)
    folder = BuildFolder(tmp_path / "index")
    corpus = Corpus((Article("code.md", "Code", text, paragraphs, language="en"),), (), (), "c")
    build_index(corpus, tmp_path, encoder, folder)
    retriever = Retriever(load_index(folder, encoder), encoder)
    hit = retriever.search(question, 1)[0]
    assert (hit.passage.label, hit.absent) == ("Article 14", ())
    missing = retriever.search("what does article 41 say", 1)[0]
    assert missing.absent == ("article 41",)
    assert missing.confidence < 0.5


@pytest.mark.parametrize(
    ("question", "begins", "is_whole"),
    [
        ("section 3", "At the gate", True),
        ("What does section 3 of the harbour code say?", "At the gate", True),
        ("Does section 3 say who pays for lamps at gate 3?", "Section 3 pays", False),
    ],
)
def test_a_unit_that_alone_is_named_is_found_from_its_beginning(
    question: str, begins: str, is_whole: bool, tmp_path: Path
) -> None:
    said = [
        "At the gate of the pier oil is sold.",
        "Section 3 pays for 3 lamps.",
        "Boats lie at the northern quay.",
    ]
    text = "\n\n".join(said)
    paragraphs = tuple(
        Paragraph(text.index(one), text.index(one) + len(one), label="Section 3") for one in said
    )
    encoder = FakeEncoder(dimension=64, max_tokens=9)
    folder = BuildFolder(tmp_path / "index")
    article = Article("code.md", "Harbour code", text, paragraphs, language="en")
    build_index(Corpus((article,), (), (), "c"), tmp_path, encoder, folder)
    hits = Retriever(load_index(folder, encoder), encoder).search(question, 3)
    assert hits[0].passage.text.startswith(begins)
    assert [hit.is_asked_whole for hit in hits] == [is_whole] * 3


def _find_names(
    tmp_path: Path, texts: dict[str, tuple[str, str]], question: str, **changes: Any
) -> list[str]:
    """The names of the articles that are found for `question`, best first, where nothing but their
    texts counts, and what `changes` say. Each has a title and a text, of which every paragraph is a
    passage."""
    articles = []
    for name, (title, text) in texts.items():
        spans: list[Paragraph] = []
        start = 0
        for paragraph in text.split("\n\n"):
            spans.append(Paragraph(start, start + len(paragraph), label=str(len(spans) + 1)))
            start += len(paragraph) + 2
        articles.append(Article(name, title, text, tuple(spans)))
    encoder = FakeEncoder(dimension=64)
    folder = BuildFolder(tmp_path / "index")
    if not (tmp_path / "index").exists():
        build_index(Corpus(tuple(articles), (), (), "c"), tmp_path, encoder, folder)
    plain = replace(
        RANKING_PARAMETERS,
        line=0.0,
        name=0.0,
        heading=0.0,
        early=0.0,
        preceding=0.0,
        words=0.0,
        close_words=0.0,
        option_words=0.0,
        beside=0.0,
    )
    parameters = replace(plain, **changes)
    retriever = Retriever(load_index(folder, encoder), encoder, parameters=parameters)
    return [hit.article.id for hit in retriever.search(question, 9)]


@pytest.mark.parametrize(
    ("title", "question"),
    [("Pears", "red pears"), ("Ferries", "red ferries"), ("Night trains", "red trains")],
)
def test_of_passages_that_are_as_near_the_one_that_has_the_words_or_stands_below_them_comes_first(
    title: str, question: str, tmp_path: Path
) -> None:
    texts = {
        "a.md": ("Notes", "Red ones cost much."),
        "b.md": (title, "Red ones cost much more."),
    }
    assert _find_names(tmp_path, texts, question) == ["a.md", "b.md"]
    assert _find_names(tmp_path, texts, question, close_words=0.05) == ["b.md", "a.md"]


def test_of_options_that_are_as_near_the_one_whose_name_has_the_words_comes_first(
    tmp_path: Path,
) -> None:
    texts = {
        "a.md": ("Sail", "-w, --wait ends what others kill."),
        "b.md": ("Sail", "-k, --kill-after ends all of it."),
    }
    changes = {"close": 1.0, "close_words": 0.05}
    assert _find_names(tmp_path, texts, "kill", **changes) == ["a.md", "b.md"]
    changes["option_words"] = 0.1
    assert _find_names(tmp_path, texts, "kill", **changes) == ["b.md", "a.md"]


def test_what_stands_beside_the_first_passage_comes_before_what_is_as_near(tmp_path: Path) -> None:
    texts = {
        "a.md": ("Notes", "Red boats are rare."),
        "b.md": ("Notes", "Red boats sail at noon.\n\nRed boats are rare."),
    }
    question = "red boats sail at noon"
    assert _find_names(tmp_path, texts, question) == ["b.md", "a.md", "b.md"]
    assert _find_names(tmp_path, texts, question, beside=0.03) == ["b.md", "b.md", "a.md"]


def test_of_passages_about_as_near_as_the_last_that_is_shown_the_one_with_the_words_comes_first(
    tmp_path: Path,
) -> None:
    texts = {
        "a.md": ("Notes", "Red pears taste sweet."),
        "b.md": ("Notes", "Red ones taste better."),
        "c.md": ("Notes", "Red ones taste well."),
        "d.md": ("Pears", "Red ones taste bitter."),
    }
    question = "red pears taste sweet"
    assert _find_names(tmp_path, texts, question) == ["a.md", "b.md", "c.md", "d.md"]
    found = _find_names(tmp_path, texts, question, close_words=0.05)
    assert found == ["a.md", "d.md", "b.md", "c.md"]


def test_the_answer_to_a_question_that_is_found_is_looked_at_whatever_its_words(
    tmp_path: Path,
) -> None:
    turns = [
        ("Host", "You keep a museum. Why?"),
        ("Tom Reth", "My father did."),
        ("Host", "And who paid for the expedition?"),
        ("Tom Reth", "Half was given by Bremen. The rest came out of a brewery."),
    ]
    text, spans = "", []
    for speaker, said in turns:
        spans.append(Paragraph(len(text), len(text) + len(said), speaker=speaker))
        text += f"{said}\n\n"
    # As many others hold a word of the question, so that the answer is among none of the nearest.
    others = [
        Article(f"{n}.md", f"{n}", said, (Paragraph(0, len(said)),))
        for n in range(40)
        for said in [f"The expedition paid for {n} boats."]
    ]
    records = (Article("talk.vtt", "Talk", text.rstrip(), tuple(spans)), *others)
    folder, encoder = BuildFolder(tmp_path / "index"), FakeEncoder(dimension=64)
    build_index(Corpus(records, (), (), "c"), tmp_path, encoder, folder)
    retriever = Retriever(load_index(folder, encoder), encoder)
    question = "Who paid for the expedition?"
    assert any("Bremen" in hit.passage.text for hit in retriever.search(question, 2))
    assert len(retriever.search(question, 2, Scope(np.asarray([2])))) == 1
