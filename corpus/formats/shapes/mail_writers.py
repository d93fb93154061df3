"""Who wrote what a mail quotes: whom the line above the marks of quotation names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.dates import is_weekday, read_months
from corpus.structure.label_words import DATE_WORDS
from corpus.structure.turn_labels import is_name_like

_MARKS = re.compile(r"\s?(?:>\s?){1,20}")
_ADDRESS = re.compile(
    r"[(<\[]{0,2}(?:mailto:)?[^\s<>()\[\],:]{1,64}@[^\s<>()\[\],:]{1,255}[)>\]]{0,2}"
)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d[:.]\d{2}|\d[/.-]\d{1,2}[/.-]\d")
_COLONS = (":", "：")
_ZONES = (
    *("gmt", "utc", "cet", "cest", "mez", "mesz", "wet", "west", "eet", "eest", "bst", "msk"),
    *("est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "akst", "akdt", "hst", "brt", "brst"),
    *("art", "clt", "ist", "pkt", "sgt", "hkt", "jst", "kst", "awst", "aest", "aedt", "nzst"),
    *("nzdt", "sast", "wat", "cat", "eat"),
)
_OF_TIMES = frozenset((*DATE_WORDS, "am", "pm"))
_MAX_LEAD = 300
_NEAR = 4
"""Lines that are looked at below one."""
_KEY_WORDS = 4
_MAX_NAME_WORDS = 4
_WROTE = re.compile(
    r"(.{2,60}?)\s(?:wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|escribe|escreveu"
    r"|ha scritto|scrive|пишет|(?:на)?писал(?:\(?а\)?)?|schreef|skrev|napisał\(?a?\)?)\s?:"
)
_PRONOUNS = frozenset(
    (
        *("i", "you", "he", "she", "they", "we", "somebody", "someone", "who", "ich", "du", "er"),
        *("sie", "wir", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "yo", "él", "ella"),
        *("usted", "eu", "você", "ele", "ela", "я", "ты", "он", "она", "вы", "мы", "они"),
    )
)
_BEFORE_NAME = re.compile(r"[\d,،，:：]|写道|كتب(?:ت)?\s|(?<=\s)في\s|نے لکھا|در\s")
_Key = tuple[str, ...]


def name_quoted(
    written: Sequence[str], text: str, paragraphs: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text`, those that the mail of the lines `written` quotes with their writer
    as the speaker, `""` if that is not known, and all with the depth at which they stand there."""
    writers, depths = _find_writers(written), _find_depths(written)
    if not any(depths.values()):
        return tuple(paragraphs)
    named = []
    depth = 0
    for one in paragraphs:
        words = text[one.start : min(one.end, one.start + _MAX_LEAD)]
        depth = depths.get(_key(_unmark(words)), depth)
        speaker = one.speaker or writers.get(_key(words), "" if depth else None)
        named.append(replace(one, speaker=speaker, depth=depth))
    return tuple(named)


def _find_depths(lines: Sequence[str]) -> dict[_Key, int]:
    """The first words of each line, to the end of its block, and how many marks of quotation
    stand in front of it; -1 if they stand behind several numbers of marks."""
    depths: dict[_Key, int] = {}
    stripped = [_strip_marks(line) for line in lines]
    for number, (depth, words) in enumerate(stripped):
        for key in {_key(_unmark(words)), _key(_unmark(_join_block(stripped, number)))}:
            depths[key] = depth if depths.get(key, depth) == depth else -1
    return depths


def _unmark(words: str) -> str:
    """`words` without the mark of an item of a list."""
    return words.lstrip("-*+•0123456789.) ")


def read_writer(lead: str) -> str | None:
    """Whom "On Fri, 12 Jan 2024, Jim Hale wrote:" names, in any language; None if it is no line
    with a day or an address that ends in a colon."""
    lead = lead.strip()
    if len(lead) > _MAX_LEAD or not lead.endswith(_COLONS):
        return None
    address = _ADDRESS.search(lead)
    if address is None and not _DAY.search(lead):
        return _read_said(lead)
    if address and (name := _read_name_before(lead[: address.start()])):
        return name
    runs = _capitalised(_ADDRESS.sub(" , ", lead[:-1]))
    names = [name for name in runs if is_name_like(name) and not read_months(name)]
    if names:
        return max(reversed(names), key=lambda name: len(name.split()))
    return address[0].strip("()<>[]\"'") if address else None


