"""Points of units that are written as lists, and those that there are not."""

from pathlib import Path

import pytest

from corpus import read_corpus
from embeddings import BuildFolder, Encoder, Retriever, build_index, load_index

LICENCE = """Raft Licence

Section 1 -- Definitions.

  a. Adapted raft means a raft that was built after another one, with oars
     or without them.

  b. Builder's mark means the mark that is burnt into the stern of a raft
     before it is launched.

  c. Lend means to give a raft to anybody for a day or longer, as on hire,
     by exchange, or to a school.

Section 2 -- Scope.

  a. Whoever holds a raft may lend it within the bay, as long as the mark
     on its stern is left where it is.

  b. Nobody may tow it behind a steamer, whatever the weather, nor leave it
     at the pier over night.

Section 3 -- Term.

The licence ends with the year. (a) It may be renewed by letter. (b) It may be sold.
"""
CHANGES = """# Changes

## 3.1.0 (2022-03-08)

Oars are shorter.

## 3.0.0 (2021-01-02)

The sail is gone.
"""
GUIDE = "# Guide to the bay\n\nBoats are moored before dusk. Ask for a berth in time.\n"


@pytest.fixture(scope="module")
def retriever(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "raft-licence.txt").write_text(LICENCE, "utf-8")
    (folder / "changes.md").write_text(CHANGES, "utf-8")
    (folder / "guide.md").write_text(GUIDE, "utf-8")
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("What does section 1(c) of the raft licence say?", "c. Lend"),
        ("section 1 (b)", "b. Builder"),
        ("raft licence, section 2(b)", "b. Nobody"),
        ("section 2(a)(4) of the raft licence", "a. Whoever"),
    ],
)
def test_the_point_that_is_named_counts_most(
    retriever: Retriever, question: str, begins: str
) -> None:
    hit = retriever.search(question, 1)[0]
    start, _ = hit.passage.sentences[int(hit.evidence.sum(axis=0).argmax())]
    assert hit.passage.text[start:].startswith(begins)
    assert hit.absent == ()
    assert hit.confidence > 0.5


@pytest.mark.parametrize("question", ["section 2(f) of the raft licence", "section 1(d)?"])
def test_a_point_that_there_is_not_is_absent(retriever: Retriever, question: str) -> None:
    hit = retriever.search(question, 1)[0]
    assert hit.absent
    assert hit.confidence < 0.5


def test_a_point_amid_a_text_is_within_its_unit(retriever: Retriever) -> None:
    hit = retriever.search("section 3(b) of the raft licence", 1)[0]
    assert (hit.passage.label, hit.absent) == ("Section 3", ())


@pytest.mark.parametrize("question", ["step 3", "rule 3 of the guide"])
def test_a_release_is_no_part_of_a_unit(retriever: Retriever, question: str) -> None:
    hits = retriever.search(question, 5)
    assert not any(hit.is_unit for hit in hits)
    assert hits[0].confidence < 0.5
