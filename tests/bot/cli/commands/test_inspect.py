"""`footnote inspect`: what it shows of a file, as text and as JSON."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.articles.inspection import Inspection, inspect_paths
from bot.cli.commands.inspect import render_json, render_text
from bot.config.settings import Settings
from bot.text.columns import count_columns
from bot.text.inspection import list_headings, render_file
from corpus import (
    Article,
    ContainedReader,
    Locator,
    Paragraph,
    Passage,
    ReadFile,
    Reading,
    read_corpus,
)
from tests.support.command_line import CommandLine
from tests.support.pdfs import make_pdf, set_lines

KEYS = (
    *("path", "skipped", "warnings", "format", "encoding", "id", "title", "author", "source"),
    *("published", "url", "language", "fields", "text", "passages"),
)
PASSAGE_KEYS = (
    *("start", "end", "headings", "label", "speaker", "kind", "locator", "places", "sentences"),
)
CRANE = """---
title: The old crane
author: Ida Holm
source: Quay Gazette
date: 2022-04-05
---
It was built in 1911. It still lifts two tons.

## Upkeep

The winch is oiled on Mondays.
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader() as reader:
        yield reader


def inspect(reader: ContainedReader, *paths: Path | str, corpus: Path = Path("none")) -> list[Any]:
    found = inspect_paths(map(str, paths), corpus, reader)
    return [json.loads(render_json(one)) for one in found]


def write(folder: Path, name: str, content: str | bytes = CRANE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", [None, ".hidden.md", ".git/notes.md"])
def test_a_folder_without_articles_is_told(
    reader: ContainedReader, tmp_path: Path, name: str | None
) -> None:
    if name:
        write(tmp_path, name)
    (record,) = inspect(reader, tmp_path)
    assert record["path"] == str(tmp_path)
    assert record["skipped"] == "holds no file that could be an article"


def test_json_has_the_documented_shape(reader: ContainedReader, tmp_path: Path) -> None:
    path = write(tmp_path, "crane.md")
    (record,) = inspect(reader, path)
    assert tuple(record) == KEYS
    assert record | {"passages": None, "text": None, "fields": None} == {
        "path": str(path),
        "skipped": None,
        "warnings": [],
        "format": "markdown",
        "encoding": "utf-8",
        "id": "crane.md",
        "title": "The old crane",
        "author": "Ida Holm",
        "source": "Quay Gazette",
        "published": "2022-04-05",
        "url": None,
        "language": "en",
        "fields": None,
        "text": None,
        "passages": None,
    }
    text = record["text"]
    assert [tuple(passage) for passage in record["passages"]] == [PASSAGE_KEYS] * 2
    first, second = record["passages"]
    passage = text[first["start"] : first["end"]]
    assert [passage[start:end] for start, end in first["sentences"]] == [
        "It was built in 1911.",
        "It still lifts two tons.",
    ]
    assert second["headings"] == ["Upkeep"]
    assert (second["label"], second["speaker"], second["locator"]) == (None, None, None)


def test_a_skipped_file_has_all_keys_and_a_reason(reader: ContainedReader, tmp_path: Path) -> None:
    write(tmp_path, "texts/crane.md")
    write(tmp_path, "texts/.draft.md")
    write(tmp_path, "texts/empty.txt", "")
    write(tmp_path, "secret.txt")
    (tmp_path / "texts" / "out.txt").symlink_to("../secret.txt")
    names = ("empty.txt", "crane.xyz", ".draft.md", "out.txt", "nowhere.md", "crane.md")
    records = inspect(reader, *(tmp_path / "texts" / name for name in names))
    reasons = [record["skipped"] for record in records]
    assert reasons[0] == "it is empty"
    assert reasons[1] == "there is no such file"
    assert "leading dot" in reasons[2]
    assert "leads out of the folder" in reasons[3]
    assert reasons[4] == "there is no such file"
    assert reasons[5] is None
    assert all(tuple(record) == KEYS for record in records)
    assert [record["id"] for record in records] == list(names)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_odd_files_of_a_folder_have_a_reason_or_a_line(
    reader: ContainedReader, tmp_path: Path
) -> None:
    for name in ("line\nend.txt", "\u202egpj.txt", "\U0001f680.md", "esc\x1b[1m.txt"):
        write(tmp_path, name)
    for name, text in (("bom.txt", "\ufeff"), ("blank.txt", " \n\t"), ("none.txt", "")):
        write(tmp_path, name, text)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    shown = [
        render_text(one, 80) for one in inspect_paths([str(tmp_path)], tmp_path / "other", reader)
    ]
    heads = [text.split("\n")[:2] for text in shown]
    assert all(head[0].isprintable() and head[1].startswith("  ") for head in heads)
    reasons = [head[1].split(maxsplit=1)[1] for head in heads if "skipped" in head[1]]
    assert sorted(reasons) == [
        "cannot be read: is a link that leads back to itself",
        "is no regular file",
        *["it is empty"] * 3,
    ]


def test_below_a_folder_files_are_as_in_a_corpus(reader: ContainedReader, tmp_path: Path) -> None:
    for name in ("b.txt", "a/crane.md", ".git/x.md", "scan.xyz"):
        write(tmp_path, name)
    (tmp_path / "loop").symlink_to(".")
    records = inspect(reader, tmp_path)
    assert [record["id"] for record in records] == ["a/crane.md", "b.txt", "loop", "scan.xyz"]
    assert records[0]["path"] == str(tmp_path / "a" / "crane.md")
    assert "link to a folder" in records[2]["skipped"]
    assert "no reader for .xyz" in records[3]["skipped"]


def test_a_file_of_the_corpus_has_the_id_that_the_index_knows(
    reader: ContainedReader, tmp_path: Path
) -> None:
    path = write(tmp_path, "corpus/docks/crane.md")
    (tmp_path / "corpus" / "link.md").symlink_to("docks/crane.md")
    link = tmp_path / "corpus" / "link.md"
    records = inspect(reader, path, link, corpus=tmp_path / "corpus")
    assert [record["id"] for record in records] == ["docks/crane.md", "link.md"]
    assert [record["skipped"] for record in records] == [None, None]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_any_name_can_be_shown(reader: ContainedReader, tmp_path: Path) -> None:
    write(tmp_path, os.fsdecode(b"gr\xfca.txt"))
    (record,) = inspect(reader, tmp_path / os.fsdecode(b"gr\xfca.txt"))
    assert record["path"].endswith("gr\ufffda.txt")
    assert "not valid UTF-8" in record["skipped"]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "utf-16"])
