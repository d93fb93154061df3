"""Sentences that end in the abbreviation of a company: "It went to Weir Ltd. The firm closed"."""

import re
from collections.abc import Iterator

_FORM = re.compile(
    r"(?<=[\w.&,])\s(?:Ltd|Inc|Co|Corp|Bros|Cie|Cía|Cia|Ltda|Lda|Pty|Mfg|GmbH|S\.A|S\.L|S\.p\.A|S\.r\.l)"
    r"\.[\"'”’»)\]]{0,2}\s{1,3}[“\"«¿¡(]?(?P<next>[^\W\d_]{1,12})(?P<behind>[,’']?\s?(?:\S|$))"
)
_STARTS = {
    "en": "the a an it its he his she her they their we our this that these those there in on at by"
    " for from after before since when while as if both each but and however today later since",
    "de": "der die das den dem ein eine er sie es ihr ihre sein seine wir man dies diese dieser"
    " im in am an auf nach vor seit mit für als wenn da doch aber auch heute später dort damals",
    "fr": "le la les un une il elle ils elles on nous ce cette ces son sa ses leur leurs en dans au"
    " aux après avant depuis pour par avec quand si mais et aujourd",
    "es": "el la los las un una él ella ellos ellas su sus este esta estos estas eso esto en al con"
    " por para desde tras después antes cuando si pero y hoy también",
    "pt": "o a os as um uma ele ela eles elas seu sua seus suas este esta isto em no na com por"
    " para desde após depois antes quando se mas e hoje também",
    "it": "il lo la i gli le un una egli essa essi esse suo sua questo questa in nel nella con per"
    " da dopo prima quando se ma e oggi anche",
    "ru": "он она оно они его её ее их мы это этот эта эти в во на с со по из от до для после перед"
    " когда если но и а сегодня также там тогда",
}
"""Words that begin sentences and no names, in the languages in which this is done: articles,
pronouns, prepositions, conjunctions. Before any other capital the company's name goes on ("Inc.
Magazine", "Co. Chairman Ann Poe"), whether it does or not."""
_SUBJECT_WORDS = "der die das den dem ein eine ihr ihre sein seine diese dieser"
_GERMAN_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
_GOES_ON = re.compile(r"\s[^\W\d_]{1,40}\s[a-zäöü]")
"""Behind a German article, whose noun has a capital as a name has."""
_MAX_FORM = 20
"""Characters that an abbreviation, and what is looked at behind it, may have."""
_WORDS = {language: frozenset(words.split()) for language, words in _STARTS.items()}
_ENGLISH = frozenset(_STARTS["en"].split())


def split_behind_companies(
    text: str, start: int, end: int, language: str
) -> Iterator[tuple[int, int]]:
    """The sentence `text[start:end]`, or the parts of it that such abbreviations end. What begins
    must go on in small letters: "The firm", not "Inc. The Magazine" or "Co. In London"."""
    known = _WORDS.get(language, _ENGLISH)
    position = start
    while found := _FORM.search(text, position, end):
        word = found["next"]
        begin = _beginning(text, found)
        starts = word[0].isupper() and word.casefold() in known
        if starts and _goes_on(text, found, language):
            yield start, _end_of_left(text, begin)
            start = begin
        position = found.start("next")
    yield start, end


def is_behind_company(text: str, end: int, begin: int, language: str) -> bool:
    """Whether the name of a company goes on at `begin`, where a sentence seemed to begin behind
    its abbreviation, which ends at `end`: "Co. In London"."""
    found = _FORM.search(text, max(0, end - _MAX_FORM), begin + _MAX_FORM)
    if found is None or _beginning(text, found) != begin:
        return False
    known = _WORDS.get(language, _ENGLISH)
    return found["next"].casefold() in known and not _goes_on(text, found, language)


def _goes_on(text: str, found: re.Match[str], language: str) -> bool:
    """Whether a clause goes on behind its first word ("The firm", "In 1999"), not a name."""
    if found["behind"][-1:].islower() or found["behind"][-1:].isdecimal():
        return True
    is_german = language == "de" and found["next"].casefold() in _GERMAN_SUBJECTS
    return is_german and _GOES_ON.match(text, found.end("next")) is not None


def _beginning(text: str, found: re.Match[str]) -> int:
    """Where the next sentence begins: at its first word, or at the mark in front of it."""
    first = found.start("next")
    return first if text[first - 1].isspace() else first - 1


def _end_of_left(text: str, begin: int) -> int:
    while text[begin - 1].isspace():
        begin -= 1
    return begin
