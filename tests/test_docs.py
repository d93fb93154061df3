"""What the documents name exists: paths, modules, pages, rooms, commands of make."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import PROJECT
from tests.support.reference import PAGE, list_settings, render_reference

PAGES = [
    path.relative_to(PROJECT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "tests/*/README.md")
    for path in sorted(PROJECT.glob(pattern))
]
PACKAGES = ("bot", "corpus", "embeddings", "tests")
PATH = re.compile(rf"(?<![\w/.])(?:{'|'.join(PACKAGES)}|docs|\.ci)/[\w./*-]*[\w*/]")
MODULE = re.compile(rf"python -m ((?:{'|'.join(PACKAGES)})[\w.]*)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)|<img src=\"([^\"]+)\"")
BARE = re.compile(r"(?<![\w/*-])\w+\.py\b")
TARGET = re.compile(r"`make ([a-z]+)|^make ([a-z]+)", re.MULTILINE)


def find_rooms() -> Iterator[Path]:
    """The folders of the project's packages, by their paths in it."""
    for package in PACKAGES[:3]:
        for path in sorted((PROJECT / package).rglob("__init__.py")):
            yield path.parent.relative_to(PROJECT)


@pytest.mark.parametrize("page", PAGES)
class TestPages:
    def test_paths_exist(self, page: str) -> None:
        named = set(PATH.findall(read(page)))
        assert [path for path in named if not any(PROJECT.glob(path.rstrip("/")))] == []

    def test_modules_are_named_by_their_paths(self, page: str) -> None:
        """Where a bare name is, nobody can tell, this test no more than a reader."""
        assert BARE.findall(read(page)) == []

    def test_modules_that_are_run_exist(self, page: str) -> None:
        for module in MODULE.findall(read(page)):
            path = PROJECT / module.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module

    def test_links_lead_somewhere(self, page: str) -> None:
        folder = (PROJECT / page).parent
        for link in LINK.findall(read(page)):
            assert (folder / "".join(link)).exists(), link

    def test_commands_of_make_exist(self, page: str) -> None:
        makefile = (PROJECT / "Makefile").read_text("utf-8")
        for target in map("".join, TARGET.findall(read(page))):
            assert f"\n{target}: " in makefile, target


def test_there_is_something_to_look_at() -> None:
    """Or else a change of how pages are written would make the tests above say nothing."""
    page = read("docs/architecture.md")
    assert "docs/architecture.md" in PAGES
    assert len(set(PATH.findall(page))) > 40
    assert {"".join(target) for target in TARGET.findall(page)} >= {"check", "words"}
    assert LINK.findall(page)


def test_every_room_is_on_the_map() -> None:
    plan = read("docs/architecture.md").split("```")[1]
    named = set(re.findall(r"^ *(\w+)/", plan, re.MULTILINE))
    assert {room.name for room in find_rooms()} <= named


def test_no_room_has_more_than_eighteen_modules() -> None:
    """One that is full gets rooms within it."""
    modules = {
        room: [m for m in (PROJECT / room).glob("*.py") if m.stem[:2] != "__"]
        for room in find_rooms()
    }
    assert {str(room): len(found) for room, found in modules.items() if len(found) > 18} == {}


def test_commands_and_settings_are_told_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == render_reference(), "run make reference"
    assert len(list(list_settings())) > 20
    assert "| `--off-topic FILE` |" in render_reference()


def read(page: str) -> str:
    return (PROJECT / page).read_text("utf-8")
