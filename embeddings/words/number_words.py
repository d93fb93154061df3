"""Numbers as people write them: in digits of any script, in words, in Roman or Chinese numerals."""

import functools
import itertools
import unicodedata
from collections.abc import Iterator

import regex

from corpus.normalization import strip_accents
from embeddings.words.analysis import stem_word

_MAX_SPELT = 199
"""The largest number that is spelt out: chapters and articles hardly count further."""

# CLDR's spell-out rules are in no library that is light enough; these are the words of the bot's
# six languages from 0 to 20 and the tens, as ICU spells them, with the inflected forms that a stem
# does not cover. Chinese needs none: Unicode says what its characters count.
_CARDINALS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty"
    " ninety hundred",
    "es": "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
    " quince dieciséis diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta"
    " setenta ochenta noventa cien/ciento",
    "ru": "ноль/нуль один/одна/одно/одного/одной два/две/двух/двумя три/трёх/тремя"
    " четыре/четырёх пять шесть семь восемь/восьми девять десять одиннадцать двенадцать тринадцать"
    " четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать"
    " сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти"
    " восемьдесят/восьмидесяти девяносто сто",
    "ar": "صفر واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع"
    " ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر - - - - - - - - - عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين"
    " خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين مئة/مائة",
    "ur": "صفر ایک دو تین چار پانچ چھ/چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ"
    " اٹھارہ انیس بیس تیس چالیس پچاس ساٹھ ستر اسی نوے سو",
}
_ORDINALS = {
    "en": "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    " thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth",
    "es": "- primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta"
    " quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima"
    " undécimo/undécima duodécimo/duodécima decimotercero/decimotercera decimocuarto/decimocuarta"
    " decimoquinto/decimoquinta decimosexto decimoséptimo decimoctavo decimonoveno"
    " vigésimo/vigésima trigésimo/trigésima cuadragésimo quincuagésimo sexagésimo septuagésimo"
    " octogésimo nonagésimo centésimo",
    "ru": "- первый второй третий/третья/третье/третьего/третьей четвёртый пятый шестой седьмой"
    " восьмой девятый десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый"
    " шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый тридцатый сороковой"
    " пятидесятый шестидесятый семидесятый восьмидесятый девяностый сотый",
    "ar": "- الأول/الأولى/أول الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة"
    " السادس/السادسة السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة",
    "ur": "- پہلا/پہلی/پہلے دوسرا/دوسری/دوسرے تیسرا/تیسری/تیسرے چوتھا/چوتھی/چوتھے پانچواں/پانچویں"
    " چھٹا/چھٹی/چھٹے ساتواں/ساتویں آٹھواں/آٹھویں نواں/نویں دسواں/دسویں گیارہواں/گیارہویں"
    " بارہواں/بارہویں",
}
_JOINS = "y"
"""Spanish says it between tens and what is counted on from them: "treinta y dos"."""
_COUNTED_ON = {"en": " ", "es": f" {_JOINS} ", "ru": " "}
"""What stands between tens and a unit, where words make up the other numbers up to 99."""
_VALUES = (*range(21), *range(30, 101, 10))
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))
_HAN_DIGIT = "〇零一二三四五六七八九十百千两兩"
_HAN_DIGITS, _ROMAN_DIGITS = frozenset(_HAN_DIGIT), frozenset("IVXLC")
_NUMBER = regex.compile(
    # A version, whatever name it stands close to: v2, python3.11.
    r"(?:(?<=(?<![\p{L}\p{M}\p{N}_])[vV])(?=\p{Nd})|(?<=\p{L})(?=\p{Nd}{1,4}[.]\p{Nd})|"
    # 3.1, 5.2.1 and 14:30 are one each; the marks of thousands are none.
    r"(?<![[\p{L}\p{M}\p{Nd}_]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]]))"
    r"\p{Nd}{1,12}(?:[.,:٫٬]\p{Nd}{1,12}){0,4}(?!\p{Nd})"
    rf"|第[{_HAN_DIGIT}]{{1,9}}(?!\p{{Nd}})|(?<![{_HAN_DIGIT}])[{_HAN_DIGIT}]{{2,9}}"
    r"|(?<![\p{L}\p{N}])[IVXLC]{1,8}(?![\p{L}\p{N}])"
    r"|[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*+",
    regex.V1,
)
_LEADING_ZEROS = regex.compile(r"(?<![\d.,])0+(?=\d)")
_THOUSANDS = regex.compile(r"\d{1,3}(?:[,٬]\d{3})+(?!\d)")


def find_numbers(text: str, least_spelt: int = 2) -> Iterator[str]:
    """The numbers that `text` names, in order, each in ASCII digits: "14", "3.1", "2:14"; of those
    in words none below `least_spelt`.

    In words they are known up to 100, cardinals and ordinals, in the languages of the bot; "one"
    and "first", which are hardly ever meant as numbers, are none. A Roman numeral is one of two
    letters or more, or follows a word that begins with a capital letter, as in "Chapter V".
    """
    before, tens = "", 0
    for match in _NUMBER.finditer(text):
        token = match[0]
        if tens and token == _JOINS:
            continue
        value = read_number(token, before)
        before = token
        if not value.isdigit() or token[0].isdigit():
            if tens:
                yield str(tens)
            tens = 0
            if value:
                yield value
            continue
        number = int(value)
        if tens and 0 < number < 10:
            yield str(tens + number)
            tens = 0
            continue
        if tens:
            yield str(tens)
        tens = number if number in range(20, 91, 10) and token[0].isalpha() else 0
        if not tens and number > 1 and (number >= least_spelt or not _is_spelt(token)):
            yield value
    if tens:
        yield str(tens)


