"""Words by which one asks for a time: "latest", "since", and those that only ask what changed.

They are small closed classes, which nothing in an index tells from others: listed for the bot's six
languages, German, French and Portuguese. Months and days are not: CLDR has them.
"""

import regex

_CHANGE = (
    r"versions?|releases?|released|updates?|updated|changes?|changed|changelog|editions?|news|new"
    r"|features?|brings?|brought|came|comes?|happen(?:s|ed)?|introduced?|notes?"
    r"|versi[oó]n(?:es)?|ediciones|edici[oó]n|novedad(?:es)?|nuev[oa]s?|cambi(?:o|os|ó|aron|a)|trae"
    r"|ocurrió|pasó|actualizaci[oó]n(?:es)?|notas"
    r"|верси\p{L}{1,3}|выпуск\p{L}{0,3}|релиз\p{L}{0,3}|обновлени\p{L}{1,2}|изменени\p{L}{1,3}"
    r"|измен\p{L}{2,6}|нов(?:ое|ого|ый|ая|ой|ые)|появил\p{L}{2,3}|произошло|случилось"
    r"|(?:ال)?(?:إصدار|اصدار|نسخة|تحديث|جديدة?|تغييرات)|تغير|تغيّر|حدث|صدر"
    r"|ورژن|نسخہ|اپڈیٹ|تبدیلی|تبدیلیاں|نیا|نئی|نئے|بدلا|بدلی|ہوا|ہوئی|آیا"
    r"|versionen|ausgabe|änder(?:ung|ungen|te|ten|n|t)|geändert|neu(?:e[srnm]?|erungen)?|bringt"
    r"|aktualisierung|geschah|passiert|neuigkeiten|hat sich"
    r"|version|édition|nouveautés?|nouve(?:au|lle)s?|neuf|chang(?:é|ements?|e)|apporte"
    r"|passé|mise à jour"
    r"|vers(?:ão|ões)|edição|novidades?|novo|mud(?:ou|aram|anças?)|traz|aconteceu|atualização"
)
_LATEST = (
    r"latest|newest|most (?:recent|current)|current|up[- ]to[- ]date"
    r"|más (?:recientes?|nuev[oa]s?)|actual(?:es)?"
    r"|новейш\p{L}{2,3}|сам\p{L}{2,3} (?:нов|последн|свеж)\p{L}{2,3}|текущ\p{L}{2,3}"
    r"|актуальн\p{L}{2,3}|(?:ال)?[أا]حدث|(?:ال)?حالي[ةه]?|تازہ ترین|جدید ترین|سب سے نئ?[یاے]"
    r"|موجودہ|neu(?:e)?ste[rsnm]?|jüngste[rsnm]?|aktuell(?:e[rsnm]?)?"
    r"|plus récente?s?|actuel(?:le)?s?|mais recentes?|atua(?:l|is)"
)
_NEW = (
    r"what(?:['’]?s| is) new|anything new|(?:hay|trae) de nuevo|novedades|что нового"
    r"|ما (?:هو )?الجديد|نیا کیا|کیا نیا|was (?:ist|gibt es) neu(?:es)?|neuerungen|quoi de neuf"
    r"|há de novo"
)
"""Of what is newest, unless a version is named, as in "what's new in Blender 4.2?", and not what
came since that."""
_LAST = (
    r"last|últim[oa]s?|последн\p{L}{2,3}|(?:ال)?[آا]خر|(?:ال)?[أا]خيرة?|آخری|حالیہ|letzte[rsnm]?"
    r"|derni(?:er|ère)s?"
)
"""Also of what is over, "the last king", unless it is said of a version."""
_LATEST_SPANS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_LATEST}|(?:{_LAST})\s(?:{_CHANGE})|(?:{_CHANGE})\s(?:{_LAST}))"
    r"(?![\p{L}\p{N}])|最新|最近的?|[当當目]前|现行|最[后後]一?版",
    regex.IGNORECASE,
)
_NEW_SPANS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_NEW})(?![\p{{L}}\p{{N}}])", regex.IGNORECASE
)
_VERSION = regex.compile(
    r"(?<![\p{L}\p{N}.])v?\p{Nd}+(?:\.\p{Nd}+)+|(?<=\s)v?\p{Nd}+[\s?!.؟？]*$", regex.IGNORECASE
)
"""A number with a point, or one that a question ends with."""
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}.])v?([0-9]{1,4}(?:\.[0-9]{1,6}){1,4})(?![\p{N}])")
_CHANGE_SPANS = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_CHANGE})(?![\p{{L}}\p{{N}}])"
    r"|版本?|更新(?:了|日志)?|变化|變化|改变|改了|有什么新|新功能|功能|新增|发生|變更|变更|推出",
    regex.IGNORECASE,
)
_SINCE = (
    "since|after|from|desde|después de|a partir de|с|со|после|начиная с|منذ|بعد|من|seit|nach|ab"
    "|depuis|après|à partir de|após|depois de"
)
_UNTIL = "before|until|till|antes de|hasta|до|перед|قبل|حتى|vor|bis|avant|jusqu['’]en|até"
_UP_TO = regex.compile(
    rf"(?:年|년)?\s*(?:[-–—~〜～至到]|to|through|al?|bis|à|au|по|إلى|(?:and\s)?(?:{_UNTIL}))\s*"
    r"(?:the |el |den |dem |le |o )?",
    regex.IGNORECASE,
)
_BESIDE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_SINCE}|{_UNTIL}|between|and|been|year|month|entre|año|mes|este"
    r"|между|год[ау]?|месяц\p{L}{0,2}|бы[лв]\p{L}{1,3}|بين|عام|سنة|شهر|في|على|إلى|هو|هي"
    r"|میں|کے|کی|کا|کو|نے|پر|تھا|تھی|گیا|گئی|سال|zwischen|jahr|monat|sich|war|est|ce|qu|été|année"
    r"|mois|ano|mês|foi|qual|quais|los|las|del|por|con|der|die|das|den|dem|des|von|vom|für|mit"
    r"|les|aux|par|pour|dos|das|decided?|agreed|announced|published|reported|done|decidi[óu]|decidido"
    r"|реш\p{L}{2,4}|تقرر|قرر|فیصلہ|beschlossen|entschieden|décidé)(?![\p{L}\p{N}])",
    regex.IGNORECASE,
)
_BEFORE_IT = regex.compile(
    rf"(?<!\p{{L}})(?:(?P<since>{_SINCE})|(?P<until>{_UNTIL})|(?P<between>between|entre|между"
    r"|بين|zwischen))\s(?:the |el |den |dem |le |o |начала )?$",
    regex.IGNORECASE,
)
_BEHIND_IT = regex.compile(
    r"\s?(?:(?P<until>之前|以前|سے پہلے|تک)|(?P<since>以[来來后後]|之[后後]|سے|کے بعد))"
)
_SINCE_NAMED = regex.compile(
    rf"(?<!\p{{L}})(?:{_SINCE})\s(?:[\p{{L}}\p{{N}}_-]+\s){{0,3}}$", regex.IGNORECASE
)
"""In front of a version: "since 4.2", "since GNU make 4.2"."""


