"""How far a command is: bars on a terminal, lines elsewhere."""

import io

from bot.cli.progress import show_progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_each_kind_of_things_has_a_bar_and_none_stays() -> None:
    terminal = _Terminal()
    with show_progress(terminal) as show:
        show("read", "files", 1, 2)
        show("read", "files", 2, 2)
        show("encoded", "passages", 256, 7715)
        show("listed the words of", "passages", 0, 8000)
    shown = terminal.getvalue()
    assert "/2 [" in shown, "a bar has its total from its beginning"
    assert "/7715 [" in shown
    assert "/8000 [" in shown, "one tells from the other what is done with the same things"
    assert shown.index("files/s") < shown.index("passages/s")
    assert shown.endswith("\r")
    assert not shown.split("\r")[-2].strip()


def test_elsewhere_a_line_tells_of_the_end_but_of_what_passes() -> None:
    stream = io.StringIO()
    with show_progress(stream, passing=("read",)) as show:
        for done in (1, 2):
            show("read", "files", done, 2)
            show("encoded", "passages", done, 2)
    assert stream.getvalue() == "encoded 2 of 2 passages\n"
