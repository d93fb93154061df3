"""Where the source of a wiki page has words that only a template knows."""

import re

HOLE, NOTHING = "\ue002", "\ue003"
"""Stand where something was left out, which may be words, or is none: what was right and left of
that is not to meet."""
LEFT_OUT = "[…]"
"""What a line has in place of words that only a template knows."""
_ENDS = r".!?:;,。！？：；，"
_OF_NO_WORDS = re.compile(
    # A notice above, or a picture or a small mark beside what begins there.
    rf"(?:^|(?<=[.!?。] )){HOLE}+(?= *(?:$|[^\W\d_a-z]|[\"“«„]))"
    # Right behind a word, or what ends a sentence: a note, a mark of who doubts it.
    rf"|(?:(?<=[^\W\d_]|[.!?,;)\]”»])|(?<=[\w.!?,]\")){HOLE}+(?=$|[ {_ENDS})\"”»])"
)
_HOLES = re.compile(f"{HOLE}+")
_HOLES_APART = re.compile(rf"{HOLE}(?: ?{HOLE})+")
_HOLED = re.compile(rf"\s?\(([^()]{{0,300}}{HOLE}[^()]{{0,300}})\)")
_BETWEEN_NUMBERS = re.compile(rf"(?<=\d){NOTHING}+(?=\d)")
_BETWEEN = " ,;:/–—-" + HOLE
_PARTS = re.compile(r"[,;]")
_MARKS = str.maketrans("", "", HOLE + NOTHING)
_INSTEAD_OF_NOTHING = re.compile(r" +(?=[,.;:!?)])")


def drop_gaps(text: str) -> str:
    """`text` as if nothing had been left out."""
    return text.translate(_MARKS)


def mark_gaps(text: str) -> str:
    """`text` that says wherever what was left out may be words; its blanks stay."""
    return _HOLES.sub(LEFT_OUT, _drop_nothing(text))


def close_gaps(text: str) -> str:
    """A line that says where it lacks words, without the blanks and brackets around what is none;
    "" if it has no words. What stands right behind a word is a note, and what a sentence begins
    below or behind is a notice or a picture, but for a number's or a sentence's first signs."""
    if not drop_gaps(text).strip():
        return ""
    text = " ".join(_HOLED.sub(_close_brackets, _drop_nothing(text)).split())
    text = _OF_NO_WORDS.sub("", _HOLES_APART.sub(HOLE, text))
    return _INSTEAD_OF_NOTHING.sub("", " ".join(mark_gaps(text).split()))


def _drop_nothing(text: str) -> str:
    """`text` without what is no words; two numbers do not become one."""
    return _BETWEEN_NUMBERS.sub(" ", text).replace(NOTHING, "")


def _close_brackets(match: re.Match[str]) -> str:
    """Brackets, of whose parts those are gone that were nothing else."""
    parts = [part.strip() for part in _PARTS.split(match[1])]
    if not any(part.strip(_BETWEEN) for part in parts):
        return ""
    if all(part.strip(_BETWEEN) for part in parts):
        return match[0]
    kept: list[str] = []
    start = 0
    for end in (*(found.start() for found in _PARTS.finditer(match[1])), len(match[1])):
        piece = match[1][start:end]
        if piece.strip(_BETWEEN):
            kept.append(piece if kept else piece.lstrip(_BETWEEN[:-1]))
        start = end
    blank = match[0][: match[0].index("(")]
    return f"{blank}({''.join(kept)})"
