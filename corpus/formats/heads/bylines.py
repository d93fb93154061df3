"""Lines of a head that say who wrote a text, where and when: "By Mary Flint | March 5, 2024"."""

import re
from collections.abc import Sequence

from corpus.fields.dates import is_date_alone, is_weekday
from corpus.fields.names import MEANING_OF, fold_name
from corpus.fields.times_ago import is_time_ago
from corpus.formats.heads.landforms import is_landform
from corpus.formats.heads.paper_names import is_paper_name, is_surely_paper
from corpus.structure.blocks.lines import SENTENCE_END
from corpus.structure.speakers.label_words import PARTICLES

MAX_DATED_CHARACTERS = 160
_MAX_PARTS = 6
_MAX_DATE = 60
_MAX_NAME_WORDS = 12
_MIN_FULL_NAME = 2
"""Words of a name behind "von" or "por": with fewer it may be anything."""

# What stands in front of a writer, and of a day: the bot's six languages and a few neighbours.
_BY = r"by|von|par|por|da|di|door|av|oleh"
_WRITTEN = (
    r"words|story|written|posted|published|reported|text|veröffentlicht|geschrieben|erschienen"
    r"|verfasst|publié|rédigé|écrit|publicado|escrito|pubblicato|scritto|publicerad|skriven"
    r"|gepubliceerd|geschreven"
)
_TALKED = (
    r"propos recueillis|recueillis?|interview|(?:interview|gespräch) geführt|aufgezeichnet"
    r"|(?:entretien|interview) (?:réalisée?|menée?|conduite?)|entrevista(?: (?:realizada|hecha))?"
    r"|entretien|intervista|interviewed"
)
_BYLINE = re.compile(
    rf"(?:(?:{_WRITTEN}|{_TALKED}) )?(?P<by>{_BY}):?\s+(?P<name>\S.{{1,100}})", re.I
)
_JOINS = r"and|&|und|et|y|e|и|en|och|og"
_BY_LINE = re.compile(rf"(?:(?:{_WRITTEN}) )?(?:{_BY})(?::?\s+\S.{{1,80}}|:?)", re.I)
_ENDS_OPEN = re.compile(rf"(?:,|(?:,?\s|^)(?:{_JOINS}|{_BY}):?)$", re.I)
"""Of a line that names one author and goes on with another below."""
_JOINING = re.compile(rf"^(?:{_JOINS})(?:\s+|$)", re.I)
_JOINED_NAMES = re.compile(rf"\s(?:{_JOINS})\s", re.I)
_BETWEEN_NAMES = re.compile(rf",?\s(?:{_JOINS})\s|,\s", re.I)
_CREDIT = re.compile(
    rf"(?:photo(?:s|graphs?|graphy)?|pictures?|images?|videos?|illustrations?|fotos?|fotografías?"
    rf"|bild(?:er)?|imagen|imágenes|imagem|imagens)\s(?:{_BY}):?\s",
    re.I,
)
"""Who took a picture wrote no article."""
_FURTHER = re.compile(
    r",?\s(?:translated|edited|illustrated|photographed|übersetzt|traduit|traducido|tradotto"
    r"|traduzido)\b.*",
    re.I,
)
_UPDATED = re.compile(
    r"(?:(?:last |zuletzt |dernière )?(?:updated|modified|edited|revised|update|aktualisiert"
    r"|geändert|mis(?:e)? à jour|modifié|actualizado|modificado|aggiornato|atualizado|обновлено"
    r"|изменено|оновлено|更新|修改|uppdaterad|oppdatert|opdateret|päivitetty|bijgewerkt|aktualizováno"
    r"|zaktualizowano|ažurirano|frissítve|güncelleme|수정)"
    r"(?: on| at| am| le| el| il| em| op)?:?|stand:) ",
    re.I,
)
_PUBLISHED = re.compile(
    rf"(?:(?:first )?(?:{_WRITTEN}|released|created|dated?|опубликовано|опубліковано|발행|입력"
    r"|发布于|發布於|发表于|publisert|julkaistu|udgivet|opublikowano|publikováno|zveřejněno|geplaatst"
    r"|objavljeno|objavljen|közzétéve|yayınlanma|yayımlanma|publicat|δημοσιεύ[θτ]ηκε|เผยแพร่)"
    r"(?: on| at| am| le| el| il| em| op)?:?|on|am|le|el|il|em|op|den|dne|dnia) ",
    re.I,
)
_VERSION = re.compile(
    r"(?:(?:for|für|pour|para|per|voor|для) )?(?:version|release|edition|revision|rev\.|v(?=\d)"
    r"|ausgabe|fassung|auflage|édition|révision|versión|edición|revisión|versione|edizione"
    r"|revisione|versão|edição|revisão|versie|editie|uitgave|версия|версии|редакция|издание|выпуск"
    r"|版本|バージョン|버전) ?\d[\w.+-]{0,20}"
    r"(?:[,;:]? ?[(\[–—-]? ?(?:of|from|dated|vom|von|du|de|del|di|da|van|от)? |[,;:，]\s?)",
    re.I,
)
"""In front of the day of what it numbers, on title pages."""
_SEPARATOR = re.compile(
    r"\s+[|·•–—/-]\s+|[|·•;\u3000]|\s{2,}|\t"
    rf"|,?\s+(?=by\s)|(?:,|(?<=[\dh]))\s+(?={_UPDATED.pattern})|\s+(?=記者[・:：])"
    r"|,\s+(?=(?:page|p\.|pp\.|seite|s\.|página|pág\.) ?[A-Z]?\d{1,3}$)"
    rf"|,\s+(?=(?:{_WRITTEN})\s(?:(?:on|am|le|el|il|em|at|den)\s)?(?:[^\W\d_]{{2,14}}\s){{0,2}}\d)|(?<=[\d)\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])\s+(?=[^\W\d_]{{2,20}}[:：]\s?\S)",
    re.I,
)
_SEPARATING_WORD = re.compile(
    r",?\s+(?=(?:on|am|le|el|il|em|op|den|dne|dnia)\s+(?:[^\W\d_]{2,14},?\s+){0,2}\d)"
    rf"|(?<=\d),?\s+(?=(?:{_BY})\s)",
    re.I,
)
_SET_OFF = re.compile(
    r"\s{2,}|\s*[,|·•–—/(\[;:：-]|\s*(?:[\u3000\t])|\s*(?=[\u3040-\u30ff\u4e00-\u9fff])"
)
"""Between a publisher and the day; more than a blank."""
_CATEGORY = re.compile(r"(?<=\d)(?:st|nd|rd|th)?(\s+in\s+)(?=[^\W\d_a-z])")
_WRITTEN_LEAD = re.compile(rf"(?:{_WRITTEN})\s", re.I)
"""Of a line in which what stands behind the day, "in Baking", is where it was put."""
_DATE_AT_END = re.compile(r"(?:,\s+|\s)(?=\S*\d)|,\s+(?=[^\W\d_])")
# Vowel signs of Indian scripts are no letters to Python.
_LABEL = re.compile(r"([^\s\d:：]{2,20}(?: [^\s\d:：]{2,12})?)\s?[:：]\s?(\S.*)")
# "9:15 AM", "10.15 Uhr", "5 min read", "3 comments": beside a day they say nothing. "10.15" alone
# may be a version.
_COUNT = re.compile(
    r"\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s\S{1,6}){0,2}|\d{1,2}\.\d{2}(?:\s\S{1,6}){1,2}"
    r"|[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?"
    r"|[~≈]?\d{1,4}[\s-]?[^\W\d_]{1,14}\.?(?:[\s-][^\W\d_]{1,14}){0,3}"
    r"|(?:page|seite|página|pagina|p\.|pp\.|s\.|pág\.|стр\.|с\.) ?[A-Z]?\d{1,3}"
    r"|(?:lesedauer|lesezeit|reading time|read time|temps de lecture|tiempo de lectura"
    r"|tempo d[ie] lett?ura|leestijd|время чтения)\s?[:：]?\s(?:ca\. |etwa |about )?"
    r"\d{1,3}\s?\w{1,8}\.?",
    re.I,
)
_CLOCK = re.compile(r"[\[(]?\d{1,2}[:.h]\d{2}.{0,20}")
_HOUR = re.compile(r"\b\d{1,2}[:.h]\d{2}\b(?![.\d])")
_IS_NO_NAME = re.compile(
    rf"(?:last |zuletzt )?(?:{_WRITTEN}|{_TALKED}|updated|aktualisiert)|for (?:immediate )?release"
    rf"|(?:{_BY}) (?:admin|administrator|editor|guest|root|staff|user|webmaster)",
    re.I,
)
_LOGIN = re.compile(rf"(?:(?:{_WRITTEN}) )?(?:{_BY}):? (?-i:[a-z0-9_.-]{{2,30}})", re.I)
"""Of whom "Posted by mflint" says it was; a site's name for somebody is no author."""
_IN_TOWN = re.compile(r"(?:Ve?|We?) [^\W\d_]{3,20}")
"""As in "V Praze dne 5. března 2024"; a verb in its place says what happened on the day."""
_PAPER_BEHIND = re.compile(
    r"(\S.{5,40})\s(\S{1,12}(?:新聞|新报|新報|日报|日報|晚报|晚報|신문|일보))"
)
_REPORTER = re.compile(
    r"([\uac00-\ud7af]{2,4}) (?:기자|특파원|논설위원)"
    r"|記者[・:：]\s?([\u3040-\u30ff\u4e00-\u9fff]{2,8})"
)
_CHINESE_REPORTER = re.compile(
    r"(?:本[报報网網台]|(?P<paper>[\u4e00-\u9fff]{2,8}(?:报|報|网|網|社)))?(?:见习|見習|首席|特约|特約)?(?:记者|記者)[\s:：·|]{1,3}"
    r"(?P<name>[\u4e00-\u9fff]{2,4}(?:[\s、]{1,3}[\u4e00-\u9fff]{2,4}){0,3})"
)
"""A paper's reporter and the name, in front of a day."""
_OUR = re.compile(
    r"(?:our|onze|unser(?:em|er|en)?|notre|nuestr[oa]|noss[oa]|(?:il |la )?nostr[oa]|vår|vores)"
    r"\s[^\W\d_]{5,25}\s(?=[^\W\d_])",
    re.I,
)
"""What a paper calls who writes for it, in front of the name."""
_AGENCY = re.compile(r"(.{6,80}\S)\s\(([^\W\d_][^()\d]{1,20})\)?")
"""A day with the name of who spreads the news in brackets behind it."""
_MAX_AGENCY_WORDS = 2
_VALID = re.compile(
    r"\b(?:(?:valid|effective|in force|in effect|appl(?:y|ies|icable)) (?:as )?"
    r"(?:from|of|since|on|until|till|through|to)|(?:gültig|gilt|gelten|geltend) (?:ab|bis|seit|vom)"
    r"|(?:valables?|valides?|applicables?|en vigueur) (?:à|au|dès|depuis|du|jusqu)"
    r"|(?:válid[oa]s?|vigentes?|em vigor|en vigor) (?:a|desde|del?|hasta|até)"
    r"|(?:valid[oaie]|in vigore) (?:da|dal|dall|fino)"
    r"|действ(?:ует|уют|ител[а-я]{1,4}) (?:с|до|по|от))\b|有效|生效|施行|유효|시행",
    re.I,
)
"""In front of a day from which on something holds: no day on which anything was published."""
_DOUBTFUL_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})(?!\d)")
_DOUBTFUL_DATE = re.compile(rf"{_DOUBTFUL_DAY.pattern}(?:,?\s.{{0,30}})?")
_A_TIME = re.compile(r"(?:,?\s(?:\d{1,2}[:h.]\d{0,2}(?::\d{2})?)(?:\s?[ap]\.?m\b\.?)?)?", re.I)
_NAMED = ("author", "source")
_DATELINE = "dateline"
_AND = re.compile(r",|;|\s[&|+(\[/–—-]|\s(?:and|und|et|e|y|i|и|for|in|at|from|with|of)\s", re.I)
_ROLES = (
    r"(?:(?:writer|editor|reporter|correspondent|columnist|contributor|photographer)s?|staff"
    r"|critic|redakteur(?:in)?|korrespondent(?:in)?|reporter(?:in)?|redactora?|editora|corresponsal"
    r"|periodista|journaliste|rédact(?:eur|rice)|correspondante?|redat(?:or|ora|tore|trice)"
    r"|корреспондент|редактор|обозреватель)"
)
_ROLE = re.compile(rf",\s[^,;]{{0,40}}\b{_ROLES}$", re.I)
"""What somebody is, behind the name; no name of another one."""
_ROLE_LINE = re.compile(
    rf"(?!(?:an?|the) )(?:(?-i:[^\W\d_a-zа-я])[\w'’-]{{0,20}} |[\w'’-]{{4,20}} |& ){{0,4}}{_ROLES}",
    re.I,
)
"""Without small words: "A Letter to the Editor" is none."""
_ARTICLES = ("the", "a", "an")
_MAX_NAMED = 4
"""Words of one name, particles and initials left out."""
_PREPOSITIONS = (
    "in",
    "on",
    "at",
    "from",
    "since",
    "until",
    "as",
    "version",
    "release",
    "copyright",
)


