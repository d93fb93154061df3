"""Signs that nobody sees, and that make a text look like another one: which of them are left out.

What has a use in some script stays: joiners of Persian and of India's scripts, isolates, soft
hyphens, selectors behind the sign that they select, the tags of a flag.
"""

import unicodedata

import regex

MAX_MARKS = 8
"""On one letter: Hebrew with all its points has five; https://unicode.org/reports/tr39/ (5.4) takes
more than four for a trick. Tibetan, whose letters below letters count as marks, has no limit."""
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0020-\U000e007e"
_ZERO_WIDTH = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_MAX_ZERO_WIDTH = 2
"""One after the other: a non-joiner and a joiner may follow a sign of India's scripts."""

# Embeddings and overrides of direction, which Telegram takes out of any text; what Unicode gave up
# long ago or has not given a use, but keeps unseen; annotations; controls of musical notes and of
# shorthand; and of the signs that each program may use as it likes those that our readers mark
# places by, so that no text has any.
_OF_NO_USE = regex.compile(
    "[\u202a-\u202e\u2065\u206a-\u206f\ue000-\ue00f\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a]+"
)
_TAGGED = regex.compile(
    f"(\U0001f3f4[{_TAGS}]{{1,8}}\U000e007f)|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]+"
)
_SELECTED = regex.compile(f"([{_SELECTORS}])[{_SELECTORS}]+")
_UNJOINED = regex.compile(rf"([{_ZERO_WIDTH}]{{{_MAX_ZERO_WIDTH}}})[{_ZERO_WIDTH}]+")
_DIRECTED = regex.compile("[\u061c\u200e\u200f]+(?=[\u061c\u200e\u200f])")
_PILED = regex.compile(
    rf"([[\p{{Mn}}\p{{Me}}]--[\p{{Tibetan}}{_SELECTORS}]]{{{MAX_MARKS}}})"
    rf"[[\p{{Mn}}\p{{Me}}]--[\p{{Tibetan}}{_SELECTORS}]]+",
    regex.VERSION1,
)

_CONTROLS = regex.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS = regex.compile(
    # Fillers stand for what lacks in a syllable of old Korean, and for nothing anywhere else.
    "[\u2800\u3164\uffa0\ufffc]|\u115f(?![\u1160-\u11a7])|(?<![\u1100-\u115f])\u1160"
)
_UNSEEN = regex.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u2060-\u2069\ufeff]+"
)
_JOINS_NOTHING = regex.compile(
    r"(?<![[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}"
    r"\p{Common}\p{Inherited}]]|[\u064b-\u0655])[\u200c\u200d]+"
    r"(?<!(?:\p{Extended_Pictographic}|[\ufe0f\U0001f3fb-\U0001f3ff\U000e007f])"
    r"\u200d(?=\p{Extended_Pictographic}))",
    regex.VERSION1,
)
_JOINED_TWICE = regex.compile("([\u200c\u200d])[\u200c\u200d]+")
_SELECTS_NOTHING = regex.compile(rf"(?<!\S)[{_SELECTORS}]+")
_ON_NOTHING = regex.compile(r"^[\p{M}\s\u200c\u200d]+")
_MAY_BE_LEFT_OUT = regex.compile(
    r"[\p{M}\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800\ufffc]"
)
"""Without any of these nothing is left out of a line but the blanks that it begins with."""
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
_IGNORABLE_ENDS = regex.compile(
    r"^\p{Default_Ignorable_Code_Point}+|\p{Default_Ignorable_Code_Point}+$"
)
_SEEN = regex.compile(
    r"[^\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}\u2800\ufffc\u030a\u0333\u033f]"
)
"""Also of what Telegram leaves out of any text: a ring, two lines below, a line above."""

_CAPITALS = str.maketrans("АВЕЅІЈКМНОРСТУХҮΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESIJKMHOPCTYXYABEZHIKMNOPTYX")
_LETTERS = str.maketrans(
    "аеѕіјорсухһԁԛԝӏүαινορυϳօհ01i|‐–—−'‘ʼ",
    "aesljopcyxhdqwlyalvopujoholll----’’’",
)
"""Letters of Cyrillic, Greek and Armenian that look like Latin ones, as in the table
https://www.unicode.org/Public/security/latest/confusables.txt, and what else is taken for another
sign; by far not all of them."""


def leave_out_hidden(text: str) -> str:
    """`text` without what would hide words in it, or would hide or turn those around it: overrides
    of direction, tags that are of no flag, selectors and zero-width signs in heaps, and letters
    with more than `MAX_MARKS` marks on them."""
    if text.isascii():
        return text
    text = _TAGGED.sub(lambda found: found[1] or "", _OF_NO_USE.sub("", text))
    text = _UNJOINED.sub(r"\1", _DIRECTED.sub("", text))
    return _PILED.sub(r"\1", _SELECTED.sub(r"\1", text))


def leave_out_spelt(text: str) -> str:
    """`text`, in which references such as `&#27;` were spelt out, with controls as spaces but for
    line ends and tabs, and without what is hidden, as above."""
    return leave_out_hidden(_CONTROLS.sub(" ", text))


def leave_out_unseen(text: str) -> str:
    """`text`, a name or another line, with nothing in it that is not seen or turns what stands
    around it: as above, and without controls, any signs of direction, soft hyphens, joiners that
    join nothing, and with blanks as spaces. It begins with something to see; `""` if there is
    nothing to see."""
    if not _MAY_BE_LEFT_OUT.search(text):  # as most names
        return text if text.isascii() else text.lstrip()
    text = _UNSEEN.sub("", text)
    if text.isascii():
        return text
    # Before and after: what is left out may have parted what then selects nothing, or is a heap.
    text = _JOINED_TWICE.sub(r"\1", _BLANKS.sub(" ", leave_out_hidden(text)))
    text = _SELECTS_NOTHING.sub("", _JOINS_NOTHING.sub("", text))
    return _ON_NOTHING.sub("", leave_out_hidden(text))


def strip_ignorable(text: str) -> str:
    """`text` without signs at its ends that show nothing."""
    return text if text.isascii() else _IGNORABLE_ENDS.sub("", text)


def is_seen(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether there is anything to see in `text[start:end]`."""
    return _SEEN.search(text, start, end) is not None


def fold_look(text: str) -> str:
    """The same for lines that look the same or much alike: of other letters that look so, of
    full-width or bold ones, in another case, with signs in them that are not seen."""
    text = _IGNORABLE.sub("", unicodedata.normalize("NFKC", leave_out_unseen(text)))
    text = text.translate(_CAPITALS)
    return " ".join(text.casefold().translate(_LETTERS).split())