def test_the_encoding_is_named_and_a_doubtful_one_is_a_warning(
    reader: ContainedReader, tmp_path: Path, encoding: str
) -> None:
    text = "Кран был построен давно." if encoding == "cp1251" else "La grúa está cerrada. Señal."
    (record,) = inspect(reader, write(tmp_path, "a.txt", (text + "\n\n" + text).encode(encoding)))
    decoded = text.encode(encoding).decode(record["encoding"])
    assert decoded.removeprefix("\ufeff") == text
    doubts = [warning for warning in record["warnings"] if "encoding" in warning]
    assert encoding != "utf-16" or not doubts
    assert all(record["encoding"] in warning for warning in doubts)


def test_a_row_has_its_header_among_the_headings() -> None:
    article = Article("a.md", "A", "Day | Tide\nMon | 3 m", (Paragraph(11, 20),))
    row = Passage("p", "a.md", 11, 20, "Mon | 3 m", ((0, 9),), ("Tides",), context=((0, 10),))
    assert list_headings(article, row) == ("Tides",)
    table = Passage(
        "p", "a.md", 11, 20, "Mon | 3 m", ((0, 9),), ("Tides",), context=((0, 10),), kind="table"
    )
    assert list_headings(article, table) == ("Tides", "Day | Tide")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_terminal_shows_all_of_it_within_its_width(
    reader: ContainedReader, tmp_path: Path, width: int
) -> None:
    wide = CRANE + "\n港口的起重机建于一九一一年。" * 9 + "\n"
    (found,) = inspect_paths([str(write(tmp_path, "crane.md", wide))], Path("none"), reader)
    shown = render_text(found, width)
    head, *lines = shown.splitlines()
    assert head == str(tmp_path / "crane.md")
    assert all(count_columns(line) <= width for line in lines)
    said = " ".join(shown.split())
    for part in ("Ida Holm", "Quay Gazette", "2022-04-05", "▸ The winch is oiled", "2 Upkeep"):
        assert part in said


