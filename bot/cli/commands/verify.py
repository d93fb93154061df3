"""`footnote verify`: whether a text stands in the articles, or one after the other from standard
input."""

import argparse
import textwrap
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.cli.commands import Commands
from bot.cli.output import configure_logging, make_plain, write_json, write_utf8
from bot.cli.texts import find_width, list_texts, print_each
from bot.config.settings import Settings
from bot.text.citations import (
    marked_title,
    source_address,
    source_details,
    source_line,
    source_title,
)
from bot.text.cleaning import isolate
from bot.text.copied_citations import name_sources
from corpus import clean_line

if TYPE_CHECKING:  # loads FAISS, which --help does without
    from bot.answers.verification import Verification, VerifiedPart

_HEADS = {"verbatim": "Word for word:", "differs": "Almost:", "not found": "Not in the articles:"}
_NAMES = {
    "words": "written",
    "order": "not behind the part before",
    "source": "named as source",
    "date": "named as date",
    "sentence": "only a part",
}
_MAX_SOURCES = 5


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "verify", help="does a text, or each from standard input, stand in the articles?"
    )
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the text; - reads a text a line")
    parser.add_argument("--json", action="store_true", help="one JSON object for each text")
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Prints what is found of each text."""
    texts = list_texts(options.text)
    if not texts:
        options.parser.error("give a text, or - to read texts from standard input")
    configure_logging(settings)
    write_utf8()
    print_each(
        verify_texts(texts, settings, find_width(), options.json), "" if options.json else "\n"
    )
    return 0


def verify_texts(
    texts: Iterable[str], settings: Settings, width: int | None, json: bool
) -> Iterator[str]:
    """What is found of each text that is not blank, rendered, in order."""
    from bot.answers.verification import Verdict, make_finder, verify_text  # loads FAISS
    from bot.indexing.opening import open_index
    from bot.text.answer_frames import read_frame
    from bot.text.own_lines import write_lines
    from embeddings import find_holders

    index = None
    for text in filter(None, (text.strip() for text in texts)):
        index = index or open_index(settings)
        find_places = make_finder(partial(find_holders, index), None)
        found = verify_text(
            text,
            find_places,
            find_passage=index.find_passage_at,
            name_sources=name_sources,
            read_frame=read_frame,
            write_lines=write_lines,
            has_title=index.is_titled,
            find_located=index.find_passage,
        )
        if found.count(Verdict.NOT_FOUND):
            index.check_whole()
        yield render_json(text, found) if json else make_plain(render_text(found, width))


def render_json(text: str, verification: "Verification") -> str:
    """What was found as one line of JSON, as documented in docs/json.md."""
    record: dict[str, Any] = {
        "text": text,
        "parts": [_part_record(part) for part in verification.parts],
    }
    if verification.own_words:
        record["own_words"] = list(verification.own_words)
    if verification.unread:
        record["unread"] = verification.unread
    return write_json(record)


def render_text(verification: "Verification", width: int | None) -> str:
    """What was found as text, lines wrapped at `width` columns if it is given."""
    parts = verification.parts
    if not parts:
        return "Nothing in it can be verified."
    verbatim = sum(part.verdict.value == "verbatim" for part in parts)
    blocks = [f"{verbatim} of {len(parts)} word for word"] if len(parts) > 1 else []
    blocks += [_render_part(part, width) for part in parts]
    if verification.own_words:
        words = " ".join(f"“{one}”" for one in verification.own_words)
        blocks.append(f"Not looked for, as the writer's own words: {words}")
    if verification.unread:
        blocks.append(f"The last {verification.unread} characters were not read.")
    return "\n\n".join(blocks)


def _part_record(part: "VerifiedPart") -> dict[str, Any]:
    first = part.occurrences[0] if part.occurrences else None
    quote = first.quote if first else None
    record: dict[str, Any] = {
        "text": part.text,
        "verdict": part.verdict.value,
        "differences": _list_differences(part),
        "article": first.article.id if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "headings": list(quote.passage.headings) if quote else [],
    }
    if others := [one.article.id for one in part.occurrences[1:]]:
        record["also"] = others
    if part.source:
        record["source"] = {"named": part.source.name, "right": part.source.is_right}
    return record


def _list_differences(part: "VerifiedPart") -> list[dict[str, str]]:
    """What is written and what the article has instead; a source that is another one is told
    alike."""
    if not part.occurrences:
        return []
    finding = part.occurrences[0]
    text = finding.article.text
    differences = [
        {"what": "words", "written": one.written, "article": text[one.start : one.end]}
        for one in finding.differences
    ]
    if part.is_displaced:
        differences.append({"what": "order", "written": part.text, "article": finding.text})
    if part.source and not part.source.is_right:
        named = source_title(finding.article)
        differences.append({"what": "source", "written": part.source.name, "article": named})
    if part.source and part.source.other_date and finding.day:
        day = finding.day.isoformat()
        differences.append({"what": "date", "written": part.source.other_date, "article": day})
    if finding.sentence:
        whole = text[slice(*finding.sentence)]
        differences.append({"what": "sentence", "written": finding.text, "article": whole})
    return differences


def _render_part(part: "VerifiedPart", width: int | None) -> str:
    shown = part.occurrences[0].text if part.occurrences else part.text
    lines = [_HEADS[part.verdict.value]]
    for line in shown.splitlines():
        wrapped = textwrap.wrap(line, width - 2, break_on_hyphens=False) if width else [line]
        lines += [f"│ {one}" for one in wrapped]
    for difference in _list_differences(part):
        written, there = (clean_line(difference[side]) or "–" for side in ("written", "article"))
        lines.append(f"  {_NAMES[difference['what']]}: {written} | in the article: {there}")
    for one in part.occurrences[:_MAX_SOURCES]:
        names = isolate(marked_title(one.article)), source_details(one.article)
        line = source_line(one.quote) if one.quote else " · ".join(filter(None, names))
        lines.append(f"  {line}")
        locator = one.quote.locator if one.quote else None
        lines += [f"  {source_address(one.article, locator)}"] if one.article.url else []
    return "\n".join(lines)
