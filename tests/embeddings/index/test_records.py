import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Locator, Paragraph, Passage, Work
from embeddings.index.records import read_articles, read_passages, write_articles, write_passages

# What a reader lets through: no surrogates. Line ends of other systems are among the rest.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_DATES = st.none() | st.dates()
_MAYBE = st.none() | _TEXTS


_LOCATORS = st.builds(Locator, st.sampled_from(["page", "time", "row"]), st.integers(1, 10**6))


@st.composite
def _paragraphs(draw: st.DrawFn, length: int) -> Paragraph:
    """A paragraph in a text of `length` characters, with all before it as its context or none."""
    start = draw(st.integers(0, length))
    has_context = draw(st.booleans()) and start > 0
    return Paragraph(
        start,
        length,
        headings=tuple(draw(st.lists(_TEXTS, max_size=2))),
        speaker=draw(_MAYBE),
        locator=draw(st.none() | _LOCATORS),
        context=((0, start),) if has_context else (),
        label=draw(_MAYBE),
    )


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text = draw(_TEXTS)
    return Article(
        id=draw(_TEXTS),
        title=draw(_TEXTS),
        text=text,
        paragraphs=(draw(_paragraphs(len(text))),),
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
            start=paragraph.start,
            end=paragraph.end,
            text=article.text[paragraph.start :],
            sentences=((0, paragraph.end - paragraph.start),),
            headings=paragraph.headings,
            speaker=paragraph.speaker,
            locator=paragraph.locator,
            context=paragraph.context,
            label=paragraph.label,
        )
        for number, article in enumerate(articles)
        for paragraph in article.paragraphs
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


def test_what_is_at_its_default_takes_no_room(tmp_path: Path) -> None:
    article = Article("a.md", "A", "One. Two.", (Paragraph(0, 4), Paragraph(5, 9)))
    write_articles([article], tmp_path / "articles")
    write_passages([Passage("p", "a.md", 5, 9, "Two.", ((0, 4),))], tmp_path / "passages")
    assert json.loads((tmp_path / "articles").read_text()) == {
        "id": "a.md",
        "title": "A",
        "text": "One. Two.",
        "paragraphs": [{"start": 0, "end": 4}, {"start": 5, "end": 9}],
    }
    assert json.loads((tmp_path / "passages").read_text()) == {
        "id": "p",
        "article_id": "a.md",
        "start": 5,
        "end": 9,
        "sentences": [[0, 4]],
    }


@pytest.mark.parametrize(
    "damage",
    [
        {"context": [[0, 99]]},
        {"context": [[4, 6]]},
        {"context": [[1]]},
        {"locator": {"kind": "shelf", "value": 3}},
        {"locator": {"kind": "page", "value": "iv"}},
        {"locator": {"kind": "page"}},
    ],
)
def test_a_damaged_context_or_locator_is_refused(damage: dict[str, Any], tmp_path: Path) -> None:
    article = Article("a.md", "A", "One. Two.", (Paragraph(5, 9),))
    record = {"id": "p", "article_id": "a.md", "start": 5, "end": 9, "sentences": [[0, 4]]}
    errors = (ValueError, KeyError, TypeError)
    (tmp_path / "passages").write_text(json.dumps(record | damage))
    with pytest.raises(errors):
        read_passages(tmp_path / "passages", {"a.md": article})
    paragraph = {"start": 5, "end": 9} | damage
    record = {"id": "a.md", "title": "A", "text": "One. Two.", "paragraphs": [paragraph]}
    (tmp_path / "articles").write_text(json.dumps(record))
    with pytest.raises(errors):
        read_articles(tmp_path / "articles")
