"""How a record of typed fields is packed into the data of a button, and unpacked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self, get_origin, get_type_hints

from telegram.constants import InlineKeyboardButtonLimit

MAX_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)


@dataclass(frozen=True, slots=True)
class Part:
    """How the value of a field is written. `pattern` matches all that `write` makes of values that
    are allowed, and nothing else: ASCII without a colon. `read` takes only what it matches."""

    pattern: str
    read: Callable[[str], object]
    write: Callable[[Any], str] = str


def number(digits: int) -> Part:
    """A whole number from 0, of at most so many decimal digits."""
    return Part(rf"0|[1-9][0-9]{{0,{digits - 1}}}", int)


def word(characters: str, shortest: int, longest: int) -> Part:
    """A text of these characters, a range of a regular expression, and of such a length."""
    return Part(rf"[{characters}]{{{shortest},{longest}}}", str)


def one_of(values: Mapping[str, object]) -> Part:
    """One of these values, each by how it is written."""
    written = {value: text for text, value in values.items()}
    # What is not among them is written as nothing, which the pattern does not match.
    return Part(
        "|".join(map(re.escape, values)), values.__getitem__, lambda value: written.get(value, "")
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """The parts of a kind of button by the names of their fields, and what matches all its data."""

    parts: dict[str, Part]
    pattern: re.Pattern[str]


class CallbackData:
    """What a button carries. Each kind is a frozen dataclass with a prefix of its own, whose fields
    are annotated with their `Part`; its data is the prefix and the fields, a colon between two."""

    __slots__ = ()

    prefix: ClassVar[str]
    is_light: ClassVar[bool] = False
    """Whether a press takes from the budget of the one who presses only, not from the group's: it
    changes no message, or only for those who may."""
    _form: ClassVar[_Form]

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, include_extras=True)
        parts: dict[str, Part] = {
            name: hint.__metadata__[0]
            for name, hint in hints.items()
            if get_origin(hint) is Annotated
        }
        groups = ":".join(f"({part.pattern})" for part in parts.values())
        cls._form = _Form(parts, re.compile(re.escape(cls.prefix) + groups))

    def pack(self) -> str:
        """The data.

        :raises ValueError: if a field has a value that its `Part` does not allow, or all of them
            take more than `MAX_BYTES`.
        """
        parts = self._form.parts
        data = self.prefix + ":".join(p.write(getattr(self, name)) for name, p in parts.items())
        if self.unpack(data) != self:
            raise ValueError(f"no button can carry {self!r}: {data!r}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self | None:
        """The record that `pack` made `data` of; None if it made it of none."""
        # All that the pattern matches is ASCII: a character is a byte.
        found = cls._form.pattern.fullmatch(data) if len(data) <= MAX_BYTES else None
        if found is None:
            return None
        texts = zip(cls._form.parts.values(), found.groups(), strict=True)
        make: Callable[..., Self] = cls
        return make(*(part.read(text) for part, text in texts))
