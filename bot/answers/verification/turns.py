"""Who speaks where an article is a talk of several: "Q: …", "Maria Olsen: …" at the beginnings of
lines."""

from collections import Counter

import regex

from bot.answers.verification.attribution.saying import is_label

_LABEL = regex.compile(r"(?:^|\n)[^\S\n]{0,4}([QA]|\p{Lu}[^\n:：]{1,40}?)\s?[:：](?=\s)")
_LOOKED_AROUND = 3000
_MAX_LOOKED = 12000


def is_turn_between(text: str, end: int, start: int) -> bool:
    """Whether one speaks at `end` and another at `start`, further on in `text`."""
    from_ = max(0, end - _LOOKED_AROUND)
    if "\n" not in text[end:start] or start - end > _MAX_LOOKED:
        return False
    around = text[from_ : start + _LOOKED_AROUND]
    labels = [(from_ + one.start(1), one[1]) for one in _LABEL.finditer(around)]
    counts = Counter(name for _, name in labels)
    turns = [(position, name) for position, name in labels if _is_speaker(name, counts[name])]
    before = [name for position, name in turns if position < end]
    between = [name for position, name in turns if end <= position < start]
    return bool(before and between) and before[-1] != between[-1]


def _is_speaker(name: str, count: int) -> bool:
    """Whether what stands before a colon may be who speaks: a letter for question or answer, a name
    of several words, or of one that comes again."""
    if name in ("Q", "A"):
        return True
    return is_label(f"{name}:") and (count > 1 or " " in name.strip())
