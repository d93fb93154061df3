"""Lines below a title that credit who wrote the words: "Text: Mary Flint  Photos: Tom Hale"."""

import re

from corpus.formats.heads.bylines import is_name
from corpus.structure.speakers.label_words import PARTICLES

_OF_NEWS = r"haber|كتبت?|כתב"
_CREDITED = rf"text|texte|texto|testo|tekst|teksti|tekstas|текст|szöveg|metin|{_OF_NEWS}"
_PICTURED = (
    r"fotos?|photos?|photographs?|photographies?|fotografías?|fotografie|bild(?:er)?|kuvat?|pictures"
    r"|фото|fotoğraf|fényképek?|صور"
)
_CREDIT = re.compile(
    rf"(?:{_CREDITED})(?:\s?(?:&|[^\W\d_]{{1,3}})\s(?:{_PICTURED}))?\s?[:：]\s?(?P<name>[^\d:：]{{4,60}}?)"
    rf"(?P<rest>[\s,;|/·•–—-]+(?:{_PICTURED})\s?[:：].{{2,60}})?",
    re.I,
)
"""Who wrote the words, and perhaps who took the pictures: what is in front of the colon may be a
field of anything else."""
_SURE = re.compile(rf"(?:{_OF_NEWS})\b|.*\b(?:{_PICTURED})\s?[:：]", re.I)
_OF_SEVERAL = re.compile(
    r"[,;&|+(\[/–—]|\s(?:and|und|et|e|y|i|и|och|og|ja|ve|for|in|at|from|with|of)\s", re.I
)
_MIN_WORDS, _MAX_WORDS = 2, 4
"""Of one name, particles left out."""


def read_credit(text: str) -> dict[str, str] | None:
    """Who wrote the words, where it is a whole name; None if `text` is another line. What is left
    out stands in the field "dateline"."""
    match = _CREDIT.fullmatch(text)
    if match is None or not is_full_name(match["name"]):
        return None
    return {"author": match["name"]} | ({"dateline": text} if match["rest"] else {})


def tells_of_news(credit: str) -> bool:
    """Whether `credit` names what is reported, or pictures besides: "Text: ..." alone may be what
    a sermon or a song is about."""
    return _SURE.match(credit) is not None


def is_full_name(text: str) -> bool:
    """Whether `text` has the shape of one person's name: a few words and more than one, none of
    them an article, all with capitals where there are any."""
    words = text.split()
    named = [word for word in words if word.casefold() not in PARTICLES]
    is_one = is_name(text) and not _OF_SEVERAL.search(text) and words[0].casefold() not in PARTICLES
    is_cased = not any(word[0].islower() for word in named)
    return is_one and is_cased and _MIN_WORDS <= len(named) <= _MAX_WORDS
