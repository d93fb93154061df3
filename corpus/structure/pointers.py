"""Text that says no more than where to read on, as "See section 4." and what stands below "See
also": an answer stands elsewhere."""

import re

from corpus.normalization import clean_line

_MAX_POINTER = 160
_POINTER = re.compile(
    r"\W{0,4}(?:(?:please )?(?:see|refer to|cf\.?|read on|read more|continue reading|go to)\b"
    r"|for (?:more|further|details|full|additional)\b.{0,80}\b(?:see|read|visit|refer|consult)\b"
    r"|(?:more|further) (?:information|details|on this)\b.{0,40}\b(?:at|in|on|below|see)\b"
    r"|siehe\b|mehr dazu\b|weiter(?:lesen)?\b|voir\b|lire (?:aussi|la suite)\b|véase\b"
    r"|ver (?:también|abajo|más)\b|leer más\b|см\.|смотри|подробнее\b|参见|參見|详见|詳見|请参阅"
    r"|انظر|راجع|مزيد|مزید|دیکھیں|देखें|を参照|참조|zie\b|vedi\b|ver também\b|bkz)",
    re.IGNORECASE,
)
_OTHER_VERSION = re.compile(
    r"\b(?:html|pdf|epub|postscript|info|plain|text|printed|print|online|web|latest|current|newest"
    r"|original|english)\b.{0,20}\b(?:version|edition|copy|copies|format|form)\b.{0,80}"
    r"\b(?:is|are|can be|may be)\b.{0,20}\b(?:found|obtained|read|downloaded|available|kept"
    r"|maintained|installed)\b"
    r"|(?:html|pdf|online|web|druck|aktuell|neuest)\w{0,3}[- ]?(?:fassung|version|ausgabe)\b.{0,80}"
    r"\b(?:ist|finde[nt]|liegt|steht|gibt)\b"
    r"|\bversi[oó]n\b.{0,20}\b(?:html|pdf|en ligne|imprimée|à jour|récente|originale|en línea"
    r"|impresa|actual|original)\b.{0,80}\b(?:est|se trouve|peut|está|se encuentra|puede)\b",
    re.IGNORECASE,
)
_LIST_NAMES = """
    see also | also see | related links | related topics | related pages | related articles |
    related commands | related documents | related documentation | related reading |
    related resources | further reading | further resources | external links | useful links |
    read more | read next | where to go next | table of contents | on this page |
    in this article | in this section | siehe auch | weblinks | weiterführende links |
    weiterführende literatur | verwandte themen | verwandte artikel | inhaltsverzeichnis |
    voir aussi | articles connexes | liens externes | pour aller plus loin | pour en savoir plus |
    table des matières | lire aussi | véase también | enlaces externos | artículos relacionados |
    ver también | ver também | ligações externas | veja também | leia também | vedi anche |
    voci correlate | collegamenti esterni | altri progetti | zie ook | externe links |
    zobacz też | zobacz także | linki zewnętrzne | viz též | související články | externí odkazy |
    pozri aj | lásd még | külső hivatkozások | vezi și | legături externe | вижте също | se även |
    externa länkar | se også | katso myös | см. также | смотрите также | ссылки | див. також |
    посилання | δείτε επίσης | ayrıca bakınız | ayrıca bkz. | dış bağlantılar | içindekiler |
    lihat pula | xem thêm | 参见 | 參見 | 另请参阅 | 另見 | 参考阅读 | 相关条目 | 外部链接 |
    外部連結 | 関連項目 | 外部リンク | 같이 보기 | 외부 링크 |
    انظر أيضًا | انظر أيضا | وصلات خارجية | جستارهای وابسته |
    پیوند به بیرون | مزید دیکھیے | इन्हें भी देखें | बाहरी कड़ियाँ | ดูเพิ่ม | ראו גם | קישורים חיצוניים
"""
_LISTS = frozenset(name.strip() for name in _LIST_NAMES.split("|"))


def points_on(sentence: str) -> bool:
    """Whether `sentence` says no more than where to read on."""
    return len(sentence) <= _MAX_POINTER and _POINTER.match(sentence) is not None


def tells_of_another_version(line: str) -> bool:
    """Whether `line` is a sentence that says where a text is to be had in another form: "The HTML
    version of the manual can be found in the package pump-doc"."""
    return len(line) <= _MAX_POINTER and _OTHER_VERSION.search(line) is not None


def lists_pointers(heading: str) -> bool:
    """Whether what stands below `heading`, as "See also" or "Contents", is where to read on."""
    return clean_line(heading).strip(" :：.").casefold() in _LISTS
