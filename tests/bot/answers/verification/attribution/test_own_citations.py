"""Citations read whole: what "Copy citation" copies, in every language, and those in brackets."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from telegram.constants import InlineKeyboardButtonLimit

from bot.answers.answer import Quote
from bot.answers.verification import FindPlaces, Verdict, Verification, make_finder, verify_text
from bot.answers.verification.lookup import FindPassage
from bot.text.citations import source_line
from bot.text.copied_citations import MAX_COPIED_UNITS, cite, name_sources
from bot.text.translation import LANGUAGES, format_date, speaking
from corpus import Locator, read_corpus
from embeddings import BuildFolder, PassageIndex, build_index, find_holders, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.harbour import FILES
from tests.support.paths import PROJECT

LAW = """---
title: Harbour rules
source: Port Office
date: 2020-05-01
---
## Article 16. Boats

Boats must be moored by day.

## Article 17. Nets

No nets may be dried on the wall.
"""
LOG = """---
title: Changelog
source: Tool
date: 2023-01-01
---
## 3.4.0

### Removed

The old export was removed.
"""
BRIDGE = """---
title: Мост через Волгу
source: Вестник
author: Анна Петрова
date: 2020-10-11
---
Мост через Волгу открыли в 1956 году.
"""
HARBOUR = """---
title: 灯台の歴史
source: 港新聞
author: 田中花子
date: 2024-03-01
---
現在は誰も住んでいない。
"""
SHIPPED = PROJECT / "corpus" / "articles"
ODD = {
    "news.txt": """GNU tool NEWS                                    -*- outline -*-

* Changes in release 1.12 (2022-04-07) [stable]

** Bug fixes

  'tool -C 5' no longer misbehaves by treating '5' as a file name.
  [bug present since the beginning]

  The length is that modulo 2**32. Is it said to be “long” – often?

* Changes in release 1.9 (2018-01-07) [stable]

** Bug fixes

  The tool no longer writes outside of draft_* when two are run at once.
  [bug present since the beginning]
""",
    "marks.md": """---
title: "„Die Brücke“ – ein Bericht. Ja?"
author: "Ann *Bell*, “Nan”"
source: "Nor‘easter – Rundschau"
url: https://bridge.example/a_b_c?x=(1)
date: 2021-05-03
---
# Wann (1999) – und *warum*? [1]

Die Brücke steht. „Sie hält“, sagte Ann. – Nein, sagte Tom, „sie hält nicht“.

## p. 9, No. 3: never

1. The owner pays 2.50 pounds.
2. The clerk – “Nan” – notes it.

Tom Hale: Who pays?