def read_byline(text: str) -> dict[str, str] | None:
    """Author, publisher and days of a line such as "Weir Daily, March 5, 2024" or "Posted on 5
    March 2024 by Mary Flint · 5 min read"; None if it is another line. A day of changes is
    "updated". A line of which anything else would be lost, such as a place, is also the field
    "dateline"."""
    if len(text) > MAX_DATED_CHARACTERS or _VALID.search(text):
        return None
    if _DOUBTFUL_DATE.fullmatch(text):
        return {"date": text}
    found: dict[str, str] = {}
    others: list[str] = []
    is_all_read = True
    line = text
    is_posted = _WRITTEN_LEAD.match(text) is not None
    if is_posted and (category := _CATEGORY.search(text)):
        line = f"{text[: category.start(1)]} | {text[category.end() :]}"
    parts = [part.strip(" ,()") for part in _SEPARATOR.split(line) if part and part.strip(" ,()")]
    if len(parts) > _MAX_PARTS:
        return None
    for part in parts:
        for piece in _part_words(part):
            read = _read_piece(piece)
            if read:
                is_all_read &= not read.keys() & found.keys() and not _has_own_label(piece)
                is_all_read &= not _ROLE.search(piece) and _ends_in_author(piece, read)
                found = read | found
            elif _CREDIT.match(piece) or (is_posted and _is_login(piece)) or _is_ago(piece):
                is_all_read = False
            elif not _IS_NO_NAME.fullmatch(piece):
                if _BYLINE.fullmatch(piece):  # "By Monday, March 5"
                    return None
                others.append(piece)
    if others and "author" not in found and _is_doubtful(found.get("date", "")):
        return None  # as a row of a table
    return _judge(text, found, others, is_all_read)


