"""Whether words tell who said what stands in front of them."""

import re

from corpus.structure.blocks.lines import is_small

_SAID = re.compile(
    r"(?:(?:[A-Z][\w.'’-]+|the|my|his|her|[a-z]+) ){1,3}"
    r"(?:said|says|asked|asks|replied|wrote|writes|added|answered|told|cried|explained)\b"
)
_DASH = re.compile(r"[—–―-][^\S\n]?(?P<next>[^\W\d_])")
_SAID_ALOUD = "\"'”’“»›«‹!?…"
"""What stands in front of the dash behind which it is told who said it."""
_JAPANESE_PARTICLES = (
    *"とをにがはもので",
    "って",
    "や",
    "へ",
    "から",
    "まで",
    "だ",
    "など",
    "なる",
)
_JAPANESE_STARTS = (
    "では",
    "でも",
    "とても",
    "ところ",
    "はじめ",
    "はい",
    "もし",
    "もう",
    "やが",
    "だが",
)
_CHINESE_SAID = re.compile(r"[^，。！？：；“”\n]{0,12}?(?:说|說|道|问|問|答|喊|叫|表示|写道|寫道)")


def is_said(left: str, right: str, has_space: bool, language: str) -> bool:
    """Whether `right` says who said the quotation that `left` ends with."""
    if left[-1] in ")]}）】":
        return False
    if language == "ja":
        return right.startswith(_JAPANESE_PARTICLES) and not right.startswith(_JAPANESE_STARTS)
    if language == "ko":
        return not has_space and right[0].isalpha()
    if language == "zh":
        return _CHINESE_SAID.match(right) is not None
    return language == "en" and _SAID.match(right) is not None


def is_told(beginning: str, left: str, right: str) -> bool:
    """Whether `right` goes on in small letters behind a dash, and tells who said what `left` ends
    with: "«Halt!» — he cried", "— Who? — she asked". A hyphen is one in a dialogue that has them,
    or between blanks behind a quotation mark."""
    found = _DASH.match(right)
    if found is None or not is_small(found["next"]) or left[-1] not in _SAID_ALOUD:
        return False
    is_dialogue = beginning[0] in "-–—―" and not beginning[1:].islower()
    is_quoted = left[-1] not in "!?…" and right[1].isspace()
    return right[0] != "-" or is_dialogue or is_quoted
