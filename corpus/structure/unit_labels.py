"""The numbers by which readers cite a part of a text: "Article 17", "§ 5(2)", "5.2.1"."""

import regex

_WORDS = (
    "article|art|section|sect|sec|chapter|chap|part|rule|clause|paragraph|para|appendix|annex"
    "|schedule|title|book|question|step|item|point|amendment|regulation|lesson|unit|faq|q"
    "|artikel|abschnitt|kapitel|teil|absatz|anhang|regel|frage|schritt"
    "|artículo|articulo|capítulo|capitulo|sección|seccion|parte|regla|anexo|pregunta|paso"
    "|chapitre|titre|règle|partie|annexe|étape|articolo|capitolo|sezione|comma|regola"
    "|artigo|seção|secção|cláusula|regra|artykuł|rozdział|część|paragraf|madde|bölüm"
    "|článek|kapitola|článok|članak|poglavlje|artikkel|artikla|luku|kapitel|artikeln|regel"
    "|pasal|bab|bagian|điều|chương|mục|cikk|fejezet|articolul|capitolul"
    "|статья|глава|раздел|пункт|часть|правило|стаття|розділ|чл|член|глава|άρθρο|κεφάλαιο"
    "|المادة|مادة|الفصل|الباب|ماده|فصل|دفعہ|باب|सूत्र|अनुच्छेद|धारा|अध्याय|नियम|ধারা|অনুচ্ছেদ"
    "|มาตรา|ข้อ|บทที่|பிரிவு|סעיף|פרק"
)
_NUMBER = r"(?:\p{N}{1,4}(?:\.\p{N}{1,4}){0,5}[a-z]?(?:\s?\(\p{N}{1,3}\)){0,3}|[IVXLC]{1,9})"
_LABEL = regex.compile(
    rf"(?P<label>(?:(?:{_WORDS})\.?\s{{0,3}}(?:[#№]\s?)?{_NUMBER}"
    rf"|§{{1,2}}\s{{0,3}}{_NUMBER}"
    rf"|第\s?[\p{{N}}一二三四五六七八九十百零〇两]{{1,9}}\s?[条條章节節款编編部課课回話话]"
    rf"|제\s?\p{{N}}{{1,4}}\s?[조장절항관]"
    rf"|\p{{N}}{{1,3}}(?:\.\p{{N}}{{1,4}}){{1,5}}(?=\.?(?:\s|$))|\p{{N}}{{1,3}}(?=[.)]\s)))"
    r"(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_SPACES = regex.compile(r"\s+")


def read_unit_label(heading: str) -> str | None:
    """The number that the heading of a numbered unit begins with, and what such a unit is called
    there; None if it has none. A year is no such number.

    "Article 17. On fires" is "Article 17", "5.2.1 Names" is "5.2.1".
    """
    match = _LABEL.match(heading)
    return _SPACES.sub(" ", match["label"]) if match else None
