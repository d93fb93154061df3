"""Headings that name a release, as in a file of news: what is one, and what it ends."""

import re

_VERSION = r"v?\d{1,4}(?:\.\d{1,4}){1,4}[a-z]{0,2}\d{0,3}"
_RELEASE = re.compile(
    rf"(?P<words>(?:[^\W\d][\w'’-]{{0,30}}\s+){{1,6}}){_VERSION}(?:\s\w{{1,5}}\s{_VERSION})?"
    r"(?:,?\s[(\[]?\d{4}-\d\d-\d\d[)\]]?|\s[(\[][^()\[\]]{1,40}[)\]]){0,2}\s?[.:：]?"
)
"""Words, a version or from which to which, and perhaps when: no sentence that mentions one."""
_NAMED = re.compile(rf"(?<![\w.]){_VERSION}(?![\w.]*\w)")


def read_release_words(text: str) -> tuple[str, ...]:
    """The first words, two at most, of a heading that says no more than which release it is of, as
    "Changes from 1.2 to 1.3"; none if `text` is no such heading."""
    match = _RELEASE.fullmatch(text.strip()) if text[:1].isupper() else None
    return tuple(match["words"].casefold().split()[:2]) if match else ()


def find_version(text: str) -> str:
    """The last version that `text` names, `""` if it names none."""
    found = _NAMED.findall(text)
    return found[-1] if found else ""
