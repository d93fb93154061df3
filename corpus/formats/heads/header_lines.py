"""What stands above a plain text: its title, day, author, publisher, address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.fields.dates import parse_date
from corpus.fields.metadata import Metadata, is_web_url, parse_metadata, read_address
from corpus.fields.names import MEANING_OF, fold_name
from corpus.formats.dated_entries import heads_an_entry
from corpus.formats.heads.bylines import (
    is_day,
    is_name,
    is_role,
    read_byline,
    read_names_below,
    states_publication,
)
from corpus.formats.heads.credits import read_credit, tells_of_news
from corpus.formats.heads.landforms import is_landform
from corpus.formats.heads.paper_names import is_paper_name
from corpus.formats.heads.publications import read_publication
from corpus.structure.blocks.headings.heading import unmark_heading
from corpus.structure.blocks.headings.ornaments import clean_title
from corpus.structure.blocks.lines import (
    LIST_ITEM,
    SENTENCE_END,
    SIGNATURE,
    is_left_open,
    make_line,
)
from corpus.structure.blocks.lines import Line as MarkedLine
from corpus.structure.pointers import tells_of_another_version
from corpus.structure.rights import states_rights
from corpus.structure.speakers.interview import read_turn
from corpus.structure.speakers.label_words import PARTICLES

MAX_TITLE_CHARACTERS = 150
_MAX_HEADER_LINES = 12
_MAX_BYLINES = 4
"""Right below a title."""
_HEADER_LINE = re.compile(r"([^\W\d_][^:：]{1,24}?)\s?[:：](?!:[^\W\d_])\s*(\S.*)")
"""No name of a program's part, such as "Title::Foo", whose word stands right behind two colons."""
_PROGRAMS_FIELD = re.compile(r"[A-Z]\w{0,20}(?:-[A-Z]\w{0,20}){1,3}:(?!:)\s*(\S.{0,200})", re.ASCII)
"""As in the head of a mail: names with hyphens ("Wiki-Format", "MIME-Version") are a program's."""
_POSTED = ("archive name", "posting frequency")
"""Names of the head of what is posted to a newsgroup again and again; few others stand beside."""
_SIGNED = re.compile(
    r"([^<>()@]{3,60}?)\s{1,3}(?:<[^\s<>]{3,100}>|\([^\s()@]{1,60}@[^\s()@]{3,60}\))"
)
"""A name with an address behind it: "Mary Flint <mary@example.org>"."""
_COMMIT = re.compile(r"commit [0-9a-f]{7,64}(?: \(.*\))?")
"""As `git log` begins: who made the last change wrote no article."""
# A headline may ask or exclaim, but it does not end in a full stop.
_SENTENCE_STOP = re.compile(r"[.。｡۔।։።:：,，][\"'”’»」』)\]]*$")
_COMPANY = re.compile(
    r"\s(?:e\.\s?[VGK]|Ltd|Inc|Co|Corp|Bros|Cie|Cía|Ltda|Pty|S\.\s?A|S\.\s?L|S\.p\.A|S\.r\.l|m\.b\.H|[BN]\.V|L\.P)"
    r"\.[\"'”’»)\]]{0,2}$"
)
_OPTION = re.compile(r"--?\w")
_BETWEEN_CELLS = re.compile(r"\t+| {2,}")
_MAX_NAMES = 8
"""Lines of authors below each other, the words between them included."""
_MAX_GAP = 3
"""Line ends between "by" and the name below it."""
_MAX_VALUE = 40
_MAX_SUBTITLE_WORDS = 10
_MAX_LABEL_WORDS = 2
_MIN_KNOWN = 2
"""Fields of one block that are understood, so that further ones among them are fields, too."""
_ALSO_ADDRESSES = ("cím", "naslov")
"""Names of a title beside such fields, and of an address elsewhere."""
_AGENCY = re.compile(
    r"(?:The )?(?:Associated Press|Reuters|AP|AFP|dpa|EFE|ANSA|Bloomberg(?: News)?|UPI|Xinhua|TASS"
    r"|Agence France-Presse|Press Association|Canadian Press)(?: News)?"
)
"""Who spreads the news."""
_OF_A_DAY = {"date", "updated", "dateline"}
_ADDRESS = re.compile(r"<[^\s<>@]{1,100}@[^\s<>@]{1,100}>|\b(?:https?|ftp)://\S")
_SITE = re.compile(r"(?:[\w-]+\.){1,4}[a-z]{2,12}(?:/\S*)?", re.I)
_NO_TITLE = re.compile(r"\[?!\[|[^$]{0,40}\$[A-Z]\w{1,20}: [^$]{1,200}\$")
"""A picture, such as a badge, or what a program that keeps versions writes at the top."""
_TIME = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?")
_MAIL_FIELDS = {
    "subject": "title",
    "from": "author",
    **dict.fromkeys(("to", "cc", "reply-to", "message-id", "sent", "content-type"), ""),
}
"""What a mail says at its head; to whom it went says nothing of the article."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says anything, stripped: `text` stands from `start` to `end`. `is_field` of one
    amid the fields of a head that is not understood."""

    start: int
    end: int
    text: str
    is_field: bool = False


