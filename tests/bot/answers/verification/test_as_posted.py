"""Ninety-five messages as people post them, with what is right of each part."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.answers.verification import FindPlaces, VerifiedPart, make_finder, verify_text
from corpus import read_corpus
from embeddings import BuildFolder, build_index, find_holders, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.paths import PROJECT

DATA = PROJECT / "tests" / "data" / "verify"
MESSAGES: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "messages.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def find_places(tmp_path_factory: pytest.TempPathFactory) -> FindPlaces:
    encoder = FakeEncoder(dimension=32)
    builds = BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(DATA / "articles"), Path("none"), encoder, builds)
    return make_finder(partial(find_holders, load_index(builds, encoder)), None)


def is_right(part: VerifiedPart, expected: dict[str, Any]) -> bool:
    found = part.occurrences[0] if part.occurrences else None
    differences = found.differences if found else ()
    told = [(one.written, found.article.text[one.start : one.end]) for one in differences if found]
    return (
        part.verdict.value == expected["verdict"]
        and (found.article.id if found else None) == expected["article"]
        and expected.get("text", part.text) in (None, part.text)
        and all(words in str(told) for words in expected.get("differs") or [])
    )


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message["kind"]))
def test_each_part_has_its_verdict(message: dict[str, Any], find_places: FindPlaces) -> None:
    parts = verify_text(message["message"], find_places).parts
    expected = message["parts"]
    assert [is_right(*pair) for pair in zip(parts, expected, strict=False)] == [True] * len(parts)
    assert len(parts) == len(expected)
    named = [part.source.is_right for part in parts if part.source]
    assert named[:1] == ([message["source"]] if "source" in message else [])
    dates = [part.source.other_date for part in parts if part.source and part.source.other_date]
    assert dates == ([message["date"]] if "date" in message else [])
    for part in parts:
        for one in part.occurrences:
            assert 0 <= one.start < one.end <= len(one.article.text)


def test_there_are_enough_of_them() -> None:
    assert len(MESSAGES) >= 60


def test_parts_so_far_are_given_when_time_is_over(find_places: FindPlaces) -> None:
    text = MESSAGES[1]["message"]
    ends: Callable[[], bool] = iter((False, True)).__next__
    assert len(verify_text(text, find_places, ends).parts) == 1
    assert verify_text(text, find_places, lambda: True).parts == ()
