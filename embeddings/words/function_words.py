"""Words that only hold a sentence together, such as "between" and "has": no article is about one.

tantivy brings the lists of Snowball for the languages below. Listed here is what these lack: verbs
of being able and having to, most of English, and Arabic and Urdu, of which tantivy has none.
"""

import functools
from collections.abc import Iterable

import tantivy

from corpus.normalization import fold_accents

_SNOWBALL = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
_RELATED = {"nb": "no", "nn": "no"}
_LISTED = {
    "en": "about above after again against all also am any because been before being below between"
    " both can could do does done during each else ever few from get gets got has have here him his"
    " her its may me might more most must my need needs nor now off once one only other our out"
    " over own same shall she should some than them through under until up upon us very via we"
    " while within without would you your",
    "es": "puede pueden puedo podemos debe deben debo hace hacen hacer",
    "fr": "peut peuvent peux pouvez pouvons puis doit doivent dois faut fait font faire",
    "de": "darf dürfen dürfte gibt kannst könnt möchte sollen",
    "pt": "pode podem posso deve devem fazer faz",
    "ru": "ли между может могут можно нельзя нужно надо должен должна должны бывает",
    "ar": "في من إلى الى على عن مع بين عند قبل بعد منذ حتى تحت فوق خلال حول دون غير ضد أن إن ان لا"
    " لم لن ليس ليست قد كان كانت يكون تكون هناك هنا هذا هذه ذلك تلك الذي التي الذين أو ثم لكن أيضا"
    " كل بعض يوجد توجد يمكن يجب",
    "ur": "میں سے کو نے پر تک کا کی کے لیے ساتھ بغیر اور یا مگر لیکن بھی ہی تو نہیں نہ ہے ہیں تھا"
    " تھی تھے ہو ہوا ہوئی ہوئے ہوتا ہوتی ہوتے گا گی گے گیا گئی گئے رہا رہی رہے سکتا سکتی سکتے جاتا"
    " جاتی جاتے چاہیے والا والی والے کر کرتا کرتی کرتے یہ وہ اس ان جو جس",
}

LISTED_LANGUAGES = frozenset({*_SNOWBALL, *_RELATED, *_LISTED})
"""Those whose function words are known here, as ISO 639-1 codes."""


def leave_out_function_words(words: Iterable[str], languages: Iterable[str]) -> list[str]:
    """`words`, in lower case, without those that are function words in one of `languages` (ISO
    639-1 codes): "hat" is one in German, and something to put on in English. Each list is asked
    once, however many words there are."""
    codes = list(dict.fromkeys(code.partition("-")[0] for code in languages))
    listed = [_split(_LISTED[code]) for code in codes if code in _LISTED]
    left = list(words)
    if listed:
        folded = ((word, fold_accents(word)) for word in left)
        left = [word for word, plain in folded if not any(plain in each for each in listed)]
    for code in codes:
        left = _leave_out_stopwords(left, code) if left else left
    return left


def _leave_out_stopwords(words: list[str], language: str) -> list[str]:
    analyzer = _load_analyzer(_RELATED.get(language, language))
    if analyzer is None:
        return words
    left = set(analyzer.analyze(" ".join(words)))
    return [word for word in words if not left.isdisjoint(word.split())]


@functools.cache
def _split(listed: str) -> frozenset[str]:
    return frozenset(map(fold_accents, listed.split()))


@functools.cache
def _load_analyzer(language: str) -> tantivy.TextAnalyzer | None:
    """What takes the function words of `language` out of a text; None if there is no list."""
    name = _SNOWBALL.get(language)
    if name is None:
        return None
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return builder.filter(tantivy.Filter.stopword(name)).build()