def _read_said(lead: str) -> str | None:
    """Whom "Jim Hale wrote:" names."""
    found = _WROTE.fullmatch(lead)
    name = found[1] if found else ""
    is_name = name[:1].isupper() and is_name_like(name) and name.casefold() not in _PRONOUNS
    return name if is_name else None


def _read_name_before(words: str) -> str | None:
    """The name before an address in a script without capitals: what stands there behind the last
    number, comma or verb."""
    name = _BEFORE_NAME.split(words)[-1].strip(" \"'“”")
    is_bare = name.casefold() == name.upper() and any(map(str.isalpha, name))
    return name if is_bare and len(name.split()) <= _MAX_NAME_WORDS else None


def _capitalised(lead: str) -> list[str]:
    """The runs of words with a capital, days and months left out."""
    runs: list[list[str]] = [[]]
    for word in lead.replace(",", " , ").replace('"', " ").split():
        bare = word.rstrip(".")
        is_day = is_weekday(bare) or bare.casefold() in _OF_TIMES or _is_zone(bare)
        if word[0].isupper() and not is_day and not _has_digit(word):
            runs[-1].append(word)
        else:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def _is_zone(word: str) -> bool:
    """Whether it names a zone of time: in capitals, as Art and West are names."""
    return word.isupper() and word.strip("()").casefold() in _ZONES


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _key(words: str) -> _Key:
    return tuple(words.split()[:_KEY_WORDS])


def _find_writers(lines: Sequence[str]) -> dict[_Key, str]:
    """The first words of each quoted line, to the end of its block, and who wrote them."""
    writers: dict[_Key, str] = {}
    others: set[_Key] = set()
    at_depth: dict[int, str] = {}
    lead, lead_depth, was_above = "", 0, False
    stripped = [_strip_marks(line) for line in lines]
    for number, (depth, words) in enumerate(stripped):
        if not words:
            was_above = False
            continue
        if depth > lead_depth and lead.endswith(_COLONS):
            # Whoever wrote what was quoted above did not write what such a line leads up to.
            at_depth = {d: name for d, name in at_depth.items() if d < depth}
            if writer := read_writer(lead):
                at_depth[depth] = writer
        keys = {_key(words), _key(_join_block(stripped, number))}
        if depth in at_depth:
            writers |= dict.fromkeys(keys, at_depth[depth])
        else:
            others |= keys
        if depth > lead_depth and _leads_its_own(stripped, number):
            at_depth = {d: name for d, name in at_depth.items() if d < depth}
            others |= keys
            at_depth[depth] = read_writer(words) or ""
        is_rest = was_above and depth == lead_depth and words.endswith(_COLONS)
        is_rest = is_rest and not lead.endswith(_COLONS)
        lead, was_above = f"{lead} {words}" if is_rest else words, True
        lead_depth = depth
    return {key: name for key, name in writers.items() if key not in others}


def _leads_its_own(stripped: Sequence[tuple[int, str]], number: int) -> bool:
    """Whether the line names the writer of what is quoted as often as itself: some programs quote
    the line, too."""
    depth, words = stripped[number]
    after = next((d for d, said in stripped[number + 1 : number + _NEAR] if said), None)
    return after == depth and read_writer(words) is not None


def _strip_marks(line: str) -> tuple[int, str]:
    mark = _MARKS.match(line)
    return (mark[0].count(">"), line[mark.end() :].strip()) if mark else (0, line.strip())


def _join_block(stripped: Sequence[tuple[int, str]], number: int) -> str:
    """The line with as many of those of its block below it as a key may need."""
    depth, joined = stripped[number]
    for other, words in stripped[number + 1 : number + _KEY_WORDS]:
        if other != depth or not words:
            break
        joined += f" {words}"
    return joined
