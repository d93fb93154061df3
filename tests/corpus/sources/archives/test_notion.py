"""Exports of Notion: names, properties, tables, parts."""

import io

import pytest

from corpus.formats.markdown import read_markdown
from corpus.sources.archives.notion import write_properties_above
from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import Item, PassedOver, Refused, TakenFile
from tests.support.archives import make_zip

ID = "64f1a2b3111122223333444455556666"
OTHER = "74f1a2b3111122223333444455556666"
PAGE = f"""# Crane log

Created: March 5, 2024 3:00 PM
Tags: port, crane
Status: Draft
Owner: Mary Flint
Empty:
Related: Harbour log (Harbour%20log%20{ID}.md)

The crane of [Skerry](Skerry%20{ID}.md) lifts forty tonnes.

[Sub page](Crane%20log%20{ID}/Sub%20page%20{OTHER}.md)
"""


def read(data: bytes) -> list[Item]:
    return list(read_items(io.BytesIO(data)))


def names_of(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, TakenFile)]


def test_names_are_titles() -> None:
    items = read(
        make_zip(
            {
                f"Home {ID}.md": "# Home",
                f"Home {ID}/Crane log {OTHER}.md": PAGE,
                f"Home {ID}/Crane log {ID}.md": PAGE,
                f"Home {ID}/{OTHER}.md": "Text.",
                f"Home {ID}/Dues {OTHER}.csv": "Name,Status\nPier,Paid\n",
                f"Home {ID}/Dues {OTHER}_all.csv": "Name,Status\nPier,Paid\nQuay,Open\n",
                f"Home {ID}/Untitled.png": "",
            }
        )
    )
    assert names_of(items) == [
        "Home.md",
        "Home/Crane log.md",
        "Home/Crane log-2.md",
        "Home/Untitled.md",
        "Home/Dues.csv",
    ]
    assert PassedOver("tables that are there with all columns") in items
    assert [item.data.count(b"\n") for item in items if isinstance(item, TakenFile)][-1] == 3


def test_properties_are_metadata() -> None:
    content = read_markdown(write_properties_above(PAGE.encode()), "a.md")
    assert content.text == "Crane log\n\nThe crane of Skerry lifts forty tonnes."
    assert content.metadata.title == "Crane log"
    assert str(content.metadata.published) == "2024-03-05"
    assert dict(content.metadata.fields) == {
        "tags": "port, crane",
        "page status": "Draft",
        "owner": "Mary Flint",
        "related": "Harbour log",
    }


@pytest.mark.parametrize(
    "page",
    [
        "# Note\n\nWarning: the crane falls.\n\nText.",
        "# Note\n\nWarning: the crane falls.\nIt does.\n",
        "No title.\n\nTags: a\n",
        "# Note",
        "",
    ],
)
def test_what_is_no_property_stays(page: str) -> None:
    assert write_properties_above(page.encode()) == page.encode()


def test_parts_in_an_archive_are_unpacked_once() -> None:
    deeper = make_zip({"Export-11112222-Part-1.zip": b""})
    inner = make_zip({f"Home {ID}.md": "# Home", "Export-11112222-Part-2.zip": deeper})
    items = read(make_zip({f"ExportBlock-{ID}-Part-1.zip": inner, "Export-1234abcd.zip": b"none"}))
    assert names_of(items) == ["Home.md"]
    reasons = {item.name: item.reason for item in items if isinstance(item, Refused)}
    assert "in an archive" in reasons["Export-11112222-Part-2.zip"]
    assert "damaged or cut off" in reasons["Export-1234abcd.zip"]


def test_in_pages_of_html_properties_are_not_quoted() -> None:
    page = (
        f'<h1>A</h1><table class="properties"><tr><th>Tags</th></tr></table><p>{"Text. " * 9}</p>'
    )
    (item,) = read(make_zip({f"A {ID}.html": page}))
    assert isinstance(item, TakenFile)
    assert b"Tags" not in item.data and b"Text." in item.data


def test_other_archives_keep_their_names() -> None:
    assert names_of(read(make_zip({f"A {ID}.md": "A.", "B.md": "B.", "C.md": "C."})))[0] == (
        f"A {ID}.md"
    )