Ann Bell: The town.
""",
}
WORDS = [
    "Nobody was hurt.",
    "The lamp turns once in twelve seconds.",
    "Ships from the north see the light at a distance of thirty kilometres.",
    "The harbour wall of Skerry was repaired with granite.",
    "No nets may be dried on the wall.",
    "The old export was removed.",
    "Мост через Волгу открыли в 1956 году.",
    "現在は誰も住んでいない。",
]


class Reading(NamedTuple):
    """How a message is verified."""

    find_places: FindPlaces
    find_passage: FindPassage

    def verify(self, message: str) -> Verification:
        """`message`, verified."""
        return verify_text(
            message, self.find_places, find_passage=self.find_passage, name_sources=name_sources
        )


def read(folder: Path, builds: Path) -> tuple[PassageIndex, Reading]:
    encoder = FakeEncoder(dimension=32)
    build_index(read_corpus(folder), Path("none"), encoder, BuildFolder(builds))
    index = load_index(BuildFolder(builds), encoder)
    return index, Reading(make_finder(partial(find_holders, index), None), index.find_passage_at)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("articles")
    own = {"law.md": LAW, "log.md": LOG, "bridge.md": BRIDGE, "ja.md": HARBOUR}
    for name, text in {**FILES, **own}.items():
        (folder / name).write_text(text, "utf-8")
    return read(folder, tmp_path_factory.mktemp("index"))[1]


def is_clean(found: Verification) -> bool:
    return (
        [part.verdict for part in found.parts] == [Verdict.VERBATIM]
        and not found.own_words
        and (found.parts[0].source is None or found.parts[0].source.is_right_in_all)
    )


def test_a_citation_is_as_long_as_a_button_copies() -> None:
    assert int(InlineKeyboardButtonLimit.MAX_COPY_TEXT) == MAX_COPIED_UNITS


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copied_citation_is_read_whole(reading: Reading, language: str, words: str) -> None:
    quote = reading.verify(words).parts[0].occurrences[0].quote
    assert quote is not None
    published = quote.article.published
    assert published is not None
    with speaking(language):
        citation = cite(quote)
        day, other = format_date(published), format_date(published.replace(year=2001))
    assert is_clean(reading.verify(citation)), citation
    assert day in citation
    assert not is_clean(reading.verify(citation.replace(day, other)))
    title = quote.article.title
    assert not is_clean(reading.verify(citation.replace(title, "Winter in Riga")))


def list_quotes(index: PassageIndex) -> Iterator[Quote]:
    """Each passage whole, and each of its sentences."""
    for passage in index.passages:
        article = index.articles[passage.article_id]
        for start, end in {(0, len(passage.text)), *passage.sentences}:
            span = passage.start + start, passage.start + end
            yield Quote(passage.text[start:end], *span, 1.0, passage, article, (0, end - start))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Quote], Reading]:
    folder = tmp_path_factory.mktemp("odd")
    for name, text in ODD.items():
        (folder / name).write_text(text, "utf-8")
    shipped = sorted(SHIPPED.glob("*.md"), key=lambda path: path.stat().st_size)
    for path in shipped[:3]:
        shutil.copy(path, folder)
    index, reading = read(folder, tmp_path_factory.mktemp("odd_index"))
    return list(list_quotes(index)), reading


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_copied_is_found_again(odd: tuple[list[Quote], Reading], language: str) -> None:
    quotes, reading = odd
    with speaking(language):
        citations = [cite(quote) for quote in quotes]
    assert len(citations) > 30
    for citation in citations:
        assert is_clean(reading.verify(citation)), citation
    several = reading.verify("\n".join(citations[:5]))
    assert several.count(Verdict.VERBATIM) == len(several.parts) == 5
    assert not several.own_words


def test_what_is_changed_in_a_copied_citation_is_told(odd: tuple[list[Quote], Reading]) -> None:
    quotes, reading = odd
    for citation in map(cite, quotes):
        words, _, source = citation.rpartition("” – ")
        for changed in (
            f"{words} not” – {source}",
            f"“Never {words[1:]}” – {source}",
            f"{words}” – Bob Hart, {source}",
            f"{words}” – {source}. This is false.",
            f"Never say: {citation}",
            f"Never say:\n{citation}",
            f"{citation}\nThis is false.",
        ):
            assert not is_clean(reading.verify(changed)), changed


def test_the_same_words_are_found_below_the_heading_that_is_named(
    odd: tuple[list[Quote], Reading],
) -> None:
    _, reading = odd
    words = "[bug present since the beginning]"
    for version in ("1.12 (2022-04-07)", "1.9 (2018-01-07)"):
        source = f"GNU tool NEWS › Changes in release {version} [stable] › Bug fixes"
        found = reading.verify(f"“{words}” – {source}")
        passage = found.parts[0].occurrences[0].passage
        assert is_clean(found)
        assert passage is not None
        assert version in passage.headings[0]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "locator", [Locator("page", 12), Locator("scan", 12), Locator("time", 3723)]
)
def test_the_place_in_a_file_is_no_word_of_the_writers(
    reading: Reading, locator: Locator, language: str, words: str
) -> None:
    quote = reading.verify(words).parts[0].occurrences[0].quote
    assert quote is not None
    quote = replace(quote, passage=replace(quote.passage, locator=locator))
    with speaking(language):
        assert is_clean(reading.verify(cite(quote))), cite(quote)
        line = source_line(quote)
    assert is_clean(reading.verify(f"{words}\n{line}")), line


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (WORDS[4], "Harbour rules › Article 16. Boats, Port Office, 1 May 2020"),
        (WORDS[4], "Harbour rules › Article 18. Nets, Port Office, 1 May 2020"),
        (WORDS[5], "Changelog › 3.5.0 › Removed, Tool, 1 January 2023"),
        (WORDS[2], "Ada Pell, The lighthouse of Skerry › The cellar, Coast News"),
    ],
)
def test_another_heading_is_told(reading: Reading, words: str, source: str) -> None:
    assert not is_clean(reading.verify(f"“{words}” – {source}"))


@pytest.mark.parametrize(
    "message",
    [
        "Nobody was hurt (The storm of January, 2023).",
        "Мост через Волгу открыли в 1956 году (Мост через Волгу, 2020).",
        "Nobody was hurt [Port Times, 2023].",
        "Nobody was hurt (see: Port Times).",
        "Nobody was hurt (the storm of january).",
        "The harbour wall of Skerry was repaired with granite (A new wall).",
        "Her father kept it before her (Pell 2024).",
        "現在は誰も住んでいない（港新聞）。",
        "Her father kept it before her (via Coast News)",
        "Her father kept it before her. via @coastnews",
        "Her father kept it before her via @CoastNews",
    ],
)
def test_names_of_the_article_at_the_end_are_its_source(reading: Reading, message: str) -> None:
    found = reading.verify(message)
    assert is_clean(found)
    assert found.parts[0].source is not None


@pytest.mark.parametrize(
    "message",
    [
        "“The lamp turns once in twelve seconds.” – Ada Pell, “The lighthouse of Skerry”",
        "“The lamp turns once in twelve seconds” – Ada Pell, “The lighthouse of Skerry”",
        "“The lamp turns once in twelve seconds.” (Ada Pell, “The lighthouse of Skerry.”)",
        "“The lamp turns once in twelve seconds” (Ada Pell, “The Lighthouse of Skerry”).",
        "“The lamp turns once in twelve seconds.” – Pell, “The lighthouse of Skerry,” Coast News.",
        '"The harbour wall of Skerry was repaired with granite." - "A new wall", Coast News',
        "«The harbour wall of Skerry was repaired with granite» – «A new wall»",
    ],
)
def test_a_title_in_quotation_marks_behind_a_quotation_is_its_source(
    reading: Reading, message: str
) -> None:
    found = reading.verify(message)
    assert is_clean(found)
    assert found.parts[0].source is not None


@pytest.mark.parametrize(
    "source",
    [
        "Ben Ito, “The lighthouse of Skerry”",
        "Ada Pell, “The lighthouse of Skerry,” Coast News, 1 May 1999",
        "Ada Pell, “The storm of January”",
        "Ada Pell, “The lighthouse of Riga”",
        "“The lighthouse of Skerry was white”",
    ],
)
@pytest.mark.parametrize("end", [".", ""])
def test_another_name_beside_a_title_in_quotation_marks_is_told(
    reading: Reading, source: str, end: str
) -> None:
    quoted = f"“The lamp turns once in twelve seconds{end}”"
    assert not is_clean(reading.verify(f"{quoted} – {source}"))
    assert not is_clean(reading.verify(f"“The storm broke every lamp{end}” – {source}"))


@pytest.mark.parametrize(
    "message",
    [
        "Nobody was hurt (except Tom).",
        "Nobody was hurt (in January).",
        "Nobody was hurt (the wall).",
        "Nobody was hurt (not Port Times).",
        "Nobody was hurt (Port Times lies).",
        "Nobody was hurt (The storm of January, 2021).",
        "Nobody was hurt (New York Times, 2023).",
        "Her father kept it before her via @portnews",
    ],
)
def test_other_words_in_brackets_are_told(reading: Reading, message: str) -> None:
    assert not is_clean(reading.verify(message))


def test_a_citation_hides_no_cut(reading: Reading) -> None:
    found = reading.verify("It was painted white (Coast News, 2024).")
    assert found.parts[0].occurrences[0].sentence is not None


@pytest.mark.parametrize(
    "message",
    [
        "a) Nobody was hurt.\nb) Her father kept it before her.",
        "(c) Nobody was hurt.",
        "ii) Nobody was hurt.",
        "🧵1/ Nobody was hurt.",
        "1/ Nobody was hurt.\n\n2/ Her father kept it before her.",
        "Nobody was hurt¹",
        "Nobody was hurt.²",
        "“Nobody was hurt.”³",
    ],
)
def test_marks_of_lists_and_footnotes_are_no_words(reading: Reading, message: str) -> None:
    found = reading.verify(message)
    assert {part.verdict for part in found.parts} == {Verdict.VERBATIM}
    assert not found.own_words


@pytest.mark.parametrize("source", ["Lamps, 3 May 2021", "Boats, 3 May 2021"])
def test_what_only_looks_like_citations_costs_no_more_than_some(
    source: str, tmp_path: Path
) -> None:
    text = "\n\n".join(f"The lamp {number} is the brightest." for number in range(200))
    (tmp_path / "lamps.md").write_text(f"---\ntitle: Lamps\n---\n{text}\n", "utf-8")
    _, reading = read(tmp_path, tmp_path / "index")
    asked, named = [], []

    def name(quote: Quote, said: str) -> Iterator[str]:
        asked.append(quote)
        for one in name_sources(quote, said):
            named.append(one)
            yield one

    message = "\n".join(f"“The” – {source} {number}" for number in range(40))
    find_passage = reading.find_passage
    verify_text(message, reading.find_places, find_passage=find_passage, name_sources=name)
    assert 200 <= len(asked) + len(named) < 2100
    assert bool(named) is source.startswith("Lamps")


@pytest.mark.parametrize(
    ("below", "is_right"),
    [
        ("– Bob Hart, Port Office", False),
        ("Source: Quay Gazette, 1999", False),
        ("– {title}", True),
        ("“Boats must be moored by day.”\n– Port Office", None),  # of what stands between
    ],
)
def test_a_source_below_a_copied_citation_is_judged(
    reading: Reading, below: str, is_right: bool | None
) -> None:
    quote = reading.verify("Her father kept it before her.").parts[0].occurrences[0].quote
    assert quote is not None
    first = reading.verify(f"{cite(quote)}\n{below.format(title=quote.article.title)}").parts[0]
    assert first.verdict is Verdict.VERBATIM
    assert (first.source and first.source.is_right) is is_right
