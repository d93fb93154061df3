"""Names by which people introduce themselves."""

from collections.abc import Sequence

import pytest

from bot.answers.small_talk.introductions import Leads, Name, find_name

LEADS = Leads([("my", "name", "is"), ("اسمي",), ("我", "叫")], [("i", "am")], [("ich", "bin")])


def greets(words: Sequence[str]) -> bool:
    return list(words) in (["hi"], ["nice", "to", "meet", "you"])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("My name is Zoë", Name(("Zoë",), True)),
        ("hi my name is zoë", Name(("zoë",), False)),
        ("Hi I am Bo Lind from New York Nice to meet you", Name(("Bo", "Lind"), False)),
        ("My name is Bo Lind Nice to meet you", Name(("Bo", "Lind"), True)),
        ("Hi ich bin Uwe aus Jena", Name(("Uwe",), False)),
        ("اسمي ليلى", Name(("ليلى",), False)),
        ("我 叫 小 林", Name(("小", "林"), False)),
    ],
)
def test_a_name_is_found(said: str, name: Name) -> None:
    assert find_name(said.split(), LEADS, greets) == name


@pytest.mark.parametrize(
    "said",
    [
        "I am Zoë",  # nobody has greeted: it may be what somebody is
        "Hi I am ill",
        "Hi ich bin Student",
        "Hi I am Zoë and look for work",
        "my name is spelled wrong",
        "Hi my name is",
        "Buses I am Zoë",
        "我 叫 了 一 辆 车 去",
    ],
)
def test_what_says_more_has_none(said: str) -> None:
    assert find_name(said.split(), LEADS, greets) is None
