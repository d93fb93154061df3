import pytest

from corpus.formats.reading import read_file
from corpus.structure.speakers.full_names import find_full_names
from corpus.structure.speakers.turn_labels import TurnLabel


def find(*names: str) -> dict[str, str]:
    return find_full_names(TurnLabel(name, "colon", 0) for name in names)


@pytest.mark.parametrize(
    ("asker", "teller", "short_asker", "short_teller"),
    [
        ("Pia Holm", "Jon Adler", "Holm", "Adler"),
        ("Pia Holm", "Jon Adler", "Pia", "Jon"),
        ("PIA HOLM", "Jon van Dyck", "HOLM", "van Dyck"),
        ("Pia Holm", "Jon Adler", "Holm", "Jon"),
    ],
)
def test_who_is_named_in_full_first_is_the_same_later(
    asker: str, teller: str, short_asker: str, short_teller: str
) -> None:
    text = (
        "The last ferry\nInterview by Pia Holm\n\nThe ferry stops in autumn, after sixty years.\n\n"
        f"{asker}: How did it begin?\n\n{teller}: My uncle built it in a barn. I was nine.\n\n"
        f"{short_asker}: And today?\n\n{short_teller}: Today there is a bridge, as you see.\n\n"
        f"{short_asker}: Do you use it?\n\n{short_teller}: Never. I swim.\n"
    )
    article = read_file(text.encode(), "ferry.txt").article
    assert (article.title, article.author) == ("The last ferry", "Pia Holm")
    assert [p.speaker for p in article.paragraphs] == [None, *[asker, teller] * 3]
    assert {p.headings for p in article.paragraphs} == {()}
    assert article.text[article.paragraphs[2].start :].startswith("My uncle")


def test_a_name_of_two_persons_is_nobodys() -> None:
    assert find("Pia Holm", "Jon Holm", "Holm", "Jon") == {"Jon": "Jon Holm"}
    assert find("Pia Holm", "Holm", "Jon Holm") == {}


def test_what_stands_above_is_the_full_name() -> None:
    assert find("Holm", "Pia Holm") == {}
    assert find("Dr. Pia Holm, Editor", "Dr.", "Holm") == {"Holm": "Dr. Pia Holm, Editor"}
