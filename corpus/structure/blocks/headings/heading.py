"""Headings of plain text: underlined, marked, numbered, in capitals; and how they nest."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.structure.blocks.headings.ornaments import strip_ornaments, strip_row
from corpus.structure.blocks.headings.releases import (
    begins_with_day,
    find_version,
    is_of_news,
    names_releases,
    read_release,
    read_release_words,
)
from corpus.structure.blocks.lines import (
    OPTION,
    RULE,
    SENTENCE_END,
    SPACELESS,
    Line,
    columns,
    is_row,
    leads_in,
    read_item_mark,
    read_number,
)
from corpus.structure.numbering.unit_labels import (
    FIRST_NUMBERS,
    Unit,
    are_counted_alike,
    part_points,
    read_number_label,
    read_unit,
    read_unit_label,
)
from corpus.structure.rights import states_rights

CAPITALS = "capitals"
"""The family of headings that only their letters tell."""
UNIT = "unit "
"""How the family begins of headings of a unit with a word."""
_ADDED = ("amendment", "appendix", "annex", "annexe", "schedule", "anhang", "anexo")
_INNER = ("article", "section", "artikel", "artículo", "articolo", "artigo", "статья")
"""Units that no amendment and no annex lies in."""
RELEASE = "release"
"""The family of headings that only a release and its shape tell."""
DAY = "day"
"""The family of days that stand above items: nothing else stands below one."""
NUMBER = "number"
"""The family of those that only a number tells."""
_NUMBER = (NUMBER, 1)
_LETTER = ("letter", 1)
"""The styles of "1. Title" and "A. Title"."""
_FIRST_LETTER = re.compile(r"A\.\s")
_MIN_NUMBERED = 3
"""Headings with numbers, from which on one with a letter behind them may be beside them."""
_MAX_HEADING = 100
_MAX_SPACELESS_HEADING = 40
"""Characters; a Chinese one says what four Latin ones do, and no spaces tell how many words."""
_MAX_MARKED_HEADING = 150
_MAX_STOPPED_WORDS = 8
_MAX_SHORT_WORD = 4
_MAX_UNDER_SPARE = 4
"""Columns that a rule may begin right of the heading above it; between two rules it is free."""
_MIN_PAGE_RULE = 30
"""Columns of a rule that parts sections rather than underlines a word."""
# As Wikipedia's source and Markdown write it, in files that are neither.
_MARK = re.compile(r"#{1,6}(?=\s)|={1,6}(?!=.*={3}$)")
_GAPPED_SIGN = re.compile(r"=[ \t]{2,}(?!.*=$)|#(?: {3,}|\t)")
"""A sign with what it stands for in the next column."""
_BULLET = re.compile(r"^[*•] (?=\S)")
_STARS = re.compile(r"(\*{1,6})\s+(?=\S)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?\s+\S")
_ENUMERATED = re.compile(r"(?:\d{1,3}[.)]|(?:[IVXLC]{1,6}|[A-Z])\.)\s+[^\W_]")
_SMILING = re.compile(r"[.!?…]\s?[:;8=][-'o^]?[()DPp]$")
"""The end of a sentence that is meant well."""
_TWO_SENTENCES = re.compile(r"(?<![^\W_])[^\W\d_]{3,30}\.\s+[^\W\d_]")
_COMMAND = re.compile(r"[a-z][a-z\d]*(?:[-_.][a-z\d]+)*", re.ASCII)
_WORD = re.compile(rf"[^\W\d_]{{2}}|^[^\W\d_]$|{SPACELESS.pattern}")
"""What a title behind a number has: "12e0" is a number, too."""
_SUBJECT = re.compile(r"Subject:\s{1,9}(?=(?:Q\.?\s?)?\d)")
"""As the questions of a digest begin."""
_ADDRESS = re.compile(r"<?(?:https?|ftp)://\S+")
_BARE_CAPTION = re.compile(
    r"(?:figure|fig\.|table|abbildung|abb\.|tabelle|figura|tabla|tableau|tabella|рис\.|рисунок"
    r"|таблица|图|表|圖)\s?\d{1,3}(?:[.-]\d{1,3})?[a-z]?[.:]?",
    re.IGNORECASE,
)
"""What stands at a picture without a title, and heads nothing else."""
_DIGITS = re.compile(r"\d+")
_SAID_BEHIND = re.compile(r"(?:\.?[ \t]{1,3}\(\w{1,6}\))?(?:[ \t]+[^\s(.]\S*){3}")
"""Three words behind a point; a full stop behind that makes a title of them."""
_SIGNED = re.compile(r"<[^\s<>@]{1,100}@[^\s<>@]{1,100}>$")
_STOPLESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff][\"'”’»)]*$")
"""The end of a line in a script that writes no full stops."""
_STOP = re.compile(r"[.。｡۔।։:：,，;!…][\"'”’»」』)\]]*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's text without its marks. Those of one `style` stand on one level; of one family,
    those of lower `rank` stand above those of higher. `is_weak` if only its shape tells it."""

    text: str
    family: str
    rank: int = 0
    label: str | None = None
    is_weak: bool = False

    @property
    def style(self) -> tuple[str, int]:
        """What headings of the same level have in common."""
        return self.family, self.rank


