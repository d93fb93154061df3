import pytest

from corpus.fields.times_ago import is_time_ago


@pytest.mark.parametrize(
    "text",
    [
        "3 hours ago",
        "14 days ago",
        "il y a 3 heures",
        "vor 2 Wochen",
        "há 21 minutos",
        "hace 4 meses",
        "3 часа назад",
        "5 dni temu",
        "2 gün önce",
        "4 ngày trước",
        "3시간 전",
        "3 時間前",
    ],
)
def test_how_long_ago_something_was_is_told(text: str) -> None:
    assert is_time_ago(text)


@pytest.mark.parametrize("text", ["3 hours", "in 3 hours", "3 lamps ago", "", "ago", "3 " * 50])
def test_other_words_are_none(text: str) -> None:
    assert not is_time_ago(text)
