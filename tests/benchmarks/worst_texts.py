"""Messages that are the worst for one handler or another."""

import random

from tests.benchmarks.worst import invent_words

UNITS = 4_000
"""Characters of a message that are left behind a command or a mention."""


def make_texts(plain: str, rng: random.Random) -> dict[str, str]:
    """By name, the worst that may be written."""
    words = plain.split()
    slips = [word[:-1] + rng.choice("qxz") + word[-1] for word in words]
    common = ("the", "of", "and", "in", "to", "a", "was", "is", "for", "as")
    texts = {
        "plain": plain[:100],
        "a piece of an article": plain,
        "unknown words": invent_words(rng, ord("a"), 26, UNITS),
        "misspelt words": " ".join(slips[:512]),
        "common phrases": " ".join(f'"{word}"' for word in common),
        "common words": " ".join(rng.choices(common, k=1500)),
        "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 400,
        "combining marks": ("a" + "\u0301" * 40) * 100,
        "right to left": "\u202e\u05d0\u0627\u200f " * 800,
        "question marks": "?" * UNITS,
        "questions": "Who is it? " * 400,
        "quotation marks": "“'”\"" * 1000,
        "one letter": "a " * 2000,
        "one word": "a" * UNITS,
        "Chinese": "".join(chr(0x4E00 + rng.randrange(20_000)) for _ in range(UNITS)),
        "filters": "in:'" * 1000,
        "verses": "1:1 a\n" * 600,
        "hashtags": "#a 😀 " * 600,
        "tags": "<b " * 1300,
    }
    return {name: cut(text, UNITS) for name, text in texts.items()}


def cut(text: str, units: int) -> str:
    """The first so many UTF-16 units of `text`."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
