"""Pages that are many of one thing, or deep."""

from tests.support.hostile.patterns import Pattern, count, repeat

_TOP = "<body><p>The ferry leaves at nine, and comes back before the tide turns.</p>"

PAGES: dict[str, Pattern] = {
    "elements in elements": repeat("<div>a ", before=_TOP),
    "items in items": repeat("<ul><li>a", before=_TOP),
    "quotations in quotations": repeat("<blockquote>a", before=_TOP),
    "tables in tables": repeat("<table><tr><td>a", before=_TOP),
    "bold in bold": repeat("<b>a", before=_TOP),
    "headings": repeat("<h2>a</h2>", before=_TOP),
    "bold paragraphs": repeat("<p><b>a</b> b <i>c</i></p>", before=_TOP),
    "paragraphs": repeat("<p>a", before=_TOP),
    "breaks": repeat("a<br>", before=_TOP),
    "comments": repeat("<!-- a -->", before=_TOP),
    "open comments": repeat("<!-- a ", before=_TOP),
    "links": repeat("<a href='#a'>b</a> ", before=_TOP),
    "lists of links": repeat("<ul><li><a href=a>b</a><li><a>c</a></ul>", before=_TOP),
    "announced links": repeat("<p>a:<ul><li><a>b</a></ul>", before=_TOP),
    "terms": repeat("<dl><dt>a<dd>b</dl>", before=_TOP),
    "terms alone": repeat("<dt>a", before=_TOP),
    "cells": repeat("<td>a", before=_TOP + "<table><tr>"),
    "rows": repeat("<tr><td>a<td>b", before=_TOP + "<table>"),
    "spans": repeat("<tr><td rowspan=9999 colspan=9999>abc", before=_TOP + "<table>"),
    "heads": repeat("<th colspan=999>a<tr>", before=_TOP + "<table><thead><tr>"),
    "footnotes": count("a<sup><a href='#b#' id=c#>1</a></sup><p id=b#><a href='#c#'>1</a> d"),
    "footnotes of one": repeat("a<sup><a href='#b'>1</a></sup>", before=_TOP, after="<p id=b>c"),
    "listings": repeat("<pre>a</pre>", before=_TOP),
    "listings in listings": repeat("<pre>a", before=_TOP),
    "raised": repeat("2<sup>2</sup>", before=_TOP),
    "entities": repeat("&nbsp;&#x10ffff;&#0;", before=_TOP),
    "forms": repeat("<form>a", before=_TOP),
    "blanks": repeat(" ", before="a", after="b"),
    "titles": repeat("<title>a</title>"),
    "meta": repeat("<meta name=author content=a>", after=_TOP),
    "times": repeat("<time pubdate>a</time>", before=_TOP),
    "JSON": repeat("[", before="<script type='application/ld+json'>", after=f"</script>{_TOP}"),
    "JSON graphs": repeat(
        '{"@graph":[', before="<script type='application/ld+json'>", after=f"</script>{_TOP}"
    ),
    "open tags": repeat("<", before=_TOP),
    "open attributes": repeat("<a b='", before=_TOP),
    "attributes": repeat(" a=b", before=f"{_TOP}<p", after=">c"),
    "classes": repeat("nav-", before=f"{_TOP}<p class='", after="'>c"),
    "doctypes": repeat("<!DOCTYPE a [", after=_TOP),
    "XML": repeat("<?xml ", after=_TOP),
    "separators": repeat(" - ", before="<title>a", after=f"</title>{_TOP}"),
    "pictures": repeat("<img alt='A crane stands at the quay.'>", before=_TOP),
}
"""HTML."""
