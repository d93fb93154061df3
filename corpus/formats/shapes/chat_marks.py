"""The signs by which writers of chats strike words out and quote others."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

Tildes: TypeAlias = Literal["~", "~~", "~~ "]
"""Between which words are struck out: one or two, as in WhatsApp and Slack, two, which stand beside
the words, or two anywhere, as in Discord."""

_CODE = r"```(?:[^`]|`(?!``)){0,4000}```|`[^`\n]{1,1000}`"
_BESIDE = r"(?<![\w~])(?P<mark>{})(?=[^\s~])[^~\n]{{1,500}}(?<=\S)(?P=mark)(?![\w~])"
_STRUCK = {
    "~": re.compile(rf"{_CODE}|(?P<struck>{_BESIDE.format('~~?')})(?P<blank> ?)"),
    "~~": re.compile(rf"{_CODE}|(?P<struck>{_BESIDE.format('~~')})(?P<blank> ?)"),
    "~~ ": re.compile(
        rf"{_CODE}|(?P<struck>(?<!\\)~~(?:[^~\\]|\\.|~(?!~)){{1,2000}}~~)(?P<blank> ?)"
    ),
}
_QUOTED = re.compile(r"(?:>\s){1,9}|>{2,3}\s")
_ALL_QUOTED = ">>> "
_NUMBER = re.compile(r"\s*[\d.,$€£-]")


def read_marks(lines: Sequence[str], tildes: Tildes) -> Iterator[tuple[str, bool]]:
    """The words of a message of `lines` but for those that are struck out, and whether they are
    quoted, and so those of somebody else; the marks in front of them are left out, but for a sign
    that may belong to a number."""
    text = "\n".join(lines)
    if "~" in text:
        text = _STRUCK[tildes].sub(_leave_out, text)
    if ">" not in text:
        yield text, False
        return
    is_rest = is_code = False
    fences = text.count("```")
    read: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        count = line.count("```")
        fences -= count
        # One that none ends is no more than three signs, as Discord shows it.
        is_code ^= count % 2 == 1 and (is_code or fences > 0)
        is_rest |= line.startswith(_ALL_QUOTED) and not is_code
        mark = None if is_code else _QUOTED.match(line)
        end = mark.end() if mark and not _NUMBER.match(line, mark.end()) else 0
        read.append((line[end:], is_rest or mark is not None))
    for is_quoted, run in groupby(read, key=lambda one: one[1]):
        yield "\n".join(words for words, _ in run), is_quoted


def _leave_out(found: re.Match[str]) -> str:
    """The code that is `found`, or of words that are struck out the blank behind them, unless one
    stands before them."""
    if not found["struck"]:
        return found[0]
    before = found.string[max(0, found.start() - 1) : found.start()]
    behind = found.string[found.end() : found.end() + 1]
    if before.isalnum() and behind.isalnum():
        return " "  # or else two numbers would be one
    return found["blank"] if before.strip() else ""
