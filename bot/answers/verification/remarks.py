"""What of a message stands in none of its parts: a lead, a remark, the name in a stamp.

A part has its verdict for its own words only. "Never say that", before it, turns them into their
contrary, in more ways than can be listed, so that whatever is left out is told.
"""

from collections.abc import Iterable, Iterator, Sequence

import regex

from bot.answers.verification.attribution.citing import take_out
from bot.answers.verification.attribution.saying import take_out_saying
from bot.answers.verification.attribution.sources import list_headings, list_names
from bot.answers.verification.denials import contradicts
from bot.answers.verification.verdicts import VerifiedPart
from bot.answers.verification.wrappings import take_out_times
from corpus.normalization import find_words, fold_accents
from corpus.periods import find_periods

_WORDS = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*")
_MAX_SCATTERED = 80
_LETTER = regex.compile(r"\p{L}")
_BEHIND = regex.compile(r"^[^\p{L}\p{M}\p{N}#@(\[（【]*+\p{M}*+(?:[)\]）】]\s*+)?")
_KEPT_BEHIND = frozenset(":：.。!！?？…)]）】؟")
_DENYING = regex.compile(r"[❌❎✖✗✘🚫⛔👎🤥🧢🙅🙄🤡≠≢⇎]")
"""Pictures and signs that say of what stands beside them that it is not so."""
_MARK = regex.compile(r"\s*\(?(?:[A-Za-z]|[ivx]{1,4})\)\s*")
"""Of an item of a list."""
_HANDLE = regex.compile(r"@([\p{L}\p{M}\p{N}_]{2,40})")
_PLACE = regex.compile(
    r"[·,][\s\u2066-\u2069]*(?:(?:pp?|с|ص|صفحہ)\.?\s*\p{N}+|第\s*\p{N}+\s*页)"
    r"(?:\s*·\s*(?:read by machine|leído por máquina|распознано машиной|机器识别|قرأته آلة"
    r"|مشین سے پڑھا گیا))?"
    r"(?=[\s\u2066-\u2069]*(?:[·,]|$))"
)
"""A page, as the bot names it in the source of a quote, also one that a machine has read."""
_PATH = "›"
"""Between a title and the headings below it."""
_MIN_DENYING_NAME = 3
"""Words of a name that has one that denies, "Never on Sunday": of fewer it may be no name."""
_EMPTY = frozenset(
    [
        *("a", "an", "the", "of", "in", "on", "by", "from", "to", "and", "as", "that", "it"),
        *("q", "pp", "page", "via", "see", "cf", "siehe", "voir", "см", "quote", "quotes"),
        *("quotation", "day", "week", "today", "here", "is", "de", "del", "la", "el", "los", "las"),
        *("y", "en", "que", "cita", "dia", "der", "die", "das", "des", "von", "vom", "im", "und"),
        *("zitat", "tages", "le", "les", "du", "et", "par", "dans", "citation", "jour", "в", "из"),
        *("и", "что", "цитата", "дня", "по", "г"),
    ]
)
"""Words that neither deny nor judge, around the name of a source."""


def find_own_words(
    lines: Iterable[str], taken: Sequence[str], parts: Sequence[VerifiedPart]
) -> tuple[str, ...]:
    """What of `lines`, a message without tags and addresses, stands in none of the texts `taken`
    from it in order: a piece of a line each, without times, or a picture that denies. What only
    names a source that one of `parts` was checked for, or is no more than "Quote of the day:", is
    left out."""
    text = "\n".join(lines)
    pieces = [piece for gap in _find_gaps(text, taken) for piece in gap.split("\n")]
    known = _list_known(parts)
    told = dict.fromkeys(_read_piece(piece, known) for piece in pieces)
    return tuple(filter(None, told))


def _read_piece(piece: str, known: Sequence[str]) -> str:
    """What of `piece` is the writer's own: its words, or else a picture that denies; `""` if
    neither is."""
    bare = _trim(piece)
    is_mark = _MARK.fullmatch(piece) is not None
    if _LETTER.search(bare) and not is_mark and not _is_plain(bare, known):
        return bare
    return "".join(_DENYING.findall(piece))


def _find_gaps(text: str, taken: Sequence[str]) -> Iterator[str]:
    """What stands between the texts, which are found by their letters and digits alone."""
    positions = [number for number, character in enumerate(text) if character.isalnum()]
    letters = "".join(text[number] for number in positions)
    last = 0
    for one in taken:
        sought = "".join(filter(str.isalnum, one))
        for start, end in _locate(letters, sought, last):
            yield text[positions[last - 1] + 1 if last else 0 : positions[start]]
            last = end
    yield text[positions[last - 1] + 1 if last else 0 :]


def _locate(letters: str, sought: str, from_: int) -> list[tuple[int, int]]:
    """Where `sought` stands behind `from_`: in one, or, where something within was left out, in
    several stretches; `[]` if it is not there."""
    start = letters.find(sought, from_) if sought else -1
    if start >= 0:
        return [(start, start + len(sought))]
    spans: list[tuple[int, int]] = []
    end = from_ + 2 * len(sought) + _MAX_SCATTERED
    for character in sought:
        position = letters.find(character, from_, end)
        if position < 0:
            return []
        if spans and spans[-1][1] == position:
            spans[-1] = spans[-1][0], position + 1
        else:
            spans.append((position, position + 1))
        from_ = position + 1
    return spans


def _trim(piece: str) -> str:
    """`piece` without times, and without the marks of the parts beside it."""
    bare = " ".join(_BEHIND.sub("", take_out_times(piece)).split())
    end = len(bare)
    while end and not bare[end - 1].isalnum() and bare[end - 1] not in _KEPT_BEHIND:
        end -= 1
    return bare[:end]


def _list_known(parts: Sequence[VerifiedPart]) -> tuple[str, ...]:
    """The names of the sources that were checked, and what those were compared with, folded, what
    is longest first."""
    names = {
        fold_accents(name).strip()
        for part in parts
        if part.source
        for name in (
            *part.source.names,
            part.source.other_date,
            *list_names(part.occurrences[0]),
            *list_headings(part.occurrences[0]),
        )
    }
    return tuple(sorted(filter(None, names), key=lambda name: (-len(name), name)))


def _name_handles(piece: str, known: Sequence[str]) -> str:
    """`piece` with the name of `known` for each "@coastnews" that is one written together."""
    joined = {"".join(_WORDS.findall(name)): name for name in known} if "@" in piece else {}
    return _HANDLE.sub(lambda found: joined.get(fold_accents(found[1]), found[0]), piece)


def _is_plain(piece: str, known: Sequence[str]) -> bool:
    """Whether `piece` is no more than whose words it is: whole names, or a part of one."""
    piece = _PLACE.sub(" ", _name_handles(piece, known))
    if known:
        piece = take_out(piece, find_periods(piece))
    left = fold_accents(take_out_saying(piece))
    names: list[set[str]] = []
    for name in known:
        words = _WORDS.findall(name)
        position = find_words(name, left)
        if contradicts(name) and (position < 0 or len(words) < _MIN_DENYING_NAME):
            continue
        if position >= 0:
            left = f"{left[:position]} {left[position + len(name) :]}"
        else:
            names.append(set(words))
    others = {w for w in _WORDS.findall(left) if w not in _EMPTY}
    if _PATH not in piece:  # where a number is hardly that of a heading
        others = {w for w in others if not w.isdecimal()}
    return not others or any(others <= words for words in names)
