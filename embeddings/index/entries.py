"""What entries of a reference are called: the options that a term or a heading names, and numbers
such as those of errors and exit statuses below a heading that says what they count."""

from collections.abc import Iterator

import regex

from corpus import Passage
from corpus.normalization import fold_accents
from embeddings.words.letters import fold_letters
from embeddings.words.options import OPTION, Option, find_options, list_held, read_option

_MAX_TERM = 200
_MAX_HEADING = 120
_MAX_HEADING_WORDS = 6
_MAX_BESIDE = 2
"""Words of a heading beside the option that it is about: "The --exclude option"."""
_PLAIN = r"[`*]{0,3}"
# What an option takes: "=FILE", "[=WHEN]", " <name>", " number".
_TAKEN = r"(?:\[?[=\s]?[<\[({]?[\w.|:+…]{1,30}[>\])}]{0,2})?"
_OPTION = regex.compile(
    rf"{_PLAIN}{OPTION}{_TAKEN}{_PLAIN}(?P<more>\s?[,/|]\s?|\s{{1,2}}or\s{{1,2}}|\n(?=-))?"
)
_MARK = regex.compile(r"[-*+•]\s{1,3}")
_COMMAND = regex.compile(rf"{_PLAIN}(?:[a-z][a-z0-9_.+-]{{0,30}}\s){{1,3}}(?=[^\w\s])")
"""What an option may be of: "git commit -m"."""
_TERM_END = regex.compile(
    r"(?:\[?[= ]?[<\[({]?[\w.|+…]{1,30}[>\])}]{0,2})?[`*]{0,3} ?(?:\n|:(?=\s|$)|\s[–—-]\s)"
)
_ARGUMENT = regex.compile(r"\[?[=\s]?(?:<[^>]*>|\p{Lu}{2,}|\{[^}]*\})\]?")
_NUMBER = regex.compile(r"[`*]{0,3}(?P<number>\d{1,4})[`*]{0,3}(?:\s?\n|\s[–—|-]\s|:\s)")
_WORD = regex.compile(r"[\p{L}\p{M}]{2,30}")


def list_entry_names(passage: Passage) -> Iterator[tuple[int, str]]:
    """The numbers of the sentences of `passage` that begin an entry, each with a name by which it
    is looked up: an option, or what `name_number` has."""
    heading = passage.headings[-1] if passage.headings else ""
    for sentence, (start, end) in enumerate(passage.sentences):
        text = passage.text[start : min(end, start + _MAX_TERM)]
        for option in _list_options(text, is_code=passage.kind == "code"):
            yield from ((sentence, name) for name in option.names)
        number = _NUMBER.match(text)
        if number and heading:
            for word in _WORD.findall(heading)[:_MAX_HEADING_WORDS]:
                yield sentence, name_number(word, number["number"])


def list_heading_names(passage: Passage) -> list[str]:
    """The options that the innermost heading above `passage` is about, as in
    "-l, --line-length"."""
    heading = passage.headings[-1] if passage.headings else ""
    if len(heading) > _MAX_HEADING:
        return []
    options = [option for option in find_options(heading) if option.is_plain]
    left = heading
    for option in options:
        left = left.replace(option.text, " ")
    words = _WORD.findall(_ARGUMENT.sub(" ", left))
    return (
        [name for option in options for name in option.names] if len(words) <= _MAX_BESIDE else []
    )


def list_held_options(passage: Passage) -> set[str]:
    """The options that stand anywhere in `passage` or the heading above it."""
    heading = passage.headings[-1] if passage.headings else ""
    return {*list_held(passage.text), *list_held(heading)}


def list_option_words(passage: Passage) -> str:
    """The words of the long names of the options that begin entries of `passage`: what
    "--kill-after" does, its name says, while others only speak of it."""
    begun = (name for _, name in list_entry_names(passage))
    names = (name for name in (*list_heading_names(passage), *begun) if name.startswith("--"))
    return " ".join(name[2:].replace("-", " ") for name in names)


def name_number(word: str, number: str) -> str:
    """The name of what `word` counts, in one or several: "exit 4", "code 4"."""
    folded = fold_letters(fold_accents(word))
    return f"{folded.rstrip('s') or folded} {int(number)}"


def _list_options(text: str, *, is_code: bool) -> Iterator[Option]:
    """The options that `text` begins with, be it behind the command that they are of. Behind a
    command and in code, and where a dash is no hyphen, the term ends right behind them."""
    mark = _MARK.match(text)
    done = named = mark.end() if mark else 0
    if command := _COMMAND.match(text, done):
        done = named = command.end()
    found: list[Option] = []
    while match := _OPTION.match(text, done):
        found.append(read_option(match))
        done, named = match.end(), match.end("name")
        if not match["more"]:
            break
    is_term = _TERM_END.match(text, named) is not None
    if is_term or not (command or is_code):
        yield from (option for option in found if is_term or option.is_plain)
