"""The words that a template of a wiki is sure to show, by its name: those of Wikipedia that stand
within sentences, most of which other wikis have under the same names."""

import re
from collections.abc import Sequence

from corpus.formats.wiki.gaps import HOLE, NOTHING
from corpus.formats.wiki.quantities import read_quantity, read_value

_FIRST_WORDS = """
    ipa | ipalink | ipa link | angbr | angle bracket | nowrap | nobr | nobreak | small | smaller |
    big | large | larger | abbr | em | strong | bold | italic | nobold | noitalic | serif | mono |
    math | mvar | var | code | tt | samp | kbd | key | key press | u | underline | tooltip |
    hover title | linktext | visible anchor | proper name | not a typo | as written | typo |
    sclass | ill | illm | interlanguage link | interlanguage link multi | flag | flagu |
    flagcountry | center | midsize | smallcaps | sc | no italic | keypress
"""
_FIRST_WORD = frozenset(name.strip() for name in _FIRST_WORDS.split("|"))
_SECOND_WORD = frozenset(
    ("lang", "langx", "wikt-lang", "wt", "color", "font color", "fontcolor", "resize", "align")
)
_LAST_WORD = frozenset(("transl", "transliteration"))
_QUOTATIONS = frozenset(
    ("quote", "blockquote", "quotation", "cquote", "rquote", "bquote", "quote box", "quote frame")
)
_SIGNS = {
    **dict.fromkeys(("nbsp", "nbs", "space", "spaces", "sp", "thinsp", "thin space"), "&nbsp;"),
    **dict.fromkeys(
        ("hair space", "hsp", "figure space", "nnbsp", "narrow no-break space"), "&nbsp;"
    ),
    **dict.fromkeys(("snd", "spnd", "sndash", "spndash", "spaced ndash", "spaced en dash"), " – "),
    **dict.fromkeys(("dash", "snds", "spaced en dash space", "spaced ndash space"), " – "),
    **dict.fromkeys(("ndash", "en dash", "nd", "endash", "–"), "–"),
    **dict.fromkeys(("mdash", "em dash", "emdash", "—"), "—"),
    **dict.fromkeys(("smd", "spaced mdash", "spaced em dash"), " — "),
    **dict.fromkeys(("·", "dot", "middot", "•", "bull", "bullet", "spaced bullet"), " · "),
    **dict.fromkeys(("shy", "wbr", "zwsp", "zwj", "zwnj", "void", "empty string"), ""),
    "!": "&#124;",
    "pipe": "&#124;",
    "=": "=",
    "'": "'",
    "'s": "'s",
    "\\": " / ",
    "minus": "−",
    "times": "×",
    "pm": "±",
    "deg": "°",
    "prime": "′",
    "sic": "[sic]",
    "euro": "€",
    "€": "€",
    "inr": "₹",
    "₹": "₹",
    "pound": "£",
    "£": "£",
    "us$": "US$",
    "yes": "Yes",
    "no": "No",
    "n/a": "N/A",
    "na": "N/A",
    "partial": "Partial",
}
_MONEY = {
    "€": "€",
    "euro": "€",
    "eur": "€",
    "£": "£",
    "gbp": "£",
    "₹": "₹",
    "inr": "₹",
    "us$": "US$",
    "usd": "US$",
    "a$": "A$",
    "aud": "A$",
    "ca$": "CA$",
    "¥": "¥",
}
_CELLS = frozenset(("yes", "no", "partial", "n/a", "na", "won", "nom", "sic"))
"""Which show other words if they are given some."""
_NO_WORDS = frozenset(
    (
        *("citation needed", "cn", "fact", "clarify", "clarification needed", "when", "who"),
        *("which", "by whom", "whom", "dubious", "page needed", "better source needed", "vague"),
        *("disputed inline", "disputed", "failed verification", "unreliable source?", "where"),
        *("according to whom", "how", "why", "specify", "original research inline", "verify"),
        *("sfn", "sfnp", "sfnm", "harvnb", "efn", "efn-ua", "efn-lr", "r", "rp", "refn", "ref"),
        *("note", "notelist", "reflist", "refbegin", "refend", "dn", "anchor", "coord", "anchors"),
        *("disambiguation needed", "unreferenced", "refimprove", "more citations needed", "stub"),
        *("flagicon", "flag icon", "flagdeco", "clear", "-", "toc limit", "toc", "pb", "break"),
        *("disambig", "disambiguation", "hndis", "short description", "good article"),
        *("featured article", "use dmy dates", "use mdy dates", "use british english", "portal"),
        *("main", "see also", "further", "about", "for", "hatnote", "redirect", "commons"),
        *("commons category", "authority control", "defaultsort", "displaytitle", "#tag:ref"),
        *("italic title", "pp", "pp-semi-indef", "pp-protected", "clear left", "clear right"),
        *("cite web", "cite book", "cite news", "cite journal", "citation", "ipa audio link"),
    )
)
_BEGINNINGS = {"circa": "c.", "c.": "c.", "ca.": "c."}
_NAMED = re.compile(r"\s{0,9}([\w -]{1,40})=")
_FRACTION = re.compile(r"[0-9]{1,3}/[0-9]{1,3}")
_NUMBER = re.compile(r"[0-9][0-9.,]{0,20}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def read_template(inside: str) -> str:
    """What the template between two braces shows; `HOLE` if that is not known, `NOTHING` if it is
    no words."""
    name, *values = inside.split("|")
    name = " ".join(name.replace("_", " ").split()).casefold()
    words, named = _read_values(values)
    if name in _SIGNS and not (words and (name in _CELLS or name in _MONEY)):
        return _SIGNS[name] or NOTHING
    said = _read_words(name, words, named)
    if said is not None:
        return said or HOLE
    return NOTHING if name.partition(":")[0] in _NO_WORDS or name in _NO_WORDS else HOLE


def _read_values(values: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What a template is given, by its place and by name; a place may be named by its number."""
    words: list[str] = []
    named: dict[str, str] = {}
    for value in values:
        if not (match := _NAMED.match(value)):
            words.append(value.strip())
            continue
        named[match[1].strip().casefold()] = value[match.end() :].strip()
    for place in range(1, 5):
        if str(place) in named and len(words) == place - 1:
            words.append(named[str(place)])
    return [word for word in words if word], named


def _read_words(name: str, words: Sequence[str], named: dict[str, str]) -> str | None:
    """The words of a template that is known; "" if they are not, None if it is not."""
    if name in _FIRST_WORD or name.startswith("lang-") or name in _CELLS:
        return named.get("lt") or "".join(words[:1])
    if name in _SECOND_WORD:
        return "".join(words[1:2])
    if name in _LAST_WORD:
        return words[-1] if len(words) > 1 else ""
    if name in _QUOTATIONS:
        return _read_quotation(words, named)
    if name == '"':
        return f"“{words[0]}”" if words else ""
    if name in _BEGINNINGS:
        return f"{_BEGINNINGS[name]} {words[0]}" if len(words) == 1 else ""
    if name in _MONEY:
        return _MONEY[name] + words[0] if len(words) == 1 and _NUMBER.fullmatch(words[0]) else ""
    if name in ("convert", "cvt"):
        return read_quantity(words, named)
    if name == "val":
        return read_value(words, named)
    if name == "gaps":
        return "".join(words) if all(map(_NUMBER.fullmatch, words)) else ""
    return _read_number(name, words, named)


def _read_number(name: str, words: Sequence[str], named: dict[str, str]) -> str | None:
    """The words of fractions and days."""
    if _FRACTION.fullmatch(name):
        return NOTHING + name
    if name in ("frac", "sfrac", "fraction"):
        if not words or len(words) > 3 or not all(map(str.isdecimal, words)):
            return ""
        above = f"{words[-2] if len(words) > 1 else 1}/{words[-1]}"
        return f"{words[0]} {above}" if len(words) == 3 else NOTHING + above
    if name in ("sup", "sub") and len(words) == 1:
        return f"<{name}>{words[0]}</{name}>"  # raised with the tags of the page
    if name in ("e", "10^") and len(words) == 1:
        return f"{' × ' if name == 'e' else ''}10<sup>{words[0]}</sup>"
    if name.startswith("formatnum:"):
        return name.partition(":")[2].strip() if _NUMBER.fullmatch(name[10:].strip()) else ""
    if name == "as of":
        if named.get("alt"):
            return named["alt"]
        day = _write_day(words, "df" in named and named["df"].casefold() == "us")
        beginning = "Since" if named.get("since") else "As of"
        return f"{beginning.lower() if named.get('lc') else beginning} {day}" if day else ""
    if name in ("date", "dts", "start date", "end date"):
        if len(words) == 1:
            return words[0] if _DAY.fullmatch(words[0]) else ""
        is_month_first = named.get("df", "").casefold() not in ("y", "yes", "true", "1")
        return _write_day(words, is_month_first) if name in ("start date", "end date") else ""
    return None


def _write_day(words: Sequence[str], is_month_first: bool) -> str:
    """A year, a month and a day, as far as they are given as numbers."""
    if not 0 < len(words) <= 3 or not all(word.isdecimal() and len(word) < 5 for word in words):
        return ""
    if len(words) == 1:
        return words[0]
    if not 1 <= int(words[1]) <= len(_MONTHS):
        return ""
    month = _MONTHS[int(words[1]) - 1]
    if len(words) == 2:
        return f"{month} {words[0]}"
    day = int(words[2])
    return f"{month} {day}, {words[0]}" if is_month_first else f"{day} {month} {words[0]}"


def _read_quotation(words: Sequence[str], named: dict[str, str]) -> str:
    """What is quoted, and by whom it is said."""
    said = named.get("text") or named.get("quote") or "".join(words[:1])
    rest = words if named.get("text") or named.get("quote") else words[1:]
    by = [
        named.get("sign") or named.get("author") or "".join(rest[:1]),
        named.get("source") or "".join(rest[1:2]),
    ]
    return " — ".join(filter(None, (said, ", ".join(filter(None, by))))) if said else ""
