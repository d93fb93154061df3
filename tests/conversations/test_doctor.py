"""What `footnote doctor` and `/doctor` find, over HTTP."""

import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text

from bot.cli.commands.doctor import render_findings
from bot.config.settings import Settings
from bot.doctor.findings import Finding, Health, is_anything_wrong, ok, warn, wrong
from bot.doctor.groups import MAX_GROUPS
from bot.doctor.index import check_index, check_live_index
from bot.doctor.machine import check_database, check_disk, check_folders, check_settings
from bot.monitoring.health import Check, find_health_file, write_health
from bot.monitoring.health import Health as HealthOfBot
from bot.monitoring.starting import Starting
from bot.storage.chats import ChatStore, Membership
from bot.storage.database import Database
from bot.telegram.messages.doctor import render_findings_reply
from embeddings import (
    FITTED_NUMBERS,
    RANKING_PARAMETERS,
    BuildFolder,
    Encoder,
    Fitted,
    PassageIndexError,
    load_index,
    read_live_manifest,
    write_fitted,
)
from embeddings.index.manifest import write_manifest
from tests.conftest import ShareEncoder
from tests.support.command_line import CommandLine
from tests.support.conversing import ask
from tests.support.fake_bot import make_encoder
from tests.support.harbour import FILES, KEEPER_QUESTION, build_harbour
from tests.support.mounting import leave_room, make_read_only, mounted, needs_mount
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer, User

PLENTY_OF_BYTES = 50_000_000_000


@pytest.fixture
def footnote(
    bot_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    share_encoder: ShareEncoder,
) -> CommandLine:
    share_encoder(bot_settings.state_dir)
    return CommandLine(bot_settings, monkeypatch, capsys)


@pytest.fixture(autouse=True)
def disk(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What there is on every disk."""
    space = SimpleNamespace(free=PLENTY_OF_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: space)
    return space


@pytest.fixture
def waiting(server: TelegramServer, alice: User, private: Chat) -> None:
    """An update waits, so that a poll ends at once."""
    server.send_text(private, alice, "hello")


@pytest.fixture
def indexed(bot_settings: Settings, built: Settings, share_encoder: ShareEncoder) -> Settings:
    """Settings with an index of the harbour's articles."""
    share_encoder(bot_settings.state_dir)
    shutil.copytree(built.corpus_dir, bot_settings.corpus_dir)
    shutil.copytree(built.index_dir, bot_settings.index_dir)
    return bot_settings


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, project_dir: Path
) -> Settings:
    """Settings whose articles and index tests copy, as that takes less time than to build it."""
    folder = tmp_path_factory.mktemp("built")
    env = {"CORPUS_DIR": "corpus", "INDEX_DIR": "index"}
    settings = Settings.from_env(env, project_dir, folder)
    build_harbour(settings, encoder)
    return settings


@pytest.fixture
def admins_chat(server: TelegramServer, admin: User) -> Chat:
    return server.private_chat(admin)


def find(findings: list[Finding], part: str) -> Finding:
    """The only finding that says so."""
    (found,) = (finding for finding in findings if part in finding.what)
    return found