def read_underlined(lines: Sequence[Line]) -> tuple[Heading, int] | None:
    """The heading that `lines` begin with and how many of them it takes, rules included."""
    if len(lines) > 2 and lines[0].text == lines[2].text and _is_rule_for(lines[1], lines[0], 40):
        said = _BULLET.sub("", strip_ornaments(lines[1].text, least=1))
        return _make_heading(said, f"over{lines[0].text[0]}"), 3
    if (
        len(lines) < 2
        or lines[0].says_nothing
        or not _is_rule_for(lines[0], lines[1], _MAX_UNDER_SPARE)
    ):
        return None
    return _make_heading(_BULLET.sub("", lines[0].text), f"under{lines[1].text[0]}"), 2


@lru_cache(maxsize=256)  # of a line it is asked as of the first of a stretch and of a piece
def read_marked(text: str) -> Heading | None:
    """The heading in "== Title ==", "## Title" or "*** Title ***"; None if `text` is none."""
    bare = unmark_heading(text)
    if bare == text or len(text) > _MAX_MARKED_HEADING or not any(map(str.isalnum, bare)):
        return None
    if _ADDRESS.fullmatch(bare):
        return None
    match = _MARK.match(text)
    if match is None:  # it may be a notice, so the next heading of any kind ends it
        return Heading(bare, "adorned", is_weak=True) if looks_like_heading(bare) else None
    rank = len(match[0])
    if rank == 1 and _GAPPED_SIGN.match(text):
        return None
    # A wiki's marks: some count down from five or six, as a first-level heading has most.
    return _make_heading(bare, "marked", rank)


def unmark_heading(text: str) -> str:
    """`text` without the marks of a heading around it; `text` itself if it has none."""
    match = _MARK.match(text)
    if match is None:
        return strip_ornaments(text)
    return text[match.end() :].strip().removesuffix(match[0]).rstrip() or text


def read_numbered(text: str, after: str) -> Heading | None:
    """The heading in "3.1 Title", "3. Title", "Article 17" or "CHAPTER I. Title", also behind the
    "Subject:" of a digest, which stands by itself above `after`, the next line that is not blank
    (`""` if none is)."""
    text = leave_out_subject(text)
    if not after or len(text) > _MAX_MARKED_HEADING or leads_in(text) or is_row(text):
        return None
    unit = read_unit(text)
    if _BARE_CAPTION.fullmatch(text):
        return None
    if unit and unit.kind == "word":
        title = text[unit.end :].strip(" .:：-–—\u3000") + ("." if text.endswith(".") else "")
        if not _is_title(title) or _says_all(text, unit, after) or _says_point(text, unit):
            return None
        return make_unit(text)
    label = read_number_label(text)
    title = text[len(label) :].lstrip(". )\t") if label else text.partition(" ")[2].strip()
    if not title or not _is_title(title) or not title[0].isalnum():
        return None
    if title[0].islower() and not (label and _is_of_command(label, title)):
        return None
    if not _WORD.search(title):
        return None
    if _DOTTED.match(text) and label:
        if _is_clause(title, label, after):
            return None
        return _make_heading(text, NUMBER, label.count(".") + 1)
    if not _ENUMERATED.match(text) or len(text) > _MAX_HEADING:
        return None
    # Items of a list that are set apart are no headings.
    number = read_number(text)
    following = None if _DOTTED.match(after) else read_number(after)
    if following is not None and number is not None and following in (number + 1, number):
        return None
    return _make_heading(text, *(_NUMBER if text[0].isdigit() else _LETTER))


