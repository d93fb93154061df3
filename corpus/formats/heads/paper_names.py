"""Names of papers, told by a noun for one: "Weir Gazette", "Uferzeitung", "La revista Harina".

The lists are short, so that many papers are not told by them ("Le Monde"); of what else may stand
behind "published in", a partner, a town or a season, nothing is taken for one.
"""

import itertools
from collections.abc import Sequence

from corpus.structure.blocks.lines import SENTENCE_END

_ENGLISH_WORDS = (
    "bulletin chronicle courier examiner gazette guardian herald journal magazine mercury observer"
    " post review telegraph times tribune weekly"
)
_ROMANCE_WORDS = (
    "journal gazette courrier dépêche bulletin hebdo gaceta periódico diario correo heraldo correio"
    " diário jornal folha gazeta corriere gazzetta giornale"
)
_LAST_WORDS = (
    "advertiser argus daily mirror news newsletter record standard star supplement annals"
    " proceedings transactions"
)
_LAST = frozenset((*_ENGLISH_WORDS.split(), *_LAST_WORDS.split()))
"""Of a name the last word, or one with "of" behind it."""
_OF = frozenset(("of", "de", "da", "do", "di", "della", "del", "du", "des", "für", "for"))
_ENDS = (
    *("zeitung", "zeitschrift", "blatt", "blatts", "bote", "boten", "anzeiger", "kurier"),
    *("rundschau", "nachrichten", "magazin", "journal", "presse", "tagespost", "merkur"),
    *("illustrierte", "wochenschrift"),
)
"""Of a German name, its last word or the end of it, in several cases."""
_FIRST_WORDS = "revue écho revista boletín boletim rivista bollettino quotidiano"
_FIRST = frozenset((*_ROMANCE_WORDS.split(), *_FIRST_WORDS.split()))
"""Of the languages in which the noun comes first."""
_STEMS = ("газет", "журнал", "вестник", "ведомост", "правд", "известия", "известиях", "курьер")
"""Of Russian nouns."""
_JOINING_WORDS = "with by mit bei von avec par con por com per с со при"
_JOINED = frozenset(_JOINING_WORDS.split())
"""Behind which a partner or a printer is named."""
_ARTICLES = ("the", "le", "la", "les", "el", "los", "las", "o", "a", "os", "as", "il", "lo", "i")
_TOWNS = frozenset(("newport news",))

_MAX_WORDS = 6
_BYLINE_WORDS = (
    "dispatch echo globe inquirer monthly press zeitung anzeiger bote blatt kurier rundschau"
    " tagblatt nachrichten abendblatt tageblatt progrès figaro quotidien canard semanario mercurio"
    " vanguardia semanário messaggero settimanale газета известия вестник вести ведомости новости"
    " правда журнал"
)
_IN_BYLINES = frozenset(f"{_ENGLISH_WORDS} {_ROMANCE_WORDS} {_BYLINE_WORDS}".split())
"""In names behind author and day, where "News" and "Standard" are columns."""
_BYLINE_ENDS = (
    "zeitung",
    "blatt",
    "anzeiger",
    "kurier",
    "报",
    "日报",
    "晚报",
    "周刊",
    "報",
    "新聞",
    "신문",
    "일보",
)
_ALSO_OTHER_THINGS = frozenset(("post", "record", "review", "standard", "star", "supplement"))
"""Last words of "Peer Review" and "Meeting Record", too."""
_BYLINE_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "o", "os")
_PLACES = frozenset(("hague", "bronx", "gambia", "bahamas", "netherlands", "philippines", "paz"))
_MIN_BEHIND_ARTICLE = 2
"""Words: "The Calder Line" is a name, "The Arts" is a column."""


def tells_paper(words: Sequence[str]) -> bool:
    """Whether a noun for a paper stands in `words`: in front of a name, in small letters ("la
    revista Harina"), or as a part of it. Alone it tells none, unless it is one of two words in
    one ("Uferzeitung")."""
    folded = [_without_article(word.strip(" ,.").casefold()) for word in words]
    if _JOINED.intersection(folded) or " ".join(folded) in _TOWNS:
        return False
    small = next((n for n, word in enumerate(words) if not word[0].islower()), len(words))
    name = folded[small:]
    while len(name) > 1 and name[0] in _ARTICLES:
        name, small = name[1:], small + 1
    if any(map(_is_noun, folded[:small])):
        return bool(name)
    is_told = len(words) > 1 or any(word.endswith(_ENDS) for word in name)
    return is_told and _has_noun(name)


def _without_article(word: str) -> str:
    return word[2:] if word[:2] in ("l'", "l’") else word


def _is_noun(word: str) -> bool:
    return word in _LAST or word in _FIRST or word.endswith(_ENDS) or word.startswith(_STEMS)


def _has_noun(name: Sequence[str]) -> bool:
    """Whether a noun stands where one does in `name`."""
    if not name or (len(name) == 1 and name[0] in _ENDS):
        return False
    if len(name) > 1 and (name[0] in _FIRST or name[0] in _ENDS or name[0].startswith(_STEMS)):
        return True
    pairs = itertools.pairwise(name)
    if any(one in _LAST and after in _OF for one, after in pairs):
        return True
    return name[-1] in _LAST or name[-1].endswith(_ENDS) or name[-1].startswith(_STEMS)


def is_surely_paper(name: str) -> bool:
    """Whether `name`, in front of a day and beside nobody's name, is that of a paper: a noun for
    one stands where it does in such names; "Press Release" and "London" have none there."""
    words = name.split()
    if not 1 <= len(words) <= _MAX_WORDS or SENTENCE_END.search(name):
        return False
    folded = [word.strip(",.'’\"").casefold() for word in words]
    if folded[-1] in _ALSO_OTHER_THINGS:
        return folded[0] in _ARTICLES
    return folded[-1].endswith(_BYLINE_ENDS) or tells_paper(words)


def is_paper_name(name: str) -> bool:
    """Whether `name`, a part of a byline, has a word that papers are called by, or an article and
    more than one word with a capital behind it."""
    words = [word.strip(",.'’\"").casefold() for word in name.split()]
    if not 1 <= len(words) <= _MAX_WORDS or SENTENCE_END.search(name):
        return False
    if not _PLACES.isdisjoint(words):
        return False
    if words[-1].endswith(_BYLINE_ENDS) or (len(words) > 1 and not _IN_BYLINES.isdisjoint(words)):
        return True
    behind = name.split()[1:]
    is_named = all(word[0].isupper() for word in behind)
    return words[0] in _BYLINE_ARTICLES and is_named and len(behind) >= _MIN_BEHIND_ARTICLE
