"""What each writes in a mail is quoted, wherever it stands to what it answers."""

import pytest

from corpus.formats.shapes.reading import parse_shaped_text

HEAD = "From: Ida Moss <ida@quay.example>\nDate: Mon, 3 Mar 2025 08:00:00 +0100\nSubject: Crane\n\n"
LEAD = "On Sun, 2 Mar 2025 at 20:15, Ben Ash <ben@quay.example> wrote:"
ASKED = "> The crane squeaks whenever it turns.\n>\n> Who has the grease?\n"
ANSWERS = [
    "Ben, good. I would rather call the smith, as the hook\nis bent. Can you ask him today?",
    "The grease is in the shed",
    "By Ben Ash",
    "https://quay.example/crane",
    "3 March 2025",
    "Grease\n======\n\nIt is in the shed.",
]


def read(mail: str) -> tuple[list[tuple[str | None, str]], str]:
    """Who says what, and all that is said, headings included."""
    _, text, paragraphs = parse_shaped_text(HEAD + mail)
    said = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    above = [heading for p in paragraphs for heading in p.headings]
    contexts = [text[start:end] for p in paragraphs for start, end in p.context]
    return said, " ".join((*above, *contexts, *(words for _, words in said)))


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize(
    "arranged",
    [
        "{answer}\n\n{lead}\n{asked}",
        "{lead}\n{asked}\n{answer}\n",
        "Hello Ben.\n\n{lead}\n{asked}\n{answer}\n\n> It was dry in May.\n\nSo it was.\n",
        "{answer}\n",
    ],
    ids=["above", "below", "within", "alone"],
)
def test_no_word_of_an_answer_is_lost(arranged: str, answer: str) -> None:
    mail = arranged.format(answer=answer, lead=LEAD, asked=ASKED)
    _, words = read(mail)
    lost = {word for word in mail.split() if any(map(str.isalnum, word))} - set(words.split())
    assert not lost


def test_an_answer_above_what_it_answers_is_of_the_sender_alone() -> None:
    said, _ = read(f"{ANSWERS[0]}\n\n{LEAD}\n{ASKED}")
    assert said[0] == (None, ANSWERS[0].replace("\n", " "))
    assert {speaker for speaker, _ in said[1:]} == {"Ben Ash"}


@pytest.mark.parametrize(
    "signature", ["-- \nIda Moss\nHarbour Office", "--\nIda", "-- \nIda Moss, Quay 3"]
)
@pytest.mark.parametrize(
    "lead", [LEAD, "On Sunday, 2 March 2025 at 20:15, Ben Ash\n<ben@quay.example> wrote:"]
)
def test_what_is_quoted_below_a_signature_is_kept(signature: str, lead: str) -> None:
    said, words = read(f"Call the smith.\n\n{signature}\n\n{lead}\n{ASKED}>\n> --\n> Ben, Quay 7\n")
    assert (None, "Call the smith.") in said
    assert ("Ben Ash", "The crane squeaks whenever it turns.") in said
    assert not any(word in words for word in ("Office", "Quay"))


def test_without_headers_it_is_kept_as_well() -> None:
    _, text, paragraphs = parse_shaped_text(
        f"Call the smith, please.\n\n--\nIda\n\n{LEAD}\n{ASKED}"
    )
    assert "Who has the grease?" in [text[p.start : p.end] for p in paragraphs]


@pytest.mark.parametrize(
    "head",
    [
        "From: Ida Moss <ida@quay.example>\nSubject: Crane\n",
        "Von: Ida Moss\nAn: Ben Ash\nBetreff: Kran\n",
        "Subject: Crane\nFrom: Ida Moss\nTo: ben@quay.example\n",
    ],
)
def test_a_mail_without_a_day_is_one_as_well(head: str) -> None:
    metadata, text, paragraphs = parse_shaped_text(f"{head}\n{LEAD}\n{ASKED}\nThe smith has.\n")
    said = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert metadata.author == "Ida Moss"
    assert metadata.published is None
    assert ("Ben Ash", "Who has the grease?") in said
    assert (None, "The smith has.") in said


