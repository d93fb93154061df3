"""The numbers by which one asks for a part of a text: "Article 17", "§ 5(2)", "2:14", "第17条"."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import regex

from corpus.structure.arabic_ordinals import ORDINAL
from corpus.structure.spelt_numbers import list_first_words, read_spelt, says_which

UnitKind: TypeAlias = Literal["word", "verse", "point", "number"]
"""A unit with a word or sign ("Article 17", "§ 5"), a verse ("2:14"), a point in brackets ("(2)"),
or a bare number ("12.", "3.1")."""

_WORD_CHOICE = (
    "article|art|section|sec|sect|chapter|chap|ch|part|title|rule|clause|amendment"
    "|paragraph|para|schedule|appendix|annex|book|canto|psalm|hymn|verse|sutra|sura|surah|lesson"
    "|exhibit|question|q|faq|step|item|point|unit|regulation|recital|figure|table|principle"
    "|commandment|proposition|theorem|lemma|definition|exercise|problem|canon|order"
    "|artikeln|artikels|artikel|abschnitts|abschnitt|kapitels|kapitel|teil|absatz|abs|anhang|regel"
    "|frage|schritt|lektion|satz|ziffer|vers|verset|versículo|стих"
    "|artículo|articulo|capítulo|capitulo|sección|seccion|título|parte|regla|anexo|pregunta|paso"
    "|lección|salmo|considerando|chapitre|titre|règle|partie|annexe|étape|leçon|psaume"
    "|articolo|capitolo|sezione|comma|regola|artigo|seção|secção|cláusula|regra"
    "|artykuł|rozdział|część|paragraf|madde|bölüm|hoofdstuk"
    "|článek|kapitola|článok|članak|poglavlje|artikkel|artikla|luku"
    "|pasal|bab|bagian|điều|chương|mục|cikk|fejezet|articolul|capitolul"
    "|статья|глава|раздел|пункт|часть|правило|параграф|урок|вопрос|псалом|стаття|розділ|чл|член"
    "|ст|п|άρθρο|κεφάλαιο"
    "|المادة|مادة|الفصل|الباب|القاعدة|السؤال|ماده|فصل|دفعہ|باب|सूत्र|अनुच्छेद|धारा|अध्याय|नियम"
    "|آرٹیکل|شق|سیکشن|البند|ধারা|অনুচ্ছেদ|มาตรา|ข้อ|บทที่|பிரிவு|סעיף|פרק|тармақ|бап"
)
UNIT_WORDS = tuple(_WORD_CHOICE.split("|"))
"""In lower case, as they stand before a number; other forms of the same word are read by whoever
knows which language asks."""
UNIT_MEANINGS = (
    "article art artikel artículo articolo artigo artykuł článek článok članak artikkel artikla"
    " статья стаття ст член чл άρθρο المادة مادة ماده دفعہ آرٹیکل अनुच्छेद ধারা madde cikk articolul"
    " pasal điều 条 條 조 มาตรา பிரிவு סעיף",
    "section sec sect abschnitt sección seção secção раздел розділ سیکشن धारा 节 節 절 paragraf mục"
    " bölüm bagian",
    "chapter chap ch kapitel capítulo chapitre capitolo rozdział kapitola poglavlje luku hoofdstuk"
    " глава capitolul fejezet bab chương κεφάλαιο الفصل باب الباب فصل अध्याय 章 장 บทที่ פרק бап"
    " bölüm",
    "part teil parte partie część часть 编 編 편",
    "title título titre titel",
    "rule regel regla règle regola regra правило القاعدة नियम 규칙",
    "clause cláusula klausel شق البند пункт 款 项 項",
    "annex appendix anhang anexo annexe приложение",
    "question q frage pregunta вопрос السؤال",
    "step schritt paso étape",
    "lesson lektion lección leçon урок 课 課",
    "verse vers verset versículo стих",
    "psalm salmo psaume псалом",
)
"""Words for one kind of unit in many languages: where articles say one, a question may say another.
What stands for two kinds, as laws are not divided alike everywhere, stands in both."""
_ALIKE = {"art": "article", "ст": "статья", "стаття": "статья", "مادة": "المادة"}
"""Short and other forms of words, whose units are counted together."""
FIRST_NUMBERS = ("1", "I", "A")
"""With what units are counted anew."""
_ROMAN = r"[IVXLC]{1,9}"
_TIMES = r"(?:bis|ter|quater|quinquies|sexies)(?![\p{L}\p{Nd}]|\s\p{Nd})"
"""Behind the number of a unit that was put in; in German "3 bis 5" are several."""
_DIGITS = (
    r"(?:\p{Nd}{1,4}(?:\.\p{Nd}{1,4}){0,5}(?:-\p{Nd}{1,4}){0,4}"
    rf"(?:-?[a-z]|[ \t-]?{_TIMES})?"
    r"(?![\p{L}\p{Nd}])"
    r"|\(\p{Nd}{1,4}\))"
)
_SERIES = r"(?:(?-i:[A-Z])(?:\.?[ \t]?\*?[ \t]?(?=\p{Nd}{1,4}-\p{Nd})|\.?\*?(?=\p{Nd})))?"
"""The letter of a series of units, as the L of "Article L. 121-1", or of what a number lies in, as
in "Annex B.2"."""
_DETAILS = r"(?:[ \t]?\((?:\p{Nd}{1,3}|\p{Ll}|[ivxlc]{1,5})\)){0,3}"
_ORDINAL = (
    r"(?:\.?[ºª°]|(?<=\p{Nd})(?:er|re|º|ª|°)(?!\p{L})|(?<=\p{Nd})-\p{Cyrillic}{1,2}(?!\p{L}))?"
)
_HAN = r"[\p{Nd}一二三四五六七八九十百千零〇两]{1,9}"
_UNIT = regex.compile(
    rf"(?P<label>(?P<word>{_WORD_CHOICE})(?P<dot>\.?)[ \t]{{0,3}}(?:[#№]\s?)?"
    rf"(?P<number>(?:{_SERIES}{_DIGITS}|\p{{Nd}}{{1,4}}(?=\.?[ºª°]|er\b|re\b|-\p{{Cyrillic}}{{1,2}}\b)"
    rf"|(?<=[\s.#№])(?-i:{_ROMAN}|[A-Z])(?![\p{{L}}\p{{Nd}}]))(?:[ \t]{_TIMES})?)"
    rf"{_DETAILS}){_ORDINAL}"
    rf"|(?P<label>(?P<word>[§¶]){{1,2}}[ \t]{{0,3}}{_DIGITS}{_DETAILS})"
    rf"|(?P<label>第\s?{_HAN}\s?(?P<word>[条條章节節款項项編编篇回课課讲講话話号])"
    rf"(?:[のノ之]\s?{_HAN}(?:\s?[条條項项])?)?)"
    rf"|(?P<label>(?P<word>المادة|مادة|الفصل|الباب|القاعدة|البند)[ \t]{{1,3}}{ORDINAL})"
    r"(?=[ \t]?[.:：)—–|-]|[ \t]*(?:\n|$))"
    r"|(?P<label>제\s?\p{Nd}{1,4}\s?(?P<word>[조장절항관])(?:의\s?\p{Nd}{1,3})?)(?:\([^)\n]{1,40}\))?",
    regex.IGNORECASE,
)
_WORDS_APART = "|".join(word for word in UNIT_WORDS if len(word) > 3)
_DIVISIONS = (
    "chapter|part|book|section|canto|lesson|kapitel|teil|abschnitt|lektion|capítulo|capitulo|parte"
    "|sección|seccion|lección|leccion|chapitre|partie|section|leçon|capitolo|sezione|seção|secção"
    "|hoofdstuk|deel|boek|глава|часть|раздел|урок"
)
"""What may stand behind an ordinal number."""
_SPELT_WORD = r"[\p{Latin}\p{Cyrillic}][\p{Latin}\p{Cyrillic}\p{M}]{1,24}"
_SPELT_NUMBER = rf"(?P<number>{_SPELT_WORD}(?:[ \t-]{{1,3}}{_SPELT_WORD}){{0,2}}?)"
_SPELT = regex.compile(
    rf"(?P<label>(?P<word>{_WORDS_APART}|boek|deel)[ \t]{{1,3}}(?:the[ \t]{{1,3}})?{_SPELT_NUMBER}"
    rf"|{_SPELT_NUMBER}[ \t]{{1,3}}(?P<word>{_DIVISIONS}))"
    r"(?=[ \t]?[.:：—–]|[ \t]-[ \t]|[ \t]*(?:\n|$))",
    regex.IGNORECASE,
)
"""A unit whose number is in words, with nothing but its title behind."""
_STOP = regex.compile(r"[ \t]?[.:：)—–|-]|[ \t]*(?:\n|$)|\u3000")
_NEXT = regex.compile(r"[\s\"'“„«(\[]{0,4}(\w)")
_REMARK = regex.compile(
    r"[ \t]{0,3}(?:\([^()\n]{1,100}\)|[\"“„«][^\"“”»\n]{1,100}[\"“”»])(?=[ \t]+\p{Ll})"
)
"""The name of a unit behind its number, and a sentence that goes on behind it."""
_BOOK = r"(?:(?:[1-4]|I{1,3})[ \t])?(?:[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]{0,24}[ \t](?:of[ \t])?){1,3}"
_VERSE = regex.compile(
    rf"(?P<label>(?P<book>{_BOOK})?\p{{Nd}}{{1,3}}:\p{{Nd}}{{1,3}}(?:[-–]\p{{Nd}}{{1,3}})?)"
    r"(?:[.)][ \t]+|[ \t]+(?!\p{Nd})|(?=\n|$))"
)
_BEFORE_HOURS = (
    "at|around|about|from|until|till|by|before|after|since|starting|beginning|circa|past"
    "|um|gegen|ab|bis|seit|vor|nach|etwa|ca|à|vers|dès|avant|après|depuis|a|las|desde|hasta|hacia"
    "|alle|dalle|ore|verso|prima|dopo|às|até|antes|depois|pelas|в|с|до|к|после|около|от|о|з|після"
    "|близько|od|do|przed|po|około|v|před|kolem|om|rond|vanaf|tot|voor|tegen|sinds|kl|klockan|från"
    "|fra|til|omkring|saat|pukul|jam|lúc"
)
_BEFORE_HOUR = frozenset(_BEFORE_HOURS.split("|"))
"""Words before the time of a day, which are no book."""
_HOUR = regex.compile(r"0\p{Nd}:|\p{Nd}:0{1,3}(?!\p{Nd})")
"""As no verse is written: with a nought before its chapter, or without a number."""
_VERSE_NUMBER = regex.compile(r"\p{Nd}:\p{Nd}")
_MAX_BOOK = 120
"""Characters, more than the name of a book and a verse's number behind it take."""
_POINT = regex.compile(r"(?P<label>\((?:\p{Nd}{1,3}|\p{Ll}|[ivxlc]{1,6})\))[ \t\u3000]*(?=\S)")
_POINT_MARK = regex.compile(r"\(\w{1,6}\)")
_LAST_POINTS = regex.compile(r"(?<=\p{Nd}[\p{L}ºª°]{0,2}|[IVXLC])(?:[ \t]?\(\w{1,6}\)){1,3}$")
_POINT_BEHIND = regex.compile(r"\.?[ \t]{1,3}(\((?:\p{Nd}{1,3}|\p{Ll}|[ivxlc]{1,6})\))[ \t]+(?=\S)")
_NUMBERED = regex.compile(
    r"(?P<label>\p{Nd}{1,3}(?:(?:\.\p{Nd}{1,4}){1,5}(?![\p{L}\p{Nd}])|(?=[.)])))"
    r"[.)]?(?:[ \t]+(?=\S)|$)"
)
_MAX_KEPT = 200
"""Characters of a line whose unit is kept in memory for when it is asked for again."""
_SPACES = regex.compile(r"\s+")
_LETTERS = re.compile("[A-Za-z]*")  # in half the time that `regex` takes
_BEHIND_WORDS = frozenset(" \t.#-(0123456789")
"""Of ASCII, what may follow such a word in front of its number, or begin or go on that."""
_ASCII_WORDS = frozenset(
    word for word in (*UNIT_WORDS, "boek", "deel", *list_first_words()) if word.isascii()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a numbered unit is called, its `label`; the `family` of those that are counted in the
    same way ("article", "§", the book of a verse); and the offset behind both. `is_sure` unless
    it may be a mention in a sentence, as no mark and no capital letter follows."""

    label: str
    kind: UnitKind
    family: str
    end: int
    is_sure: bool = True


def read_unit(text: str) -> Unit | None:
    """The unit with a word, a sign or a verse's number that `text` begins with; None if there is
    none, or its sentence goes on in lower case: "Article 17 of the treaty says" only mentions it,
    and so does "Section 3 (Files) was moved".
    """
    if not _may_name_unit(text) and not _VERSE_NUMBER.search(text, 0, _MAX_BOOK):
        return None
    return _read_again(text) if len(text) <= _MAX_KEPT else _read_unit(text)


def are_counted_alike(one: str, two: str) -> bool:
    """Whether the families `one` and `two` are one word, or it and its short or other form in one
    language, as "article" and "art" are."""
    return one == two or _ALIKE.get(one, one) == _ALIKE.get(two, two)


def write_in_digits(label: str) -> str:
    """`label` with the numbers of its parts in digits if they are in words, behind what is counted:
    "Chapter 3" of "Third Chapter"."""
    parts = []
    for part in label.split(", "):
        spelt = _read_spelt(part) if part[:1].isalpha() else None
        parts.append(f"{spelt[0]} {spelt[1]}" if spelt else part)
    return ", ".join(parts)


def _read_spelt(text: str) -> tuple[str, int, int] | None:
    """What is counted in the unit that `text` begins with, its number, which is in words, and where
    its label ends; None if there is none."""
    match = _SPELT.match(text) if text[:1].isupper() else None
    if match is None:
        return None
    number, word = match["number"], match["word"]
    if match.start("number") < match.start("word") and not says_which(number):
        return None
    value = read_spelt(number)
    return (word, value, match.end()) if value else None


def _read_unit(text: str) -> Unit | None:
    match = _UNIT.match(text)
    if match and (unit := _judge(match, text)):
        return unit
    if spelt := _read_spelt(text):
        return Unit(_SPACES.sub(" ", text[: spelt[2]]), "word", spelt[0].casefold(), spelt[2])
    verse = _VERSE.match(text)
    if verse is None:
        return None
    book = _SPACES.sub(" ", verse["book"] or "").strip().casefold()
    if book and (_HOUR.search(verse["label"]) or book.split()[-1].rstrip(".") in _BEFORE_HOUR):
        return None
    return Unit(_SPACES.sub(" ", verse["label"]), "verse", book, verse.end())


_read_again = lru_cache(maxsize=4096)(_read_unit)  # a line is asked for as such and as a paragraph


def read_point(text: str) -> Unit | None:
    """The point "(2)" or "(a)" that `text` begins with; None if there is none."""
    match = _POINT.match(text) if text.startswith("(") else None
    return Unit(match["label"], "point", "()", match.end()) if match else None


def part_points(text: str, unit: Unit) -> tuple[str, tuple[str, ...]]:
    """The label of `unit`, which `text` begins with, without the points in it or right behind it,
    and these: "Section 3" and ("(a)",) of "Section 3 (a) Fees" and of "Section 3. (a) Fees"."""
    label = _LAST_POINTS.sub("", unit.label)
    points = tuple(_POINT_MARK.findall(unit.label[len(label) :]))
    behind = None if points or unit.kind != "word" else _POINT_BEHIND.match(text, unit.end)
    return (label, (behind[1],)) if behind else (label, points)


def read_number_label(text: str) -> str | None:
    """The number that `text` begins with, as "3" of "3. Title" or "3.1" of "3.1 Title"."""
    match = _NUMBERED.match(text) if text[:1].isdecimal() else None
    return match["label"] if match else None


def read_unit_label(heading: str) -> str | None:
    """The number that the `heading` of a unit begins with, and what such a unit is called there;
    None if it has none. A year is no such number.

    "Article 17. On fires" is "Article 17", "5.2.1 Names" is "5.2.1".
    """
    unit = read_unit(heading)
    return unit.label if unit else read_number_label(heading)


def _may_name_unit(text: str) -> bool:
    """Whether `_UNIT` may match: false of most texts, which begin with another word, in a tenth of
    its time. A word that letters outside ASCII go on is not judged here."""
    letters = _LETTERS.match(text)
    assert letters is not None
    following = text[letters.end() : letters.end() + 1]
    if not following.isascii():
        return True
    return following in _BEHIND_WORDS and letters[0].lower() in _ASCII_WORDS


def _judge(match: regex.Match[str], text: str) -> Unit | None:
    """The unit in `match`; None if its numeral is the "I" or "A" of a sentence, or lower case
    follows."""
    word, number, end = match["word"], match["number"], match.end()
    after = text[end : end + 1]
    if after.isalnum() or after == "," or (after in "-–/" and text[end + 1 : end + 2].isalnum()):
        return None
    if number and number[0].isalpha() and not (word[0].isupper() or match["dot"]):
        return None
    following = _NEXT.match(text, end)
    stopped = bool(_STOP.match(text, end))
    letter = following[1] if following else ""
    if (letter.islower() and not stopped) or _REMARK.match(text, end):
        return None
    if number and len(number) == 1 and number.isalpha() and not (stopped or letter.isupper()):
        return None
    label = _SPACES.sub(" ", match["label"])
    is_sure = stopped or not letter.isalpha() or letter.isupper() or not word.isalpha()
    # In Chinese, Japanese and Korean the mark itself says that it is a number.
    is_sure = is_sure or label[0] in "第제"
    return Unit(label, "word", word.casefold(), end, is_sure)
