"""Addresses at the ends of lines. A message is read without them, as who shares a quotation puts
one there; where the article's own sentence has one at that place, it is a word of it."""

import html
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import unquote

import regex

from bot.answers.verification.pieces import count_units
from bot.answers.verification.places import Difference, Occurrence
from bot.answers.verification.verdicts import Verdict, VerifiedPart

_OPENING = r"[:：]?(?:[^\S\n]|[<(\[*_]){1,40}"
_WRAPPED = r"[:：]?(?:[^\S\n]|[<(\[*_]){0,40}\n(?:[^\S\n]|[>│<(\[*_]){0,40}"
_ADDRESS = r"(?:https?://|www\.)[!-~--[\"<>]]{1,500}"
_BEHIND = regex.compile(rf"{_OPENING}(?P<address>{_ADDRESS})", regex.IGNORECASE | regex.VERSION1)
_BELOW = regex.compile(rf"{_WRAPPED}(?P<address>{_ADDRESS})", regex.IGNORECASE | regex.VERSION1)
_BEFORE = regex.compile(
    rf"(?<!\S)[<(\[]?(?P<address>{_ADDRESS})[^\S\n]{{1,6}}\Z", regex.IGNORECASE | regex.VERSION1
)
_START = regex.compile(r"https?://(?:www\.)?|www\.", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_BEHIND_ADDRESS = ".,;:!?…)]}>*~`'"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_OF_TELEGRAM = ("t.me", "telegram.me", "telegram.dog")
_LINKED = "]("
"""Of Markdown, between an address that is shown and where it leads."""
_TRACKING = regex.compile(r"(?<=[?&])(?:utm_[a-z]{1,20}|fbclid|gclid|igshid)=[^&#]*&?|[?&](?=#|$)")
"""What who shares an address adds to it, and what is left then of the sign before it."""
_FRAGMENT = regex.compile(r"#[^#]*$")
_ENDING = ".!?…。！？"
_GOES_ON = regex.compile(r"[.,;:!?)\]>。，、；！？）]|[^\S\n]{1,3}[\p{L}\p{N}(]")
_LOOKED_AT = 600
"""Characters beside a part in which its address begins and ends."""
_MAX_PLACES = 20
"""Of the words of one part; of more there may be others that a lookup does not find."""
_SHORTENED = "t.co/"
"""Where Twitter leads to what an address in a post was."""
_MIN_UNITS = 4
"""Words of a part from which on more than a lead-in, "Read on at", stands before an address."""
_FindEverywhere: TypeAlias = Callable[[str], Iterable[Occurrence]]
"""Each place where words stand word for word."""


def compare_addresses(
    parts: Sequence[VerifiedPart], text: str, find_everywhere: _FindEverywhere
) -> list[VerifiedPart]:
    """`parts` of the message `text`, in its order, those that stand word for word with the address
    that stands beside them in it, if wherever the words stand one does, too: none of them is a
    difference."""
    if not _START.search(text):
        return list(parts)
    compared: list[VerifiedPart] = []
    start = 0
    for part in parts:
        found = _read_words(part.text).search(text, start)
        is_verbatim = part.verdict is Verdict.VERBATIM and count_units(part.text) >= _MIN_UNITS
        if found and is_verbatim and _is_beside(text, found):
            places = _list_places(part, find_everywhere)
            compared_behind = _compare_behind(part, text, found.end(), places)
            part = (
                _compare_before(part, text, found.start(), places)
                if compared_behind is part
                else compared_behind
            )
        compared.append(part)
        start = found.end() if found else start
    return compared


def _read_words(words: str) -> "regex.Pattern[str]":
    """What finds `words` in the message, whatever marks stand between them."""
    joined = r"[^\p{L}\p{N}]{1,12}".join(map(regex.escape, _WORD.findall(words)))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){joined}(?![\p{{L}}\p{{N}}])")


def _is_beside(text: str, found: regex.Match[str]) -> bool:
    """Whether an address stands beside what was found in the message."""
    start, end = found.span()
    behind = _BEHIND.match(text, end) or _BELOW.match(text, end)
    return bool(behind or _BEFORE.search(text, max(0, start - _LOOKED_AT), start))


def _compare_behind(
    part: VerifiedPart, text: str, end: int, places: Sequence[Occurrence]
) -> VerifiedPart:
    below = _BELOW.match(text, end, end + _LOOKED_AT)
    written = _BEHIND.match(text, end, end + _LOOKED_AT) or below
    if written is None or any(one.text[-1:] in _ENDING for one in part.occurrences):
        return part
    held = [_BEHIND.match(one.article.text, one.end, one.end + _LOOKED_AT) for one in places]
    # In the next line, with nothing behind it, it may be anything.
    if below and not all(one and _goes_on(one) for one in (below, *held)):
        return part
    address = _text_of(written)
    return _compare(part, f"{part.text.rstrip()} {address}", written, places, held)


def _goes_on(found: regex.Match[str]) -> bool:
    """Whether the sentence does behind the address."""
    return _GOES_ON.match(found.string, _end_of(found)) is not None


