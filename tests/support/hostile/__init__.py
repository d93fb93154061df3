"""Texts that would cost a careless reader more than their length, by what they are made of."""

from collections.abc import Callable

from tests.support.hostile.anything import ANYTHING
from tests.support.hostile.heads import BYTES, FRONT
from tests.support.hostile.markdown import MARKDOWN
from tests.support.hostile.markup import ASCIIDOC, MANUAL, REST
from tests.support.hostile.pages import PAGES
from tests.support.hostile.plain_text import PLAIN
from tests.support.hostile.structured import (
    LINES,
    LISTS,
    MAILS,
    NOTEBOOKS,
    ORG,
    SEPARATED,
    SUBTITLES,
    TEX,
)

__all__ = ["HOSTILE", "name_files"]

HOSTILE: dict[str, Callable[[int], str] | Callable[[int], bytes]] = {
    **{f"Markdown: {name}": pattern for name, pattern in MARKDOWN.items()},
    **{f"text: {name}": pattern for name, pattern in PLAIN.items()},
    **{f"rest: {name}": pattern for name, pattern in REST.items()},
    **{f"adoc: {name}": pattern for name, pattern in ASCIIDOC.items()},
    **{f"manual: {name}": pattern for name, pattern in MANUAL.items()},
    **{f"page: {name}": pattern for name, pattern in PAGES.items()},
    **{f"head: {name}": pattern for name, pattern in FRONT.items()},
    **{f"bytes: {name}": pattern for name, pattern in BYTES.items()},
    **{f"separated: {name}": pattern for name, pattern in SEPARATED.items()},
    **{f"lists: {name}": pattern for name, pattern in LISTS.items()},
    **{f"lines: {name}": pattern for name, pattern in LINES.items()},
    **{f"mails: {name}": pattern for name, pattern in MAILS.items()},
    **{f"org: {name}": pattern for name, pattern in ORG.items()},
    **{f"tex: {name}": pattern for name, pattern in TEX.items()},
    **{f"subtitles: {name}": pattern for name, pattern in SUBTITLES.items()},
    **{f"notebook: {name}": pattern for name, pattern in NOTEBOOKS.items()},
    **{f"any: {name}": pattern for name, pattern in ANYTHING.items()},
}
"""Each takes how long the text is to be, and gives one of about that length."""

_ENDINGS = {
    "rest": (".rst",),
    "adoc": (".adoc",),
    "manual": (".1",),
    "page": (".html", ".xhtml"),
    "org": (".org",),
    "tex": (".tex",),
    "separated": (".csv", ".tsv"),
    "lists": (".json", ".ipynb"),
    "lines": (".jsonl",),
    "mails": (".eml", ".mbox"),
    "subtitles": (".srt", ".vtt"),
    "notebook": (".ipynb",),
    "any": (
        *(".md", ".txt", ".rst", ".adoc", ".html", ".xhtml", ".csv", ".json", ".jsonl", ".srt"),
        *(".ipynb", ".eml", ".mbox", ".org", ".tex", ".1"),
    ),
}


def name_files(text: str) -> tuple[str, ...]:
    """Names of files that the text called `text` may stand in, one for each reader to try."""
    kind = text.partition(":")[0]
    return tuple(f"a{ending}" for ending in _ENDINGS.get(kind, (".md", ".txt")))
