"""What stands in brackets and tags in the source of a wiki page, as MediaWiki has it: links become
their words, templates, references and pictures nothing. The work grows with the text.

`mwparserfromhell`, which others use for this, takes half a minute for 40 KB of `{{a|`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.wiki.gaps import HOLE, NOTHING
from corpus.formats.wiki.tags import drop_hidden
from corpus.formats.wiki.templates import read_template
from corpus.formats.writing.formulas.pictures import write_tex

_MAX_DEPTH = 40
"""Of brackets in brackets; what opens deeper is text."""
_TAGS = re.compile(
    r"<!--|<(?P<name>ref|nowiki|pre|syntaxhighlight|source|math|chem|ce|gallery|timeline|imagemap"
    r"|templatestyles|score|graph|mapframe|maplink|references|hiero|includeonly|inputbox"
    r"|categorytree|indicator|style|script)\b(?P<rest>[^<>]{0,500}?)(?P<end>/?)>",
    re.IGNORECASE,
)
_OF_CODE = frozenset(("pre", "syntaxhighlight", "source"))
_OF_WORDS = frozenset(("nowiki", "math", "chem", "ce"))
_BRACKETS = re.compile(r"\{\{|\}\}|\[\[|\]\]")
_PARAMETER = re.compile(
    r"\{\{\{(?P<name>[^{}|\n]{1,100})(?:\|(?P<usual>[^{}|\n]{0,300}))?\}\}\}(?!\})"
)
_PLACE = re.compile("\ue000([0-9]{1,9})\ue001")
_PLACE_MARKS = re.compile("[\ue000-\ue003]")
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_EXTERNAL = re.compile(
    r"\[(?:(?:https?|ftp):)?//[^\s\[\]]{1,2000}(?:[ \t]([^\[\]\n]{0,500}))?\]"
    r"|\[mailto:[^\s\[\]]{1,300}[ \t]([^\[\]\n]{0,500})\]"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,12})?|simple")
_IN_BRACKETS = re.compile(r"\s\([^()]*\)$")


@dataclass(slots=True)
class Source:
    """A page without what is marked by brackets and tags. `kept` stands where `\\ue000n\\ue001`
    does: what is code, and what is to be read letter by letter."""

    text: str
    kept: list[str] = field(default_factory=list)

    def restore(self, text: str) -> str:
        """`text` with what was kept of it."""
        return _PLACE.sub(lambda match: self.kept[int(match[1])], text)

    def find_code(self, line: str) -> str | None:
        """The code that stands in a line, if there is nothing else."""
        match = _PLACE.fullmatch(line.strip())
        return self.kept[int(match[1])] if match else None


def read_marks(text: str, left_out: frozenset[str]) -> Source:
    """The page in `text`; `left_out` are the namespaces of pictures and categories, in lower case,
    to which a link is none."""
    source = Source("")
    text = "".join(_read_tags(_PLACE_MARKS.sub("", text), source.kept))
    text = _PARAMETER.sub(lambda match: (match["usual"] or "").strip() or HOLE, text)
    text = read_brackets(drop_hidden(text), left_out)
    source.text = _EXTERNAL.sub(lambda match: match[1] or match[2] or "", text)
    return source


def _read_tags(text: str, kept: list[str]) -> Iterator[str]:
    lowered = text.translate(_LOWER)
    closings: dict[str, int] = {}

    def find_closing(name: str, start: int) -> int:
        """Each stretch of the text is looked through once for each name."""
        known = closings.get(name, -2)
        if known == -1 or known >= start:
            return known
        closings[name] = found = lowered.find(f"</{name}", start)
        return found

    start = 0
    formula = ""
    while match := _TAGS.search(text, start):
        before = text[start : match.start()]
        yield _part_digits(formula, before) + before
        formula = "" if before else formula
        start = match.end()
        name = (match["name"] or "").lower()
        if not name:
            closing = text.find("-->", start)
            start = closing + 3 if closing >= 0 else len(text)
            continue
        if match["end"]:
            continue
        closing = find_closing(name, start)
        if closing < 0:
            continue
        content = text[start:closing]
        end = text.find(">", closing)
        start = end + 1 if end >= 0 else len(text)
        if name in _OF_CODE and "inline" not in match["rest"]:
            yield f"\n{_keep(content, kept)}\n"
        elif name in _OF_CODE or name in _OF_WORDS:
            said = " ".join(content.split())
            if name == "math":
                said = write_tex(said) or said
                yield _part_digits(before or formula, said)
                formula = said
            yield _keep(said, kept)
    yield _part_digits(formula, text[start : start + 1]) + text[start:]


def _part_digits(before: str, after: str) -> str:
    """What stands between a formula and what is beside it: a blank between digits, which would be
    one number."""
    return " " if before[-1:].isdigit() and after[:1].isdigit() else ""


def _keep(content: str, kept: list[str]) -> str:
    kept.append(html.unescape(content).strip("\n"))
    return f"\ue000{len(kept) - 1}\ue001"


@dataclass(slots=True)
class _Open:
    """What stands behind brackets that are open."""

    mark: str
    parts: list[str] = field(default_factory=list)


def read_brackets(text: str, left_out: frozenset[str]) -> str:
    """`text` in which links and templates are what they show."""
    stack = [_Open("")]
    start = 0
    for match in _BRACKETS.finditer(text):
        stack[-1].parts.append(text[start : match.start()])
        start = match.end()
        mark = match[0]
        if mark in ("{{", "[["):
            if len(stack) < _MAX_DEPTH:
                stack.append(_Open(mark))
            else:
                stack[-1].parts.append(mark)
            continue
        opening = "{{" if mark == "}}" else "[["
        place = next((n for n in range(len(stack) - 1, 0, -1) if stack[n].mark == opening), 0)
        if not place or (mark == "]]" and any(o.mark == "{{" for o in stack[place:])):
            stack[-1].parts.append(mark)
            continue
        inside = _take_from(stack, place)
        inside = inside[len(opening) :]
        said = read_template(inside) if mark == "}}" else _read_link(inside, left_out)
        stack[-1].parts.append(said)
    stack[-1].parts.append(text[start:])
    return "".join(stack[0].parts) + _take_from(stack, 1)


def _take_from(stack: list[_Open], place: int) -> str:
    """What stands behind the brackets that are open from `place` on, as it is written."""
    taken = stack[place:]
    del stack[place:]
    return "".join(part for each in taken for part in (each.mark, *each.parts))


def _read_link(inside: str, left_out: frozenset[str]) -> str:
    target, bar, shown = inside.partition("|")
    target = target.strip()
    space, colon, name = target.lstrip(":").partition(":")
    if colon and not target.startswith(":"):
        if space.strip().casefold() in left_out:
            return NOTHING
        if not bar and name[:1].strip() and _LANGUAGE.fullmatch(space):
            return NOTHING
    if shown.strip():
        return shown.strip()
    target = target.lstrip(":")
    if bar:  # MediaWiki shows a name without what tells it from others
        return _IN_BRACKETS.sub("", target.rpartition(":")[2])
    return target.removeprefix("#")
