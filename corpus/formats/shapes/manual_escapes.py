"""What a backslash means in the source of a manual page, as troff reads it."""

import re
import unicodedata
from collections.abc import Mapping

NO_MARK = "\x02"
"""Before an argument whose full stop or bracket is meant as such ("\\&.") and closes nothing."""
# Characters by their names of two or more letters, as groff_char(7) lists them; those that are
# left out stand for what nobody quotes.
_NAMES = """
    aq ' dq " lq “ rq ” oq ‘ cq ’ Bq „ bq ‚ Fo « Fc » fo ‹ fc › em — en – hy - mi − bu • co ©
    rg ® tm ™ de ° mu × di ÷ +- ± -> → <- ← <> ↔ ua ↑ da ↓ rA ⇒ lA ⇐ rs \\ ti ~ ha ^ ga ` aa ´
    ul _ br │ ba | or | bv │ sl / at @ sh # Do $ Eu € Po £ Ye ¥ ct ¢ sc § ps ¶ dg † dd ‡ 12 ½
    14 ¼ 34 ¾ S1 ¹ S2 ² S3 ³ <= ≤ >= ≥ != ≠ == ≡ =~ ≅ ap ∼ ~~ ≈ if ∞ es ∅ mo ∈ sr √ *a α *b β
    *g γ *d δ *e ε *h η *q θ *l λ *m μ *p π *s σ *f φ *w ω *D Δ *S Σ *W Ω OK ✓ sq □ ci ○ lz ◊
    ss ß AE Æ ae æ OE Œ oe œ O/ Ø o/ ø oA Å oa å ,C Ç ,c ç ~N Ñ ~n ñ r? ¿ r! ¡ -D Ð Sd ð TP Þ
    Tp þ /L Ł /l ł vS Š vs š vZ Ž vz ž .i ı lB [ rB ] lC { rC } la ⟨ ra ⟩ pl + eq = fm ′ sd ″
    ** ∗ tno ¬ no ¬ OR ∨ AN ∧ te ∃ fa ∀
"""
_NAMED = dict(zip(_NAMES.split()[::2], _NAMES.split()[1::2], strict=True))
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", ":": "\u0308", "~": "\u0303"}
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
}
_ESCAPE = re.compile(
    r"\\(?:"
    r'(?P<comment>["#].*)'
    r"|[fFgkmMnVYO](?:\[[^]\n]{0,60}\]|[+-]?\((?:..)|[+-]?.)"
    r"|s(?:\[[^]\n]{0,9}\]|'[^'\n]{0,9}'|[+-]?\(?\d\d?|[+-]?\d?|\([+-]?\d\d)"
    r"|\*(?:\[(?P<longstring>[^]\n]{0,60})\]|\((?P<string>..)|(?P<sign>.))"
    r"|\[(?P<name>[^]\n]{1,60})\]|\((?P<pair>..)"
    r"|h'(?P<motion>[^'\n]{0,60})'|[vwXZbDlLoxANRBS]'[^'\n]{0,200}'"
    r"|(?P<one>.)|$)"
)
_MAX_DEPTH = 3
_UNICODE = re.compile(r"u([0-9A-F]{4,6})(?:_[0-9A-F_]{4,40})?$")


def read_escapes(text: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """`text` with characters for their names, without fonts, sizes, motions and comments.
    `strings` are those that the page defines, which may name others up to three deep."""
    if "\\" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        name = match["longstring"] or match["string"] or match["sign"]
        if name is not None:
            value = strings.get(name, _STRINGS.get(name, ""))
            return read_escapes(value, strings, depth + 1) if depth < _MAX_DEPTH else ""
        character = match["name"] or match["pair"]
        if character is not None:
            return _name_character(character)
        if match["motion"]:
            return "" if match["motion"].startswith("-") else " "
        one = match["one"] or ""
        return _PLAIN.get(one, "" if one in _SILENT else one)

    return _ESCAPE.sub(replace, text)


def _name_character(name: str) -> str:
    """The character called `name`; `""` if it is not known."""
    if name in _NAMED:
        return _NAMED[name]
    if found := _UNICODE.match(name):
        code = int(found[1], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if len(name) == 2 and name[0] in _ACCENTS and name[1] in _ACCENTED:
        return unicodedata.normalize("NFC", name[1] + _ACCENTS[name[0]])
    return ""