def _compare_before(
    part: VerifiedPart, text: str, start: int, places: Sequence[Occurrence]
) -> VerifiedPart:
    written = _look_before(text, start)
    if written is None:
        return part
    held = [_look_before(one.article.text, one.start) for one in places]
    address = _text_of(written)
    return _compare(part, f"{address} {part.text.lstrip()}", written, places, held)


def _look_before(text: str, start: int) -> regex.Match[str] | None:
    """The address right before `start`, unless it ends a sentence."""
    found = _BEFORE.search(text, max(0, start - _LOOKED_AT), start)
    is_ended = found is not None and any(sign in _ENDING for sign in text[_end_of(found) : start])
    return None if is_ended else found


def _list_places(part: VerifiedPart, find_everywhere: _FindEverywhere) -> list[Occurrence]:
    """Where the words of `part` stand; `[]` if there may be more places than were found."""
    found = list(itertools.islice(find_everywhere(part.text), _MAX_PLACES))
    known = {(one.article.id, one.start): one for one in part.occurrences}
    for one in found:
        if not one.differences:
            known.setdefault((one.article.id, one.start), one)
    return list(known.values()) if found and len(known) < _MAX_PLACES else []


def _compare(
    part: VerifiedPart,
    whole: str,
    written: regex.Match[str],
    places: Sequence[Occurrence],
    held: Sequence[regex.Match[str] | None],
) -> VerifiedPart:
    """`part`, as `whole` with the address that is `written` beside it, and where of `places` it
    stands with those that are `held` there; as it is if it stands anywhere without one, or with one
    of which only the beginning is known."""
    pairs = [(one, each) for one, each in zip(places, held, strict=True) if each]
    address = _text_of(written)
    if (
        not pairs
        or len(pairs) < len(held)
        or any(map(_is_cut, (written, *(each for _, each in pairs))))
    ):
        return part
    if any(
        _is_own(address, one) or _read(_text_of(each)).startswith(_SHORTENED) for one, each in pairs
    ):
        return part
    looked = [_widen(one, each, address) for one, each in pairs]
    right = {one.article.id: one for one in reversed(looked) if not one.differences}
    if right:
        return replace(part, text=whole, occurrences=tuple(reversed(right.values())))
    return replace(part, text=whole, verdict=Verdict.DIFFERS, occurrences=tuple(looked[:1]))


def _is_cut(found: regex.Match[str]) -> bool:
    """Whether the address goes on: with letters that none has, but as signs for them, in the next
    line, or where dots stand for the rest of it."""
    behind = found.string[_end_of(found) : found.end("address") + 2]
    beside = found.string[found.end("address") : found.end("address") + 1]
    is_broken = found["address"][-1] in "-/" or beside in ("\u2010", "\u2011", "\u00ad")
    is_broken = is_broken and "\n" in behind
    return beside.isalnum() or is_broken or behind.startswith(("...", "…"))


def _widen(one: Occurrence, held: regex.Match[str], written: str) -> Occurrence:
    """`one` with the address that is `held` beside it, for which the message has `written`."""
    start, end = held.start("address"), _end_of(held)
    is_other = _read(_text_of(held)) != _read(written)
    first, last = min(one.start, start), max(one.end, end)
    text = one.article.text
    while (opening := _PAIRS.get(text[last : last + 1])) and opening in text[first:last]:
        last += 1  # "(see https://…)"
    is_all = one.sentence is not None and first <= one.sentence[0] and one.sentence[1] <= last
    return replace(
        one,
        start=first,
        end=last,
        differences=(Difference(written, start, end),) if is_other else (),
        sentence=None if is_all else one.sentence,
    )


def _is_own(address: str, one: Occurrence) -> bool:
    """Whether `address` is where the article is from, or a part of that."""
    own, written = _read(one.article.url or ""), _read(address)
    return bool(own) and (
        written == own or ("/" in own and written.startswith((f"{own}/", f"{own}?")))
    )


def _end_of(found: regex.Match[str]) -> int:
    """Where the address ends, without the marks behind it; a bracket that it opens is its own."""
    address = found["address"].partition(_LINKED)[0]
    while address and address[-1] in _BEHIND_ADDRESS:
        opening = _PAIRS.get(address[-1])
        if opening and address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return found.start("address") + len(address)


def _text_of(found: regex.Match[str]) -> str:
    return found.string[found.start("address") : _end_of(found)]


def _read(address: str) -> str:
    """`address` without what may be left out of it."""
    bare = unquote(html.unescape(_FRAGMENT.sub("", _START.sub("", address, 1))))
    bare = bare.lower() if address.isupper() else bare
    bare = _TRACKING.sub("", _TRACKING.sub("", bare))
    host, slash, rest = bare.rstrip("/").partition("/")
    host = host.casefold().removesuffix(":443").removesuffix(":80")
    if host in _OF_TELEGRAM:
        host, rest = _OF_TELEGRAM[0], rest.removeprefix("s/")
    return host + slash + rest
