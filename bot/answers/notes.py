"""What a reader has to know about an answer beside its quotes: facts, which `bot/text/notes.py`
puts into words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loads FAISS, which `footnote --help` imports these records without
    from embeddings import Choices, Filters, QueryMistake


@dataclass(frozen=True, slots=True)
class FiltersApplied:
    """Only articles that match `filters` were searched."""

    filters: "Filters"


@dataclass(frozen=True, slots=True)
class NothingSelected:
    """No article matches the filters; there are `choices`."""

    choices: "Choices"


@dataclass(frozen=True, slots=True)
class PhraseAbsent:
    """No article that was searched holds `phrase` word for word."""

    phrase: str


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The question's `word`, which no article holds, was read as `reading`."""

    word: str
    reading: str


@dataclass(frozen=True, slots=True)
class UnderstoodAfter:
    """The question was understood together with `question`, the one before it."""

    question: str


@dataclass(frozen=True, slots=True)
class UnitAbsent:
    """Nothing was found, as no article that was searched has `unit`, such as "article 17", or none
    of those that the question is about."""

    unit: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Nothing was found, and the question is in a language that no article is in: `asked` is its
    ISO 639-1 code, `held` are all those of the articles, the most frequent ones first."""

    asked: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionRefused:
    """Nothing was searched, as the question's filters or phrases cannot be meant."""

    mistake: "QueryMistake"


@dataclass(frozen=True, slots=True)
class PartUnanswered:
    """Of the message's questions `question` has no answer."""

    question: str


@dataclass(frozen=True, slots=True)
class FoldersGone:
    """Nothing was searched, as none of the chat's folders holds an article."""


@dataclass(frozen=True, slots=True)
class FoldersUnread:
    """Nothing was searched, as it could not be read which folders the chat is to search."""


Note = (
    FiltersApplied
    | NothingSelected
    | PhraseAbsent
    | ReadAs
    | UnderstoodAfter
    | PartUnanswered
    | UnitAbsent
    | OtherLanguage
    | QuestionRefused
    | FoldersGone
    | FoldersUnread
)
