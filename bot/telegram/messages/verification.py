"""What /verify found, as a message: how much stands word for word, then part by part."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from telegram import MessageEntity

from bot.answers.verification import (
    Occurrence,
    Verdict,
    Verification,
    VerifiedPart,
)
from bot.telegram.messages.answers import name_more, place_parts, title_parts
from bot.telegram.messages.formatting import MAX_UNITS, Part, Reply, count_units, join_parts
from bot.telegram.messages.silencing import silence
from bot.text.citations import cut_text, say_name, source_headings
from bot.text.cleaning import isolate
from bot.text.translation import gettext, gettext_noop, ngettext

_MAX_FINDINGS = 5
_MAX_SHOWN_CHARACTERS = 1000
_MAX_SHOWN_OF_SEVERAL = 300
_MAX_UNDERLINED = 80
"""Of the hundred entities that a message may have; the others are around what is underlined."""
_MAX_UNDERLINED_OF_SEVERAL = 5
_MAX_GROUPS = 12
_MAX_JOINED = 4
_ROOM_FOR_MORE = 250
"""Units that are kept for how many parts are not shown, in any language."""

_MAX_WORDS = 12
_MAX_OWN_WORDS = 8
_NAME_CHARACTERS = 60

_DIFFERS = gettext_noop("Almost. What differs in the article is underlined:")
_NOT_FOUND = gettext_noop(
    "Not in the articles: none of them has these words, or anything much like them."
)
_NOT_BEHIND = gettext_noop("It stands there, but not behind the part before it.")
_SIGNS = {Verdict.VERBATIM: "✓ ", Verdict.DIFFERS: "≠ ", Verdict.NOT_FOUND: "✗ "}


def render_verification(verification: Verification) -> Reply:
    """Where the words stand, what the article says otherwise, or that they stand nowhere; of
    several parts how many stand word for word, then each."""
    parts = verification.parts
    shown = _render_one(parts[0]) if len(parts) == 1 else _render_several(verification)
    if len(parts) == 1:
        shown = [*shown, *_list_own_words(verification)]
    if verification.unread:
        shown = [*shown, Part("\n\n" + gettext("The end of the message was not looked at."))]
    return join_parts(shown)


def _list_own_words(verification: Verification) -> list[Part]:
    """The words around the parts, which may deny them, as one line that is folded if it is long;
    with code in it, which would part it into several blocks, it is plain."""
    if not verification.own_words:
        return []
    shown = [cut_text(one, _NAME_CHARACTERS) for one in verification.own_words[:_MAX_OWN_WORDS]]
    words = " ".join(f"“{one}”" for one in shown)
    words += " …" if len(verification.own_words) > _MAX_OWN_WORDS else ""
    line = gettext("Not looked for, as your own words: {words}").format(words=words)
    plain = silence("\n" + line, max_pieces=2)
    return plain if len(plain) > 1 else silence("\n" + line, MessageEntity.EXPANDABLE_BLOCKQUOTE)


def _render_one(part: VerifiedPart) -> list[Part]:
    match part.verdict:
        case Verdict.VERBATIM:
            return _render_verbatim(part)
        case Verdict.DIFFERS:
            return _render_differing(part)
        case Verdict.NOT_FOUND:
            return [Part(gettext(_NOT_FOUND))]


def _render_verbatim(part: VerifiedPart) -> list[Part]:
    findings = part.occurrences
    count = len(findings)
    where = ngettext(
        "Word for word in one article:", "Word for word in {count} articles:", count
    ).format(count=count)
    held = cut_text(findings[0].text, _MAX_SHOWN_CHARACTERS)
    parts = [Part(f"{where}\n"), Part(held, MessageEntity.BLOCKQUOTE), *_tell_sentence(findings[0])]
    for finding in findings[:_MAX_FINDINGS]:
        parts += [Part("\n"), *_name_place(finding)]
    if len(findings) > _MAX_FINDINGS:
        parts.append(Part(f"\n{name_more(count - _MAX_FINDINGS)}"))
    return [*parts, *_name_other_source(part)]


def _render_differing(part: VerifiedPart) -> list[Part]:
    finding = part.occurrences[0]
    return [
        Part(f"{gettext(_NOT_BEHIND if part.is_displaced else _DIFFERS)}\n"),
        _quote_differing(finding, MessageEntity.BLOCKQUOTE, _MAX_SHOWN_CHARACTERS, _MAX_UNDERLINED),
        *_list_missing(finding),
        *_tell_sentence(finding),
        Part("\n"),
        *_name_place(finding),
        *_name_other_source(part),
    ]


def _tell_sentence(finding: Occurrence) -> list[Part]:
    """The article's sentence, of which what is given as a whole one is only a part."""
    if finding.sentence is None:
        return []
    held = cut_text(finding.article.text[slice(*finding.sentence)], _MAX_SHOWN_OF_SEVERAL)
    line = gettext("Only a part. The sentence there: {sentence}").format(sentence=held)
    return silence("\n" + line, max_pieces=2)


def _name_place(finding: Occurrence) -> list[Part]:
    """The article, and the headings there below which the words stand, as of an answer."""
    if finding.quote:
        return place_parts(finding.quote, _NAME_CHARACTERS)
    return title_parts(finding.article, _NAME_CHARACTERS, finding.text)


def _quote_differing(finding: Occurrence, kind: str, most: int, max_underlined: int) -> Part:
    """What the article says, what differs underlined."""
    held = finding.text
    spans = [
        (one.start - finding.start, one.end - finding.start)
        for one in finding.differences
        if one.start < one.end
    ]
    # Cut before what could not be underlined any more: it would pass for the same.
    if len(spans) > max_underlined:
        most = min(most, spans[max_underlined][0])
    shown = cut_text(held, min(most, len(held)))
    marked = tuple(span for span in spans if span[1] < len(shown) or shown == held)
    return Part(shown, kind, marked=marked, marking=MessageEntity.UNDERLINE)


