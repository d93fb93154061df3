"""Where a conversation is over: what stands below its last turn and is said of it by nobody."""

import re
from collections.abc import Sequence

from corpus.article import Paragraph

_MADE = (
    r"recorded|edited|condensed|shortened|abridged|conducted|published|translated|transcribed"
    r"|updated|corrected|held|produced"
)
_CLOSING = re.compile(
    rf"[\W_]{{0,4}}(?:"
    rf"(?:this|the|our) (?:interview|conversation|discussion|transcript|transcription|talk|q ?& ?a)"
    rf" (?:was|is|has been|have been|had been) (?:[\w-]{{2,14}},? ){{0,2}}(?:{_MADE})\b"
    rf"|(?:{_MADE}|interview|interviewed|transcript|transcription) by (?:https?://\S|(?-i:[A-Z]))"
    r"|(?:dieses|das) (?:interview|gespräch) (?:wurde|ist) .{0,80}?(?:geführt|gekürzt|bearbeitet"
    r"|aufgezeichnet|veröffentlicht|übersetzt|redigiert|erschienen)\b"
    r"|(?:das interview|das gespräch|die fragen) (?:führten?|stellten?) (?-i:[A-ZÄÖÜ])"
    r"|(?:cet entretien|cette interview|l['’]entretien|l['’]interview) a été (?:\w{2,16} ){0,2}"
    r"(?:éditée?|réalisée?|menée?|enregistrée?|abrégée?|publiée?|traduite?|condensée?)\b"
    r"|propos recueillis par (?-i:[A-ZÀ-Ý])"
    r"|(?:esta|la) entrevista (?:fue|ha sido|se ha) (?:\w{2,16} ){0,2}(?:editada|realizada|grabada"
    r"|resumida|publicada|traducida|abreviada|condensada|acortada)\b"
    r"|(?:questa|l['’]) ?intervista è stata (?:\w{2,16} ){0,2}(?:modificata|realizzata|registrata"
    r"|pubblicata|tradotta|abbreviata|condensata)\b"
    r"|(?:это )?интервью (?:было )?(?:записано|сокращено|отредактировано|опубликовано|взял[аи]?)\b"
    r"|беседовал[аи]?\s(?-i:[А-Я])"
    r")",
    re.IGNORECASE,
)
"""What papers and programs write below an interview: how it was made, and by whom."""
_MIN_TIGHT = 2
"""Turns right below others, before a blank line tells that what follows is none."""


def find_closing(text: str, paragraphs: Sequence[Paragraph], labelled: list[bool]) -> int:
    """The number of the first of `paragraphs` that is a note below the last turn, which is the last
    of those that are `labelled`; how many there are if none is. It says how the talk was made, or
    stands behind a blank line where none stands in the talk itself."""
    last = len(labelled) - 1 - labelled[::-1].index(True)
    if last + 1 >= len(paragraphs):
        return len(paragraphs)
    first = labelled.index(True)
    inside = [_is_set_off(text, *paragraphs[n - 1 : n + 1]) for n in range(first + 1, last + 1)]
    is_tight = len(inside) >= _MIN_TIGHT and not any(inside)
    for number in range(last + 1, len(paragraphs)):
        one = paragraphs[number]
        if _CLOSING.match(text, one.start, one.end):
            return number
        if is_tight and _is_set_off(text, paragraphs[number - 1], one):
            return number
    return len(paragraphs)


def _is_set_off(text: str, above: Paragraph, below: Paragraph) -> bool:
    """Whether a blank line lies between the two."""
    between = text[above.end : below.start]
    return between.isspace() and between.count("\n") > 1
