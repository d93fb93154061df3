"""Numbers, angles and units as the packages siunitx, units and numprint are given them."""

import re
from collections.abc import Mapping

from corpus.formats.tex.arguments import ArgumentReader
from corpus.formats.tex.symbols import SYMBOLS
from corpus.formats.tex.tokens import Tokens
from corpus.formats.tex.words import LEFT_OUT
from corpus.formats.writing.raised import raise_exponent

_NUMBER = re.compile(
    r"(?P<front>[^eEdDx]*?)(?:\s?[eEdD]\s?(?P<power>[-+−]?\d{1,4}))?(?P<last>\s?)", re.DOTALL
)
_TIMES = re.compile(r"\s?(?<![A-Za-z])x(?![A-Za-z])\s?")
_PLUS_MINUS = re.compile(r"\s?(?:\+-|\+\\-)\s?")
_PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n",
    "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "deka": "da",
    "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E",
    "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "gramme": "g", "second": "s", "ampere": "A",
    "kelvin": "K", "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa",
    "joule": "J", "watt": "W", "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω",
    "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H", "lumen": "lm", "lux": "lx",
    "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad",
    "steradian": "sr", "minute": "min", "hour": "h", "day": "d", "degree": "°",
    "arcminute": "′", "arcsecond": "″", "hectare": "ha", "litre": "l", "liter": "L",
    "tonne": "t", "ton": "t", "bar": "bar", "percent": "%", "degreeCelsius": "°C",
    "celsius": "°C", "electronvolt": "eV", "dalton": "Da", "bel": "B", "decibel": "dB",
    "astronomicalunit": "au", "neper": "Np", "angstrom": "Å", "knot": "kn", "barn": "b",
    "bit": "bit", "byte": "B", "permille": "‰", "mmHg": "mmHg", "nauticalmile": "M",
    "arcmin": "′", "arcsec": "″", "watthour": "Wh", "decade": "dec",
}  # fmt: skip
_AS_WRITTEN = frozenset(
    (
        *("fg", "pg", "ng", "mg", "g", "kg", "pm", "nm", "mm", "cm", "dm", "m", "km", "t", "K"),
        *("fs", "ps", "ns", "ms", "s", "pmol", "nmol", "mmol", "mol", "kmol", "nA", "mA", "A"),
        *("ml", "hl", "l", "mL", "L", "mHz", "Hz", "kHz", "MHz", "GHz", "THz", "mN", "N", "kN"),
        *("Pa", "kPa", "MPa", "GPa", "mV", "V", "kV", "mW", "W", "kW", "MW", "GW", "J", "kJ"),
        *("MJ", "meV", "eV", "keV", "MeV", "GeV", "TeV", "kWh", "F", "pF", "nF", "dB", "H", "C"),
    )
)
"""Commands whose name is the sign of the unit."""
_SHORT = {
    "ug": "µg", "um": "µm", "us": "µs", "umol": "µmol", "uA": "µA", "ul": "µl", "uL": "µL",
    "uV": "µV", "uW": "µW", "uJ": "µJ", "uF": "µF", "mohm": "mΩ", "kohm": "kΩ", "Mohm": "MΩ",
}  # fmt: skip
_POWERS = {"squared": "²", "cubed": "³"}
_POWERS_BEFORE = {"square": "²", "cubic": "³"}
QUANTITIES = frozenset(
    (
        *("SI", "qty", "SIrange", "qtyrange", "SIlist", "qtylist", "qtyproduct"),
        *("num", "tablenum", "complexnum", "numproduct", "numrange", "numlist"),
    )
)
_SIGNS_OF_ANGLES = ("", "°", "′", "″")


def read_quantity(arguments: ArgumentReader, name: str, number: int) -> tuple[str, int]:
    """A number, or several, with what they count if a unit follows."""
    number = arguments.skip_arguments(number, 0)
    if arguments.find_argument(number) is None:
        return arguments.say_missing(number), number
    first, number = arguments.read_argument(number)
    if name.endswith("list"):
        said = "; ".join(map(write_number, first.split(";")))
    else:
        said = write_number(first)
    if name.endswith("range"):
        last, number = arguments.read_argument(number)
        said = f"{said}–{write_number(last)}"
    if name.startswith(("num", "table", "complex")):
        return said, number
    currency, number = arguments.read_option(number)
    unit, number = _read_unit_argument(arguments, number)
    joint = "" if unit in _SIGNS_OF_ANGLES else " "
    return f"{currency}{said}{joint}{unit}", number


