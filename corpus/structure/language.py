"""Which language a text is in."""

import re

_MIN_LETTERS = 40
_MAX_CHARACTERS = 4000
_LETTER = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, None if there is too little of it to tell."""
    sample = text[:_MAX_CHARACTERS]
    if len(_LETTER.findall(sample)) < _MIN_LETTERS:
        return None
    import py3langid  # here, because it takes a quarter of a second

    return str(py3langid.classify(sample)[0])