def leave_out_subject(text: str) -> str:
    """`text` without the "Subject:" in front of its number, as a digest has it."""
    return _SUBJECT.sub("", text)


def read_capitals(line: Line, after: Line | None) -> Heading | None:
    """The heading in a line of capitals above `after`; None if `line` is none."""
    text = line.text
    if after is None or not text.isupper() or len(text) > _MAX_HEADING:
        return None
    letters = sum(map(str.isalpha, text))
    if letters < 4 or 2 * letters < len(text):
        return None
    if 2 * sum(map(str.isupper, text)) < letters and not looks_like_heading(text):
        return None  # in a script without capitals, amid which a name such as "USB" stands
    if after.text.isupper() or OPTION.match(text) or _STOP.search(text):
        return None
    if "  " in text or any(sign in text for sign in "=_|<>$@{}"):
        return None
    return _make_heading(text, CAPITALS, line.indent)


def read_section(line: Line, after: Line) -> Heading | None:
    """The heading in a line of capitals and a colon, such as "WARNINGS:"; None if it is none."""
    text = line.text.rstrip(":：").rstrip()
    return read_capitals(replace(line, text=text), after) if text else None


def looks_like_heading(text: str) -> bool:
    """Whether `text` is short and has the form of a heading."""
    most = _MAX_SPACELESS_HEADING if SPACELESS.search(text) else _MAX_HEADING
    said = text.rstrip("*_ ")  # "**So it is.**" is a sentence, too
    return (
        len(text) <= most
        and len(text.split()) <= 14
        and (text[0].isalnum() or text[0] in "([\"'“‘«「『¿¡")
        and not text[0].islower()
        and any(map(str.isalpha, text))
        and not said.endswith((".", ":", "：", ",", "，", ";", "!", "…", "。", "۔", "।", "”", '"'))
        and not read_item_mark(text)
        and not (text[0] in "([（" and text[-1] in ")]）")  # what is said aside
        and not (text[0] in "(（" and text.count(text[0]) > text.count(")") + text.count("）"))
        and not (SENTENCE_END.search(text) and text[-1] not in "?？؟")
        and not any(sign in text for sign in ("://", "=", "{", "}", " | "))
        and not _holds_two_sentences(text)
        and not states_rights(text)
        and not _BARE_CAPTION.fullmatch(text)
        and not _SIGNED.search(said)
        and not _SMILING.search(said)
    )


def _holds_two_sentences(text: str) -> bool:
    """Whether a sentence ends within `text`: a word in small letters and a full stop stand in
    front of a capital."""
    ends = _TWO_SENTENCES.finditer(text)
    return any(end[0].partition(".")[0].islower() and end[0][-1].isupper() for end in ends)


def read_stars(text: str) -> tuple[int, str]:
    """How many stars mark the line of an outline at the beginning of `text`, 0 if none do, and
    what stands behind them."""
    match = _STARS.match(text)
    return (len(match[1]), text[match.end() :]) if match else (0, text)


def is_outline_line(text: str) -> bool:
    """Whether `text` is "* Title" or "** Title"."""
    stars, title = read_stars(text)
    return stars > 0 and looks_like_heading(title)


def is_page_rule(line: Line) -> bool:
    """Whether `line` is a rule about as wide as a page, which parts sections."""
    return bool(RULE.fullmatch(line.text)) and columns(line.text) >= _MIN_PAGE_RULE


