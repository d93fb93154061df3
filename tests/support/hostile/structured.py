"""Tables, lists of records, mails, Org and LaTeX that are many of one thing, or deep."""

from tests.support.hostile.patterns import Pattern, count, pair, repeat, stairs

_QUESTIONS = "Question,Answer\n"
_MAIL = "From: a@b.org\nSubject: c\nDate: Tue, 5 Mar 2024 10:00:00 +0100\n"

SEPARATED: dict[str, Pattern] = {
    "rows": repeat("a,b\n", before="Name,Note\n"),
    "rows of many cells": repeat("a," * 50 + "\n", before="b," * 50 + "\n"),
    "one row": repeat("a,"),
    "empty rows": repeat("\n", before="a,b\nc,d\n"),
    "questions": repeat("a?,b\n", before=_QUESTIONS),
    "answers in Markdown": repeat("a?,**b** `c` [d](e)\n", before=_QUESTIONS),
    "answers in HTML": repeat("a?,<p>b<ul><li>c</ul>\n", before=_QUESTIONS),
    "open quotes": repeat('"a,"b\n'),
    "quotes": repeat('"'),
    "doubled quotes": repeat('",""'),
    "escaped quotes": repeat('"\\"'),
    "headings": count("a#,,\nb,c,d\n"),
    "columns": count("a#,"),
}
LISTS: dict[str, Pattern] = {
    "lists": repeat("["),
    "objects": repeat('{"a":'),
    "records": repeat('{"text":"b"},', before="["),
    "lists in records": repeat('{"title":"a","b":[', before="["),
    "records of other fields": count('{"a#":"b"},', before="["),
    "fields": count('"a#":"b",', before="[{"),
    "questions outside of lists": count('"a#?":"b",', before="{"),
    "lists of other names": count('"a#":[{"b":"c"}],', before="{"),
    "digits": repeat("9", before='[{"text":"a","b":'),
    "escapes": repeat("\\ud800", before='[{"text":"'),
    "cells": repeat('{"cell_type":"code","source":"a","outputs":[]},', before='{"cells":['),
    "cells in Markdown": repeat('{"cell_type":"markdown","source":"# a"},', before='{"cells":['),
}
LINES: dict[str, Pattern] = {
    "lines": repeat('{"text":"b"}\n'),
    "lines that are none": repeat("a\n", before='{"text":"b"}\n'),
    "deep lines": repeat("[" * 2000 + "\n", before='{"text":"b"}\n'),
}
MAILS: dict[str, Pattern] = {
    "headers": repeat("A: b\n", before=_MAIL),
    "folded headers": repeat(" a\n", before=f"{_MAIL}To:\n"),
    "words in headers": repeat("=?utf-8?q?a?= ", before="From: a@b.org\nSubject: "),
    "comments in headers": repeat("(", before="From: "),
    "parameters": repeat(';a="', before=f"{_MAIL}Content-Type: text/plain"),
    "parts": repeat("--a\n\nb\n", before=f"{_MAIL}Content-Type: multipart/mixed; boundary=a\n\n"),
    "parts in parts": repeat("Content-Type: multipart/mixed; boundary=a\n\n--a\n", before=_MAIL),
    "mails in mails": repeat("Content-Type: message/rfc822\n\nFrom: a\n", before=_MAIL),
    "encoded": repeat("=3D", before=f"{_MAIL}Content-Transfer-Encoding: quoted-printable\n\n"),
    "quoted": repeat("> a\n>> b\n", before=f"{_MAIL}\n"),
    "heads of others": repeat("\nFrom: a\nSent: b\n", before=f"{_MAIL}\n"),
    "quoted twice": repeat("> > a\n", before=f"{_MAIL}\n"),
}
ORG: dict[str, Pattern] = {
    "headlines": repeat("* a\nb\n"),
    "deeper headlines": stairs("* a\nb\n", "*", 20),
    "items in items": stairs("- a\n", "  ", 40),
    "open blocks": repeat("#+begin_src\na\n"),
    "blocks in blocks": pair("#+begin_quote\n", "#+end_quote\n"),
    "drawers": repeat(":A:\n"),
    "rows": repeat("| a | b |\n"),
    "notes": count("a[fn:#] b\n\n[fn:#] c\n\n"),
    "notes in lines": repeat("[fn:a: b"),
    "links": repeat("[[a][b"),
    "marks": repeat("*a /b/ =c "),
    "terms": repeat("- a :: b\n"),
}
TEX: dict[str, Pattern] = {
    "groups": pair("{", "}"),
    "open groups": repeat("{a "),
    "sections in sections": pair("\\section{a", "}"),
    "notes in notes": pair("a\\footnote{b", "}"),
    "open commands": repeat("\\textbf{a "),
    "options": repeat("\\a[b "),
    "formulas": repeat("$a$ "),
    "open formulas": repeat("\\(a "),
    "environments": repeat("\\begin{a}b "),
    "lists in lists": pair("\\begin{itemize}\\item a ", "\\end{itemize}"),
    "rows": repeat("a & b \\\\\n", before="\\begin{tabular}{ll}"),
    "word for word": repeat("\\begin{verbatim}a "),
    "macros": count("\\def\\a{\\a\\a#}\\a "),
    "labels": count("\\section{a}\\label{#}\\ref{#}\n\n"),
    "comments": repeat("%a\n"),
    "accents": repeat("\\'{"),
}
SUBTITLES: dict[str, Pattern] = {
    "cues": count("#\n00:00:01,000 --> 00:00:02,000\na\n\n"),
    "cues that go back": count("00:01.000 --> 00:00.000\na #\n\n", before="WEBVTT\n\n"),
    "cues without words": repeat("00:01.000 --> 00:02.000\n\n", before="WEBVTT\n\n"),
    "tags": repeat("<b>", before="WEBVTT\n\n00:01.000 --> 00:02.000\n"),
    "open tags": repeat("<v a", before="WEBVTT\n\n00:01.000 --> 00:02.000\n"),
    "speakers": count("00:01.000 --> 00:02.000\n<v A#>a</v>\n\n", before="WEBVTT\n\n"),
    "times without end": repeat("9", before="WEBVTT\n\n", after=":01.000 --> 00:02.000\na\n"),
    "arrows": repeat("-->"),
    "notes": repeat("NOTE a\n\n", before="WEBVTT\n\n"),
}
NOTEBOOKS: dict[str, Pattern] = {
    "cells": repeat('{"cell_type":"markdown","source":"a"},', before='{"cells":['),
    "cells of code": repeat('{"cell_type":"code","source":"a","outputs":[]},', before='{"cells":['),
    "lines": repeat('"a\\n",', before='{"cells":[{"cell_type":"markdown","source":['),
    "a picture": repeat(
        "iVBORw0KGgo",
        before='{"cells":[{"cell_type":"markdown","source":"The ferry."},{"cell_type":"code",'
        '"source":"a","outputs":[{"output_type":"display_data","data":{"image/png":"',
        after='"}}]}]}',
    ),
    "outputs": repeat(
        '{"output_type":"stream","text":"b"},',
        before='{"cells":[{"cell_type":"code","source":"a","outputs":[',
    ),
    "an output": repeat(
        "b\\u001b[0m",
        before='{"cells":[{"cell_type":"code","source":"a","outputs":[{"output_type":"stream",'
        '"text":"',
        after='"}]}]}',
    ),
    "lists in lists": repeat("[", before='{"cells":[{"cell_type":"markdown","source":'),
    "fields": count('"f#":"a",', before='{"metadata":{'),
}
