"""Terms with what describes them, and what only looks like one."""

import pytest

from corpus.formats.plain_text import parse_plain_text


def read(text: str) -> list[tuple[str, str]]:
    """The kinds and the words of the paragraphs of a plain text."""
    _, made, paragraphs = parse_plain_text(text)
    return [(p.kind, made[p.start : p.end]) for p in paragraphs]


_ASKED = ("Can I grind rye?", "My mill stands still.", "Where is the lamp?")
_ANSWERS = ("Yes, with the coarse stone of the house.", "Oil it.", "At the door.")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("gap", ["   ", "\t", " "])
def test_questions_and_answers_are_no_terms_however_wide_their_gaps(between: str, gap: str) -> None:
    pairs = zip(_ASKED, _ANSWERS, strict=True)
    text = between.join(f"Q:{gap}{asked}{between}A:{gap}{said}" for asked, said in pairs)
    said = [words for _, words in read(f"{text}\n")]
    assert said == [words for pair in zip(_ASKED, _ANSWERS, strict=True) for words in pair]
    _, made, paragraphs = parse_plain_text(f"{text}\n")
    contexts = [made[slice(*p.context[0])] for p in paragraphs[1::2] if p.context]
    assert contexts == list(_ASKED)


@pytest.mark.parametrize("letters", ["QA", "ABQAB", "QAWQA", "QAQAE"])
def test_letters_that_are_explained_stay_terms(letters: str) -> None:
    rows = [f"{letter}:   what the {letter} of the mill is for" for letter in letters]
    found = read("The keys\n\n" + "\n".join(rows) + "\n")
    assert [kind for kind, _ in found if kind == "term"] == ["term"] * len(letters)


def test_a_sentence_that_begins_with_an_option_goes_on_below_it() -> None:
    said = [
        "-u names whose mill it is that is to be looked after.  If this option is not",
        "given, the mill of whoever asks is looked after, and that of nobody else, as",
        "all of them are shut at night.",
    ]
    short = "-r takes away the mill."
    text = "The mill\n\nIt grinds what is brought to it, and it stands in the yard until somebody\n"
    text += "comes who knows it.\n\n" + "\n".join(said) + f"\n\n{short}\n"
    assert read(text)[-2:] == [("prose", " ".join(said).replace("  ", " ")), ("term", short)]


@pytest.mark.parametrize(
    "options",
    [
        ["-a, --all     grinds all that has been brought since the day before yesterday and", "x"],
        ["-u  grinds by day and night, until somebody comes who stands still at the door.", "so"],
        ["-u  grinds rye", "-l  grinds oats"],
        [
            "-u  grinds by day and night, as long as somebody is there who looks after it in",
            "-l  a",
        ],
    ],
)
def test_options_one_below_the_other_stay_terms(options: list[str]) -> None:
    text = "The mill\n\nIt grinds what is brought to it, and it stands in the yard until somebody\n"
    text += "comes who knows it and who has\nthe key.\n\n" + "\n".join(options) + "\n"
    assert ("term", options[0].replace("     ", "\n").replace("  ", "\n")) in read(text)


_TOOLS = [
    "  Tool     What for",
    "  stone    grinds the rye that is brought",
    "  sieve    parts bran from flour",
    "  balances to weigh what has been ground",
    "  oil      keeps the wheel going",
    "  lamp     shows who comes",
]


def test_a_word_that_fills_its_column_is_a_term_among_terms() -> None:
    _, *rows, last = read("\n".join(["The mill has these.", "", *_TOOLS, "", "It is shut.", ""]))
    assert [kind for kind, _ in rows] == ["term"] * len(_TOOLS)
    assert [words.split(maxsplit=1)[0] for _, words in rows] == [
        row.split(maxsplit=1)[0] for row in _TOOLS
    ]
    assert last == ("prose", "It is shut.")


def test_a_header_of_two_columns_is_no_row_below_it() -> None:
    rows = ["  Command  What for", *_TOOLS[1:3]]
    found = read("\n".join(["The mill has these.", "", *rows, "", "It is shut.", ""]))
    assert [words for _, words in found[1:3]] == [
        rows[0].strip(),
        "stone\ngrinds the rye that is brought",
    ]


@pytest.mark.parametrize("line", ["  The stones are old.", "  Ground is what we call it so"])
def test_a_sentence_between_terms_is_no_term(line: str) -> None:
    rows = [*_TOOLS[1:3], line, *_TOOLS[4:]]
    found = read("\n".join(["The mill has these.", "", *rows, "", "It is shut.", ""]))
    assert ("term", line.strip()) not in found
