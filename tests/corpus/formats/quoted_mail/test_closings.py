"""What stands below the words of a mail and is none of them."""

import pytest

from corpus.formats.quoted_mail import cut_closings

WORDS = "The crane is shut on Sundays."


@pytest.mark.parametrize(
    "closing",
    [
        "\nBest regards,\nAnn Bell\nHarbour Office, Pier 3",
        "Kind regards\nAnn",
        "\nThanks!\n\nAnn Bell\n+44 20 1234",
        "\nMit freundlichen Grüßen\nAnn Bell",
        "\nCordialement,\n\nAnn Bell",
        "\nUn saludo,\nAna",
        "\nAtenciosamente,\nAna",
        "\nС уважением,\nАнна Белл",
        "\nمع التحية،\nآن بيل",
        "\n此致\n安",
        "\nSent from my iPhone",
        "\n--Sent from my iPhone",
        "\nVon meinem iPhone gesendet",
        "\nОтправлено с iPhone",
        "_________________\nharbour mailing list\nharbour@x.example",
        "\nThis e-mail is confidential and intended solely for\nthe addressee. Delete it.",
        "\nSind Sie nicht der richtige Adressat, vernichten Sie diese Mail.",
        "\nPlease consider the environment before printing this email.",
    ],
)
@pytest.mark.parametrize("marks", ["", "> "])
def test_closings_are_no_words_of_a_mail(closing: str, marks: str) -> None:
    lines = [f"{marks}{line}" for line in f"{WORDS}\n{closing}".split("\n")]
    kept = [line.removeprefix(marks).strip() for line in cut_closings(lines)]
    assert list(filter(None, kept)) == [WORDS]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks to the crane, ships are unloaded in a day.",
        "Best cranes:\n- the first\n- the second",
        "Regards are sent\nby the whole harbour.\n\nAnn Bell\nis the pilot.",
        "It was sent from my office.",
        "The report is intended only for the board, and is confidential and old.",
        "Our mailing list has many readers.",
        "The harbour thanks\n\nAnn Bell",
    ],
)
def test_words_that_look_like_it_stay(text: str) -> None:
    assert cut_closings(text.split("\n")) == text.split("\n")
