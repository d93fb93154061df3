"""Chats as WhatsApp exports them on all telephones, in all languages."""

import pytest

from corpus.formats.markdown import read_markdown
from corpus.formats.shapes.chat import parse_chat

NARROW, LEFT, RIGHT = "\u202f", "\u200e", "\u200f"
OPEN, WHEN, WHERE, THERE = (
    "Is the pier open on Sundays?",
    "Yes, from ten to four.",
    "Where do I buy the ticket?",
    "At the kiosk by the gate.",
)


def said(*lines: str) -> list[tuple[str | None, str]]:
    """Who says what in a chat of these lines."""
    read = parse_chat("\n".join(lines))
    assert read is not None
    _, text, paragraphs = read
    return [(p.speaker, text[p.start : p.end]) for p in paragraphs]


SAID = [("Ann Bell", OPEN), ("Jim Hale", WHEN), ("Ann Bell", WHERE), ("Jim Hale", THERE)]


@pytest.mark.parametrize(
    "stamp",
    [
        "3/5/24, 9:1{} AM - ",
        f"3/5/24, 9:1{{}}{NARROW}PM - ",
        f"05/03/24, 9:1{{}}{NARROW}pm - ",
        "05/03/2024 09:1{} - ",
        "05.03.24, 09:1{} - ",
        "2024-03-05, 09:1{} - ",
        "[05.03.24, 09:1{}:07] ",
        f"[3/5/24, 9:1{{}}:07{NARROW}AM] ",
        f"{LEFT}[05/03/2024, 09:1{{}}:07] ",
        "[2024/03/05 9:1{}:07] ",
        f"{RIGHT}5{RIGHT}/3{RIGHT}/2024، 9:1{{}} ص - ",
    ],
)
@pytest.mark.parametrize("before", ["", f"~{NARROW}", "~ "])
def test_who_writes_is_told_on_all_telephones(stamp: str, before: str) -> None:
    lines = [f"{stamp.format(n)}{before}{name}: {text}" for n, (name, text) in enumerate(SAID)]
    assert said(*lines) == SAID


def test_a_message_has_all_its_lines_and_nothing_of_the_programs() -> None:
    stamp = "05/03/24, 09:1{} - "
    lines = [
        f"{stamp.format(0)}Messages and calls are end-to-end encrypted. Nobody can read them.",
        f"{stamp.format(0)}Ann Bell created group “Harbour”",
        f"{stamp.format(1)}Ann Bell: {OPEN}",
        f"{stamp.format(2)}Jim Hale: {WHEN}\nBring a ticket.\n\nIt costs: two crowns.",
        f"{stamp.format(2)}Jim Hale: <Media omitted>",
        f"{stamp.format(2)}Jim Hale: null",
        f"{stamp.format(3)}Jim Hale changed the subject to “Harbour: news”",
        f"{stamp.format(3)}Ann Bell: Missed voice call",
        f"{stamp.format(3)}Ann Bell: location: https://maps.example/?q=1,2",
        f"{stamp.format(4)}Ann Bell added Tom Harrow",
        f"{stamp.format(4)}Ann Bell: {WHERE}",
        f"{stamp.format(4)}Ann Bell: IMG-2024.jpg (file attached)\nThe pier at noon.",
        f"{stamp.format(4)}Ann Bell: Thursday (evening)",
        f"{stamp.format(4)}Ann Bell: IMG-2025.jpg (file attached)",
        f"{stamp.format(5)}Jim Hale: You deleted this message",
        f"{stamp.format(5)}Jim Hale: {THERE} <This message was edited>",
    ]
    assert said(*lines) == [
        ("Ann Bell", OPEN),
        ("Jim Hale", f"{WHEN}\nBring a ticket.\nIt costs: two crowns."),
        ("Ann Bell", WHERE),
        ("Ann Bell", "The pier at noon."),
        ("Ann Bell", "Thursday (evening)"),
        ("Jim Hale", THERE),
    ]


def test_who_is_called_as_nobody_is_writes_if_they_do_so_again() -> None:
    stamp = "05/03/24, 09:1{} - "
    lines = [
        f"{stamp.format(1)}Ann Bell: {OPEN}",
        f"{stamp.format(2)}kiosk (by the gate) 24/7: {WHEN}",
        f"{stamp.format(3)}Ann Bell: {WHERE}",
        f"{stamp.format(4)}kiosk (by the gate) 24/7: {THERE}",
        f"{stamp.format(5)}Ann Bell: Thanks, see you on Sunday.",
    ]
    assert [name for name, _ in said(*lines)][:4] == ["Ann Bell", "kiosk (by the gate) 24/7"] * 2


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("~ Eve_99", "Eve_99"),
        ("\U0001f338Flo\U0001f338", "\U0001f338Flo\U0001f338"),
        ("C4rl", "C4rl"),
    ],
)
def test_who_writes_but_once_under_a_handle_is_kept(written: str, name: str) -> None:
    stamp = "05/03/24, 09:1{} - "
    lines = [f"{stamp.format(n)}{who}: {text}" for n, (who, text) in enumerate(SAID)]
    once = f"{stamp.format(5)}{written}: No, the gate is shut: look."
    changed = f"{stamp.format(6)}Jim Hale changed the name to Pier: news"
    assert said(*lines, once, changed) == [*SAID, (name, "No, the gate is shut: look.")]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("\U0001f338Flo\U0001f338", "\U0001f338Flo\U0001f338"),
        ("Bo#1234", "Bo"),
        ("xX_carl_Xx", "xX_carl_Xx"),
        ("Dee (she/her)", "Dee (she/her)"),
        ("[BOT] Helper", "[BOT] Helper"),
        ("the one with the hat", ""),  # somebody's words, and not those of who wrote above
        ("Flo joined the server.", None),
    ],
)
@pytest.mark.parametrize("stamp", [" — 05/03/2024 09:1{}", " — Today at 9:1{} AM"])
def test_who_writes_in_discord_is_told_with_all_signs(
    stamp: str, written: str, name: str | None
) -> None:
    lines = [f"{who}{stamp.format(n)}\n{text}" for n, (who, text) in enumerate(SAID)]
    last = f"{written}{stamp.format(5)}" + ("\nThe gate is shut." if name is not None else "")
    assert said(*lines, last) == [
        *SAID,
        *([(name, "The gate is shut.")] if name is not None else []),
    ]


