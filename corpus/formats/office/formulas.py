"""Formulas of Word (OMML), event by event, in a line of text."""

from dataclasses import dataclass, field

from corpus.formats.writing.formulas.formulas import (
    LEFT_OUT,
    join_parts,
    write_fraction,
    write_lowered,
    write_over,
    write_raised,
    write_root,
    write_under,
)

_STRUCTURES = frozenset(
    (
        *("f", "sSup", "sSub", "sSubSup", "sPre", "rad", "d", "nary", "func", "limLow", "limUpp"),
        *("m", "eqArr", "acc", "bar", "box", "borderBox", "groupChr", "phant"),
    )
)
_SLOTS = frozenset(("num", "den", "e", "sub", "sup", "deg", "fName", "lim"))
_STRIKES = ("strikeH", "strikeV", "strikeBLTR", "strikeTLBR")
_SAID = frozenset(("begChr", "endChr", "chr", "show", "type", "pos", *_STRIKES))
_INTEGRAL = "∫"
_HAT = "\u0302"
_NOT_SHOWN = ("0", "off", "false")


def holds_words(name: str) -> bool:
    """Whether an element of a formula is no property of another one."""
    return name in ("oMath", "r") or name in _STRUCTURES or name in _SLOTS


@dataclass(slots=True)
class _Structure:
    name: str
    slots: list[tuple[str, str]] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)

    def get(self, slot: str) -> str:
        """What stands in the first such slot."""
        return next((text for name, text in self.slots if name == slot), "")


class Formula:
    """What was read of a formula so far; it `is_open` until it has ended."""

    def __init__(self) -> None:
        self._parts: list[list[tuple[str, bool]]] = []
        """What stands in each slot that is open, and whether it is words."""
        self._structures: list[_Structure] = []

    @property
    def is_open(self) -> bool:
        """Whether a formula is being read."""
        return bool(self._parts)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element of a formula begins."""
        if name == "oMath" or name in _SLOTS:
            self._parts.append([])
        elif name in _STRUCTURES:
            self._structures.append(_Structure(name))
        elif name in _SAID and self._structures:
            self._structures[-1].signs[name] = attributes.get("val", "")

    def add(self, text: str) -> None:
        """Words of it."""
        self._parts[-1].append((text, True))

    def close(self, name: str) -> str | None:
        """An element ends; the whole formula if it was that."""
        if name == "oMath" and self._parts:
            said = join_parts(self._parts.pop())
            if not self._parts:
                self._structures.clear()
                return said
            self._parts[-1].append((said, True))
        elif name in _SLOTS and len(self._parts) > 1:
            said = join_parts(self._parts.pop())
            if self._structures:
                self._structures[-1].slots.append((name, said))
        elif name in _STRUCTURES and self._structures and self._parts:
            one = self._structures.pop()
            self._parts[-1].append((_write(one), False))
        return None


def _write(one: _Structure) -> str:
    base = one.get("e")
    match one.name:
        case "f":
            above, below = one.get("num"), one.get("den")
            has_line = one.signs.get("type") != "noBar"
            return write_fraction(above, below) if above and below and has_line else LEFT_OUT
        case "sSup":
            return write_raised(base, one.get("sup"))
        case "sSub":
            return write_lowered(base, one.get("sub"))
        case "sSubSup":
            return write_raised(write_lowered(base, one.get("sub")), one.get("sup"))
        case "rad":
            return write_root(base, one.get("deg"))
        case "d":
            inside = " | ".join(text for name, text in one.slots if name == "e")
            return f"{one.signs.get('begChr', '(')}{inside}{one.signs.get('endChr', ')')}"
        case "nary":
            sign = write_lowered(one.signs.get("chr") or _INTEGRAL, one.get("sub"))
            return f"{write_raised(sign, one.get('sup'))} {base}"
        case "func":
            return f"{one.get('fName')} {base}"
        case "limLow":
            return write_under(base, one.get("lim"))
        case "limUpp":
            return write_over(base, one.get("lim"))
        case "bar":
            is_over = one.signs.get("pos") == "top"
            return write_over(base, "¯") if is_over else write_under(base, "_")
        case "acc":
            return write_over(base, one.signs.get("chr") or _HAT)
        case "borderBox" if any(one.signs.get(name, "0") not in _NOT_SHOWN for name in _STRIKES):
            return LEFT_OUT
        case "phant" if one.signs.get("show") in _NOT_SHOWN:
            return ""
        case "m" | "eqArr" | "sPre" | "groupChr":
            return LEFT_OUT
    return base
