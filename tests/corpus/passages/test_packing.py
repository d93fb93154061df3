"""What is read together: neighbours of one section, what leads up to something with it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, BlockKind, Locator, Paragraph
from corpus.formats.reading import read_file
from corpus.passages.packing import MAX_ITEM_TOKENS, MAX_PROSE_TOKENS, leads_up, pack_paragraphs
from corpus.structure.item_levels import find_levels


def count_words(text: str) -> int:
    return len(text.split())


def make_article(*blocks: tuple[BlockKind, str], between: str = "\n\n") -> Article:
    text, paragraphs = "", list[Paragraph]()
    for kind, content in blocks:
        text += between if text else ""
        paragraphs.append(Paragraph(len(text), len(text) + len(content), kind=kind))
        text += content
    return Article("a.txt", "A", text, tuple(paragraphs))


def change(article: Article, number: int, **changes: object) -> Article:
    paragraphs = list(article.paragraphs)
    paragraphs[number] = replace(paragraphs[number], **changes)  # type: ignore[arg-type]
    return replace(article, paragraphs=tuple(paragraphs))


def _pack(article: Article, max_tokens: int) -> Iterator[tuple[Paragraph, ...]]:
    levels = find_levels(article.paragraphs)
    return pack_paragraphs(article, count_words, max_tokens, levels)


def pack(article: Article, max_tokens: int = 250) -> list[int]:
    """How many paragraphs are read together, pack by pack."""
    return [len(packed) for packed in _pack(article, max_tokens)]


@pytest.mark.parametrize("kinds", [("prose", "prose"), ("prose", "code"), ("code", "answer")])
def test_small_running_text_and_code_go_together(kinds: tuple[BlockKind, BlockKind]) -> None:
    assert pack(make_article(*((kind, "moor the boat") for kind in kinds))) == [2]


def test_nothing_goes_past_a_post() -> None:
    one: tuple[BlockKind, str] = ("prose", "moor the boat")
    article = make_article(one, one, one)
    for number, post in enumerate((7, 7, 9)):
        article = change(article, number, locator=Locator("post", post))
    assert pack(article) == [2, 1]


@pytest.mark.parametrize("kind", ["list", "term", "table"])
def test_items_go_with_their_like_alone(kind: BlockKind) -> None:
    article = make_article((kind, "red buoy"), (kind, "green buoy"), ("prose", "That is all."))
    assert pack(article) == [2, 1]


@pytest.mark.parametrize("kind", ["list", "code", "table", "prose"])
def test_what_leads_up_to_something_goes_with_the_first_of_it(kind: BlockKind) -> None:
    article = make_article(("prose", "It rains."), ("prose", "Bring these:"), (kind, "a coat"))
    assert pack(article) in ([1, 2], [3])


def test_a_sign_between_sayings_parts_what_seems_to_lead_up_to_the_next() -> None:
    source = "Sayings\n%\nWhat the pilot says of the sea:\n%\nWhoever rows sees where he was.\n"
    article = read_file(source.encode(), "sayings.txt").article
    first, second = article.paragraphs
    assert not leads_up(article, first, second)


@pytest.mark.parametrize(
    ("kind", "most"),
    [("prose", MAX_PROSE_TOKENS), ("list", MAX_ITEM_TOKENS), ("term", MAX_ITEM_TOKENS)],
)
def test_a_pack_has_no_more_tokens_than_suit_its_kind(kind: BlockKind, most: int) -> None:
    packs = pack(make_article(*[(kind, "word " * 19 + "end")] * 30))
    assert packs[0] == most // 20
    assert sum(packs) == 30


def test_a_paragraph_of_some_length_stays_alone() -> None:
    article = make_article(("prose", "word " * 120), ("prose", "A rest."), ("prose", "And more."))
    assert pack(article) == [1, 2]


@pytest.mark.parametrize(
    "changes", [{"headings": ("Fares",)}, {"speaker": "Mayor"}, {"label": "Article 4"}]
)
def test_no_pack_goes_past_a_heading_a_turn_or_a_label(changes: dict[str, object]) -> None:
    article = make_article(("prose", "One."), ("prose", "Two:"), ("prose", "Three."))
    assert pack(change(article, 2, **changes)) == [2, 1]


def test_turns_of_one_speaker_stay_apart_where_the_name_stands_between() -> None:
    article = make_article(("prose", "One."), ("prose", "Two."), between="\nBo: ")
    for number in (0, 1):
        article = change(article, number, speaker="Bo")
    assert pack(article) == [1, 1]


@pytest.mark.parametrize("between", ["\nDeparture\n", "\n\nNotes\n-----\n\n", "\n[picture]\n"])
def test_nothing_that_was_left_out_stands_in_a_pack(between: str) -> None:
    article = make_article(("prose", "One."), ("prose", "Two."), between=between)
    assert pack(article) == [1, 1]


@pytest.mark.parametrize("between", ["\n12. ", "\n  * ", "\n|---|\n"])
def test_marks_may_stand_between(between: str) -> None:
    assert pack(make_article(("list", "One."), ("list", "Two."), between=between)) == [2]


def test_a_question_begins_a_pack_with_its_answer() -> None:
    asked: list[tuple[BlockKind, str]] = [("question", "Is it open?"), ("answer", "It is.")]
    article = make_article(*asked, ("code", "open the door"), *asked)
    assert pack(article) == [3, 2]


def test_code_goes_with_the_lead_in_that_is_its_context() -> None:
    article = make_article(("prose", "word " * 150 + "so type"), ("code", "make dock"))
    assert pack(article) == [1, 1]
    assert pack(change(article, 1, context=((0, article.paragraphs[0].end),))) == [2]


def test_a_record_stays_apart_from_the_next_one_that_is_code() -> None:
    records = "Files: a/*", "License: MIT", f"Files: b/*\nLicense: ISC\n{'b ' * 150}"
    article = make_article(("prose", records[0]), ("prose", records[1]), ("code", records[2]))
    start = article.paragraphs[1].start
    assert pack(change(article, 2, context=((start, start + len(records[1])),))) == [2, 1]


def test_nothing_is_put_together_that_the_encoder_does_not_read() -> None:
    article = make_article(("prose", "One two three:"), ("code", "four five"), ("prose", "Six."))
    assert pack(article, 4) == [1, 2]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["prose", "list", "term", "table", "code", "question", "answer"]),
            st.sampled_from(["a", "b c:", "d " * 60, "e " * 120]),
        ),
        max_size=20,
    )
)
def test_every_paragraph_is_in_one_pack(blocks: list[tuple[BlockKind, str]]) -> None:
    article = make_article(*blocks)
    packed = [p for one in _pack(article, 100) for p in one]
    assert tuple(packed) == article.paragraphs


@pytest.mark.parametrize("between", ["\n%\n", "\n\n* * *\n\n", "\n~~~~~~~~\n"])
def test_a_row_of_signs_parts_what_is_read_together(between: str) -> None:
    article = make_article(("prose", "One."), ("prose", "Two."), between=between)
    assert pack(article) == [1, 1]


@pytest.mark.parametrize("end", [":", "：", ", as this one:"])
def test_an_item_goes_with_the_first_of_those_below_it(end: str) -> None:
    blocks: list[tuple[BlockKind, str]] = [("list", "word " * 95), ("list", f"Bring these{end}")]
    article = make_article(*blocks, ("list", "word " * 20), ("list", "a lamp"))
    lead_in = article.paragraphs[1]
    for number in (2, 3):
        article = change(article, number, context=((lead_in.start, lead_in.end),))
    assert pack(article) == [1, 3]


@pytest.mark.parametrize(
    ("parts", "packs"), [(["a part"] * 3, [4]), (["word " * 29 + "end"] * 4, [4, 1, 1])]
)
def test_an_item_goes_with_what_stands_in_it(parts: list[str], packs: list[int]) -> None:
    items: list[tuple[BlockKind, str]] = [("list", text) for text in ["Ann", *parts, "word " * 98]]
    article = make_article(*items)
    above = article.paragraphs[0]
    for number in range(1, len(items) - 1):
        article = change(article, number, context=((above.start, above.end),))
    assert pack(article)[: len(packs)] == packs


@pytest.mark.parametrize(
    ("name", "rule"), [("a.md", "---"), ("a.md", "***"), ("a.md", "<hr>"), ("a.html", "<hr>")]
)
def test_nothing_goes_past_a_rule_that_is_drawn(name: str, rule: str) -> None:
    lines = ("The gate is shut.", "It rained a lot.", "Ann: How long?", "Jim: Six weeks.")
    is_page = name == "a.html"
    said = rule.join(f"<p>{line}" for line in lines) if is_page else f"\n\n{rule}\n\n".join(lines)
    assert pack(read_file(said.encode(), name).article) == [1] * len(lines)


_NOTED: list[tuple[BlockKind, str]] = [
    ("prose", "The gate is old."),
    ("prose", "As Tom says."),
    ("prose", "It is shut."),
]


@pytest.mark.parametrize("notes", [1, 2])
def test_a_footnote_stands_by_itself(notes: int) -> None:
    cited, note, below = _NOTED
    article = make_article(cited, *(notes * [note]), below, below)
    for number in range(1, notes + 1):
        article = change(article, number, context=((0, 16),))
    assert pack(article) == [1, notes, 2]


@pytest.mark.parametrize("suffix", ["md", "rst", "html", "org", "adoc"])
def test_no_passage_goes_from_a_paragraph_into_its_footnote(suffix: str) -> None:
    sources = {
        "md": "The gate is old.[^a] It creaks.\n\nIt is shut.\n\n[^a]: As Tom says.\n",
        "rst": "The gate is old. [1]_ It creaks.\n\nIt is shut.\n\n.. [1] As Tom says.\n",
        "html": "<p>The gate is old.<a href='#n1' id='r1'><sup>1</sup></a> It creaks.<p>It is shut."
        "<ol><li id='n1'>As Tom says. <a href='#r1'>↩</a></ol>",
        "org": "The gate is old.[fn:1] It creaks.\n\nIt is shut.\n\n[fn:1] As Tom says.\n",
        "adoc": "The gate is old.footnote:[As Tom says.] It creaks.\n\nIt is shut.\n",
    }
    article = read_file(sources[suffix].encode(), f"a.{suffix}").article
    said = [[article.text[p.start : p.end] for p in packed] for packed in _pack(article, 250)]
    assert said == [["The gate is old. It creaks."], ["As Tom says."], ["It is shut."]]


def test_a_list_in_a_footnote_stays_together() -> None:
    items: list[tuple[BlockKind, str]] = [("list", "a rope"), ("list", "a hook")]
    article = make_article(_NOTED[0], ("prose", "Bring these:"), *items, _NOTED[2])
    assert pack(change(article, 1, context=((0, 16),))) == [1, 3, 1]


def test_what_is_led_up_to_is_no_footnote() -> None:
    article = make_article(("prose", "It says:"), ("prose", "Shut the gate."), ("prose", "We do."))
    assert pack(change(article, 1, context=((0, 8),))) == [3]
    term = change(make_article(("term", "gate\nA door."), *_NOTED[:2]), 1, context=((0, 12),))
    assert pack(term) == [1, 2]
