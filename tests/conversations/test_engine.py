"""Bots that answer from an index in an engine: when it is away, and when it changes."""

import argparse
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.answers.answer import AnswerOutcome
from bot.answers.pipeline import answer_question
from bot.cli.commands.index import run as run_index
from bot.config.index_url import read_index_url
from bot.config.settings import Settings
from bot.doctor.findings import Health
from bot.doctor.index import check_index, check_live_index
from bot.indexing.folders import find_engine, open_followed_folder
from bot.indexing.losses import LossError
from bot.indexing.opening import open_retriever
from bot.indexing.rebuild import OnStep, Rebuilt, is_engine_lacking, is_stale, rebuild_index
from bot.indexing.watching import Watching
from embeddings import AwayError, BuildFolder, Encoder, StoreError, read_live_manifest
from tests.support.conversing import Person, labels
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, build_harbour
from tests.support.running_bot import run_bot
from tests.telegram_server import Chat, TelegramServer, User

pytest.importorskip("milvus_lite", reason="the extra milvus-test is not installed")

from pymilvus import MilvusClient

from embeddings.index.stores.milvus import MilvusEngine
from tests.support.engines import MilvusServer, connect, find_free_port

AWAY = "I cannot search the articles now. Please ask again in a minute."
DAMAGED = "A part of the index is damaged"
CHANGED = {"keeper.md": "Tom Harrow has kept the lighthouse of Skerry since 2011."}


def _fail(*_: object) -> None:
    raise AwayError("the engine does not answer")


@pytest.fixture
def engine_settings(bot_settings: Settings, engine_url: str) -> Settings:
    return replace(bot_settings, index_url=read_index_url(engine_url))


def test_it_says_that_it_cannot_search_until_the_engine_answers_again(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    alice: User,
    private: Chat,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("embeddings.index.stores.milvus_connection._SECONDS_TO_READ", 0.3)
    reader = Person(server, private, alice)
    abroad = server.add_supergroup("Strangers", has_bot=False)
    with MilvusServer(tmp_path / "engine") as engine:
        url = read_index_url(engine.name_index("away"))
        settings = replace(bot_settings, index_url=url)
        build_harbour(settings, encoder)
        with run_bot(server, settings, encoder):
            answer = reader.ask(KEEPER_QUESTION)
            engine.stop()
            assert reader.ask(LAMP_QUESTION).text == AWAY
            assert reader.ask("storm").text == AWAY
            assert reader.press(answer, labels(answer)[0]) in ("", AWAY)
            for _ in range(2):  # at the second it is not even tried
                (result,) = server.wait_for_inline_answer(
                    server.send_inline_query(alice, LAMP_QUESTION)
                ).results
                assert result.title == AWAY
                server.send_guest_message(abroad, alice, f"@{server.bot.username} {LAMP_QUESTION}")
                assert server.wait_for_message(abroad).text == AWAY
            engine.start()
            while (told := reader.ask(LAMP_QUESTION).text) == AWAY:
                pass
            assert "lamp" in told


def test_each_bot_follows_what_one_builds(
    server: TelegramServer,
    engine_settings: Settings,
    encoder: Encoder,
    alice: User,
    private: Chat,
    tmp_path: Path,
    loaded_once: None,
) -> None:
    build_harbour(engine_settings, encoder)
    # As on another machine, which has neither the articles nor the index.
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "none", index_dir=tmp_path / "elsewhere"
    )
    reader = Person(server, private, alice)
    with run_bot(server, elsewhere, encoder) as bot:
        assert "Harrow" not in reader.ask(KEEPER_QUESTION).text
        build_harbour(engine_settings, encoder, CHANGED)
        bot.refresh()
        assert "Harrow" in reader.ask(KEEPER_QUESTION).text
    assert BuildFolder(elsewhere.index_dir).current() is None


