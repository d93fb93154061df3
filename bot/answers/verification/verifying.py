"""Whether what a text quotes and says stands in the articles: a verdict for each of its parts."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from bot.answers.verification.abbreviated import join_abbreviated
from bot.answers.verification.addresses import compare_addresses
from bot.answers.verification.attribution.attributing import (
    MAX_REMARK_UNITS,
    Parts,
    drop_remarks,
    drop_titles,
    gather,
    is_source,
    is_title,
    is_titled_source,
    with_source,
)
from bot.answers.verification.attribution.bracketed import name_bracketed
from bot.answers.verification.attribution.citing import BRACKETED, read_citation
from bot.answers.verification.attribution.frame_kinds import ReadFrame
from bot.answers.verification.attribution.own_citations import PARTING, NameSources, OwnCitations
from bot.answers.verification.attribution.own_sources import (
    IsTitled,
    OwnLineReader,
    OwnSource,
    ReadLines,
    WriteLines,
)
from bot.answers.verification.attribution.saying import is_label, is_that, says_who, split_source
from bot.answers.verification.attribution.sources import (
    check_source,
    is_mere_citation,
    is_mere_lead,
)
from bot.answers.verification.beginnings import add_left_out
from bot.answers.verification.frames import OwnFrames, part_notes
from bot.answers.verification.gaps import find_in_order
from bot.answers.verification.lookup import MIN_ALIKE, FindLocated, FindPassage, FindPlaces, Lookup
from bot.answers.verification.messages import (
    MAX_CHARACTERS,
    Claim,
    SourceLine,
    has_end,
    list_lines,
    list_numbers,
    read_message,
)
from bot.answers.verification.numbering import (
    compare_number,
    is_labelled,
    split_label,
    take_number,
)
from bot.answers.verification.pieces import (
    count_units,
    split_finely,
    split_gaps,
    split_message,
    trim_claim,
)
from bot.answers.verification.places import Occurrence
from bot.answers.verification.quotations import find_quotations
from bot.answers.verification.remarks import find_own_words
from bot.answers.verification.turns import is_turn_between
from bot.answers.verification.verdicts import Verdict, Verification, VerifiedPart
from bot.answers.verification.wrappings import strip_struck

_MIN_QUOTED_UNITS = 3
"""Words in quotation marks from which on they are a quotation; fewer are rather words that are
marked in a sentence."""

_MIN_OWN_UNITS = 5
"""Beside quotations the writer's own words are told only if they stand in the articles, or are at
least so long and nearly do."""

_MAX_SENTENCES = 12
"""Of one quotation that are judged for themselves."""

_MAX_QUOTATIONS = 24
"""Of one sentence; what stands behind them is not looked at."""

_MAX_AROUND = 8
"""Words of a quotation that say whose the one in it is."""
_ISOLATES = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that cannot be seen, with which names are set apart in text of another direction."""

_IN_BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]+[)\]）】][\s.,;:!?]*")

_Item: TypeAlias = Claim | SourceLine | OwnSource | VerifiedPart
"""What a message has, in order: a part where it is one without being judged any more."""


