"""Numbers up to 99 in words, as chapters are counted with them: "Chapter Three", "CHAPTER THE
THIRD", "Einundzwanzigstes Kapitel", "Глава третья"."""

import functools
from collections.abc import Iterator, Sequence

import regex

from corpus.normalization import strip_accents

# In the order of numbers from 1, the tens from 20; "/" parts the forms of one number. Beside a unit
# they are numbers for certain, which in any sentence "elf", "once" and "um" are not.
_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth",
)
_GERMAN = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "erst zweit dritt viert fünft sechst siebt/siebent acht neunt zehnt elft zwölft dreizehnt"
    " vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt",
)
_GERMAN_ENDINGS = ("e", "en", "em", "er", "es")
_DUTCH = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
    " zeventien achttien negentien",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde"
    " dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende",
)
_FRENCH = (
    "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf",
    "vingt trente quarante cinquante soixante",
    "premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième"
    " huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième"
    " dix-septième dix-huitième dix-neuvième",
    "vingtième trentième quarantième cinquantième soixantième",
)
_SPANISH = (
    "uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "primer/primero/primera segundo/segunda tercer/tercero/tercera cuarto/cuarta quinto/quinta"
    " sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima undécimo/undécima"
    " duodécimo/duodécima decimotercero/decimotercera decimocuarto/decimocuarta"
    " decimoquinto/decimoquinta decimosexto/decimosexta decimoséptimo/decimoséptima"
    " decimoctavo/decimoctava decimonoveno/decimonovena",
    "vigésimo/vigésima trigésimo/trigésima cuadragésimo/cuadragésima quincuagésimo/quincuagésima",
)
_PORTUGUESE = (
    "um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze"
    " quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "primeiro/primeira segundo/segunda terceiro/terceira quarto/quarta quinto/quinta sexto/sexta"
    " sétimo/sétima oitavo/oitava nono/nona décimo/décima",
    "vigésimo/vigésima trigésimo/trigésima quadragésimo/quadragésima quinquagésimo/quinquagésima",
)
_ITALIAN = (
    "uno/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta"
    " settimo/settima ottavo/ottava nono/nona decimo/decima",
)
_RUSSIAN = (
    "один/одна два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат"
    " четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат",
    "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност",
)
_RUSSIAN_ENDINGS = ("ый", "ой", "ая", "ое", "ую", "ого", "ому", "ом", "ым")
_RUSSIAN_SOFT = ("ий", "ья", "ье", "ьей", "ью", "ьего", "ьему", "ьем", "ьим")
"""Of the third, whose stem is "трет"."""
_GAP = regex.compile(r"[\s-]+(?:(?:et|y|e)[\s-]+)?")
"""Between the words of one number, with what some say there: "vingt et un", "treinta y uno"."""


def read_spelt(words: str) -> int | None:
    """The number from 1 to 99 that `words` say, be it how many or which; None if they are none in
    English, German, French, Spanish, Italian, Portuguese, Russian or Dutch."""
    folded = _fold(words)
    found = _cardinals().get(folded)
    return _ordinals().get(folded) if found is None else found


def says_which(words: str) -> bool:
    """Whether `words` are such an ordinal number."""
    return _fold(words) in _ordinals()


@functools.cache
def list_first_words() -> frozenset[str]:
    """The first words of all such ordinal numbers, in lower case and without accents."""
    return frozenset(form.split()[0] for form in _ordinals())


def _fold(words: str) -> str:
    return _GAP.sub(" ", strip_accents(words.casefold().strip()))


@functools.cache
def _cardinals() -> dict[str, int]:
    pairs = [*_join(_ENGLISH[:2], " "), *_join(_FRENCH[:2], " "), *_join(_SPANISH[:2], " ")]
    pairs += [*_join(_PORTUGUESE[:2], " "), *_join(_RUSSIAN[:2], " ")]
    pairs += [*_join(_GERMAN[:2]), *_put_before(_GERMAN, "und"), *_join(_DUTCH[:2])]
    pairs += [*_put_before(_DUTCH, "en"), *_join_italian()]
    pairs += [(f"veinti{one}", 20 + n) for one, n in _count(_SPANISH[0], 1) if n < 10]
    return {_fold(form): number for form, number in pairs}


