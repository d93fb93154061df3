"""Recipes below each other, and their columns."""

import pytest

from corpus.formats.plain_text import parse_plain_text

CARD = """Plum Soup
Serves: 2
{label}
- 9 plums
- 1 litre milk
{method}
1. Stone the plums.
2. Boil them in the milk for an hour.{gap}
Rye Buns
Serves: 8
{label}
- 300 g rye
- 10 g yeast
{method}
1. Mix the rye with the yeast.
2. Bake it till it is brown.
"""


def _read(text: str) -> list[tuple[tuple[str, ...], str]]:
    _, text, paragraphs = parse_plain_text(text)
    return [(p.headings, text[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    ("label", "method"),
    [
        ("Ingredients:", "Method:"),
        ("Ingredients", "Method"),
        ("Zutaten:", "Zubereitung:"),
        ("Ingrédients pour 4 personnes :", "Préparation :"),
        ("Ингредиенты:", "Приготовление:"),
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_each_recipe_stands_below_its_title(label: str, method: str, gap: str) -> None:
    read = _read(CARD.format(label=label, method=method, gap=gap))
    above = {said: headings for headings, said in read}
    assert above["2. Bake it till it is brown."] == ("Rye Buns",)
    assert above["- 300 g rye"] == ("Rye Buns",)
    assert "Rye Buns" not in above["- 9 plums"]
    assert "Rye Buns" not in above


def test_of_one_recipe_no_line_is_made_a_title() -> None:
    text = "It is a soup for winter.\nPlum Soup\nIngredients:\n- 9 plums\n- 1 litre milk\n"
    assert not any(headings for headings, _ in _read(text))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_stands_in_columns_is_read_one_below_the_other(gap: str) -> None:
    rows = "9 plums         1 egg\n1 litre milk    2 tbsp honey\n30 g flour      salt"
    text = parse_plain_text(f"Plum Soup\n\nIngredients:{gap}{rows}\n\nBoil it for an hour.\n")[1]
    assert "9 plums\n1 litre milk\n30 g flour\n1 egg\n2 tbsp honey\nsalt" in text


@pytest.mark.parametrize(
    "rows",
    [
        "plums   nine of them, ripe\nmilk    a litre",
        "9 plums   stoned\n1 litre milk   warm",
        "9 plums\n1 litre milk",
    ],
)
def test_other_rows_stay_as_they_are(rows: str) -> None:
    text = parse_plain_text(f"Plum Soup\n\nIngredients:\n{rows}\n\nBoil it for an hour.\n")[1]
    said = [cell.split() for cell in rows.split("\n")]
    assert all(" ".join(words) in " ".join(text.split()) for words in said)
