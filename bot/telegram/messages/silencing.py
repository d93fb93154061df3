"""Words that somebody else wrote, said again so that nothing in them can be pressed.

Telegram makes links of addresses, mentions, commands, tags and telephone numbers in any text, but
not inside of code.
"""

import re

from telegram import InlineKeyboardMarkup, MessageEntity

from bot.telegram.messages.formatting import Part, Reply, join_parts
from bot.text.cleaning import clean_text

_MARKS = '“”„‟«»‹›「」『』"<>'
_WORD = re.compile(rf"[^\s{_MARKS}]+")
_LIVE = re.compile(
    r"@\w|#[\w\u200c]|\$\w|(?<!\w)/\w"  # mentions and e-mail, tags, commands
    r"|://|\.[^\W\d_]|\d\.\d+\.\d+\.\d"  # addresses, with a scheme, a name or numbers
)
_NUMBER = re.compile(r"\+?\d(?:[^\S\n]?[().\-–/]?[^\S\n]?\(?\d){5,}")
"""Of telephones and bank cards; shorter ones are never taken for any."""
_ENDING = ".,;:!?…)]"
_MAX_PIECES = 20
"""Of the hundred entities that a message may have; what is more of them is one piece."""


def silence(text: str, kind: str | None = None, max_pieces: int = _MAX_PIECES) -> list[Part]:
    """`text` as an entity of this `kind`, or plain, but with what could be pressed as code, in at
    most `max_pieces`, which may then hold what stands between."""
    text = clean_text(text)  # what Telegram takes away may have parted what is live without it
    parts: list[Part] = []
    end = 0
    for start, live_end in _find_live(text, max_pieces):
        parts += [*_surround(text[end:start], kind), Part(text[start:live_end], MessageEntity.CODE)]
        end = live_end
    return [*parts, *_surround(text[end:], kind)]


def reply_silently(text: str, keyboard: InlineKeyboardMarkup | None = None) -> Reply:
    """A reply of lines that hold words of somebody else."""
    return join_parts(silence(text), keyboard)


def _find_live(text: str, max_pieces: int) -> list[tuple[int, int]]:
    """Start and end of each piece that Telegram might make a link of, in order and apart."""
    spans = [number.span() for number in _NUMBER.finditer(text)]
    for word in _WORD.finditer(text):
        if _LIVE.search(word[0]):
            spans.append((word.start(), word.start() + len(word[0].rstrip(_ENDING))))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            start, end = apart[-1][0], max(end, apart.pop()[1])
        apart.append((start, end))
    if len(apart) > max_pieces:
        apart[max_pieces - 1 :] = [(apart[max_pieces - 1][0], apart[-1][1])]
    return apart


def _surround(text: str, kind: str | None) -> list[Part]:
    """`text` as an entity without the blanks at its ends, which stay."""
    core = text.strip()
    if kind is None or not core:
        return [Part(text)] if text else []
    before, _, after = text.partition(core)
    return [Part(before), Part(core, kind), Part(after)]
