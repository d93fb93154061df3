"""Letters of fonts such as Symbol and Wingdings, which stand in places of other letters."""

import re

from corpus.formats.writing.formulas.formulas import LEFT_OUT

_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_LETTERS = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_CIRCLED, _FILLED = "①②③④⑤⑥⑦⑧⑨⑩", "❶❷❸❹❺❻❼❽❾❿"
_SYMBOL = {
    0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅",
    0x41: _GREEK_CAPITALS,
    0x5B: "[∴]⊥_",
    0x61: _GREEK_LETTERS,
    0x7B: "{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
    0xBF: "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑",
    0xF1: "⟩∫",
}
_WINGDINGS = {
    0x21: "✏✂✁",
    0x28: "☎✆✉",
    0x41: "✌👌👍👎☜☞☝☟✋☺😐☹💣☠",
    0x6C: "●❍■□□❑❒⬧⧫◆❖⬥",
    0x80: f"⓪{_CIRCLED}⓿{_FILLED}",
    0x9E: "·•▪○",
    0xA7: "▪☐",
    0xAB: "★",
    0xD8: "➢",
    0xDF: "←→↑↓↖↗↙↘",
    0xE8: "➔",
    0xEF: "⇦⇨⇧⇩",
    0xFB: "✗✓☒☑",
}
_WINGDINGS_2 = {
    0x4F: "✗✓☒☑☒☒",
    0x69: f"⓪{_CIRCLED}⓿{_FILLED}",
    0x95: "•●",
    0x9F: "▪■■■☐",
}
_WEBDINGS = {0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✖"}
_DINGBATS = {
    0x21: "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘",
    0x48: "★",
    0x6C: "●❍■❏❐❑❒▲▼◆❖",
    0xAC: f"{_CIRCLED}{_FILLED}➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→",
}


def _spread(rows: dict[int, str]) -> dict[int, str]:
    return {start + n: sign for start, row in rows.items() for n, sign in enumerate(row)}


_PICTURES: dict[int, str] = {}
"""Of a font whose signs have no names here."""
_FONTS = {
    **dict.fromkeys(("symbol", "symbol mt", "symbolmt"), _spread(_SYMBOL)),
    "wingdings": _spread(_WINGDINGS),
    "wingdings 2": _spread(_WINGDINGS_2),
    "webdings": _spread(_WEBDINGS),
    **dict.fromkeys(
        ("zapf dingbats", "zapfdingbats", "itc zapf dingbats", "monotype sorts"),
        _spread(_DINGBATS),
    ),
}
_OTHERS = re.compile(r"wingdings|webdings|marlett|zapf|dingbats|mt extra", re.I)
_MAX_NAME = 100
_PRIVATE = 0xF000
"""Where text processors put the places of such fonts."""
_IN_A_ROW = re.compile(r"\[…\](?:\[…\])+")


def is_of_signs(font: str) -> bool:
    """Whether the font with that name has signs in places of Latin letters."""
    return _find_signs(font) is not None


def read_symbol(place: int, font: str) -> str:
    """The letter at `place` in `font`, `[…]` if it has no name here; of another font than one of
    signs that is any sign of its own."""
    signs = _find_signs(font)
    is_private = _PRIVATE <= place < _PRIVATE + 0x100
    place = place - _PRIVATE if is_private else place
    if place >= 0x100:
        is_letter = not 0xD800 <= place < 0xF900 and place < 0x110000
        return chr(place) if is_letter else LEFT_OUT
    if place <= 0x20:
        return chr(place)
    if signs is None:
        return LEFT_OUT if is_private or 0x7F <= place < 0xA0 else chr(place)
    return signs.get(place, LEFT_OUT)


def read_signs(text: str, font: str, high_font: str | None = None) -> str:
    """`text` as `font` shows it, if that has signs; `high_font` is that of all but ASCII, where
    another one. Letters that neither has places for stay."""
    high_font = font if high_font is None else high_font
    low_signs, high_signs = is_of_signs(font), is_of_signs(high_font)
    if not low_signs and not high_signs:
        return text
    shown = (
        read_symbol(ord(sign), font if sign < "\x80" else high_font)
        if (low_signs if sign < "\x80" else high_signs)
        else sign
        for sign in text
    )
    return _IN_A_ROW.sub(LEFT_OUT, "".join(shown))


def _find_signs(font: str) -> dict[int, str] | None:
    name = font[:_MAX_NAME].strip().casefold()
    return _FONTS.get(name, _PICTURES if _OTHERS.search(name) else None)
