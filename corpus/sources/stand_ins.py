"""Pages that a server sends in place of the one that is asked for, with status 200: a form to log
in, a notice that it is being worked on, that nothing is there. What they say is told by what was
there before, and by what is said at other addresses, not by words; but that a page is not there is
said in much the same words everywhere."""

import hashlib
import re
from collections.abc import Container, Mapping
from typing import TypeAlias

from corpus.normalization import fold_case
from corpus.sources.pages import Block, Page, write_blocks

Lines: TypeAlias = Mapping[bytes, int]
"""How many letters each line of a text has, by what it says but for numbers and addresses: one that
says when it was made, or what was asked for, is the same line."""

_MIN_KEPT = 0.25
"""Of the letters of a text in lines that are still there, if it is still the same text."""
_MIN_ALIKE = 0.6
"""Of the letters of a text in lines that others have, if it is theirs."""
_MAX_NOTICE_LETTERS = 400
"""Of a text that says that there is none."""
_MIN_SHRUNK = 8
"""Times a text is longer than what is left of it, if that is hardly anything."""
_MIN_FORM_SHRUNK = 2
"""The same, if what is left asks for a password."""
_DIGEST_BYTES = 8
_OF_ONE = re.compile(r"[\d/@]")
"""In a word that may be another one at each address, and each time."""

_MAX_TITLE = 120
_STATUS = re.compile(r"(?=.*\b404\b)(?:[\W\d]|error|http|status|code|not|found|page)+")
_PAGE = (
    *("page", "seite", "página", "pagina", "strona", "strony", "stránka", "sidan", "siden"),
    *("sivua", "sayfa", "страница", "сторінк", "ページ", "页", "頁", "페이지", "الصفحة"),
    *("trang", "halaman"),
)
_NOT_FOUND = (
    *("not found", "not be found", "nicht gefunden", "introuvable", "non trouvée", "no encontrada"),
    *("não encontrada", "non trovata", "niet gevonden", "nie znaleziono", "nenalezena"),
    *("hittades inte", "kunde inte hittas", "ikke fundet", "ble ikke funnet", "ei löytynyt"),
    *("bulunamadı", "не найдена", "не знайдено", "見つかりません", "找不到", "未找到"),
    *("찾을 수 없", "غير موجودة", "không tìm thấy"),
    *("tidak ditemukan", "nu a fost găsită", "nem található"),
)


def weigh_page(page: Page) -> Lines:
    """The lines of a page, as they stand in its file."""
    return weigh_lines(write_blocks(page.blocks))


def weigh_lines(text: str) -> Lines:
    """The lines of `text`; a line that stands there twice counts once."""
    lines: dict[bytes, int] = {}
    for line in text.splitlines():
        words = [word for word in fold_case(line).split() if not _OF_ONE.search(word)]
        if said := " ".join(words):
            digest = hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES)
            lines[digest.digest()] = sum(map(len, words))
    return lines


def is_replaced(before: Lines, now: Lines) -> bool:
    """Whether hardly anything of a text is there any more, whatever is there now."""
    kept = sum(letters for line, letters in before.items() if line in now)
    return kept < _MIN_KEPT * sum(before.values())


def is_made_of(lines: Lines, known: Container[bytes]) -> bool:
    """Whether a text consists of `known` lines, but for a few."""
    shared = sum(letters for line, letters in lines.items() if line in known)
    return bool(lines) and shared >= _MIN_ALIKE * sum(lines.values())


def is_shrunk(before: Lines, now: Lines, asks_password: bool) -> bool:
    """Whether what replaced a text is hardly any, or a form to log in with less of it."""
    old, new = sum(before.values()), sum(now.values())
    if asks_password:
        return new * _MIN_FORM_SHRUNK <= old
    return new <= _MAX_NOTICE_LETTERS and new * _MIN_SHRUNK <= old


def says_not_found(page: Page) -> bool:
    """Whether a page says no more than that there is none at its address."""
    texts = [block.text for block in page.blocks if isinstance(block, Block)]
    if len(texts) < len(page.blocks) or sum(map(len, texts)) > _MAX_NOTICE_LETTERS:
        return False
    title = fold_case(page.title)
    shown = [title, *map(fold_case, texts[:2])]
    return bool(_STATUS.fullmatch(title[:_MAX_TITLE])) or any(
        any(word in text for word in _PAGE) and any(word in text for word in _NOT_FOUND)
        for text in shown
        if len(text) <= _MAX_TITLE
    )
