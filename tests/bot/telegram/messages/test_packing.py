"""The parts that a button's data is made of, and what cannot be packed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import pytest

from bot.telegram.messages.packing import MAX_BYTES, CallbackData, number, one_of, word


@dataclass(frozen=True, slots=True)
class Several(CallbackData):
    prefix: ClassVar = "several."

    count: Annotated[int, number(digits=3)]
    name: Annotated[str, word("a-z", 0, 60)]
    choice: Annotated[str | None, one_of({"+": "plus", "-": None})]


@dataclass(frozen=True, slots=True)
class Nothing(CallbackData):
    prefix: ClassVar = "nothing"


@pytest.mark.parametrize(
    ("record", "data"),
    [
        (Several(0, "", None), "several.0::-"),
        (Several(999, "abc", "plus"), "several.999:abc:+"),
        (Nothing(), "nothing"),
    ],
)
def test_prefix_and_fields_are_the_data(record: CallbackData, data: str) -> None:
    assert record.pack() == data
    assert type(record).unpack(data) == record


@pytest.mark.parametrize(
    "data",
    [
        *("", "several.", "several.0", "several.0:a", "several.0:a:-:", "several.0:a:-:-"),
        *("several.1000:a:-", "several.01:a:-", "several.-1:a:-", "several.+1:a:-", "several.:a:-"),
        *("several.²:a:-", "several.٣:a:-", "several. 1:a:-", "several.1_0:a:-"),
        *("several.0:A:-", "several.0:é:-", "several.0:a b:-", "several.0:a\n:-"),
        *("several.0:a:", "several.0:a:*", "several.0:a:--", "several.0:a:-\n"),
        *("severally0:a:-", "Several.0:a:-", " several.0:a:-", "x" * 1000, "\ud800"),
    ],
)
def test_what_is_malformed_is_no_record(data: str) -> None:
    assert Several.unpack(data) is None
    assert Nothing.unpack(data) is None


@pytest.mark.parametrize(
    "record",
    [
        Several(1000, "a", None),
        Several(-1, "a", None),
        Several(0, "a:b", None),
        Several(0, "ab\n", None),
        Several(0, "a", "minus"),
    ],
)
def test_a_value_that_is_not_allowed_is_an_error(record: Several) -> None:
    with pytest.raises(ValueError, match=r"no button can carry Several\("):
        record.pack()


def test_what_is_longer_than_a_button_takes_is_an_error() -> None:
    longest = Several(0, "a" * (MAX_BYTES - len("several.0::-")), None)
    assert len(longest.pack()) == MAX_BYTES
    longer = Several(0, longest.name + "a", None)
    with pytest.raises(ValueError, match=r"no button can carry Several\("):
        longer.pack()
    assert Several.unpack(f"several.0:{longer.name}:-") is None