def read_names_below(lines: Sequence[str]) -> tuple[str, int]:
    """Who wrote a text, where the first of `lines`, which stand right below each other, does not
    name all of them: "by Mary Flint" above "and Tom Hale", or "by" alone; and how many lines say
    it. `("", 0)` if no further one does."""
    if not lines or not _BY_LINE.match(lines[0]):
        return "", 0
    said, count = lines[0], 1
    is_open = _ENDS_OPEN.search(said) is not None
    for line in lines[1:]:
        names = _JOINING.sub("", line, count=1)
        if not is_open and names == line:
            break
        ended = _ENDS_OPEN.sub("", names)
        if ended and not all(map(_is_one_name, _BETWEEN_NAMES.split(ended))):
            return "", 0
        said, count = f"{said} {line}", count + 1
        is_open = _ENDS_OPEN.search(f" {line}") is not None
    # What stands behind a comma alone may be where somebody works.
    is_joined = lines[0].strip().endswith(",") <= (_JOINED_NAMES.search(said) is not None)
    stated = _read_author(said) if count > 1 and not is_open and is_joined else None
    return (stated["author"], count) if stated else ("", 0)


def _is_one_name(text: str) -> bool:
    is_person = is_name(text) and _is_full_name(text) and _is_who(text)
    return is_person and not is_role(text) and not is_paper_name(text)


