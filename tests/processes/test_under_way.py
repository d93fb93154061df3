"""A bot that is killed while an article is added or removed: the next process undoes the change or
tells how it ended, so that folder and index agree, and the admin is told once."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.articles.under_way import Journal
from bot.config.settings import Settings
from corpus import fingerprint_corpus, read_corpus
from embeddings import BuildFolder, build_index, read_live_manifest
from tests.support.bot_process import fork_bot_process, list_folders
from tests.support.conversing import Person, find_button, labels
from tests.support.cut_off import ENCODER, Cut, make_environment
from tests.support.forking import Forked, fork_process
from tests.support.harbour import FILES, KEEPER, build_harbour
from tests.support.paths import PROJECT
from tests.telegram_server import SentMessage, TelegramServer

FERRY = "The ferry of Skerry sails every Tuesday, and Nora Quist is its captain.\n"
NEW_KEEPER = KEEPER.replace("Mary Flint", "Tom Harrow")
STOPPED = "I was stopped before the rebuild ended."
NOT_DONE = "I was stopped before its turn came"
UNDONE = "The articles are as they were."
NEWER = "A newer index is there all the same"
_PATIENCE_SECONDS = 60.0


class Killing:
    """Bots one after the other, whose builders wait at their third step as long as `note` is there,
    which they write."""

    def __init__(
        self, server: TelegramServer, owner: Person, settings: Settings, folder: Path
    ) -> None:
        self.server, self.owner, self.settings, self.folder = server, owner, settings, folder
        self.note = folder / "note"
        self.started: list[Forked] = []

    @property
    def journal(self) -> Journal:
        return Journal.of_settings(self.settings)

    def start(self, *, holds: bool = False, killed_at: int = 0) -> None:
        """Returns when the next bot polls. `holds` says that what it builds is held up; unless
        `killed_at` is 0 it is killed at its step with that number."""
        cut = self._hold() if holds else None
        if killed_at:
            folders = self.settings.corpus_dir, self.settings.state_dir / "removed"
            paths = *map(str, folders), str(self.journal.path)
            cut = Cut("bot", paths, killed_at, "kill")
        env = {
            **list_folders(self.settings),
            "TELEGRAM_ADMIN_IDS": str(self.owner.user.id),
            **make_environment(cut),
        }
        self.started.append(fork_bot_process(self.server, env, self.folder))
        self.server.wait_until_polled(timeout_seconds=_PATIENCE_SECONDS)

    def ask(self, text: str) -> str:
        """What the bot answers to that."""
        return self._ask(text).text

    def build(self) -> None:
        """As `footnote index` does."""
        corpus_dir = self.settings.corpus_dir
        build_index(
            read_corpus(corpus_dir), corpus_dir, ENCODER, BuildFolder(self.settings.index_dir)
        )

    def build_by_hand(self) -> Forked:
        """An owner's `footnote index`, when it is held up, by a `note` of its own."""
        self.note = self.folder / "by_hand"
        env = list_folders(self.settings) | make_environment(self._hold())
        env = {**os.environ, "PYTHONPATH": str(PROJECT), **env}
        with Path(os.devnull).open("wb") as nothing:
            process = fork_process(
                "tests.support.cut_off", ["index"], env, self.folder, nothing.fileno()
            )
        self.started.append(process)
        self.wait_until(self.note.exists)
        return process

    def kill(self) -> None:
        """By SIGKILL, while its builder is held up; that notices by itself."""
        self.wait_for_builder()
        self.started[-1].kill()
        self.started[-1].wait()

    def wait_for_builder(self) -> int:
        """The id of what is held up."""
        self.wait_until(self.note.exists)
        self.server.wait_until_polled()
        return int(self.note.read_text())

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < end, self.server.calls()[-5:]
            time.sleep(0.02)

    def add(self, name: str, text: str) -> SentMessage:
        """The message that tells of it."""
        offer = self.offer(name, text)
        self.press(offer, "Add")
        return offer

    def offer(self, name: str, text: str) -> SentMessage:
        sent = self.server.send_document(self.owner.chat, self.owner.user, name, text.encode())
        return self.server.wait_for_reply(sent, timeout_seconds=_PATIENCE_SECONDS)

    def remove(self, words: str) -> SentMessage:
        """The same, for the one article with these words in its names."""
        listed = self._ask(f"/remove {words}")
        self.press(listed, labels(listed)[0])
        question = self.server.wait_for_edit(listed, timeout_seconds=_PATIENCE_SECONDS)
        self.press(question, "Yes")
        return question

    def press(self, message: SentMessage, label: str) -> None:
        """Without waiting for its end."""
        data = str(find_button(message, label)["callback_data"])
        self.server.press_button(self.owner.user, message, data)

    def wait_for_end(self, status: SentMessage) -> str:
        """What is told when nothing is left under way, and that once."""
        self.wait_until(lambda: not self.journal.path.exists())
        (told,) = self.list_told()
        assert self.server.current(status).text == told
        return told

    def is_rebuilding(self, status: SentMessage) -> bool:
        """Whether the message says so."""
        return self.server.current(status).text.startswith("Rebuilding")

    def waits(self, status: SentMessage) -> bool:
        """Whether the message says so."""
        return self.server.current(status).text.startswith("Waits")

    def has_ended(self, status: SentMessage) -> bool:
        """Whether the message, which was `status` before it was pressed, says how it ended."""
        is_over = not (self.is_rebuilding(status) or self.waits(status))
        return self.server.current(status).text != status.text and is_over

    def list_told(self) -> list[str]:
        """Each time that somebody was told of a rebuild cut off."""
        texts = [str(call.parameters.get("text", "")) for call in self.server.calls()]
        return [text for text in texts if text.startswith(STOPPED)]

    def read_files(self) -> dict[str, str]:
        """All in the corpus folder, hidden ones too."""
        return {path.name: path.read_text() for path in self.settings.corpus_dir.iterdir()}

    def agrees(self) -> bool:
        """Whether the live index is of the articles as they are."""
        manifest = read_live_manifest(BuildFolder(self.settings.index_dir))
        return manifest.corpus_fingerprint == fingerprint_corpus(self.settings.corpus_dir)

    def list_removed(self) -> list[Path]:
        return [p for p in (self.settings.state_dir / "removed").rglob("*") if p.is_file()]

    def _ask(self, text: str) -> SentMessage:
        sent = self.server.send_text(self.owner.chat, self.owner.user, text)
        return self.server.wait_for_reply(sent, timeout_seconds=_PATIENCE_SECONDS)

    def _hold(self) -> Cut:
        return Cut("index", (str(self.settings.index_dir / "builds"),), 3, "hold", str(self.note))