class TestAccount:
    """`footnote doctor` at the end of the account; the index is missing unless it says so."""

    @pytest.mark.usefixtures("indexed", "waiting")
    def test_all_is_well(self, footnote: CommandLine, server: TelegramServer) -> None:
        code, output, errors = footnote.run("doctor")
        assert code == 0, output
        assert errors == ""
        lines = output.splitlines()
        assert lines[-1] == "All is well.", output
        assert all(line.startswith("ok ") for line in lines[:-2])
        for part in ("token", "Privacy mode is off", "Inline mode is on", "Guest mode is on"):
            assert part in output
        for part in ("no webhook", "Nobody polls", "encoder", "4 articles", "database", "free"):
            assert part in output
        assert server.token not in output
        # Nothing was taken from the bot.
        assert [call.parameters.get("offset") for call in server.calls("getUpdates")] == [None]

    @pytest.mark.usefixtures("waiting")
    def test_modes_that_are_off_are_warnings_with_steps(
        self, footnote: CommandLine, server: TelegramServer, indexed: Settings
    ) -> None:
        server.configure_bot(privacy_mode=True, inline_mode=False, guest_mode=False)
        code, output, _ = footnote.run("doctor")
        assert code == 0
        for part in ("Privacy mode is on", "/setprivacy", "Disable", "add it again"):
            assert part in output
        for part in ("Inline mode is off", "/setinline", "Guest mode is off", "Guest Mode"):
            assert part in output
        assert output.splitlines()[-1] == "Nothing is wrong, 3 warnings.", output

    def test_missing_token_is_wrong_and_the_rest_is_looked_at(self, footnote: CommandLine) -> None:
        footnote.set(TELEGRAM_BOT_TOKEN="")
        code, output, _ = footnote.run("doctor")
        assert code == 1
        assert output.startswith("wrong    TELEGRAM_BOT_TOKEN is not set")
        assert "/newbot" in output
        assert "there is no index" in output

    def test_refused_token_is_wrong_and_not_shown(
        self, footnote: CommandLine, server: TelegramServer
    ) -> None:
        server.expect_refusals("Unauthorized")
        footnote.set(TELEGRAM_BOT_TOKEN="1:" + "mistaken" * 5)
        code, output, errors = footnote.run("doctor")
        assert code == 1
        assert "TELEGRAM_BOT_TOKEN is refused" in output
        assert "mistaken" not in output + errors

    def test_unreachable_server_is_wrong(self, footnote: CommandLine) -> None:
        with TelegramServer() as other:
            url = other.url
        footnote.set(TELEGRAM_API_URL=url)
        code, output, errors = footnote.run("doctor")
        assert code == 1
        assert f"Telegram cannot be reached at {url.removeprefix('http://')}" in output
        assert "TELEGRAM_API_URL" in output
        assert "not-a-real" not in output + errors

    @pytest.mark.usefixtures("indexed", "waiting")
    def test_webhook_is_found_and_deleted_on_demand(
        self, footnote: CommandLine, server: TelegramServer
    ) -> None:
        server.set_webhook(f"https://hooks.example.org/{server.token}/secret")
        code, output, _ = footnote.run("doctor")
        assert code == 1
        assert "webhook at hooks.example.org gets" in output
        assert "footnote doctor --delete-webhook" in output
        assert "secret" not in output
        assert server.calls("getUpdates") == []
        code, output, _ = footnote.run("doctor", "--delete-webhook")
        assert code == 0, output
        assert "hooks.example.org was deleted" in output
        assert server.calls("deleteWebhook")[0].parameters == {"drop_pending_updates": False}

    def test_a_webhook_of_the_bot_that_runs_is_not_to_be_deleted(
        self, footnote: CommandLine, server: TelegramServer, indexed: Settings
    ) -> None:
        now = time.monotonic()
        own = HealthOfBot(os.getpid(), now, (Check("webhook", now, 35.0, "is set"),))
        write_health(find_health_file(indexed.state_dir), own)
        server.set_webhook("http://hooks.example.org/a")
        code, output, _ = footnote.run("doctor")
        assert code == 0, output
        assert f"runs with a webhook, as process {os.getpid()}," in output
        assert "--delete-webhook" not in output
        assert server.calls("getUpdates") == []

    @pytest.mark.usefixtures("waiting")
    def test_a_bot_whose_start_has_failed_is_not_said_to_poll(
        self, footnote: CommandLine, indexed: Settings
    ) -> None:
        path, polls = find_health_file(indexed.state_dir), f"polls, as process {os.getpid()}."
        with pytest.raises(OSError), Starting(path) as starting:
            starting._tell()
            assert polls in footnote.run("doctor")[1]
            raise OSError
        code, output, _ = footnote.run("doctor")
        assert code == 0, output
        assert polls not in output
        assert "Nobody polls for this bot now" in output

    @pytest.mark.usefixtures("indexed", "waiting")
    def test_own_webhook_is_looked_at(self, footnote: CommandLine, server: TelegramServer) -> None:
        url = "http://bot.example.org/secret"
        footnote.set(TELEGRAM_WEBHOOK_URL=url)
        code, output, _ = footnote.run("doctor")
        assert code == 1
        assert "Telegram does not hand over to TELEGRAM_WEBHOOK_URL." in output
        server.set_webhook(url)
        code, output, _ = footnote.run("doctor")
        assert code == 0, output
        assert "ok       Telegram hands over to the webhook at bot.example.org." in output
        server.set_webhook(url, last_error_message="Connection refused")
        code, output, _ = footnote.run("doctor")
        assert code == 1
        assert "reach the webhook at bot.example.org: Connection refused" in output
        assert "passes on to 127.0.0.1:8443" in output
        assert "secret" not in output
        assert server.calls("getUpdates") == []

    @pytest.mark.usefixtures("indexed")
    def test_another_poller_is_a_warning(
        self, footnote: CommandLine, server: TelegramServer
    ) -> None:
        server.pretend_other_poller()
        code, output, _ = footnote.run("doctor")
        assert code == 0
        assert "warning  A process polls for this bot" in output

    def test_running_bot_keeps_its_poll(
        self,
        footnote: CommandLine,
        server: TelegramServer,
        harbour_bot: RunningBot,
        alice: User,
        private: Chat,
    ) -> None:
        code, output, _ = footnote.run("doctor")
        assert code == 0
        assert f"ok       footnote bot polls, as process {os.getpid()}." in output
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text