def _list_missing(finding: Occurrence) -> list[Part]:
    """The words that the article does not have there."""
    missing = [one.written for one in finding.differences if one.written]
    if not missing:
        return []
    words = " ".join(missing[:_MAX_WORDS])
    more = " …" if len(missing) > _MAX_WORDS else ""
    absent = say_name(words, _NAME_CHARACTERS * 5) + more
    return silence("\n" + gettext("Not in the article: {words}").format(words=absent))


def _name_other_source(part: VerifiedPart) -> list[Part]:
    """That the message names another source, or another date of the right one."""
    if part.source is None or part.source.is_right_in_all:
        return []
    if part.source.is_right:
        day = say_name(part.source.other_date, _NAME_CHARACTERS)
        return silence("\n" + gettext("The message names another date: {date}").format(date=day))
    name = say_name(part.source.name, _NAME_CHARACTERS)
    return silence("\n" + gettext("The message names another source: {name}").format(name=name))


def _render_several(verification: Verification) -> list[Part]:
    """The summary, and below it as many parts as there is room for; what does not stand word for
    word before what does."""
    count, total = verification.count(Verdict.VERBATIM), len(verification.parts)
    summary = ngettext(
        "{count} of {total} parts stands word for word.",
        "{count} of {total} parts stand word for word.",
        count,
    ).format(count=count, total=total)
    groups = list(_group(verification.parts))
    blocks = {number: _render_group(group) for number, group in enumerate(groups)}
    ranked = sorted(blocks, key=lambda n: groups[n][0].verdict is Verdict.VERBATIM)
    own = _list_own_words(verification)
    left = MAX_UNITS - len(summary) - count_units(own) - _ROOM_FOR_MORE
    chosen: set[int] = set()
    for number in ranked[:_MAX_GROUPS]:
        left -= count_units(blocks[number])
        if left < 0:
            break
        chosen.add(number)
    shown = [Part(summary), *own]
    for number in sorted(chosen):
        shown += blocks[number]
    hidden = sum(len(group) for number, group in enumerate(groups) if number not in chosen)
    return [*shown, Part(f"\n\n{name_more(hidden)}")] if hidden else shown


def _group(parts: Sequence[VerifiedPart]) -> Iterator[list[VerifiedPart]]:
    """Neighbours that stand word for word in one article, or nowhere, together; others alone."""
    group: list[VerifiedPart] = []
    for part in parts:
        if group and (not _is_alike(group[-1], part) or len(group) >= _MAX_JOINED):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _is_alike(one: VerifiedPart, other: VerifiedPart) -> bool:
    if one.verdict is not other.verdict or one.verdict is Verdict.DIFFERS:
        return False
    if one.verdict is Verdict.NOT_FOUND:
        return True
    return one.source == other.source and _find_article(one) == _find_article(other)


def _find_article(part: VerifiedPart) -> tuple[str, int | None]:
    """The article, and the post of it: posts have an address and a day each."""
    finding = part.occurrences[0]
    return finding.article.id, finding.quote.post if finding.quote else None


def _render_group(group: Sequence[VerifiedPart]) -> list[Part]:
    first = group[0]
    sign = Part(f"\n\n{_SIGNS[first.verdict]}")
    if first.verdict is Verdict.NOT_FOUND:
        lines = [cut_text(part.text, _MAX_SHOWN_OF_SEVERAL) for part in group]
        written = silence("\n".join(lines), MessageEntity.ITALIC, max_pieces=2)
        return [sign, Part(gettext("Not in the articles:") + "\n"), *written]
    finding = first.occurrences[0]
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE
    if first.verdict is Verdict.VERBATIM:
        told = [part for one in group for part in _tell_sentence(one.occurrences[0])]
        return [sign, *_quote_alike(group), *told, *_name_other_source(first)]
    parts = [sign, *_name_place(finding), Part("\n")]
    most, underlined = _MAX_SHOWN_OF_SEVERAL, _MAX_UNDERLINED_OF_SEVERAL
    parts.append(_quote_differing(finding, kind, most, underlined))
    if first.is_displaced:
        parts.append(Part(f"\n{gettext(_NOT_BEHIND)}"))
    told = [*_list_missing(finding), *_tell_sentence(finding)]
    return [*parts, *told, *_name_other_source(first)]


def _quote_alike(group: Sequence[VerifiedPart]) -> list[Part]:
    """What stands word for word in one article, below its name; where that is not below the same
    headings, each stretch above its own."""
    findings = [part.occurrences[0] for part in group]
    stretches = [(place, list(held)) for place, held in groupby(findings, _find_place)]
    first = findings[0]
    if len(stretches) == 1:
        return [*_name_place(first), Part("\n"), _quote_lines(findings)]
    parts = title_parts(first.article, _NAME_CHARACTERS, first.text)
    for place, held in stretches:
        parts += [Part("\n"), _quote_lines(held)]
        parts += silence("\n" + place, max_pieces=2) if place else []
    return parts


def _quote_lines(findings: Sequence[Occurrence]) -> Part:
    lines = [cut_text(finding.text, _MAX_SHOWN_OF_SEVERAL) for finding in findings]
    return Part("\n".join(lines), MessageEntity.EXPANDABLE_BLOCKQUOTE)


def _find_place(finding: Occurrence) -> str:
    """The headings that it stands below and the number of its unit; `""` if there are none."""
    quote = finding.quote
    places = map(isolate, source_headings(quote, _NAME_CHARACTERS)) if quote else ()
    return " · ".join(filter(None, places))
