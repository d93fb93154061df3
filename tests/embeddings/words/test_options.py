import pytest

from embeddings.words.options import find_options, find_typed_options, list_held


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tie with --moor=ROPE", ["--moor"]),
        ("see [--moor-fast].", ["--moor-fast"]),
        ("--[no-]moor", ["--moor", "--no-moor"]),
        ("--moor/--no-moor", ["--moor", "--no-moor"]),
        ("‐‐moor‐fast and ‐m", ["--moor-fast", "-m"]),
        ("–m, —moor", ["-m", "--moor", "-moor"]),
        ("a well-known boat", []),
        ("moor--then sail - or not", []),
    ],
)
def test_options_have_hyphens_whatever_dash_is_printed(text: str, names: list[str]) -> None:
    assert [name for option in find_options(text) for name in option.names] == names


def test_options_written_in_one_are_held_each() -> None:
    assert list(list_held("boat -xMv")) == ["-xMv", "-x", "-M", "-v"]
    assert list(list_held("boat -moor")) == ["-moor"]


@pytest.mark.parametrize(
    ("question", "certain"),
    [
        ("what does --moor do?", ["--moor"]),
        ("what does “--no-moor=ROPE” do?", ["--no-moor"]),
        ("is -M another than -m?", ["-M", "-m"]),
        ("what is a -b?", []),
        ("and 3 -x?", []),
        ("f(x) -y is what?", []),
        ("it is -5 outside", []),
        ("-a boat\n-a rope", []),
        ("the boat --a sloop-- sank", []),
        ("—como dicen— el barco", []),
        ("a well-known boat - or a--b", []),
        ("boat -xMv", []),
        ("what of -m-?", []),
        ("Darf jede(-r) Hunde mitbringen?", []),
        ("when does the ferry leave :-P", []),
    ],
)
def test_options_that_are_typed_for_certain(question: str, certain: list[str]) -> None:
    typed = find_typed_options(question)
    assert [option.names[0] for option in typed if option.is_certain] == certain


def test_an_option_typed_with_a_long_dash_may_be_one() -> None:
    (option,) = find_typed_options("what does —moor do")
    assert option.names == ("--moor", "-moor")
    assert not option.is_certain
