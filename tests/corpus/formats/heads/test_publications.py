"""In which paper a text appeared, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.heads.publications import read_publication
from corpus.formats.markdown import read_markdown
from corpus.formats.plain_text import parse_plain_text


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("Erschienen im Wehrboten am 7. Mai 2021", "Wehrboten"),
        ("Zuerst erschienen in der Uferzeitung, 7. Mai 2021", "Uferzeitung"),
        ("Veröffentlicht am 7. Mai 2021 im Wehrboten", "Wehrboten"),
        ("Paru dans L'Écho du Moulin le 7 mai 2021", "L'Écho du Moulin"),
        ("Publié dans «La Meule», le 7 mai 2021", "La Meule"),
        ("Paru dans le journal La Meule du 7 mai 2021", "La Meule"),
        ("Publicado en *El Molino* el 7 de mayo de 2021", "El Molino"),
        ("Publicado en la revista Harina el 7 de mayo de 2021", "Harina"),
        ("Publicado no Correio da Mó em 7 de maio de 2021", "Correio da Mó"),
        ("Опубликовано в Речной газете 7 мая 2021 г.", "Речной газете"),
        ("Опубликовано в журнале «Старая мельница» 7 мая 2021", "Старая мельница"),
        ("Впервые опубликовано в «Мельнике», 7 мая 2021 года", "Мельнике"),
        ("Published in Journal of Weir Studies, 7 May 2021", "Journal of Weir Studies"),
        ("Publicado en el Diario de la Mina el 7 de mayo de 2021", "Diario de la Mina"),
        ("Apparso sulla Gazzetta del Mulino il 7 maggio 2021", "Gazzetta del Mulino"),
        ("First published in the Weir Gazette on 7 May 2021", "Weir Gazette"),
        ("Published in The Weir Gazette, May 7, 2021.", "The Weir Gazette"),
        ("原载《水车报》2021年5月7日", "水车报"),
        ("نشرت في مجلة «الطاحونة» في 7 مايو 2021", "الطاحونة"),
    ],
)
def test_paper_and_day(line: str, paper: str) -> None:
    read = read_publication(line)
    assert read is not None
    assert read["source"] == paper
    metadata, _, _ = parse_plain_text(
        f"How flour is ground\n\n{line}\n\nThe mill turns. It does.\n"
    )
    assert (metadata.source, str(metadata.published)) == (paper, "2021-05-07")
    below = read_markdown(f"# Flour\n\n*{line}*\n\nThe mill turns.\n".encode(), "a.md")
    assert (below.metadata.source, str(below.metadata.published)) == (paper, "2021-05-07")


@pytest.mark.parametrize(
    "line",
    [
        "Published in London on 7 May 2021",
        "Erschienen in Berlin am 7. Mai 2021",
        "Publicado en Nueva Zelanda el 7 de mayo de 2021",
        "Опубликовано в Москве 7 мая 2021",
        "Published in Cooperation with the Weir Gazette, 7 May 2021",
        "Published in Association with Mary Flint, 7 May 2021",
        "Printed in King's Lynn, 7 May 2021",
        "Printed in the UK 7 May 2021",
        "Appeared in District Court on 7 May 2021",
        "Published in Newport News on 7 May 2021",
        "Erschienen im Eigenverlag am 7. Mai 2021",
        "Erschienen im Herbst am 7. Mai 2021",
        "Erschienen im Journal am 7. Mai 2021",
        "Опубликовано в Верхней Салде 7 мая 2021",
        "Publicado en El Molino el 7 de mayo de 2021",
    ],
)
def test_what_is_not_told_to_be_a_paper_is_none(line: str) -> None:
    read = read_publication(line)
    assert read is not None
    assert "source" not in read
    assert read["dateline"] == line


@pytest.mark.parametrize(
    "line",
    [
        "Published 7 May 2021 in print",
        "Published on 2021-05-07 in blog",
        "published in english on 7 May 2021",
        "Veröffentlicht am 7. Mai 2021, nachgedruckt",
        "Publié le 7 mai 2021 dans actualités",
    ],
)
def test_small_words_are_no_paper(line: str) -> None:
    assert read_publication(line) is None
    assert read_markdown(f"# Flour\n\n{line}\n\nThe mill turns.\n".encode(), "a.md").text


@pytest.mark.parametrize("paper", ["[La Meule](https://meule.example)", "*La Meule*", "_La Meule_"])
def test_a_paper_that_is_set_off_in_markdown(paper: str) -> None:
    text = f"# Flour\n\nPublished in {paper} on 7 May 2021\n\nThe mill turns.\n"
    metadata = read_markdown(text.encode(), "a.md").metadata
    assert (metadata.source, str(metadata.published)) == ("La Meule", "2021-05-07")


@pytest.mark.parametrize(
    "line",
    [
        "Published in 1899",
        "Published in May 7, 2021",
        "Published on 7 May 2021 in Baking",
        "Published in the spring of 2021, it sold well.",
        "Erschienen im Mai 2021 und bald vergriffen",
        "Paru dans un tiroir, oublié",
        "The report published in the Weir Gazette on 7 May 2021",
        "Publicado en El Molino",
    ],
)
def test_other_lines_name_no_paper(line: str) -> None:
    assert read_publication(line) is None


@given(st.text(max_size=200))
def test_any_line_can_be_asked(line: str) -> None:
    read = read_publication(f"Published in {line}")
    assert read is None or read["date"] in line
