"""Files of questions: what is read, what is refused and where, and what counts as an answer."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.labelled_questions import (
    LabelledQuestion,
    QuestionsError,
    read_plain_questions,
    read_question_file,
)

GOOD = '{"question": "Who keeps it?", "answers": ["Mary Flint"]}'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "questions.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_reads_one_question_a_line(tmp_path: Path) -> None:
    full = {"question": "Wer\u2028hütet?", "answers": ["A", "B"], "article": "a/b.md"}
    line = json.dumps(full | {"language": "de", "kind": "wer", "more": 1}, ensure_ascii=False)
    content = "\ufeff" + GOOD.replace("}", ', "article": null}') + "\r\n\n  \n" + line
    assert read_question_file(write(tmp_path, content)) == (
        LabelledQuestion("Who keeps it?", ("Mary Flint",)),
        LabelledQuestion("Wer\u2028hütet?", ("A", "B"), "a/b.md", "de", "wer"),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nonsense", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is no JSON object"),
        ('{"answers": ["x"]}', 'has no "question"'),
        ('{"question": " ", "answers": ["x"]}', '"question" is no text'),
        (r'{"question": "\ud800", "answers": ["x"]}', '"question" is no text'),
        ('{"question": "x"}', 'has no "answers"'),
        ('{"question": "x", "answers": []}', '"answers" is no list'),
        ('{"question": "x", "answers": "y"}', '"answers" is no list'),
        ('{"question": "x", "answers": ["y", 3]}', '"answers" is no list'),
        ('{"question": "x", "answers": ["y", ""]}', '"answers" is no list'),
        ('{"question": "x", "answers": ["y"], "article": 3}', '"article" is no text'),
        ('{"question": "x", "answers": ["y"], "language": []}', '"language" is no text'),
    ],
)
def test_mistake_names_file_and_line(tmp_path: Path, line: str, expected: str) -> None:
    path = write(tmp_path, f"{GOOD}\n\n{line}\n{GOOD}\n")
    with pytest.raises(QuestionsError) as raised:
        read_question_file(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: line 3")
    assert expected in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "expected"),
    [("", "no question"), (" \n\n", "no question"), (b"\xff\xfe\n", "is not UTF-8")],
)
def test_file_without_questions_is_refused(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    path = write(tmp_path, content)
    for read in (read_question_file, read_plain_questions):
        with pytest.raises(QuestionsError, match=expected):
            read(path)


def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(QuestionsError, match="cannot be read"):
            read_question_file(path)


def test_reads_plain_questions(tmp_path: Path) -> None:
    path = write(tmp_path, "Who?\r\n\n  What? \n")
    assert read_plain_questions(path) == ("Who?", "What?")


def test_answer_counts_in_its_article_only() -> None:
    question = LabelledQuestion("Who?", ("Mary  Flint", "Ms Flint"), "keeper.txt")
    text = "It is MARY\n flint."
    assert question.is_answered_by(text, ["keeper.txt"])
    assert question.is_answered_by(text, ["copy.txt", "keeper.txt"])
    assert not question.is_answered_by(text, ["copy.txt"])
    assert not question.is_answered_by("It is Mary.", ["keeper.txt"])
    assert LabelledQuestion("Who?", ("ms flint",)).is_answered_by("Ms Flint does.", ["copy.txt"])


def test_finds_out_what_no_article_can_answer() -> None:
    texts = {"keeper.txt": "The keeper is Mary Flint.", "b.txt": "Tom Harrow left."}
    assert LabelledQuestion("?", ("mary flint",)).find_mistake(texts) is None
    assert LabelledQuestion("?", ("Tom",), "b.txt").find_mistake(texts) is None
    assert (
        LabelledQuestion("?", ("Tom",), "c.txt").find_mistake(texts) == "there is no article c.txt"
    )
    elsewhere = LabelledQuestion("?", ("Tom",), "keeper.txt").find_mistake(texts)
    assert elsewhere == "none of its answers is in keeper.txt"
    nowhere = LabelledQuestion("?", ("Ann",)).find_mistake(texts)
    assert nowhere == "none of its answers is in the articles"


@given(st.text(), st.text(min_size=1).filter(str.strip), st.text())
def test_any_slice_of_a_text_at_white_space_is_found(before: str, answer: str, after: str) -> None:
    text = f"{before} {answer}\t{after}"
    assert LabelledQuestion("?", (answer,)).is_answered_by(text, [])
