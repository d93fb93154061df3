"""Lines of news that stand for a release head what is told of it, and nothing else does."""

import pytest

from corpus.formats.markdown.reader import parse_markdown
from corpus.formats.plain_text import parse_plain_text

_VERSIONS = ("1.2.0", "1.1.0", "0.19")


def read(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The headings and the text of each paragraph."""
    _, content, paragraphs = parse_plain_text(f"The news of the pump\n\n{text}")
    return [(p.headings, content[p.start : p.end]) for p in paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "--{}--",
        "--- {} ---",
        "== {} ==",
        "{}:",
        "{}",
        "* {} (2020-01-01)",
        "v{} - 2020-01-01",
        "{} - March 5, 2020",
        "2020-01-01: {}",
        "[{}] - 2020-01-01",
        "pump-{}:",
        "pump ({}-1) unstable; urgency=low",
        "- Version {}:",
        "Changes with pump {}              24 Oct 2020",
        "{} - The Brass Release",
        "{}-beta.2 (Mon, 5 Mar 2020)",
    ],
)
@pytest.mark.parametrize("below", ["* The pump {} is good.\n", "Released in May\n\nPump {}.\n"])
def test_a_line_in_any_writing_heads_what_is_told_of_its_release(line: str, below: str) -> None:
    texts = (f"{line}\n{below}\n".replace("{}", version) for version in _VERSIONS)
    found = read("".join(texts))
    for version in _VERSIONS:
        assert any(version in above[0] for above, _ in found)
    for above, said in found:
        assert len(above) == 1
        assert all(version in above[0] for version in _VERSIONS if version in said)


@pytest.mark.parametrize("colon", ["", ":"])
def test_a_name_and_its_version_at_the_margin_head_what_stands_further_in(colon: str) -> None:
    told = {
        "mill-2.10": ["- the wheel turns without a name given", "- new ropes, from Ada Brook"],
        "mill-2.9": ["- no noise at night"],
        "mill-2.8": ["- first wheel"],
    }
    lines = ((f"{name}{colon}", *(f"\t{item}" for item in items)) for name, items in told.items())
    found = read("\n".join("\n".join(part) for part in lines) + "\n")
    assert found == [((f"{name}{colon}",), item) for name, items in told.items() for item in items]


def test_what_comes_before_a_version_of_one_number_is_a_release_too() -> None:
    names = ("8.1", "8.0", "8.rc.2", "8.beta", "7.1")
    found = read("".join(f"{name}\n - wheel: no noise in {name}\n" for name in names))
    assert found == [((name,), f"- wheel: no noise in {name}") for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "1.1\nThe tenant pays.\n\n1.2\nThe tenant paints.\n\n1.3\nThe owner mends it.\n",
        "Soup\n\n3.50\n\nSteak\n\n2.50\n\nCake\n\n1.50\n\nAll of it is good.\n",
        "05.03.2024\nWe went out.\n\n04.03.2024\nWe stayed at home.\n",
        "It works with these.\n\n- Version 1.2\n- Version 1.1\n\nIt is of steel.\n",
        "It turns to the left since\nversion 1.2\nand to the right since\nversion 1.1\nof it.\n",
        "a\n\n  Version 1.2\n\nb\n\n  Version 1.1\n\nc is at the left of both.\n",
        "1.2  May 2020\n1.1  May 2019\n1.0  May 2018\n\nAll of them are of steel.\n",
    ],
)
def test_other_numbers_head_nothing(text: str) -> None:
    assert not any(any(map(str.isdigit, "".join(above))) for above, _ in read(text))


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("Version 1.9", "1.8 (2019)"),
        ("Version 1.9", "Released as version 1.8.beta2 (1.07.99)."),
        ("Version 1.9", "Major changes from 1.7 to 1.8"),
        ("Changes between pump 1.8 and 1.9", "Changes between pump 1.7.* and 1.8"),
        ("Version 1.9 (9-Feb-94):", "Version 1.8 (23-Jan-94): changes since 1.6"),
        ("1.9", "1.8  Fri Apr  5 16:15:08 CEST 2013"),
    ],
)
def test_an_older_release_ends_one_of_other_shape(newer: str, older: str) -> None:
    news = f"{newer}\n\n* Brass.\n\n{older}\n\n* Iron.\n"
    found = read(f"Version 2.0\n-----------\n\n* Steel.\n\n{news}")
    assert [above for above, _ in found] == [
        ("Version 2.0",), (newer,), (" ".join(older.split()),)
    ]  # fmt: skip


def test_a_release_that_nothing_is_told_of_is_below_no_other() -> None:
    found = read("v1.2 - 2020\n* Steel.\n\nv1.1 - 2019\n\nv1.0 - 2018\n* Iron.\n\nv0.9 - 2017\n")
    assert found == [
        (("v1.2 - 2020",), "* Steel."),
        ((), "v1.1 - 2019"),
        (("v1.0 - 2018",), "* Iron."),
        ((), "v0.9 - 2017"),
    ]


@pytest.mark.parametrize(
    ("line", "above"),
    [
        ("New version 1.3 (contributed by Jane Doe).", ("Version 2.0",)),
        ("Version 1.3 (2020)", ()),
    ],
)
def test_no_line_above_another_release_is_lost(line: str, above: tuple[str, ...]) -> None:
    underlined = "Version {}\n-----------\n\n"
    news = f"{underlined.format('2.0')}* Steel.\n\n{line}\n\n{underlined.format('1.1')}* Iron.\n"
    assert read(f"{news}\nVersion 1.0 (2019)\n\n* Tin.\n")[1] == (above, line)


def test_a_title_of_several_releases_stands_above_them() -> None:
    title = "Stable releases of it between v2.3 and v2.4"
    news = "pump 2.3.2 (2020)\n\n* Tin.\n\npump 2.3.1 (2019)\n\n* Iron.\n"
    text = f"{title}\n{'-' * len(title)}\n\n{news}"
    assert [above for above, _ in read(text)] == [
        (title, "pump 2.3.2 (2020)"), (title, "pump 2.3.1 (2019)")
    ]  # fmt: skip


def test_the_day_of_another_log_is_below_no_release() -> None:
    log = "2019-03-05 Jane Doe\n\n  * Tin.\n"
    found = read(f"v1.2 - 2020\n\n* Steel.\n\nv1.1 - 2019\n\n* Iron.\n\n{log}")
    assert found[-1] == (("2019-03-05 Jane Doe",), "* Tin.")


def test_releases_in_markdown_end_each_other_at_any_level() -> None:
    text = (
        "# News\n\n# 2.0.0\n\n### Fixes\n\n- Steel.\n\n## 1.9.1\n\n### Fixes\n\n- Brass.\n\n"
        "**1.9.0**\n\n- Iron.\n\nVersion 1.8:\n\n- Tin.\n\n### 1.8.1\n\n- Zinc.\n"
    )
    _, _, paragraphs = parse_markdown(text)
    assert [p.headings for p in paragraphs] == [
        ("2.0.0", "Fixes"),
        ("1.9.1", "Fixes"),
        ("1.9.0",),
        ("Version 1.8:",),
        ("Version 1.8:", "1.8.1"),
    ]


@pytest.mark.parametrize(
    ("heading", "is_within"),
    [
        *((heading, True) for heading in ("Bug fixes", "Steel", "NEW FEATURES AND OPTIONS")),
        *((heading, True) for heading in ("Other Changes", "New functions: the handle")),
        *((heading, False) for heading in ("How to buy", "PRICES", "OTHER PUMPS", "NEW YORK")),
        *((heading, False) for heading in ("NOTES ON PRICES", "PORT CHARGES", "ADDRESS", "NOTES")),
        *((heading, False) for heading in ("CHANGES OF ADDRESS", "TESTIMONY", "Features")),
    ],
)
def test_what_is_told_of_all_stands_behind_the_last_release(heading: str, is_within: bool) -> None:
    changes = "Steel\n\nIt is of steel.\n\n"
    text = f"Version 2.0\n\nIt is new.\n\n{changes}Version 1.0\n\nIt is old.\n\n{heading}\n\nAll.\n"
    above = ("Version 1.0", heading) if is_within else (heading,)
    assert read(text)[-1] == (above, "All.")


def test_licences_in_fields_are_no_releases() -> None:
    text = "License: MPL-2.0\n\nIt is in the library.\n\nLicense: MPL-1.1\n\nSo is this.\n"
    assert all(above == () for above, _ in read(text))
