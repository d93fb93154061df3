"""What is told of a build."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.text.build_report import format_report
from corpus import read_corpus
from embeddings import BuildFolder, Changes, Manifest, build_index
from tests.support.fake_encoder import FakeEncoder


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "lamp.txt").write_text("The lamp of Skerry.\n")
    corpus, folder = read_corpus(tmp_path / "texts"), BuildFolder(tmp_path / "index")
    return build_index(corpus, tmp_path / "texts", FakeEncoder(), folder)


def test_of_many_files_that_are_skipped_for_one_reason_few_are_named(manifest: Manifest) -> None:
    """In the chat, too, where each article that is added brought the whole list."""
    same = [[f"{number}.log", "no reader for .log"] for number in range(60)]
    few = [[f"{number}.doc", "no reader for .doc"] for number in range(4)]
    skipped = [["a.txt", "it is empty"], *same, *few]
    report = format_report(replace(manifest, skipped=skipped), Changes(compared=False))
    assert report.splitlines()[1:] == [
        "Skipped:",
        "  a.txt: it is empty",
        "  0.log: no reader for .log",
        "  1.log: no reader for .log",
        "  2.log: no reader for .log",
        "  … and 57 more: no reader for .log",
        *(f"  {number}.doc: no reader for .doc" for number in range(4)),
    ]
