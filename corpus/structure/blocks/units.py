"""The numbers of articles, sections, verses and questions, by which one asks for them."""

import re

_NUMERAL = r"(?:\d{1,4}(?:\.\d{1,4})*[a-z]?|[IVXLC]{1,8}|[A-Z])"
_DETAILS = r"(?:\s?\(\w{1,4}\))*"
_WORDS = (
    r"articles?|art\.|sections?|sect?\.|chapters?|ch\.|parts?|titles?|rules?|clauses?|amendment"
    r"|paragraphs?|para\.|schedule|annex|appendix|book|canto|psalm|verse|lesson|exhibit|question|q"
    r"|step|point|item|figure|table|principle|commandment|proposition|theorem|lemma|definition"
    r"|artikel|kapitel|teil|abschnitt|absatz|anhang|frage|lektion"
    r"|chapitre|partie|titre|annexe|leçon|question|artículo|capítulo|sección|título|lección|pregunta"
    r"|articolo|capitolo|sezione|artigo|seção|hoofdstuk|artykuł|rozdział"
    r"|статья|глава|раздел|часть|пункт|параграф|урок|вопрос|стаття|розділ|madde|bölüm"
)
_UNIT = re.compile(
    rf"(?P<label>(?P<word>{_WORDS})[ \t]{{1,3}}(?P<number>{_NUMERAL}){_DETAILS}"
    rf"|§{{1,2}}[ \t]?\d{{1,4}}[a-z]?{_DETAILS}"
    r"|第[0-9０-９一二三四五六七八九十百千零〇两]{1,7}[条條章节節編编款回课課讲講]"
    r"|제\s?\d{1,4}\s?[조장절항](?:\([^)\n]{1,40}\))?"
    r")(?P<stop>[.:：)—–]|[ \t\u3000]|$)",
    re.IGNORECASE,
)
_VERSE = re.compile(
    r"(?P<label>(?:(?:[1-4] )?[^\W\d_]{2,20}\.? )?\d{1,3}:\d{1,3})[.)]?[ \t]+(?=\D)"
)
_NUMBERED = re.compile(r"(?P<label>\d{1,3}(?:(?:\.\d{1,3}){1,4}|(?=[.)])))[.)]?[ \t]+(?=\S)")
_POINT = re.compile(r"(?P<label>\((?:\d{1,3}|[a-z]|[ivxlc]{1,6})\))[ \t]+(?=\S)")


def read_unit(text: str) -> tuple[str, str, int] | None:
    """The label that `text` begins with, such as "Article 17" or "2:14", the word in it that says
    what is counted (`""` for a verse), and the offset behind both; None if there is none."""
    match = _UNIT.match(text)
    if match and _is_numbered(match):
        word = match["word"] or match["label"][0]
        return match["label"], word.casefold().rstrip("s."), match.end()
    verse = _VERSE.match(text)
    return (verse["label"], "", verse.end()) if verse else None


def read_number_label(text: str) -> str | None:
    """The number that `text` begins with, as "3" of "3. Title" or "3.1" of "3.1 Title"."""
    match = _NUMBERED.match(text)
    return match["label"] if match else None


def combine_labels(outer: str | None, text: str, is_item: bool) -> str | None:
    """The label of a paragraph `text` in a unit with the label `outer`: a point "(2)" of it adds
    its own, anything else is the unit's. The number of an item is a label if there is no other."""
    unit = read_unit(text)
    if unit:
        return unit[0]
    if outer is None:
        return read_number_label(text) if is_item else None
    point = _POINT.match(text)
    return f"{outer} {point['label']}" if point else outer


def _is_numbered(match: re.Match[str]) -> bool:
    """Whether the numeral is one, rather than the "I" or "A" that a sentence goes on with."""
    word, number, stop = match["word"], match["number"], match["stop"]
    if word is None:
        return True
    if not (word[0].isupper() or word.endswith(".")):
        return False
    if number[0].isdigit():
        # "Part 2 of the book is lost." is a sentence; its number still names the part.
        return True
    return number.isupper() and (stop in (".", ":", "：", ")", "—", "–", "") or len(number) > 1)