@pytest.fixture
def bots(
    server: TelegramServer, owner: Person, bot_settings: Settings, tmp_path: Path
) -> Iterator[Killing]:
    build_harbour(bot_settings, ENCODER)
    bots = Killing(server, owner, bot_settings, tmp_path)
    yield bots
    for process in bots.started:
        process.kill()
        process.wait()
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert server.token not in log


def test_an_article_half_added_is_taken_back(bots: Killing) -> None:
    bots.start(holds=True)
    status = bots.add("ferry.txt", FERRY)
    bots.kill()
    assert bots.is_rebuilding(status)
    assert (bots.settings.corpus_dir / "ferry.txt").read_text() == FERRY
    bots.start()
    assert bots.wait_for_end(status) == f"{STOPPED}\n{UNDONE}"
    assert bots.read_files() == FILES
    assert bots.agrees()
    assert "The last rebuild failed" in bots.ask("/doctor")


def test_an_article_half_removed_comes_back(bots: Killing) -> None:
    """Its builder is killed, too, as when memory runs out."""
    bots.start(holds=True)
    status = bots.remove("The lighthouse of Skerry")
    builder = bots.wait_for_builder()
    bots.started[-1].send_signal(signal.SIGSTOP)
    os.kill(builder, signal.SIGKILL)
    bots.kill()
    assert bots.is_rebuilding(status)
    assert not (bots.settings.corpus_dir / "keeper.md").exists()
    bots.start()
    assert bots.wait_for_end(status) == f"{STOPPED}\n{UNDONE}"
    assert bots.read_files() == FILES
    assert bots.list_removed() == []
    assert bots.agrees()


def test_what_waits_is_taken_back_and_told_too(bots: Killing) -> None:
    """Two changes that are one rebuild, and one that waits for the next."""
    bots.start(holds=True)
    first = bots.add("ferry.txt", FERRY)
    bots.wait_for_builder()
    together = [bots.add("keeper.md", NEW_KEEPER), bots.remove("The storm of January")]
    bots.wait_until(lambda: all(bots.waits(status) for status in together))
    bots.note.unlink()
    bots.wait_until(lambda: "is added" in bots.server.current(first).text)
    bots.wait_for_builder()
    waiting = bots.add("pier.txt", "The pier of Skerry is of oak.\n")
    bots.wait_until(lambda: bots.waits(waiting))
    bots.kill()
    assert bots.read_files().keys() == (FILES.keys() - {"storm.md"}) | {"ferry.txt"}
    bots.start()
    bots.wait_until(lambda: not bots.journal.is_there())
    texts = [bots.server.current(status).text for status in together]
    assert texts == [f"{STOPPED}\n{UNDONE}"] * 2
    assert bots.server.current(waiting).text.startswith(NOT_DONE)
    assert "is added" in bots.server.current(first).text
    assert len(bots.list_told()) == 2
    assert bots.read_files() == FILES | {"ferry.txt": FERRY}
    assert bots.list_removed() == []
    assert bots.agrees()


