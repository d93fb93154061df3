"""What /verify found, as a message."""

from collections.abc import Sequence

from telegram import MessageEntity

from bot.answers.verification import Occurrence, Verdict, Verification
from bot.telegram.messages.answers import name_more, title_parts
from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.telegram.messages.silencing import silence
from bot.text.citations import cut_text
from bot.text.translation import gettext, gettext_noop, ngettext

_MAX_FINDINGS = 5
_MAX_SHOWN_CHARACTERS = 1000
_MAX_UNDERLINED = 80
"""Of the hundred entities that a message may have; the others are around what is underlined."""

_MAX_WORDS = 12
_NAME_CHARACTERS = 60

_DIFFERS = gettext_noop("Almost. What differs in the article is underlined:")
_NOT_FOUND = gettext_noop(
    "Not in the articles: none of them has these words, or anything much like them."
)


def render_verification(verification: Verification) -> Reply:
    """Where the words stand, what the article says otherwise, or that they stand nowhere."""
    match verification.verdict:
        case Verdict.VERBATIM:
            return _render_verbatim(verification.occurrences)
        case Verdict.ALIKE:
            return _render_alike(verification.occurrences[0])
        case Verdict.ABSENT:
            return Reply(gettext(_NOT_FOUND))


def _render_verbatim(findings: Sequence[Occurrence]) -> Reply:
    count = len(findings)
    where = ngettext(
        "Word for word in one article:", "Word for word in {count} articles:", count
    ).format(count=count)
    first = findings[0]
    held = cut_text(first.article.text[first.start : first.end], _MAX_SHOWN_CHARACTERS)
    parts = [Part(f"{where}\n"), Part(held, MessageEntity.BLOCKQUOTE)]
    for finding in findings[:_MAX_FINDINGS]:
        held = finding.article.text[finding.start : finding.end]
        parts += [Part("\n"), *title_parts(finding.article, _NAME_CHARACTERS, held)]
    if len(findings) > _MAX_FINDINGS:
        parts.append(Part(f"\n{name_more(count - _MAX_FINDINGS)}"))
    return join_parts(parts)


def _render_alike(finding: Occurrence) -> Reply:
    held = finding.article.text[finding.start : finding.end]
    spans = [(start - finding.start, end - finding.start) for start, end in finding.differing]
    # Cut before what could not be underlined any more: it would pass for the same.
    most = spans[_MAX_UNDERLINED][0] if len(spans) > _MAX_UNDERLINED else len(held)
    shown = cut_text(held, min(most, _MAX_SHOWN_CHARACTERS))
    underlined = tuple(span for span in spans if span[1] < len(shown) or shown == held)
    parts = [
        Part(f"{gettext(_DIFFERS)}\n"),
        Part(
            shown,
            MessageEntity.BLOCKQUOTE,
            marked=underlined,
            marking=MessageEntity.UNDERLINE,
        ),
    ]
    if finding.missing:
        words = " ".join(finding.missing[:_MAX_WORDS])
        more = " …" if len(finding.missing) > _MAX_WORDS else ""
        absent = cut_text(words, _NAME_CHARACTERS * 5) + more
        parts += silence("\n" + gettext("Not in the article: {words}").format(words=absent))
    parts += [Part("\n"), *title_parts(finding.article, _NAME_CHARACTERS, held)]
    return join_parts(parts)
