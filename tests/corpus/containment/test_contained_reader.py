"""Files that are read in a process of its own: what one of them does costs no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import (
    ArticleError,
    ContainedReader,
    Limits,
    ReaderStartError,
    read_article,
    read_corpus,
)

HOSTILE = "tests.support.hostile_readers:read"
LIMITS = Limits(seconds=1, seconds_per_mib=0, clock_factor=20, memory_bytes=700 << 20)
GOOD = b"The winch is oiled on Mondays. It lifts two tons.\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedReader]:
    with ContainedReader(LIMITS, HOSTILE) as reader:
        yield reader


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("spin", "took longer than 1 s to read"),
        ("hoard", "needs more memory than is allowed"),
        ("exit", "ended the reader"),
        ("die", "ended the reader"),
        ("babble", "ended the reader"),
        ("raise", "cannot be read: _NoUsualError"),
        ("leave", "cannot be read: SystemExit"),
    ],
)
def test_what_a_file_does_costs_that_file(reader: ContainedReader, word: str, reason: str) -> None:
    with pytest.raises(ArticleError) as refusal:
        reader.read(f"{word} and more".encode(), "odd.txt")
    assert str(refusal.value) == reason
    read = reader.read(GOOD, "good.txt").reading
    assert (read.article, read.warnings) == read_article(GOOD, "good.txt")


def test_a_file_that_waits_is_not_waited_for() -> None:
    limits = Limits(seconds=1, seconds_per_mib=0, clock_factor=2)
    with (
        ContainedReader(limits, HOSTILE) as reader,
        pytest.raises(ArticleError, match="took longer than 2 s to read"),
    ):
        reader.read(b"sleep now", "slow.txt")


def test_a_file_of_more_than_can_be_taken_is_told() -> None:
    with ContainedReader(Limits(answer_bytes=3000), HOSTILE) as reader:
        for _ in range(2):
            with pytest.raises(ArticleError, match="has more paragraphs than are taken"):
                reader.read(b"1\n\n" * 1000, "many.txt")
            assert reader.read(GOOD, "good.txt").reading.article.id == "good.txt"


def test_a_reader_that_was_begun_reads_and_one_that_is_not_ready_is_not_waited_for() -> None:
    with ContainedReader(LIMITS, HOSTILE) as reader:
        reader.begin()
        reader.begin()
        # Nobody has read there before, so that is told of this file, without another try.
        with pytest.raises(ArticleError, match="ended the reader"):
            reader.read(b"die", "odd.txt")
        reader.begin()
        assert reader.read(GOOD, "good.txt").reading.article.id == "good.txt"
        reader.close()
        reader.begin()


def test_what_a_library_prints_is_no_answer(reader: ContainedReader) -> None:
    assert reader.read(b"print it, said the mate.", "a.txt").reading.article.text


def test_a_file_is_not_blamed_for_what_another_left_behind(reader: ContainedReader) -> None:
    """The process had read others before, so it is asked of a new one before anything is said."""
    reader.read(GOOD, "good.txt")
    with pytest.raises(ArticleError, match="needs more memory"):
        reader.read(b"hoard", "large.txt")
    assert reader.read(GOOD, "good.txt").reading.article.id == "good.txt"


def test_all_that_is_known_of_a_file_comes_through() -> None:
    data = "---\ntitle: La grúa\ndate: 2021-02-03\nodd: 2021-99-99\n---\n# Uno\n\nSe abre. Sí.\n"
    with ContainedReader() as reader:
        read = reader.read(data.encode("cp1252"), "a/grúa.md", with_passages=True)
        plain = reader.read(GOOD, "good.txt")
    reading = read.reading
    assert (reading.article, reading.warnings) == read_article(data.encode("cp1252"), "a/grúa.md")
    assert (reading.format, reading.has_title) == ("markdown", True)
    assert reading.encoding not in (None, "utf-8")
    assert reading.is_encoding_guessed
    (passage,) = read.passages
    assert passage.text == reading.article.text[passage.start : passage.end]
    assert len(passage.sentences) == 2
    assert (plain.reading.format, plain.reading.has_title, plain.passages) == ("text", False, ())


def test_the_process_ends_with_its_reader() -> None:
    with ContainedReader() as reader:
        reader.read(GOOD, "good.txt")
        process = reader._process._process
    assert process
    assert process.returncode == 0


def test_the_process_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12:secret")
    with ContainedReader() as reader:
        reader.read(GOOD, "good.txt")
        assert reader._process._process
        environment = Path(f"/proc/{reader._process._process.pid}/environ")
        if not environment.exists():
            pytest.skip("needs /proc")
        assert b"secret" not in environment.read_bytes()


def test_a_reader_that_does_not_start_is_no_fault_of_the_file() -> None:
    with (
        ContainedReader(reader="tests.support.hostile_readers:nothing") as reader,
        pytest.raises(ReaderStartError, match="does not start"),
    ):
        reader.read(GOOD, "good.txt")


def test_hostile_files_of_a_folder_are_skipped_with_their_reasons(
    tmp_path: Path, reader: ContainedReader
) -> None:
    for word in ("exit", "raise", "spin"):
        (tmp_path / f"{word}.txt").write_text(word)
    (tmp_path / "good.txt").write_bytes(GOOD)
    corpus = read_corpus(tmp_path, reader)
    assert [article.id for article in corpus.articles] == ["good.txt"]
    assert {note.path: note.reason for note in corpus.skipped} == {
        "exit.txt": "ended the reader",
        "raise.txt": "cannot be read: _NoUsualError",
        "spin.txt": "took longer than 1 s to read",
    }