def read_header(lines: list[Line], speakers: frozenset[str]) -> tuple[Metadata, list[Line]]:
    """The metadata at the head and the lines of the text, those in the head that say anything else
    included; no title if it would be all there is."""
    fields: dict[str, object] = {}
    title_line: Line | None = None
    kept: list[Line] = []
    count = further_names = 0
    if lines and _COMMIT.fullmatch(lines[0].text):
        return parse_metadata({}), lines
    posted = _count_posted(lines[:_MAX_HEADER_LINES])
    further = _find_further(lines[:_MAX_HEADER_LINES])
    for number, line in enumerate(lines[:_MAX_HEADER_LINES]):
        after = lines[number + 1 : number + 3]
        if number < further_names:
            count = number + 1
            continue
        if read_turn(line.text, speakers):
            break
        stated = read_header_line(line.text, is_first=number == 0)
        if stated is None and number < posted:
            stated = _read_posted(line.text)
        if number and "author" not in fields:
            names, taken = read_names_below([one.text for one in _find_attached(lines, number)])
            if names:
                stated, further_names = {"author": names}, number + taken
        if stated is None and number in further and "title" not in fields:
            stated = _read_title_beside(line.text)
        if stated is None and number:
            stated = _read_beside(lines[number - 1], line, after, fields)
        if stated and (_is_of_an_entry(lines[number:], stated) or _are_persons(line, after)):
            break
        if stated and not fields.keys() - {"title"} and _is_of_a_thing(line, after, stated):
            break
        if stated is None and number and not title_line and _follows(lines[number - 1], line):
            stated = _read_programs_field(line.text)
        if stated is not None and (not stated or stated.keys() - _known(fields, title_line)):
            fields |= {name: stated[name] for name in stated.keys() - _known(fields, title_line)}
            title_line = None if "title" in stated else title_line
        elif stated is None and number in further and _is_short_field(line.text):
            kept.append(replace(line, is_field=True))
        elif (
            "title" not in fields
            and not _is_first_of_several(line, after)
            and _is_title(
                said := clean_title(unmark_heading(line.text)), after, _is_set_off(line, after)
            )
        ):
            fields["title"] = said
            title_line = line
        elif all(one.is_field for one in kept) and title_line and _is_subtitle(line.text, after):
            kept.append(line)
        else:
            break
        count = number + 1
    body = kept + lines[count:]
    if not body and title_line:
        del fields["title"]
        body = [title_line]
    return parse_metadata(fields), body