class TestGroups:
    @pytest.fixture
    def store(self, bot_settings: Settings) -> ChatStore:
        return ChatStore(Database(bot_settings.database_path))

    @pytest.mark.usefixtures("waiting")
    def test_what_is_wrong_in_groups_is_named(
        self, footnote: CommandLine, server: TelegramServer, store: ChatStore, group: Chat
    ) -> None:
        muted, closed, kicked, left, foreign, fine = (
            server.add_supergroup(title)
            for title in ("Muted", "Closed", "Kicked", "Left", "Foreign", "Fine")
        )
        server.expect_refusals("kicked from")
        server.set_bot_status(muted, "restricted")
        server.permit_writing(closed, False)
        server.set_bot_status(kicked, "kicked")
        server.permit_writing(fine, False)
        server.set_bot_status(fine, "administrator")
        known = (muted, closed, kicked, foreign, fine, group)
        for chat in known:
            store.set_membership(chat.id, Membership.MEMBER)
        store.set_membership(left.id, Membership.GONE)
        allowed = [str(chat.id) for chat in (*known, left) if chat is not foreign]
        footnote.set(TELEGRAM_ALLOWED_CHATS=",".join(allowed))
        _, output, _ = footnote.run("doctor")
        assert f"muted in Muted ({muted.id})" in output
        assert f"muted in Closed ({closed.id})" in output
        assert f"not in group {kicked.id} any more" in output
        assert f"in Foreign ({foreign.id}), where TELEGRAM_ALLOWED_CHATS" in output
        assert f"add {foreign.id} to TELEGRAM_ALLOWED_CHATS" in output
        assert "Groups in which the bot is and may write: 2." in output
        assert "Groups that the bot was removed from: 1." in output
        asked = {call.parameters["chat_id"] for call in server.calls("getChat")}
        assert left.id not in asked

    @pytest.mark.usefixtures("waiting")
    def test_not_more_than_so_many_are_looked_at(
        self, footnote: CommandLine, server: TelegramServer, store: ChatStore
    ) -> None:
        for number in range(MAX_GROUPS + 3):
            store.set_membership(server.add_supergroup(str(number)).id, Membership.MEMBER)
        _, output, _ = footnote.run("doctor")
        assert f"may write: {MAX_GROUPS}." in output
        assert "Groups that were not looked at: 3." in output
        assert len(server.calls("getChat")) == MAX_GROUPS