def test_a_mail_without_a_day_that_quotes_below_its_head_is_one_as_well() -> None:
    said = "From: Ida Moss\nSubject: Crane\n\nI agree.\n\n-----Original Message-----\n"
    head = "From: Ben Ash <ben@quay.example>\nSent: Monday\nTo: Ida\nSubject: Crane\n"
    _, text, paragraphs = parse_shaped_text(f"{said}{head}\nThe crane squeaks when it turns.\n")
    spoken = [(p.speaker, text[p.start : p.end]) for p in paragraphs]
    assert ("Ben Ash", "The crane squeaks when it turns.") in spoken


def test_two_lines_with_labels_make_no_mail() -> None:
    _, text, _ = parse_shaped_text("From: London\nSubject: Trains\n\nThe train leaves at nine.\n")
    assert "The train leaves at nine." in text


def test_headers_for_machines_without_end_are_none_of_the_text() -> None:
    machines = "Received: by quay.example\n\tfor ben; x\nX-Spam: no\n" * 200
    written = "The crane turns at nine."
    head = HEAD.rstrip("\n")
    stated, text, _ = parse_shaped_text(f"{head}\n{machines}\n{written}\n")
    assert (stated.title, text.strip()) == ("Crane", written)
    # What somebody may have written is not left out, however far below it stands.
    text = parse_shaped_text(f"{head}\n{machines}Place: the quay\n\n{written}\n")[1]
    assert text.split() == f"Place: the quay {written}".split()


def test_a_mail_as_an_old_program_saves_it_is_read_with_the_one_below() -> None:
    mail = (
        "-----Original Message-----\nFrom: Ida Moss [mailto:ida@quay.example]\n"
        "Sent: Monday, March 3, 2025 8:00 AM\nTo: Ben Ash\nSubject: Crane\n\nGrease it first.\n\n"
        "Ida\n________________________________\nFrom: Ben Ash\nSent: Sunday, March 2, 2025\n"
        "To: Ida Moss\nSubject: Crane\n\nShall I turn it?\n"
    )
    stated, text, paragraphs = parse_shaped_text(mail)
    assert (stated.author, str(stated.published)) == ("Ida Moss", "2025-03-03")
    said = [(p.speaker, p.headings, text[p.start : p.end]) for p in paragraphs]
    assert said == [(None, (), "Grease it first."), ("Ben Ash", (), "Shall I turn it?")]


@pytest.mark.parametrize("head", [HEAD, ""])
def test_more_than_a_signature_is_a_part_of_the_text(head: str) -> None:
    below = "\n\n".join(
        ["The hook of the crane is bent, which nobody told the smith of. " * 12] * 4
    )
    said = quote(f"{head}The crane of the quay is mended.\n\n--\n\n{below}\n")
    assert said.endswith(" ".join(below.split()))


def test_what_stands_below_a_talk_and_a_line_nobody_in_it_says() -> None:
    below = "\n\n".join(["This was written down by the club of the quay in winter. " * 14] * 4)
    talk = "ANN: How high is it?\n\nBOB: Ten metres.\n\nANN: Who knows?\n\nBOB: I do."
    _, text, paragraphs = parse_shaped_text(f"{talk}\n\n--\n\n{below}\n")
    assert not any(p.speaker and "club" in text[p.start : p.end] for p in paragraphs)


@pytest.mark.parametrize("head", [HEAD, ""])
@pytest.mark.parametrize(
    "below",
    [
        " \nIda Moss\nHarbour Office",
        "\n\nSent from my crane",
        " \n\nTo lift or not to lift, that is the question.",
        "\nIda Moss\n\n" + "What is in this mail is for whom it is addressed to alone. " * 5,
        "\nIda\nhttps://quay.example/" + "a" * 900 + "\nhttps://quay.example/" + "b" * 900,
    ],
)
def test_a_signature_is_no_part_of_the_text(head: str, below: str) -> None:
    said = quote(f"{head}The crane of the quay is mended.\n\n--{below}\n")
    assert said == "The crane of the quay is mended."


def quote(written: str) -> str:
    """All that may be quoted of it."""
    _, text, paragraphs = parse_shaped_text(written)
    return " ".join(" ".join(text[p.start : p.end] for p in paragraphs).split())


@pytest.mark.parametrize("year", ["20240401120000", "9" * 30])
def test_a_date_without_end_is_none(year: str) -> None:
    mail = (
        f"From: ida@quay.example\nDate: Mon, 1 Apr {year} 10:00:00 +0000\nSubject: Crane\n\nUp.\n"
    )
    metadata, text, _ = parse_shaped_text(mail)
    assert (metadata.title, text.strip()) == ("Crane", "Up.")
