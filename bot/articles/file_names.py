"""File names for articles that come from outside: whatever somebody calls a file, a harmless name.

Pure: what is in the corpus folder is looked at elsewhere.
"""

import unicodedata
from pathlib import PurePosixPath

import regex

from bot.text.translation import gettext, gettext_noop
from corpus import MUST_ANSWER_NAME, SUFFIXES, FootnoteError, is_read

MAX_NAME_BYTES = 100

_SEPARATORS = regex.compile(r"[/\\:]")
"""Of folders on all systems; behind the colon stands a hidden stream of a file on Windows."""
_UNSEEN = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_MARKS = "-_. "
_SPACES = regex.compile(r" {2,}")
_NO_BEGINNING = regex.compile(r"^[\p{M}\-. ]+")
_RESERVED = regex.compile(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9¹²³]) *(\.|$)")
"""Windows takes these for devices, whatever the ending."""
_DEFAULT_STEM = "article"

_NO_READER = gettext_noop("I read articles only from files whose names end in one of: {endings}.")


class NameRefusedError(FootnoteError):
    """A file cannot be an article by its name; the text says why."""


def clean_name(file_name: str | None) -> str:
    """The name under which a file that somebody calls `file_name` may be stored: letters, digits,
    spaces, "-", "_" and ".", in NFC, of at most `MAX_NAME_BYTES`, with a readable ending.

    :raises NameRefusedError: if articles are not read from files with such an ending, or it is the
        name of the questions that lie beside them.
    """
    base = _SEPARATORS.split(file_name or "")[-1]
    base = _UNSEEN.sub("", base).rstrip(" .")
    stem, dot, ending = base.rpartition(".")
    suffix = f".{ending}".casefold() if dot else ""
    stem = _clean_stem(stem)
    is_beside = f"{stem}{suffix}".casefold() == MUST_ANSWER_NAME
    # Of a manual page, "tar.1", any section is read.
    if is_beside or not is_read(f"{_DEFAULT_STEM}{suffix}"):
        raise NameRefusedError(gettext(_NO_READER).format(endings=", ".join(SUFFIXES)))
    return _join(stem, suffix)


def make_name(title: str, suffix: str, code: str = "") -> str:
    """A name for an article of this title that came without a file; `suffix` is one of those that
    are read, `code` stands before it if there is one."""
    stem = _clean_stem(_UNSEEN.sub("", title)).casefold().replace(" ", "-")
    stem = regex.sub(r"[-.]*-[-.]*", "-", unicodedata.normalize("NFC", stem))
    return _join(_clean_stem(stem), f"-{code}{suffix}" if code else suffix)


def _clean_stem(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = "".join(character if _is_allowed(character) else " " for character in text)
    text = _NO_BEGINNING.sub("", _SPACES.sub(" ", text)).rstrip(" .-")
    if not any(character.isalnum() for character in text):
        return _DEFAULT_STEM
    return f"{_DEFAULT_STEM} {text}" if _RESERVED.match(text) else text


def _is_allowed(character: str) -> bool:
    # Letters with the marks on them, without which many languages cannot be written, and digits.
    return character in _MARKS or unicodedata.category(character)[0] in "LMN"


def _join(stem: str, suffix: str) -> str:
    room = MAX_NAME_BYTES - len(suffix)
    cut = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .-")
    name = cut + suffix
    assert name != MUST_ANSWER_NAME and PurePosixPath(name).name == name
    return name