def ends_part(rule: Line, line: Line) -> bool:
    """Whether `rule` parts `line` from the next part of a page, as browsers for terminals draw it:
    underlined is no sentence, and nothing with what stands further in."""
    is_drawn = rule.text[0] == "_" and is_page_rule(rule) and not line.says_nothing
    return is_drawn and (rule.indent > line.indent or bool(SENTENCE_END.search(line.text)))


def make_ruled(text: str) -> Heading | None:
    """The heading in `text`, a line by itself below a rule; None if it is none."""
    return _make_heading(text, "ruled") if looks_like_heading(" ".join(text.split())) else None


def make_unit(text: str) -> Heading:
    """The heading `text`, which begins with the label of a unit."""
    unit = read_unit(text)
    assert unit is not None
    return _make_heading(text, f"{UNIT}{unit.family}")


def make_weak(text: str) -> Heading:
    """The heading `text`, which only its shape tells."""
    unit = read_unit(text)
    return Heading(text, "plain", label=unit.label if unit else None, is_weak=True)


def make_release(text: str, is_weak: bool) -> Heading:
    """The heading `text`, which names a release."""
    text = " ".join(text.split())
    return Heading(text, RELEASE, label=read_unit_label(text), is_weak=is_weak)


def make_day(text: str) -> Heading:
    """The heading `text`, a day that items stand below."""
    return _make_heading(text, DAY)


def make_outdented(line: Line) -> Heading:
    """The heading that stands left of the text below it."""
    return _make_heading(line.text, "outdented", line.indent)


