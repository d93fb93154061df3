"""Titles for articles that state none, or none that says anything."""

import re
from pathlib import PurePosixPath

from corpus.article import Paragraph
from corpus.fields.metadata import is_web_url
from corpus.normalization import clean_line
from corpus.structure.rights import states_rights
from corpus.structure.sentences.sentences import split_sentences

_MAX_CHARACTERS = 80
_DATELINE = re.compile(r"([^\W\d_][\w .,'’()/-]{1,60}?)(?::|\s[–—-]{1,2})\s+(?=\S)")
_MAX_DATELINE_WORDS = 6
_LEADING_DATE = re.compile(
    r"^\d{4}[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?!\d)[-_. T]*"
    r"|^\d{4}([-_])\d{1,2}\1\d{1,2}(?:[-_. ]+|$)"
    r"|^\d{1,2}([-_.])\d{1,2}\2\d{4}(?:[-_. ]+|$)"
    r"|^(?:(?:0\d{0,3}[-_. )]+)+|\d{1,4} ?[-_.)][-_. )]*)(?!\d)"
)
"""A day, or a number that puts files in order; the numbers of "9-11 report", "101 pies" and
"1999-2000 season" belong to what it is called."""
_DATE_AT_END = re.compile(r"(?<=[^\W\d])[ _-]\d{4}([-_.]?)\d{2}\1\d{2}$")
_SEPARATORS = re.compile(r"[-_+]+|(?<=\w)\.(?=\w)|%20")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2,}")
_CODE = re.compile(r"[0-9a-f]{8,}|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{12,}|[0-9a-f-]{30,}", re.I)
_NO_TITLE = re.compile(r"!\[|\[!\[|<|(?!\d{4}$)[\W\d_]*$")
_NAMES_OF_ANY_FILE = """
    readme index default untitled unnamed document doc docs file files text txt new note notes
    article articles post page content contents main home draft copy temp tmp test sample input
    output data export download transcript audio recording scan img image item entry part chapter
    section license changelog news todo
"""
_TITLES_OF_ANY_TEXT = """
    introduction intro overview preface foreword name synopsis about welcome faq install table of
    background hintergrund antecedentes the version release changes v in frequently asked questions
    häufige häufig gestellte fragen foire aux questions preguntas perguntas frecuentes frequentes
    einleitung einführung überblick vorwort inhalt inhaltsverzeichnis sommaire aperçu préface
    introducción índice contenido resumen prólogo presentación versión
    часто задаваемые вопросы введение оглавление содержание обзор предисловие описание версия
    简介 介绍 目录 概述 引言 前言 版本 مقدمة فهرس المحتويات نظرة عامة تعارف فہرست پیش لفظ
"""
_TELLS_NOTHING = frozenset(_NAMES_OF_ANY_FILE.split())
_NO_SUBJECT = _TELLS_NOTHING | frozenset(_TITLES_OF_ANY_TEXT.split())
_ANY_WORD = re.compile(r"[^\W\d_]+")
_PAGE_HEAD = re.compile(r"(\S{1,60}\(\d\w{0,3}\))\s.{0,120}\s\1", re.I)
_PAGE_NAME = re.compile(r"\S{1,60}\(\d\w{0,3}\)")
_EDITORS_LINE = re.compile(r"-\*-.{0,200}-\*-")
_MAX_FOLDERS = 3
_MAX_NAME_WORDS = 4


def name_subject(title: str, path: str) -> str:
    """`title`, or what says more of the file `path` if it is but "Introduction", "README" or a
    version, or one word of the file's name: that name, else the title with the nearest folder that
    tells, in brackets. The head of a manual page is told by its first word alone, "pump(8)", and
    that says enough."""
    head = _PAGE_HEAD.fullmatch(title)
    if head:
        name = PurePosixPath(path).name
        return head[1].lower() if name.startswith(head[1].partition("(")[0].lower()) else head[1]
    words = [word.casefold() for word in _ANY_WORD.findall(title)]
    named = None if _PAGE_NAME.fullmatch(title) else title_of_name(path)
    if not all(word in _NO_SUBJECT for word in words):
        parts = _ANY_WORD.findall((named or "").casefold())
        is_part = len(words) == 1 and words[0] in parts and 1 < len(parts) <= _MAX_NAME_WORDS
        return named if named and is_part else title
    if named and not all(word in _NO_SUBJECT for word in _ANY_WORD.findall(named.casefold())):
        return named
    folders = PurePosixPath(path).parent.parts[: -_MAX_FOLDERS - 1 : -1]
    folder = next((name for name in folders if title_of_name(name)), None)
    return f"{title} ({folder})" if folder and words else title


def is_telling(title: str) -> bool:
    """Whether `title` has a word, and is no address, no image, no line for an editor, and none that
    says whose the rights are."""
    if states_rights(title):
        return False
    return not is_web_url(title) and not (_NO_TITLE.match(title) or _EDITORS_LINE.match(title))


def title_of_name(path: str) -> str | None:
    """The title that a file's name is, None if it is a number, a code, or like "README"."""
    stem = PurePosixPath(path).name
    stem = stem[: -len(PurePosixPath(stem).suffix)] if PurePosixPath(stem).suffix else stem
    stem = _DATE_AT_END.sub("", _LEADING_DATE.sub("", stem, count=1))
    if _CODE.search(stem):
        return None
    # Who writes spaces means the hyphens, too.
    words = clean_line(stem if " " in stem else _SEPARATORS.sub(" ", stem))
    telling = [w for w in _WORD.findall(words) if w.casefold() not in _TELLS_NOTHING]
    if not telling or len(words) > 2 * _MAX_CHARACTERS:
        return None
    return words[0].upper() + words[1:]


def _first_sentence(text: str, language: str | None) -> str:
    for start, end in split_sentences(text, language)[:1]:
        return clean_line(text[start:end])
    return ""


def _is_dateline(words: list[str], sentence: str) -> bool:
    """Whether the `words` before a colon or a dash are where a report is from, and not a part of
    what `sentence` says: "Not confirmed: the company is bankrupt." """
    if not sentence or len(words) > _MAX_DATELINE_WORDS or sentence[0].islower():
        return False
    is_name = all(word[0].isupper() or word[0].isdigit() or word[0] == "(" for word in words)
    return not sentence[0].isdigit() and (
        (is_name and len(words) > 1)
        or (len(words) == 1 and (not words[0].istitle() or len(sentence) > _MAX_CHARACTERS))
    )


def title_of_text(text: str, paragraphs: tuple[Paragraph, ...], language: str | None) -> str:
    """The first sentence without its dateline, cut at a word; empty if nothing in it shows."""
    paragraph = text[paragraphs[0].start : paragraphs[0].end]
    dateline = _DATELINE.match(paragraph)
    without = paragraph[dateline.end() :] if dateline else ""
    sentence = _first_sentence(without, language)
    if dateline is None or not _is_dateline(dateline[1].split(), sentence):
        sentence = _first_sentence(paragraph, language)
    if len(sentence) <= _MAX_CHARACTERS:
        return sentence.rstrip(".。") or sentence
    cut = sentence[: _MAX_CHARACTERS - 1]
    return (cut.rsplit(maxsplit=1)[0] if " " in cut[40:] else cut).rstrip(" ,;:–—-") + "…"
