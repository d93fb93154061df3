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
        "\nBest,\n\n- Ann Bell (she/her) | Harbour Office",
        "\nCheers, Ann",
        "\nBest\nAnn Bell\nHarbour Office",
        "\nTake care,\nANN BELL\nHARBOUR OFFICE",
        "\nThanks & regards\nAnn Bell\nHead of the Harbour Office",
        "\nHave a great weekend!\nAnn",
        "\nLove,\n\nAnn",
        "\nHochachtungsvoll\n\nAnn Bell",
        "\nBises,\nAnne",
        "\nDistinti saluti\nAnna",
        "\nMed vänlig hälsning,\nAnna",
        "\nZ poważaniem\nAnna",
        "\n敬具\n田中",
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
        "The harbour is open:\n\nAnn Bell",
        "Love letters are kept.\n\nLove\n\nPeace",
        "Cheers, and no boats",
        "Thanks!\nThe crane is shut on Sundays.",
        "Best regards,\nTHE CRANE IS SHUT ON SUNDAYS",
        "When he came home everybody greeted him\nwarmly.",
        "All who carry the lamp should\ntake care\n\nIt is hot.",
        "Nobody has ever said to her, nor will they say,\nthank you very much.",
        "We found that the pilot sent all her\nbest wishes, Tom Baker",
        "Der Rat wünscht den Booten\nalles Gute.\nDie Boote warten.",
        "Wir senden allen im Hafen viele\nGrüße.",
        "The photograph was\nsent from my iPhone.",
        "The word for it is\ncheers!",
        "他对她说\n谢谢。",
        "Best\nPrice Forty Crowns",
    ],
)
def test_words_that_look_like_it_stay(text: str) -> None:
    assert cut_closings(text.split("\n")) == text.split("\n")


@pytest.mark.parametrize("closing", ["Thanks\nAnn", "Thanks.\nAnn", "thanks,\nAnn", "Viele Grüße"])
@pytest.mark.parametrize("words", ["Send the key to us", "Send the key :)", 'She said: "Send it."'])
def test_regards_stand_below_a_line_that_is_not_ended(words: str, closing: str) -> None:
    assert cut_closings(f"{words}\n{closing}".split("\n")) == [words]


@pytest.mark.parametrize("closing", ["Thanks!", "Best regards,\n> ", "Best,\n> Ann", "Viele Grüße"])
@pytest.mark.parametrize(
    "below",
    [
        "> Ask the keeper first\n>\n> He knows.",
        "> Fragen Sie zuerst den Wärter",
        "Jim",
        ">> Jim\n> Not he.",
        "> Jim Hale <j@x.example>, 3 March 2024:\n\n> > It is shut.",
        "> On Sun, 3 Mar 2024, Jim Hale <j@x.example> wrote:\n>> It is shut.",
        "> Am 3. März 2024 schrieb Jim Hale:\n> > It is shut.",
        "> These are shut:\n> - the crane",
    ],
)
def test_regards_end_with_who_sends_them(closing: str, below: str) -> None:
    """Neither what goes on below nor who wrote the next mail is the name of who sends them."""
    told = ("Jim", ">> ", "> Jim", "> On", "> Am")  # in one paragraph, too
    for between in (">\n", "") if below.startswith(told) else (">\n",):
        text = f"> {WORDS}\n>\n> {closing}\n{between}{below}"
        kept = "\n".join(cut_closings(text.split("\n")))
        assert kept.startswith(f"> {WORDS}\n")
        assert kept.endswith(below)


@pytest.mark.parametrize(
    "below",
    [
        "THE CRANE IS SHUT ON SUNDAYS",
        "NO BOATS",
        "PLEASE NOTE THE NEW HOURS\nOPEN AT NINE",
        "Harbour Closed On Sundays",
        "DIE BRÜCKE IST GESPERRT",
    ],
)
def test_what_is_written_in_capitals_below_regards_is_no_name(below: str) -> None:
    kept = cut_closings(f"{WORDS}\n\nBest regards,\n\n{below}".split("\n"))
    assert list(filter(None, kept)) == [WORDS, *below.split("\n")]