@functools.cache
def _ordinals() -> dict[str, int]:
    pairs = [*_count(_ENGLISH[2], 1), *_count(_ENGLISH[3], 20, 10)]
    pairs += _compose(_ENGLISH[1], _ENGLISH[2])
    stems = [*_count(_GERMAN[2], 1)]
    stems += [(f"{form}st", n) for form, n in (*_put_before(_GERMAN, "und"), *_tens(_GERMAN))]
    pairs += [(f"{stem}{ending}", n) for stem, n in stems for ending in _GERMAN_ENDINGS]
    pairs += _count(_DUTCH[2], 1)
    pairs += [(f"{form}ste", n) for form, n in (*_put_before(_DUTCH, "en"), *_tens(_DUTCH))]
    pairs += [*_count(_FRENCH[2], 1), *_count(_FRENCH[3], 20, 10)]
    pairs += _compose(_FRENCH[1], f"unième {_FRENCH[2].split(maxsplit=1)[1]}")
    for ones, tens in (_SPANISH[2:], _PORTUGUESE[2:]):
        pairs += [*_count(ones, 1), *_count(tens, 20, 10), *_compose(tens, ones)]
        pairs += [
            (f"{ten} {one}", 10 + n)
            for ten, m in _count(ones, 1)
            for one, n in _count(ones, 1)
            if m == 10 and n < 10
        ]
    pairs += _count(_ITALIAN[2], 1)
    for form, number in _join_italian():
        stem = form if form.endswith("tre") else form[:-1]
        pairs += [(f"{stem}esim{ending}", number) for ending in "oa" if number > 10]
    stems = [*_count(_RUSSIAN[2], 1), *_count(_RUSSIAN[3], 20, 10)]
    stems += _compose(_RUSSIAN[1], _RUSSIAN[2])
    for stem, number in stems:
        endings = _RUSSIAN_SOFT if stem.endswith("трет") else _RUSSIAN_ENDINGS
        pairs += [(f"{stem}{ending}", number) for ending in endings]
    return {_fold(form): number for form, number in pairs}


def _count(forms: str, first: int, step: int = 1) -> Iterator[tuple[str, int]]:
    """Each form of numbers that are counted from `first` on in `step`s."""
    for place, alike in enumerate(forms.split()):
        yield from ((form, first + step * place) for form in alike.split("/"))


def _tens(language: Sequence[str]) -> Iterator[tuple[str, int]]:
    return _count(language[1], 20, 10)


def _compose(tens: str, ones: str) -> Iterator[tuple[str, int]]:
    """ "twenty one", out of these two."""
    for ten, number in _count(tens, 20, 10):
        yield from ((f"{ten} {one}", number + n) for one, n in _count(ones, 1) if n < 10)


def _join(language: Sequence[str], gap: str = "") -> Iterator[tuple[str, int]]:
    """The numbers of a language, with those that have a `gap` between tens and ones if it has
    one."""
    yield from _count(language[0], 1)
    yield from _tens(language)
    yield from _compose(language[1], language[0]) if gap else ()


def _put_before(language: Sequence[str], link: str) -> Iterator[tuple[str, int]]:
    """ "einundzwanzig", out of one and twenty."""
    for ten, number in _tens(language):
        for one, n in _count(language[0], 1):
            if n < 10:
                yield f"{'ein' if one == 'eins' else one}{link}{ten}", number + n


def _join_italian() -> Iterator[tuple[str, int]]:
    """The numbers of Italian, where tens lose their vowel before another: "ventuno"."""
    yield from _join(_ITALIAN)
    for ten, number in _tens(_ITALIAN):
        for one, n in _count(_ITALIAN[0], 1):
            if n < 10:
                yield f"{ten[:-1] if one[0] in 'uo' else ten}{one}", number + n
