"""Lines that say in which paper a text appeared and when: "Erschienen im Hafenblatt am 5. März
2024"."""

import re
from collections.abc import Collection
from functools import lru_cache

from corpus.formats.heads.bylines import MAX_DATED_CHARACTERS, read_day
from corpus.formats.heads.paper_names import tells_paper
from corpus.structure.blocks.lines import SENTENCE_END

# The bot's languages but Urdu, and a few neighbours; what follows tells the rest.
_LEAD = re.compile(
    r"(?:(?:first|originally|zuerst|ursprünglich|zunächst|initialement|originalmente|впервые) )?"
    r"(?:published|appeared|printed|erschienen|veröffentlicht|abgedruckt|publiée?|parue?"
    r"|publicad[oa]|aparecid[oa]|pubblicat[oa]|apparso|verschenen|опубликован[оа]?"
    r"|напечатан[оа]?|вышл[оа]|نُ?شرت?|发表于|發表於|原载|原載|刊于|刊於|载于|載於)\s?"
)
_IN = re.compile(r"(?:im|nel|nella|no|na|sul|sulla|sull[’'])\s?|(?:in|dans|en|su|в|во|في)\s")
_QUOTED = re.compile(
    r"[«“„\"《「『](?P<name>[^«»“”„\"《》「」『』]{2,60})[»”“\"》」』]"
    r"|(?P<mark>[*_])(?P<marked>[^*_]{2,60})(?P=mark)"
)
_TO_THE_DAY = re.compile(
    r"[\s,(|·–—-]{1,4}(?:(?:on|am|vom|le|du|el|il|em|de|op|от|в|في) )?(?=\S)|(?<=[》」』])"
)
_MAX_PLACES = 30
"""Gaps at which the day may begin."""
_MAX_PAPER_WORDS = 6
_MAX_SMALL_WORDS = 3
"""In front of a name: "der", "la revista", "газете"."""
_PLACE_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru")


def read_publication(text: str, set_off: Collection[str] = ()) -> dict[str, str] | None:
    """The paper as "source" and the day as "date" of a line that says nothing else; None if it
    is another line. A paper is told by quotation marks or italics, by being among the names that
    are `set_off` in the line, or by a noun for one; else the line is the field "dateline"."""
    lead = _LEAD.match(text[:1].lower() + text[1:])
    if lead is None or len(text) > MAX_DATED_CHARACTERS:
        return None
    line = text[lead.end() :].rstrip(" )")
    at_end = _split_at_day(line)
    parts = at_end or _split_behind_day(line)
    if parts is None:
        return None
    where, day = parts
    preposition = _IN.match(where)
    name = where[preposition.end() :] if preposition else where
    if preposition is None and not _QUOTED.match(where):
        return None
    paper, is_certain = _find_paper(name)
    is_certain |= paper in set_off
    if not _is_paper(paper):
        return None
    if is_certain and paper.casefold() not in _known_places():
        return {"date": day, "source": paper}
    # Behind the day, it is as often what it was filed under.
    return {"date": day, "dateline": text} if at_end else None


def _is_paper(name: str) -> bool:
    """Whether `name` may be that of a paper: a few words, no small one first, no sentence."""
    if not 1 <= len(name.split()) <= _MAX_PAPER_WORDS or SENTENCE_END.search(name):
        return False
    return name[0].isalpha() and not name[0].islower() and not any(c in ":：@" for c in name)


def _split_at_day(line: str) -> tuple[str, str] | None:
    """What stands before the day that `line` ends with, and the day."""
    for count, gap in enumerate(_TO_THE_DAY.finditer(line)):
        if count == _MAX_PLACES:
            break
        day = gap.start() and (_read(line[gap.end() :]) or _read(line[gap.end() : -1]))
        if day:
            return line[: gap.start()], day
    return None


def _split_behind_day(line: str) -> tuple[str, str] | None:
    """What stands behind the day that `line` begins with ("am 5. März 2024 im Hafenblatt"), and
    the day."""
    words = line.split(" ")
    for count in range(1, min(len(words), 8)):
        day = _read(" ".join(words[:count]).rstrip(","))
        if day and _IN.match(" ".join(words[count:])):
            return " ".join(words[count:]), day
    return None


def _read(text: str) -> str | None:
    found = read_day(text)
    return found.get("date") if found else None


def _find_paper(name: str) -> tuple[str, bool]:
    """The name of the paper in `name`, without the words in front of it, and whether it is that
    of one."""
    quoted = _QUOTED.search(name)
    if quoted:
        paper = quoted["name"] or quoted["marked"]
        return paper.strip(), not name[quoted.end() :].strip(" .,")
    words = name.strip(" ,").split()
    small = 0
    while small < min(_MAX_SMALL_WORDS, len(words)) and words[small][0].islower():
        small += 1
    return " ".join(words[small:]), tells_paper(words)


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    """Countries, and cities that time zones are named after, as CLDR has them."""
    from babel import Locale  # here, because it takes a twentieth of a second

    found: set[str] = set()
    for locale in map(Locale, _PLACE_LANGUAGES):
        found.update(name.casefold() for name in locale.territories.values())
        for zone, names in locale.time_zones.items():
            city = zone.rsplit("/", 1)[-1].replace("_", " ")
            found |= {city.casefold(), names.get("city", city).casefold()}
    return frozenset(found)