def test_a_bot_goes_on_when_its_index_has_gone_from_the_engine_and_come_back(
    server: TelegramServer,
    engine_settings: Settings,
    encoder: Encoder,
    alice: User,
    private: Chat,
    tmp_path: Path,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two machines replaced it by force, and then its own did; the bot was held up meanwhile."""
    for pause in ("patience._SECONDS_BETWEEN_LOOKS", "patience._SECONDS_LEFT_ALONE"):
        monkeypatch.setattr(f"embeddings.index.stores.{pause}", 0.0)
    monkeypatch.setattr("embeddings.index.stores.following._SECONDS_BETWEEN_COMPARISONS", 0.0)
    build_harbour(engine_settings, encoder)
    rebuild_index(engine_settings, lambda *step: None)
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "none", index_dir=tmp_path / "elsewhere"
    )
    reader = Person(server, private, alice)
    with run_bot(server, elsewhere, encoder) as bot:
        answer = reader.ask(KEEPER_QUESTION).text
        with monkeypatch.context() as patch:
            patch.setattr("embeddings.index.stores.following.StoreFolder.follow", lambda _: None)
            for name in ("kiosk", "ferry"):
                corpus, index = tmp_path / name, tmp_path / f"index of the {name}"
                corpus.mkdir()
                (corpus / f"{name}.md").write_text(f"The {name} opens at eight in the morning.\n")
                other = replace(engine_settings, corpus_dir=corpus, index_dir=index)
                rebuild_index(other, lambda *step: None, force=True)
            rebuild_index(engine_settings, lambda *step: None, force=True)
            assert reader.ask(LAMP_QUESTION).text == AWAY
        bot.refresh()
        assert "lamp" in reader.ask(LAMP_QUESTION).text
        assert reader.ask(KEEPER_QUESTION).text == answer


def test_what_is_built_already_is_brought_into_the_engine(
    engine_settings: Settings, encoder: Encoder, loaded_once: None
) -> None:
    alone = replace(engine_settings, index_url=None)
    build_harbour(alone, encoder)
    assert rebuild_index(alone, lambda *step: None).is_new
    assert not rebuild_index(engine_settings, lambda *step: None).is_new
    live = open_followed_folder(engine_settings).find_live_name()
    assert live == BuildFolder(alone.index_dir).find_live_name()


def test_a_machine_that_has_not_made_the_index_replaces_it_only_by_force(
    engine_settings: Settings, encoder: Encoder, tmp_path: Path, loaded_once: None
) -> None:
    """A bot's machine has other articles, or the shipped ones alone."""
    build_harbour(engine_settings, encoder)
    assert not is_stale(engine_settings)
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "kiosk.md").write_text("The kiosk opens at eight in the morning.\n")
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "few", index_dir=tmp_path / "elsewhere"
    )
    live = open_followed_folder(elsewhere).find_live_name()
    with pytest.raises(LossError, match="the live index in the engine was not made here"):
        rebuild_index(elsewhere, lambda *step: None)
    assert BuildFolder(elsewhere.index_dir).current() is None, "nothing was built for it"
    told = [finding.what for finding in check_index(elsewhere)]
    assert any(line.startswith("Index: ") for line in told)
    assert not any("articles have changed" in line for line in told)
    assert open_followed_folder(engine_settings).find_live_name() == live

    rebuild_index(elsewhere, lambda *step: None, force=True)
    assert open_followed_folder(engine_settings).find_live_name() != live
    assert is_stale(engine_settings), "who made it before is told"
    with pytest.raises(LossError, match="add --force"):
        rebuild_index(engine_settings, lambda *step: None)
    rebuild_index(engine_settings, lambda *step: None, force=True)
    assert not is_stale(engine_settings)


