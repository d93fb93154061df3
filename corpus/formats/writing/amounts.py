"""The cents of a price and the minutes of a time, which many set above the line: $5.⁹⁹ is $5.99,
6ʰ30 is 6h30."""

import re

from corpus.structure.signs import strip_ignorable

_SIGN = "[$¢-¥฿₠-⃀]"
_NAME = (
    r"(?:(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|RUB|JPY|CNY|INR|BRL|CAD|AUD|Euro|Fr|Rs|Kč|Ft|TL)"
    r"|(?P<small>euros?|kr|zł|lei|руб|грн))\b"
)
_CENTS = re.compile(r"[.,]?[0-9]{2}")
_PRICE = re.compile(
    rf"(?P<money>(?:{_SIGN}|\b{_NAME})\.?\s?)?(?<![0-9.,])(?:[0-9]{{1,3}}(?:[.,'’][0-9]{{3}})+|[0-9]+)"
    r"[.,][0-9]{2}\Z"
)
_MONEY_BEHIND = re.compile(rf"\s?(?:(?P<sign>{_SIGN})(?!\s?[0-9])|{_NAME})")
_GOES_ON = re.compile(r"[;:!?*/–-]|[.,](?:\s+[^\W\d]|\Z)")
"""What follows no mark of a note behind a full stop or a comma."""
_MINUTES = re.compile(r"[.:]?[0-5][0-9]")
_HOUR = r"(?<![\w.,:])(?:[01]?[0-9]|2[0-3])"
_TIME = re.compile(rf"{_HOUR}:[0-9]{{2}}\Z")
_POINTED_TIME = re.compile(rf"{_HOUR}\.[0-9]{{2}}\Z")
_BEFORE_H, _BEHIND_H = re.compile(rf"{_HOUR}\Z"), re.compile(r"\s?[0-5][0-9](?![0-9])")
_BEFORE_M = re.compile(rf"{_HOUR}h\s?[0-5]?[0-9]\Z")
_OF_DAY = re.compile(r"\s?(?:Uhr|uur|h|[AaPp]\.?[Mm])\b")
_MAX_ALONE = 10
"""Signs of an amount by itself, instead of the end of a text of which no more is looked at."""


def ends_amount(before: str, text: str, after: str) -> bool:
    """Whether `text`, above the line between `before` and `after`, ends a price or a time of the
    day, and cannot be the mark of a note: such as $5.⁹⁹ and 12:³⁰, but not "It cost $5.¹² And"."""
    before, said, after = map(strip_ignorable, (before, text.strip(), after))
    if said == "h" and _BEFORE_H.search(before):
        return _BEHIND_H.match(after) is not None
    if said in ("m", "min") and _BEFORE_M.search(before):
        return True
    if after[:1].isdigit():
        return False
    if _MINUTES.fullmatch(said) and (
        _TIME.search(before + said)
        or (_POINTED_TIME.search(before + said) and _OF_DAY.match(after))
    ):
        return True
    price = _PRICE.search(before + said) if _CENTS.fullmatch(said) else None
    if price is None:
        return False
    behind = _MONEY_BEHIND.match(after)
    if said[0] in ".,":
        return bool(price["money"] or behind)
    is_sentence = before[-1] == "."
    if behind and (not is_sentence or behind["sign"] or behind["small"]):
        return True
    if not price["money"]:
        return False
    is_alone = not after and not before[: price.start()].strip() and len(before) <= _MAX_ALONE
    goes_on = _GOES_ON.match(after) or (is_sentence and after.lstrip()[:1].islower())
    return bool(said[0] == "0" or said == "99" or is_alone or goes_on)
