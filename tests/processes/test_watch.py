"""`footnote index --watch` as a process that builds whenever its folder changes."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from bot.articles.under_way import Journal, UnderWay
from embeddings import BuildFolder, load_index
from tests.support.cut_off import Cut, make_environment
from tests.support.forking import Forked, fork_process
from tests.support.mounting import mounted, needs_mount
from tests.support.paths import PROJECT

_PATIENCE_SECONDS = 60
_START = (sys.executable, "-m", "tests.support.known_encoder")
_COMMAND = (*_START, "index", "--watch")
_LOSING = (sys.executable, "-m", "tests.support.lost_signal")
_BUILT = r"Indexed \d+ articles?"

Begin = Callable[..., "Watch"]


class Watch:
    """One `footnote index --watch`, with all that it says, in order."""

    def __init__(self, folder: Path, cut: Cut | None, command: tuple[str, ...]) -> None:
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        unwanted = ("TELEGRAM_", "EMBEDDING_", "RERANKER_", "ENCODER_")
        env = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        env |= {"CORPUS_DIR": "texts", "INDEX_DIR": str(folder / "index"), "STATE_DIR": "state"}
        env |= {"PYTHONPATH": str(PROJECT)} | make_environment(cut)
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as output:
            self.process = _begin(command, folder, env, output)
        self._output = os.fdopen(reading, encoding="utf-8")
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def wait_for(self, pattern: str) -> str:
        """The next line that has it."""
        while True:
            try:
                line = self._lines.get(timeout=_PATIENCE_SECONDS)
            except queue.Empty:
                pytest.fail(f"not said: {pattern}, but {self.said}")
            self.said.append(line)
            if re.search(pattern, line):
                return line

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit code, when it has been sent the signal."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Its exit code, when it has ended."""
        code = self.process.wait(_PATIENCE_SECONDS)
        self._thread.join()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return code

    def count(self, pattern: str) -> int:
        """In how many of the lines that were said it is."""
        return sum(bool(re.search(pattern, line)) for line in self.said)

    def _read(self) -> None:
        with self._output as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / ".env").touch()
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "lamp.txt").write_text("The lamp of Skerry was lit in 1844.\n")
    return texts


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    begun: list[Watch] = []

    def start(cut: Cut | None = None, command: tuple[str, ...] = _COMMAND) -> Watch:
        begun.append(Watch(tmp_path, cut, command))
        return begun[-1]

    yield start
    for watch in begun:
        if watch.process.poll() is None:
            watch.end(signal.SIGKILL)


@pytest.fixture
def find(tmp_path: Path) -> Callable[[], set[str]]:
    """The articles of the live index."""
    return lambda: set(load_index(BuildFolder(tmp_path / "index"), None).articles)


