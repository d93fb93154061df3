"""Values that a question may ask for and that have a form of their own: a sum of money, a telephone
number, an address for mail, the day or the year of what is over.

Words that ask for one are small closed classes, which nothing in an index tells from others: listed
for the bot's six languages, German, French, Portuguese and, of money, Italian. What is asked for is
told by its form and, of money, by the names of the most used currencies. Months and the codes of
currencies are not listed: CLDR has them.
"""

import functools
from enum import Enum

import regex
from babel.dates import get_month_names
from babel.numbers import list_currencies

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


_OFTEN = (
    r"do|does|did|will|would|can|could|must|should|shall|may|might|is|are|was|were|has|have|had"
)
_UNPAID = (
    r"zeit|speicher\p{L}*|platz|strom|energie|kraft|mühe|arbeit|tiempo|espacio|memoria|esfuerzo"
    r"|trabajo|tempo|spazio|espaço|memória|esforço|времени|памяти|места|сил|وقت|من"
)
"""What else costs, or is spent: of French, what "de" stands before."""
_MONEY = (
    # Not "how much memory does it cost": what is asked for stands before the verb.
    rf"how much (?:money|(?:more |less |extra )?(?:(?:{_OFTEN}) "
    rf"|(?!of |(?:\S+ ){{1,2}}(?:{_OFTEN}) ))(?:\S+ ){{0,10}}"
    r"(?:costs?|earns?|charges?|charged|pays?|paid)(?! (?:attention|heed)))"
    rf"|how much (?:{_OFTEN}) (?:\S+ ){{0,5}}(?:fees?|prices?|fares?|rent|salary|tuition)"
    rf"|what (?:{_OFTEN}) (?:\S+ ){{1,10}}(?<!\b(?:the|an?|of|its|this|that|total|average) )cost"
    r"(?=[\s?!.]*$| (?:for|to|per|in|at|on|an?|now|today|each|if|when|me|us|you)\b)"
    rf"|what (?:{_OFTEN}) (?:\S+ ){{1,8}}pay(?=[\s?!.]*$| (?:for \w+|per|an?|each)\b)"
    r"|what(?:['’]s)? (?:\S+ ){0,3}(?:salary|wages?|fee|price)"
    r"|what(?: (?:is|are|was|were)|['’]s) the (?:\S+ ){0,2}(?:fees|prices|fares?|costs?)"
    r"(?! (?:of|for) \S+ing\b)(?=[\s?!.]*$| (?:of|for|per|to|in|at|on)\b)"
    rf"|(?:was|wie ?viel(?! (?:{_UNPAID}) )) (?:\S+ ){{0,8}}(?:kostete?n?|gekostet)"
    rf"|wie ?viel(?! (?:{_UNPAID}) ) (?:\S+ ){{0,8}}(?:be|ge)?zahl(?:t|en|te|ten|st|e)"
    r"|was (?:(?:ha(?:t|ben|ttet?n?)|muss|müssen|soll|sollen|wird|werden) (?:[^\s,]+ ){1,6})?"
    r"(?:be|ge)?zahl(?:t|en|te|ten|st|e)"
    r"|kostete?n? (?:\S+ ){0,8}was|wie teuer(?= (?:ist|sind|war|waren|wird|werden)(?!\p{L}))"
    r"|wie hoch (?:ist|sind|war|waren) (?:\S+ ){0,3}\p{L}*"
    r"(?:preise?|gehalt|gehälter|gebühr|gebühren|miete|mieten|kosten|lohn)|was verdient"
    rf"|(?:cu[aá]nto|qu[eé])(?! (?:{_UNPAID}) ) (?:\S+ ){{0,3}}(?:cuestan?|cost(?:ó|aron|aba|aban"
    r"|ará|arán))"
    rf"|cu[aá]nto(?! (?:{_UNPAID}) ) (?:\S+ ){{0,4}}(?:costar|ganan?|cobr(?:an?|ó|aron|ar)|vale"
    r"|pag(?:an?|ó|aron|ar|amos|aban?|ado))"
    r"|cu[aá]l (?:es|era|fue) (?:el (?:precio|sueldo|salario|coste|costo)|la tarifa)"
    r"|cu[aá]les (?:son|eran) (?:los (?:precios|costes|costos|sueldos)|las tarifas)"
    r"|qu[eé] precio (?:tienen?|tenía)"
    r"|combien (?!de |d['’](?!argent|euros))(?:\S+ ){0,8}(?:co[uû]t(?:e|ent|er|é|ait|aient|era"
    r"|eront|a)|gagnent|gagne|pa(?:ie|ient|ye|yent|yer|yé|yait|ya|yèrent|yez))"
    r"|combien d['’](?:argent|euros)"
    r"|quels? (?:est|sont|était|étaient|fut) (?:le|les|son|ses) (?:prix|salaires?|tarifs?|co[uû]ts?"
    r"|frais)"
    rf"|quanto(?! (?:{_UNPAID}) ) (?:\S+ ){{0,4}}(?:cust(?:am?|ou|aram|ava|avam|ará|arão|ar)"
    r"|ganham?|ganhou|pag(?:am?|ou|aram|ar|ava|avam|o)|cobr(?:am?|ou|aram|ar))"
    r"|qual (?:é|era|foi) o (?:preço|salário|custo)"
    r"|quais (?:são|eram) os (?:preços|salários|custos)"
    rf"|quanto(?! (?:{_UNPAID}) ) (?:\S+ ){{0,4}}(?:cost(?:a|ano|ò|arono|ava|avano|erà|eranno|are"
    r"|at[oaie])|guadagnan?o?|pag(?:ano|ò|arono|are|ato|ava|avano|herà|hi|hiamo))"
    r"|qual(?: ?['’]? ?è|e è| era| fu) (?:il (?:\S+ )?(?:prezzo|costo|stipendio)|la tariffa)"
    r"|quali (?:sono|erano) (?:i (?:prezzi|costi)|le tariffe)|che prezzo (?:ha|hanno)"
    rf"|сколько(?! (?:{_UNPAID}) ) (?:\S+ ){{0,3}}(?:стоит|стоят|стоить|стоил\p{{L}}{{0,2}}"
    r"|зарабатыва\p{L}{2,3}|(?:за)?плат(?:ит|ят|ить|им|ил\p{L}?)|обойд[её]тся|обош\p{L}{2,4})"
    r"|как(?:ая|ова) (?:\S+ ){0,2}(?:цена|зарплата|стоимость|плата)|каковы? (?:\S+ ){0,2}цены"
    r"|по (?:какой|чём) цене|поч[её]м"
    rf"|كم(?! (?:{_UNPAID}) ) (?:\S+ ){{0,3}}(?:ال)?(?:سعر|ثمن|تكلفة|يكلف|تكلف|كلفت?|راتب"
    r"|[يتن]?دفعت?|رسوم|أجرة)"
    r"|ما (?:هو |هي |هى )?(?:سعر|ثمن|راتب|تكلفة|رسوم|أجرة)"
    r"|(?:قیمت|تنخواہ|کرایہ|فیس|لاگت|خرچہ?) (?:کتنی|کتنا|کیا)"
    r"|کتن[ایے] (?:کا|کی|روپے|پیسے|قیمت|فیس|کرایہ|خرچہ?)"
)
_MONEY_SIGNS = (
    "多少(?:钱|錢|费用|費用|元)|(?:价格|價格|价钱|工资|费用|費用|票价|票價|学费|學費|售价|售價|收费|收費)[是为為]?多少"
    "|什[么麼](?:价格|價格|价钱)|多贵|多貴"
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
    AskedValue.MONEY: _ask(_MONEY, _MONEY_SIGNS),
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
    r"|crowns?|kron\p{L}{1,3}|korun\p{L}{0,2}|kr|z[lł]ot\p{L}{1,3}|zł|forints?|lira[es]?|lire"
    r"|dinars?|dirhams?|riyals?|baht|roubles?|rubles?|shillings?|pennies|penny|coins?|gulden"
    r"|guilders?|talers?|marks?|coronas?|couronnes?|coroas?|крон\p{L}{0,3}"
    r"|d[oó]lar(?:es)?|libras?|reais|pfund|рубл\p{L}{1,3}|руб|коп\p{L}{0,5}|евро|доллар\p{L}{0,3}"
    r"|(?:ال)?(?:ريال|درهم|دينار|دولار|جنيه|يورو)(?:ا|ات)?|روپے|روپیہ|روپیے|ڈالر"
)
_NOTHING = (
    r"free|gratis|kostenlos|umsonst|gratuit\p{L}{0,5}|grátis|бесплатн\p{L}{1,3}|مجان[اًيةى]{0,3}|مفت"
)
_NO_CODES = frozenset(("ALL", "ARM", "BAD", "BAN", "BSD", "CUP", "PHP", "STD", "TOP", "TRY", "XXX"))
_CODES = "|".join(sorted(list_currencies() - _NO_CODES))
_UNCOUNTED = r"free(?=-| (?:memory|space|disk|ram|from|will|time|list|blocks?|inodes?)(?!\p{L}))"
_FORMS = {
    AskedValue.MONEY: regex.compile(
        # A "$" also stands before names, and so do letters behind numbers.
        r"(?!\$)\p{Sc}|\$ ?[\d.]|\d ?\$|\$(?=(?i:one|two|three|five|ten|[xn])\b)"
        rf"|(?i:(?<!\p{{L}})(?!{_UNCOUNTED})(?:{_CURRENCIES}|(?<!-){_NOTHING})(?!\p{{L}}))"
        rf"|\d ?(?:{_CODES}|rand|lei)(?!\p{{L}})|(?<!\p{{L}})(?:{_CODES}) ?\d"
        r"|[\d一二三四五六七八九十百千万萬亿億零两兩几幾数數] ?[元块塊円원]|[美欧歐]元|免费|免費"
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


def find_priced_words(question: str) -> tuple[str, ...]:
    """The first and the last of the words with which `question` asks for money; `()` if it does
    not. Articles without a price have none of them, and no slip of theirs is meant."""
    match = _ASKS_FOR[AskedValue.MONEY].search(question)
    words = match[0].split() if match else []
    return (words[0], words[-1]) if words else ()


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
