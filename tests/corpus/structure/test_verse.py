"""Which lines are quoted together, as one sentence goes through them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.sentences.sentences import split_sentences
from corpus.structure.verse import MAX_VERSE, join_verse


def join(text: str) -> list[str]:
    return [text[start:end] for start, end in join_verse(text, split_sentences(text))]


@pytest.mark.parametrize(
    "stanza",
    [
        "The wheel goes round by day and night\nAnd grinds the corn, the heavy corn,\nTill all is"
        " white.",
        "Der Müller schläft, das Rad steht still,\nDie Eule ruft\nIn Nacht und Luft.",
        "Колесо стоит у плотины,\nМельник спит,\nА вода шумит и шумит.",
    ],
)
def test_verse_is_one_up_to_the_end_of_its_sentence(stanza: str) -> None:
    assert join(f"{stanza}\n{stanza}") == [stanza, stanza]


@pytest.mark.parametrize(
    "rows",
    [
        [f"Anna Field, {number} Mill Lane, Upper Village" for number in range(10)],
        [f"18{number}: wheel built anew after the flood" for number in range(20, 32)],
        ["It is shut.", "Come again tomorrow.", "Ring twice."],
    ],
)
def test_rows_stay_as_they_are(rows: list[str]) -> None:
    assert join("\n".join(rows)) == rows


@pytest.mark.parametrize(
    "rows",
    [
        ["Anna Field", "Mill Lane 3", "Upper Village"],
        ["Mühle Feld", "Mühlweg 3", "Oberdorf"],
        ["磨坊", "河边路三号", "上村"],
    ],
)
def test_a_few_rows_are_one(rows: list[str]) -> None:
    assert join("\n".join(rows)) == ["\n".join(rows)]


@given(st.text(alphabet="ab ,.\nA", max_size=900))
def test_nothing_is_lost_and_little_is_put_together(text: str) -> None:
    spans = split_sentences(text)
    joined = join_verse(text, spans)
    assert {span[0] for span in joined} <= {span[0] for span in spans}
    assert "".join(text[a:b].replace("\n", "") for a, b in joined).split() == (
        "".join(text[a:b] for a, b in spans).split()
    ) or len(joined) < len(spans)
    longest = max((b - a for a, b in spans), default=0)
    assert all(b - a <= max(MAX_VERSE, longest) for a, b in joined)
