"""Words that a file has in place of those that are drawn (`/ActualText`), as for ligatures."""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn.objects import (
    MAX_MARKS,
    Mark,
    Opener,
    Raw,
    get_key,
    list_objects,
    read_parameter,
)

_NAME = b"ActualText"
_FIRST_REORDERED = "\u0590"
_SOFT_HYPHEN = "\u00ad"
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212\u0002\ufffe", "-"))


def leave_out_replacements(texts: Sequence[Raw], again: Opener) -> frozenset[int]:
    """Takes from the `texts` of a page what the file has in place of their words, where it differs
    in more than the look of a letter: nobody sees that who looks at the page. It stays where the
    file does not say which letters are drawn. `again` opens the page once more.

    Returns the keys of those in place of which there is a soft hyphen: a word is broken there.

    It is done before the page's words are read."""
    marks = [list(_list_marks(one)) for one in texts]
    if not any(marks):
        return frozenset()
    page = again()
    try:
        drawn = _read_drawn(page, [bool(own) for own in marks])
    finally:
        page.close()
    groups = groupby(
        (number for number, own in enumerate(marks) if own),
        lambda number: ctypes.addressof(marks[number][0][0].contents),
    )
    for _, group in groups:
        numbers = list(group)
        stated = marks[numbers[0]][0][1]
        is_one = len(numbers) == 1 and len(marks[numbers[0]]) == 1
        if not _stays(stated, "".join(drawn[number] for number in numbers), is_one):
            for number in numbers:
                for mark, _ in marks[number]:
                    pdfium.FPDFPageObj_RemoveMark(texts[number], mark)
    return frozenset(
        get_key(one)
        for one, own in zip(texts, marks, strict=True)
        if any(text == _SOFT_HYPHEN for _, text in own)
    )


def _stays(stated: str, drawn: str, is_one: bool) -> bool:
    """Whether `stated` says what is `drawn`, or what that is is not known. Of several parts PDFium
    would say that all of it stands where the first one does: then what is drawn is as good."""
    if not drawn or "\ufffd" in drawn:
        return True
    plain, own = _fold(stated), _fold(drawn)
    if plain == own:
        return is_one
    # Scripts whose letters are drawn in another order than they are read in.
    return min(plain, default="") >= _FIRST_REORDERED and sorted(plain) == sorted(own)


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace(_SOFT_HYPHEN, "")).translate(_HYPHENS)
    return "".join(plain.casefold().split())  # small capitals are drawn as capitals


def _list_marks(one: Raw) -> Iterator[tuple[Mark, str]]:
    """The marks of a text that have something in its place, and what."""
    for number in range(min(MAX_MARKS, pdfium.FPDFPageObj_CountMarks(one))):
        mark = pdfium.FPDFPageObj_GetMark(one, number)
        text = read_parameter(mark, _NAME)
        if text is not None:
            yield mark, text


def _read_drawn(page: pypdfium2.PdfPage, wanted: Sequence[bool]) -> list[str]:
    """What each text of a page says that is `wanted`, with U+FFFD for letters that are not known;
    nothing of others."""
    texts = list_objects(page).texts
    drawn = [""] * len(wanted)
    places: dict[int, int] = {}
    for number, (one, is_wanted) in enumerate(zip(texts, wanted, strict=False)):
        if is_wanted:
            places[ctypes.addressof(one.contents)] = number
            for mark, _ in list(_list_marks(one)):
                pdfium.FPDFPageObj_RemoveMark(one, mark)
    text_page = page.get_textpage()
    try:
        for index in range(pdfium.FPDFText_CountChars(text_page.raw)):
            one = pdfium.FPDFText_GetTextObject(text_page.raw, index)
            place = places.get(ctypes.addressof(one.contents)) if one else None
            if place is not None:
                code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
                is_known = not pdfium.FPDFText_HasUnicodeMapError(text_page.raw, index)
                has_letter = 0 < code < 0xD800 or 0xF900 <= code < 0x110000
                drawn[place] += chr(code) if is_known and has_letter else "\ufffd"
    finally:
        text_page.close()
    return drawn
