import pytest

from corpus.formats.heads.credits import is_full_name, read_credit


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Text: Ada Krug", "Ada Krug"),
        ("Text: Ada Krug  Foto: Olaf Dahl", "Ada Krug"),
        ("Text och foto: Ada Krug", "Ada Krug"),
        ("Haber: Deniz Kaya", "Deniz Kaya"),
        ("كتبت: ليلى حداد", "ليلى حداد"),
    ],
)
def test_who_wrote_the_words_is_told_by_a_whole_name(line: str, author: str) -> None:
    assert (read_credit(line) or {})["author"] == author


@pytest.mark.parametrize(
    "line",
    [
        "Text: Hello",
        "Text: The Old Lamp",
        "Text: the lamp was lit",
        "Haber: köprü kapandı",
        "Text: Ada Krug, Olaf Dahl and others of the club",
        "Text: Lamp 2",
        "Foto: Olaf Dahl",
    ],
)
def test_a_text_that_is_no_name_was_written_by_nobody(line: str) -> None:
    assert read_credit(line) is None


def test_a_full_name_is_of_one_person() -> None:
    assert all(map(is_full_name, ("Ann Poe", "Piet de Boer", "María José Ruiz", "أحمد علي")))
    assert not any(map(is_full_name, ("Ann", "The Poe", "Ann and Tom", "ann poe", "Ann Poe 2")))