def _read_unit_argument(arguments: ArgumentReader, number: int) -> tuple[str, int]:
    """The unit that begins there, and the number behind it. One without braces is a command: a
    letter is the first of the next word, if the command before is another than it seems."""
    tokens = arguments.tokens
    place = arguments.find_argument(number)
    if place is None or tokens.kinds[place] not in ("sign", "command"):
        return "", number
    start, end = arguments.find_group(place) or (place, place + 1)
    unit = write_unit(tokens, start, end, arguments.units)
    return LEFT_OUT if unit is None else unit, end + tokens.is_sign(place, "{")


def read_unit(arguments: ArgumentReader, name: str, number: int) -> tuple[str, int]:
    """A unit, whose number may stand before it in brackets, or a number with such a unit."""
    option, number = arguments.read_option(number)
    if name in ("numprint", "np"):
        said, number = arguments.read_argument(number)
        return f"{said} {option}".rstrip(), number
    unit, number = _read_unit_argument(arguments, number)
    if name == "unitfrac":
        below, number = _read_unit_argument(arguments, number)
        unit = f"{unit}/{below}"
    return f"{option} {unit}" if option and "=" not in option else unit, number


def write_number(said: str) -> str:
    """A number as siunitx has it, `"1.5e-3"`, as it prints it, "1.5 × 10⁻³"; anything else as it
    is."""
    return " × ".join(_write_factor(part) for part in _TIMES.split(said.strip()))


def _write_factor(said: str) -> str:
    match = _NUMBER.fullmatch(said)
    front = _PLUS_MINUS.sub(" ± ", match["front"].strip() if match else said)
    if match is None or match["power"] is None:
        return front
    power = f"10{raise_exponent('0', match['power'].lstrip('+'))}"
    return f"{front} × {power}" if front.strip("+-−") else f"{front.lstrip('+')}{power}"


def write_angle(said: str) -> str:
    """Degrees, or those with minutes and seconds, which stand behind semicolons."""
    parts = zip(said.split(";"), "°′″", strict=False)
    return "".join(f"{part.strip()}{sign}" for part, sign in parts if part.strip())


def write_unit(tokens: Tokens, start: int, end: int, declared: Mapping[str, str]) -> str | None:
    """What is counted or measured, "km/h", as the tokens from `start` to `end`, not included, have
    it, with the units that the file has `declared`; None if a command in it is not known, without
    which it would be another unit."""
    said = power = ""
    is_below = is_apart = False
    number = start
    while number < end:
        kind, name = tokens.kinds[number], tokens.texts[number]
        number += 1
        if kind == "text" or (kind, name) in (("sign", "{"), ("sign", "}"), ("symbol", "%")):
            said += "" if name in "{}" else name
            is_apart = False
            continue
        if (kind, name) in (("sign", "~"), ("symbol", ",")):
            said += " "
            is_apart = False
            continue
        if kind != "command":
            return None
        if name in _POWERS:
            said += _POWERS[name]
        elif name in _POWERS_BEFORE:
            power = _POWERS_BEFORE[name]
        elif name in ("tothe", "raiseto") and number in tokens.closing:
            exponent = tokens.write(number + 1, tokens.closing[number])
            number = tokens.closing[number] + 1
            raised = raise_exponent("m", exponent)
            said, power = (said + raised, power) if name == "tothe" else (said, raised)
        elif name == "per":
            is_below = True
        elif name in _PREFIXES and name not in declared:
            said, is_below = _join_unit(said, _PREFIXES[name], is_below, is_apart), False
            unit = tokens.texts[number] if number < end else ""
            if unit not in _UNITS and unit not in declared:
                return None
            said += declared.get(unit, _UNITS.get(unit, "")) + power
            number, power = number + 1, ""
        elif sign := declared.get(name) or _find_sign(name):
            said, is_below = _join_unit(said, sign, is_below, is_apart), False
            said, power = said + power, ""
        else:
            return None
        is_apart = True
    return None if is_below or power else " ".join(said.split())


def _find_sign(name: str) -> str:
    if name in _AS_WRITTEN:
        return name
    return _UNITS.get(name) or _SHORT.get(name) or SYMBOLS.get(name, "")


def _join_unit(said: str, sign: str, is_below: bool, is_apart: bool) -> str:
    """`said` with the next unit, behind a stroke if it is below the line, `is_apart` from another
    that a command says."""
    if is_below:
        return f"{said or '1'}/{sign}"
    return f"{said} {sign}" if said and is_apart else f"{said}{sign}"
