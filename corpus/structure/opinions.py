"""Opinions of judges in one text: who dissents says something else than the court.

A court publishes its opinion and those of the judges who do not share it one below the other,
each below a line that says whose it is: "Justice Flint, dissenting." looks like no heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.article import Paragraph

_MAX_LINE = 400
"""Characters: those who join are named, too."""
_WORDS = re.compile(
    r"dissent|concurr|opinion of the court|dissident|concordant|abweichende|sondervot"
    r"|voto (?:particular|vencido|disidente)|особое мнение",
    re.I,
)
"""Without one of them in a text there is one opinion at most."""
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Madam|Hon)\.?\s|The\s|Chief\s|Associate\s|Presiding\s|Senior\s|Circuit\s"
    r"|District\s){0,3}(?:Chief\s)?(?:Justices?|Judges?)"
)
_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}"
_NAMES = rf"{_NAME}(?:(?:,?\s(?:and|de|von|van|der)\s|,?\s){_NAME}){{0,8}}"
_BEHIND = r"(?:(?:Chief|Senior|Presiding|Circuit|District)\s){0,3}(?:Justices?|Judges?)"
_WHO = rf"(?:(?i:{_TITLE})\s{_NAMES}|{_NAMES},\s(?:(?:[CPS]\.\s?)?JJ?\.|(?i:{_BEHIND})))"
_JOINED = (
    r"(?:,?\s(?:with whom|joined by|joining|whom)\s[^;:?!]{1,250}?|,\sfor himself[^;:?!]{1,90}?)?"
)
_HOW = r"(?i:(?:(?:specially|respectfully|separately)\s)?(?:dissent|concurr)ing)"
_PART = (
    r"(?:,?\s(?:in\s(?:the\s)?(?:part|judgment|result|decision)s?|in\spart\b|only"
    r"|(?:and|from|as\sto|with)\s[^.:;?!]{1,100}))*"
)
_STANDS_APART = re.compile(
    rf"[\[(]?{_WHO}{_JOINED},?\s[\[(]?{_HOW}{_PART}[\])]?[.:]?(?:[\])])?"
    r"|(?i:(?:joint\s|partly\s|partially\s|separate\s|and\s|,\s|dissenting\s|concurring\s){1,6}opinions?"
    rf"\s(?:of|by)\s){_WHO}[^.:;?!]{{0,120}}[.:]?"
    r"|(?i:abweichende\sMeinung|Sondervotum)\s(?i:der|des|von)\s[^.:;?!]{3,150}[.:]?"
    r"|(?i:opinions?\s(?:partiellement\s|en\spartie\s)?(?:dissidente|concordante)s?\s(?:commune\s)?"
    r"(?:de|du|des|à)\s)[^.:;?!]{3,150}[.:]?"
    r"|(?i:voto\s(?:particular|vencido|disidente|concurrente)\s(?:que|del?|dos?|das?)\s)"
    r"[^.:;?!]{3,150}[.:]?"
    r"|(?i:особое\sмнение\sсудьи)\s[^.:;?!]{3,100}[.:]?"
)
_DELIVERED = re.compile(
    rf"{_WHO}{_JOINED},?\s(?i:delivered\sthe\s(?:unanimous\s)?opinion\sof\sthe\scourt"
    r"|(?:announced|delivered)\sthe\sjudgment\sof\sthe\scourt)\b.{0,250}"
)
"""A sentence, which somebody may ask for; it heads what stands below where others dissent."""
_FILED = re.compile(r"\bfiled\b")
"""In a summary, which tells of all opinions."""
_SECTION = re.compile(r"(?:[IVXLC]{1,6}|[A-H]|\d{1,2})[.)]?(?:\s.{0,100})?")
_OPENED = re.compile(
    rf"(?P<line>{_WHO}{_JOINED},\s{_HOW}{_PART})\s?(?:[.:]|—|--)\s?[—–-]{{0,2}}\s?(?=[^\W\d_a-z])"
)
"""In front of the first words of the opinion."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Whose `opinion` begins: a line by itself, a sentence, or words in front of others."""

    opinion: str
    is_alone: bool = False
    is_sentence: bool = False


def head_opinions(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """`paragraphs` of `text`, those of each judge's opinion below the line that says whose it is,
    up to the next one or to a heading beside the place where the first one stands. The line itself
    is no paragraph if it is no sentence. Linear."""
    if not _WORDS.search(text):
        return tuple(paragraphs)
    lines = {n: line for n, p in enumerate(paragraphs[:-1]) if (line := _read_line(text, p))}
    if all(line.is_sentence for line in lines.values()):
        return tuple(paragraphs)
    made: list[Paragraph] = []
    base: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    opinion = ""
    for number, paragraph in enumerate(paragraphs):
        line = lines.get(number)
        kept = _keep_base(paragraph.headings, base) if opinion else None
        if kept is None:
            kept, opinion = _leave_out_sections(paragraph.headings), ""
        base = kept
        if line:
            opinion, above = line.opinion, paragraph.headings
            if line.is_alone:
                continue
        if not opinion:
            made.append(paragraph)
            continue
        # The headings of an opinion end with it, though no other heading follows.
        is_left_over = paragraph.headings == above and above != base
        inner = () if is_left_over else paragraph.headings[len(base) :]
        label = None if is_left_over else paragraph.label
        made.append(replace(paragraph, headings=(*base, opinion, *inner), label=label))
    return tuple(made)


def _keep_base(headings: tuple[str, ...], base: tuple[str, ...]) -> tuple[str, ...] | None:
    """What of `base` still stands above what stands below `headings`, which in a plain text the
    sections of an opinion may have replaced; None if that is not below it any more, or below a
    heading that says itself whose opinion it is."""
    if headings[: len(base)] == base:
        return None if any(map(_WORDS.search, headings[len(base) :])) else base
    outer = _leave_out_sections(headings)
    return outer if outer != headings and base[: len(outer)] == outer else None


def _leave_out_sections(headings: tuple[str, ...]) -> tuple[str, ...]:
    """`headings` without the innermost ones that are numbers or letters: sections of an opinion."""
    end = len(headings)
    while end and _SECTION.fullmatch(headings[end - 1]):
        end -= 1
    return headings[:end]


def _read_line(text: str, paragraph: Paragraph) -> _Line | None:
    """Whose opinion begins with `paragraph`; None if none does."""
    if paragraph.kind not in ("prose", "list", "term") or paragraph.speaker is not None:
        return None
    said = text[paragraph.start : min(paragraph.end, paragraph.start + _MAX_LINE)]
    if not _WORDS.search(said) and "judgment" not in said:
        return None
    line = " ".join(said.split()) if paragraph.end - paragraph.start <= _MAX_LINE else ""
    if _STANDS_APART.fullmatch(line):
        return _Line(line.strip("[]()").rstrip(".:"), is_alone=True)
    if _DELIVERED.fullmatch(line) and not _FILED.search(line):
        return _Line(line.rstrip("."), is_sentence=True)
    opened = _OPENED.match(said)
    return _Line(" ".join(opened["line"].split())) if opened else None