def read_day(text: str) -> dict[str, str] | None:
    """The day that `text` is, as "date", or as "updated" where it says so; None if it is none."""
    if not any(map(str.isnumeric, text)):
        return None
    for name, prefix in (("updated", _UPDATED), ("date", _PUBLISHED)):
        lead = prefix.match(text)
        if lead and is_day(text[lead.end() :]):
            return {name: text[lead.end() :]}
    return {"date": text} if is_day(text) else None


def states_publication(text: str) -> bool:
    """Whether a line with a day says that something was published or changed then, or at which
    time of the day."""
    return bool(_PUBLISHED.match(text) or _UPDATED.match(text) or _HOUR.search(text))


def is_role(text: str) -> bool:
    """Whether `text` is what somebody is who writes for a paper: "Transport correspondent"."""
    return _ROLE_LINE.fullmatch(text) is not None


def read_version_day(text: str) -> str | None:
    """The day that a title page states behind a version, as in "for version 4.19.0, 18 August 2022"
    and "Release 3.19 (11 Apr 2022)"; None if it is another line."""
    lead = _VERSION.match(text)
    stated = read_day(text[lead.end() :].strip("()[] ")) if lead else None
    return next(iter(stated.values())) if stated else None


def is_day(text: str) -> bool:
    """Whether `text` is a date, perhaps with a time, and nothing else."""
    return len(text) <= _MAX_DATE and is_date_alone(text)


