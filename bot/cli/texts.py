"""Texts that a command takes, as its argument or one a line, and how it answers each."""

import codecs
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence

_MIN_LINE, _MAX_LINE = 20, 100


def list_texts(words: Sequence[str]) -> Iterable[str]:
    """The text that the arguments `words` are together; for "-" the lines of standard input, as
    they come, without the mark that some programs begin UTF-8 with. What is no UTF-8 is replaced.
    `()` if the arguments say nothing."""
    text = " ".join(words).strip()
    if text == "-":
        return _read_lines()
    # An argument that is no UTF-8 comes with lone surrogates, which nothing takes.
    return (text.encode("utf-8", "replace").decode(),) if text else ()


def are_piped(words: Sequence[str]) -> bool:
    """Whether `list_texts` reads lines that nobody sees, as who types them does."""
    return " ".join(words).strip() == "-" and not sys.stdin.isatty()


def _read_lines() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer):
        yield (line if number else line.removeprefix(codecs.BOM_UTF8)).decode("utf-8", "replace")


def find_width() -> int | None:
    """Columns that text is wrapped at; None if standard output is no terminal."""
    if not sys.stdout.isatty():
        return None
    return max(_MIN_LINE, min(shutil.get_terminal_size().columns, _MAX_LINE))


def print_each(answers: Iterable[str], separator: str) -> None:
    """Prints `answers` as they come, with `separator` between them."""
    for count, answer in enumerate(answers):
        print((separator if count else "") + answer, flush=True)
