"""What columns are for, by their names in many languages."""

import pytest

from corpus.formats.tables.columns import Columns, sort_columns


@pytest.mark.parametrize(
    ("names", "questions", "answers"),
    [
        (("Question", "Answer"), (0,), (1,)),
        (("id", "question_text", "answerText"), (1,), (2,)),
        (("Q", "A"), (0,), (1,)),
        (("Frage (DE)", "Antwort (DE)", "Question (EN)", "Answer (EN)"), (0, 2), (1, 3)),
        (("Pregunta frecuente", "Respuesta"), (0,), (1,)),
        (("Вопрос", "Ответ"), (0,), (1,)),
        (("常见问题", "标准答案"), (0,), (1,)),
        (("السؤال", "الجواب"), (0,), (1,)),
        (("سوال", "جواب"), (0,), (1,)),
        (("prompt", "completion"), (0,), (1,)),
        (("instruction", "input", "output"), (0,), (2,)),
        (("Subject", "Title", "Answer"), (1,), (2,)),
        (("question", "content"), (0,), (1,)),
        (("Question", "Answer", "Wrong answer"), (0,), (1,)),
        (("question", "correct_answer", "incorrect_answers"), (0,), (1,)),
        (("Frage", "Falsche Antwort", "Antwort"), (0,), (2,)),
        (("Question", "Old answer", "New answer", "distractor1"), (0,), (2,)),
        (("问题", "错误答案", "答案"), (0,), (2,)),
    ],
)
def test_questions_and_answers(
    names: tuple[str, ...], questions: tuple[int, ...], answers: tuple[int, ...]
) -> None:
    columns = sort_columns(names)
    assert (columns.questions, columns.answers) == (questions, answers)
    assert not any("rong" in names[n] or "incorrect" in names[n] for n in columns.others)


def test_of_several_answers_to_choose_from_none_is_known_to_answer() -> None:
    columns = sort_columns(("Question", "Answer A", "Answer B", "Answer"))
    assert (columns.answers, columns.others) == ((), (0, 1, 2, 3))


@pytest.mark.parametrize(
    "names",
    [
        ("question_id", "answer_id"),
        ("Number of questions", "Score"),
        ("q", "w", "a", "s"),
        ("Questions", "Points"),
        ("v", "a"),
        ("name", "price"),
        ("Question type", "Answer type"),
    ],
)
def test_other_columns_are_neither(names: tuple[str, ...]) -> None:
    assert not sort_columns(names).has_answers


def test_texts_with_titles_and_what_they_are_listed_under() -> None:
    columns = sort_columns(("id", "Title", "Category", "Body", "price", "url"))
    assert columns == Columns(title=1, texts=(3,), section=2, others=(4,))


def test_of_a_text_with_and_without_markup_the_structure_is_kept() -> None:
    assert sort_columns(("title", "content_text", "content_html")).texts == (2,)