def test_who_comes_and_goes_says_nothing() -> None:
    lines = [f"[09:1{n}] <{who.split()[0]}> {text}" for n, (who, text) in enumerate(SAID)]
    lines[1:1] = ["[09:10] * bo has joined #pier", "[09:10] -!- bo [~b@x.ex] has quit [Timeout]"]
    lines.append("[09:19] * Jim waves")
    assert said(*lines) == [*((n.split()[0], t) for n, t in SAID), (None, "* Jim waves")]


def test_signals_chats_in_markdown_are_chats() -> None:
    lines = [f"[2024-03-05 09:1{n}] {name}: {text}  " for n, (name, text) in enumerate(SAID)]
    lines[1] += f"\n>\n> {OPEN}\n>\n(- Ann Bell: 👍 -)  "
    lines.insert(2, "[2024-03-05 09:12] Ann Bell: ![a.jpg](media/2024/a.jpg)  ")
    read = read_markdown("\n".join(lines).encode(), "chat.md")
    assert [(p.speaker, read.text[p.start : p.end]) for p in read.paragraphs] == SAID


def test_other_markdown_is_none() -> None:
    read = read_markdown(
        b"[2024-03-05 09:12] Note: the log of a day.\n\n# Work\n\nIt rains.", "a.md"
    )
    assert all(p.speaker is None for p in read.paragraphs)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It is ~four~ five crowns.", [("Jim Hale", "It is five crowns.")]),
        ("From ~5 to ~10 crowns.", [("Jim Hale", "From ~5 to ~10 crowns.")]),
        ("Run `ls ~a~` in ~/b and ~/c.", [("Jim Hale", "Run `ls ~a~` in ~/b and ~/c.")]),
        ("> It is five.\nI do not think so.",
         [("", "It is five."), ("Jim Hale", "I do not think so.")]),
        ("No.\n> It is five.\n> Or six.\nNever.",
         [("Jim Hale", "No."), ("", "It is five.\nOr six."), ("Jim Hale", "Never.")]),
        ("> 5 people came.", [("", "> 5 people came.")]),
        (">5 people came.", [("Jim Hale", ">5 people came.")]),
    ],
)  # fmt: skip
def test_what_is_struck_out_is_not_said_and_what_is_quoted_by_others(
    written: str, expected: list[tuple[str, str]]
) -> None:
    stamp = "05/03/24, 09:1{} - "
    lines = [f"{stamp.format(n)}{name}: {text}" for n, (name, text) in enumerate(SAID[:2])]
    assert said(*lines, f"{stamp.format(3)}Jim Hale: {written}")[2:] == expected


STATED = [("Ann", "The gate is shut"), ("Jim", "The kiosk too"), ("Ann", "Nobody told anyone")]


@pytest.mark.parametrize(
    "line",
    [
        "7.6.2024 klo 9.1{} - {}: {}",
        "[7.6.2024 klo 9.1{}.07] {}: {}",
        "07.06.2024 09.1{} - {}: {}",
        "[07.06.2024 09.1{}.07] {}: {}",
        "7.06.24 г., 9:1{} ч. - {}: {}",
        "2024년 6월 7일 오후 9:1{}, {} : {}",
        "7/6/2567 09:1{} - {}: {}",
        "07/06/2024 às 09:1{} - {}: {}",
    ],
)
def test_a_message_needs_no_question_in_an_export(line: str) -> None:
    count = 6 if line.startswith("[") else 3
    stated = (STATED * 2)[:count]
    assert said(*(line.format(n, *one) for n, one in enumerate(stated))) == stated


def test_a_transcript_names_who_speaks_in_brackets_above_what_is_said() -> None:
    lines = [f"[{name}] 09:1{n}:07\n{text}\n" for n, (name, text) in enumerate(SAID)]
    assert said(*lines) == SAID


def test_a_log_with_names_of_modules_in_brackets_is_no_transcript() -> None:
    lines = [f"[{('Main', 'Pool')[n % 2]}] 09:1{n}:07\nlamp lit again\n" for n in range(8)]
    assert parse_chat("\n".join(lines)) is None


@pytest.mark.parametrize("days", [("Monday", "Tuesday"), ("Lundi", "Mardi"), ("早上", "晚上")])
def test_a_diary_by_day_and_hour_is_no_chat(days: tuple[str, str]) -> None:
    lines = [f"{days[n % 2]} 09:1{n}\n{text}" for n, (_, text) in enumerate(SAID * 2)]
    assert parse_chat("\n".join(lines)) is None


def test_a_colon_between_tabs_is_no_part_of_a_name() -> None:
    lines = [f"09:1{n}:07\t{name}:\t{words}" for n, (name, words) in enumerate(SAID)]
    assert said(*lines) == SAID
