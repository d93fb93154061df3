"""What is taken of a ZIP archive, what is not, and why."""

import io
import stat
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ArticleError
from corpus.sources.archives.opening import read_items
from corpus.sources.archives.records import Item, PassedOver, Refused, TakenFile
from tests.support.archives import TEXT, make_raw_zip, make_zip


def read(data: bytes) -> list[Item]:
    return list(read_items(io.BytesIO(data)))


def names_of(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, TakenFile)]


def reasons_of(items: list[Item]) -> dict[str, str]:
    return {item.name: item.reason for item in items if isinstance(item, Refused)}


def test_files_are_taken_as_they_are() -> None:
    items = read(make_zip({"a/One.md": TEXT, "a/b/Two.txt": "Two.", "a/pic.png": b"\x89PNG"}))
    assert items == [PassedOver(".png"), TakenFile("One.md", TEXT), TakenFile("b/Two.txt", b"Two.")]


def test_names_hold_nothing_that_is_not_seen() -> None:
    names = [
        "a\u200b.md",
        "\u202ednuob.md",
        "\ufeffc\u2060d.m\u200bd",
        "e\nf\x1bg.md",
        "\u200b.h.md",
    ]
    taken = names_of(read(make_zip(dict.fromkeys(names, TEXT))))
    assert sorted(taken) == ["a.md", "cd.md", "dnuob.md", "e f g.md", "h.md"]
    persian = "نمی\u200cخواهم.md"
    assert names_of(read(make_zip({persian: TEXT, "b.md": TEXT}))) == [persian, "b.md"]


def test_what_is_hidden_or_of_programs_is_passed_over() -> None:
    items = read(
        make_zip(
            {
                "One.md": TEXT,
                ".obsidian/app.json": "{}",
                ".trash/Old.md": TEXT,
                "__MACOSX/._One.md": TEXT,
                "node_modules/x/README.md": TEXT,
                "must_answer.jsonl": "{}",
                "Makefile": "all:",
            }
        )
    )
    assert names_of(items) == ["One.md"]
    counted = [item.kind for item in items if isinstance(item, PassedOver)]
    assert sorted(counted) == [".jsonl", *["hidden"] * 3, "of programs", "without an ending"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../Out.md", "leads out"),
        ("a/../../Out.md", "leads out"),
        ("..\\Out.md", "leads out"),
        ("/etc/Out.md", "leads out"),
        ("C:\\Out.md", "leads out"),
        ("a/" * 30 + "Out.md", "too long"),
        ("/".join(["long" * 40] * 8) + "/Out.md", "too long"),
        ("a/\u202e/Out.md", "no letters"),
        ("Out.zip", "archive in an archive"),
        ("Out.tar.gz", "archive in an archive"),
    ],
)
def test_names_that_are_none_cost_no_other_file(name: str, reason: str) -> None:
    items = read(make_zip({name: TEXT, "One.md": TEXT}))
    assert names_of(items) == ["One.md"]
    (told,) = reasons_of(items).values()
    assert reason in told


def test_backslashes_part_folders() -> None:
    assert names_of(read(make_zip({"a\\One.md": TEXT, "b\\Two.md": TEXT}))) == [
        "a/One.md",
        "b/Two.md",
    ]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp932", ["表紙/議事録.md", "東京の港.md"]),
        ("gb18030", ["会议记录/起重机.md", "港口时间.md"]),
        ("big5", ["會議記錄/港口.md", "起重機.md"]),
        ("cp949", ["회의록/항구.md", "크레인.md"]),
        ("cp866", ["Отчёт/Кран.md", "Порт.md"]),
        ("cp1251", ["Отчёт/Кран.md", "Порт.md"]),
        ("cp437", ["Kräne/Übersicht.md", "Café.md"]),
        ("cp850", ["Português/Ação.md", "Maré.md"]),
        ("utf-8", ["港/Кран.md", "Café.md"]),
    ],
)
def test_names_of_old_packers_are_read(encoding: str, names: list[str]) -> None:
    assert names_of(read(make_raw_zip([name.encode(encoding) for name in names]))) == names


def test_a_name_in_unicode_that_a_packer_states_beside_goes_first() -> None:
    raw = b"f?r.md"
    path = struct.pack("<BL", 1, zlib.crc32(raw)) + "für.md".encode()
    extra = struct.pack("<HH", 0x7075, len(path)) + path
    assert names_of(read(make_raw_zip([raw], extra=extra))) == ["für.md"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_raw_zip([b"Link.md"], mode=stat.S_IFLNK | 0o777), "is a link"),
        (make_raw_zip([b"Pipe.md"], mode=stat.S_IFIFO | 0o666), "no regular file"),
        (make_raw_zip([b"Locked.md"], flags=1), "password"),
        (make_raw_zip([b"Odd.md"], method=98), "packed in a way"),
        (make_raw_zip([b"Large.md"], size=33 * 1024 * 1024), "more than 32 MiB"),
        (make_raw_zip([b"Lies.md"], size=len(TEXT) + 1), "is damaged"),
        (make_raw_zip([b"Cut.md"], size=len(TEXT) - 1), "is damaged"),
    ],
)
def test_members_that_are_not_to_be_unpacked_are_refused(data: bytes, reason: str) -> None:
    items = read(data)
    assert names_of(items) == []
    (told,) = reasons_of(items).values()
    assert reason in told


def test_of_files_that_share_their_bytes_none_is_unpacked() -> None:
    items = read(make_raw_zip([b"%d.md" % number for number in range(9)], is_shared=True))
    assert names_of(items) == []
    assert len(reasons_of(items)) == 9


def test_a_name_that_is_there_twice_is_taken_once() -> None:
    items = read(make_raw_zip([b"One.md", b"One.md", b"ONE.md"]))
    assert names_of(items) == ["One.md", "ONE-2.md"]
    assert reasons_of(items) == {"One.md": "is there twice: the first one is taken"}


def test_more_articles_than_are_taken_are_left_out() -> None:
    items = read(make_raw_zip([b"%d.md" % number for number in range(20_005)], b"x"))
    assert len(names_of(items)) == 20_000
    assert "more than 20000" in getattr(items[-1], "reason", "")


def test_a_damaged_file_costs_itself() -> None:
    data = bytearray(make_zip({"One.md": TEXT * 9, "Two.md": TEXT}))
    data[50] ^= 0xFF
    items = read(bytes(data))
    assert names_of(items) == ["Two.md"]
    assert reasons_of(items) == {"One.md": "is damaged"}


WHOLE = make_zip({f"{number}.md": TEXT for number in range(4)})


@pytest.mark.parametrize("share", range(50))
def test_a_cut_archive_is_told_as_such(share: int) -> None:
    with pytest.raises(ArticleError):
        read(WHOLE[: len(WHOLE) * share // 50])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_stands_in_an_archive_is_an_item_or_no_archive(place: int, put: bytes) -> None:
    try:
        items = read(WHOLE[:place] + put + WHOLE[place + len(put) :])
    except ArticleError:
        return
    for name in names_of(items):
        assert not name.startswith((".", "/")) and ".." not in name.split("/")
