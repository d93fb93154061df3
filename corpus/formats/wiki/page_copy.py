"""A page of Wikipedia as somebody copied it into a plain text: its marks are of no use there."""

import re

from corpus.fields.metadata import Metadata

_FROM = re.compile(
    r"^(?:From Wikipedia, the free encyclopedia|aus Wikipedia, der freien Enzyklopädie"
    r"|Un article de Wikipédia, l['’]encyclopédie libre\.?|De Wikipedia, la enciclopedia libre"
    r"|Da Wikipedia, l['’]enciclopedia libera\.?|Origem: Wikipédia, a enciclopédia livre\.?"
    r"|Uit Wikipedia, de vrije encyclopedie|Z Wikipedii, wolnej encyklopedii"
    r"|Материал из Википедии — свободной энциклопедии|维基百科，自由的百科全书"
    r"|維基百科，自由的百科全書|出典: フリー百科事典『ウィキペディア（Wikipedia）』)[ \t]*\n?",
    re.IGNORECASE | re.MULTILINE,
)
"""The line below the title."""
_EDIT = re.compile(
    r"^(?P<title>[^\n\[\]]{1,120}?)[ \t]?\[(?:edit(?: ?\| ?edit source)?"
    r"|bearbeiten(?: ?\| ?quelltext bearbeiten)?|modifier(?: ?\| ?modifier le (?:code|wikicode))?"
    r"|editar(?: ?\| ?editar (?:código-fonte|código))?|modifica(?: ?\| ?modifica wikitesto)?"
    r"|bewerken(?: ?\| ?brontekst bewerken)?|edytuj(?: ?\| ?edytuj kod)?"
    r"|править(?: ?\| ?править код)?|编辑|編輯|編集)\][ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_DOUBT = (
    r"(?:citation|verification|page|clarification|attribution|quotation|source) needed|dead link"
    r"|original research\?|dubious(?: – discuss)?|by whom\?|according to whom\?"
    r"|who\?|when\?|where\?|which\?|why\?|vague|unreliable source\?|failed verification"
    r"|Beleg fehlt|Belege? erforderlich|réf\. (?:nécessaire|souhaitée|à confirmer)"
    r"|cita requerida|senza fonte|carece de fontes\?|bron\?|источник не указан(?: \d+ \w+)?"
    r"|来源请求|來源請求|要出典"
)
"""What a reader of Wikipedia doubts."""
_NOTE = r"(?:note|nb|n|anm\.|a|notes?|nota|прим\.|комм\.|注|註|注釈)\s?\d{1,3}"
_PAGE = (
    r"(?::[ \u2009\u200a]?\d{1,4}(?:[–-]\d{1,4})?(?:[ \u2009\u200a](?=\s)|(?=\s*(?:[\"“(A-Z]|$))))?"
)
_BEHIND_SIGN = r"(?<=[.!?,;:)\]\"”’»%。，])"
_BEHIND = rf"(?:(?<=[^\W_]{{2}})|{_BEHIND_SIGN})"
_MARK = re.compile(
    rf"(?:{_BEHIND}\[(?:(?i:{_DOUBT})|(?i:{_NOTE})|\d{{1,3}})\]|{_BEHIND_SIGN}\[[a-z]{{1,2}}\])"
    rf"{_PAGE}(?:,(?=\[\d))?",
    re.MULTILINE,
)
"""A letter right behind a word is one that was added to it: "say[s]"."""
_SURE = re.compile(
    rf"{_BEHIND}\[(?:(?i:{_DOUBT})|(?i:{_NOTE}))\]|{_BEHIND_SIGN}\[\d{{1,3}}\]:[ ]?\d"
)
"""Marks that few others write."""
_CITED = re.compile(rf"{_BEHIND}\[\d{{1,3}}\]")
_MIN_CITED = 2
_OWN_NOTE = re.compile(r"^\s{0,8}\[(?:\d{1,3}|[a-z])\]:?\s", re.MULTILINE)
"""What the marks cite, in a text that has notes of its own."""


def strip_wikipedia_copy(text: str) -> tuple[Metadata, str] | None:
    """Whether Wikipedia is the publisher, and `text` without its marks of notes and of doubt, and
    with a blank line around headings; None if it is no copy of a page, or has the notes itself."""
    if "[" not in text or _OWN_NOTE.search(text):
        return None
    is_named = _FROM.search(text) is not None
    is_cited = len(_CITED.findall(text)) >= _MIN_CITED
    if not (_SURE.search(text) or (is_cited and (is_named or _EDIT.search(text)))):
        return None
    text = _EDIT.sub(lambda match: f"\n{match['title']}\n", _FROM.sub("", text))
    return Metadata(source="Wikipedia" if is_named else None), _MARK.sub("", text)
