"""What the fields at the head of a file are called by the programs that write them."""

import re

MEANINGS: dict[str, tuple[str, ...]] = {
    "title": (
        *("title", "headline", "page title", "og:title", "dc.title", "dc:title", "sidebar label"),
        *("nav title", "linktitle", "link title", "标题", "標題", "titel", "titre", "título"),
        *("titolo", "заголовок", "название", "العنوان", "عنوان", "शीर्षक", "タイトル", "제목"),
    ),
    "source": (
        *(
            "source",
            "publisher",
            "publication",
            "newspaper",
            "site name",
            "og:site name",
            "journal",
        ),
        *(
            "published by",
            "published in",
            "container title",
            "dc.publisher",
            "来源",
            "來源",
            "出处",
        ),
        *("المصدر", "ماخذ", "स्रोत", "ที่มา", "источник", "quelle", "fuente", "출처", "出典"),
    ),
    "author": (
        *("author", "authors", "by", "byline", "creator", "writer", "written by", "post author"),
        *("dc.creator", "dc:creator", "作者", "الكاتب", "مصنف", "लेखक", "ผู้เขียน", "автор", "autor"),
        *("auteur", "autore", "autora", "yazar", "저자", "著者", "författare", "szerző", "penulis"),
    ),
    "date": (
        *("date", "published", "date published", "datepublished", "publish date", "publishdate"),
        *("pubdate", "pub date", "published at", "published on", "published date"),
        *("publication date", "publishing date", "posted", "posted on", "article:published time"),
        *(
            "release date",
            "dc.date",
            "dc:date",
            "post date",
            "日期",
            "发布时间",
            "發布時間",
            "datum",
        ),
        *("fecha", "дата", "التاريخ", "created", "created at", "date created", "creation date"),
        *("updated", "last updated", "updated at", "lastmod", "last mod", "modified"),
        *("last modified", "modified date", "date modified", "last update"),
    ),
    "url": (
        *("url", "canonical", "canonical url", "canonicalurl", "permalink", "link", "original url"),
        *("source url", "external url", "web url", "og:url", "guid", "链接", "lien", "enlace"),
    ),
    "language": ("language", "lang", "locale", "hreflang", "dc.language", "dc:language"),
}
"""What a field may mean, and its names, the plainest first: a day of publication goes before one of
changes. As `fold_name` writes them."""

_CONTROLS = ("based on", "draft", "publish", "status")
FIELD_NAMES = frozenset(name for names in MEANINGS.values() for name in names) | {*_CONTROLS}
"""Names that are understood, as `fold_name` writes them."""

MEANING_OF = {name: meaning for meaning, names in MEANINGS.items() for name in names}

LANGUAGE_CODES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "swedish": "sv",
    "svenska": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
    "suomi": "fi",
    "polish": "pl",
    "polski": "pl",
    "czech": "cs",
    "hungarian": "hu",
    "greek": "el",
    "russian": "ru",
    "русский": "ru",
    "ukrainian": "uk",
    "turkish": "tr",
    "arabic": "ar",
    "hebrew": "he",
    "persian": "fa",
    "hindi": "hi",
    "urdu": "ur",
    "thai": "th",
    "vietnamese": "vi",
    "chinese": "zh",
    "中文": "zh",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "latin": "la",
    "esperanto": "eo",
    "catalan": "ca",
    "romanian": "ro",
    "indonesian": "id",
}
"""Languages by their names, as the heads of old texts state them."""

_SEPARATORS = re.compile(r"[\s_-]+")


def fold_name(name: str) -> str:
    """`name` in lower case, hyphens and underscores as spaces."""
    return _SEPARATORS.sub(" ", name[:100].strip().casefold())
