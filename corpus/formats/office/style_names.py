"""What a style's name says that its paragraphs are, in the languages of text processors."""

import re
from functools import lru_cache

from corpus.formats.office.flow import Shape

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|title|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|címsor|titlu|naslov|antraštė|virsraksts|pealkiri|başlık|encabezado"
    r"|intestazione|cabeçalho|заголовок|заглавие|наслов|επικεφαλίδα|标题|標題|见出し|見出し|제목"
    r"|عنوان|العنوان|سرخی|כותרת|शीर्षक|หัวเรื่อง|tiêu đề|judul|heading level|h)"
    r"[\s_-]{0,2}(?P<level>[1-9])(?:\s?(?:char|zchn))?",
    re.I,
)
_TITLE = frozenset(
    (
        *("title", "titel", "titre", "título", "titulo", "titolo", "titlu", "tytuł", "název"),
        *("názov", "cím", "naslov", "otsikko", "konu başlığı", "başlık", "название", "заглавие"),
        *("назва", "τίτλος", "标题", "標題", "表題", "제목", "العنوان", "عنوان", "כותרת טקסט"),
        *("document title", "book title", "doctitle"),
    )
)
_BELOW_TITLE = frozenset(
    (
        *("subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo"),
        *("author", "authors", "date", "abstract", "affiliation", "byline", "dateline"),
    )
)
"""Of paragraphs below the title; some programs base these styles on the title's."""
_CODE = frozenset(
    (
        *("html preformatted", "preformatted text", "source code", "sourcecode", "code"),
        *("code block", "codeblock", "listing", "verbatim", "macro", "macro text"),
        *("vorformatierter text", "texte préformaté", "texto preformateado"),
    )
)
_QUOTATIONS = frozenset(
    (
        *("quote", "quotation", "quotations", "block quote", "blockquote", "block quotation"),
        *("block text", "blocktext", "intense quote", "intensequote", "rststyle-blockquote"),
        *("zitat", "intensives zitat", "blockzitat", "citation", "citation intense", "cita"),
        *("cita destacada", "citazione", "citazione intensa", "citação", "citação intensa"),
        *("citaat", "duidelijk citaat", "citat", "cytat", "цитата", "выделенная цитата"),
        *("引用", "引用文", "明显引用", "鮮明引文", "인용", "اقتباس"),
    )
)
_CONTINUED = re.compile(r"list[\s_-]?(?:continue|paragraph)(?:\s?\d)?|listenabsatz", re.I)
_TERM = re.compile(
    r"definition[\s_-]?term(?:[\s_-]tight)?|list heading|(?:html[\s_-])?dt"
    r"|(?:rststyle-)?deflist-term(?:-\d)?",
    re.I,
)
_DESCRIBED = re.compile(
    r"definition(?:[\s_-]?(?:definition|description|list|data))?(?:[\s_-]tight)?|list contents"
    r"|(?:html[\s_-])?dd|(?:rststyle-)?deflist-def(?:-\d)?",
    re.I,
)
"""What Pandoc, LibreOffice, Docutils and Word, of pages that they read, call the parts of a list
of definitions."""
_CONTENTS = re.compile(
    r"(?:toc|contents|verzeichnis|tdm|оглавление|目次|目录|index|stichwortverzeichnis"
    r"|illustration index|table index|object index|user index)[\s_-]{0,2}(?:heading|\d{1,2})"
    r"|toc[\s_-]?heading|table of (?:figures|authorities)|toa heading|contents heading",
    re.I,
)
_RULES = frozenset(("horizontal line", "horizontalline", "horizontal rule", "trennlinie"))
_ENCODED = re.compile(r"_([0-9a-f]{1,5})_")


@lru_cache(maxsize=512)
def read_style_name(name: str) -> Shape | None:
    """What paragraphs of the style `name` are; None if the name says nothing."""
    name = " ".join(name[:200].split(",")[0].split()).casefold()
    if match := _HEADING.fullmatch(name):
        return Shape("heading", int(match["level"]))
    if name in _TITLE:
        return Shape("title")
    if name in _BELOW_TITLE:
        return Shape()
    if name in _CODE:
        return Shape("code")
    if name in _QUOTATIONS:
        return Shape("quotation")
    if _CONTINUED.fullmatch(name):
        return Shape("continued")
    if _TERM.fullmatch(name):
        return Shape("term")
    if _DESCRIBED.fullmatch(name):
        return Shape("described")
    return Shape("nothing") if _CONTENTS.fullmatch(name) else None


def names_rule(name: str) -> bool:
    """Whether paragraphs of the style `name` are rules, if they have no words."""
    return name.casefold() in _RULES


def decode_style_name(name: str) -> str:
    """A name as OpenDocument writes it, "Heading_20_1", as it is shown."""
    return _ENCODED.sub(_decode, name)


def _decode(match: re.Match[str]) -> str:
    place = int(match[1], 16)
    return chr(place) if 0x20 <= place < 0x110000 and not 0xD800 <= place < 0xE000 else match[0]
