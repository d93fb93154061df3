"""Headings of news name the releases, and what stands below one is told of no other."""

import pytest

from corpus.formats.plain_text import parse_plain_text

_ABOVE = "Changes in Pump 1.6 (2006-11-20)\n\n* The handle is green and as long as it was.\n\n"


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(f"The news of the pump\n\n{text}")
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize("line", ["Changes in Pump 1.5", "Changes in 1.5.", "Changes in pump 1.5:"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_right_above_its_items_names_their_release(line: str, gap: str) -> None:
    found = read(
        f"{_ABOVE}{line}{gap}* The handle turns to the left.\n\nBoth are of steel, as they were.\n"
    )
    assert found[0][0] == ("Changes in Pump 1.6 (2006-11-20)",)
    assert found[1] == ((line,), "* The handle turns to the left.")


@pytest.mark.parametrize(
    "line",
    [
        "Changes in Pump 1.5 were made by:",
        "Changes in the handle:",
        "Bolts of 1.5",
        "This is so since 1.5.",
    ],
)
def test_another_line_above_items_is_none(line: str) -> None:
    found = read(f"{_ABOVE}{line}\n* The handle turns to the left.\n")
    assert {above for above, _ in found} == {("Changes in Pump 1.6 (2006-11-20)",)}


def test_rows_of_releases_are_none() -> None:
    found = read(
        f"{_ABOVE}Changes in 1.5\n\nChanges in 1.4\n\nChanges in 1.3:\n\nIt was so good.\n"
    )
    assert ("Changes in 1.5",) not in [above for above, _ in found]


_OUTLINE = "".join(
    f"* Release 1.{n}\n\n** Fixes\n\n  The bolt {n} is tight.\n\n" for n in (9, 8, 7)
)


@pytest.mark.parametrize("indent", ["", "  "])
def test_releases_below_an_outline_end_it(indent: str) -> None:
    older = "".join(f"Version 1.{n}\n\n{indent}- The bolt {n} is long.\n\n" for n in (6, 5, 4))
    found = [above for above, _ in read(_OUTLINE + older)]
    assert found[:3] == [(f"Release 1.{n}", "Fixes") for n in (9, 8, 7)]
    assert found[3:] == [("Version 1.6",), ("Version 1.5",), ("Version 1.4",)]


def test_a_release_within_another_stays_below_it() -> None:
    parts = "".join(f"Version 1.7.{n}\n\n  - The bolt {n} is long.\n\n" for n in (2, 1))
    found = [above for above, _ in read(_OUTLINE + parts)]
    assert [above[0] for above in found[3:]] == ["Release 1.7", "Release 1.7"]