def is_name(text: str) -> bool:
    """Whether `text` may name persons or a paper: few words, most with a capital, no sentence."""
    words = text.split()
    if not words or SENTENCE_END.search(text) or not text[0].isalpha():
        return False
    if words[0].casefold() in _PREPOSITIONS or any(c.isdigit() or c in "@:：" for c in text):
        return False
    capitals = sum(not word[0].islower() for word in words)
    return len(words) <= _MAX_NAME_WORDS and 2 * capitals > len(words)


def _judge(
    text: str, found: dict[str, str], others: list[str], is_all_read: bool
) -> dict[str, str] | None:
    """What was found, with the publisher that a name beside a day is; None if words are left that
    are none."""
    if not found or (len(found) == 1 and "source" in found and others):
        return None
    names = [part for part in others if not _COUNT.fullmatch(part)]
    if not all(map(is_name, names)):
        return None
    is_dated = "date" in found or "updated" in found
    if names and not is_dated:
        return None
    if names and "author" in found and "source" not in found and is_paper_name(names[-1]):
        found["source"] = names[-1]
    # Behind the day, or one of two, it may as well be who wrote it, or a place.
    if len(names) == 1 and text.startswith(names[0]):
        set_off = _SET_OFF.match(text, len(names[0]))
        paper = names[0].rsplit(", ", 1)[-1]
        is_paper = is_surely_paper(paper)
        # "Born 10 December 1830" says what its day is, and so does "Prayer Times 5 March".
        is_sure = is_paper and not paper.isascii()
        if set_off is None and not is_sure and not _IN_TOWN.fullmatch(names[0]):
            return None
        # Else it may be a town, who wrote it, or a "Draft"; "Ann Poe (5 May 2024)" did something.
        if is_paper and not (set_off and set_off[0].strip() in ("(", "[")):
            found.setdefault("source", paper)
    elif len(names) == 1 and _PAPER_BEHIND.fullmatch(text):
        found.setdefault("source", names[0])
    is_all_read &= all(_CLOCK.fullmatch(part) or part == found.get("source") for part in others)
    return found if is_all_read else found | {_DATELINE: text}


def _read_piece(piece: str) -> dict[str, str] | None:
    return _read_label(piece) or read_day(piece) or _read_doubtful(piece) or _read_author(piece)


def _read_doubtful(piece: str) -> dict[str, str] | None:
    """The day that is not certain, of which only the author can tell what it is."""
    for name, prefix in (("updated", _UPDATED), ("date", _PUBLISHED)):
        lead = prefix.match(piece)
        if lead and _is_doubtful(piece[lead.end() :]):
            return {name: piece[lead.end() :]}
    return {"date": piece} if _is_doubtful(piece) else None


def _is_doubtful(text: str) -> bool:
    match = _DOUBTFUL_DAY.match(text)
    return match is not None and _A_TIME.fullmatch(text, match.end()) is not None


def _is_ago(piece: str) -> bool:
    """Whether it says how long ago something was published or changed."""
    lead = _UPDATED.match(piece) or _PUBLISHED.match(piece)
    return lead is not None and is_time_ago(piece[lead.end() :])


def _part_words(part: str) -> list[str]:
    """`part`, or the pieces of "Posted on 5 March 2024 by Mary Flint" and "Daily, 5 March 2024"."""
    label = _LABEL.fullmatch(part)
    is_named = label is not None and MEANING_OF.get(fold_name(label[1])) in _NAMED
    if not is_named and (read_day(part) or (label and is_day(label[2]))):
        return [part]
    if (behind := _PAPER_BEHIND.fullmatch(part)) and read_day(behind[1]):
        return [behind[1], behind[2]]
    if (agency := _AGENCY.fullmatch(part)) and _is_agency(agency[2]):
        dated = _part_words(agency[1])
        return [*dated, agency[2]] if any(map(read_day, dated)) else [part]
    pieces = [piece.strip(" ,") for piece in _SEPARATING_WORD.split(part)]
    if len(pieces) == 1:
        for gap in list(_DATE_AT_END.finditer(part))[:8]:
            before, rest = part[: gap.start()].strip(" ,"), part[gap.end() :]
            if before and read_day(rest):
                return [before, rest]
    return list(filter(None, pieces))


