"""Questions with known answers, as owners write them down: one JSON object a line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus import FootnoteError
from corpus.normalization import fold_case


class QuestionsError(FootnoteError):
    """A file of questions cannot be used; one line that names the file and the line in it."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and verbatim spans that answer it, one or more.

    `article` is the id of the one that holds them; None if any article will do. `kind` is the
    owner's own word for what sort of question it is.
    """

    text: str
    answers: tuple[str, ...]
    article: str | None = None
    language: str | None = None
    kind: str | None = None

    def is_answered_by(self, text: str, articles: Iterable[str]) -> bool:
        """Whether `text`, found in `articles` (ids), holds one of the answers. Neither case nor
        the kind and number of white space matters."""
        if self.article is not None and self.article not in articles:
            return False
        folded = fold_case(text)
        return any(fold_case(answer) in folded for answer in self.answers)

    def find_mistake(self, texts: Mapping[str, str]) -> str | None:
        """Why nothing in `texts` (by article id) can answer the question; None if something can."""
        if self.article is not None and self.article not in texts:
            return f"there is no article {self.article}"
        articles = texts if self.article is None else [self.article]
        if any(self.is_answered_by(texts[article], [article]) for article in articles):
            return None
        where = self.article or "the articles"
        return f"none of its answers is in {where}"


def read_question_file(path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions in `path`, one or more, in order; blank lines are passed over.

    :raises QuestionsError: if the file or a line of it is wrong.
    """
    return parse_questions(_read_file(path), path)


def parse_questions(data: bytes, path: Path) -> tuple[LabelledQuestion, ...]:
    """The questions in `data`, which is what the file `path` holds, as `read_question_file`."""
    questions = tuple(_parse(line, where) for where, line in _split_lines(data, path))
    if not questions:
        raise QuestionsError(f"{path}: holds no question")
    return questions


def read_plain_questions(path: Path) -> tuple[str, ...]:
    """The lines of `path` that are not blank, one or more.

    :raises QuestionsError: if the file cannot be read or holds none.
    """
    questions = tuple(line.strip() for _, line in _split_lines(_read_file(path), path))
    if not questions:
        raise QuestionsError(f"{path}: holds no question")
    return questions


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise QuestionsError(f"{path}: cannot be read: {exc.strerror}") from exc


def _split_lines(data: bytes, path: Path) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with the place that a mistake in it is at."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise QuestionsError(f"{path}: is not UTF-8") from exc
    # Not `splitlines`: JSON may hold U+2028 and others of its line ends as they are.
    for number, line in enumerate(re.split("\r\n?|\n", text), 1):
        if line.strip():
            yield f"{path}: line {number}", line


def _parse(line: str, where: str) -> LabelledQuestion:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise QuestionsError(f"{where} is not JSON") from exc
    if not isinstance(record, dict):
        raise QuestionsError(f"{where} is no JSON object")
    question = _read_text(record, "question", where)
    if question is None:
        raise QuestionsError(f'{where} has no "question"')
    return LabelledQuestion(
        text=question,
        answers=_read_answers(record.get("answers"), where),
        article=_read_text(record, "article", where),
        language=_read_text(record, "language", where),
        kind=_read_text(record, "kind", where),
    )


def _read_text(record: dict[str, object], name: str, where: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not _is_usable(value):
        raise QuestionsError(f'{where}: "{name}" is no text')
    return value


def _read_answers(value: object, where: str) -> tuple[str, ...]:
    if value is None:
        raise QuestionsError(f'{where} has no "answers"')
    texts = [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
    if not texts or texts != value or not all(map(_is_usable, texts)):
        raise QuestionsError(f'{where}: "answers" is no list of texts')
    return tuple(texts)


def _is_usable(text: str) -> bool:
    """Whether `text` is not blank and has no lone surrogate, which JSON can write and no encoder
    takes."""
    return bool(text.strip()) and not any("\ud800" <= letter <= "\udfff" for letter in text)
