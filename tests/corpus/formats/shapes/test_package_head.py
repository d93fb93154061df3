import pytest

from corpus.formats.shapes.reading import parse_shaped_text

HEAD = "Metadata-Version: 2.4\nName: lamp\nVersion: 1.2\nAuthor: Ruth Poe\n"


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("Description-Content-Type: text/markdown\n", "# Lamp\n\n**Lamp** lights rooms.\n"),
        ("", "## Why\n\n**Lamp** lights rooms.\n"),
        (
            "License: MIT\n  or later\n",
            "[![Lit](https://a.example/b.svg)](https://a.example)\n\n**Lamp** lights rooms.\n",
        ),
    ],
)
def test_a_description_below_a_package_s_head_is_markdown(said: str, body: str) -> None:
    metadata, text, paragraphs = parse_shaped_text(f"{HEAD}{said}\n{body}")
    assert [text[p.start : p.end] for p in paragraphs] == ["Lamp lights rooms."]
    assert (metadata.title or "").casefold() == "lamp"
    assert metadata.author == "Ruth Poe"


def test_another_description_is_read_without_the_head() -> None:
    said = "Description-Content-Type: text/x-rst\n"
    _, text, paragraphs = parse_shaped_text(f"{HEAD}{said}\nIt lights **all** rooms.\nIt is old.\n")
    assert text[paragraphs[0].start :].startswith("It lights")


@pytest.mark.parametrize("text", ["Name: lamp\nVersion: 2\nSize: 3\n\n# Lamp\n", HEAD])
def test_other_heads_stay(text: str) -> None:
    assert "Version" in parse_shaped_text(text)[1]