def _is_agency(name: str) -> bool:
    """Whether `name` is in capitals, as "AFP" is, or in a script without them, and short."""
    is_cased = any(character.islower() for character in name)
    return not is_cased and is_name(name) and len(name.split()) <= _MAX_AGENCY_WORDS


def _read_label(part: str) -> dict[str, str] | None:
    """The field that "来源：海岸报" or "Published: March 5, 2024" is."""
    match = _LABEL.fullmatch(part)
    if match is None:
        return None
    meaning = MEANING_OF.get(fold_name(match[1]), "")
    if meaning in _NAMED and is_name(match[2]):
        is_rivers = meaning == "source" and is_landform(match[2])
        return None if is_rivers else {meaning: match[2]}
    if is_day(match[2]) and not _has_own_label(part):
        return {"updated" if _UPDATED.match(f"{match[1]}: ") else "date": match[2]}
    return None


def _has_own_label(part: str) -> bool:
    """Whether it says what its day is, and not that something was published or changed then."""
    match = _LABEL.fullmatch(part)
    if match is None or MEANING_OF.get(fold_name(match[1])):
        return False
    label = f"{match[1]}: "
    return not (_UPDATED.match(label) or _PUBLISHED.match(label))


def _read_author(part: str) -> dict[str, str] | None:
    if reporter := _REPORTER.fullmatch(part):
        return {"author": reporter[1] or reporter[2]}
    if reporter := _CHINESE_REPORTER.fullmatch(part):
        paper = {"source": reporter["paper"]} if reporter["paper"] else {}
        return {"author": reporter["name"]} | paper
    match = _BYLINE.fullmatch(part)
    said = _OUR.sub("", match["name"], count=1) if match else ""
    if match is None or not is_name(said):
        return None
    is_named = (
        _is_who if match["by"].casefold() == "by" and said == match["name"] else _is_full_name
    )
    name = _leave_place(_ROLE.sub("", _FURTHER.sub("", said)))
    return {"author": name} if is_named(name) else None


def _is_login(part: str) -> bool:
    return _LOGIN.fullmatch(part) is not None and not _IS_NO_NAME.fullmatch(part)


def _ends_in_author(part: str, read: dict[str, str]) -> bool:
    """Whether nothing but what somebody is called behind the name follows it."""
    if "author" not in read or _REPORTER.fullmatch(part):
        return True
    return part.endswith(read["author"]) and not _OUR.search(part)


def _leave_place(name: str) -> str:
    """`name` without the weekday and the town of "Ada Krug, Hafen, Dienstag"; who stands beside
    somebody with two names has two."""
    first, *others = name.split(", ")
    count = len(others)
    while others and others[-1] and is_weekday(others[-1]):
        others.pop()
    # Without a weekday it may be who else wrote it.
    if len(others) < count and " " in first and len(others) == 1 and " " not in others[0]:
        others.pop()
    return ", ".join((first, *others))


def _is_who(text: str) -> bool:
    """Whether `text`, behind "by", begins with somebody's name, and is no "Monday the Snow Had
    Gone": few words, an article only before them all or before the last."""
    words = _AND.split(text, maxsplit=1)[0].split()
    articles = [number for number, word in enumerate(words) if word.casefold() in _ARTICLES]
    named = [w for w in words if w.casefold() not in PARTICLES and not w.endswith(".")]
    if not 1 <= len(named) <= _MAX_NAMED or is_weekday(words[0]):
        return False
    if articles == [0]:
        return len(named) > 1
    return not articles or (articles == [1] and len(words) == 3)


def _is_full_name(text: str) -> bool:
    """Whether every word begins with a capital, but for those that join names."""
    words = text.replace(",", " ").split()
    is_cased = all(word[0].isupper() or word.casefold() in PARTICLES for word in words)
    return is_cased and len(words) >= _MIN_FULL_NAME
