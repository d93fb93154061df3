"""What /verify says of where words stand: in the article, below which headings."""

import json
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from telegram import MessageEntity

from bot.answers.verification import Verification, make_finder, verify_text
from bot.cli.commands.verify import render_json, render_text
from bot.telegram.messages.answers import title_parts
from bot.telegram.messages.formatting import join_parts
from bot.telegram.messages.verification import render_verification
from corpus import Article, read_corpus
from embeddings import BuildFolder, PassageIndex, build_index, find_holders, load_index
from tests.support.fake_encoder import FakeEncoder

FILES = {
    "news.md": """# Kiln releases

## 2.7.0

### Removed

The flag for wet clay is gone for good.

### Added

A second thermometer may be read while firing.

## 2.6.1

### Removed

The flag for dry clay was hardly ever used.
""",
    "rules.md": """# Rules of the weir

## Article 8. Nets

Nobody sets a net within forty steps of the weir.

## Article 9. Boats

A boat waits until the bell has rung twice.
""",
    "plain.md": "# The ropewalk\n\nThe ropewalk is three hundred metres long and has no windows.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    encoder, builds = FakeEncoder(dimension=32), BuildFolder(tmp_path_factory.mktemp("index"))
    build_index(read_corpus(folder), folder, encoder, builds)
    return load_index(builds, encoder)


def verify(index: PassageIndex, text: str) -> Verification:
    finder = make_finder(partial(find_holders, index), None)
    return verify_text(text, finder, find_passage=index.find_passage_at)


@pytest.mark.parametrize(
    ("text", "place", "headings"),
    [
        (
            "The flag for wet clay is gone for good.",
            "Kiln releases › 2.7.0 › Removed",
            '["2.7.0", "Removed"]',
        ),
        (
            "The flag for dry clay was hardly used.",  # differs
            "Kiln releases › 2.6.1 › Removed",
            '["2.6.1", "Removed"]',
        ),
        (
            "A boat waits until the bell has rung twice.",
            "Rules of the weir › Article 9. Boats",
            '["Article 9. Boats"]',
        ),
        ("The ropewalk is three hundred metres long", "The ropewalk", "[]"),
        ("Gulls are fond of ropes and tar.", "", "[]"),
    ],
)
def test_below_which_headings_words_stand(
    text: str, place: str, headings: str, index: PassageIndex, tmp_path: Path
) -> None:
    found = verify(index, text)
    assert len(found.parts) == 1
    assert f'"headings": {headings}' in render_json(text, found)
    for shown in (render_verification(found).text, render_text(found, None)):
        assert (place in shown.splitlines()[-1].strip()) if place else ("Not in" in shown)
        assert (" › " in shown) == (" › " in place)


def test_parts_of_one_article_below_other_headings_each_have_theirs(index: PassageIndex) -> None:
    wet, dry = (
        "The flag for wet clay is gone for good.",
        "The flag for dry clay was hardly ever used.",
    )
    shown = render_verification(verify(index, f"{wet} {dry}")).text
    lines = shown.splitlines()
    assert lines[2:] == ["✓ Kiln releases", wet, "2.7.0 › Removed", dry, "2.6.1 › Removed"]
    below = render_verification(
        verify(
            index, "Nobody sets a net within forty steps of the weir. Gulls nest on tar barrels."
        )
    ).text
    assert "✓ Rules of the weir › Article 8. Nets\n" in below


def test_pieces_of_a_quotation_with_a_gap_stand_below_their_own(index: PassageIndex) -> None:
    found = verify(index, "“A second thermometer may be read […] The flag for dry clay”")
    assert [part.verdict.value for part in found.parts] == ["verbatim", "verbatim"]
    quotes = [part.occurrences[0].quote for part in found.parts]
    assert [quote and quote.passage.headings for quote in quotes] == [
        ("2.7.0", "Added"),
        ("2.6.1", "Removed"),
    ]


@pytest.mark.parametrize("denied", ["Never say that", "Hoax:", "They disproved that"])
def test_the_words_beside_are_told(denied: str, index: PassageIndex) -> None:
    held = "the ropewalk is three hundred metres long and has no windows."
    found = verify(index, f"{denied} {held}")
    line = f"Not looked for, as your own words: “{denied}”"
    assert render_verification(found).text.endswith(f"\n{line}")
    assert json.loads(render_json("", found))["own_words"] == [denied]
    assert f"“{denied}”" in render_text(found, None)
    several = verify(index, f"{denied} {held}\nA boat waits until the bell has rung twice.")
    assert render_verification(several).text.splitlines()[1] == line
    assert "own_words" not in render_json("", verify(index, f"T{held[1:]}"))


@pytest.mark.parametrize(
    ("live", "is_folded"),
    [("#fake", False), ("@ruth says", False), ("a.example", False), ("", True)],
)
def test_what_could_be_pressed_parts_no_line_into_blocks(
    live: str, is_folded: bool, index: PassageIndex
) -> None:
    found = verify(index, "the ropewalk is three hundred metres long and has no windows.")
    reply = render_verification(replace(found, own_words=("Hoax:", f"mind {live} here")))
    line = reply.text.splitlines()[-1]
    start = len(reply.text.encode("utf-16-le")) // 2 - len(line.encode("utf-16-le")) // 2
    last = [one for one in reply.entities if one.offset + one.length > start]
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if is_folded else MessageEntity.CODE
    assert [one.type for one in last] == [kind]
    assert line == f"Not looked for, as your own words: “Hoax:” “mind {live} here”"
    spans = sorted((one.offset, one.offset + one.length) for one in reply.entities)
    assert all(end <= next_ for (_, end), (next_, _) in pairwise(spans))


@pytest.mark.parametrize("url", [None, "https://town.example/"])
def test_nothing_that_an_article_says_of_itself_can_be_pressed(url: str | None) -> None:
    title, author, source = "[click](http://evil.example)", "@admin", "/start #tag"
    article = Article("a.md", title, "No nets.", (), author=author, source=source, url=url)
    reply = join_parts(title_parts(article, 60))
    covered = "".join(
        reply.text[one.offset : one.offset + one.length]
        for one in reply.entities
        if one.type in ("code", "text_link")
    )
    assert "http://evil.example" in covered
    assert author in covered
    assert "/start #tag" in covered
