"""Values that a question may ask for and that have a form of their own: a sum of money, a telephone
number, an address for mail, the day or the year of what is over.

Words that ask for one are small closed classes, which nothing in an index tells from others: listed
for the bot's six languages, German, French and Portuguese. What is asked for is told by its form
and, of money, by the names of the most used currencies. Months are not listed:
CLDR has them.
"""

import functools
from enum import Enum

import regex
from babel.dates import get_month_names

_MAX_READ = 20_000
"""Characters of a text that are looked through for a value."""


class AskedValue(Enum):
    """What a question asks for."""

    MONEY = "money"
    TELEPHONE = "telephone"
    MAIL = "mail"
    PAST_DAY = "past day"
    """A day, a month or a year: hours and days of the week also stand where something recurs."""


def _ask(words: str, signs: str = r"(?!)") -> regex.Pattern[str]:
    """Whole `words`, or `signs` of a script in which words are not told apart."""
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{words})(?![\p{{L}}\p{{N}}])|{signs}", regex.I)


_MONEY = (
    r"how much (?:money|(?:\S+ ){1,10}(?:costs?|earns?|charges?|paid))"
    r"|what (?:\S+ ){0,3}(?:salary|wages?|fee|price)"
    r"|(?:was|wie ?viel) (?:\S+ ){0,8}kostete?n?|kostete?n? (?:\S+ ){0,8}was|wie (?:hoch|teuer) ist"
    r" (?:\S+ ){0,3}(?:preis|gehalt|gebühr|miete)|was verdient"
    r"|cu[aá]nto (?:\S+ ){0,3}(?:cuestan?|costó|ganan?|cobran?|vale)|cu[aá]l es el (?:precio"
    r"|sueldo)"
    r"|combien (?:\S+ ){0,8}(?:co[uû]tent?|gagnent?|coûtait)|quel est le (?:prix|salaire|tarif)"
    r"|quanto (?:\S+ ){0,3}(?:custam?|custou|ganham?)|qual é o (?:preço|salário)"
    r"|сколько (?:\S+ ){0,3}(?:стоит|стоят|стоил\p{L}{0,2}|зарабатыва\p{L}{2,3})"
    r"|как(?:ая|ова) (?:\S+ ){0,2}(?:цена|зарплата|стоимость)"
    r"|كم (?:\S+ ){0,3}(?:سعر|ثمن|تكلفة|يكلف|تكلف|راتب)|ما (?:هو )?(?:سعر|ثمن|راتب)"
    r"|(?:قیمت|تنخواہ|کرایہ) کتنی|کتنے (?:کا|کی|روپے)"
)
_TELEPHONE = (
    r"(?:tele)?phone number|fax number|telefonnummer|rufnummer|tel[eé]fono de"
    r"|n[uú]mero de tel[eé]fono"
    r"|numéro de téléphone|número de telefone|номер телефона|رقم (?:ال)?هاتف|فون نمبر|ٹیلی فون نمبر"
)
_MAIL = (
    r"e-?mail address|e-?mail-?adresse|adresse (?:e-?mail|électronique)|correo electr[oó]nico"
    r"|endereço de e-?mail|(?:адрес|адреса) (?:электронной почты|почты)|عنوان البريد|ای میل"
)
_PAST_DAY = (
    r"when (?:was|were)|in (?:what|which) year|wann (?:wurden?|waren?)|in welchem jahr"
    r"|cu[aá]ndo (?:fue|fueron)|en qu[eé] año|quand (?:\S+ ){1,6}(?:été|fut)|en quelle année"
    r"|quando (?:foi|foram)|em que ano|когда был[аио]?|в каком году|في أي (?:سنة|عام)|کس سال"
)
_ASKS_FOR = {
    AskedValue.MONEY: _ask(_MONEY, "多少(?:钱|錢)|(?:价格|價格|价钱|工资)是?多少"),
    AskedValue.TELEPHONE: _ask(_TELEPHONE, "(?:电话|電話)(?:号码|號碼)?是(?:多少|什么)"),
    AskedValue.MAIL: _ask(_MAIL, "(?:邮箱|电子邮件)(?:地址)?是(?:多少|什么)"),
    AskedValue.PAST_DAY: _ask(_PAST_DAY, "哪一?年|何年"),
}
_ASKS_HOW = _ask(
    "how (?:do|does|can|could|should|would|to)|why|wie (?:kann|ändere|lege)|warum|c[oó]mo|comment"
    "|pourquoi|por qu[eé]|как(?! ?ой)|почему|كيف|لماذا|کیسے|کیوں",
    "怎么|怎麼|如何|为什么",
)
_CURRENCIES = (
    r"euros?|cents?|dollars?|bucks|pounds?|pence|francs?|franken|rappen|yen|yuan|rupees?|pesos?"
    r"|crowns?|kron\p{L}{1,3}|korun\p{L}{0,2}|kr|z[lł]ot\p{L}{1,3}|zł|forints?|lei|lira[es]?|lire"
    r"|dinars?|dirhams?|riyals?|baht|rand|roubles?|rubles?|shillings?|pennies|penny|coins?|gulden"
    r"|guilders?|talers?|marks?|coronas?|couronnes?|coroas?|крон\p{L}{0,3}"
    r"|d[oó]lar(?:es)?|libras?|reais|pfund|рубл\p{L}{1,3}|руб|коп\p{L}{0,5}|евро|доллар\p{L}{0,3}"
    r"|(?:ال)?(?:ريال|درهم|دينار|دولار|جنيه|يورو)(?:ا|ات)?|روپے|روپیہ|روپیے|ڈالر"
)
_NOTHING = (
    r"free|gratis|kostenlos|umsonst|gratuit\p{L}{0,5}|grátis|бесплатн\p{L}{1,3}|مجان[اًيةى]{0,3}|مفت"
)
_FORMS = {
    AskedValue.MONEY: regex.compile(
        rf"\p{{Sc}}|(?<!\p{{L}})(?:{_CURRENCIES}|{_NOTHING})(?!\p{{L}})|\d ?[A-Z]{{3}}(?!\p{{L}})"
        r"|(?<!\p{L})[A-Z]{3} ?\d|[元块塊円원]|免费|免費",
        regex.I,
    ),
    AskedValue.TELEPHONE: regex.compile(
        r"(?<![\d\-])(?!\d{4}-\d\d-\d\d(?!\d))\+?\(?\d(?:[ ().\-/]{0,2}\d){5}"
    ),
    AskedValue.MAIL: regex.compile(r"[^\s@]@[^\s@]|\S ?[\[(]at[\])] ?\S", regex.I),
}


def find_asked_values(question: str) -> tuple[AskedValue, ...]:
    """What `question` asks for; nothing if it asks how something is done."""
    if _ASKS_HOW.search(question):
        return ()
    return tuple(value for value, words in _ASKS_FOR.items() if words.search(question))


@functools.cache
def _past_day() -> regex.Pattern[str]:
    """A year, a day in numbers, or the name of a month."""
    names = {
        name.strip(".")
        for locale in ("en", "de", "fr", "es", "pt", "ru", "ar", "ur")
        for name in get_month_names("wide", locale=locale).values()
    }
    months = "|".join(map(regex.escape, sorted(names)))
    numbers = r"(?<!\d)(?:1\d|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./]\d{1,2}[./]|[年世紀]"
    # As they are written: "may" and "march" are no months.
    return regex.compile(rf"{numbers}|centur(?:y|ies)|(?<!\p{{L}})(?:{months})(?!\p{{L}})")


def holds_value(value: AskedValue, text: str) -> bool:
    """Whether something in `text` has the form of `value`; in its first `_MAX_READ` characters."""
    form = _past_day() if value is AskedValue.PAST_DAY else _FORMS[value]
    return bool(form.search(text, endpos=min(len(text), _MAX_READ)))
