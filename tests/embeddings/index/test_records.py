from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Paragraph, Passage, Work
from embeddings.index.records import read_articles, read_passages, write_articles, write_passages

# What a reader lets through: no surrogates. Line ends of other systems are among the rest.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_DATES = st.none() | st.dates()
_MAYBE = st.none() | _TEXTS


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text = draw(_TEXTS)
    return Article(
        id=draw(_TEXTS),
        title=draw(_TEXTS),
        text=text,
        paragraphs=(Paragraph(0, len(text), tuple(draw(st.lists(_TEXTS, max_size=2)))),),
        source=draw(_MAYBE),
        author=draw(_MAYBE),
        published=draw(_DATES),
        url=draw(_MAYBE),
        language=draw(_MAYBE),
        based_on=(Work(draw(_TEXTS), draw(_MAYBE), draw(_DATES), draw(_MAYBE)),),
    )


@given(articles=st.lists(_articles(), max_size=3, unique_by=lambda article: article.id))
def test_what_is_written_is_read(
    articles: list[Article], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("records")
    write_articles(articles, folder / "articles")
    assert read_articles(folder / "articles") == articles

    passages = [
        Passage(
            id=f"p{number}",
            article_id=article.id,
            start=0,
            end=len(article.text),
            text=article.text,
            sentences=((0, len(article.text)),),
            headings=article.paragraphs[0].headings,
            speaker=article.author,
        )
        for number, article in enumerate(articles)
    ]
    write_passages(passages, folder / "passages")
    by_id = {article.id: article for article in articles}
    assert read_passages(folder / "passages", by_id) == passages


def test_a_passage_is_cut_from_its_article(tmp_path: Path) -> None:
    article = Article("a.md", "A", "One. Two.", (Paragraph(0, 9),), published=date(2026, 1, 2))
    passage = Passage("p", "a.md", 5, 9, "Two.", ((0, 4),))
    write_passages([passage], tmp_path / "passages")
    assert "Two" not in (tmp_path / "passages").read_text()
    assert read_passages(tmp_path / "passages", {"a.md": article})[0].text == "Two."


@pytest.mark.parametrize(
    "line", ["{", "5", "null", "{}", '{"id": "a"}', '{"article_id": "b", "start": 0, "end": 1}', ""]
)
def test_anything_else_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(line + "\n")
    errors = (ValueError, KeyError, TypeError)
    with pytest.raises(errors):
        read_articles(tmp_path / "file")
    with pytest.raises(errors):
        read_passages(tmp_path / "file", {})
