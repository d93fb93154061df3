"""Fields at the top of a file behind a sign of their own: Pandoc's `% Title`, Org's `#+TITLE:`,
Nikola's `.. title:`, the last also in a comment of HTML."""

import re

from corpus.formats.heads.bylines import is_day, is_name
from corpus.structure.speakers.label_words import PARTICLES

_MAX_LINES = 60
_MAX_HEAD_LINES = 30
_MAX_MARKED = 3
_MAIL = re.compile(r"\s?<[^\s<>]{1,100}>$")
# Of the languages whose articles stand apart from the noun: "The Lamp" is a thing, or a paper.
_ARTICLE_WORDS = "the a an der die das ein eine le la les un une el los las una o os as"
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_MONTH = re.compile(r"(?:[^\W\d_]{3,12}\.?,? )?[12]\d{3}")
_INITIALS = re.compile(r"(?:^|\s)[^\W\d_]\.(?=[\s\w])")
_FIELD = re.compile(r"(?:\.\. |#\+)(?P<name>[A-Za-z][\w-]{0,30}):(?:[ \t]+(?P<value>\S.*)|\s*)")
_USUAL = frozenset(("title", "date", "author"))


def split_marked_fields(text: str) -> tuple[dict[str, object], str] | None:
    """The fields at the top of `text`, names in lower case, and what stands below them; None if
    there are none, or none of the usual ones."""
    return _split_percent(text) or _split_signs(text)


def _split_percent(text: str) -> tuple[dict[str, object], str] | None:
    """Pandoc's title, authors and day, each behind a per cent sign and going on in lines that
    are set in. A program's remarks begin like that, too: a third line is a day, a month or a
    year, and without one there are several authors, initials or an address."""
    lines = text.split("\n", _MAX_HEAD_LINES)
    marked: list[list[str]] = []
    end = 0
    while end < len(lines) and (line := lines[end].rstrip()):
        if line[0] == "%" and line[1:2] in ("", " "):
            marked.append([line[1:].strip()])
        elif line[0] == " " and marked:
            marked[-1].append(line.strip())
        else:
            return None
        end += 1
    if not 2 <= len(marked) <= _MAX_MARKED or end == len(lines) or not marked[0][0]:
        return None
    title, day = " ".join(marked[0]), " ".join(marked[2]) if len(marked) > 2 else ""
    is_dated = bool(day) and (is_day(day) or _is_month(day))
    names = [name.strip() for part in marked[1] for name in part.split(";") if name.strip()]
    is_known = _is_title(title) and all(_is_author(name, is_dated) for name in names)
    is_known &= is_dated or len(names) > 1 or all(map(_is_surely_author, names))
    if not is_known or (day and not is_dated) or not (names or day):
        return None
    body = "\n".join(lines[end:]).lstrip("\n")
    return {"title": title, "author": names, "date": day}, body


def _is_month(text: str) -> bool:
    """Whether `text` is a year, perhaps with a month in front of it."""
    if _MONTH.fullmatch(text) is None:
        return False
    return text.isdecimal() or is_day(f"1 {text}")


def _is_surely_author(text: str) -> bool:
    """Whether `text` has the shape of a person's name: with an initial or an address of mail."""
    return bool(_MAIL.search(text) or _INITIALS.search(text))


def _is_title(text: str) -> bool:
    """Whether no sentence ends in `text`, as in a remark."""
    return not text.endswith((".", ",", ":", ";"))


def _is_author(text: str, is_dated: bool) -> bool:
    """Whether `text` names a person or a body, perhaps with an address of mail behind it. Without
    a day below it a full name is asked for, and none that begins with an article."""
    name = _MAIL.sub("", text)
    if not is_name(name):
        return False
    words = [word for word in name.replace(",", " ").split() if word.casefold() not in PARTICLES]
    is_cased = all(not word[0].islower() for word in words)
    if name.split()[0].casefold() in _ARTICLES or not is_cased:
        return False
    return is_dated or len(words) > 1 or not name.isascii()


def _split_signs(text: str) -> tuple[dict[str, object], str] | None:
    lines = text.lstrip("\n").split("\n", _MAX_LINES)
    is_comment = lines[0].strip() == "<!--"
    end = int(is_comment)
    fields: dict[str, object] = {}
    while end < len(lines) and (match := _FIELD.fullmatch(lines[end].rstrip())):
        name, value = match["name"].casefold(), match["value"] or ""
        # Org goes on with a long title in another line of the name.
        between = " " if name == "title" else ", "
        fields[name] = between.join(filter(None, (str(fields.get(name, "")), value)))
        end += 1
    if not fields.keys() & _USUAL or end == len(lines):
        return None
    if is_comment:
        if lines[end].strip() != "-->":
            return None
        end += 1
    body = "\n".join(lines[end:]).lstrip("\n")
    return (fields, body) if body.strip() else None