@pytest.mark.soak
def test_what_a_half_added_article_replaced_comes_back(bots: Killing) -> None:
    """And a third process tells nothing of it again."""
    bots.start(holds=True)
    status = bots.add("keeper.md", NEW_KEEPER)
    bots.kill()
    assert (bots.settings.corpus_dir / "keeper.md").read_text() == NEW_KEEPER
    bots.start()
    bots.wait_for_end(status)
    assert bots.read_files() == FILES
    assert bots.list_removed() == []
    bots.started[-1].kill()
    bots.started[-1].wait()
    bots.start()
    assert "Mary Flint" in bots.ask("Who has kept the lighthouse of Skerry?")
    assert len(bots.list_told()) == 1


@pytest.mark.soak
def test_a_builder_that_has_not_ended_is_waited_for(bots: Killing) -> None:
    """That of the bot that was killed, which is stopped, and so does not notice."""
    bots.start(holds=True)
    status = bots.add("ferry.txt", FERRY)
    builder = bots.wait_for_builder()
    os.kill(builder, signal.SIGSTOP)
    try:
        bots.kill()
        bots.start()
        assert "being rebuilt already" in bots.ask("/reindex")
        assert bots.list_told() == []
        assert (bots.settings.corpus_dir / "ferry.txt").exists()
    finally:
        os.kill(builder, signal.SIGCONT)
    assert bots.wait_for_end(status) == f"{STOPPED}\n{UNDONE}"
    assert bots.read_files() == FILES
    assert bots.agrees()


@pytest.mark.soak
def test_what_is_built_by_hand_meanwhile_is_waited_for_and_keeps_the_change(bots: Killing) -> None:
    bots.start(holds=True)
    status = bots.add("ferry.txt", FERRY)
    bots.kill()
    by_hand = bots.build_by_hand()
    bots.start()
    assert "being rebuilt already" in bots.ask("/reindex")
    assert bots.list_told() == []
    bots.note.unlink()
    assert by_hand.wait() == 0
    assert bots.wait_for_end(status).startswith(f"{STOPPED}\n{NEWER}")
    assert bots.read_files() == FILES | {"ferry.txt": FERRY}
    assert bots.agrees()
    assert "Nora Quist" in bots.ask("Who is the captain of the ferry of Skerry?")


@pytest.mark.soak
@pytest.mark.parametrize("what", ["added", "removed"])
def test_what_was_changed_by_hand_meanwhile_stays(what: str, bots: Killing) -> None:
    """An added article that somebody has mended, a removed one that somebody has put back anew."""
    name = "ferry.txt" if what == "added" else "keeper.md"
    bots.start(holds=True)
    status = bots.add(name, FERRY) if what == "added" else bots.remove("The lighthouse of Skerry")
    bots.kill()
    (bots.settings.corpus_dir / name).write_text("The ferry of Skerry is for sale.\n")
    bots.start()
    told = bots.wait_for_end(status)
    assert f"{name} has been changed by somebody else and stays as it is." in told
    assert bots.read_files() == FILES | {name: "The ferry of Skerry is for sale.\n"}
    assert [path.read_text() for path in bots.list_removed()] == [KEEPER] * (what == "removed")
    assert "articles have changed since" in bots.ask("/doctor")
    bots.build()
    assert bots.agrees()


@pytest.mark.soak
@pytest.mark.parametrize("text", ["", "{", '{"before": 1}', "\0" * 4096, "[" * 100_000])
def test_a_journal_that_cannot_be_read_is_told_by_the_doctor(text: str, bots: Killing) -> None:
    """All stays as it is: what was added, what it replaced, and what the journal has."""
    bots.start(holds=True)
    bots.add("keeper.md", NEW_KEEPER)
    bots.kill()
    bots.journal.path.write_text(text)
    bots.start()
    bots.wait_until(lambda: not bots.journal.is_there())
    told = bots.ask("/doctor")
    assert "does not say what to undo" in told
    assert "articles have changed since" in told
    assert "does not say what to undo" in (bots.folder / "log").read_text()
    assert bots.read_files() == FILES | {"keeper.md": NEW_KEEPER}
    assert [path.read_text() for path in bots.list_removed()] == [KEEPER]
    assert bots.journal.path.with_suffix(".unreadable").read_text() == text
    bots.build()
    assert bots.agrees()


