"""Letters of fonts such as Symbol and Wingdings, which show other signs than those."""

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from corpus.formats.pdf.drawn import UNSAID, Raw, get_key
from corpus.formats.writing.symbols import is_of_signs, read_symbol

_MAX_NAME = 128
_OF_OFFICE = "opensymbol"
"""What LibreOffice writes for each of them: which one it was is not known."""
_BULLET = ord("•")
_ASCII = range(0x21, 0x7F)
_PRIVATE = range(0xF020, 0xF100)


def find_sign_fonts(texts: Sequence[Raw]) -> dict[int, str]:
    """The name of the font of each of `texts`, by its key, that is one of signs."""
    names: dict[int, str] = {}
    found: dict[int, str] = {}
    for one in texts:
        font = pdfium.FPDFTextObj_GetFont(one)
        if not font:
            continue
        address = ctypes.addressof(font.contents)
        if address not in names:
            buffer = ctypes.create_string_buffer(_MAX_NAME)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, _MAX_NAME)
            names[address] = _fold(buffer.value.decode("utf-8", "replace"))
        name = names[address]
        if name.startswith(_OF_OFFICE) or is_of_signs(name):
            found[get_key(one)] = name
    return found


def read_sign(code: int, font: str, is_mark: bool) -> int:
    """The code point of what `font` shows for `code`, `UNSAID` if that is not known. Other letters
    than ASCII are what they say they are. A sign that `is_mark`, as it begins a line by itself, is
    that of an item, whatever it looks like."""
    is_private = code in _PRIVATE
    if is_private and is_mark:
        return code
    if font.startswith(_OF_OFFICE):
        is_known = not is_private and not (code in _ASCII and chr(code).isalpha())
        return code if is_known else _BULLET if is_mark else UNSAID
    if not is_private and code not in _ASCII:
        return code
    sign = read_symbol(code, font)
    return ord(sign) if len(sign) == 1 else _BULLET if is_mark else UNSAID


def _fold(name: str) -> str:
    plain = name.rpartition("+")[2].casefold().partition(",")[0]
    if plain.startswith("zapf") and "dingbats" not in plain:
        return ""  # a script
    for ending in ("-regular", "-bold", "-italic", "-roman"):
        plain = plain.removesuffix(ending)
    return plain
