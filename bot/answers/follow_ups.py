"""Questions that need the one before them to be understood."""

import re

# Words that point back.
_POINTING = re.compile(
    r"\b(it|its|itself|he|him|his|she|her|hers|they|them|their|theirs|this|these|those"
    r"|the former|the latter|the same|that)\b",
    re.IGNORECASE,
)
_LINKING = re.compile(r"\s*(and|but|or|also|how so|what about|how about)\b", re.IGNORECASE)
_FEW_WORDS = 3
_MAX_CHARACTERS = 300
"""What is longer says itself what it is about, and costs as much again to be read a second time."""


def points_back(question: str) -> bool:
    """Whether `question` may need the one before it: it has a pronoun, begins with a link such as
    "and", or is very short; "Thanks!" and "ok" are no questions, and a long one needs nothing."""
    if len(question) > _MAX_CHARACTERS:
        return False
    few = len(question.split()) <= _FEW_WORDS and question.rstrip().endswith(("?", "？", "؟"))
    return few or bool(_POINTING.search(question) or _LINKING.match(question))


def join_questions(before: str, question: str) -> str:
    """Both as one question: the encoder reads the pronoun beside what it stands for."""
    return f"{before.strip()} {question.strip()}"
