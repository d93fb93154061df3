"""The source of a wiki page, as MediaWiki writes it, without its markup."""

import html
import re
from collections.abc import Iterator, Sequence

from corpus.fields.metadata import Metadata
from corpus.formats.wiki import HOLE, NOTHING, close_gaps, mark_gaps, read_brackets, read_table
from corpus.formats.wiki.tags import drop_hidden, leave_out_tags
from corpus.structure.signs import leave_out_spelt

_LINK = re.compile(r"\[\[(?![\s\"'$!-])([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,500}))?\]\]")
_SIGNS = (
    re.compile(r"'''[^'\n]{1,300}'''"),
    re.compile(r"<ref[ >/]"),
    re.compile(r"\{\{[^{}\n]"),
    re.compile(r"^==[^=\n]{1,100}==\s*$", re.MULTILINE),
    re.compile(r"^\{\|", re.MULTILINE),
)
_HEADING = re.compile(r"^(={1,6}) ?[^=\s](?:[^=\n]{0,98}[^=\s])? ?\1[ \t]*$", re.MULTILINE)
_BESIDE_HEADINGS = re.compile(
    r"'''[^'\n]{1,300}'''|<ref[ >/]|<references\b|<nowiki>|<syntaxhighlight\b"
    r"|\[https?://[^\s\[\]]{1,500} [^\[\]\n]{1,300}\]|^\{\|[^\n]{0,300}\n\s?[!|]",
    re.MULTILINE,
)
"""What tells that a text without links within the wiki is one all the same."""
_TABLE_SIGNS = ("\n{|", "\n|-", "\n|}")
_MEDIA_SPACES = frozenset(
    (
        *("file", "image", "category", "datei", "bild", "kategorie", "fichier", "catégorie"),
        *("archivo", "categoría", "imagen", "файл", "категория", "immagine", "categoria"),
        *("ficheiro", "plik", "kategoria", "bestand", "categorie", "文件", "分类", "ファイル"),
        *("カテゴリ", "파일", "분류", "ملف", "تصنيف", "चित्र", "श्रेणी"),
    )
)
_MEDIA = re.compile(f":?(?:{'|'.join(sorted(_MEDIA_SPACES))}):", re.IGNORECASE)
_OTHER_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?:(?=\S)")
"""The same page in another language, which no reader sees in the text."""
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\[\]]{1,500}(?:\s([^\[\]\n]{1,300}))?\]")
_EMPHASIS = re.compile(r"'{2,5}")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_REFERENCE = re.compile(r"<ref[^<>]{0,300}?(/?)>", re.IGNORECASE)
_SWITCH = re.compile(r"__[A-Z]{3,20}__")
_BRACES = re.compile(r"\{\{|\}\}")
# Three and a space or the line's end open a fold of an editor, or code, and no template.
_FOLD = re.compile(r"\{\{\{(?:\s|\d?$)", re.MULTILINE)
_MAX_TEMPLATE = 30_000
"""Characters; what stands between braces farther apart is text: they are no template's."""
_BREAK = "\ue004"
"""Stands for the end of a line, which in a table does not end its row."""
_BREAKS = re.compile(r"<br\s{0,3}/?\s{0,3}>[ \t]{0,9}\n?", re.IGNORECASE)
_PLACE_MARKS = re.compile(f"[{HOLE}{NOTHING}{_BREAK}]")
_VERBATIM = re.compile(
    r"<(?P<name>nowiki|pre|syntaxhighlight|source)\b[^<>/]{0,300}>", re.IGNORECASE
)
_MARKS = re.compile(r"[\[\]{}'<>|!=*#:;_~]")
_ROW_TAGS = re.compile(
    r"(?P<row>\s{0,20}<tr\b[^<>]{0,300}>\s{0,20})|(?P<cell></t[dh]>\s{0,20})|</table>",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^[*#:;]{1,8}\s?")


def strip_wiki_markup(text: str) -> tuple[Metadata, str] | None:
    """`text` without markup, its headings and lists left to the reader of plain text; None if it
    is no wiki source: that has links and at least one other sign, or signs that nothing else
    has."""
    if not _is_wiki_source(text):
        return None
    text = _drop_between(_PLACE_MARKS.sub("", text), "<!--", "-->")
    text = "".join(_keep_signs(text))
    text = "".join(_drop_references(text))
    text = "".join(_read_templates(drop_hidden(text)))
    text = _LINK.sub(_read_link, text)
    text = _LINK.sub(_read_link, text)  # of a picture, whose caption held links
    text = _EXTERNAL.sub(lambda match: match[1] or "", text)
    text = _ROW_TAGS.sub(_read_row_tag, _BREAKS.sub(_BREAK, text))
    text = _SWITCH.sub("", leave_out_tags(_EMPHASIS.sub("", text), _TAG))
    return Metadata(), leave_out_spelt(html.unescape("\n".join(_read_lines(text))))


def _is_wiki_source(text: str) -> bool:
    if _LINK.search(text) and any(sign.search(text) for sign in _SIGNS):
        return True
    if all(sign in f"\n{text}" for sign in _TABLE_SIGNS):
        return True
    return _HEADING.search(text) is not None and _BESIDE_HEADINGS.search(text) is not None


def _drop_between(text: str, opening: str, closing: str) -> str:
    parts = []
    start = 0
    while (found := text.find(opening, start)) >= 0:
        end = text.find(closing, found)
        if end < 0:
            break
        parts.append(text[start:found])
        start = end + len(closing)
    return "".join((*parts, text[start:]))


def _drop_references(text: str) -> Iterator[str]:
    start = 0
    is_closed = True
    for match in _REFERENCE.finditer(text):
        if match.start() < start:
            continue
        yield text[start : match.start()]
        start = match.end()
        if not match[1] and is_closed:
            end = text.find("</ref>", start)
            is_closed = end >= 0
            start = end + len("</ref>") if is_closed else start
    yield text[start:]


def _read_templates(text: str) -> Iterator[str]:
    """The text with the words of each `{{...}}`, as far as they are known; braces that are never
    closed, or very late, are text, and so are all of a text whose braces are folds."""
    if _FOLD.search(text):
        yield text
        return
    depth = start = 0
    opened = 0
    for match in _BRACES.finditer(text):
        if match[0] == "{{":
            if depth == 0:
                opened = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - opened <= _MAX_TEMPLATE:
                yield text[start:opened]
                yield read_brackets(text[opened : match.end()], _MEDIA_SPACES)
                start = match.end()
    yield text[start:]


def _read_link(match: re.Match[str]) -> str:
    if _MEDIA.match(match[1]) or (match[2] is None and _OTHER_LANGUAGE.match(match[1])):
        return ""
    return match[2] or match[1].lstrip(":")


def _keep_signs(text: str) -> Iterator[str]:
    """The text, in which what is read letter by letter has references for signs that are marks
    elsewhere."""
    start = 0
    unending: set[str] = set()
    for match in _VERBATIM.finditer(text):
        closing = f"</{match['name']}>"
        if match.start() < start or closing in unending:
            continue
        end = text.find(closing, match.end())
        if end < 0:
            unending.add(closing)
            continue
        yield text[start : match.start()]
        yield _MARKS.sub(lambda sign: f"&#{ord(sign[0])};", text[match.end() : end])
        start = end + len(closing)
    yield text[start:]


def _read_row_tag(match: re.Match[str]) -> str:
    if match["row"]:
        return "\n| "
    return " | " if match["cell"] else "\n"


def _read_lines(text: str) -> Iterator[str]:
    """The lines; tables as plain text has them, items with a hyphen."""
    lines = text.split("\n")
    last = max((n for n, line in enumerate(lines) if line.lstrip().startswith("|}")), default=0)
    number = 0
    while number < len(lines):
        if number < last and lines[number].lstrip(": ").startswith("{|"):
            table = read_table(lines, number, _clean_cell)
            number += table.length
            yield from ("", table.caption, "")
            for place, row in enumerate(table.rows):
                yield from _write_row(row, table.has_header and place == 0)
            yield ""
            continue
        for line in lines[number].split(_BREAK):
            yield from _read_line(line)
        number += 1


def _read_line(line: str) -> Iterator[str]:
    if mark := _LIST_MARK.match(line):
        item = _close(line[mark.end() :])
        yield ("- " if mark[0][-1:] in "*# " and mark[0][0] in "*#" else "") + item
    elif line.lstrip().startswith("=") and HOLE in line:
        yield mark_gaps(line)
    else:
        yield _close(line)


def _clean_cell(words: str) -> str:
    return _close(" ".join(words.replace(_BREAK, " ").split()))


def _close(line: str) -> str:
    """A line as it is, which says where it lacks words."""
    return close_gaps(line) if _PLACE_MARKS.search(line) else line


def _write_row(row: Sequence[str], is_header: bool) -> Iterator[str]:
    """The line of a row, and the rule below a header."""
    yield f"| {' | '.join(row)} |"
    if is_header:
        yield "|---" * len(row) + "|"
