"""Each format that is read: a good file of it, and what makes files of it hostile. A new format
joins by a row; without one, its files are only damaged in the ways in which any file can be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tests.corpus.formats.epub.books import make_book, page
from tests.corpus.formats.office.documents import make_docx, make_odt, par
from tests.support.hostile.anything import ANYTHING
from tests.support.hostile.books import BOOKS
from tests.support.hostile.heads import FRONT
from tests.support.hostile.markdown import MARKDOWN
from tests.support.hostile.markup import ASCIIDOC, MANUAL, REST
from tests.support.hostile.office import DOCX, ODT, RTF
from tests.support.hostile.pages import PAGES
from tests.support.hostile.pdf_files import PDF_FILES
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
from tests.support.pdfs import make_pdf, set_lines

Maker = Callable[[int], str | bytes]

_LINES = (
    "The ferry leaves the old quay at nine and comes back before the tide turns.",
    "Whoever misses it walks over the dam, which takes an hour in dry weather.",
    "The keeper of the bridge has a lamp, a rope and the key of the gate.",
    "In winter the harbour is closed, and ships are sent on by two lights.",
)
_TEXT = "\n\n".join(_LINES)
_NOTHING: Mapping[str, Maker] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Format:
    """`good` is a whole file; `patterns` make one of about so many bytes. `reaching` are texts that
    would have a careless reader ask for `%WEB%` or open `%FILE%`. What `is_packed` is no text."""

    ending: str
    good: bytes
    patterns: Mapping[str, Maker] = field(default_factory=dict)
    reaching: tuple[str, ...] = ()
    is_packed: bool = False


def _lay_out(template: str) -> bytes:
    return "".join(template.replace("%", line) for line in _LINES).encode()


_PAGE_REACHING = (
    f'<html><head><base href="%WEB%"><meta http-equiv=refresh content="0;url=%WEB%">'
    '<link rel=stylesheet href="%WEB%"><link rel=canonical href="javascript:alert(1)">'
    f'<script src="%WEB%"></script></head><body><p>{_LINES[0]}<img src="%WEB%">'
    '<iframe src="%FILE%"></iframe><object data="%WEB%"></object></body></html>',
    f'<!DOCTYPE html SYSTEM "%WEB%"><html xmlns="http://www.w3.org/1999/xhtml" '
    f'xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>{_LINES[0]}</p>'
    '<xi:include href="%FILE%" parse="text"/></body></html>',
    '<!DOCTYPE html [<!ENTITY a SYSTEM "%FILE%"><!ENTITY % b SYSTEM "%WEB%">%b;]>'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{_LINES[0]} &a;</p></body></html>',
)

FORMATS: dict[str, Format] = {
    row.ending: row
    for row in (
        Format(
            ".md",
            f"---\ntitle: The harbour\n---\n# The quay\n\n{_TEXT}\n".encode(),
            {**MARKDOWN, **{f"head: {name}": pattern for name, pattern in FRONT.items()}},
            (
                f"---\ntitle: !!python/object/apply:os.system ['touch %FILE%.run']\n---\n{_TEXT}",
                f'{_TEXT}\n\n![a](%WEB%)\n\n<img src="%WEB%">\n\n{{< include %FILE% >}}',
            ),
        ),
        Format(".txt", _TEXT.encode(), PLAIN),
        Format(
            ".rst",
            f"The quay\n========\n\n{_TEXT}\n".encode(),
            REST,
            (
                f"{_TEXT}\n\n.. include:: %FILE%\n\n.. raw:: html\n   :url: %WEB%\n\n"
                ".. csv-table::\n   :file: %FILE%\n\n.. literalinclude:: %FILE%\n\n"
                ".. image:: %WEB%\n",
            ),
        ),
        Format(
            ".adoc",
            f"= The quay\n\n{_TEXT}\n".encode(),
            ASCIIDOC,
            (f"{_TEXT}\n\ninclude::%FILE%[]\n\ninclude::%WEB%[]\n\nimage::%WEB%[]\n",),
        ),
        Format(".html", _lay_out("<p>%</p>\n"), PAGES, _PAGE_REACHING),
        Format(
            ".xhtml",
            b'<html xmlns="http://www.w3.org/1999/xhtml"><body>'
            + _lay_out("<p>%</p>\n")
            + b"</body></html>",
            PAGES,
            _PAGE_REACHING,
        ),
        Format(
            ".epub",
            make_book({"one.xhtml": page("".join(f"<p>{line}</p>" for line in _LINES))}),
            BOOKS,
            is_packed=True,
        ),
        Format(
            ".pdf",
            make_pdf([set_lines(_LINES), set_lines(_LINES[::-1])], {"Title": "The harbour"}),
            PDF_FILES,
            is_packed=True,
        ),
        Format(".docx", make_docx("".join(map(par, _LINES))), DOCX, is_packed=True),
        Format(
            ".odt",
            make_odt("".join(f"<text:p>{line}</text:p>" for line in _LINES)),
            ODT,
            is_packed=True,
        ),
        Format(
            ".rtf",
            b"{\\rtf1\\ansi " + _lay_out("%\\par\n") + b"}",
            RTF,
            (f"{{\\rtf1 {_LINES[0]}\\par {{\\field{{\\*\\fldinst INCLUDETEXT %FILE%}}}}}}",),
        ),
        Format(".csv", b"Question,Answer\n" + _lay_out('"Where is it?","%"\n'), SEPARATED),
        Format(".tsv", b"Name\tNote\n" + _lay_out("Quay\t%\n"), SEPARATED),
        Format(
            ".json",
            b"[" + _lay_out('{"title": "Quay", "text": "%"},\n').rstrip(b",\n") + b"]",
            LISTS,
            (f'[{{"title": "a", "text": "{_LINES[0]}", "$ref": "%WEB%", "url": "%WEB%"}}]',),
        ),
        Format(".jsonl", _lay_out('{"title": "Quay", "text": "%"}\n'), LINES),
        Format(".srt", _lay_out("1\n00:00:01,000 --> 00:00:04,000\n%\n\n"), SUBTITLES),
        Format(".vtt", b"WEBVTT\n\n" + _lay_out("00:01.000 --> 00:04.000\n%\n\n"), SUBTITLES),
        Format(
            ".ipynb",
            b'{"cells": ['
            + _lay_out('{"cell_type": "markdown", "source": ["%"]},\n').rstrip(b",\n")
            + b"]}",
            NOTEBOOKS,
            (
                '{"cells": [{"cell_type": "code", "source": "!cat %FILE%", "outputs": ['
                '{"output_type": "display_data", "data": {"text/html": "<img src=%WEB%>"}}]}, '
                f'{{"cell_type": "markdown", "source": "{_LINES[0]}"}}]}}',
            ),
        ),
        Format(
            ".eml",
            b"From: Ann <ann@a.example>\nSubject: The quay\n\n" + _TEXT.encode(),
            MAILS,
            (
                "From: a@a.example\nContent-Type: message/external-body; access-type=URL; "
                f'URL="%WEB%"\n\n{_TEXT}',
                "From: a@a.example\nContent-Type: message/external-body; access-type=local-file; "
                f'name="%FILE%"\n\n{_TEXT}',
            ),
        ),
        Format(
            ".mbox",
            _lay_out(
                "From a@a.example Tue Mar  5 10:00:00 2024\nFrom: a@a.example\nSubject: Q\n\n%\n\n"
            ),
            MAILS,
        ),
        Format(
            ".org",
            f"#+TITLE: The harbour\n* The quay\n{_TEXT}\n".encode(),
            ORG,
            (f'#+INCLUDE: "%FILE%"\n#+SETUPFILE: %WEB%\n* Quay\n{_TEXT}\n[[file:%FILE%]]\n',),
        ),
        Format(
            ".tex",
            f"\\section{{The quay}}\n\n{_TEXT}\n".encode(),
            TEX,
            (
                f"{_TEXT}\n\n\\input{{%FILE%}}\n\\include{{%FILE%}}\n"
                "\\write18{touch %FILE%.run}\n\\lstinputlisting{%FILE%}\n",
            ),
        ),
        Format(
            ".1",
            f".TH QUAY 1\n.SH NAME\nquay \\- lands\n.SH DESCRIPTION\n{_TEXT}\n".encode(),
            MANUAL,
            (f".TH A 1\n.SH NAME\na \\- b\n.so %FILE%\n.sy touch %FILE%.run\n{_TEXT}\n",),
        ),
    )
}


def find_format(ending: str) -> Format:
    """The row of `ending`, or one of a text that is many of anything."""
    return FORMATS.get(ending) or Format(ending, _TEXT.encode(), ANYTHING)
