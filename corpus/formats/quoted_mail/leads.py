"""The line above what a mail quotes, which names who wrote that, and often when."""

import re
from collections.abc import Sequence

from corpus.fields.dates import is_weekday, read_months
from corpus.structure.blocks.lines import SENTENCE_END, is_left_open
from corpus.structure.speakers.label_words import DATE_WORDS
from corpus.structure.speakers.turn_labels import is_name_like

_ADDRESS = re.compile(
    r"[(<\[]{0,2}(?:mailto:)?[^\s<>()\[\],:]{1,64}@[^\s<>()\[\],:]{1,255}[)>\]]{0,2}"
)
_DAY = re.compile(
    r"\d.*?(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}(?!\d).*?\d"
    r"|\d[:.]\d{2}|\d[/.-]\d{1,2}[/.-]\d"
)
"""A year alone is none: "Opening hours 2024"."""
_DAY_NUMBER = re.compile(r"\d{1,2}(?:\.|st|nd|rd|th)?")
_COLONS = (":", "：")
_ZONES = (
    *("gmt", "utc", "cet", "cest", "mez", "mesz", "wet", "west", "eet", "eest", "bst", "msk"),
    *("est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "akst", "akdt", "hst", "brt", "brst"),
    *("art", "clt", "ist", "pkt", "sgt", "hkt", "jst", "kst", "awst", "aest", "aedt", "nzst"),
    *("nzdt", "sast", "wat", "cat", "eat"),
)
_OF_TIMES = frozenset((*DATE_WORDS, "am", "pm"))
_MAX_LEAD = 300
_MAX_NAME_WORDS = 4
_VERBS = (
    r"(?:wrote|writes|said|says|schrieb|schreibt|a écrit|écrit|escribió|escribe|escreveu"
    r"|ha scritto|scrive|пишет|(?:на)?писал(?:\(?а\)?)?|schreef|skrev|pisze|napisał\(?a?\)?"
    r"|napsala?(?:\(a\))?|napísala?(?:\(a\))?|(?:ezt )?írta|kirjoitti|a scris|έγραψε|пише"
    r"|(?:на)?писа(?:в|ла|в\(-?ла\))|(?:şun(?:u|ları) )?yazdı|je napisao(?:/la)?)"
)
_WHEN = (
    r"(?=[^:：]{2,40}\d[:：時时시]\s?\d\d)(?:\d|[\s./:：()（）,，-]|[年月日時时分년월일시분前後午上下早中晚]"
    r"|[周週星期曜火水木金土一二三四五六天]|오[전후]|[월화수목금토일]요일|[AaPp]\.?[Mm]){8,60}"
)
"""A day and a time, in signs of which no name is made."""
_NAME = r"(?P<name>[^\W\d_][^\d,，、:：()（）<>@]{0,39}?)"
_SPACELESS = tuple(
    re.compile(form)
    for form in (
        rf"在\s?{_WHEN}[,，]\s?{_NAME}\s?[写寫]道[:：]",
        rf"{_NAME}\s?[于於在]\s?{_WHEN}\s?[写寫]道[:：]",
        rf"{_WHEN}[、,，]\s?{_NAME}\s?(?:のメール|(?:さん)?[がは]書きました|[写寫]道)[:：]",
        rf"{_NAME}\s?(?:さん)?[がは]書きました\s?[(（]{_WHEN}[)）][:：]",
        rf"{_WHEN}에,?\s{_NAME}\s?(?:이\(가\)|님이|이|가)\s?(?:쓴 글|작성|씀)\s?[:：]",
    )
)
"""What programs write without an address in languages that have no capitals, each all of it: a
sentence may say that somebody wrote something, too."""
_BARE = re.compile(
    rf"\d[^,，、]{{0,12}}[,，、]\s?(?P<before>[^,，、:\d]{{1,40}})\s{_VERBS}\s?[:：]"
    rf"|\s{_VERBS}\s(?P<behind>[^,:\d]{{1,40}})[:：]"
)
"""A name beside the verb of a language that has capitals."""
_VERB = re.compile(rf"\s{_VERBS}(?=[\s:：])")
_WROTE = re.compile(
    rf"(?P<before>.{{2,60}}?)\s{_VERBS}(?:,?\s(?P<day>.{{1,40}}))?|{_VERBS}\s(?P<behind>.{{2,60}})"
)
_QUOTING = re.compile(
    r"(?:from:|quoting(?: from)?|zitat von|zitiere|citando(?: an?)?|citazione(?: da)?|selon"
    r"|citaat van|citerar|citerer|cytowanie|cytuję|цитирую|цитата)\s(?P<name>.{2,60})",
    re.IGNORECASE,
)
"""As programs name the writer in front of what is quoted, without a day."""
_OPENINGS = frozenset(
    (
        *("on", "in", "at", "as", "from", "quoting", "am", "im", "zitat", "zitiere", "le", "selon"),
        *("el", "citando", "como", "comme", "wie", "em", "no", "na", "il", "citazione", "op"),
        *("citaat", "den", "på", "citerar", "citerer", "w", "we", "cytowanie", "cytuję", "в", "во"),
        *("цитирую", "цитата"),
    )
)
"""Words that a line with a day or a quoted writer may begin with, and no name does."""
_NEAR_DAYS = frozenset(
    (
        *("yesterday", "today", "gestern", "heute", "hier", "ayer", "hoy", "ieri", "oggi", "ontem"),
        *("hoje", "gisteren", "vandaag", "igår", "idag", "wczoraj", "dzisiaj", "вчера", "сегодня"),
        *("söndag", "måndag", "niedziela", "niedzielę"),
    )
)
_LAST_FIRST = re.compile(r"\"([^\",<>]{1,40}), ([^\",<>]{1,40})\"")
_PRONOUNS = frozenset(
    (
        *("i", "you", "he", "she", "they", "we", "somebody", "someone", "who", "ich", "du", "er"),
        *("sie", "wir", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "yo", "él", "ella"),
        *("usted", "eu", "você", "ele", "ela", "я", "ты", "он", "она", "вы", "мы", "они"),
    )
)
_BEFORE_NAME = re.compile(r"[\d,،，、:：]|写道|كتب(?:ت)?\s|(?<=\s)في\s|نے لکھا|در\s")


def read_writer(lead: str) -> str | None:
    """Whom "On Fri, 12 Jan 2024, Jim Hale wrote:" names, in any language; None if it is no line
    with a day or an address that ends in a colon."""
    lead = lead.strip()
    if len(lead) > _MAX_LEAD or not lead.endswith(_COLONS):
        return None
    address = _ADDRESS.search(lead)
    if address is None and not _DAY.search(lead):
        return _read_said(lead)
    if address is None and (name := _read_spaceless(lead)):
        return name
    if address and (name := _read_name_before(lead[: address.start()])):
        return name
    runs = _capitalised(_LAST_FIRST.sub(r"\2 \1", _ADDRESS.sub(" , ", lead[:-1])))
    names = [name for name in runs if is_name_like(name) and not read_months(name)]
    if names:
        return max(reversed(names), key=lambda name: len(name.split()))
    return address[0].strip("()<>[]\"'") if address else None


def says_wrote(lead: str) -> bool:
    """Whether a verb in `lead` says that somebody wrote what stands below it."""
    return _VERB.search(lead) is not None or _read_spaceless(lead) is not None


def may_begin_lead(words: str) -> bool:
    """Whether a line that is no lead may be the first part of one: "On Friday,"."""
    first = words.split(maxsplit=1)[0].casefold()
    is_begun = first in _OPENINGS or first.startswith(tuple("0123456789"))
    return (is_begun and not SENTENCE_END.search(words)) or is_left_open(words)


def _read_spaceless(lead: str) -> str | None:
    """Whom a line without an address names in letters that have no capitals, or in a language that
    has none."""
    if lead.isascii() or len(lead) > _MAX_LEAD:
        return None
    for form in _SPACELESS:
        if whole := form.fullmatch(lead.strip()):
            return whole["name"].strip()
    found = _BARE.search(lead)
    name = (found["before"] or found["behind"]).strip() if found else ""
    return name if _is_bare(name) else None


def _read_said(lead: str) -> str | None:
    """Whom "Jim Hale wrote:", "On Sunday, Jim Hale wrote:" or "Quoting Jim Hale:" names."""
    said = lead.rstrip("".join(_COLONS)).rstrip()
    if found := _QUOTING.fullmatch(said):
        name = found["name"]
    elif found := _WROTE.fullmatch(_leave_out_day(said)):
        if found["day"] and _leave_out_day(found["day"]):
            return None
        name = found["before"] or found["behind"]
        name = _leave_out_day(name.rstrip(",")) if found["behind"] else name
    else:
        return None
    is_name = name[:1].isupper() and is_name_like(name) and name.casefold() not in _PRONOUNS
    is_name = is_name and name.split()[0].casefold() not in _OPENINGS
    return name if is_name else None


def _leave_out_day(said: str) -> str:
    """`said` without "On Sunday, " in front of it, or " on Sunday" behind it."""
    words = said.split()
    start = 1 if words and words[0].casefold() in _OPENINGS else 0
    day = "".join(words[start : start + 1])
    # Sunday is a name, too.
    is_certain = start or day.endswith(",") or day.casefold() in _NEAR_DAYS
    if _is_near_day(day) and is_certain:
        words = words[start + 1 :]
    if words and _is_near_day(words[-1]):
        is_led = len(words) > 1 and words[-2].casefold() in _OPENINGS
        words = words[: -2 if is_led else -1]
    return " ".join(words)


def _is_near_day(word: str) -> bool:
    """Whether `word` is a weekday, or "yesterday"."""
    bare = word.strip(",.").casefold()
    return _is_weekday(bare) or bare in _NEAR_DAYS


def _is_weekday(word: str) -> bool:
    """Whether it is one, also cut as in English."""
    return is_weekday(word) or (word.casefold() in DATE_WORDS and not read_months(word))


def _read_name_before(words: str) -> str | None:
    """The name before an address in a script without capitals: what stands there behind the last
    number, comma or verb."""
    name = _BEFORE_NAME.split(words)[-1].strip(" \"'“”")
    return name if _is_bare(name) else None


def _is_bare(name: str) -> bool:
    """Whether it is a few words in letters that have no capitals."""
    is_bare = name.casefold() == name.upper() and any(map(str.isalpha, name))
    return is_bare and len(name.split()) <= _MAX_NAME_WORDS


def _capitalised(lead: str) -> list[str]:
    """The runs of words with a capital, days and months left out."""
    runs: list[list[str]] = [[]]
    words = lead.replace(",", " , ").replace('"', " ").split()
    for number, word in enumerate(words):
        if not number and word.rstrip(":").casefold() in _OPENINGS:
            continue
        word = word.strip("'‘’").removesuffix("'s").removesuffix("’s") or ","
        bare = word.rstrip(".")
        is_day = is_weekday(bare) or bare.casefold() in _OF_TIMES or _is_zone(bare)
        is_day = is_day and not _is_of_name(words, number, bool(runs[-1]))
        if word[0].isupper() and not is_day and not _has_digit(word):
            runs[-1].append(word)
        else:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def _is_of_name(words: Sequence[str], number: int, is_behind_name: bool) -> bool:
    """Whether a word that may be a month or a day of the week has no day beside it, and a name:
    Jan Hale and Carl May are people, and so is Sun Li behind a day."""
    word = words[number].rstrip(".")
    is_month = bool(read_months(word))
    if not (is_month or _is_weekday(word)):
        return False
    before, behind = "".join(words[max(0, number - 1) : number]), "".join(words[number + 1 :][:1])
    if _DAY_NUMBER.fullmatch(before) or _has_digit(behind):
        return False
    is_behind_day = before == "," and any(map(_has_digit, words[:number]))
    return is_behind_name or (behind[:1].isupper() and (is_month or is_behind_day))


def _is_zone(word: str) -> bool:
    """Whether it names a zone of time: in capitals, as Art and West are names."""
    return word.isupper() and word.strip("()").casefold() in _ZONES


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