def test_a_terminal_shows_why_a_file_is_skipped() -> None:
    shown = render_text(Inspection("a\nb.txt", "b.txt", skipped="is empty"), 80)
    assert shown == "a b.txt\n  skipped    is empty"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Locator("page", 3), "page 3"),
        (Locator("scan", 3), "page 3, read by machine"),
        (Locator("row", 9), "row 9"),
        (Locator("time", 3723), "1:02:03"),
    ],
)
def test_a_place_is_shown_as_its_format_counts(place: Locator, shown: str) -> None:
    article = Article("a.md", "A", "It shut.", (Paragraph(0, 8),))
    passage = Passage(
        "p", "a.md", 0, 8, "It shut.", ((0, 8),), speaker="Ida", locator=place, label="§ 5"
    )
    read = ReadFile(Reading(article, (), "markdown"), (passage,))
    described = render_file("a.md", read, (), 80).splitlines()[-2]
    assert described == f"   1  § 5 · Ida speaks · prose · {shown}"


def test_the_command_ends_with_1_if_a_file_is_skipped(tmp_path: Path, project_dir: Path) -> None:
    write(tmp_path, "crane.md")
    write(tmp_path, "empty.txt", "")
    (tmp_path / ".env").touch()
    command = [sys.executable, "-m", "bot.cli", "inspect", "--json"]
    environment = os.environ | {"PYTHONPATH": str(project_dir), "CORPUS_DIR": "none"}
    for names, code in ((["crane.md"], 0), (["crane.md", "empty.txt"], 1)):
        done = subprocess.run(
            [*command, *names], capture_output=True, cwd=tmp_path, env=environment, check=False
        )
        assert (done.returncode, done.stderr) == (code, b"")
        lines = done.stdout.decode("utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == names


def test_json_says_on_which_page_each_sentence_of_a_passage_begins(
    reader: ContainedReader, tmp_path: Path
) -> None:
    over = set_lines(
        ["The crane is oiled on Mondays. The winch, which was bought in the year"], y=90
    )
    behind = set_lines(["of the flood, is oiled on Fridays. It still lifts two tons of coal."])
    path = write(tmp_path, "crane.pdf", make_pdf([over, behind]))
    (record,) = inspect(reader, path)
    (passage,) = record["passages"]
    text = record["text"][passage["start"] : passage["end"]]
    assert passage["locator"] == {"kind": "page", "value": 1}
    ((start, page),) = passage["places"]
    assert (text[start:].startswith("of the flood"), page) == (True, 2)
    begun = [place for place, _ in passage["sentences"] if place >= start]
    assert [text[place:][:8] for place in begun] == ["It still"]


def test_what_has_the_token_is_skipped_as_by_the_index_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    token = "7:" + "Secret-part" * 3
    env = {"TELEGRAM_BOT_TOKEN": token, "CORPUS_DIR": "texts", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    write(settings.corpus_dir, "crane.md")
    write(settings.corpus_dir, "set-up.md", f"The bot's token is {token}, of May.\n")
    write(settings.corpus_dir, "dated.md", f"---\ndate: {token}\n---\nIt lifts two tons.\n")
    write(settings.corpus_dir, f"{token}.md", "It lifts two tons.\n")
    write(settings.corpus_dir, f"{token}.xyz", "It lifts two tons.\n")
    corpus = read_corpus(settings.corpus_dir, secret=settings.secret_of_token)
    expected = {note.path: note.reason for note in corpus.skipped}
    assert len(expected) == 4
    footnote = CommandLine(settings, monkeypatch, capsys)
    each = [str(path) for path in settings.corpus_dir.iterdir()]
    for paths in ([str(settings.corpus_dir)], each):
        code, output, errors = footnote.run("inspect", "--json", *paths)
        assert (code, errors) == (1, "")
        records = map(json.loads, output.splitlines())
        told = {record["id"]: record["skipped"] for record in records}
        assert told == {"crane.md": None, **expected}
        shown = footnote.run("inspect", *paths)
        assert shown[0] == 1
        assert "Secret" not in output + "".join(shown[1:])
