"""What is set in plain TeX is no words."""

import pytest

from corpus.formats.tex.reader import parse_tex


@pytest.mark.parametrize(
    "setting",
    [
        "\\newcount\\oars \\oars=4 ",
        "\\newcount\\oars\\global\\oars 4\n",
        "\\newdimen\\beam \\beam=.5\\hsize ",
        "\\advance\\oars by 1 ",
        "\\advance\\hsize by -2in ",
        "\\advance\\oars by -\\beam ",
        "\\multiply\\oars 2 ",
        "\\divide\\oars by2 ",
        "\\catcode`\\@=11 ",
        "\\catcode`@=11 ",
        "\\catcode`\\~=\\active ",
        "\\lccode`\\a=`\\b ",
        "\\hbadness 9000 ",
        "\\tolerance=900 ",
        "\\penalty-50 ",
        "\\mag=1100 ",
        "\\count1=7 ",
        "\\dimen0=3pt plus 1fil ",
        "\\toks0={a b} ",
        "\\everypar={\\it} ",
        "\\headline={\\hfil The Ferry} ",
        "\\chardef\\oar=12 ",
        "\n\\oarlength=3truein\n",
        "\n\\oarcount=4\n",
    ],
)
def test_what_is_set_is_left_out(setting: str) -> None:
    tex = f"\\section{{Ferry}}\n\nIt sails at ten. {setting}It rests at night.\n"
    assert parse_tex(tex)[1] == "Ferry\n\nIt sails at ten. It rests at night."


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("There are \\crew=12 divers.", "There are =12 divers."),
        ("\\crew=12 divers came.", "=12 divers came."),
        ("\\newcount\\oars It had \\oars\\ or more.", "It had or more."),
        ("\\headline{Red boats} It rests.", "Red boats It rests."),
        ("\\advance the boat by 2 oars.", "the boat by 2 oars."),
    ],
)
def test_words_beside_a_command_stay(tex: str, said: str) -> None:
    assert parse_tex(f"\\section{{Ferry}}\n\n{tex}\n")[1] == f"Ferry\n\n{said}"