def test_whom_force_has_replaced_stays_somebody_else(
    engine_settings: Settings,
    encoder: Encoder,
    tmp_path: Path,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of two machines has replaced what the other one made, and neither does it unasked."""
    build_harbour(engine_settings, encoder)
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "ferry.md").write_text("The ferry leaves at nine in the evening.\n")
    other = replace(engine_settings, corpus_dir=tmp_path / "few", index_dir=tmp_path / "other")
    rebuild_index(other, lambda *step: None, force=True)
    rebuild_index(engine_settings, lambda *step: None, force=True)
    with pytest.raises(LossError, match="was not made here"):
        rebuild_index(other, lambda *step: None)
    assert not is_stale(engine_settings)
    with monkeypatch.context() as patch:
        patch.setattr("embeddings.index.stores.milvus.MilvusEngine.switch", _fail)
        with pytest.raises(AwayError):
            rebuild_index(other, lambda *step: None, force=True)
    with pytest.raises(LossError, match="was not made here"):
        rebuild_index(other, lambda *step: None)
    assert not is_stale(engine_settings)


def test_what_was_published_before_many_builds_is_ones_own(
    engine_settings: Settings, encoder: Encoder, loaded_once: None
) -> None:
    build_harbour(engine_settings, encoder)
    alone = replace(engine_settings, index_url=None)
    for name in ("Ann", "Ben", "Cleo"):
        build_harbour(alone, encoder, {"keeper.md": f"{name} has kept the lighthouse of Skerry."})
    rebuild_index(engine_settings, lambda *step: None)
    assert not is_stale(engine_settings)


def test_what_is_live_stays_ones_own_though_switching_fails_again_and_again(
    engine_settings: Settings,
    encoder: Encoder,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build_harbour(engine_settings, encoder)
    alone = replace(engine_settings, index_url=None)
    with monkeypatch.context() as patch:
        patch.setattr("embeddings.index.stores.milvus.MilvusEngine.switch", _fail)
        for name in ("Ann", "Ben", "Cleo"):
            text = f"{name} has kept the lighthouse of Skerry."
            build_harbour(alone, encoder, {"keeper.md": text})
            with pytest.raises(AwayError):
                rebuild_index(engine_settings, lambda *step: None)
    rebuild_index(engine_settings, lambda *step: None)
    assert not is_stale(engine_settings)


def test_nobody_goes_back_to_what_the_engine_never_had(
    engine_settings: Settings,
    encoder: Encoder,
    tmp_path: Path,
    loaded_once: None,
) -> None:
    build_harbour(engine_settings, encoder)
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "few", index_dir=tmp_path / "elsewhere"
    )
    for text in ("Ann keeps it.", "Ben keeps it."):
        build_harbour(replace(elsewhere, index_url=None), encoder, {"keeper.md": text})
    before = BuildFolder(elsewhere.index_dir).find_live_name()
    live = open_followed_folder(engine_settings).find_live_name()
    options = argparse.Namespace(
        shard=None, watch=False, for_bot=False, check=False, rollback=True, force=False
    )
    with pytest.raises(LossError, match="was not made here"):
        run_index(options, elsewhere)
    assert BuildFolder(elsewhere.index_dir).find_live_name() == before
    assert open_followed_folder(engine_settings).find_live_name() == live
    options.force = True
    run_index(options, elsewhere)
    assert open_followed_folder(engine_settings).find_live_name() not in (live, before)


def test_the_doctor_finds_the_index_well(
    engine_settings: Settings, encoder: Encoder, tmp_path: Path, loaded_once: None
) -> None:
    build_harbour(engine_settings, encoder)
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "none", index_dir=tmp_path / "elsewhere"
    )
    for settings in (engine_settings, elsewhere):
        answering = read_live_manifest(open_followed_folder(settings))
        for found in (check_index(settings), check_live_index(settings, answering)):
            assert {finding.health for finding in found} == {Health.OK}
            assert any(finding.what.startswith("Index: ") for finding in found)
    few = replace(engine_settings, token_bits=1)
    (warning,) = (each for each in check_index(few) if each.health is Health.WARNING)
    assert warning.what.endswith(", but TOKEN_BITS was 8 then and is 1 now.")


def test_what_the_engine_has_lost_is_told_and_mended_by_a_build(
    engine_settings: Settings, encoder: Encoder, tmp_path: Path, loaded_once: None
) -> None:
    build_harbour(engine_settings, encoder)
    rebuild_index(engine_settings, lambda *step: None)
    engine = find_engine(engine_settings)
    assert engine
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "none", index_dir=tmp_path / "elsewhere"
    )
    answering = read_live_manifest(open_followed_folder(elsewhere))
    for name in engine.list_segments():
        engine.remove_segment(name)
    for settings in (engine_settings, elsewhere):
        told = [each.what for each in check_live_index(settings, answering) if each.steps]
        assert told == [f"{DAMAGED}: the engine has not all of it."]
    assert not is_stale(engine_settings), "the articles are the same"
    assert is_engine_lacking(engine_settings)
    options = argparse.Namespace(
        shard=None,
        watch=False,
        for_bot=False,
        check=False,
        rollback=False,
        force=False,
        if_stale=True,
        full=False,
    )
    assert run_index(options, engine_settings) == 0
    assert not is_engine_lacking(engine_settings)
    found = check_live_index(elsewhere, answering)
    assert {finding.health for finding in found} == {Health.OK}


def test_a_collection_that_was_dropped_is_told_and_made_again_by_a_build(
    engine_settings: Settings,
    encoder: Encoder,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.doctor.index.load_encoder", lambda *_: encoder)
    build_harbour(engine_settings, encoder)
    rebuild_index(engine_settings, lambda *step: None)
    with _connected(engine_settings) as (client, name):
        for alias in client.list_aliases(f"{name}__passages")["aliases"]:
            client.drop_alias(alias)
        client.drop_collection(f"{name}__passages")
    told = [each.what for each in check_index(engine_settings) if each.health is Health.WRONG]
    assert told == [f"{DAMAGED}: the engine has not all of it."]
    assert is_engine_lacking(engine_settings)
    assert not rebuild_index(engine_settings, lambda *step: None).is_new
    assert not is_engine_lacking(engine_settings)
    assert {each.health for each in check_index(engine_settings)} == {Health.OK}


def test_what_was_exchanged_is_told_and_mended_by_a_build(
    engine_settings: Settings,
    encoder: Encoder,
    tmp_path: Path,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.doctor.index.load_encoder", lambda *_: encoder)
    build_harbour(engine_settings, encoder)
    elsewhere = replace(
        engine_settings, corpus_dir=tmp_path / "none", index_dir=tmp_path / "elsewhere"
    )
    rebuild_index(engine_settings, lambda *step: None)
    engine = find_engine(engine_settings)
    assert engine
    with _connected(engine_settings) as (client, name):
        for segment in engine.list_segments():
            place = {"collection_name": f"{name}__pieces", "partition_names": [segment]}
            rows = client.query(**place, filter="key >= 0", output_fields=["*"])
            pieces = [row["piece"] for row in rows]
            for row, piece in zip(rows, [*pieces[1:], pieces[0]], strict=True):
                row["piece"] = piece
            client.upsert(f"{name}__pieces", rows, partition_name=segment)
    for settings in (engine_settings, elsewhere):
        told = [each.what for each in check_index(settings) if each.health is Health.WRONG]
        assert told == [f"{DAMAGED}: the engine has something else than was written."]
    assert not rebuild_index(engine_settings, lambda *step: None).is_new
    for settings in (engine_settings, elsewhere):
        assert {each.health for each in check_index(settings)} == {Health.OK}


def test_nothing_is_said_to_be_in_no_article_that_the_engine_has_lost(
    engine_settings: Settings,
    encoder: Encoder,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where it counts for longer than anybody waits who has an answer."""
    build_harbour(engine_settings, encoder)
    unknown = "Who tunes the organ of the cathedral?"
    answer = answer_question(unknown, open_retriever(engine_settings), 1, 0.3)
    assert answer.outcome is AnswerOutcome.NOT_FOUND
    with _connected(engine_settings) as (client, name):
        rows = client.query(f"{name}__passages", filter="key >= 0", output_fields=["key"])
        client.delete(f"{name}__passages", ids=[row["key"] for row in rows[1:]])
    count = MilvusEngine.count_rows

    def count_slowly(*asked: Any) -> tuple[int, int]:
        time.sleep(0.8)
        return count(*asked)

    monkeypatch.setattr(MilvusEngine, "count_rows", count_slowly)
    for settings in (engine_settings, engine_settings):  # each time another process
        with pytest.raises(StoreError, match="has not all of the index"):
            answer_question(unknown, open_retriever(settings), 1, 0.3)


def test_what_is_lost_while_articles_are_watched_is_mended(
    engine_settings: Settings,
    encoder: Encoder,
    loaded_once: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pause in ("_SECONDS_BETWEEN_COUNTS", "_SECONDS_BETWEEN_LOOKS", "_COUNTS_APART"):
        monkeypatch.setattr(f"bot.indexing.watching.{pause}", 0.1)
    build_harbour(engine_settings, encoder)
    rebuild_index(engine_settings, lambda *step: None)

    class Losing:
        """All is well at first; the next that is told is what is waited for."""

        def show_watching(self) -> None:
            if engine := find_engine(engine_settings):
                for name in engine.list_segments():
                    engine.remove_segment(name)

        def show_steps(self) -> AbstractContextManager[OnStep]:
            return nullcontext(lambda *_: None)

        def show_built(self, rebuilt: Rebuilt) -> None:
            assert not rebuilt.is_new
            raise KeyboardInterrupt

        def show_failed(self, error: Exception) -> None:
            raise error

        def show_note(self, note: str) -> None:
            pass

    end = time.monotonic() + 60

    def check() -> None:
        assert time.monotonic() < end

    with pytest.raises(KeyboardInterrupt):
        Watching(engine_settings, Losing(), check=check).run()
    assert not is_engine_lacking(engine_settings)


@contextmanager
def _connected(settings: Settings) -> Iterator[tuple[MilvusClient, str]]:
    """A client of the engine, and the name of the index there."""
    assert settings.index_url
    with connect(settings.index_url.url) as client:
        yield client, settings.index_url.name


def test_an_engine_that_is_away_is_not_mended_by_a_build(
    bot_settings: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("embeddings.index.stores.milvus_connection._SECONDS_TO_READ", 0.2)
    url = read_index_url(f"milvus+http://127.0.0.1:{find_free_port()}/away")
    (finding,) = check_index(replace(bot_settings, index_url=url))[1:]
    assert finding.what.startswith("Nothing can be answered: ")
    assert not finding.steps
