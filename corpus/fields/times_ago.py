"""How long ago something was, as sites write it: "2 days ago", "há 2 dias", "vor 5 Std."."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from itertools import chain, product
from typing import Literal

from corpus.fields.dates import LANGUAGES, fold_text

_MAX_CHARACTERS = 40
_NUMBER = re.compile(r"\d+")
_UNITS = (
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(weeks=1),
    timedelta(days=30.5),
    timedelta(days=365.5),
)
_COUNTS = (1, 2, 3, 5)
"""That the forms of a noun behind a number differ by."""
_WITHOUT_MONTHS = ("ja", "ko", "zh", "zh_Hant")
"""Languages that write months as numbers."""
_FORMS: tuple[Literal["long", "short"], ...] = ("long", "short")


def is_time_ago(text: str) -> bool:
    """Whether `text` says how long ago something was, and nothing else."""
    if len(text) > _MAX_CHARACTERS:
        return False
    shape = _shape(text)
    return any(shape in _times_ago(group) for group in (*LANGUAGES, _WITHOUT_MONTHS))


@lru_cache(maxsize=len(LANGUAGES) + 1)
def _times_ago(codes: tuple[str, ...]) -> frozenset[str]:
    """What CLDR has for such times in the languages of `codes`, numbers as "0"."""
    return frozenset(chain.from_iterable(map(_write_times_ago, codes)))


def _write_times_ago(code: str) -> Iterator[str]:
    from babel.dates import format_timedelta  # here, because it takes a twentieth of a second

    for unit, count, form in product(_UNITS, _COUNTS, _FORMS):
        # Of some units of some languages there is none.
        with suppress(KeyError):
            yield _shape(
                format_timedelta(-count * unit, add_direction=True, format=form, locale=code)
            )


def _shape(text: str) -> str:
    return _NUMBER.sub("0", fold_text(text))
