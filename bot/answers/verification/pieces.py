"""What a quotation leaves out and puts in: signs for a gap, letters and words in brackets."""

from collections.abc import Iterator

import regex

from corpus.normalization import fold_typography, split_units
from corpus.structure.sentences.sentences import split_sentences

_DOTS = r"(?:…+|\.(?:\s?\.){1,5}|‥+|⋯+)"
BROKEN = "-\u200b"
"""A hyphen at the end of a line in whose place nothing may stand: the sign that cannot be seen is
none in any comparison."""

BRACKETED_GAP = regex.compile(rf"[\[(（［{{【]\s{{0,2}}{_DOTS}\s{{0,2}}[\])）］}}】]")
"""A sign that something is left out, which no article has for another reason."""

_GAP = regex.compile(rf"{BRACKETED_GAP.pattern}|(?:…+|⋯+|\.{{3,6}}|\.(?: \.){{2,3}})")
_LETTER = regex.compile(r"(?<=[\p{L}\p{M}])\[(\p{L}{1,4})\]|\[(\p{L}{1,4})\](?=\p{L})")
_NOTE = regex.compile(r"\s?\[(?:\d{1,4}|sic!?|\p{L})\]", regex.IGNORECASE)
"""The mark of a footnote, and what says that a slip is the author's."""

_ORDINAL = regex.compile(
    r"(?<!\bI\s)\b(?:der|die|das|den|dem|des|am|im|vom|zum|zur|bis|ab|seit|ins|beim|und|det|az)"
    r"\s\d{1,2}\.\Z",
    regex.IGNORECASE,
)
"""At the end of a sentence that goes on, as in "bis zum 31. März": the languages that write "3rd"
so have these words before it, and an English sentence hardly has them before its last one."""
_ORDINAL_TAIL = 12

_LOW_LINES = regex.compile(r"(?<![\p{L}\p{N}_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\p{L}\p{N}_])")

_FINE = regex.compile(r"(?<=[!?…؟！？])\s+|\s[/|]\s")
_MAX_FINE = 6
_ENDING = " \t\n.,;:。、，،۔।"
_TAIL = 20
_MAX_PIECES = 12
_QUOTES = " \t\n\"'“”„‟«»‹›「」『』‘’‚＂״"


def count_units(text: str) -> int:
    """How many words `text` has; of scripts that do not part them, how many letters."""
    return sum(any(map(str.isalnum, unit)) for unit in split_units(fold_typography(text)))


def split_message(text: str) -> list[tuple[int, int]]:
    """`(start, end)` of each sentence of `text`, whose language nobody tells: none ends at the
    number of a day or at another ordinal."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        left = text[max(spans[-1][0], spans[-1][1] - _ORDINAL_TAIL) : spans[-1][1]] if spans else ""
        is_one_line = bool(spans) and "\n" not in text[spans[-1][1] : start]
        if is_one_line and _ORDINAL.search(left) and text[start].isupper():
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def split_gaps(text: str) -> list[str]:
    """The pieces of `text` between signs that something is left out, those with words; `[text]`
    if nothing is left out between two of them, or more often than anybody leaves out."""
    pieces = [piece for piece in _GAP.split(text) if any(c.isalnum() for c in piece)]
    return [piece.strip() for piece in pieces] if 1 < len(pieces) <= _MAX_PIECES else [text]


def split_finely(text: str) -> list[str]:
    """The pieces of a sentence between marks behind which one may go on in lower case, and strokes
    between lines of verse, those with words; `[text]` if there are none, or too many."""
    pieces = [piece for piece in _FINE.split(text) if any(c.isalnum() for c in piece)]
    return pieces if 1 < len(pieces) <= _MAX_FINE else [text]


def trim_claim(text: str) -> str:
    """`text` without outer quotation marks and signs for what is left out before and after it."""
    text = text.strip(_QUOTES)
    while gap := _GAP.match(text):
        text = text[gap.end() :].lstrip(_QUOTES)
    tail = text[-_TAIL:]
    while (gaps := list(_GAP.finditer(tail))) and not tail[gaps[-1].end() :].strip(_ENDING):
        text = text[: len(text) - len(tail) + gaps[-1].start()].rstrip(_QUOTES)
        tail = text[-_TAIL:]
    return text


def is_cut(text: str) -> bool:
    """Whether a sign that something is left out stands behind the last word of `text`."""
    tail = text.rstrip(_QUOTES)[-_TAIL:]
    return any(not tail[gap.end() :].strip(_ENDING) for gap in _GAP.finditer(tail))


def read_variants(text: str) -> Iterator[str]:
    """`text`, as it may stand in an article: as it is; a word that the end of a line has parted as
    one; without the mark at its end, which may be
    the writer's own; without brackets around letters and without notes in brackets; all of it
    without low lines around words, which may be Markdown's."""
    yield from _read_variants(text)
    if (plain := strip_low_lines(text)) != text:
        yield from _read_variants(plain)


def _read_variants(text: str) -> Iterator[str]:
    yield text
    if BROKEN in text:
        text = text.replace(BROKEN, "")
        yield text
    bare = text.rstrip(_ENDING)
    if bare != text:
        yield bare
    if "[" in text:
        plain = _NOTE.sub("", unbracket(text)).strip()
        yield from (one for one in (plain, plain.rstrip(_ENDING)) if one not in (text, bare))


def strip_low_lines(text: str) -> str:
    """`text` without low lines at the beginning and the end of its words."""
    return _LOW_LINES.sub("", text)


def unbracket(text: str) -> str:
    """`text` with letters that somebody has changed in a word, as in "[S]he", as of the word."""
    return _LETTER.sub(lambda found: found[1] or found[2], text)
