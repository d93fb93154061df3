"""The lines that the bot writes around quotes, as they are known again, in all its languages."""

import functools
from collections.abc import Iterator

import regex

from bot.answers.verification import Frame, FrameKind
from bot.text.translation import LANGUAGES, gettext, gettext_noop, ngettext, speaking

_MAX_CHARACTERS = 1000
"""Of a line that is read."""

_NAMING = {
    FrameKind.NOTE: (
        gettext_noop("Read as a follow-up to “{question}”."),
        gettext_noop("I found no answer to “{question}”."),
        gettext_noop("“{word}” read as “{reading}”."),
        gettext_noop("“{phrase}” stands in no article word for word."),
        gettext_noop("The articles have no “{unit}”."),
    ),
    FrameKind.ALSO: (gettext_noop("Also in:"),),
    FrameKind.ALIKE: (gettext_noop("Largely the same in:"),),
    FrameKind.BASIS: (gettext_noop("Based on: {report}"),),
    FrameKind.SPEAKER: (gettext_noop("{speaker}, in"),),
    FrameKind.PLACE: (gettext_noop("row {number}"), gettext_noop("p. {page}")),
}
_FILTERS = (
    gettext_noop("since {day}"),
    gettext_noop("until {day}"),
    gettext_noop("in “{title}”"),
    gettext_noop("from {publisher}"),
    gettext_noop("by {author}"),
)
_HOLE = regex.compile(r"\\\{\w+\\\}")


def read_frame(line: str) -> Frame | None:
    """What `line` may be of what the bot writes around quotes."""
    line = " ".join(line.split())
    if len(line) > _MAX_CHARACTERS:
        return None
    for kind, pattern in _list_patterns():
        if found := pattern.fullmatch(line):
            return Frame(kind, found.groupdict().get("named", "").strip())
    return None


@functools.cache
def _list_patterns() -> list[tuple[FrameKind, regex.Pattern[str]]]:
    patterns: dict[tuple[FrameKind, str], None] = {}
    for language in LANGUAGES:
        with speaking(language):
            patterns |= dict.fromkeys(_write_patterns())
    return [(kind, regex.compile(one, regex.IGNORECASE)) for kind, one in patterns]


def _write_patterns() -> Iterator[tuple[FrameKind, str]]:
    for kind, messages in _NAMING.items():
        for message in messages:
            is_label = kind in (FrameKind.ALSO, FrameKind.ALIKE)
            said = gettext(message) + ("{named}" if is_label else "")
            hole = r"(?P<named>\d+)" if kind is FrameKind.PLACE else "(?P<named>.+)"
            yield kind, _write(said, ".+" if kind is FrameKind.NOTE else hole)
    for count in (1, 2, 5):  # a form each, where there are several
        more = ngettext("… and {count} more", "… and {count} more", count)
        yield FrameKind.MORE, _write(more, r"\d+")
    machine = regex.escape(gettext("read by machine"), special_only=True)
    yield FrameKind.PLACE, _write(gettext("p. {page}"), r"(?P<named>\d+)") + f" · {machine}"
    parts = "|".join(_write(gettext(message), "[^·]+") for message in _FILTERS)
    only = regex.escape(gettext("Only articles {filters}"), special_only=True)
    yield FrameKind.NOTE, _HOLE.sub(lambda _: rf"(?:{parts})(?: · (?:{parts}))*", only)


def _write(message: str, hole: str) -> str:
    """A pattern for `message`, with `hole` for each name in it."""
    escaped = regex.escape(message, special_only=True)
    return _HOLE.sub(lambda _: hole, escaped)
