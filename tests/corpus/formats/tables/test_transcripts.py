"""Transcripts in JSON, and lists that are none."""

import json

import pytest

from corpus.article import ArticleError
from corpus.formats.content import Content
from corpus.formats.tables.json_files import read_json, read_json_lines


def read(value: object) -> Content:
    return read_json(json.dumps(value).encode(), "talk.json")


def said(content: Content) -> list[tuple[str | None, str]]:
    return [(p.speaker, content.text[p.start : p.end]) for p in content.paragraphs]


def segment(start: float, end: float, text: str, **more: object) -> dict[str, object]:
    return {"start": start, "end": end, "text": text, **more}


def test_segments_are_joined_to_sentences_with_times() -> None:
    segments = [
        segment(0.0, 2.0, " We bake the bread", id=0, words=[{"word": "We", "start": 0.0}]),
        segment(2.0, 4.0, " at four.", id=1),
        segment(65.5, 67.0, " Who eats it?", id=2),
    ]
    content = read({"text": " We bake …", "segments": segments, "language": "en"})
    assert said(content) == [(None, "We bake the bread at four."), (None, "Who eats it?")]
    assert [p.locator and p.locator.value for p in content.paragraphs] == [0, 65]
    assert (content.metadata.language, content.warnings) == ("en", ())


def test_who_says_it_without_a_time() -> None:
    turns = [("Ada", "Who eats it?"), ("Bo", "All of us."), ("Bo", "Daily."), ("", "A bell rings.")]
    content = read([{"speaker": name, "text": words} for name, words in turns])
    assert said(content) == [
        ("Ada", "Who eats it?"),
        ("Bo", "All of us. Daily."),
        (None, "A bell rings."),
    ]
    assert not any(p.locator for p in content.paragraphs)


def test_times_in_thousandths_and_voices_that_are_but_counted() -> None:
    utterances = [
        segment(250, 2800, "Who eats it?", speaker="A"),
        segment(90_000, 92_000, "All of us.", speaker="0"),
    ]
    content = read({"utterances": utterances})
    assert said(content) == [("A", "Who eats it?"), (None, "All of us.")]
    assert [p.locator and p.locator.value for p in content.paragraphs] == [0, 90]


def test_what_stands_beside_is_told_of() -> None:
    segments = [segment(0.0, 2.0, "We bake.")]
    words = [{"word": "We", "start": 0.0, "end": 1.0}]
    content = read({"segments": segments, "word_segments": words, "chapters": [{"title": "One"}]})
    assert content.warnings == ("records beside what is said are left out: 1",)


def test_a_list_behind_another_one_stays_beside_it() -> None:
    content = read({"dishes": [{"name": "Rye"}], "segments": [segment(0.0, 2.0, "We bake.")]})
    assert "Rye" in content.text
    assert "We bake." in content.text


@pytest.mark.parametrize(
    "record",
    [
        {"speaker": "Ada", "title": "Ovens", "text": "A talk about ovens."},
        {"start": "0.0", "end": "2.0", "text": "A row of a table."},
    ],
)
def test_lists_of_other_records_are_none(record: dict[str, str]) -> None:
    assert not any(p.speaker for p in read([record, record]).paragraphs)
    assert "A " in read([record, record]).text


def test_a_transcript_in_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(ArticleError, match="nothing is said"):
        read({"segments": [segment(0.0, 1.0, " ")]})


@pytest.mark.parametrize("time", [float("1e300"), -1.0, "NaN"])
def test_times_that_are_none_lose_no_words(time: object) -> None:
    segments = [segment(0.0, 2.0, "We bake."), {"start": time, "end": 3.0, "text": "At four."}]
    assert said(read({"segments": segments})) == [(None, "We bake. At four.")]


def test_turns_one_a_line() -> None:
    lines = ['{"speaker": "Ada", "text": "Who eats it?"}', '{"speaker": "Bo", "text": "We do."}']
    content = read_json_lines("\n".join([*lines, "{"]).encode(), "a.jsonl")
    assert said(content) == [("Ada", "Who eats it?"), ("Bo", "We do.")]
    assert content.warnings == ("lines are no JSON and left out: 3",)


def test_a_list_in_which_other_records_follow_is_a_table() -> None:
    records = [
        {"speaker": "Ada", "text": "Who eats it?"},
        {"speaker": "Bo", "text": "We do.", "note": "said with a full mouth"},
        {"title": "Ovens", "text": "A piece about ovens."},
    ]
    lines = "\n".join(map(json.dumps, records)).encode()
    for content in (read(records), read_json_lines(lines, "a.jsonl")):
        assert not any(p.speaker for p in content.paragraphs)
        for words in ("Who eats it?", "with a full mouth", "A piece about ovens."):
            assert words in content.text
