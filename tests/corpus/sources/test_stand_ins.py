"""What a server sends in place of a page is told from pages."""

import pytest

from corpus.sources.pages import Block, Page
from corpus.sources.stand_ins import is_made_of, is_replaced, says_not_found, weigh_lines

BERTHS = "The berths are open.\nThe keeper has the key.\nShips wait in front of the gate.\n"


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("404 Not Found", "nginx", True),
        ("Error 404 (Not Found)!!1", "That’s an error.", True),
        ("Harbour", "Die angeforderte Seite wurde nicht gefunden.", True),
        ("Страница не найдена", "Вернитесь на главную.", True),
        ("ページが見つかりません", "ホームへ", True),
        ("404 Main Street", "The house is for sale.", False),
        ("Lost keys", "They were not found in the boat, but below the seat.", False),
        ("Page not found", "What to do about dead links. " * 20, False),
    ],
)
def test_a_page_may_say_that_there_is_none(title: str, text: str, says: bool) -> None:
    assert says_not_found(Page(title, (Block(text),))) is says


@pytest.mark.parametrize(
    ("now", "replaced"),
    [
        ("Please log in.\n", True),
        ("", True),
        (BERTHS, False),
        (f"News.\n{BERTHS}Much more than there was before.\n" * 3, False),
        ("The berths are open.\n", False),
    ],
)
def test_a_text_is_replaced_if_hardly_a_line_is_left(now: str, replaced: bool) -> None:
    assert is_replaced(weigh_lines(BERTHS), weigh_lines(now)) is replaced


def test_numbers_and_addresses_make_no_other_line() -> None:
    one, two = (weigh_lines(f"You asked for /b/{n}, request {n}f3.\nLog in.\n") for n in (1, 2))
    assert one == two
    assert is_made_of(one, two)
    assert not is_made_of(one, weigh_lines(BERTHS))