class HeadingPath:
    """The headings above the place that a text is read at, outermost first, and of each the label
    of the unit that it stands in."""

    def __init__(self, headings: Iterable[Heading] = ()) -> None:
        """`headings` are all of the text, in order."""
        headings = tuple(headings)
        self._numbers_left = sum(heading.family == _NUMBER[0] for heading in headings)
        self._releases_left = sum(heading.family == RELEASE for heading in headings)
        self._told: set[str] = set()
        """The texts of headings below releases."""
        self._path: tuple[Heading, ...] = ()
        self._labels: tuple[str | None, ...] = ()
        self._levels: dict[tuple[str, int], int] = {}
        self._counts: Counter[tuple[str, int]] = Counter()

    @property
    def texts(self) -> tuple[str, ...]:
        """Their texts."""
        return tuple(heading.text for heading in self._path)

    @property
    def label(self) -> str | None:
        """The label of the innermost that is a numbered unit, None if another one ends that."""
        return self._labels[-1] if self._labels else None

    def add(self, heading: Heading, follows_heading: bool) -> None:
        """Goes on below `heading`. `follows_heading` if nothing stands between it and the last."""
        self._end_units(heading, follows_heading)
        self._numbers_left -= heading.family == _NUMBER[0]
        if not follows_heading and self._begins_appendices(heading):
            self._levels[heading.style] = self._levels[_NUMBER]
        path = list(self._path)
        if path and path[-1].family == DAY != heading.family:
            path.pop()
        self._counts[heading.style] += 1
        is_release = heading.family == RELEASE
        words = () if is_release else read_release_words(heading.text)
        if is_release or words or _is_surely_release(heading.text):
            del path[_find_other_release(path, find_version(heading.text), words) :]
        if not is_release and not follows_heading:
            del path[_find_release_beside(path, heading) :]
        if not (heading.is_weak and follows_heading):
            while path and path[-1].is_weak:
                path.pop()
        if not heading.is_weak:
            level = self._levels.get(heading.style)
            # One of another family that nothing stands below yet is above it: nothing is lost.
            is_above = follows_heading and 1 <= (level or 0) == len(path) - 1
            if level is not None and self._counts_anew(heading, path, level):
                level += 1
            if level is not None and not (is_above and path[-1].family != heading.family):
                del path[level:]
            beside = (
                number for number, one in enumerate(path)
                if one.family == heading.family and one.rank >= heading.rank
            )  # fmt: skip
            del path[next(beside, len(path)) :]
            self._levels[heading.style] = len(path)
        self._releases_left -= is_release
        is_below = path[-1:] and path[-1].family == RELEASE and not (is_release or follows_heading)
        if is_below and not self._releases_left and not self._is_of_news(heading):
            path.pop()  # what is told of all releases stands behind the last one
        # One in another unit's text whose level nobody knows may end the unit, so it does.
        may_end = (heading.is_weak or heading.family == CAPITALS) and not follows_heading
        above = None if may_end else next(reversed(self._labels[: len(path)]), None)
        self._labels = (*self._labels[: len(path)], heading.label or above)
        self._path = (*path, heading)
        if any(one.family == RELEASE for one in path):
            self._told.add(heading.text)

    def _begins_appendices(self, heading: Heading) -> bool:
        """Whether `heading` is the first with a letter, and stands behind all those with numbers:
        it is beside them, as an appendix is, and not below the last."""
        return (
            heading.style == _LETTER
            and _LETTER not in self._levels
            and not self._numbers_left
            and self._counts[_NUMBER] >= _MIN_NUMBERED
            and _FIRST_LETTER.match(heading.text) is not None
        )

    def _is_of_news(self, heading: Heading) -> bool:
        """Whether changes of a release are told of below `heading`: its words or others say so."""
        return heading.text in self._told or is_of_news(heading.text)

    def _end_units(self, heading: Heading, follows_heading: bool) -> None:
        """Ends the units above where `heading`, the first of its kind that is met, stands beside
        them: as a title says, "Amendments" of "Amendment I"; as it is in no article; or as it is
        not number one, and none stood in the units before: "Article VIII" behind "Amendment XXII".
        """
        if not heading.family.startswith(UNIT) or heading.style in self._levels:
            return
        units = [n for n, one in enumerate(self._path) if one.family.startswith(UNIT)]
        if not units:
            return
        last = self._path[-1]
        if units[-1] + 1 < len(self._path) and _is_plural(last.text, heading.family):
            title = replace(last, is_weak=False)
            self._path = (*self._path[: units[0]], title)
            self._labels = (*self._labels[: units[0]], None)
            return
        is_inner = follows_heading or _is_first(heading)
        is_added = heading.family.removeprefix(UNIT) in _ADDED
        ended = (
            n
            for n in units
            if (is_added and self._path[n].family.removeprefix(UNIT) in _INNER)
            or (not is_inner and self._counts[self._path[n].style] > 1)
        )
        end = next(ended, len(self._path))
        self._path, self._labels = self._path[:end], self._labels[:end]

    @staticmethod
    def _counts_anew(heading: Heading, path: Sequence[Heading], level: int) -> bool:
        """Whether `heading` is the first of units that are counted anew below the one at `level`,
        which is counted otherwise: "Section 1" behind "Amendment XXI", though it stood beside."""
        if not _is_first(heading) or level >= len(path):
            return False
        beside = path[level]
        return beside.label is not None and beside.family != heading.family


def is_ended_by(heading: Heading, following: Heading, outer: Container[str]) -> bool:
    """Whether the unit that `heading` is of ends where `following` stands right below it, which is
    of one of the kinds `outer` that units of its kind lie in, or is added to all of them."""
    if not (heading.family.startswith(UNIT) and following.family.startswith(UNIT)):
        return False
    is_added = following.family.removeprefix(UNIT) in _ADDED
    is_inner = heading.family.removeprefix(UNIT) in _INNER
    return following.family in outer or (is_added and is_inner)


def names_other_release(heading: Heading, following: Heading) -> bool:
    """Whether `following` surely names a release that is not within that of `heading`."""
    version = find_version(following.text) if _is_surely_release(following.text) else ""
    return bool(version) and _find_other_release([heading], version, ()) == 0


def _is_first(heading: Heading) -> bool:
    return heading.label is not None and heading.label.split()[-1] in FIRST_NUMBERS