@pytest.mark.soak
def test_a_journal_of_another_folder_changes_nothing(bots: Killing) -> None:
    """As of a bot whose CORPUS_DIR was another one, or of somebody who wrote it."""
    mine = bots.folder / "mine.txt"
    mine.write_text(FERRY)
    bots.start(holds=True)
    status = bots.add("ferry.txt", FERRY)
    bots.kill()
    kept = json.loads(bots.journal.path.read_text())
    kept["entries"][0]["change"] |= {"path": str(bots.settings.corpus_dir / ".." / "mine.txt")}
    bots.journal.path.write_text(json.dumps(kept))
    bots.start()
    assert bots.wait_for_end(status).endswith("another folder is set by now")
    assert mine.read_text() == FERRY
    assert bots.read_files() == FILES | {"ferry.txt": FERRY}


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("what", ["added", "replaced", "removed", "together"])
def test_a_change_killed_at_a_step_is_whole(what: str, bots: Killing) -> None:
    """At each step that the bot takes in the articles, in what was removed, and in its journal."""
    step, killed = 0, True
    while killed:
        step += 1
        together = what == "together"
        killed = _kill_together_at(step, bots) if together else _kill_at(step, what, bots)
    print(f"{step - 1} kills")
    assert step > 5


def _kill_together_at(step: int, bots: Killing) -> bool:
    """As `_kill_at`, of a file that is added and one that is replaced, in one rebuild."""
    texts = {f"together-{step}.txt": f"The raft of Skerry has the number {step}.\n"}
    texts["keeper.md"] = f"The lamp of Skerry has the number {step}.\n"
    before, known, told = bots.read_files(), set(bots.list_removed()), len(bots.list_told())
    bots.start(killed_at=step)
    offers = [bots.offer(name, text) for name, text in texts.items()]
    for each in offers:
        bots.press(each, "Add")
    ended = bots.started[-1]
    bots.wait_until(
        lambda: ended.poll() is not None or all(bots.has_ended(each) for each in offers)
    )
    killed = ended.poll() == -signal.SIGKILL
    ended.kill()
    ended.wait()
    bots.start()
    bots.ask("/help")
    bots.wait_until(
        lambda: not bots.journal.is_there() and not any(map(bots.is_rebuilding, offers))
    )
    assert not any(map(bots.waits, offers))
    assert len(bots.list_told()) <= told + 2
    assert bots.agrees()
    files = bots.read_files()
    assert all(text in (before.get(name), texts.get(name)) for name, text in files.items())
    taken = [path.read_text() for path in set(bots.list_removed()) - known]
    assert taken == [before["keeper.md"]] * (files["keeper.md"] != before["keeper.md"])
    if not killed:
        assert files == before | texts
    bots.started[-1].terminate()
    bots.started[-1].wait()
    return killed


def _kill_at(step: int, what: str, bots: Killing) -> bool:
    """Whether there is such a step."""
    name = "keeper.md" if what == "replaced" else f"{what}-{step}.txt"
    text = FERRY.replace("Tuesday", f"day but {step}")
    if what == "removed":
        (bots.settings.corpus_dir / name).write_text(text)
        bots.build()
    before, known, told = bots.read_files(), set(bots.list_removed()), len(bots.list_told())
    bots.start(killed_at=step)
    status = bots.remove(name) if what == "removed" else bots.add(name, text)
    ended = bots.started[-1]
    bots.wait_until(lambda: ended.poll() is not None or bots.has_ended(status))
    killed = ended.poll() == -signal.SIGKILL
    ended.kill()
    ended.wait()
    bots.start()
    bots.ask("/help")  # what was pressed comes again, if the kill was before it was confirmed
    bots.wait_until(lambda: not bots.journal.is_there() and not bots.is_rebuilding(status))
    assert len(bots.list_told()) <= told + 1
    assert bots.agrees()
    after = before | {name: text}
    if what == "removed":
        after = {other: kept for other, kept in before.items() if other != name}
    assert bots.read_files() in (before, after)
    taken = set(bots.list_removed()) - known
    assert [path.read_text() for path in taken] == (
        [before[name]] if bots.read_files() == after and name in before else []
    )
    bots.started[-1].terminate()
    bots.started[-1].wait()
    return killed
