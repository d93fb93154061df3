"""`footnote index`: what it says before and instead of a build."""

import os
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing.failures import keep_code, read_failure
from bot.indexing.rebuild import make_maker
from corpus import read_corpus
from embeddings import BuildFolder, Maker, build_index
from tests.support.command_line import CommandLine
from tests.support.fake_encoder import FakeEncoder

_NAMES = ("bell", "horn", "lamp")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    env = {"CORPUS_DIR": "texts", "INDEX_DIR": "index", "STATE_DIR": "state"}
    settings = Settings.from_env(env, tmp_path, tmp_path)
    settings.corpus_dir.mkdir()
    for name in _NAMES:
        (settings.corpus_dir / f"{name}.txt").write_text(f"The {name} of Skerry.\n")
    made_by = make_maker(settings)
    maker = Maker(made_by.encoder, made_by.encoder_fingerprint, "of another version")
    encoder = FakeEncoder(maker.encoder, maker.encoder_fingerprint)
    corpus, folder = read_corpus(settings.corpus_dir), BuildFolder(settings.index_dir)
    build_index(corpus, settings.corpus_dir, encoder, folder, maker=maker)
    return settings


@pytest.fixture
def footnote(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(settings, monkeypatch, capsys)


def test_check_tells_what_a_build_would_come_to(settings: Settings, footnote: CommandLine) -> None:
    for name in _NAMES[1:]:
        (settings.corpus_dir / f"{name}.txt").unlink()
    code, output, _ = footnote.run("index", "--check")
    lines = output.splitlines()
    assert code == 0
    assert lines[:2] == ["Would add 0, read again 1, remove 2.", "~ bell.txt"]
    assert lines[-2] == (
        "Note: nothing of the index before can be used again: "
        "it was made by another version of Footnote or of its libraries."
    )
    assert lines[-1].startswith("Would be refused: 2 of the 3 articles of the live index are gone")


@pytest.mark.parametrize("is_of_questions", [False, True])
def test_the_doctor_is_told_that_a_build_was_refused(
    is_of_questions: bool, settings: Settings, footnote: CommandLine
) -> None:
    if is_of_questions:
        (settings.corpus_dir / "must_answer.jsonl").write_text("{")
    else:
        for name in _NAMES[1:]:
            (settings.corpus_dir / f"{name}.txt").unlink()
    code, _, errors = footnote.run("index")
    failure = read_failure(settings)
    assert code == 1
    assert failure
    assert failure.is_refused
    assert errors.splitlines()[-1] == f"footnote: {failure.reason}"


def test_a_build_that_takes_long_says_why_and_one_that_is_ended_what_becomes_of_it(
    footnote: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> FakeEncoder:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", interrupt)
    code, output, errors = footnote.run("index")
    assert (code, output) == (130, "")
    first, last = errors.splitlines()
    assert "nothing of the index before can be used again: it was made by another" in first
    assert last == "footnote: interrupted; the next footnote index uses what was encoded"


def test_what_another_version_has_built_again_stays_and_that_is_told(
    settings: Settings, footnote: CommandLine
) -> None:
    for version in ("of another version", make_maker(settings).code, "of another version"):
        keep_code(settings, version)
    code, output, errors = footnote.run("index", "--if-stale")
    assert (code, output) == (0, "")
    (line,) = errors.splitlines()
    assert line.startswith("footnote: the index stays as another version of Footnote has built it")
    assert line.endswith("footnote index builds it by this one")


def test_a_timer_mends_an_index_whose_files_are_damaged(
    settings: Settings, footnote: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No bot could start from it, though no article has changed."""
    maker = make_maker(settings)
    encoder = FakeEncoder(maker.encoder, maker.encoder_fingerprint)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: encoder)
    assert footnote.run("index")[0] == 0
    assert footnote.run("index", "--if-stale") == (0, "", "")
    live = BuildFolder(settings.index_dir).current()
    assert live
    for path in live.rglob("tokens.codes"):
        os.truncate(path, path.stat().st_size // 2)
    code, output, _ = footnote.run("index", "--if-stale")
    assert code == 0
    assert output.startswith("Indexed 3 articles")
    assert footnote.run("index", "--if-stale") == (0, "", "")
    assert footnote.run("index", "--rollback")[0] == 1, "the one before is the damaged one"


@pytest.mark.parametrize("text", ["0/4", "5/4", "a/b", "1/1001", "²/4", "", "1/4 "])
def test_what_is_no_shard_is_refused_in_a_line(footnote: CommandLine, text: str) -> None:
    code, output, errors = footnote.run("index", "--shard", text)
    told = f'footnote: --shard: "{text.strip()}" is no share; 2/4 is one, from 1/4 to 4/4\n'
    assert (code, output, errors) == (2, "", told)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("--full", "argument --full: not allowed with argument --shard"),
        ("--dry-run", "unrecognized arguments: --dry-run"),
    ],
)
def test_a_shard_goes_with_no_other_way_to_build(
    footnote: CommandLine, capsys: pytest.CaptureFixture[str], other: str, told: str
) -> None:
    with pytest.raises(SystemExit):
        footnote.run("index", "--shard", "1/4", other)
    assert capsys.readouterr().err.endswith(f"error: {told}\n")


def test_a_shard_says_what_it_has_encoded_and_what_is_left(
    settings: Settings, footnote: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = make_maker(settings)
    encoder = FakeEncoder(maker.encoder, maker.encoder_fingerprint)
    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", lambda *_: encoder)
    code, output, errors = footnote.run("index", "--shard", "1/1")
    assert (code, output) == (
        0,
        "Shard 1/1 is encoded: 3 articles, 3 passages now, 0 articles before; "
        "now run footnote index.\n",
    )
    assert errors == "encoded 3 of 3 files of shard 1/1\n"
    assert "Note: shards have encoded 3, 0 are left." in footnote.run("index", "--check")[1]
    code, _, errors = footnote.run("index", "--shard", "1/1", "--force")
    assert (code, len(errors.splitlines())) == (2, 1)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.indexing.rebuild.load_encoder", interrupt)
    (settings.corpus_dir / "more.txt").write_text("The boat of Skerry.\n")
    code, output, errors = footnote.run("index", "--shard", "1/1")
    assert (code, output) == (130, "")
    assert errors == (
        "footnote: interrupted; footnote index --shard 1/1 goes on from what was encoded\n"
    )
