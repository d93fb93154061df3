"""Archives as articles: what is written, left, taken out, and told."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.sources.archives.importing import ArchiveError, ArchiveReport, import_archive
from bot.sources.archives.memory import ArchiveMemory
from bot.sources.archives.report import format_report
from bot.sources.remembering import AtWorkError
from corpus import ArticleError, FootnoteError
from corpus.containment.limits import Limits
from corpus.sources.archives.contained_archive import ContainedArchiveReader
from tests.support.archives import make_zip, write_zip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    names = {"CORPUS_DIR": "articles", "INDEX_DIR": "index", "STATE_DIR": "state"}
    env = {name: str(tmp_path / folder) for name, folder in names.items()}
    return Settings.from_env(env, tmp_path, tmp_path)


@pytest.fixture(scope="module")
def reader() -> Iterator[ContainedArchiveReader]:
    with ContainedArchiveReader() as reader:
        yield reader


Add = Callable[..., ArchiveReport]


@pytest.fixture
def add(settings: Settings, reader: ContainedArchiveReader, tmp_path: Path) -> Add:
    """Adds an archive of these files, called `vault.zip`."""

    def add(files: dict[str, str], into: str | None = None) -> ArchiveReport:
        path = write_zip(tmp_path / "vault.zip", files)
        return import_archive(settings, path, into, reader=reader)

    return add


def read_files(settings: Settings) -> dict[str, str]:
    """What lies among the articles, by the paths."""
    root = settings.corpus_dir
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in paths}


def test_only_what_has_changed_is_written(add: Add, settings: Settings) -> None:
    add({"A.md": "One.", "b/B.md": "Two.", "C.md": "Three."})
    assert read_files(settings) == {
        "vault/A.md": "One.",
        "vault/b/B.md": "Two.",
        "vault/C.md": "Three.",
    }
    before = (settings.corpus_dir / "vault/A.md").stat()

    report = add({"A.md": "One.", "b/B.md": "Two, anew.", "D.md": "Four."})

    assert (report.added, report.changed, report.unchanged, report.removed) == (1, 1, 1, 1)
    assert (settings.corpus_dir / "vault/A.md").stat() == before
    assert sorted(read_files(settings)) == ["vault/A.md", "vault/D.md", "vault/b/B.md"]
    assert (settings.state_dir / "removed/vault/C.md").read_text() == "Three."


@pytest.mark.parametrize("name", ["/dev/zero", "../../apart.md"])
def test_what_was_remembered_leads_out_of_no_folder(
    name: str, add: Add, settings: Settings
) -> None:
    """As in a back-up of a stranger, that was put back."""
    add({"A.md": "One."})
    apart = settings.corpus_dir.parent / "apart.md"
    apart.write_text("One.")
    with ArchiveMemory.held(settings) as memory:
        memory.keep("vault", {name: hashlib.sha256(b"One.").hexdigest()})
    report = add({"A.md": "One."})
    assert (report.unchanged, report.removed) == (1, 0)
    assert apart.exists()


def test_what_the_owner_has_changed_or_taken_out_stays_so(add: Add, settings: Settings) -> None:
    add({"A.md": "One.", "B.md": "Two.", "C.md": "Three."})
    (settings.corpus_dir / "vault/A.md").write_text("Mine.")
    (settings.corpus_dir / "vault/B.md").unlink()

    report = add({"A.md": "One, anew.", "B.md": "Two.", "C.md": "Three."})

    assert (report.owned, report.taken_out, report.unchanged) == (["A.md"], ["B.md"], 1)
    assert read_files(settings) == {"vault/A.md": "Mine.", "vault/C.md": "Three."}
    told = format_report(report)
    assert "Left as you have changed them:\n  A.md" in told
    assert "Left out, as you took them out:\n  B.md" in told

    add({"C.md": "Three."})
    assert read_files(settings) == {"vault/A.md": "Mine.", "vault/C.md": "Three."}
    assert add({"B.md": "Two.", "C.md": "Three."}).taken_out == ["B.md"]
    assert read_files(settings) == {"vault/A.md": "Mine.", "vault/C.md": "Three."}


def test_what_was_taken_out_is_none_of_what_stays(add: Add, settings: Settings) -> None:
    add({"A.md": "One."})
    (settings.corpus_dir / "vault/A.md").unlink()
    assert add({"B.md": "Two."}).left == 0


def test_a_folder_that_was_taken_out_is_made_anew(add: Add, settings: Settings) -> None:
    add({"A.md": "One."})
    (settings.corpus_dir / "vault/A.md").unlink()
    (settings.corpus_dir / "vault").rmdir()
    assert add({"A.md": "One."}).added == 1


def test_a_folder_of_the_owner_is_not_written_into_unless_he_says_so(
    add: Add, settings: Settings
) -> None:
    (settings.corpus_dir / "vault").mkdir()
    (settings.corpus_dir / "vault/Own.md").write_text("Own.")
    with pytest.raises(ArchiveError, match="--into"):
        add({"A.md": "One.", "Own.md": "Theirs."})
    report = add({"A.md": "One.", "Own.md": "Theirs."}, "vault")
    assert report.owned == ["Own.md"]
    assert read_files(settings) == {"vault/A.md": "One.", "vault/Own.md": "Own."}


@pytest.mark.parametrize("into", ["../out", "/tmp/out", "a/../../out", ".hidden", "C:\\out", ""])
def test_no_other_folder_is_one(add: Add, settings: Settings, into: str) -> None:
    with pytest.raises(ArchiveError):
        add({"A.md": "One."}, into)
    assert read_files(settings) == {}


def test_quite_another_archive_takes_nothing_out(add: Add, settings: Settings) -> None:
    add({"A.md": "One."})
    report = add({"B.md": "Two."})
    assert (report.added, report.left, report.removed) == (1, 1, 0)
    assert "1 article of before stays, as" in format_report(report)
    assert sorted(read_files(settings)) == ["vault/A.md", "vault/B.md"]


def test_what_is_refused_of_an_archive_is_not_taken_out(
    add: Add, settings: Settings, reader: ContainedArchiveReader
) -> None:
    add({"A.md": "One.", "B.md": "Two."})
    packed = bytearray(make_zip({"A.md": "One, which is quite another one.", "B.md": "Two."}))
    packed[40] ^= 0xFF
    path = settings.state_dir.parent / "vault.zip"
    path.write_bytes(packed)
    report = import_archive(settings, path, reader=reader)
    assert "Refused:\n  A.md: is damaged" in format_report(report)
    assert read_files(settings) == {"vault/A.md": "One.", "vault/B.md": "Two."}


def test_of_a_dump_that_is_cut_off_nothing_is_taken_out(
    settings: Settings, reader: ContainedArchiveReader, tmp_path: Path
) -> None:
    pages = "".join(
        f"<page><title>{name}</title><revision><text>The {name}.</text></revision></page>"
        for name in ("Pier", "Quay", "Mole")
    )
    path = tmp_path / "wiki.xml"
    path.write_text(f"<mediawiki>{pages}</mediawiki>")
    assert import_archive(settings, path, reader=reader).added == 3
    path.write_text(f"<mediawiki>{pages}"[:-30].replace("The Pier", "A pier"))
    report = import_archive(settings, path, reader=reader)
    assert (report.changed, report.unchanged, report.removed) == (1, 1, 0)
    assert "is damaged or cut off" in format_report(report)
    assert sorted(read_files(settings)) == ["wiki/Mole.md", "wiki/Pier.md", "wiki/Quay.md"]


def test_what_ends_the_reader_costs_no_article_of_before(
    add: Add, settings: Settings, tmp_path: Path
) -> None:
    add({"A.md": "One.", "B.md": "Two."})
    path = write_zip(tmp_path / "vault.zip", {"A.md": "One.", "C.txt": "x" * (30 << 20)})
    limits = Limits(memory_bytes=120 << 20)
    with (
        ContainedArchiveReader(limits) as small,
        pytest.raises(ArticleError, match="more memory than is allowed"),
    ):
        import_archive(settings, path, reader=small)
    assert sorted(read_files(settings)) == ["vault/A.md", "vault/B.md"]


def test_what_a_killed_process_has_written_is_not_the_owners(add: Add, settings: Settings) -> None:
    add({"A.md": "One."})
    with ArchiveMemory.held(settings) as memory:
        digest = "cdb5eb2e2a8a3f1c3f1a5b4c0f4c52e0e6d1b0b8b8c9a7f1a4a4f8d3e7a2b6c1"
        memory.plan("vault", {"A.md": digest, "B.md": digest})
    report = add({"A.md": "One, anew.", "B.md": "Two."})
    assert (report.added, report.changed, report.owned) == (1, 1, [])


def test_a_link_among_the_articles_leads_nowhere(
    add: Add, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (settings.corpus_dir / "vault").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FootnoteError):
        add({"A.md": "One."}, "vault")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_is_no_archive_is_refused(
    settings: Settings, tmp_path: Path, reader: ContainedArchiveReader
) -> None:
    (tmp_path / "none.zip").write_text("No archive.")
    with pytest.raises(ArticleError):
        import_archive(settings, tmp_path / "none.zip", reader=reader)
    with pytest.raises(ArchiveError, match="there is no file"):
        import_archive(settings, tmp_path / "gone.zip")


def test_two_at_a_time_do_not_meet(add: Add, settings: Settings) -> None:
    with ArchiveMemory.held(settings), pytest.raises(AtWorkError, match="at work"):
        add({"A.md": "One."})


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": "One.", "a.md/b.md": "Two.", "c.md": "Three."},
        {"a.md/b.md": "Two.", "a.md": "One.", "c.md": "Three."},
    ],
)
def test_a_file_and_a_folder_of_one_name_cost_no_other_file(
    add: Add, settings: Settings, files: dict[str, str]
) -> None:
    for _ in range(2):
        report = add(files)
        (refused,) = report.refused
        assert refused.name.startswith("a.md")
        assert "vault/c.md" in read_files(settings)


def test_an_archive_that_takes_too_long_is_left(reader: ContainedArchiveReader) -> None:
    packed = make_zip({f"{number}.md": f"Note {number}." for number in range(2000)})
    with pytest.raises(ArticleError, match="takes longer than 0 s to unpack"):
        list(reader.read(packed, max_seconds=0.0))
