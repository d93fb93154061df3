"""Footnotes whose numbers are raised, ¹ or <sup>1</sup>, as the marks that the readers know."""

import re

_MARK = r"(?:[⁰¹²³⁴-⁹]{1,3}|<sup>\d{1,3}</sup>)"
_NOTE = re.compile(rf"^[ \t]{{0,3}}({_MARK})[ \t]{{1,4}}(?=\S)", re.MULTILINE)
_CITED = re.compile(rf"(?P<before>[^\s\d⁰¹²³⁴-⁹]{{1,3}})(?P<mark>{_MARK})(?![\w⁰¹²³⁴-⁹])")
# "m²", "km²": two letters at most, and what is raised behind them is no note.
_UNIT = re.compile(r"(?:[^\W\d_]{1,2}|[)\]}])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TAG = re.compile(r"</?sup>")


def mark_raised_notes(text: str, cited: str, note: str) -> str:
    """`text` with each raised number that a line begins with, and that something else cites, as
    `note`, and where it is cited as `cited`; both with the number at `{}`. The work grows with the
    text."""
    if not _NOTE.search(text):
        return text
    noted = {_number(match[1]) for match in _NOTE.finditer(text)}

    def mark(match: re.Match[str]) -> str:
        number = _number(match["mark"])
        before = match["before"]
        starts_word = not text[match.start() - 1 : match.start()].isalpha()
        if number not in noted or (starts_word and _UNIT.fullmatch(before)):
            return match[0]
        known.add(number)
        return before + cited.format(number)

    known: set[str] = set()
    marked = _CITED.sub(mark, text)
    return _NOTE.sub(
        lambda match: (
            f"{note.format(_number(match[1]))} " if _number(match[1]) in known else match[0]
        ),
        marked,
    )


def _number(mark: str) -> str:
    return _TAG.sub("", mark).translate(_RAISED)
