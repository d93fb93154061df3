"""Names that only papers have, as against those of persons, places and columns."""

from corpus.structure.blocks.lines import SENTENCE_END

_MAX_WORDS = 6
_NAMED_SO = """
    times post herald tribune gazette echo journal courier chronicle observer guardian telegraph
    weekly monthly review magazine press mercury examiner globe dispatch inquirer bulletin
    zeitung anzeiger bote blatt kurier rundschau tagblatt nachrichten abendblatt tageblatt
    dépêche gazette courrier progrès figaro quotidien hebdo canard
    diario periódico gaceta correo heraldo semanario mercurio vanguardia
    jornal folha diário correio semanário gazeta giornale corriere gazzetta messaggero settimanale
    газета известия вестник вести ведомости новости правда журнал
"""
_KINDS = frozenset(_NAMED_SO.split())
_ENDINGS = ("zeitung", "blatt", "anzeiger", "kurier", "报", "日报", "晚报", "周刊", "報", "新聞")
_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "o", "os")
_PLACES = frozenset(("hague", "bronx", "gambia", "bahamas", "netherlands", "philippines", "paz"))
_MIN_BEHIND_ARTICLE = 2
"""Words: "The Calder Line" is a name, "The Arts" is a column."""


def is_paper_name(name: str) -> bool:
    """Whether `name` has a word that papers are called by, or an article and more than one word
    with a capital behind it."""
    words = [word.strip(",.'’\"").casefold() for word in name.split()]
    if not 1 <= len(words) <= _MAX_WORDS or SENTENCE_END.search(name):
        return False
    if not _PLACES.isdisjoint(words):
        return False
    if words[-1].endswith(_ENDINGS) or (len(words) > 1 and not _KINDS.isdisjoint(words)):
        return True
    behind = name.split()[1:]
    is_named = all(word[0].isupper() for word in behind)
    return words[0] in _ARTICLES and is_named and len(behind) >= _MIN_BEHIND_ARTICLE
