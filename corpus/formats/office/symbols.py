"""Letters of the fonts Symbol and Wingdings, which stand in places of other letters."""

_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_LETTERS = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SIGNS = {
    0x22: "∀",
    0x24: "∃",
    0x27: "∋",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅",
    0x5C: "∴",
    0x5E: "⊥",
    0x7E: "∼",
    0xA2: "′",
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB5: "∝",
    0xB6: "∂",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
    0xBC: "…",
    0xC5: "⊕",
    0xC6: "∅",
    0xC7: "∩",
    0xC8: "∪",
    0xCC: "⊂",
    0xCD: "⊆",
    0xCE: "∈",
    0xCF: "∉",
    0xD1: "∇",
    0xD5: "∏",
    0xD6: "√",
    0xD7: "⋅",
    0xD8: "¬",
    0xD9: "∧",
    0xDA: "∨",
    0xDB: "⇔",
    0xDE: "⇒",
    0xE5: "∑",
    0xF2: "∫",
}
_PRIVATE = 0xF000
"""Where Word puts the places of such fonts."""


def is_symbol_font(name: str) -> bool:
    """Whether the font `name` has Greek letters and mathematical signs in places of Latin ones."""
    return name.strip().casefold() in ("symbol", "symbol mt", "symbolmt")


def read_symbol(place: int, font: str) -> str:
    """The letter at `place` in `font`; `""` if that is a picture."""
    place = place - _PRIVATE if _PRIVATE <= place < _PRIVATE + 0x100 else place
    if not is_symbol_font(font):
        is_letter = place >= 0x100 and not 0xD800 <= place < 0xF900 and place < 0x110000
        return chr(place) if is_letter else ""
    if ord("A") <= place <= ord("Z"):
        return _GREEK_CAPITALS[place - ord("A")]
    if ord("a") <= place <= ord("z"):
        return _GREEK_LETTERS[place - ord("a")]
    return _SIGNS.get(place, chr(place) if place < 0x7F else "")
