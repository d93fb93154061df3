import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Locator, Paragraph, Passage, Work
from corpus.records import dump_record, list_fields, make_article, make_head
from embeddings.index.segments.records import (
    format_article,
    format_headings,
    format_passage,
    parse_headings,
    parse_passage,
)

# What a reader lets through: no surrogates. Line ends of other systems are among the rest.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_DATES = st.none() | st.dates()
_MAYBE = st.none() | _TEXTS


_LOCATORS = st.builds(
    Locator,
    st.sampled_from(["page", "time", "row", "post"]),
    st.integers(1, 10**6),
    st.none() | st.dates(),
)


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


@given(articles=st.lists(_articles(), max_size=3))
def test_what_is_written_is_read(articles: list[Article]) -> None:
    for article in articles:
        line = format_article(article)
        assert line.count(b"\n") == 1
        assert make_article(json.loads(line)) == article
        head = make_head(json.loads(dump_record(list_fields(article.head))))
        assert replace(head.with_text(article.text), paragraphs=article.paragraphs) == article
        passages = _list_passages(article)
        assert [parse_passage(format_passage(p), p.text) for p in passages] == passages
        assert all(format_passage(p).count(b"\n") == 1 for p in passages)
        headings = [heading for passage in passages for heading in passage.headings]
        assert parse_headings(format_headings(passages)) == list(dict.fromkeys(headings))


def _list_passages(article: Article) -> list[Passage]:
    return [
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
        for number, paragraph in enumerate(article.paragraphs)
    ]


def test_a_passage_is_kept_without_its_text() -> None:
    assert b"Two" not in format_passage(Passage("p", "a.md", 5, 9, "Two.", ((0, 4),)))


@pytest.mark.parametrize(
    "line", ["{", "5", "null", "{}", '{"id": "a"}', '{"article_id": "b", "start": 0, "end": 1}', ""]
)
def test_anything_else_is_refused(line: str) -> None:
    errors = (ValueError, KeyError, TypeError)
    with pytest.raises(errors):
        make_head(json.loads(line))
    with pytest.raises(errors):
        parse_passage(f"{line}\n".encode(), "")
    with pytest.raises(errors):
        parse_headings(f"{line}\n".encode())


def test_what_is_at_its_default_takes_no_room() -> None:
    article = Article("a.md", "A", "One. Two.", (Paragraph(0, 4), Paragraph(5, 9)))
    assert json.loads(format_article(article)) == {
        "id": "a.md",
        "title": "A",
        "text": "One. Two.",
        "paragraphs": [{"start": 0, "end": 4}, {"start": 5, "end": 9}],
    }
    passage = Passage("p", "a.md", 5, 9, "Two.", ((0, 4),))
    assert json.loads(format_passage(passage)) == {
        "id": "p",
        "article_id": "a.md",
        "start": 5,
        "end": 9,
        "sentences": [[0, 4]],
    }


@pytest.mark.parametrize(
    "damage",
    [
        {"context": [[1]]},
        {"locator": {"kind": "shelf", "value": 3}},
        {"locator": {"kind": "page", "value": "iv"}},
        {"locator": {"kind": "page"}},
    ],
)
def test_a_damaged_context_or_locator_is_refused(damage: dict[str, Any]) -> None:
    record = {"id": "p", "article_id": "a.md", "start": 5, "end": 9, "sentences": [[0, 4]]}
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse_passage(json.dumps(record | damage).encode() + b"\n", "Two.")
