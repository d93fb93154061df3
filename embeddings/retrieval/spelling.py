"""Words of a question as the articles have them: unknown ones, slips, and one half typed."""

import itertools
import re

from embeddings.index.analysis import is_spaceless, split_words
from embeddings.index.lexical import may_be_slip
from embeddings.index.passage_index import PassageIndex
from embeddings.index.question_words import QUESTION_WORDS

_MAX_CORRECTED = 5
"""Words of a question that are read as others: one with more is in another language."""

_LAST_WORD = re.compile(r"\w{3,}\Z")


class Spelling:
    """How the articles of one build write the words of a question."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def find_unknown_words(self, text: str) -> list[str]:
        """The words of `text` that no passage holds, in order, without those that every
        question may have; `[]` for scripts without spaces, where words are not told apart."""
        return [
            word.word
            for word in self._index.lexical.read_query(text)
            if not (word.is_known or word.word in QUESTION_WORDS or is_spaceless(word.word))
            and len(word.word) > 2
        ]

    def count_content(self, text: str) -> int:
        """How many words of `text` are such as `find_unknown_words` looks at, known or not."""
        words = {word.word for word in self._index.lexical.read_query(text)}
        return sum(len(word) > 2 and word not in QUESTION_WORDS for word in words)

    def correct_words(self, text: str) -> dict[str, str]:
        """For each word of `text` that no passage holds, the one that it may be a slip of;
        of many such words the first few, as each is compared with every word that begins alike."""
        lexical = self._index.lexical
        words = [word for word in lexical.read_query(text) if word.word not in QUESTION_WORDS]
        slips = itertools.islice(filter(may_be_slip, words), _MAX_CORRECTED)
        found = {word.word: lexical.correct_word(word) for word in slips}
        return {word: correction for word, correction in found.items() if correction}

    def complete_last_word(self, text: str) -> str:
        """`text` with its last word as some passage has it, if nobody has finished typing
        it."""
        typed = _LAST_WORD.search(text)
        stem = self._index.lexical.complete_stem(typed[0]) if typed else None
        if typed is None or stem is None:
            return text
        for row, _ in self._index.lexical.search(self._index.lexical.read_query(stem), 1):
            for word in split_words(self._index.passages[row].text):
                if word.startswith(typed[0].casefold()):
                    return text[: typed.start()] + word
        return text
