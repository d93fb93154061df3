"""Which language a text is in."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_LETTERS = 40
_MIN_QUESTION_LETTERS = 6
"""As Chinese has them in a short question."""
_CODE_LETTERS = 2
"""Longer codes are of relatives, such as Wu beside Chinese, that few words do not tell apart."""
_MAX_CHARACTERS = 4000
_MIN_SHARE = 0.125
"""Probability of the language of a text. Of 432 pieces of real files those that were taken for
Latin, Walloon or Maltese had .12 at most; of others a twentieth had less, nearly all English."""
_COMMONEST = "en"
_MIN_LIKELY = 0.4
"""Probability of the language of a question, which is short."""
_MAX_EXPECTED = 0.05
"""What is left for all languages that it might rather be in."""
_LETTER = re.compile(r"[^\W\d_]")
_MAX_SCRIPT_LETTERS = 100
_OF_SCRIPTS = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
}
"""The most written language of each script, by the first word of its characters' names; Latin
letters tell none."""
_LATIN = frozenset(
    (
        *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "nn", "fi", "is"),
        *("pl", "cs", "sk", "hu", "ro", "hr", "sl", "et", "lv", "lt", "tr", "vi", "id", "ms"),
        *("ca", "eu", "gl", "ga", "cy", "af", "sq", "la", "eo"),
    )
)
"""Languages that are written in Latin letters only."""
_NOT_LATIN = frozenset(
    (
        *_OF_SCRIPTS.values(),
        *("uk", "be", "bg", "mk", "he", "fa", "ur", "mr", "ne", "si", "my", "km", "lo", "yi"),
    )
)
_MAX_FOREIGN = 0.4
_MIN_LATIN = 0.97
"""Shares of Latin letters: a text in these may name much in others, one in others is not all
in these."""
_DANDA = "।"


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, None if there is too little of it to tell, or it is
    names and numbers, which are as likely in any."""
    sample = text[:_MAX_CHARACTERS]
    if len(_LETTER.findall(sample)) < _MIN_LETTERS:
        return None
    ranked = ((str(code), float(share)) for code, share in _load_identifier().rank(sample))
    code, share = next(((c, share) for c, share in ranked if len(c) == _CODE_LETTERS), ("", 0.0))
    return code if share >= _MIN_SHARE or code == _COMMONEST else None


def choose_language(stated: str | None, text: str) -> str | None:
    """The language that a file states for `text`, unless that is written in letters in which the
    text is not: programs state their own. ISO 639-1 code, None if it states none and there is too
    little text to tell."""
    if stated is None:
        return detect_language(text)
    letters = "".join(_LETTER.findall(text[:_MAX_CHARACTERS]))
    if len(letters) < _MIN_LETTERS:
        return stated
    latin = len(letters) if letters.isascii() else sum(map(_is_latin, letters))
    named = stated.partition("-")[0].lower()
    is_other = (named in _LATIN and latin < _MAX_FOREIGN * len(letters)) or (
        named in _NOT_LATIN and len(letters) - latin < (1 - _MIN_LATIN) * len(letters)
    )
    return (is_other and (detect_language(text) or guess_by_script(text))) or stated


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def guess_by_script(text: str) -> str | None:
    """ISO 639-1 code of a language that is written in the script of most of the first hundred
    letters of `text`, whose sentences end as those of its relatives do; None for Latin ones."""
    letters = "".join(_LETTER.findall(text[: 4 * _MAX_SCRIPT_LETTERS]))[:_MAX_SCRIPT_LETTERS]
    if not letters or letters.isascii():
        return None
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    script = scripts.most_common(1)[0][0]
    if script == "CJK" and (scripts["HIRAGANA"] or scripts["KATAKANA"]):
        return "ja"
    if script == "DEVANAGARI" and _DANDA not in text:
        return "mr"  # which ends its sentences with a full stop
    return _OF_SCRIPTS.get(script)


def detect_other_language(question: str, expected: Collection[str]) -> str | None:
    """ISO 639-1 code of the language of `question`, if that is surely none of the languages
    `expected`; None otherwise, or if it has too few words to tell."""
    if len(_LETTER.findall(question)) < _MIN_QUESTION_LETTERS:
        return None
    ranked = _load_identifier().rank(question[:_MAX_CHARACTERS])
    shares = {str(code): float(share) for code, share in ranked if len(code) == _CODE_LETTERS}
    total = max(sum(shares.values()), 1e-12)
    likeliest = max(shares, key=shares.__getitem__)
    left = sum(shares.get(code, 0.0) for code in expected)
    is_sure = shares[likeliest] >= _MIN_LIKELY * total and left <= _MAX_EXPECTED * total
    return likeliest if is_sure else None


@functools.cache
def _load_identifier() -> "LanguageIdentifier":
    """With probabilities; read when it is asked first, which takes most of a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
