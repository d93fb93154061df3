"""Addresses at the ends of lines. A message is read without them, as who shares a quotation puts
one there; where the article's own sentence has one at that place, it is a word of it."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from bot.answers.verification.places import Difference, Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart

_SIGNS = r"[\s>│<(\[*_~`\"'“”«»]{1,12}"
_ADDRESS = r"(?:https?://|www\.)[^\s<>「」『』“”\"]{1,500}"
_BEHIND = regex.compile(rf"{_SIGNS}(?P<address>{_ADDRESS})", regex.IGNORECASE)
_BEFORE = regex.compile(rf"(?<!\S)[<(\[]?(?P<address>{_ADDRESS}){_SIGNS}\Z", regex.IGNORECASE)
_START = regex.compile(r"https?://(?:www\.)?|www\.", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_CLOSING = "/.,;:!?…)]}>*_~`'’"
_ENDING = ".!?…"
_LINES = 2
_LOOKED_AT = 600
"""Characters beside a part in which its address begins and ends."""
_SOUGHT_WORDS = 6
"""At the end, or the beginning, of a part, by which it is found in the message."""


def compare_addresses(parts: Sequence[VerifiedPart], text: str) -> list[VerifiedPart]:
    """`parts` of the message `text`, those that stand word for word with the address that stands
    beside them in it, if the article has one there, too: another one is a difference."""
    if not _START.search(text):
        return list(parts)
    return [_compare(_compare(part, text, is_behind=True), text, is_behind=False) for part in parts]


def _compare(part: VerifiedPart, text: str, *, is_behind: bool) -> VerifiedPart:
    if part.verdict is not Verdict.VERBATIM:
        return part
    held = [_find_beside(one.article.text, one, is_behind) for one in part.occurrences]
    if not all(held):
        return part
    written = _find_written(part.text, text, is_behind)
    if not written:
        return part
    spans = [span for span in held if span]
    said = [one.article.text[slice(*s)] for one, s in zip(part.occurrences, spans, strict=True)]
    right = next((one for one in written if _read(one) in map(_read, said)), None)
    looked = tuple(
        _widen(one, span, right or written[0])
        for one, span, address in zip(part.occurrences, spans, said, strict=True)
        if right is None or _read(address) == _read(right)
    )
    address = right or written[0]
    whole = f"{part.text.rstrip()} {address}" if is_behind else f"{address} {part.text.lstrip()}"
    if right:
        return replace(part, text=whole, occurrences=looked)
    return replace(part, text=whole, verdict=Verdict.DIFFERS, occurrences=looked[:1])


def _find_beside(text: str, one: Occurrence, is_behind: bool) -> tuple[int, int] | None:
    """Where the address begins and ends that stands right behind, or before, what was found; None
    if none does."""
    if is_behind:
        found = _BEHIND.match(text, one.end, one.end + _LOOKED_AT)
    else:
        found = _BEFORE.search(text, max(0, one.start - _LOOKED_AT), one.start)
    return _trim(found) if found and _is_beside(found, is_behind) else None


def _find_written(words: str, text: str, is_behind: bool) -> list[str]:
    """The addresses beside `words` in the message, wherever they stand in it."""
    sought = _WORD.findall(words)
    sought = sought[-_SOUGHT_WORDS:] if is_behind else sought[:_SOUGHT_WORDS]
    if not sought:
        return []
    joined = r"[^\p{L}\p{N}]{1,12}".join(map(regex.escape, sought))
    found: list[str] = []
    for place in regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){joined}(?![\p{{L}}\p{{N}}])", text):
        if is_behind:
            beside = _BEHIND.match(text, _skip_marks(text, place.end()))
        else:
            beside = _BEFORE.search(text, max(0, place.start() - _LOOKED_AT), place.start())
        if beside and _is_beside(beside, is_behind):
            found.append(text[slice(*_trim(beside))])
    return found


def _is_beside(found: regex.Match[str], is_behind: bool) -> bool:
    """Whether no sentence and no paragraph ends between the address and the words."""
    start, end = _trim(found)
    between = found.string[found.start() : start] if is_behind else found.string[end : found.end()]
    return between.count("\n") < _LINES and not any(mark in between for mark in _ENDING)


def _skip_marks(text: str, start: int) -> int:
    """Where the marks of a sentence at `start` end, which an address may stand behind."""
    while text[start : start + 1] in tuple(".,;:!?…"):
        start += 1
    return start


def _trim(found: regex.Match[str]) -> tuple[int, int]:
    """Where the address begins and ends, without the marks behind it."""
    start = found.start("address")
    return start, start + len(found["address"].rstrip(_CLOSING))


def _read(address: str) -> str:
    """`address` without what may be left out of it."""
    host, slash, rest = _START.sub("", address, 1).rstrip(_CLOSING).partition("/")
    return host.casefold() + slash + rest


def _widen(one: Occurrence, span: tuple[int, int], written: str) -> Occurrence:
    """`one` with the address at `span`, for which the message has `written`."""
    held = one.article.text[slice(*span)]
    is_other = _read(held) != _read(written)
    differences = (*one.differences, *((Difference(written, *span),) if is_other else ()))
    return replace(
        one,
        start=min(one.start, span[0]),
        end=max(one.end, span[1]),
        differences=tuple(sorted(differences, key=lambda each: each.start)),
    )