def verify_text(
    text: str,
    find_places: FindPlaces,
    is_over: Callable[[], bool] = lambda: False,
    find_passage: FindPassage | None = None,
    name_sources: NameSources | None = None,
    read_frame: ReadFrame = lambda line: None,
    write_lines: WriteLines | None = None,
    has_title: IsTitled = lambda title: False,
    find_located: FindLocated | None = None,
) -> Verification:
    """A verdict for each quotation and each other sentence of `text`. What it costs is bounded: its
    length, the places that are read and those that are compared (`Lookup`) are; where that does not
    do, as with hundreds of quotations, the rest is `unread`. So it is when `is_over`. With
    `find_passage` each part is of the passage that it begins in; with `name_sources`, too, a line
    that the bot itself has copied is told by it; with `read_frame`, what the bot writes around
    quotes is no part."""
    text = strip_struck(_ISOLATES.sub("", text))
    unread = max(0, len(text) - MAX_CHARACTERS)
    notes, text = part_notes(text, read_frame, Lookup(find_places, 1, find_passage))
    items: Sequence[_Item] = read_message(text)
    lookup = Lookup(find_places, len(_list_claims(items)), find_passage)
    # Of its own: what only looks like one leaves enough for the rest.
    cited = Lookup(find_places, text.count(PARTING), find_passage)
    own = OwnCitations(cited, name_sources) if name_sources else None
    citations = _find_citations(text, own, is_over) if own else {}
    read = ReadLines()
    if write_lines:
        # Of its own for the same reason.
        looked = Lookup(find_places, len(_list_claims(items)), find_passage)
        reader = OwnLineReader(looked, write_lines, has_title, read_frame, is_over)
        read = reader.read(text[:MAX_CHARACTERS].splitlines(), citations)
    apart: dict[int, _Item] = {**citations, **read.sources, **read.quotes}
    if apart or read.others or read.told:
        text, items = _set_apart(text, read, apart)
    items = _join_abbreviated(items, text, lookup)
    find_whole = partial(_find_whole, lookup)
    claims = _list_claims(items)
    is_quoting = any(claim.is_quoted or _find_long(claim) for claim in claims)
    frames = OwnFrames(read_frame, lookup, find_located)
    parts: Parts = []
    above: Parts = []
    said, since, last = "", 0, 0
    left: list[str] = []
    numbers = list_numbers(text)
    for number, item in enumerate(items):
        if isinstance(item, VerifiedPart):
            parts.append(with_source(item, said) if said else item)
            said, since, last = "", len(parts), len(parts)
            above = []
            continue
        if isinstance(item, OwnSource):
            if since == len(parts):
                frames.add_also(item.text, item.source, item.occurrence)
            parts[since:] = item.name_parts(parts[since:])
            above = parts[since:] or above
            since = last = len(parts)
            continue
        if is_over() or lookup.is_exhausted:
            left = [one.text for one in items[number:] if isinstance(one, Claim | SourceLine)]
            unread += sum(map(len, left))
            break
        if frames.takes(item, parts[since:] or above, is_below=since == len(parts)):
            continue
        is_below = number > 0 and isinstance(items[number - 1], VerifiedPart)
        is_titled = isinstance(item, Claim) and is_titled_source(item, parts)
        if is_titled or isinstance(item, SourceLine) or is_source(item, parts):
            is_near = isinstance(item, SourceLine) and item.is_bracket
            first = last if is_titled or is_near else since
            first = len(parts) - 1 if is_below else first
            parts[first:] = [with_source(p, item.text, is_line=True) for p in parts[first:]]
            above = parts[first:] or above
            since = last = len(parts)
            continue
        found, beside = judge_claim(item, lookup, is_quoting)
        found = _judge_labelled(item.text, lookup, found)
        found = compare_number(found, take_number(numbers, item.text), find_whole)
        spoken = f"{said} {beside}".strip()
        since, last = since if found and not beside else len(parts), len(parts)
        spoken = said if len(item.quotations) > 1 else spoken
        parts += [with_source(part, spoken) for part in found] if spoken else found
        said = item.text if not found and item.text.rstrip().endswith((":", "：")) else ""
    parts = name_bracketed(drop_titles(drop_remarks(parts, claims)), text, has_title)
    judged = (part.text for part in parts if replace(part, source=None) not in items)
    taken = [*judged, *left]
    lines = [frames.told.get(line.strip(), line) for line in list_lines(text)]
    own_words = find_own_words(lines, taken, [*parts, *frames.also]) if parts else ()
    told = (*notes, *read.told.values(), *own_words) if parts else ()
    parts = compare_addresses(parts, text[:MAX_CHARACTERS], lookup.find_everywhere)
    return Verification(gather(parts), unread, told)


def _judge_labelled(text: str, lookup: Lookup, parts: Parts) -> Parts:
    """`parts`, or one for all of `text`, if that stands word for word but for the number of a
    section before it, and the number is that of where it does: "§ 5 The fee is due"."""
    label, words = split_label(text)
    if not label or len(parts) != 1 or parts[0].verdict is Verdict.VERBATIM:
        return parts
    held = [one for one in lookup.find_everywhere(words) if is_labelled(one, label)]
    part = _make_found(words, held) if held else parts[0]
    return [replace(part, text=text)] if part.verdict is Verdict.VERBATIM else parts