class TestMachine:
    def test_forgotten_settings_are_warnings(self, bot_settings: Settings) -> None:
        assert {f.health for f in check_settings(bot_settings)} == {Health.OK}
        forgotten = replace(bot_settings, telegram_admin_ids=frozenset(), log_level="DEBUG")
        admins, level = check_settings(forgotten)
        assert (admins.health, level.health) == (Health.WARNING, Health.WARNING)
        assert "TELEGRAM_ADMIN_IDS is empty" in admins.what
        assert "LOG_LEVEL=INFO" in level.steps[0]

    def test_database_that_opens_is_ok(self, bot_settings: Settings) -> None:
        assert check_database(bot_settings).health is Health.OK

    def test_database_of_another_version_is_wrong(self, bot_settings: Settings) -> None:
        Database(bot_settings.database_path).open()
        engine = create_engine(f"sqlite:///{bot_settings.database_path}")
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
        found = check_database(bot_settings)
        assert found.health is Health.WRONG
        assert "newer version" in found.what
        assert "Update Footnote" in found.steps[0]

    def test_state_folder_that_cannot_be_written_is_wrong(self, bot_settings: Settings) -> None:
        bot_settings.state_dir.touch()
        found = check_database(bot_settings)
        assert found.health is Health.WRONG
        assert "STATE_DIR" in found.steps[0]

    @needs_mount
    @pytest.mark.parametrize("is_there", [False, True])
    def test_a_full_disk_is_to_be_freed(self, bot_settings: Settings, is_there: bool) -> None:
        with mounted(bot_settings.state_dir, "size=9m,nr_inodes=100"):
            if is_there:
                Database(bot_settings.database_path).open()
            leave_room(bot_settings.state_dir, pages=0 if is_there else 1, files=50)
            found = check_database(bot_settings)
        assert found.health is Health.WRONG
        assert found.what.endswith("footnote.sqlite3: the disk is full.")
        assert found.steps == ("Free some space there.",)

    @needs_mount
    def test_folders_that_cannot_be_written_are_told(
        self, bot_settings: Settings, encoder: Encoder
    ) -> None:
        build_harbour(bot_settings, encoder)
        assert check_folders(bot_settings) == []
        folder = bot_settings.state_dir.parent / "mounted"
        with mounted(folder, "size=9m"):
            shutil.copytree(bot_settings.index_dir, folder / "index")
            (folder / "corpus").mkdir()
            make_read_only(folder)
            closed = replace(bot_settings, corpus_dir=folder / "corpus", index_dir=folder / "index")
            corpus, index = check_folders(closed)
            assert (corpus.health, index.health) == (Health.WARNING, Health.WRONG)
            assert "CORPUS_DIR" in corpus.steps[0]
            assert "INDEX_DIR" in index.steps[0]
            with pytest.raises(PassageIndexError, match="may not be read and written by this user"):
                load_index(BuildFolder(closed.index_dir), encoder)

    @pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 500])
    def test_a_database_that_is_none_is_moved_away(
        self, bot_settings: Settings, content: bytes
    ) -> None:
        bot_settings.state_dir.mkdir(parents=True)
        bot_settings.database_path.write_bytes(content)
        found = check_database(bot_settings)
        assert found.health is Health.WRONG
        assert found.steps[0].startswith(f"Move {bot_settings.database_path} away")

    def test_full_disk_is_a_warning(self, bot_settings: Settings, disk: SimpleNamespace) -> None:
        (found,) = check_disk(bot_settings)
        assert found.health is Health.OK
        assert found.what.startswith("50.0 GB are free")
        disk.free = 20_000_000
        (found,) = check_disk(bot_settings)
        assert found.health is Health.WARNING
        assert found.what.startswith("Only 20 MB are free")
        assert "1.0 GB" in found.steps[0]

    def test_twice_the_index_has_to_be_free(
        self, bot_settings: Settings, disk: SimpleNamespace
    ) -> None:
        bot_settings.index_dir.mkdir()
        with (bot_settings.index_dir / "large").open("wb") as file:
            file.truncate(2_000_000_000)  # a hole: takes no room
        disk.free = 3_000_000_000
        (found,) = check_disk(bot_settings)
        assert found.health is Health.WARNING
        assert "4.0 GB" in found.steps[0]


