"""Where and when an agency wrote a report, which each paper puts before it or leaves out."""

import regex

_DASH = r"(?:\.?\s?[–—―]|\.-|\s-{1,2})\s"
_PLACE = r"\p{Lu}[\p{L}\p{M}.’' \-]{1,30}(?:, \p{Lu}[\p{L}\p{M}. ]{1,24})?"
# Without a year: "Profit, 2024 – It rose" says of when the sentence is.
_DAY = r"(?:\p{Nd}{1,2}\.? \p{L}{3,12}\.?|\p{L}{3,12}\.? \p{Nd}{1,2})"
_IN_BRACKETS = r"\(\p{Lu}[\p{L}\p{M}.&/ \-]{1,38}\)"
_AGENCY = (
    r"\((?:A[AP]P?|AFP|ANI|ANSA|Anadolu|BBC|Bloomberg|CNN|[Dd][Pp][Aa]|EFE|Europa Press|IANS"
    r"|Interfax|KUNA|Kyodo(?: News)?|PA|PTI|Reuters|SPA|TASS|UPI|WAM|Xinhua|Yonhap"
    r"|Интерфакс|РИА Новости|ТАСС)\)"
)
_DATELINE = regex.compile(
    rf"\s*(?:{_PLACE},? {_DAY} {_IN_BRACKETS}|(?:{_PLACE}(?:,? {_DAY})? )?{_AGENCY}){_DASH}\s*"
)
"""A place alone is none, nor one with any word in brackets: "Small (boats) – They pay five crowns"
is of what is small."""


def cut_dateline(text: str) -> str:
    """`text` without the dateline that it begins with, as in "SKERRY, May 3 (Coast News) – The
    harbour is open again."; as it is if it has none."""
    found = _DATELINE.match(text)
    return text[found.end() :] if found else text