def _find_whole(lookup: Lookup, text: str) -> Iterator[Occurrence]:
    """Each place where `text` stands word for word and lacks nothing of its sentence."""
    claim = trim_claim(text)
    looked = (add_left_out(claim, one) for one in lookup.find_everywhere(text))
    return (one for one in looked if not one.differences)


def _join_abbreviated(items: Sequence[_Item], text: str, lookup: Lookup) -> list[_Item]:
    """`items` with those claims as one that stand beside each other and an abbreviation parts."""
    joined: list[_Item] = []
    for is_claim, group in itertools.groupby(items, lambda item: isinstance(item, Claim)):
        each = list(group)
        joined += join_abbreviated(_list_claims(each), text, lookup) if is_claim else each
    return joined


def _list_claims(items: Sequence[_Item]) -> list[Claim]:
    return [item for item in items if isinstance(item, Claim)]


def _find_citations(
    text: str, own: OwnCitations, is_over: Callable[[], bool]
) -> dict[int, VerifiedPart]:
    """The lines of `text`, by their number, that are citations of the bot's, as parts."""
    found: dict[int, VerifiedPart] = {}
    for number, line in enumerate(text[:MAX_CHARACTERS].splitlines()):
        if is_over() or own.is_exhausted:
            break
        if part := own.judge(line):
            found[number] = part
    return found


def _set_apart(text: str, read: ReadLines, apart: dict[int, _Item]) -> tuple[str, list[_Item]]:
    """`text` without the lines that are `apart` by their number, and what there is to verify
    between them."""
    left = read.leave_out(text[:MAX_CHARACTERS].splitlines())
    kept = ["" if isinstance(apart.get(n), VerifiedPart) else line for n, line in enumerate(left)]
    lines = ["" if number in apart else line for number, line in enumerate(kept)]
    items: list[_Item] = []
    start = 0
    for number, item in sorted(apart.items()):
        items += read_message("\n".join(lines[start:number]), has_more=True, has_head=not start)
        items.append(item)
        start = number
    items += read_message("\n".join(lines[start:]), has_more=True, has_head=not start)
    return "\n".join(kept), items


def judge_claim(claim: Claim, lookup: Lookup, is_quoting: bool) -> tuple[Parts, str]:
    """The parts of `claim`, and the writer's own words in it. `is_quoting` says that the text has
    quotations; of a sentence beside them that is the writer's own there is no part."""
    is_beside = is_quoting and not (claim.is_quoted or claim.quotations)
    if is_beside and count_units(claim.text) <= MAX_REMARK_UNITS:
        return [], ""
    if found := lookup.find_verbatim(claim.text):
        is_one = claim.quotations == ((0, len(claim.text)),)
        return [_make_found(claim.text[1:-1].strip() if is_one else claim.text, found)], ""
    if quotations := _find_long(claim):
        return _judge_quotations(claim, quotations, lookup)
    if is_quoting and not claim.is_quoted:
        return _judge_attributed(claim.text, lookup) or (_judge_own(claim.text, lookup), "")
    parts = (_judge_sentence if claim.is_one else judge_words)(claim.text, lookup)
    if claim.quotations and all(part.verdict is Verdict.NOT_FOUND for part in parts):
        return _judge_quotations(claim, claim.quotations, lookup)
    if any(part.verdict is Verdict.VERBATIM for part in parts):
        return parts, ""
    return _judge_attributed(claim.text, lookup) or (parts, "")


def _judge_attributed(text: str, lookup: Lookup) -> tuple[Parts, str] | None:
    """A sentence without quotation marks that says whose words it has, "according to X": those
    words, and what says so; None if they do not stand in the articles, nor nearly."""
    splits = split_source(text)
    for said, words in splits:
        found = lookup.find_verbatim(words)
        if found and (_says_whose(said, found[0]) or is_mere_lead(said, found[0])):
            is_ended = BRACKETED.fullmatch(said) and has_end(said) and not has_end(words)
            claim = words.strip() + (said.rstrip()[-1] if is_ended else "")
            part = _make_found(claim, found, is_whole=True)
            return [replace(part, text=words.strip())], said
    for said, words in splits:
        alike = lookup.find_alike(words)
        one = alike.occurrence if alike else None
        is_led = one is not None and (is_mere_lead(said, one) or is_mere_citation(said, one))
        if alike and alike.score >= MIN_ALIKE and (says_who(said) or is_led):
            return [VerifiedPart(words.strip(), Verdict.DIFFERS, (alike.occurrence,))], said
    return None