def write(path: Path, text: str) -> None:
    """As careful editors do."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text)
    new.replace(path)


def test_each_change_is_a_build_and_a_line(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watch = begin()
    watch.wait_for("Watching .*texts; Ctrl-C ends it")
    watch.wait_for("Indexed 1 article, 1 passage")
    watch.wait_for("Recognised")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    (texts / "photo.xyz").touch()
    watch.wait_for(r"^\d\d:\d\d:\d\d Indexed 2 articles")
    watch.wait_for("Articles added: 1, changed: 0, removed: 0.")
    watch.wait_for("photo.xyz: no reader for .xyz")
    (texts / "lamp.txt").write_text("The lamp of Skerry was lit in 1845.\n")
    watch.wait_for("Articles added: 0, changed: 1, removed: 0.")
    (texts / "lamp.txt").unlink()
    watch.wait_for("Articles added: 0, changed: 0, removed: 1.")
    assert find() == {"horn.txt"}
    assert watch.end() == 0
    assert watch.count("photo.xyz") == 1, "of a file that is skipped one is told once"
    assert watch.count("encoded") == 1, "what takes a moment is told by its end"


def test_an_index_that_is_as_it_should_be_is_left_alone(texts: Path, begin: Begin) -> None:
    first = begin()
    first.wait_for(_BUILT)
    first.end()
    again = begin()
    again.wait_for("Watching")
    (texts / "lamp.txt").touch()
    again.wait_for("Nothing to do")
    assert again.end() == 0
    assert again.count(_BUILT) == 0


def test_hundreds_of_files_are_built_together(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    for number in range(300):
        (texts / f"{number}.txt").write_text(f"The port {number} has a harbor master.\n")
    while not re.search("Indexed 301 ", watch.wait_for(_BUILT)):
        pass
    assert len(find()) == 301
    assert watch.count(_BUILT) <= 4


def test_what_changes_during_a_build_is_built_after_it(
    texts: Path, tmp_path: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    note = tmp_path / "note"
    watch = begin(Cut("index", (str(tmp_path / "index" / "builds"),), 3, "hold", str(note)))
    wait_for_file(note)
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    note.unlink()
    watch.wait_for("Indexed 1 article")
    watch.wait_for("Indexed 2 articles")
    assert find() == {"horn.txt", "lamp.txt"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_its_orderly_end(begin: Begin, texts: Path, number: int) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    assert watch.end(number) == 0
    assert "Traceback" not in "\n".join(watch.said)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_whose_interrupt_is_lost_is_its_end(
    begin: Begin, texts: Path, number: int
) -> None:
    watch = begin(command=(*_LOSING, "start", str(int(number)), "index", "--watch"))
    assert watch.wait() == 0
    assert watch.count("Watching") == 0


@pytest.mark.parametrize(
    ("number", "command", "code"),
    [
        (signal.SIGTERM, ("index", "--watch"), 0),
        (signal.SIGINT, ("index", "--watch"), 0),
        (signal.SIGINT, ("index",), 130),
    ],
)
def test_an_interrupt_that_an_import_takes_for_its_failure_comes_again(
    begin: Begin, texts: Path, number: int, command: tuple[str, ...], code: int
) -> None:
    watch = begin(command=(*_LOSING, "encoder", str(int(number)), *command))
    assert watch.wait() == code
    assert watch.said[-1].startswith(("footnote: ended;", "footnote: interrupted;"))


def test_a_signal_that_is_ignored_ends_nothing(texts: Path, begin: Begin) -> None:
    watch = begin(command=("nohup", *_COMMAND))
    watch.wait_for(_BUILT)
    watch.process.send_signal(signal.SIGHUP)
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("Indexed 2 articles")


def test_ended_in_a_build_it_says_what_becomes_of_it(
    texts: Path, tmp_path: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    note = tmp_path / "note"
    watch = begin(Cut("index", (str(tmp_path / "index" / "builds"),), 3, "hold", str(note)))
    wait_for_file(note)
    assert watch.end() == 0
    assert watch.said[-1] == "footnote: ended; the next footnote index uses what was encoded"
    note.unlink()
    begin().wait_for(_BUILT)
    assert find() == {"lamp.txt"}


def test_a_build_that_is_refused_is_told_once_and_tried_at_the_next_change(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    asked, missed = "When was the lamp of Skerry lit?", "Who keeps the horn of Skerry?"
    questions = texts / "must_answer.jsonl"
    records = [
        {"question": asked, "answers": ["1844"]},
        {"question": missed, "answers": ["Mary Flint"]},
    ]
    write(questions, "\n".join(map(json.dumps, records)))
    watch.wait_for("Answers 1 of 2 questions")
    watch.wait_for(f"misses: {re.escape(missed)}")
    write(texts / "lamp.txt", "The lamp of Skerry was lit in 1999.\n")
    watch.wait_for(r"footnote: \d\d:\d\d:\d\d the new index does not go live, as it misses")
    write(texts / "lamp.txt", "The lamp of Skerry was lit in 1844.\n")
    watch.wait_for("Answers 1 of 2 questions")
    write(questions, "{")
    watch.wait_for("must_answer.jsonl")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("must_answer.jsonl")
    questions.unlink()
    watch.wait_for("Indexed 2 articles")
    assert find() == {"horn.txt", "lamp.txt"}
    assert watch.end() == 0
    assert watch.count("^footnote: ") == 3


def test_a_full_disk_is_told_once_a_change(texts: Path, tmp_path: Path, begin: Begin) -> None:
    watch = begin(Cut("index", (str(tmp_path / "index"),), 1, "full"))
    watch.wait_for("cannot write in .*No space left on device")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("cannot write in .*No space left on device")
    assert watch.end() == 0
    assert watch.count("cannot write") == 2


def test_an_empty_folder_is_filled(texts: Path, begin: Begin) -> None:
    (texts / "lamp.txt").unlink()
    watch = begin()
    watch.wait_for("no article in .*texts: put ")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("Indexed 1 article")


def test_a_folder_that_goes_is_waited_for(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    away = texts.with_name("away")
    texts.rename(away)
    watch.wait_for("no such folder: .*; it is waited for")
    away.rename(texts)
    watch.wait_for("is there again")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("Indexed 2 articles")
    shutil.rmtree(texts)
    watch.wait_for("it is waited for")
    texts.mkdir()
    watch.wait_for("no article in|articles of the live index are gone")
    assert find() == {"horn.txt", "lamp.txt"}


@needs_mount
def test_a_disk_that_goes_takes_no_article_along(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    with mounted(texts, "size=1m"):
        watch.wait_for("no article in")
    watch.wait_for("Nothing to do")
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("Indexed 2 articles")


def test_another_builder_is_waited_for(texts: Path, tmp_path: Path, begin: Begin) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    with BuildFolder(tmp_path / "index").held():
        write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
        watch.wait_for("another build is under way, which is waited for")
    watch.wait_for("Indexed 2 articles")


def test_a_bot_that_changes_articles_builds_them_itself(
    texts: Path, tmp_path: Path, begin: Begin
) -> None:
    watch = begin()
    watch.wait_for(_BUILT)
    journal = Journal(tmp_path / "state" / "rebuild_under_way.json")
    with journal.held():
        journal.write(UnderWay(None, ()))
        write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
        watch.wait_for("another build is under way, which is waited for")
        begin(command=_COMMAND[:-1]).wait_for("Indexed 2 articles")
        journal.end()
    watch.wait_for("Nothing to do")


def test_two_on_one_folder_build_in_turn(
    texts: Path, begin: Begin, find: Callable[[], set[str]]
) -> None:
    watches = [begin(), begin()]
    for watch in watches:
        watch.wait_for("Watching")
    for number in range(3):
        write(texts / f"{number}.txt", f"The port {number} has a harbor master.\n")
    for watch in watches:
        while "Indexed 4" not in watch.wait_for(f"{_BUILT}|Nothing to do"):
            if find() == {"lamp.txt", "0.txt", "1.txt", "2.txt"}:
                break
        assert watch.end() == 0
        lines = filter(re.compile("footnote: (?!.*is waited|ended;)").match, watch.said)
        assert list(lines) == []


@pytest.mark.parametrize("limit", ["watches", "instances"])
def test_where_the_system_tells_of_no_more_folders_they_are_looked_at(
    texts: Path, begin: Begin, limit: str
) -> None:
    name = f"/proc/sys/user/max_inotify_{limit}"
    script = f'echo 0 > {name} && exec "$@"'
    try_out = ["unshare", "-Ur", "sh", "-c", f"echo 0 > {name}"]
    if not shutil.which("unshare") or subprocess.run(try_out, capture_output=True).returncode:
        pytest.skip("no limits of one's own here")
    watch = begin(command=("unshare", "-Ur", "sh", "-c", script, "sh", *_COMMAND))
    watch.wait_for(rf"fs.inotify.max_user_{limit}.*: its files are looked at every few seconds")
    watch.wait_for(_BUILT)
    write(texts / "horn.txt", "The horn of Skerry is sounded in fog.\n")
    watch.wait_for("Indexed 2 articles")


def test_a_wrong_folder_and_what_does_not_go_together_are_refused(
    texts: Path, begin: Begin
) -> None:
    forced = begin(command=(*_COMMAND, "--force"))
    forced.wait_for("--watch overrides nothing: run footnote index --force once")
    assert forced.wait() == 2
    full = begin(command=(*_COMMAND, "--full"))
    full.wait_for("not allowed with argument")
    assert full.wait() == 2
    texts.rename(texts.with_name("away"))
    lost = begin()
    lost.wait_for("footnote: no such folder: .*texts")
    assert lost.wait() == 1


def _begin(
    command: tuple[str, ...], folder: Path, env: dict[str, str], output: IO[bytes]
) -> "Forked | subprocess.Popen[bytes]":
    """What is run by nothing else is forked, as the start of each other one takes a second."""
    if command[: len(_START)] == _START:
        _, _, module, *arguments = command
        return fork_process(module, arguments, env, folder, output.fileno())
    return subprocess.Popen(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output
    )


def wait_for_file(path: Path) -> None:
    """Until there is one; pytest ends what takes for ever."""
    while not path.exists():
        os.sched_yield()
