"""What a backslash means in the source of a manual page, as troff reads it."""

import re
import unicodedata
from collections.abc import Mapping

from corpus.formats.writing.formulas.formulas import LEFT_OUT
from corpus.formats.writing.levels import LevelledText

NO_MARK = "\x02"
"""Before an argument whose full stop or bracket is meant as such ("\\&.") and closes nothing."""
# Characters by their names of two or more letters, as groff_char(7) lists them; ligatures are the
# letters that they are of, and a hyphen is that of the keyboard.
_NAMES = r"""
    - -
    != ≠ %0 ‰ 'C Ć 'c ć ** ∗ *A Α *B Β *C Ξ *D Δ *E Ε *F Φ *G Γ *H Θ *I Ι *K Κ *L Λ *M Μ *N Ν *O Ο
    *P Π *Q Ψ *R Ρ *S Σ *T Τ *U Υ *W Ω *X Χ *Y Η *Z Ζ *a α *b β *c ξ *d δ *e ε *f ϕ *g γ *h θ *i ι
    *k κ *l λ *m μ *n ν *o ο *p π *q ψ *r ρ *s σ *t τ *u υ *w ω *x χ *y η *z ζ +- ± +e ϵ +f φ +h ϑ
    +p ϖ ,C Ç ,c ç -+ ∓ -> → -D Ð -h ℏ .i ı .j ȷ /L Ł /O Ø /_ ∠ /l ł /o ø 12 ½ 14 ¼ 18 ⅛ 34 ¾ 38 ⅜
    3d ∴ 58 ⅝ 78 ⅞ <- ← << ≪ <= ≤ <> ↔ == ≡ =~ ≅ >= ≥ >> ≫ O/ Ø S1 ¹ S2 ² S3 ³ c* ⊗ c+ ⊕ f/ ⁄ o/ ø
    r! ¡ r? ¿ t+- ± |= ≃ ~= ≈ ~N Ñ ~n ñ ~~ ≈ AE Æ AN ∧ Ah ℵ Bq „ CL ♣ CR ↵ Cs ¤ DI ♦ Do $ Eu € Fc »
    Fi ffi Fl ffl Fn ƒ Fo « HE ♥ IJ Ĳ Im ℑ OE Œ OK ✓ OR ∨ Of ª Om º Po £ Re ℜ SP ♠ Sd ð TP Þ Tp þ
    Ye ¥ ae æ an ⎯ ap ∼ aq ' at @ ba | bb ¦ bq ‚ br │ bu • bv ⎪ ca ∩ ci ○ co © coproduct ∐ cq ’
    ct ¢ cu ∪ dA ⇓ da ↓ dd ‡ de ° dg † di ÷ dq " em — en – eq = es ∅ eu € fa ∀ fc › ff ff fi fi
    fl fl fm ′ fo ‹ gr ∇ hA ⇔ ha ^ hy - ib ⊆ if ∞ ij ĳ integral ∫ ip ⊇ is ∫ lA ⇐ lB [ lC { la ⟨
    lb ⎩ lc ⌈ lf ⌊ lh ☜ lk ⎨ lq “ lt ⎧ lz ◊ mc µ md ⋅ mi − mo ∈ mu × nb ⊄ nc ⊅ ne ≢ nm ∉ no ¬ oA Å
    oa å oe œ oq ‘ or | pc · pd ∂ pl + pp ⊥ product ∏ ps ¶ pt ∝ rA ⇒ rB ] rC } ra ⟩ rb ⎭ rc ⌉ rf ⌋
    rg ® rh ☞ rk ⎬ rn ‾ rq ” rs \ rt ⎫ ru _ sb ⊂ sc § sd ″ sh # sl / sp ⊃ sq □ sqrt √ sr √ ss ß
    st ∋ sum ∑ tdi ÷ te ∃ tf ∴ ti ~ tm ™ tmu × tno ¬ ts ς uA ⇑ ua ↑ ul _ vA ⇕ vS Š vZ Ž va ↕ vs š
    vz ž wp ℘
"""
_NAMED = dict(zip(_NAMES.split()[::2], _NAMES.split()[1::2], strict=True))
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", ":": "\u0308", "~": "\u0303", "aa": "\u0301",
    "ga": "\u0300", "a^": "\u0302", "ad": "\u0308", "a~": "\u0303", 'a"': "\u030b", "a-": "\u0304",
    "a.": "\u0307", "ab": "\u0306", "ac": "\u0327", "ah": "\u030c", "ao": "\u030a", "ho": "\u0328",
}  # fmt: skip
"""Accents over or under the letter that is named with them; alone they are as in `_ALONE`."""
_ALONE = {
    "aa": "´", "ga": "`", "a^": "^", "ad": "¨", "a~": "~", 'a"': "˝", "a-": "¯", "a.": "˙",
    "ab": "˘", "ac": "¸", "ah": "ˇ", "ao": "˚", "ho": "˛",
}  # fmt: skip
_ACCENTED = "AEIOUYaeiouy"
_PLAIN = {
    "-": "-",
    "e": "\\",
    "\\": "\\",
    "~": " ",
    " ": " ",
    "0": " ",
    "t": "\t",
    ".": ".",
    "'": "'",
    "`": "`",
    "E": "\\",
    "_": "_",
}
_SILENT = "cpudrazKQ&|^/,)%:{}!?"
_STRINGS: Mapping[str, str] = {
    "R": "®",
    "Tm": "™",
    "lq": "“",
    "rq": "”",
    "Aq": "'",
    "--": "—",
    "PI": "π",
    'L"': "“",
    'R"': "”",
    "L'": "‘",
    "R'": "’",
    "C`": '"',
    "C'": '"',
    "C+": "C++",
    "S": "",
    "HF": "",
    "Ba": "|",
    "Ge": "≥",
    "Le": "≤",
    "Ne": "≠",
    "Lt": "<",
    "Gt": ">",
    "Lq": "“",
    "Rq": "”",
    "Pm": "±",
    "If": "∞",
    "Pi": "π",
    "Na": "NaN",
    "Am": "&",
    "q": '"',
}
"""Strings of the packages of macros."""
_ESCAPE = re.compile(
    r"\\(?:"
    r'(?P<comment>["#].*)'
    r"|(?P<register>n)(?:\[[^]\n]{0,60}\]|[+-]?\((?:..)|[+-]?.)"
    r"|[fFgkmMVYO](?:\[[^]\n]{0,60}\]|[+-]?\((?:..)|[+-]?.)"
    r"|s(?:[+-]?\[[^]\n]{0,9}\]|[+-]?'[^'\n]{0,9}'|[+-]?\(\d\d|\([+-]\d\d|[+-]\d|[1-3]\d|\d?)"
    r"|\*(?:\[(?P<longstring>[^]\n]{0,60})\]|\((?P<string>..)|(?P<sign>.))"
    r"|\[(?P<name>[^]\n]{1,60})\]|\((?P<pair>..)"
    r"|h'(?P<motion>[^'\n]{0,60})'|N'(?P<number>\d{1,6})'|(?P<drawn>[Zbo])'[^'\n]{0,200}'"
    r"|[vwXDlLxANRBS]'[^'\n]{0,200}'"
    r"|(?P<one>.)|$)"
)
_MOVED = r"(?:[^\\\n]|\\(?![udv])){1,60}?"
_LEVEL = re.compile(
    rf"(?<!\\)\\(?:u(?P<above>{_MOVED})\\d|d(?P<below>{_MOVED})\\u)"
    rf"|(?<!\\)\\v'-[\d.]{{1,6}}m?'(?P<raised>{_MOVED})\\v'\+?[\d.]{{1,6}}m?'"
)
"""What stands half a line or so above or below, before the way back."""
_MAX_DEPTH = 3
_UNICODE = re.compile(r"u([0-9A-F]{4,6}(?:_[0-9A-F]{4,6}){0,8})$")
_NUMBERED = re.compile(r"char(\d{1,3})$")