class TestIndex:
    @pytest.mark.on_disk
    def test_index_that_is_fresh_then_stale_then_damaged_then_gone(self, indexed: Settings) -> None:
        encoder, confidence, found = check_index(indexed)
        assert {one.health for one in (encoder, confidence, found)} == {Health.OK}
        assert confidence.what.startswith("Confidence is calibrated: unrelated texts are 0.")
        assert "4 articles" in found.what
        assert " ago" in found.what or "just now" in found.what
        (indexed.corpus_dir / "new.txt").write_text("The new pier is made of oak.")
        found = check_index(indexed)[-1]
        assert found.health is Health.WARNING
        assert "articles have changed" in found.what
        assert "footnote index" in found.steps[0]
        found = check_index(replace(indexed, corpus_dir=Path("/nowhere")))[-1]
        assert found.health is Health.WARNING
        assert found.steps[0].startswith("Make /nowhere a folder")
        (indexed.index_dir / "PREVIOUS").write_bytes(b"\xff")
        found = check_index(indexed)[-1]
        assert found.health is Health.WARNING
        assert "PREVIOUS is damaged" in found.what
        (indexed.index_dir / "PREVIOUS").unlink()
        build = BuildFolder(indexed.index_dir).current()
        assert build is not None
        (tokens,) = build.glob("segments/*/tokens.codes")
        tokens.write_bytes(bytes(len(tokens.read_bytes())))
        damaged = next(one for one in check_index(indexed) if one.health is Health.WRONG)
        assert damaged.steps[0].startswith("Run footnote index --full")
        (articles,) = build.glob("segments/*/sources.jsonl")
        articles.write_text("")
        found = check_index(indexed)[-1]
        assert found.health is Health.WRONG
        assert "sources.jsonl is damaged" in found.what
        shutil.rmtree(indexed.index_dir)
        found = check_index(indexed)[-1]
        assert found.health is Health.WRONG
        assert "there is no index" in found.what

    @pytest.mark.on_disk
    def test_tokens_in_other_bits_than_set_are_a_warning(self, indexed: Settings) -> None:
        found = check_index(replace(indexed, token_bits=1))[-1]
        assert found.health is Health.WARNING
        assert "but TOKEN_BITS was 8 then and is 1 now" in found.what
        assert "footnote index" in found.steps[0]

    @pytest.mark.on_disk
    def test_what_was_fitted_with_another_encoder_is_told_and_what_is_damaged(
        self, indexed: Settings
    ) -> None:
        numbers = {name: getattr(RANKING_PARAMETERS, name) for name in FITTED_NUMBERS}
        manifest = read_live_manifest(BuildFolder(indexed.index_dir))
        own = Fitted(manifest.encoder, manifest.encoder_fingerprint, numbers, 30, 12)
        write_fitted(own, indexed.index_dir)
        assert "fitted to 30 questions of yours" in check_live_index(indexed, manifest)[1].what
        write_fitted(replace(own, encoder="other"), indexed.index_dir)
        found = check_live_index(indexed, manifest)[2]
        assert found.health is Health.WARNING
        assert "with another encoder" in found.what
        (indexed.index_dir / "confidence.json").write_text("{")
        found = check_live_index(indexed, manifest)[1]
        assert found.health is Health.WRONG
        assert "footnote fit --reset" in found.what

    def test_fields_that_no_article_has_are_named(
        self, indexed: Settings, encoder: Encoder
    ) -> None:
        graded = {"reed.md": "---\ngrade: 7\n---\nReeds grow at the pier.", **FILES}
        build_harbour(indexed, encoder, graded)
        known = replace(indexed, show_fields=("Grade",))
        assert [found.health for found in check_index(known)] == 3 * [Health.OK]
        *_, found = check_index(replace(known, show_fields=("grade", "weight")))
        assert found.health is Health.WARNING
        assert "“weight”" in found.what
        assert "footnote inspect" in found.steps[0]

    def test_encoder_that_cannot_be_loaded_is_wrong(self, indexed: Settings) -> None:
        (found,) = check_index(replace(indexed, embedding_model="./nowhere"))
        assert found.health is Health.WRONG
        assert "EMBEDDING_MODEL" in found.what

    def test_reranker_that_cannot_be_loaded_is_wrong(self, indexed: Settings) -> None:
        findings = check_index(replace(indexed, reranker_model="/no/such"))
        assert len(findings) > 2, "the rest is looked at"
        assert findings[1].health is Health.WRONG
        assert "/no/such" in findings[1].what

    def test_index_of_another_encoder_is_wrong(self, indexed: Settings) -> None:
        build_harbour(indexed, make_encoder())
        found = check_index(indexed)[-1]
        assert found.health is Health.WRONG
        assert "built with the encoder fake" in found.what

    @pytest.mark.on_disk
    def test_an_index_that_another_version_has_built_is_told(self, indexed: Settings) -> None:
        folder = BuildFolder(indexed.index_dir)
        build = folder.current()
        assert build is not None
        write_manifest(replace(read_live_manifest(folder), code="other"), build)
        found = check_live_index(indexed, read_live_manifest(folder))[-1]
        assert found.health is Health.WARNING
        assert found.what.endswith("but by another version of Footnote or of its libraries.")
        assert "footnote index" in found.steps[0]

    @pytest.mark.on_disk
    def test_running_bot_compares_encoder_and_index(
        self, indexed: Settings, encoder: Encoder, tmp_path: Path
    ) -> None:
        folder = BuildFolder(indexed.index_dir)
        answering = load_index(folder, encoder).manifest
        found = check_live_index(indexed, answering)
        assert [finding.health for finding in found] == 3 * [Health.OK]
        model = tmp_path / "model"
        model.mkdir()
        (model / "modules.json").write_text("[]")
        other = replace(indexed, embedding_model=str(model))
        assert "encoder's files have changed" in check_live_index(other, answering)[0].what
        other = replace(indexed, embedding_model="./nowhere")
        assert "encoder cannot be used" in check_live_index(other, answering)[0].what
        build_harbour(indexed, encoder, {"one.txt": "The pier is made of oak."})
        assert check_live_index(indexed, answering)[0].health is Health.WRONG
        answering = read_live_manifest(folder)
        shutil.rmtree(indexed.index_dir)
        found = check_live_index(indexed, answering)
        assert "there is no index" in found[0].what
        assert "still answers" in found[1].what


