"""Whether lines are paragraphs or hard-wrapped parts of them, decided block by block."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks.blocks import read_blocks
from corpus.structure.blocks.mail_quotes import read_lines
from corpus.structure.blocks.paragraphs import place_blocks

PARAGRAPHS = [
    "The lamp had burned for forty years before anybody thought to ask who paid for the oil. It "
    "was the sort of question that the village left to the council, and the council to the sea.",
    "In the spring a man came from the ministry with a case full of papers and a hat that the "
    "wind took at once. He measured the tower, he measured the lamp, and he measured the keeper.",
    "When he had left, nothing changed, except that the oil was now paid for by nobody at all, "
    "which the keeper found out in the autumn, when the last barrel was empty.",
]


def unwrap_lines(text: str) -> str:
    """The text that the blocks of `text` make."""
    return place_blocks(read_blocks(read_lines(text), lambda line: False))[0]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
@pytest.mark.parametrize(("indent", "between"), [("", "\n\n"), ("    ", "\n\n"), ("    ", "\n")])
def test_joins_wrapped_paragraphs(width: int, indent: str, between: str) -> None:
    wrapped = [textwrap.fill(p, width, initial_indent=indent) for p in PARAGRAPHS]
    unwrapped = unwrap_lines(between.join(wrapped))
    assert [line for line in unwrapped.split("\n") if line] == PARAGRAPHS


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    wrapped = "\n".join(textwrap.fill(p, 72) for p in PARAGRAPHS[1:])
    assert unwrap_lines(wrapped).split("\n") == PARAGRAPHS[1:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line",
        "\n".join(PARAGRAPHS),
        "Ferry\n\nIt leaves at noon.\nIt returns at dusk.\nIt rests on Sundays.\n",
        "Bread\nButter\nSalt from the sea\nTwo eggs\nA cup of flour\n",
        "Upon the rock the tower stands\nAnd watches for the morning light\n"
        "While far below the shifting sands\nAre buried by the sea at night.\n",
    ],
)
def test_leaves_lines_that_are_paragraphs_as_they_stand(text: str) -> None:
    assert unwrap_lines(text) == text


def test_keeps_list_items_and_labels_on_lines_of_their_own() -> None:
    text = (
        "From: Tom Baker\nTo: Anna Field\n\n"
        "The bridge will be closed on Friday from eight until the evening, because\n"
        "the bearings must be replaced. Bring the following things, please, if you\n"
        "come by boat:\n"
        "- a rope that is longer than the one that you brought in the spring of the\n"
        "  year before last\n"
        "- a lamp\n"
    )
    assert unwrap_lines(text).split("\n") == [
        "From: Tom Baker",
        "To: Anna Field",
        "",
        "The bridge will be closed on Friday from eight until the evening, because the bearings "
        "must be replaced. Bring the following things, please, if you come by boat:",
        "- a rope that is longer than the one that you brought in the spring of the year before "
        "last",
        "- a lamp",
        "",
    ]


def test_joins_chinese_without_spaces() -> None:
    paragraph = "市议会周二表示，海港大桥将从周一起关闭六周。交通将改走旧轮渡线，" * 6
    wrapped = "\n".join(paragraph[i : i + 34] for i in range(0, len(paragraph), 34))
    assert unwrap_lines(wrapped) == paragraph


def test_keeps_the_hyphen_of_a_word_broken_at_it() -> None:
    text = textwrap.fill(PARAGRAPHS[0], 72).replace("sort of", "well-known", 1)
    broken = text.replace("well-known", "well-\nknown", 1)
    assert "well- known" not in unwrap_lines(broken)


def test_a_book_without_blank_lines_is_joined_in_one_go() -> None:
    """A megabyte and a half that is one paragraph, which was copied for each of its lines."""
    line = "the lamp had burned for forty years before anybody thought to ask who paid"
    text = f"{line}\n" * 20_000
    assert unwrap_lines(text).strip() == " ".join([line] * 20_000)


@given(st.lists(st.text(alphabet="ab .:\t-中", max_size=90), max_size=12).map("\n".join))
def test_no_letter_is_lost(text: str) -> None:
    def letters(of: str) -> list[str]:
        return [character for character in of if character.isalnum()]

    assert letters(unwrap_lines(text)) == letters(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Es gilt der Plan der Hafenbahn. Karten erhalten Sie beim", "Wärter im Turm."),
        ("The barge is full on most days. Tickets are to be had from", "Anna Reed at the pier."),
        ("La barque est pleine tous les jours. Les billets sont chez", "Anne Roux, au port."),
    ],
)  # fmt: skip
def test_a_long_line_that_is_left_open_goes_on_even_in_a_short_text(
    first: str, second: str
) -> None:
    text = f"Harbour\n\nS = Sa\n{first}\n{second}\n"
    assert f"{first} {second}" in unwrap_lines(text)


@pytest.mark.parametrize(
    ("lines", "is_one"),
    [
        (("I asked two firms: Brandt wants 8,400 euros for it all, Sailer", "6,950 euros."), True),
        (("We looked at both of them, and at last the works chose Sailer", "3 years ago."), True),
        (("We looked at both of them, and at last the works chose Sailer", "3. Brandt."), False),
        (("The Old Bridge of the Upper Town, and Other Works of Jim Hale", "12 views"), False),
        (("12 views of the bridge, drawn and engraved in London by Hale", "14 plans of it"), False),
        (("We looked at both, and chose Sailer", "3 years ago."), False),
    ],
)
def test_a_long_line_that_ends_in_a_name_goes_on_with_how_many(
    lines: tuple[str, str], is_one: bool
) -> None:
    assert ("\n" not in unwrap_lines("\n".join(lines))) is is_one


GERMAN = (
    "Der Kahn lag seit dem Herbst am Ufer, und wer über den Fluss wollte, der\n"
    "ging zu Fuß bis zur Brücke und auf der anderen Seite wieder zurück, was\n"
    "eine Stunde dauerte.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "Die Bauern hatten den ganzen Winter darauf gewartet, dass jemand das\nBoot flickt.\n",
        "Der Zimmermann wollte kein Geld und bekam am Ende von ihnen seine\nKartoffeln.\n",
        GERMAN + "Der Zimmermann wollte kein Geld, sondern einen großen Sack\nKartoffeln dafür.\n",
        GERMAN + "Nach vier Wochen war der Kahn dicht und wurde vom Müller\nBarbara genannt.\n",
        "They carried it over to the house of the\nMiller family.\n",
        "It was sold in the autumn on the\nMonday that came next.\n",
    ],
)
def test_a_sentence_goes_on_below_in_a_noun_with_a_capital(text: str) -> None:
    last = text.split("\n\n")[-1].strip()
    assert unwrap_lines(text).strip().endswith(last.replace("\n", " "))


@pytest.mark.parametrize(
    "text",
    [
        GERMAN + "Was der Rat beschlossen hat\nDer Kahn wird verkauft.\n",
        GERMAN + "Der Müller spricht mit dem Rat über den neuen Kahn:\nSo geht es nicht.\n",
        GERMAN + "Der Kahn soll noch in diesem Jahr verkauft werden, sagt Müller\nDer Rat tagt\n",
        "He stands upon the tower and\nHe sees the sea\nHe sees the\nShips that come for him.\n",
        "What the small boats are for\nMen who come from far away.\n",
    ],
)
def test_a_line_that_may_be_a_heading_or_a_verse_stays_by_itself(text: str) -> None:
    last = text.split("\n\n")[-1].strip()
    assert unwrap_lines(text).strip().endswith(last)


def test_a_sentence_goes_on_in_small_letters_where_the_next_line_is_set_in() -> None:
    text = textwrap.fill(PARAGRAPHS[0], 72) + "\n\n" + textwrap.fill(PARAGRAPHS[1], 72) + (
        "\n\nThe ferry is told of here, too, as it belongs to the same council now.\n"
        "Mind: When the water has risen above the red mark, then nobody is to be\n"
        "      taken across, unless the keeper of the tower has agreed to it.\n"
    )  # fmt: skip
    assert "is to be taken across" in unwrap_lines(text)


def test_an_address_that_is_set_in_has_a_line_of_its_own() -> None:
    text = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS) + (
        '\n\n"The lamps of the coast and who has paid for their oil through the\n'
        'centuries", a lecture that Ruth Penn gave to the keepers of the light\n'
        "    https://example.org/lamps\n"
    )
    assert "\nhttps://example.org/lamps" in unwrap_lines(text).replace("\n    ", "\n")


@pytest.mark.parametrize(
    ("line", "sign"),
    [("To leave the reader at once, press", '"!".'), ("To see all keys press", "(?)"),
     ("Um alle Tasten zu sehen, drückt man", "„?“.")],
)  # fmt: skip
def test_a_sign_that_a_sentence_ends_with_belongs_to_it(line: str, sign: str) -> None:
    """It has no letters, and was left out as a line that is drawn."""
    text = f"Keys\n\n{line}\n{sign}\n\nThat is all there is to say.\n"
    assert f"{line} {sign}" in unwrap_lines(text).split("\n")


def test_what_a_lead_in_shows_further_in_is_no_heading() -> None:
    text = (
        "If a parcel comes back from the ferry (often with a note on it that says:\n"
        "      ----- nobody was there -----\n"
        " do not send it again at once.  It may have been the weather that kept\n"
        "everybody indoors on that day.\n"
    )
    blocks = read_blocks(read_lines(text), lambda line: False)
    assert not any(block.heading for block in blocks)


def test_rows_of_columns_below_a_first_one_are_kept() -> None:
    rows = ["1993-1995 Ada Quill            the first oven", *(
        f"{'':10}{name:20} {what}" for name, what in
        [("Bea Tarn", "a door"), ("Carl Umber", "its handle"), ("Dora Vell", "the bricks")]
    )]  # fmt: skip
    text = "Who built what\n\n" + "\n".join(rows) + "\n"
    firsts = [line.partition(" ")[0] for line in unwrap_lines(text).split("\n")]
    assert {"Bea", "Carl", "Dora"} <= set(firsts)


def test_two_lines_of_one_sentence_are_joined_though_the_second_begins_with_a_name() -> None:
    first = "This replaces the old burner of the lamp by that of the Brook & Sons"
    said = f"{PARAGRAPHS[0]}\n\n{first}\nXL-7 series of lamps, which needs far less oil a night."
    assert f"{first} XL-7 series of lamps" in unwrap_lines(said)
    title = "On the replacement of the burner of the lamp by that of Brook & Sons"
    assert f"{title}\nXL-7" in unwrap_lines(said.replace(first, title))