def _says_whose(said: str, one: Occurrence) -> bool:
    """Whether `said` says whose words stand at `one`; a name before a colon, "Bob Hart: …", only
    if it is the right one, as it may be of the words, too."""
    is_lead = said.rstrip().endswith((":", "：")) or is_that(said)
    if not (says_who(said) or is_lead or (BRACKETED.fullmatch(said) and read_citation(said))):
        return is_mere_citation(said, one)
    source = None if says_who(said) else check_source(said, one)
    return says_who(said) or (source is not None and (source.is_right or not is_label(said)))


def judge_words(text: str, lookup: Lookup) -> Parts:
    """The parts of words without quotations in them: one if they stand in the articles, or are one
    sentence; else each sentence, or each piece between signs for what is left out."""
    if found := lookup.find_verbatim(text):
        return [_make_found(text, found)]
    pieces = split_gaps(text)
    if len(pieces) > 1:
        return _judge_pieces(pieces, lookup)
    spans = split_message(text)
    if 1 < len(spans) <= _MAX_SENTENCES:
        return [part for start, end in spans for part in _judge_sentence(text[start:end], lookup)]
    return _judge_sentence(text, lookup) if len(spans) == 1 else _judge_alike(text, lookup)


def _judge_sentence(sentence: str, lookup: Lookup) -> Parts:
    if not any(character.isalnum() for character in sentence):
        return []
    if found := lookup.find_verbatim(sentence):
        return [_make_found(sentence, found)]
    pieces = split_finely(sentence)
    if len(pieces) > 1 and any(count_units(p) > 2 and lookup.find_verbatim(p) for p in pieces):
        return [part for piece in pieces for part in _judge_piece(piece, lookup)]
    return _judge_alike(sentence, lookup)


def _judge_piece(piece: str, lookup: Lookup) -> Parts:
    """A piece of a sentence beside one that stands in the articles; nothing if it is a few of the
    writer's own words that ask: "Did you know?"."""
    parts = _judge_sentence(piece, lookup)
    is_own = count_units(piece) < _MIN_OWN_UNITS and piece.rstrip().endswith(("?", "؟", "？"))
    return [part for part in parts if part.verdict is not Verdict.NOT_FOUND or not is_own]


def _make_found(text: str, found: Sequence[Occurrence], is_whole: bool = False) -> VerifiedPart:
    """Words that stand word for word, unless they lack the beginning or the end of their sentence
    wherever they stand; where they are the whole of it before where they are a part."""
    claim = trim_claim(text)
    looked = [add_left_out(claim, one, is_whole) for one in found]
    whole = tuple(one for one in looked if not one.differences)
    if whole:
        ranked = sorted(whole, key=lambda one: one.sentence is not None)
        return VerifiedPart(text, Verdict.VERBATIM, tuple(ranked))
    return VerifiedPart(text, Verdict.DIFFERS, tuple(looked[:1]))


def _judge_alike(text: str, lookup: Lookup) -> Parts:
    alike = lookup.find_alike(text)
    if alike is None:
        return [VerifiedPart(text, Verdict.NOT_FOUND)]
    if not alike.occurrence.differences:  # but for what stands around the words
        return [_make_found(text, (alike.occurrence,))]
    return [VerifiedPart(text, Verdict.DIFFERS, (alike.occurrence,))]


def _judge_pieces(pieces: Sequence[str], lookup: Lookup) -> Parts:
    if found := find_in_order(pieces, lookup):
        pairs = zip(pieces, found, strict=True)
        return [_make_found(piece, (one,)) for piece, one in pairs]
    parts: Parts = []
    before: dict[str, int] = {}
    for piece in pieces:
        for part in _judge_sentence(piece, lookup):
            behind = tuple(one for one in part.occurrences if _is_behind(one, before))
            if part.verdict is Verdict.VERBATIM and not behind:
                part = replace(part, verdict=Verdict.DIFFERS, is_displaced=True)
            part = replace(part, occurrences=behind or part.occurrences)
            before = {one.article.id: one.end for one in part.occurrences} or before
            parts.append(part)
    return parts