class TestMessage:
    def test_worst_comes_first_and_what_is_too_much_is_counted(self) -> None:
        findings = [ok(f"fine {number}") for number in range(5)]
        findings += [warn(f"odd {number} " + "x" * 400, "mend it " * 30) for number in range(30)]
        findings += [wrong("bad\nin two lines", "repair it")]
        reply = render_findings_reply(findings)
        lines = reply.text.splitlines()
        assert lines[0] == "1 wrong, 30 warnings."
        assert lines[2] == "❌ bad in two lines"
        assert lines[3] == "→ repair it"
        assert len(reply.text.encode("utf-16-le")) // 2 <= 4096
        assert lines[-1].endswith("more: footnote doctor shows all of them.")
        assert is_anything_wrong(findings)
        assert render_findings(findings).count("\n") > 60

    def test_warnings_are_nothing_wrong(self) -> None:
        assert not is_anything_wrong([ok("fine"), warn("odd")])
        assert render_findings([warn("odd")]).endswith("Nothing is wrong, 1 warning.")


class TestCommand:
    def test_admin_is_told_in_private(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        admin: User,
        admins_chat: Chat,
        bot_settings: Settings,
        group: Chat,
    ) -> None:
        told = ask(server, admins_chat, admin, "/doctor").text
        assert told.startswith("All is well.")
        for part in ("No other process polls", "no webhook", "4 articles", "may write: 0."):
            assert part in told
        server.configure_bot(privacy_mode=True)
        server.set_bot_status(group, "restricted")
        (bot_settings.corpus_dir / "new.txt").write_text("The new pier is made of oak.")
        harbour_bot.assert_silent(group, lambda: None)
        told = ask(server, admins_chat, admin, "/doctor").text
        assert told.startswith("Nothing is wrong, 3 warnings.")
        for part in ("/setprivacy", "muted in Reading circle", "articles have changed"):
            assert part in told
        server.fail_next("getMe", 500, "Internal Server Error")
        assert "Telegram cannot be reached" in ask(server, admins_chat, admin, "/doctor").text

    def test_rival_is_found_and_nobody_else_is_told(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        admin: User,
        alice: User,
        private: Chat,
        admins_chat: Chat,
        group: Chat,
    ) -> None:
        assert ask(server, private, alice, "/doctor").text == "/doctor is for the bot's admins."
        named = f"/doctor@{server.bot.username}"
        assert "bot's admins" in ask(server, group, alice, named).text
        assert "only in the private chat" in ask(server, group, admin, named).text
        server.pretend_other_poller(1)
        told = ask(server, admins_chat, admin, "/doctor").text
        assert "❌ Another process has polled" in told

    @pytest.mark.parametrize(("code", "letter"), [("ru", "[а-яё]"), ("ar", "[\u0621-\u064a]")])
    def test_admin_is_told_in_his_language(
        self,
        code: str,
        letter: str,
        server: TelegramServer,
        harbour_bot: RunningBot,
        admin: User,
        admins_chat: Chat,
        bot_settings: Settings,
        group: Chat,
    ) -> None:
        server.configure_bot(privacy_mode=True)
        server.set_bot_status(group, "restricted")
        (bot_settings.corpus_dir / "new.txt").write_text("The new pier is made of oak.")
        harbour_bot.assert_silent(group, lambda: None)
        told = ask(server, admins_chat, replace(admin, language_code=code), "/doctor").text
        lines = told.split("\n")
        assert len(lines) > 15
        assert all(re.search(letter, line) for line in lines if line), told
