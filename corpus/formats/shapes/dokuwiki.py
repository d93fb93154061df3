"""The source of a page as DokuWiki and Zim write it, without its markup."""

import re

from corpus.fields.metadata import Metadata
from corpus.formats.wiki.tags import leave_out_tags

_HEADING = re.compile(r"^(={2,6})[ \t]?(\S.{0,200}?)[ \t]?\1[ \t]*$", re.MULTILINE)
_TOP = re.compile(r"^={5,6} ?[^=\n]{1,200}={5,6}[ \t]*$", re.MULTILINE)
_SIGN = re.compile(
    r"(?<![:/\w])//\S[^\n]{0,300}?//|\*\*\S[^\n]{0,300}?\*\*|\[\[[^\[\]\n]{1,300}\]\]"
)
_HEAD = re.compile(r"\A(?:(?:Content-Type|Wiki-Format|Creation-Date): [^\n]{0,200}\n){2,3}\n*")
_CREATED = re.compile(r"^Created (?=\S+ \d{1,2} )", re.MULTILINE)
_LEFT_OUT = re.compile(r"[ \t]?\{\{[^{}\n]{0,500}\}\}|~~[A-Z:]{3,30}[^~\n]{0,60}~~")
_STRUCK = re.compile(r"<del>(?:(?!</?del>)[^\f]){0,2000}</del>|~~[^~\n]{1,300}~~")
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,500}\|)?([^\[\]|\n]{1,300})\]\]")
_NOTE = re.compile(r"\s?\(\(((?:[^()\n]|\n(?!\n)|\([^()\n]{0,200}\)){1,500})\)\)")
_BREAK = re.compile(r"[ \t]?\\\\(?:[ \t]*\n|[ \t]|$)", re.MULTILINE)
_VERBATIM = re.compile(r"%%([^\n]{1,300}?)%%|<nowiki>([^<>]{0,2000})</nowiki>")
_TAG = re.compile(r"</?(?:su[bp]|nowiki|wrap|WRAP)(?:\s[^<>\n]{0,80})?>")
_EMPHASIS = re.compile(
    r"(?P<mark>\*\*|__|''|(?<![:/\w])//)(?=\S)(?P<words>[^\n]{1,300}?)(?<=\S)(?P=mark)(?!(?<=__)\.?\w)"
)
_CODE = re.compile(r"</?(?:code|file)(?:\s[^<>\n]{0,80})?>")
_BOX = re.compile(r"^(\s*)(?:\*\s)?\[[ *xX><]\]\s", re.MULTILINE)
_ITEM = re.compile(r"^ {2,12}([*-]) (?=\S)", re.MULTILINE)
_ROW = re.compile(r"^[\^|].{1,2000}[\^|][ \t]*$", re.MULTILINE)


def strip_dokuwiki_markup(text: str) -> tuple[Metadata, str] | None:
    """`text` without markup, its headings and lists left to the reader of plain text; None if it
    is no such page: that has Zim's head, or a heading between five or six signs, and links, bold
    or slanted words. The work grows with the text."""
    if not (_HEAD.match(text) or (_TOP.search(text) and _SIGN.search(text))):
        return None
    text = _CREATED.sub("Date: ", _HEAD.sub("", text), count=1)
    text = _STRUCK.sub("", _LEFT_OUT.sub("", text))
    text = _NOTE.sub(_read_note, _LINK.sub(r"\1", text))
    for _ in range(2):  # bold within slanted words
        text = _EMPHASIS.sub(lambda match: match["words"], text)
    text = _ITEM.sub("- ", _BOX.sub(r"\1- ", _CODE.sub("", text)))
    text = _ROW.sub(_read_row, text)
    text = _VERBATIM.sub(lambda match: match[1] or match[2] or "", _BREAK.sub("\n", text))
    text = leave_out_tags(text, _TAG)
    return Metadata(), _HEADING.sub(_read_heading, text)


def _read_note(match: re.Match[str]) -> str:
    return f" ({' '.join(match[1].split())})"


def _read_row(match: re.Match[str]) -> str:
    """A row as plain text has it; the first of nothing but headers has a rule below."""
    row = match[0].strip()
    said = [_BREAK.sub(" ", f"{cell} ").strip() for cell in re.split(r"[\^|]", row[1:-1])]
    said = ["" if cell == ":::" else cell for cell in said]  # goes on with the one above
    line = f"| {' | '.join(said)} |"
    is_header = "|" not in row
    before = match.string.rfind("\n", 0, max(0, match.start() - 1)) + 1
    is_first = match.string[before : before + 1] not in ("^", "|")
    return f"{line}\n{'|---' * len(said)}|" if is_header and is_first else line


def _read_heading(match: re.Match[str]) -> str:
    """The heading with as many signs as its level has in MediaWiki, where one is the highest."""
    marks = "=" * (7 - len(match[1]))
    return f"{marks} {match[2]} {marks}"
