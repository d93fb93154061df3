"""Manual pages: their source in the macros of man(7) or mdoc(7), and pages as a terminal shows
them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Paragraph
from corpus.fields.metadata import Metadata, parse_metadata
from corpus.formats.shapes.manual.manual_blocks import join_entries, label_headings
from corpus.formats.shapes.manual.manual_macros import KNOWN as MAN_MACROS
from corpus.formats.shapes.manual.manual_macros import read_macros
from corpus.formats.shapes.manual.manual_mdoc import KNOWN as MDOC_MACROS
from corpus.formats.shapes.manual.manual_mdoc import read_mdoc
from corpus.formats.shapes.manual.manual_page import find_page_name, read_page
from corpus.formats.shapes.manual.manual_source import Request, read_requests
from corpus.formats.writing.raised import LOOK_BACK, raise_exponent
from corpus.formats.writing.struck import STRUCK, close_struck
from corpus.normalization import clean_line
from corpus.structure.blocks.block import Block
from corpus.structure.blocks.paragraphs import make_paragraphs, place_blocks

_HEAD_LINES = 300
_STRUCK_OUT = re.compile(r"\[STRIKEOUT:[^\]]{1,400}\]")
_ABOVE = re.compile(r"(?<=[\w)])\^([^\s^]{1,20})\^(?![\w^])")
_SOURCE_HEAD = re.compile(r"[.'][ \t]*(?:TH|Dd|Dt|so)[ \t]+\S")
_SECTION = re.compile(r"[.'][ \t]*S[Hh](?:[ \t]|$)")
_PURPOSE = re.compile(r"\s+(?:-{1,3}|–|—|―|−)\s+")
_DATE_MARKS = re.compile(r"\$Mdocdate:?|\$")
_MAX_PURPOSE = 100


def parse_manual(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]] | None:
    """The manual page that `text` is; None if it is none."""
    if is_manual_source(text):
        return _parse_source(text)
    name = find_page_name(text)
    if name is None:
        return None
    return _assemble(name, {}, read_page(text))


def is_manual_source(text: str) -> bool:
    """Whether `text` is the source of a manual page: requests that head it, then a section."""
    lines = text.lstrip("\n").split("\n", _HEAD_LINES)[:_HEAD_LINES]
    head = next((n for n, line in enumerate(lines) if _SOURCE_HEAD.match(line)), None)
    if head is None or not any(_SECTION.match(line) for line in lines[head:]):
        return False
    requests = sum(line[:1] in (".", "'", "") or line[:2] == '\\"' for line in lines[:head])
    return 2 * requests >= head


def _parse_source(text: str) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    is_mdoc = any(line.startswith((".Dd", ".Dt")) for line in text.split("\n", _HEAD_LINES))
    requests = read_requests(text, MDOC_MACROS if is_mdoc else MAN_MACROS)
    name, fields = _read_title(requests)
    if not is_mdoc:
        return _assemble(name, fields, join_entries(read_macros(requests)))
    named = (r.arguments[0] for r in requests if r.name == "Nm" and r.arguments)
    command = next(named, name.partition("(")[0])
    return _assemble(name, fields, join_entries(read_mdoc(requests, command)))


def _read_title(requests: Sequence[Request]) -> tuple[str, dict[str, object]]:
    """The name of the page, "TAR(1)", and the day that it states."""
    fields: dict[str, object] = {}
    name = ""
    for request in requests:
        arguments = request.arguments
        if request.name in ("TH", "Dt") and arguments and not name:
            section = arguments[1].strip() if len(arguments) > 1 else ""
            name = f"{arguments[0]}({section})" if section else arguments[0]
            if request.name == "TH" and len(arguments) > 2 and arguments[2].strip():
                fields["date"] = arguments[2]
        elif request.name == "Dd" and arguments:
            fields["date"] = _DATE_MARKS.sub("", " ".join(arguments)).strip()
    return name, {key: value for key, value in fields.items() if value}


def _assemble(
    name: str, fields: dict[str, object], blocks: Sequence[Block]
) -> tuple[Metadata, str, tuple[Paragraph, ...]]:
    blocks = [
        block if block.role == "code" or block.body else _read_pandoc(block) for block in blocks
    ]
    blocks = label_headings(blocks)
    text, placed = place_blocks(_mark_synopsis(blocks, name.partition("(")[0].casefold()))
    title = make_title(name, [block.text for block in blocks if block.role != "gap"][:3])
    metadata = parse_metadata({**fields, "title": title})
    # That a page's head says "September 2022" is no mistake of its author's.
    return replace(metadata, warnings=()), text, make_paragraphs(text, placed, None)


def _mark_synopsis(blocks: Sequence[Block], command: str) -> list[Block]:
    """`blocks` with what the second section says of how `command` is called as code: dots and
    brackets there end no sentences."""
    marked: list[Block] = []
    section = 0
    for block in blocks:
        section += block.heading is not None and block.heading.rank == 0
        is_call = section == 2 and block.text.casefold().startswith(command)
        is_call = is_call and block.role == "prose"
        marked.append(replace(block, role="code") if is_call else block)
    return marked


def _read_pandoc(block: Block) -> Block:
    """A block without what Pandoc writes for words that are struck out, or above the line."""
    if "^" not in block.text and "[STRIKEOUT:" not in block.text:
        return block

    def set_above(match: re.Match[str]) -> str:
        return raise_exponent(
            match.string[max(0, match.start() - LOOK_BACK) : match.start()], match[1]
        )

    said = close_struck(_STRUCK_OUT.sub(STRUCK, block.text))
    return replace(block, text=_ABOVE.sub(set_above, said))


def make_title(name: str, first: Sequence[str]) -> str:
    """The title of the page called `name`, such as "TAR(1)": as its first section spells it, with
    what that says it is for, "tar(1) – an archiving utility". `first` are the first texts."""
    bare, bracket, section = name.partition("(")
    for said in first:
        parts = _PURPOSE.split(clean_line(said), maxsplit=1)
        if len(parts) < 2:
            continue
        names = [word.strip() for word in parts[0].split(",")]
        spelt = next((n for n in names if n.casefold() == bare.casefold()), None)
        if spelt is None and len(names[0].split()) == 1:
            spelt = bare.lower() if bare.isupper() else bare
        title = f"{spelt or bare}{bracket}{section}"
        return f"{title} – {parts[1]}" if len(parts[1]) <= _MAX_PURPOSE else title
    return name
