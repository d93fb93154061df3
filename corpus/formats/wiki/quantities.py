"""Numbers with units in the templates of a wiki. What they were given is said, never what they
compute of it."""

import re
from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"[-−+]?[0-9][0-9.,]{0,20}(?:/[0-9]{1,4})?")
_RANGES = {
    "-": "–",
    "–": "–",
    "and": " and ",
    "to": " to ",
    "or": " or ",
    "by": " by ",
    "x": " × ",
    "×": " × ",
    "+/-": " ± ",
    "±": " ± ",
    "to(-)": " to ",
    "and(-)": " and ",
}
_AS_WRITTEN = (
    *("km", "m", "cm", "mm", "nm", "kg", "g", "mg", "t", "lb", "oz", "st", "mi", "yd", "ft", "in"),
    *("ha", "l", "L", "ml", "mL", "cl", "km/h", "m/s", "mph", "kn", "kW", "MW", "W", "hp", "kJ"),
    *("kPa", "MPa", "hPa", "bar", "psi", "K", "nmi", "kn", "GW", "kWh", "N", "kN", "cc", "ft/s"),
)
_UNITS = {
    **{unit: unit for unit in _AS_WRITTEN},
    "C": "°C", "F": "°F", "°C": "°C", "°F": "°F", "R": "°R",
    **{f"{unit}{power}": f"{unit}{sign}"
       for unit in ("km", "m", "cm", "mm", "ft", "in") for power, sign in (("2", "²"), ("3", "³"))},
    "sqmi": "sq mi", "sqft": "sq ft", "sqkm": "km²", "sqm": "m²", "cuft": "cu ft", "cuyd": "cu yd",
    "acre": "acres", "acres": "acres", "miles": "miles", "mile": "miles", "feet": "feet",
    "foot": "feet", "metres": "metres", "meters": "meters", "impgal": "imp gal", "lbs": "lb",
}  # fmt: skip
_SHOWN = frozenset(("", "or", "comma", "br", "b", "sqbr", "slash", "semicolon", "flip"))


def read_quantity(words: Sequence[str], named: Mapping[str, str]) -> str:
    """What is converted, as in "5 ft 6 in" or "60–80 kg"; "" if that is not certain."""
    if named.get("disp", "").casefold() not in _SHOWN:
        return ""
    said = ""
    place = 0
    while place + 1 < len(words) and _NUMBER.fullmatch(words[place]):
        number, behind = words[place], words[place + 1]
        if behind in _RANGES:
            said += number + _RANGES[behind]
            place += 2
            continue
        if behind not in _UNITS:
            return ""
        unit = _UNITS[behind]
        said += f"{number} {unit}"
        # A number behind the unit is how many digits the result has, if no unit follows.
        if place + 3 >= len(words) or not _NUMBER.fullmatch(words[place + 2]):
            return said
        said += " "
        place += 2
    return ""


def read_value(words: Sequence[str], named: Mapping[str, str]) -> str:
    """A number with its unit; "" if the template makes more of it than that."""
    if len(words) != 1 or not _NUMBER.fullmatch(words[0]):
        return ""
    unit = named.get("u") or named.get("ul") or ""
    if any(key not in ("u", "ul", "fmt") for key in named) or not (not unit or unit in _UNITS):
        return ""
    return f"{words[0]} {_UNITS[unit]}" if unit else words[0]
