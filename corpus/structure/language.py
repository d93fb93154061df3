"""Which language a text is in."""

import re

import py3langid

_FEWEST_LETTERS = 40
_MOST_CHARACTERS = 4000
_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, None if there is too little of it to tell."""
    sample = text[:_MOST_CHARACTERS]
    if len(_LETTER.findall(sample)) < _FEWEST_LETTERS:
        return None
    return str(py3langid.classify(sample)[0])