def _is_behind(one: Occurrence, before: dict[str, int]) -> bool:
    end = before.get(one.article.id, one.start + 1)
    return not before or (
        one.start >= end and not is_turn_between(one.article.text, end, one.start)
    )


def _judge_quotations(
    claim: Claim, quotations: Sequence[tuple[int, int]], lookup: Lookup
) -> tuple[Parts, str]:
    """The quotations in `claim`, and what stands between them, which is the writer's own unless it
    stands in the articles. Of several each has the source that is named right before or behind,
    also by the title in quotation marks."""
    quotations = quotations[:_MAX_QUOTATIONS]
    starts = [*(start for start, _ in quotations), len(claim.text)]
    ends = [0, *(end for _, end in quotations)]
    betweens = [claim.text[end:start] for end, start in zip(ends, starts, strict=True)]
    told = [_judge_own(between, lookup) for between in betweens]
    own = ["" if parts else between for parts, between in zip(told, betweens, strict=True)]
    parts = [*told[0]]
    texts = [claim.text[start + 1 : end - 1].strip() for start, end in quotations]
    found: Parts = []
    for number, text in enumerate(texts):
        if is_title(text, found):
            parts += told[number + 1]
            continue
        found = _judge_quoted(text, lookup)
        before, behind = own[number], own[number + 1]
        if number + 1 < len(texts) and is_title(texts[number + 1], found):
            behind = claim.text[ends[number + 1] : starts[number + 2]]
        bracket = BRACKETED.match(behind)
        if bracket and read_citation(bracket[0]):
            found = [with_source(part, bracket[0]) for part in found]
        if len(quotations) > 1:
            last = before.split()[-1:] if before.rstrip()[-1:].isalpha() else []
            is_led = before.rstrip().endswith((":", "：")) or any(map(says_who, last))
            spoken = before if is_led else f"{before} {behind}"
            found = [with_source(part, spoken) for part in found]
        parts += [*found, *told[number + 1]]
    return parts, " ".join(filter(None, own))


def _judge_quoted(text: str, lookup: Lookup) -> Parts:
    """What stands in quotation marks, or, if that tells of another one's words, what is quoted in
    it."""
    parts = judge_words(text, lookup)
    inner = Claim(text, tuple(find_quotations(text)))
    within = _find_long(inner) if any(p.verdict is not Verdict.VERBATIM for p in parts) else []
    quoted = [p for start, end in within for p in judge_words(text[start + 1 : end - 1], lookup)]
    if not quoted:
        return parts
    is_found = any(part.verdict is not Verdict.NOT_FOUND for part in parts)
    around = count_units(text) - sum(count_units(text[start:end]) for start, end in within)
    if around > _MAX_AROUND:  # more than who has said it: a quotation with another one in it
        return parts if is_found else [*parts, *quoted]
    is_better = all(part.verdict is Verdict.VERBATIM for part in quoted) or not is_found
    return quoted if is_better else parts


def _judge_own(text: str, lookup: Lookup) -> Parts:
    """What the writer says beside quotations, if it stands in the articles or nearly does."""
    if count_units(text) < _MIN_OWN_UNITS:
        return []
    if found := lookup.find_verbatim(text):
        return [_make_found(text.strip(), found)]
    if _IN_BRACKETS.fullmatch(text):  # who wrote it and when, as behind a quotation
        return []
    alike = lookup.find_nearly(text)
    return [VerifiedPart(text.strip(), Verdict.DIFFERS, (alike.occurrence,))] if alike else []


def _find_long(claim: Claim) -> list[tuple[int, int]]:
    """What of `claim` is a quotation, and not words that are marked in it."""
    return [
        (start, end)
        for start, end in claim.quotations
        if count_units(claim.text[start:end]) >= _MIN_QUOTED_UNITS
    ]
