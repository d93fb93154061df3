"""A refresh that is killed at any of its steps: the next one has all, and nothing twice."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import read_article
from tests.support.paths import PROJECT
from tests.support.web_site import Site, make_page, make_text

DAY = 24 * 60 * 60.0
NOW = 1_700_000_000.0
Run = Callable[..., int]


@pytest.fixture(scope="module")
def forks() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.killed_refresh"],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def make_run(forks: "subprocess.Popen[str]", site: Site, folder: Path) -> Run:
    """What refreshes, in a process of its own, the sources of a bot whose folders lie in
    `folder`; gives its exit code."""
    (folder / "articles").mkdir(parents=True)
    env = {
        "CORPUS_DIR": str(folder / "articles"),
        "INDEX_DIR": str(folder / "index"),
        "STATE_DIR": str(folder / "state"),
        "WEB_ALLOWED_HOSTS": site.host,
        "WEB_SECONDS_BETWEEN": "0",
        "WEB_RETIRE_DAYS": "1",
    }

    def run(*added: str, at: int = 0, day: int = 0) -> int:
        assert forks.stdin and forks.stdout
        addresses = [f"{site.address}{path}" for path in added]
        forks.stdin.write(json.dumps([env, addresses, at, NOW + day * DAY]) + "\n")
        forks.stdin.flush()
        return int(forks.stdout.readline())

    return run


def read_files(folder: Path, *, is_settled: bool = True) -> dict[str, str]:
    """What the articles say that are there, by the paths that they are from; if all `is_settled`
    no file is left over beside them."""
    read = {}
    for path in (folder / "articles").rglob("*" if is_settled else "[!.]*"):
        if path.is_file():
            assert path.suffix == ".md", path
            article, _ = read_article(path.read_bytes(), path.name)
            name = f"/{(article.url or '').split('/', 3)[3]}"
            assert name not in read
            read[name] = article.text
    return read


def put(site: Site, number: int, word: str = "waits") -> None:
    site.put(f"/{number}", make_page(f"Berth {number}", make_text(number, word)))


def kill_at_each(
    forks: "subprocess.Popen[str]",
    site: Site,
    folder: Path,
    stride: int,
    prepare: Callable[[Run], None],
    killed: Callable[[Run, int], int],
    check: Callable[[Run, Path], None],
) -> int:
    """How many steps were killed at."""
    for count, at in enumerate(range(1, 1000, stride)):
        place = folder / str(at)
        run = make_run(forks, site, place)
        site.answers.clear()
        prepare(run)
        if (code := killed(run, at)) == 0:
            return count
        assert code == -signal.SIGKILL
        check(run, place)
    raise AssertionError("it never ended")


@pytest.fixture(params=[17, pytest.param(1, marks=pytest.mark.soak)])
def stride(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_pages_half_added_are_added(
    forks: "subprocess.Popen[str]", site: Site, tmp_path: Path, stride: int
) -> None:
    def prepare(run: Run) -> None:
        for number in (1, 2):
            put(site, number)

    def check(run: Run, folder: Path) -> None:
        assert run("/1", "/2") == 0
        assert read_files(folder).keys() == {"/1", "/2"}

    killed = kill_at_each(
        forks, site, tmp_path, stride, prepare, lambda run, at: run("/1", "/2", at=at), check
    )
    assert killed > 40 / stride


def test_a_page_half_changed_is_changed(
    forks: "subprocess.Popen[str]", site: Site, tmp_path: Path, stride: int
) -> None:
    def prepare(run: Run) -> None:
        put(site, 1)
        assert run("/1") == 0
        put(site, 1, "queues")

    def check(run: Run, folder: Path) -> None:
        (before,) = read_files(folder, is_settled=False).values()
        assert "waits" in before or "queues" in before
        assert run() == 0
        assert "queues" in read_files(folder)["/1"]
        # Nor is it taken for its owner's afterwards.
        put(site, 1, "sleeps")
        assert run() == 0
        assert "sleeps" in read_files(folder)["/1"]

    killed = kill_at_each(forks, site, tmp_path, stride, prepare, lambda run, at: run(at=at), check)
    assert killed > 20 / stride


def test_a_page_half_retired_is_retired(
    forks: "subprocess.Popen[str]", site: Site, tmp_path: Path, stride: int
) -> None:
    def prepare(run: Run) -> None:
        put(site, 1)
        put(site, 2)
        assert run("/1", "/2") == 0
        del site.answers["/1"]
        assert run(day=1) == run(day=2) == 0

    def check(run: Run, folder: Path) -> None:
        assert run(day=4) == 0
        assert read_files(folder).keys() == {"/2"}
        assert len(list((folder / "state" / "removed").rglob("*.md"))) == 1
        put(site, 1)
        assert run("/1", day=5) == 0
        assert read_files(folder).keys() == {"/1", "/2"}

    killed = kill_at_each(
        forks, site, tmp_path, stride, prepare, lambda run, at: run(day=3, at=at), check
    )
    assert killed > 20 / stride
