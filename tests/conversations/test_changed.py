"""What the last rebuild changed: found by the build, kept with it, told by /changed."""

import json
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.telegram.messages.changes import render_changes
from bot.telegram.messages.formatting import MAX_UNITS
from corpus import read_corpus
from embeddings import (
    BuildFolder,
    Changes,
    Encoder,
    PassageIndexError,
    build_index,
    load_index,
    read_live_changes,
)
from embeddings.index.changes import CHANGES_NAME
from embeddings.index.manifest import hash_files, read_manifest, write_manifest
from tests.conftest import MakeCorpus, Rebuild
from tests.support.conversing import ask
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES, KEEPER, STORM, build_harbour
from tests.support.running_bot import run_bot
from tests.telegram_server import Chat, TelegramServer, User


@pytest.fixture
def folder(tmp_path: Path) -> BuildFolder:
    return BuildFolder(tmp_path / "index")


def build(corpus: Path, folder: BuildFolder) -> None:
    build_index(read_corpus(corpus), corpus, FakeEncoder(), folder)


def live(folder: BuildFolder) -> Path:
    path = folder.current()
    assert path is not None
    return path


def test_a_build_says_what_it_changed(make_corpus: MakeCorpus, folder: BuildFolder) -> None:
    corpus = make_corpus({"a.md": "# Alpha\n\nOne.", "b.md": "# Beta\n\nTwo."})
    build(corpus, folder)
    assert read_live_changes(folder) == Changes(compared=False)

    make_corpus({"b.md": "# Beta\n\nTwo and three.", "c.md": "# Gamma\n\nFour."})
    (corpus / "a.md").unlink()
    build(corpus, folder)
    expected = Changes(True, added=("Gamma",), changed=("Beta",), removed=("Alpha",))
    assert read_live_changes(folder) == expected
    assert load_index(folder, FakeEncoder()).changes == expected

    build(corpus, folder)
    assert read_live_changes(folder) == Changes(compared=True)


def test_metadata_count_and_names_are_articles(
    make_corpus: MakeCorpus, folder: BuildFolder
) -> None:
    corpus = make_corpus({"a.md": "---\ntitle: A\n---\nOne.", "b.md": "---\ntitle: B\n---\nTwo."})
    build(corpus, folder)
    make_corpus({"a.md": "---\ntitle: A\ndate: 2024-01-01\n---\nOne."})
    (corpus / "b.md").rename(corpus / "c.md")
    build(corpus, folder)
    assert read_live_changes(folder) == Changes(True, ("B",), ("A",), ("B",))


def test_a_damaged_build_is_not_compared_with(make_corpus: MakeCorpus, folder: BuildFolder) -> None:
    corpus = make_corpus({"a.md": "One."})
    build(corpus, folder)
    (sources,) = live(folder).glob("segments/*/sources.jsonl")
    sources.write_text("{}\n")
    build(corpus, folder)
    assert read_live_changes(folder) == Changes(compared=False)


def test_changes_are_checked_and_belong_to_every_build(
    make_corpus: MakeCorpus, folder: BuildFolder
) -> None:
    build(make_corpus({"a.md": "One."}), folder)
    path = live(folder) / CHANGES_NAME
    path.write_text(json.dumps({"compared": True}))
    with pytest.raises(PassageIndexError, match=r"changes\.json is damaged: run footnote index"):
        load_index(folder, FakeEncoder())
    path.unlink()
    manifest = read_manifest(live(folder))
    manifest.files.clear()
    manifest.files.update(hash_files(live(folder)))
    write_manifest(manifest, live(folder))
    for read in (read_live_changes, lambda it: load_index(it, FakeEncoder())):
        with pytest.raises(PassageIndexError, match=r"changes\.json .*: run footnote index"):
            read(folder)


def test_they_are_told_with_titles(
    server: TelegramServer,
    rebuild: Rebuild,
    alice: User,
    group: Chat,
    admin: User,
) -> None:
    chat = server.private_chat(admin)
    assert "all of this one is new" in ask(server, chat, admin, "/changed").text
    files = dict(FILES)
    del files["notes.md"]
    files |= {"storm.md": STORM.replace("two places", "three places"), "copy.md": KEEPER}
    rebuild(files)
    told = ask(server, chat, admin, "/changed")
    assert told.text.split("\n") == [
        "Articles added: 1, changed: 1, removed: 1.",
        "",
        "Added:",
        "• The lighthouse of Skerry",
        "",
        "Changed:",
        "• The storm of January",
        "",
        "Removed:",
        "• Notes from the coast",
    ]
    assert "admins" in ask(server, group, alice, f"/changed@{server.bot.username}").text
    told_here = ask(server, group, admin, f"/changed@{server.bot.username}").text
    assert "only in the private chat" in told_here, "titles are not for every group"


def test_they_are_told_after_a_restart(
    server: TelegramServer, bot_settings: Settings, encoder: Encoder, admin: User
) -> None:
    build_harbour(bot_settings, encoder)
    build_harbour(bot_settings, encoder, {"keeper.md": KEEPER})
    with run_bot(server, bot_settings, encoder):
        told = ask(server, server.private_chat(admin), admin, "/changed").text
    assert told.startswith("Articles added: 0, changed: 0, removed: 3.")


@pytest.mark.parametrize("title", ["A title", "x" * 300, "😀" * 300, "😀 " * 300])
def test_any_changes_fit_into_a_message(title: str) -> None:
    many = tuple(f"{number} {title}" for number in range(5000))
    reply = render_changes(Changes(True, many, many, many))
    assert len(reply.text.encode("utf-16-le")) // 2 <= MAX_UNITS
    assert reply.text.startswith("Articles added: 5000, changed: 5000, removed: 5000.")
    assert reply.text.count("… and ") == 3
