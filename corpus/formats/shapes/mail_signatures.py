"""The signatures in a mail and in what it quotes, as each of those who wrote may have one."""

import re
from collections.abc import Sequence

from corpus.formats.quoted_mail import read_writer
from corpus.structure.blocks.mail_quotes import is_long

_MARKED = re.compile(r"\s?(?:>\s?){0,20}")
_SIGNATURE = re.compile(r"--\s?$")
_MAX_LINES = 15


def cut_signatures(lines: Sequence[str]) -> list[str]:
    """`lines` without signatures: up to 15 lines below "--", quoted as often as that, to the end
    or, if something else is quoted below or a line says who wrote it, to the first blank line."""
    kept: list[str] = []
    number = 0
    while number < len(lines):
        end = _find_end(lines, number) if _SIGNATURE.match(_unmark(lines[number])) else number
        if end == number:
            kept.append(lines[number])
            end += 1
        number = end
    return kept


def _find_end(lines: Sequence[str], start: int) -> int:
    """Where the signature that begins at `start` ends; `start` if it is none."""
    end = _find_last(lines, start)
    return start if is_long(map(_unmark, lines[start + 1 : end])) else end


def _find_last(lines: Sequence[str], start: int) -> int:
    depth = _depth(lines[start])
    blank = 0
    for number in range(start + 1, min(len(lines), start + _MAX_LINES + 1)):
        if _depth(lines[number]) != depth or _leads(lines, number):
            return blank or number
        if not _unmark(lines[number]).strip():
            blank = blank or number
    return len(lines) if len(lines) - start <= _MAX_LINES else start


def _leads(lines: Sequence[str], number: int) -> bool:
    """Whether the line, alone or with the next one, says who wrote what stands below it."""
    line = _unmark(lines[number])
    if not line.strip() or number + 1 == len(lines):
        return False
    after = _unmark(lines[number + 1])
    return bool(read_writer(line) or (after.strip() and read_writer(f"{line} {after}")))


def _depth(line: str) -> int:
    marks = _MARKED.match(line)
    return marks[0].count(">") if marks else 0


def _unmark(line: str) -> str:
    marks = _MARKED.match(line)
    return line[marks.end() :] if marks else line