def _is_plural(title: str, family: str) -> bool:
    """Whether `title` names several of the `family` of a unit, as "Amendments" does."""
    word = family.removeprefix(UNIT)
    stem = word[:-1] if len(word) > _MAX_SHORT_WORD else word  # "Appendix", "Appendices"
    return any(w.startswith(stem) and w != word for w in title.casefold().split())


def _find_other_release(path: Sequence[Heading], version: str, words: tuple[str, ...]) -> int:
    """The first place in `path` of a heading that names a release, in these words if there are any,
    which `version` is none of; the length of `path` if there is none."""
    for place, one in enumerate(path):
        named = find_version(one.text)
        is_other = named and not f"{version}.".startswith(f"{named}.")
        is_alike = read_release_words(one.text) == words if words else not names_releases(one.text)
        if is_other and is_alike:
            return place
    return len(path)


def _is_surely_release(text: str) -> bool:
    release = read_release(text)
    return release is not None and release.is_sure


def _find_release_beside(path: Sequence[Heading], heading: Heading) -> int:
    """The place in `path` of a release which `heading` is beside, as it is written like that or is
    that of a day; the length of `path` if there is none."""
    if heading.family == DAY and path and path[-1].family == DAY:
        return len(path)  # the next day below the same release
    for place, one in enumerate(path):
        if one.family == RELEASE and (
            begins_with_day(heading.text)
            or _DIGITS.sub("0", one.text) == _DIGITS.sub("0", heading.text)
        ):
            return place
    return len(path)


def _make_heading(text: str, family: str, rank: int = 0) -> Heading:
    text = strip_row(" ".join(text.split()))
    return Heading(text, family, rank, read_unit_label(text))


def _says_all(text: str, unit: Unit, after: str) -> bool:
    """Whether `text` is a unit of one sentence, as the next one follows at once."""
    following = read_unit(after)
    if following is None or not are_counted_alike(following.family, unit.family):
        return False
    is_said = SENTENCE_END.search(text) or _STOPLESS.search(text)
    return is_said is not None and following.label != unit.label


def _says_point(text: str, unit: Unit) -> bool:
    """Whether `text` is what the first point of a unit says: "Article 5 (1) The ferry sails."."""
    has_points = bool(part_points(text, unit)[1])
    return has_points and text[-1] in ".!" and bool(_SAID_BEHIND.match(text, unit.end))


def _is_clause(title: str, label: str, after: str) -> bool:
    """Whether "4.2 Late rent is dearer." is a unit of one sentence, as the next one follows at
    once and none lies within it."""
    following = read_number_label(after)
    if following is None or following.startswith(f"{label}."):
        return False
    return bool(SENTENCE_END.search(title)) and len(title.split()) > 2


def _is_of_command(label: str, title: str) -> bool:
    """Whether "5.3.1. set_gauge" is the heading of a command or an option, described below it."""
    return label.count(".") > 1 and _COMMAND.fullmatch(title) is not None


def _is_rule_for(line: Line, rule: Line, spare: int) -> bool:
    """Whether `rule` underlines `line`: about as long, or the width of a page."""
    if not RULE.fullmatch(rule.text) or line.says_nothing or line.depth != rule.depth:
        return False
    width, length = columns(line.text), columns(rule.text)
    text = line.text
    if width > _MAX_MARKED_HEADING or rule.indent > line.indent + spare:
        return False
    if ends_part(rule, line):
        return False
    if abs(width - length) <= max(4, width // 4):
        return True
    if length < _MIN_PAGE_RULE or length <= width:
        return False
    mark = read_item_mark(text) if spare > _MAX_UNDER_SPARE else None
    return looks_like_heading(text[mark.end() :] if mark else text) or bool(read_release(text))


def _is_title(text: str) -> bool:
    """Whether `text` behind a number is a title rather than a sentence: short, no full stop."""
    if SENTENCE_END.search(text) and not text.endswith(("?", "？", "؟")):
        return (
            not SPACELESS.search(text)
            and len(text.split()) <= _MAX_STOPPED_WORDS
            and text.count(".") <= 1
        )
    return not _STOP.search(text) and len(text.split()) <= 20
