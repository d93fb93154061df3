"""Days, months and parts of a day in many languages, and names that look like them."""

import pytest
from babel import Locale

from corpus.structure.speakers.time_words import find_times

LANGUAGES = """
    en de fr es pt it nl ru uk be pl cs sk sl hr sr bg mk ro hu el tr az kk uz sv da nb fi et lv lt
    gl eu ar fa ur he hi bn mr ta te kn ml gu pa th vi id fil sw ko ja zh ka is
"""


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_every_day_and_month_that_cldr_knows_is_a_time(language: str) -> None:
    locale = Locale.parse(language)
    days = set(locale.days["stand-alone"]["wide"].values())
    months = set(locale.months["stand-alone"]["wide"].values())
    assert find_times(days) == days
    assert find_times(months) == months


@pytest.mark.parametrize(
    "label",
    [
        *("Morning", "Monday morning", "On Thursday", "MONDAY", "Day 3"),
        *(
            "Montagabend",
            "Am Nachmittag",
            "Lundi soir",
            "Le matin",
            "Por la mañana",
            "måndagskväll",
        ),
        *(
            "Утром",
            "В среду",
            "Rano",
            "W poniedziałek",
            "Buổi sáng",
            "周一早上",
            "下午",
            "아침",
            "صباحا",
        ),
    ],
)
def test_a_part_of_a_day_is_a_time(label: str) -> None:
    assert find_times([label, "Evening", "Monday"]) >= {label}


@pytest.mark.parametrize("label", ["Jane May", "Doris Day", "Sam", "Dan", "Marta", "Mayor", "Noa"])
def test_a_name_is_no_time(label: str) -> None:
    assert not find_times([label]) & {label}


@pytest.mark.parametrize("name", ["April", "August", "Friday", "Dawn", "Марта", "Κυριακή"])
def test_what_people_are_called_too_is_a_time_beside_another_of_its_kind(name: str) -> None:
    assert not find_times([name, "Tom", "Ruth"])
    others = {"April": "June", "August": "July", "Friday": "Monday", "Dawn": "Noon"}
    other = others.get(name, "Май" if name == "Марта" else "Δευτέρα")
    assert find_times([name, other]) == {name, other}