def read_escapes(text: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """`text` with characters for their names, without fonts, sizes, motions and comments.
    `strings` are those that the page defines, which may name others up to three deep."""
    if "\\" not in text:
        return text
    if _LEVEL.search(text):
        return _read_levels(text, strings, depth)

    def replace(match: re.Match[str]) -> str:
        name = match["longstring"] or match["string"] or match["sign"]
        if name is not None:
            value = strings.get(name, _STRINGS.get(name, LEFT_OUT))
            return read_escapes(value, strings, depth + 1) if depth < _MAX_DEPTH else ""
        character = match["name"] or match["pair"]
        if character is not None:
            return _name_character(character)
        if match["number"] or match["drawn"] or match["register"]:
            return _decode(match["number"] or "", 10)
        if match["motion"]:
            return "" if match["motion"].startswith("-") else " "
        one = match["one"] or ""
        return _PLAIN.get(one, "" if one in _SILENT else one)

    return _ESCAPE.sub(replace, text)


def _read_levels(text: str, strings: Mapping[str, str], depth: int) -> str:
    """`text` with what stands above or below the line written so that no number becomes another."""
    levelled = LevelledText()
    start = 0
    for found in _LEVEL.finditer(text):
        levelled.add(read_escapes(text[start : found.start()], strings, depth))
        below = found["below"]
        levelled.open_level("below" if below else "above")
        levelled.add(read_escapes(below or found["above"] or found["raised"], strings, depth))
        levelled.close_level()
        start = found.end()
    levelled.add(read_escapes(text[start:], strings, depth))
    return levelled.take()


def _name_character(name: str) -> str:
    """The character called `name`, which may be a letter and its accents; `LEFT_OUT` if it is not
    known: without it the words beside it would say something else."""
    if name in _NAMED:
        return _NAMED[name]
    if found := _UNICODE.match(name):
        return unicodedata.normalize("NFC", "".join(_decode(c, 16) for c in found[1].split("_")))
    if found := _NUMBERED.match(name):
        return _decode(found[1], 10)
    if len(name) == 2 and name[0] in _ACCENTS and name[1] in _ACCENTED:
        return unicodedata.normalize("NFC", name[1] + _ACCENTS[name[0]])
    letter, *accents = name.split() or [""]
    if accents and len(letter) == 1 and all(accent in _ACCENTS for accent in accents):
        return unicodedata.normalize("NFC", letter + "".join(_ACCENTS[a] for a in accents))
    return _ALONE.get(name, LEFT_OUT)


def _decode(code: str, base: int) -> str:
    """The character of that number; `LEFT_OUT` if that is of none that is seen."""
    character = chr(min(int(code or "0", base), 0x10FFFF))
    return character if character.isprintable() else LEFT_OUT
