"""What the fields at the head of a file are called by the programs that write them."""

import re

_PUBLISHED = """
veröffentlicht, veröffentlicht am, erschienen, erschienen am, veröffentlichungsdatum
publié, publié le, paru le, date de publication
publicado, publicado el, fecha de publicación, publicado em, data de publicação
pubblicato, pubblicato il, data di pubblicazione
gepubliceerd, gepubliceerd op, geplaatst op, publicatiedatum
publicerad, publicerat, publiceringsdatum, udgivet, offentliggjort, publisert, julkaistu
päivämäärä, kuupäev, avaldatud, publicēts, datums, paskelbta
opublikowano, data publikacji, publikováno, zveřejněno, vydáno, publikované, zverejnené
megjelent, közzétéve, dátum, objavljeno, datum objave, publicat, publicat la, data publicării
опубликовано, дата публикации, опубліковано, дата публікації, публикувано, дата на публикуване
објављено, објавено, апублікавана
ημερομηνία, δημοσιεύτηκε, δημοσίευση
yayın tarihi, yayınlanma tarihi, yayımlanma tarihi, yayımlandı
نشر, تاريخ النشر, تاریخ انتشار, انتشار, تاریخ, اشاعت, تاریخ اشاعت, תאריך, פורסם
प्रकाशित, प्रकाशन तिथि, तारीख, दिनांक, প্রকাশিত, প্রকাশ, তারিখ, วันที่, เผยแพร่, เผยแพร่เมื่อ
ngày đăng, ngày, tanggal, tarikh, diterbitkan, dipublikasikan
发布, 發布, 发布日期, 發布日期, 发表时间, 發表時間, 时间, 時間
公開, 掲載日, 配信日, 日時, 発行日, 게시일, 등록일, 발행일, 입력, 일자
"""
"""How publishers of many languages call the day of publication. A day of which a line says anything
else ("Deadline: ...") may be any day."""


def _split(names: str) -> list[str]:
    return [name for line in names.strip().split("\n") for name in line.split(", ")]


_TITLE = """
tittel, otsikko, pealkiri, virsraksts, nosaukums, pavadinimas
název, názov, nadpis, наслов, titlu, titlul, títol, izenburua, заглавие
назва, назва статті, загаловак, τίτλοσ, başlıq, tiêu đề, tựa đề, judul, tajuk, כותרת, শিরোনাম
ชื่อเรื่อง, სათაური, վերնագիր
"""
_SOURCE = """
bron, källa, kilde, lähde, allikas, avots, šaltinis, źródło, zdroj, forrás, izvor, извор, sursa
sursă, източник, джерело, крыніца, πηγή, kaynak, mənbə, nguồn, sumber, fonte, iturria, منبع
מקור, সূত্র, উৎস, წყარო, աղբյուր
"""
_AUTHOR = """
forfatter, kirjoittaja, kirjoittanut, tekijä, autors, autorius, avtor, аутор, аўтар, autorul
συγγραφέασ, müəllif, yazan, tác giả, pengarang, egilea, المؤلف, بقلم, نویسنده, מחבר, מאת, লেখক
ავტორი, հեղինակ, skriven av, skrevet av, skrevet af, geschreven door, geschrieben von, scritto da
écrit par, escrito por, napisał, napisała, napsal, napsala, írta
"""
"""What further languages call the title, the publisher and who wrote it."""

MEANINGS: dict[str, tuple[str, ...]] = {
    "title": (
        *("title", "headline", "page title", "post title", "başlık", "tytuł", "og:title"),
        *("dc.title", "dc:title", "sidebar label", "nav title", "linktitle", "link title", "标题"),
        *("標題", "titel", "titre", "título", "titolo", "заголовок", "название", "العنوان"),
        *("عنوان", "शीर्षक", "タイトル", "제목", *_split(_TITLE)),
    ),
    "source": (
        *("source", "publisher", "publication", "newspaper", "site name", "og:site name"),
        *("journal", "published by", "published in", "container title", "dc.publisher", "来源"),
        *("來源", "出处", "éditeur", "verlag", "editorial", "editora", "editore", "издатель"),
        *("出版社", "المصدر", "ماخذ", "स्रोत", "ที่มา", "источник", "quelle", "fuente"),
        *("출처", "出典", *_split(_SOURCE)),
    ),
    "author": (
        *("author", "authors", "by", "primary author", "byline", "creator", "writer", "written by"),
        *("post author", "dc.creator", "dc:creator", "作者", "الكاتب", "مصنف", "लेखक", "ผู้เขียน"),
        *("автор", "autor", "auteur", "autorin", "autore", "autora", "yazar", "저자", "著者"),
        *("författare", "szerző", "penulis", *_split(_AUTHOR)),
    ),
    "date": (
        *("date", "published", "date published", "datepublished", "publish date", "publishdate"),
        *("pubdate", "pub date", "published at", "published on", "published date"),
        *("publication date", "publishing date", "posted", "posted on", "article:published time"),
        *("release date", "dc.date", "dc:date", "post date", "日期", "发布时间", "發布時間"),
        *("datum", "fecha", "data", "tarih", "dato", "дата", "公開日", "投稿日", "日付", "날짜"),
        *("датум", "თარიღი", "ամսաթիվ"),
        *("작성일", "التاريخ", "created", "created at", "date created", "creation date"),
        *_split(_PUBLISHED),
        *("updated", "last updated", "updated at", "lastmod", "last mod", "modified"),
        *("last modified", "modified date", "date modified", "last update", "last modified at"),
        *("last updated at", "modified at", "date updated", "updateddate", "updated date"),
        *("updated on", "edited", "last edited", "mtime"),
    ),
    "url": (
        *("url", "canonical", "canonical url", "canonicalurl", "permalink", "link", "original url"),
        *("source url", "external url", "web url", "og:url", "guid", "链接", "lien", "enlace"),
    ),
    "language": (
        *("language", "lang", "locale", "hreflang", "dc.language", "dc:language"),
        *("sprache", "langue", "idioma", "língua", "lingua", "taal", "язык", "мова", "语言"),
        *("語言", "言語"),
    ),
}
"""What a field may mean, and its names, the plainest first: a day of publication goes before one of
changes. As `fold_name` writes them."""

_CONTROLS = ("based on", "draft", "publish", "status", "post status", "visibility", "hugo draft")
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
