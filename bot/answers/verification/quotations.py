"""Where a text has something in quotation marks."""

from bisect import bisect_right

import regex

CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "”": "”",
    "＂": "＂",
    "'": "'",
    "״": "״",
}
"""What closes after each mark that opens; those that do both are told by what stands around."""
_MARK = regex.compile("[" + "".join({*CLOSERS, *"".join(CLOSERS.values())}) + "]")
_SPACED = "«‹"
"""Behind these French has a space."""
_APOSTROPHES = "'’‘"


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands in each pair of quotation marks of `text`, in order and apart,
    the marks included; of marks inside of others the outer ones. A mark that nothing closes is
    none. What it costs grows with the length of the text."""
    marks = [(found.start(), found[0]) for found in _MARK.finditer(text)]
    closing: dict[str, list[int]] = {}
    for position, mark in marks:
        if _may_close(text, position, mark):
            closing.setdefault(mark, []).append(position)
    found: list[tuple[int, int]] = []
    for position, mark in marks:
        if found and position < found[-1][1]:
            continue
        if mark in CLOSERS and _may_open(text, position):
            # Nothing is no quotation: the closing mark stands behind at least one character.
            ends = (_first_after(closing.get(c, []), position + 1) for c in CLOSERS[mark])
            if end := min((end for end in ends if end), default=None):
                found.append((position, end + 1))
    return found


def _first_after(positions: list[int], position: int) -> int | None:
    number = bisect_right(positions, position)
    return positions[number] if number < len(positions) else None


def _may_open(text: str, position: int) -> bool:
    """Whether the mark does not stand at the end of a word, as an apostrophe or a measure does.
    Of scripts without case, marks stand beside words without a space."""
    before, after = text[position - 1 : position] if position else "", text[position + 1 :][:1]
    is_spaced = text[position] in _SPACED and bool(text[position + 2 : position + 3].strip())
    return not _is_of_word(before) and (bool(after.strip()) or is_spaced)


def _may_close(text: str, position: int, mark: str) -> bool:
    before, after = text[position - 1 : position] if position else "", text[position + 1 :][:1]
    if mark in _APOSTROPHES and not before.strip():
        return False
    return bool(before) and not _is_of_word(after)


def _is_of_word(character: str) -> bool:
    """Whether it is a digit, or a letter of a script whose words stand apart."""
    return character.isalnum() and (
        character.isdigit()
        or character.lower() != character.upper()
        or regex.match(r"[\p{Arabic}\p{Hebrew}]", character) is not None
    )
