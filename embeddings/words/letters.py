"""Letters and digits that people write in more than one way, each as one of them: for search, where
`كتاب` is `کتاب`, `圖書館` is `图书馆` and `١٩٩٨` is `1998`."""

import functools
import unicodedata

import regex

# Arabic, Persian and Urdu keyboards, and the old code pages, have different letters for the same
# one. Unicode keeps them apart and has no folding for them; the Arabic one stands for all, as
# stemmers know it. What composes (آ, أ, ۀ) is left to whoever takes accents off.
_ARABIC = str.maketrans(
    {
        "ک": "ك",  # keheh
        "ڪ": "ك",  # swash kaf
        "ی": "ي",  # Farsi yeh
        "ى": "ي",  # alef maksura
        "ې": "ي",
        "ے": "ي",  # Urdu's yeh at a word's end
        "ہ": "ه",  # heh goal
        "ھ": "ه",
        "ە": "ه",
        "ۃ": "ة",  # teh marbuta
        "ٱ": "ا",
        "ـ": "",  # tatweel only stretches a line
    }
)
_HAS_ARABIC = regex.compile(r"\p{Arabic}")
_HAS_HAN = regex.compile(r"\p{Han}")
_NATIVE_DIGIT = regex.compile(r"[\p{Nd}--0-9]", flags=regex.VERSION1)


def fold_letters(text: str) -> str:
    """`text` with one form of each letter and digit: Arabic ones as in Arabic, Chinese characters
    simplified one by one, digits as 0 to 9."""
    if text.isascii():
        return text
    # The two libraries know different versions of Unicode: a digit that only one has stays itself.
    text = _NATIVE_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0], digit[0])), text)
    if _HAS_ARABIC.search(text):
        text = text.translate(_ARABIC)
    if _HAS_HAN.search(text):
        text = text.translate(_load_simplified())
    return text


@functools.cache
def _load_simplified() -> dict[int, str]:
    """The simplified form of each traditional character: one by one, so that a pair of characters
    is folded alike whatever stands around it."""
    from opencc import OpenCC  # some milliseconds that other scripts do without

    characters = [chr(code) for first, last in _HAN for code in range(first, last)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return {ord(one): other for one, other in pairs if one != other and len(other) == 1}


_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
"""Blocks of Chinese characters, but for those that hardly any text has."""
