"""What entries of a reference are called: the options that a term names, and numbers such as those
of errors and exit statuses below a heading that says what they count."""

from collections.abc import Iterator

import regex

from corpus import Passage
from corpus.normalization import fold_accents
from embeddings.words.letters import fold_letters

MAX_OPTION = 40
"""Characters of a name that is looked up."""
_MAX_TERM = 200
_MAX_HEADING_WORDS = 6
_PLAIN = r"[`*]{0,3}"
_NAME = r"--?[A-Za-z0-9?@#][\w.-]*"
_OPTION = regex.compile(
    rf"{_PLAIN}(?P<name>{_NAME})"
    # What an option takes: "=FILE", "[=WHEN]", " <name>", " number".
    r"(?:\[?[=\s]?[<\[({]?[\w.|:+…]{1,30}[>\])}]{0,2})?"
    rf"{_PLAIN}(?P<more>\s?[,/|]\s?|\s{{1,2}}or\s{{1,2}}|\n(?=-))?"
)
_NUMBER = regex.compile(r"[`*]{0,3}(?P<number>\d{1,4})[`*]{0,3}(?:\s?\n|\s[–—|-]\s|:\s)")
_WORD = regex.compile(r"[\p{L}\p{M}]{2,30}")


def list_entry_names(passage: Passage) -> Iterator[tuple[int, str]]:
    """The numbers of the sentences of `passage` that begin an entry, each with a name by which it
    is looked up, as `name_option` and `name_number` have it."""
    heading = passage.headings[-1] if passage.headings else ""
    for sentence, (start, end) in enumerate(passage.sentences):
        text = passage.text[start : min(end, start + _MAX_TERM)]
        done = 0
        while (option := _OPTION.match(text, done)) and passage.kind != "code":
            yield sentence, name_option(option["name"])
            done = option.end()
            if not option["more"]:
                break
        number = _NUMBER.match(text)
        if number and heading:
            for word in _WORD.findall(heading)[:_MAX_HEADING_WORDS]:
                yield sentence, name_number(word, number["number"])


def list_option_words(passage: Passage) -> str:
    """The words of the long names of the options that begin entries of `passage`: what
    "--kill-after" does, its name says, while others only speak of it."""
    names = (name for _, name in list_entry_names(passage) if name.startswith("--"))
    return " ".join(name[2:].replace("-", " ") for name in names)


def name_option(option: str) -> str:
    """The name of `option`, which is another one in capitals: "-x" and "-X"."""
    return option.rstrip(".-")[:MAX_OPTION]


def name_number(word: str, number: str) -> str:
    """The name of what `word` counts, in one or several: "exit 4", "code 4"."""
    folded = fold_letters(fold_accents(word))
    return f"{folded.rstrip('s') or folded} {int(number)}"