def asks_for_latest(question: str) -> bool:
    """Whether `question` asks for what is newest."""
    if _LATEST_SPANS.search(question):
        return True
    if _NEW_SPANS.search(question) is None:
        return False
    version = _VERSION.search(question)
    if version is None or _SINCE_NAMED.search(question[: version.start()]):
        return True
    return read_direction("", question[version.end() :]) == "since"


def find_changed_versions(question: str) -> list[str]:
    """The versions of which `question` asks what is new, as it writes them: "4.2" of "what's new in
    4.2". Other words of change may be said of anything else: "the new 4.2", "which version"."""
    return _DOTTED.findall(question) if _NEW_SPANS.search(question) else []


def cut_time_words(question: str) -> str:
    """`question` without the words that ask for what is newest, or what has changed, and those that
    stand beside a time."""
    question = _NEW_SPANS.sub(" ", _LATEST_SPANS.sub(" ", question))
    question = _CHANGE_SPANS.sub(" ", question)
    return _BESIDE.sub(" ", question)


def is_up_to(between: str) -> bool:
    """Whether two times with `between` between them are the first and the last of a span, as in
    "2019 to 2021"."""
    return _UP_TO.fullmatch(between) is not None


def read_direction(before: str, behind: str) -> str:
    """What a question says of a time that stands between `before` and `behind`: "since", "until",
    "between" (it and another one), or "" for none of these."""
    for match in (_BEFORE_IT.search(before[-30:]), _BEHIND_IT.match(behind)):
        if match:
            return next(name for name, group in match.groupdict().items() if group)
    return ""