def _find_attached(lines: Sequence[Line], number: int) -> Sequence[Line]:
    """The line there and those right below it, few; a blank one may part a single word from
    them."""
    end = number + 1
    while end < min(len(lines), number + _MAX_NAMES) and (
        _follows(lines[end - 1], lines[end])
        or (" " not in lines[end - 1].text and lines[end].start - lines[end - 1].end <= _MAX_GAP)
    ):
        end += 1
    return lines[number:end]


def set_off_bylines(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """`lines` with blank ones around those between a title and a blank line that say who wrote the
    text and when, in a script without capitals, where they read as parts of one sentence."""
    start = next((number for number, line in enumerate(lines) if line.text), len(lines))
    end = start
    while end < min(len(lines), start + _MAX_BYLINES + 2) and lines[end].text:
        end += 1
    title, *below = lines[start:end] or (make_line(""),)
    if len(below) > _MAX_BYLINES or not any(map(_has_no_case, title.text)):
        return list(lines)
    stated = [read_byline(line.text) or {"dateline": ""} for line in below]
    if any("dateline" in one for one in stated):
        return list(lines)
    set_off = (one for line in below for one in (make_line(""), line))
    return [*lines[: start + 1], *set_off, *lines[end:]]


def _has_no_case(character: str) -> bool:
    return character.isalpha() and not (character.isupper() or character.islower())


def read_header_line(text: str, is_first: bool) -> dict[str, str] | None:
    """The fields of "Published in: ...", "By ...", an address or a line with a date; empty if it is
    of a head and says nothing of the article, None if it is of no head."""
    if address := read_address(text):
        return {"url": address}
    if not clean_title(text):
        return {}
    match = _HEADER_LINE.fullmatch(text)
    if match and (stated := _read_labelled(match[1], match[2], text)) is not None:
        return stated
    stated = read_publication(text) or read_byline(text) or read_signed(text)
    is_day_alone = stated is not None and not stated.keys() - _OF_A_DAY
    return stated if is_day_alone or not is_first else None


def _is_of_an_entry(lines: list[Line], stated: dict[str, str]) -> bool:
    """Whether what the first line states is of what stands below it alone, as in a diary."""
    is_attached = len(lines) > 1 and _follows(lines[0], lines[1])
    if not stated.keys() & {"date", "updated"} and not ("url" in stated and is_attached):
        return False
    return heads_an_entry(lines[0].text, [line.text for line in lines[1:]])


def _known(fields: dict[str, object], title_line: Line | None) -> set[str]:
    """The fields that no further line states; a title that is called one beats a first line."""
    return fields.keys() - ({"title"} if title_line else set())


def _read_labelled(label: str, value: str, text: str) -> dict[str, str] | None:
    name = fold_name(label)
    meaning = _MAIL_FIELDS.get(name.replace(" ", "-"), MEANING_OF.get(name))
    if meaning is None:  # whatever the language calls a day
        return read_byline(text) if any(character.isdigit() for character in value) else None
    if meaning == "":
        return {}
    if is_web_url(value):
        return {"url": value}
    if len(value) > MAX_TITLE_CHARACTERS:
        return None
    if meaning in ("source", "author", "date") and (stated := read_byline(text)):
        return stated
    return {meaning: value}


def _follows(line: Line, after: Line) -> bool:
    """Whether no blank line lies between the two."""
    return after.start - line.end <= 1


def _read_programs_field(text: str) -> dict[str, str] | None:
    """The fields, none but perhaps a day, that a line for a program states; None if it is none."""
    match = _PROGRAMS_FIELD.fullmatch(text)
    if match is None:
        return None
    return {"date": match[1]} if parse_date(match[1]) else {}


def _find_further(lines: list[Line]) -> set[int]:
    """Which of `lines` are fields that are not understood, in a block of fields with others that
    are; the first one only beside a title, as it may be that."""
    found: set[int] = set()
    start = 0
    while start < len(lines):
        end = start
        names: list[str] = []
        while end < len(lines) and (end == start or _follows(lines[end - 1], lines[end])):
            match = _HEADER_LINE.fullmatch(lines[end].text)
            if match is None:
                break
            names.append(fold_name(match[1]))
            end += 1
        known = {MEANING_OF[name] for name in names if name in MEANING_OF}
        if len(known) >= _MIN_KNOWN:
            is_title = start == 0 and names[0] not in _ALSO_ADDRESSES and "title" not in known
            first = start + is_title
            found |= {n for n in range(first, end) if names[n - start] not in MEANING_OF}
        start = max(end, start + 1)
    return found


def _read_title_beside(text: str) -> dict[str, str] | None:
    """The title in a field whose name is that of an address elsewhere; None if it is another."""
    match = _HEADER_LINE.fullmatch(text)
    if match is None or fold_name(match[1]) not in _ALSO_ADDRESSES:
        return None
    return {"title": match[2]}


def _is_of_a_thing(line: Line, after: list[Line], stated: dict[str, str]) -> bool:
    """Whether what would be a publisher is the source of what the text is about, as of a river:
    "Bron: de heuvel" above "Lengte: 4 km", or alone with what is no publisher's name."""
    if stated.keys() != {"source"} or not after:
        return False
    below = after[0].text
    if read_header_line(below, is_first=False) is not None:
        return False
    if _follows(line, after[0]) and _is_short_field(below):
        return True
    source = stated["source"]
    is_named = is_name(source) or _SITE.fullmatch(source) or any(map(str.isdigit, source))
    return not is_named or is_landform(source)


def _is_short_field(text: str) -> bool:
    match = _HEADER_LINE.fullmatch(text)
    return match is not None and len(match[2]) <= _MAX_VALUE and not SENTENCE_END.search(text)


def _read_beside(
    above: Line, line: Line, after: list[Line], fields: dict[str, object]
) -> dict[str, str] | None:
    """What `line` states by the lines beside it: who wrote the words, beside a day, what the
    author above is, and for whom. Somebody above what that is may be whom the text is about."""
    beside = [one.text for one in (above, *after[:1])]
    if (credit := read_credit(line.text)) and any(map(_is_dated, beside)):
        is_sure = tells_of_news(line.text) or any(map(states_publication, beside))
        return credit if is_sure else None
    if "author" in fields and _follows(above, line) and is_role(line.text):
        return {"role": line.text}
    if "author" in fields and "source" not in fields and _follows(above, line):
        is_below = not after or not _follows(line, after[0]) or _is_dated(after[0].text)
        is_paper = _AGENCY.fullmatch(line.text) or is_paper_name(line.text)
        return {"source": line.text} if is_below and is_paper else None
    return None


def _is_dated(text: str) -> bool:
    return bool(_OF_A_DAY & (read_byline(text) or {}).keys())


def _count_posted(lines: list[Line]) -> int:
    """How many of `lines` are the head of a posting, fields right below each other; 0 if none."""
    end = 0
    while end < len(lines) and (end == 0 or _follows(lines[end - 1], lines[end])):
        if not _HEADER_LINE.fullmatch(lines[end].text):
            return 0
        end += 1
    return end if any(_read_posted(line.text).keys() & set(_POSTED) for line in lines[:end]) else 0


def _read_posted(text: str) -> dict[str, str]:
    """The field that a line of the head of a posting states, by its own name."""
    match = _HEADER_LINE.fullmatch(text)
    return {fold_name(match[1]).replace("-", " "): match[2]} if match else {}


def read_signed(text: str) -> dict[str, str] | None:
    """The author that "Mary Flint <mary@example.org>" is, two words with a capital or more."""
    match = _SIGNED.fullmatch(text)
    if match is None or not is_name(match[1]):
        return None
    words = [word for word in match[1].split() if word.casefold() not in PARTICLES]
    return (
        {"author": match[1]} if len(words) > 1 and not any(w[0].islower() for w in words) else None
    )


def _are_persons(line: Line, after: list[Line]) -> bool:
    """Whether `line` is the first of a list of persons with addresses, as of those thanked."""
    return bool(after and read_signed(line.text) and read_signed(after[0].text))


def _is_title(text: str, after: list[Line], is_set_off: bool) -> bool:
    if (
        not 0 < len(text) <= MAX_TITLE_CHARACTERS
        or LIST_ITEM.match(text)
        or (_SENTENCE_STOP.search(text) and not _ends_in_a_company(text))
        or _TIME.fullmatch(text)
        or _NO_TITLE.match(text)
        or states_rights(text)
        or tells_of_another_version(text)
        or _ADDRESS.search(text)
        or (after and is_left_open(text))
        or not any(character.isalpha() for character in text)
    ):
        return False
    if not after or is_set_off:
        return True
    following = after[0].text
    if SIGNATURE.match(following) and not (text[-1].isalnum() or text[-1] in ")]"):
        return False  # what somebody has said, as in a list of quotations
    # In a script without full stops only its length tells a title from a paragraph.
    longer = len(following) > len(text) or _is_below_a_title(following)
    is_head = read_header_line(following, is_first=False) is not None
    is_head = is_head or (is_name(following) and _is_subtitle(following, after[1:]))
    return longer or is_head or bool(SENTENCE_END.search(following))


def _is_first_of_several(line: Line, after: list[Line]) -> bool:
    """Whether `line` is one of several of a kind, as rows of a table, options, or what is said of
    something: "Keeper: Mary Flint" above "Phone: 555 0199"."""
    if _OPTION.match(line.text):
        return True
    if not after or not _follows(line, after[0]):
        return False
    if len(after) > 1 and _follows(*after) and all(map(_is_label, (line, *after))):
        return True
    below = after[0].text
    cells = [len(_BETWEEN_CELLS.split(text)) for text in (line.text, below)]
    if cells[0] > 1 and cells[0] == cells[1]:
        return True
    labelled = [_HEADER_LINE.fullmatch(text) for text in (line.text, below)]
    are_labelled = all(match and len(match[2]) <= _MAX_VALUE for match in labelled)
    return are_labelled and read_header_line(below, is_first=False) is None


def _is_label(line: Line) -> bool:
    """Whether it is a word or two in small letters, as of a list."""
    words = line.text.split()
    return len(words) <= _MAX_LABEL_WORDS and line.text[0].islower() and line.text[-1].isalnum()


def _ends_in_a_company(text: str) -> bool:
    """Whether the full stop is that of "e.V.", "Ltd." or the like, behind names."""
    match = _COMPANY.search(text)
    words = text[: match.start()].split() if match else []
    capitals = sum(not word[0].islower() for word in words)
    return 2 * capitals > len(words)


def _is_below_a_title(line: str) -> bool:
    """Whether `line` is one that stands below a title and no sentence: "Serves: 8", or, as in "as
    amended on 12 April 2022", the day of what has it in small letters."""
    labelled = _HEADER_LINE.fullmatch(line)
    if labelled:
        return len(labelled[2]) <= _MAX_VALUE and not SENTENCE_END.search(line)
    words = line.split()
    if len(words) > _MAX_SUBTITLE_WORDS or not line[0].islower():
        return False
    return any(is_day(" ".join(words[-count:])) for count in (1, 2, 3) if count < len(words))


def _is_subtitle(text: str, after: list[Line]) -> bool:
    """Whether `text` is a short line with a date, an author or a publisher below it."""
    is_short = len(text) <= MAX_TITLE_CHARACTERS and not _SENTENCE_STOP.search(text)
    if not is_short or not after or is_left_open(text):
        return False
    return read_header_line(after[0].text, is_first=False) is not None


def _is_set_off(line: Line, after: list[Line]) -> bool:
    """Whether a blank line lies between `line` and the next one."""
    return bool(after) and not _follows(line, after[0])
