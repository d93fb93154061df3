"""The corpus folder: what is read, what is skipped and why, and the fingerprint."""

import hashlib
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import (
    ContainedReader,
    Corpus,
    CorpusError,
    KeptReading,
    ReaderStartError,
    fingerprint_corpus,
    read_corpus,
    recognise,
    summarise,
)
from corpus.file_states import find_state, is_settled
from corpus.opening import MAX_FILE_BYTES, read_inside
from tests.support.hostile.folder import deep_folder

TEXT = "Harbour bridge\n\nThe bridge is closed. It is old.\n"


def write(folder: Path, name: str, content: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def skipped(folder: Path) -> dict[str, str]:
    return {note.path: note.reason for note in read_corpus(folder).skipped}


def test_reads_files_below_the_folder_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.markdown", "Ü.TXT", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name)
    corpus = read_corpus(tmp_path)
    assert [a.id for a in corpus.articles] == ["a/b/c.markdown", "a/z.md", "b.txt", "Ü.TXT"]
    assert corpus.skipped == corpus.warnings == ()


def test_an_empty_folder_is_an_empty_corpus(tmp_path: Path) -> None:
    assert read_corpus(tmp_path).articles == ()


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_folder_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    write(tmp_path, "file.txt")
    with pytest.raises(CorpusError, match="no such folder"):
        read_corpus(tmp_path / name)


def test_reports_files_that_it_does_not_read(tmp_path: Path) -> None:
    write(tmp_path, "good.txt")
    write(tmp_path, "empty.txt", "")
    write(tmp_path, "scan.xyz")
    write(tmp_path, "README", b"\x7fELF\0")
    write(tmp_path, "draft.md", "---\ndraft: true\n---\nText.")
    write(tmp_path, "binary.txt", bytes(range(256)))
    with write(tmp_path, "large.txt").open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.md")
    reasons = skipped(tmp_path)
    expected = {
        "README": "a name without an ending, and is no text",
        "binary.txt": "binary",
        "draft.md": "it is a draft",
        "empty.txt": "it is empty",
        "gone.txt": "cannot be read",
        "large.txt": "larger than 32 MiB",
        "pipe.md": "no regular file",
        "scan.xyz": "no reader for .xyz",
    }
    assert list(reasons) == sorted(expected)
    for name, part in expected.items():
        assert part in reasons[name]
    assert [article.id for article in read_corpus(tmp_path).articles] == ["good.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_an_unreadable_file_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "locked.txt").chmod(0)
    assert "cannot be read" in skipped(tmp_path)["locked.txt"]


def test_a_folder_named_like_a_file_is_looked_into(tmp_path: Path) -> None:
    write(tmp_path, "x.md/inner.txt")
    assert [article.id for article in read_corpus(tmp_path).articles] == ["x.md/inner.txt"]


def link(path: Path, target: Path | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def test_a_link_that_leads_out_of_the_folder_is_skipped(tmp_path: Path) -> None:
    secret = write(tmp_path, ".env", "TELEGRAM_BOT_TOKEN=12:secret\n")
    folder = tmp_path / "corpus"
    write(folder, "good.txt")
    link(folder / "notes.txt", "../.env")
    link(folder / "below" / "absolute.txt", secret)
    link(folder / "chain.txt", "notes.txt")
    link(tmp_path / "back", folder)
    link(folder / "round.txt", "../back/../.env")
    assert [article.id for article in read_corpus(folder).articles] == ["good.txt"]
    reasons = skipped(folder)
    assert list(reasons) == ["below/absolute.txt", "chain.txt", "notes.txt", "round.txt"]
    assert all("leads out of the folder" in reason for reason in reasons.values())
    before = fingerprint_corpus(folder)
    assert read_corpus(folder).fingerprint == before
    secret.write_text("TELEGRAM_BOT_TOKEN=12:another\n", encoding="utf-8")
    assert fingerprint_corpus(folder) == before


def test_a_link_to_nothing_or_to_itself_is_skipped_as_that(tmp_path: Path) -> None:
    link(tmp_path / "gone.txt", "nowhere.txt")
    link(tmp_path / "self.txt", "self.txt")
    link(tmp_path / "one.txt", "two.txt")
    link(tmp_path / "two.txt", "one.txt")
    link(tmp_path / "below" / "loop", "..")
    reasons = skipped(tmp_path)
    assert reasons.pop("below/loop").startswith("is a link to a folder")
    assert reasons.pop("gone.txt") == "cannot be read: is a link to nothing"
    assert set(reasons) == {"one.txt", "self.txt", "two.txt"}
    assert set(reasons.values()) == {"cannot be read: is a link that leads back to itself"}


def test_what_is_no_file_is_skipped_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # the path of a socket has little room
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door.txt")
        link(tmp_path / "also.txt", "door.txt")
        notes = read_corpus(tmp_path).skipped
    assert [note.path for note in notes] == ["also.txt", "door.txt", "pipe.txt"]
    assert {note.reason for note in notes} == {"is no regular file"}
    assert not any(note.is_unreadable for note in notes)


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, "corpus/below/a.txt")
    folder = tmp_path / "link"
    link(folder, "corpus")  # the folder itself may be one
    link(folder / "b.txt", folder / "below" / "a.txt")
    link(folder / "c.txt", "b.txt")
    assert [article.id for article in read_corpus(folder).articles] == [
        "b.txt",
        "below/a.txt",
        "c.txt",
    ]
    assert skipped(folder) == {}


def test_links_to_what_cannot_be_read_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, ".git/config")
    write(tmp_path, ".hidden.txt")
    link(tmp_path / "config.txt", ".git/config")
    link(tmp_path / "hidden.txt", ".hidden.txt")
    link(tmp_path / "loop.txt", "loop.txt")
    reasons = skipped(tmp_path)
    assert "leading dot" in reasons["config.txt"]
    assert "leading dot" in reasons["hidden.txt"]
    assert "cannot be read" in reasons["loop.txt"]


def test_links_to_folders_are_not_followed_and_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, "outside/a.txt")
    folder = tmp_path / "corpus"
    write(folder, "below/b.txt")
    for name, target in (("loop", "."), ("out.md", "../outside"), ("in", "below"), (".x", ".")):
        link(folder / name, target)
    assert [article.id for article in read_corpus(folder).articles] == ["below/b.txt"]
    reasons = skipped(folder)
    assert list(reasons) == ["in", "loop", "out.md"]
    assert all("link to a folder" in reason for reason in reasons.values())
    assert read_corpus(folder).fingerprint == fingerprint_corpus(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_utf8_are_skipped_and_shown(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    assert skipped(tmp_path) == {"caf\ufffd.txt": "its name is not valid UTF-8: rename it"}


def test_a_name_with_control_characters_is_an_id_as_any_other(tmp_path: Path) -> None:
    write(tmp_path, "a\nb.txt")
    write(tmp_path, "c\x1b[31m.xyz")
    assert [article.id for article in read_corpus(tmp_path).articles] == ["a\nb.txt"]
    assert list(skipped(tmp_path)) == ["c\x1b[31m.xyz"]


def test_warnings_name_the_file(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "---\ntitle: A\ndate: soon\n---\nText.")
    (warning,) = read_corpus(tmp_path).warnings
    assert warning.path == "a.md"
    assert "soon" in warning.reason


def test_the_fingerprint_changes_with_names_and_contents_only(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    before = fingerprint_corpus(tmp_path)
    assert read_corpus(tmp_path).fingerprint == before
    os.utime(path, (0, 0))
    write(tmp_path, ".ignored")
    assert fingerprint_corpus(tmp_path) == before
    path.write_text(TEXT + "More.\n", encoding="utf-8")
    changed = fingerprint_corpus(tmp_path)
    path.rename(tmp_path / "b.txt")
    assert len({before, changed, fingerprint_corpus(tmp_path)}) == 3


def test_a_folder_that_cannot_be_listed_is_skipped(tmp_path: Path) -> None:
    """Its path is longer than the system takes; permissions would not stop root."""
    write(tmp_path, "good.txt")
    descriptor = os.open(tmp_path, os.O_RDONLY)
    for _ in range(18):
        os.mkdir("d" * 240, dir_fd=descriptor)
        inner = os.open("d" * 240, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    corpus = read_corpus(tmp_path)
    assert [article.id for article in corpus.articles] == ["good.txt"]
    (note,) = corpus.skipped
    assert note.reason.startswith("is a folder that cannot be listed: ")
    assert note.is_unreadable
    assert fingerprint_corpus(tmp_path) == corpus.fingerprint


@pytest.mark.skipif(os.geteuid() == 0, reason="root can list every folder")
def test_a_closed_folder_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "good.txt")
    write(tmp_path, "closed/a.txt")
    (tmp_path / "closed").chmod(0)
    try:
        assert "cannot be listed" in skipped(tmp_path)["closed"]
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_what_the_system_keeps_from_being_read_is_told_from_what_a_file_says(
    tmp_path: Path,
) -> None:
    write(tmp_path, "empty.txt", "")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    notes = {note.path: note.is_unreadable for note in read_corpus(tmp_path).skipped}
    assert notes == {"empty.txt": False, "gone.txt": True}


def test_it_is_known_which_titles_are_stated_and_which_encodings_are_guesses(
    tmp_path: Path,
) -> None:
    write(tmp_path, "a.md", "# The crane\n\nIt lifts two tons.")
    write(tmp_path, "b.md", "It lifts two tons.")
    write(tmp_path, "c.txt", "---\ntitle: Grúa\n---\nLa grúa está cerrada.".encode("cp1252"))
    corpus = read_corpus(tmp_path)
    assert corpus.titled == {"a.md", "c.txt"}
    assert [note.path for note in corpus.guessed] == ["c.txt"]


KINDS: dict[str, str | bytes] = {
    "a/plain.txt": TEXT,
    "a/warned.md": "---\ntitle: A\ndate: soon\nodd: 2021-99-99\n---\nText.",
    "b/dated.md": "---\ntitle: B\ndate: 2021-02-03\nauthor: Ida\nsource: Gazette\n---\nText.",
    "b/draft.md": "---\ndraft: true\n---\nText.",
    "c/guessed.txt": "---\ntitle: Grúa\n---\nLa grúa está cerrada.".encode("cp1252"),
    "c/interview.txt": "ANNA: Is it open?\n\nBEN: No, it is not.\n\n" * 4,
    "c/scraps.md": "# Words\n\n" + "\n\n".join(["Crane", "Winch", "Rope"] * 5),
    "empty.txt": "",
    "scan.xyz": "%PDF",
}


def test_a_file_with_the_secret_is_skipped(tmp_path: Path) -> None:
    """As a hard link to the settings, or notes on how the bot was set up."""
    write(tmp_path, "good.txt", "Some text.")
    write(tmp_path, "settings.md", "TELEGRAM_BOT_TOKEN=1:Secret-part\n\nLOG_LEVEL=INFO\n")
    write(tmp_path, "stated.md", "---\nauthor: 1:Secret-part\n---\nSome text.\n")
    write(tmp_path, "field.md", "---\nkey: 1:Secret-part\n---\nSome text.\n")
    write(tmp_path, "left-out.md", "---\ndate: 1:Secret-part\n---\nSome text.\n")
    write(tmp_path, "parted.txt", "The key is 1:Sec\u00adret-\u200bpart, of May.")
    write(tmp_path, "wrapped.txt", "Of May the key is 1:Secret-\npart, not another.")
    corpus = read_corpus(tmp_path, secret="Secret-part")
    assert [article.id for article in corpus.articles] == ["good.txt"]
    names = ["field.md", "left-out.md", "parted.txt", "settings.md", "stated.md", "wrapped.txt"]
    assert [note.path for note in corpus.skipped] == names
    assert corpus.fingerprint == fingerprint_corpus(tmp_path)


def test_a_name_with_the_secret_is_neither_told_nor_kept(tmp_path: Path) -> None:
    write(tmp_path, "good.txt", "Some text.")
    write(tmp_path, "1:Secret-part/other.txt", "Other text.")
    corpus = read_corpus(tmp_path, secret="Secret-part")
    assert [article.id for article in corpus.articles] == ["good.txt"]
    assert [note.path for note in corpus.skipped] == ["1:…/other.txt"]
    assert "Secret" not in repr(corpus)
    assert corpus.fingerprint == fingerprint_corpus(tmp_path)


def test_what_the_machine_lacks_is_not_the_fault_of_a_file(tmp_path: Path) -> None:
    """As a place for files of their own, which a library needs: the file is looked at again."""
    write(tmp_path, "good.txt", "Some text.")
    write(tmp_path, "other.txt", "stated by itself")
    write(tmp_path, "place.txt", "missing for now")
    with ContainedReader(reader="tests.support.hostile_readers:read") as reader:
        corpus = read_corpus(tmp_path, reader)
    assert [(note.path, note.reason, note.is_unreadable) for note in corpus.skipped] == [
        ("other.txt", "cannot be read: FileNotFoundError", False),
        ("place.txt", "cannot be read: No usable temporary directory found", True),
    ]
    assert fingerprint_corpus(tmp_path) != corpus.fingerprint


@pytest.fixture
def nobody() -> Iterator[ContainedReader]:
    """A reader that fails as soon as anything is to be read."""
    with ContainedReader(reader="tests.support.hostile_readers:nothing") as reader:
        yield reader


def keep(corpus: Corpus) -> dict[str, KeptReading]:
    return {
        summary.id: KeptReading(corpus.digests[summary.id], summary) for summary in corpus.summaries
    }


def write_kinds(folder: Path) -> Corpus:
    for name, content in KINDS.items():
        write(folder, name, content)
    return read_corpus(folder)


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, nobody: ContainedReader) -> None:
    for name in set(KINDS) - {"b/draft.md", "empty.txt", "scan.xyz"}:
        write(tmp_path, name, KINDS[name])
    before = read_corpus(tmp_path)
    with pytest.raises(ReaderStartError):
        read_corpus(tmp_path, nobody)
    again = read_corpus(tmp_path, nobody, keep(before))
    assert (again.articles, again.digests) == ((), {})
    assert again.kept == again.summaries == before.summaries
    assert not again.is_empty


def keep_states(corpus: Corpus) -> dict[str, KeptReading]:
    return {
        name: replace(known, state=corpus.states.get(name)) for name, known in keep(corpus).items()
    }


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened, whose states are settled as soon as they are seen."""
    names: list[str] = []

    def read(path: Path, root: Path) -> bytes:
        names.append(path.name)
        return read_inside(path, root)

    monkeypatch.setattr("corpus.folder.read_inside", read)
    monkeypatch.setattr("corpus.file_states._SETTLED_NS", -(10**12))
    return names


def test_what_is_in_the_same_state_is_not_even_opened(tmp_path: Path, opened: list[str]) -> None:
    for name in ("a.txt", "b.txt"):
        write(tmp_path, name)
    before = read_corpus(tmp_path)
    opened.clear()
    again = read_corpus(tmp_path, kept=keep_states(before))
    assert opened == []
    assert again.summaries == before.summaries
    assert (again.fingerprint, again.states) == (before.fingerprint, before.states)
    assert set(again.states) == {"a.txt", "b.txt"}


def _write_over(path: Path) -> None:
    path.write_text("Other" + TEXT[5:])


def _put_another_there(path: Path) -> None:
    other = path.with_name(".other")
    other.write_text("Other" + TEXT[5:])
    other.replace(path)


def _take_rights(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize("change", [_write_over, _put_another_there, _take_rights])
def test_a_change_that_hides_behind_size_and_time_is_seen(
    tmp_path: Path, opened: list[str], change: Callable[[Path], None]
) -> None:
    path = write(tmp_path, "a.txt")
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    before = read_corpus(tmp_path)
    while path.stat().st_ctime_ns >= time.time_ns() - 20_000_000:
        pass  # the system tells times apart from some milliseconds on
    change(path)
    os.utime(path, ns=times)
    opened.clear()
    again = read_corpus(tmp_path, kept=keep_states(before))
    assert opened == ["a.txt"]
    assert [article.text for article in again.articles] == (
        [] if change is _take_rights else [path.read_text()]
    )


def test_a_link_is_always_followed(tmp_path: Path, opened: list[str]) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    before = read_corpus(tmp_path)
    assert set(before.states) == {"a.txt"}
    opened.clear()
    read_corpus(tmp_path, kept=keep_states(before))
    assert opened == ["b.txt"]


def test_what_has_changed_just_now_may_change_again_within_the_same_time(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    assert read_corpus(tmp_path).states == {}
    state = find_state(path)
    assert state is not None
    changed = path.stat().st_ctime_ns
    assert not is_settled(state, changed + 1_999_999_999)
    assert is_settled(state, changed + 2_000_000_001)


def test_what_is_said_of_a_folder_is_the_same_whatever_was_read_again(tmp_path: Path) -> None:
    fresh = write_kinds(tmp_path)
    assert fresh.summaries == tuple(
        summarise(
            article,
            [note.reason for note in fresh.warnings if note.path == article.id],
            next((note.reason for note in fresh.guessed if note.path == article.id), None),
            article.id in fresh.titled,
        )
        for article in fresh.articles
    )
    told = recognise(fresh)
    assert len(fresh.skipped) == 3
    assert fresh.warnings
    assert fresh.guessed
    assert (told.titles, told.dates, told.speakers, len(told.doubtful)) == (5, 1, 1, 3)
    for count in range(len(fresh.articles) + 1):
        some = dict(list(keep(fresh).items())[:count])
        partly = read_corpus(tmp_path, kept=some)
        assert partly.articles == fresh.articles[count:]
        assert set(partly.digests) == {article.id for article in partly.articles}
        assert [summary.id for summary in partly.kept] == list(some)
        assert partly.summaries == fresh.summaries
        for field in ("skipped", "warnings", "titled", "guessed", "fingerprint"):
            assert getattr(partly, field) == getattr(fresh, field), field
        assert recognise(partly) == told


def test_digests_are_of_the_files_of_articles(tmp_path: Path) -> None:
    digests = write_kinds(tmp_path).digests
    assert "empty.txt" not in digests
    data = (tmp_path / "c" / "guessed.txt").read_bytes()
    assert digests["c/guessed.txt"] == hashlib.sha256(data).hexdigest()


def test_what_has_another_name_or_content_is_read(tmp_path: Path) -> None:
    kept = keep(write_kinds(tmp_path))
    write(tmp_path, "a/plain.txt", TEXT + "More.\n")
    (tmp_path / "b" / "dated.md").rename(tmp_path / "b" / "moved.md")
    (tmp_path / "a" / "warned.md").unlink()
    write(tmp_path, "empty.txt", TEXT)
    again = read_corpus(tmp_path, kept=kept)
    assert [article.id for article in again.articles] == ["a/plain.txt", "b/moved.md", "empty.txt"]
    assert again.articles[0].text.endswith("More.\n")
    assert [s.id for s in again.kept] == ["c/guessed.txt", "c/interview.txt", "c/scraps.md"]
    assert again.warnings == ()


def test_a_kept_file_that_may_not_be_read_any_more_is_skipped(
    tmp_path: Path, nobody: ContainedReader
) -> None:
    folder = tmp_path / "corpus"
    for name in ("gone.txt", "out.txt", "stays.txt"):
        write(folder, name)
    kept = keep(read_corpus(folder))
    for name, target in (("gone.txt", "nowhere.txt"), ("out.txt", write(tmp_path, "out.txt"))):
        (folder / name).unlink()
        link(folder / name, target)
    again = read_corpus(folder, nobody, kept)
    assert [summary.id for summary in again.kept] == ["stays.txt"]
    assert [(note.path, note.is_unreadable) for note in again.skipped] == [
        ("gone.txt", True),
        ("out.txt", False),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_that_is_shown_by_the_name_of_a_kept_one_is_not_taken_for_it(
    tmp_path: Path, nobody: ContainedReader
) -> None:
    write(tmp_path, "caf\ufffd.txt")
    kept = keep(read_corpus(tmp_path))
    for name in (b"/caf\xe9.txt", b"/caf\xe8.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + name)).write_text(TEXT, encoding="utf-8")
    again = read_corpus(tmp_path, nobody, kept)
    assert [summary.id for summary in again.summaries] == ["caf\ufffd.txt"]
    assert [note.path for note in again.skipped] == ["caf\ufffd.txt"] * 2
    (tmp_path / "caf\ufffd.txt").unlink()
    assert read_corpus(tmp_path, nobody, kept).is_empty


def test_a_folder_without_articles_is_empty(tmp_path: Path) -> None:
    assert read_corpus(tmp_path).is_empty
    write(tmp_path, "empty.txt", "")
    assert read_corpus(tmp_path).is_empty
    write(tmp_path, "a.txt")
    assert not read_corpus(tmp_path).is_empty


def test_tells_how_many_files_it_has_looked_at(tmp_path: Path) -> None:
    """Those that it skips, too: a folder of thousands takes minutes."""
    (tmp_path / "one.txt").write_text("One sentence.\n")
    (tmp_path / "two.xyz").write_bytes(b"%PDF")
    told: list[tuple[int, int]] = []
    read_corpus(tmp_path, on_progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("name", "depth"), [("d", 1500), ("deeper", 1000)])
def test_folders_may_lie_in_folders_as_deep_as_they_like(
    tmp_path: Path, name: str, depth: int
) -> None:
    (tmp_path / "a.txt").write_text("The pier has a crane.")
    with deep_folder(tmp_path, name, depth):
        corpus = read_corpus(tmp_path)
    found = {article.text for article in corpus.articles}
    assert {"The pier has a crane.", "The stairs have 1 steps down to here."} <= found
    is_named = f"The stairs have {depth} steps down to here." in found
    reasons = [note.reason for note in corpus.skipped]
    too_long = ["is a folder that cannot be listed: File name too long"]
    assert reasons == ([] if is_named else too_long)