def _is_spelt(token: str) -> bool:
    """Whether `token`, which is a number, is one in words."""
    return token[0].isalpha() and not set(token) <= {*"IVXLC第", *_HAN_DIGIT}


def read_number(token: str, before: str = "") -> str:
    """The number that one `token` is, in ASCII digits, `""` if it is none; `before` is the word
    that it follows."""
    if token[0].isdigit():
        digits = "".join(_read_digit(character) for character in token)
        if _THOUSANDS.fullmatch(digits):
            return _LEADING_ZEROS.sub("", digits.replace(",", "").replace("٬", ""))
        return _LEADING_ZEROS.sub("", digits)
    counted = token.removeprefix("第")
    if counted and _HAN_DIGITS.issuperset(counted):
        return str(_read_han(counted))
    if _ROMAN_DIGITS.issuperset(token):
        if len(token) > 1 or (before[:1].isupper() and len(before) > 1):
            return str(_read_roman(token) or "")
        return ""
    if "-" not in token:
        number = _find_word(token)
        return "" if number is None else str(number)
    parts = [_find_word(part) for part in token.split("-")]
    if None in parts or len(parts) > 2:
        return ""
    numbers = [part for part in parts if part is not None]
    if len(numbers) == 2 and not (numbers[0] in range(20, 91, 10) and 0 < numbers[1] < 10):
        return ""
    return str(sum(numbers))


def spell_number(number: int, language: str | None) -> list[str]:
    """The ways to write `number`: in digits, in Roman numerals, as a word and as an ordinal one in
    `language`, in English if the words of that are not known; `[]` if nobody spells it out."""
    if not 0 < number <= _MAX_SPELT:
        return []
    known = language if language in _CARDINALS else "en"
    return [str(number), write_roman(number), *_spell(number, known)]


def is_ordinal(word: str) -> bool:
    """Whether `word` says which, as "fifteenth", rather than how many."""
    return strip_accents(word.casefold()) in _ordinals()


def write_roman(number: int) -> str:
    """`number`, from 1 to 399, in Roman numerals."""
    written = []
    for value, letters in (*_ROMAN, (1, "I")):
        count, number = divmod(number, value)
        written.append(letters * count)
    return "".join(written)


def _spell(number: int, language: str) -> list[str]:
    forms = []
    for table in (_CARDINALS, _ORDINALS):
        if word := _list_words(table[language]).get(number):
            forms.append(word)
        elif 20 < number < 100 and (between := _COUNTED_ON.get(language)):
            unit = _list_words(table[language])[number % 10]
            forms.append(_list_words(_CARDINALS[language])[number // 10 * 10] + between + unit)
    return forms


@functools.cache
def _list_words(table: str) -> dict[int, str]:
    """The first form of each number of `table`."""
    words = zip(_VALUES, table.split(), strict=False)
    return {value: forms.split("/")[0] for value, forms in words if forms != "-"}


@functools.cache
def _ordinals() -> frozenset[str]:
    tables = (form for table in _ORDINALS.values() for form in table.replace("/", " ").split())
    return frozenset(map(strip_accents, tables))


@functools.cache
def _words() -> dict[str, int]:
    """Every form of every number, without accents; of Russian, whose endings are many, the stems,
    too."""
    found: dict[str, int] = {}
    for table, language in itertools.product((_CARDINALS, _ORDINALS), _CARDINALS):
        for value, forms in zip(_VALUES, table[language].split(), strict=False):
            for form in forms.split("/"):
                if form not in {"-", "once"}:  # eleven, but English says it, too
                    found.setdefault(strip_accents(form), value)
                    if language == "ru":
                        found.setdefault(stem_word(form, language), value)
    for unit in range(1, 10):  # Spanish writes these as one word
        found["veinti" + strip_accents(_list_words(_CARDINALS["es"])[unit])] = 20 + unit
    return found


def _find_word(word: str) -> int | None:
    folded = strip_accents(word.casefold())
    known = _words()
    if folded in known:
        return known[folded]
    is_cyrillic = "\u0400" <= folded[:1] <= "\u04ff"
    return known.get(stem_word(word.casefold(), "ru")) if is_cyrillic else None


def _read_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _read_han(numeral: str) -> int:
    """What Chinese numerals count, by Unicode's own values: tens and hundreds multiply what stands
    before them; without any they are digits."""
    values = [2 if c in "两兩" else int(unicodedata.numeric(c)) for c in numeral]
    if not any(value >= 10 for value in values):
        return int("".join(map(str, values)))
    total = digit = 0
    for value in values:
        if value >= 10:
            total += (digit or 1) * value
            digit = 0
        else:
            digit = value
    return total + digit


def _read_roman(numeral: str) -> int | None:
    """What a Roman numeral counts; None if it is not written as one is."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    pairs = itertools.pairwise((*values, 0))
    number = sum(-value if value < following else value for value, following in pairs)
    return number if 0 < number < 400 and write_roman(number) == numeral else None
