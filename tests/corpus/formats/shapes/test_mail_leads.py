import pytest

from corpus.formats.shapes.reading import parse_shaped_text

HEAD = "From: Nora Poe <nora@weir.example>\nDate: Thu, 6 Feb 2025 16:42:10 +0100\nSubject: Boat\n\n"


@pytest.mark.parametrize(
    "lead",
    [
        "On Wed, 5 Feb 2025 at 10:03, Finn Lee <finn@weir.example> wrote:",
        "Am 05.02.2025 um 10:03 schrieb Finn Lee <finn@weir.example>:",
        "Le 5 févr. 2025 à 10:03, Finn Lee <finn@weir.example> a écrit :",
    ],
)
def test_nobody_says_who_wrote_what_is_quoted(lead: str) -> None:
    mail = f"{HEAD}It was repaired.\n\n{lead}\n> The boat leaks again, and nobody has oil.\n"
    text, paragraphs = parse_shaped_text(mail)[1:]
    words = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert words == [
        (None, "It was repaired."),
        ("Finn Lee", "The boat leaks again, and nobody has oil."),
    ]
    assert [text[start:end] for start, end in paragraphs[1].context] == [lead]


def test_so_it_is_in_what_is_quoted_in_a_quotation() -> None:
    leads = [
        f"On {day} Feb 2025 at 07:30, {name} <b@weir.example> wrote:"
        for day, name in ((5, "Finn Lee"), (4, "Nora Poe"))
    ]
    mail = f"{HEAD}Done.\n\n{leads[0]}\n> It sank at dawn.\n>\n> {leads[1]}\n>> It leaks badly.\n"
    text, paragraphs = parse_shaped_text(mail)[1:]
    assert [text[p.start : p.end] for p in paragraphs] == [
        "Done.",
        "It sank at dawn.",
        "It leaks badly.",
    ]


@pytest.mark.parametrize(
    "question", ["Can you call Ruth?", "Wer hat den Schlüssel?", "¿Quién viene?"]
)
def test_a_short_question_of_a_mail_heads_nothing(question: str) -> None:
    mail = f"{HEAD}The boat leaks again.\n\n{question}\n\nIt has to be mended by the end of May.\n"
    text, paragraphs = parse_shaped_text(mail)[1:]
    assert question in [text[p.start : p.end] for p in paragraphs]
    assert not any(p.headings for p in paragraphs)


def test_a_sentence_with_a_day_above_a_list_stays() -> None:
    mail = (
        f"{HEAD}On 12 May 2024 the Council of Weir decided:\n\n- to mend the boat\n- to buy oil\n"
    )
    text, paragraphs = parse_shaped_text(mail)[1:]
    assert text[paragraphs[0].start : paragraphs[0].end].endswith("decided:")


@pytest.mark.parametrize("greeting", ["Hi folks", "Dear Sirs/Madame", "Liebe Anna", "大家好"])
def test_a_greeting_heads_nothing(greeting: str) -> None:
    said = "I have been trying to have the boat repaired at the yard of Finn Lee."
    text, paragraphs = parse_shaped_text(f"{HEAD}{greeting}\n\n{said}\n")[1:]
    assert [(text[p.start : p.end], p.headings) for p in paragraphs] == [(greeting, ()), (said, ())]


def test_a_zone_of_time_wrote_nothing() -> None:
    lead = '"finn@weir.example" <finn@weir.example>, 5 Feb 2025 07:30:46 {}:'
    for zone in ("CEST", "EDT", "(JST)"):
        mail = f"{HEAD}Done.\n\n{lead.format(zone)}\n> The boat leaks again, and has no oil.\n"
        assert [p.speaker for p in parse_shaped_text(mail)[2]] == [None, "finn@weir.example"]


def test_the_name_below_what_is_quoted_heads_nothing_of_others() -> None:
    inner, outer = (
        f"On {day} Feb 2025 at 07:30, {name} <b@weir.example> wrote:"
        for day, name in ((4, "Nora Poe"), (5, "Finn Lee"))
    )
    quoted = (
        f"> I think it sinks.\n>\n> {inner}\n>\n>> I think it leaks.\n>>\n>> Nora\n>\n> One more."
    )
    mail = f"{HEAD}Done.\n\n{outer}\n\n{quoted}\n\nAnd one from me again.\n"
    text, paragraphs = parse_shaped_text(mail)[1:]
    assert [(p.speaker, text[p.start : p.end], p.headings) for p in paragraphs][-3:] == [
        ("Nora Poe", "I think it leaks.", ()),
        ("Finn Lee", "One more.", ()),
        (None, "And one from me again.", ()),
    ]


@pytest.mark.parametrize("own", ["Hello", "Well, the crane did it.", "Ann, I have seen it."])
@pytest.mark.parametrize(
    "lead",
    [
        'On 5 Feb 2025 at 10:03, "finn@weir.example" <finn@weir.example> wrote:',
        '05.02.2025 10:03 пользователь "finn@weir.example" <\nfinn@weir.example> написал:',
    ],
)
def test_what_stands_right_above_a_whole_lead_names_nobody(own: str, lead: str) -> None:
    text, paragraphs = parse_shaped_text(f"{HEAD}{own}\n{lead}\n\n> The boat leaks again.\n")[1:]
    words = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert words == [(None, own), ("finn@weir.example", "The boat leaks again.")]


def test_the_first_part_of_a_lead_stays_with_the_rest() -> None:
    lead = "On Wednesday,\n5 Feb 2025 at 10:03, Finn Lee <finn@weir.example> wrote:"
    text, paragraphs = parse_shaped_text(f"{HEAD}Done.\n\n{lead}\n> It leaks again.\n")[1:]
    words = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert words == [(None, "Done."), ("Finn Lee", "It leaks again.")]


def test_a_name_wrapped_before_its_address_is_who_wrote() -> None:
    lead = "Finn Lee\n<finn@weir.example> schrieb am 5.2.2025:"
    text, paragraphs = parse_shaped_text(f"{HEAD}Done.\n\n{lead}\n> Es leckt wieder.\n")[1:]
    words = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert ("Finn Lee", "Es leckt wieder.") in words
