"""What machine it needs: processor time and memory of an index build, and memory of the bot:

    python -m tests.benchmarks.needs [ARTICLES [CHARACTERS [txt | html | pdf]]]

The articles are words of those that are shipped, mixed by a fixed seed, in paragraphs of three
sentences. `footnote index` and `footnote bot` are processes as owners have them; the bot answers 20
questions over the tests' server. Memory is what all processes of a command hold at once
(proportional set size, looked at ten times a second, files that are mapped included as far as they
were read), processor time that of all of them. Encoders that are prepared in STATE_DIR are taken
from there. Linux alone.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from corpus import read_corpus
from tests.support.bot_process import FOOTNOTE, begin_bot_process
from tests.support.conversing import Person
from tests.support.paths import PROJECT
from tests.support.pdfs import make_pdf, set_lines
from tests.support.running_bot import PLENTY
from tests.telegram_server import TelegramServer

_ARTICLES = 20
_CHARACTERS = 1600
"""As long as an article that is shipped."""
_QUESTIONS = 20
_SECONDS_BETWEEN = 0.1
_LINE_CHARACTERS = 90
_LINES_A_PAGE = 50
_PATIENCE_SECONDS = 120.0


@dataclass
class Peak:
    """The most memory that a process and those below it held at once, in MiB, until `close`."""

    pid: int
    mib: float = 0.0
    _ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN):
            self.mib = max(self.mib, read_memory(self.pid))


def read_memory(pid: int) -> float:
    """What a process and those below it hold now, in MiB; those that have ended hold nothing."""
    held = 0
    for each in _list_processes(pid):
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        held += next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
    return held / 1024


def _list_processes(pid: int) -> Iterator[int]:
    yield pid
    for tasks in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            below = tasks.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from _list_processes(int(child))


def write_articles(folder: Path, articles: int, characters: int, kind: str) -> int:
    """Writes as many files of `kind`; returns the characters of text in them."""
    shipped = read_corpus(PROJECT / "corpus" / "articles").articles
    words = [word.strip('.,;:!?()"“”') for article in shipped for word in article.text.split()]
    rng = random.Random(21)
    written = 0
    for number in range(articles):
        title, paragraphs = _mix(rng, words)[:60], [""]
        while sum(map(len, paragraphs)) < characters:
            paragraphs.append(" ".join(_mix(rng, words) for _ in range(3)))
        made = _make(kind, title, paragraphs[1:])
        (folder / f"{number}.{kind}").write_bytes(made)
        written += len(title) + sum(map(len, paragraphs))
    return written


def _mix(rng: random.Random, words: list[str]) -> str:
    place, length = rng.randrange(len(words) - 40), rng.randint(8, 24)
    chosen = words[place : place + length]
    rng.shuffle(chosen)
    return " ".join(chosen).capitalize() + "."


def _make(kind: str, title: str, paragraphs: list[str]) -> bytes:
    if kind == "html":
        text = "".join(f"<p>{escape(each)}</p>\n" for each in paragraphs)
        page = (
            f"<html lang=en><title>{escape(title)}</title><h1>{escape(title)}</h1>\n{text}</html>"
        )
        return page.encode()
    if kind == "pdf":
        lines = [line for each in paragraphs for line in (*_wrap(each), "")]
        pages = [
            set_lines(lines[start : start + _LINES_A_PAGE])
            for start in range(0, len(lines), _LINES_A_PAGE)
        ]
        return make_pdf(pages, info={"Title": title})
    return "\n\n".join((title, *paragraphs, "")).encode()


def _wrap(text: str) -> Iterator[str]:
    line = ""
    for word in text.encode("latin-1", "replace").decode("latin-1").split():
        if len(line) + len(word) > _LINE_CHARACTERS:
            yield line
            line = ""
        line = f"{line} {word}".lstrip()
    yield line


def main(articles: int, characters: int, kind: str) -> None:
    """Prints a line for the build and one for the bot."""
    with tempfile.TemporaryDirectory(prefix="footnote-needs-") as name:
        folder = Path(name)
        corpus = folder / "articles"
        corpus.mkdir()
        written = write_articles(corpus, articles, characters, kind) / 1e6
        env = {"CORPUS_DIR": str(corpus), "INDEX_DIR": str(folder / "index")}
        env["STATE_DIR"] = str(_share_encoders(folder / "state"))
        print(f"{articles} articles (.{kind}), {written:.2f} million characters", flush=True)
        _build(folder, env, written)
        _ask(folder, env)


def _share_encoders(state: Path) -> Path:
    """A new STATE_DIR in which the encoder is prepared already, if it is anywhere."""
    prepared = Path(os.environ.get("STATE_DIR") or PROJECT / "var" / "state").resolve()
    state.mkdir()
    if (prepared / "encoders").exists():
        (state / "encoders").symlink_to(prepared / "encoders")
        shutil.copy(prepared / "fingerprints.json", state)
    return state


def _build(folder: Path, env: dict[str, str], written: float) -> None:
    begun, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", FOOTNOTE, "index"]
    (folder / ".env").touch()
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **env, "PYTHONPATH": str(PROJECT)},
            stdout=log,
            stderr=log,
        )
    peak = Peak(process.pid)
    code = process.wait()
    peak.close()
    if code:
        sys.exit((folder / "log").read_text("utf-8"))
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    stored = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    print(
        f"index: {used:.1f} s of processor time, {used / written:.0f} s a million characters,"
        f" {time.perf_counter() - begun:.1f} s by the clock, {stored / 1e6:.0f} MB on disk,"
        f" {peak.mib:.0f} MiB at most",
        flush=True,
    )


def _ask(folder: Path, env: dict[str, str]) -> None:
    with TelegramServer() as server:
        process = begin_bot_process(server, {**PLENTY, **env}, folder)
        peak = Peak(process.pid)
        try:
            server.wait_until_polled(timeout_seconds=_PATIENCE_SECONDS)
            alice = server.add_user("Alice")
            person = Person(server, server.private_chat(alice), alice)
            at_rest = read_memory(process.pid)
            for number in range(_QUESTIONS):
                person.ask(f"Who guards the port of Gwadar in {2000 + number}?")
        finally:
            process.terminate()
            process.wait(30)
            peak.close()
    print(
        f"bot: {at_rest:.0f} MiB when it polls, {peak.mib:.0f} MiB at most, {_QUESTIONS} questions"
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else _ARTICLES,
        int(given[1]) if given[1:] else _CHARACTERS,
        given[2] if given[2:] else "txt",
    )
