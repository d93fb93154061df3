"""The articles and questions that all are given."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.labelled_questions import LabelledQuestion

SUFFIXES = frozenset({".md", ".txt"})
"""What every contender reads, as UTF-8."""


def copy_articles(corpus: Path, folder: Path, most: int | None) -> dict[str, str]:
    """Copies the first `most` articles of `corpus`, by path, or all, into `folder`; their texts by
    path, as they stand in the files."""
    paths = [p for p in sorted(corpus.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file()]
    texts = {}
    for path in paths[:most]:
        name = path.relative_to(corpus)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
        texts[name.as_posix()] = path.read_text("utf-8", errors="replace")
    return texts


def choose_questions(
    questions: Sequence[LabelledQuestion], texts: dict[str, str], most: int | None
) -> list[LabelledQuestion]:
    """Of `questions` those that a text answers as it stands in its file, which markup may tear; of
    these `most`, spread evenly, or all."""
    asked = [question for question in questions if question.find_mistake(texts) is None]
    if most is None or most >= len(asked):
        return asked
    return [asked[number * len(asked) // most] for number in range(most)]
