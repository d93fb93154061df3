"""Articles to passages: exact slices within the limit, nothing lost, stable ids."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Locator, Paragraph
from corpus.collection import Corpus, Note
from corpus.formats.reading import read_article
from corpus.passages.chunking import MAX_WINDOWS, Passage, chunk_article, chunk_corpus, find_last
from corpus.structure.sentences.sentences import split_sentences
from tests.support.paths import DATA

ARTICLES = DATA / "articles"


def count_words(text: str) -> int:
    return len(text.split())


def make_article(*contents: str, speakers: tuple[str | None, ...] = ()) -> Article:
    text = "\n".join(contents)
    paragraphs, start = [], 0
    for content, speaker in zip(contents, speakers or (None,) * len(contents), strict=True):
        paragraphs.append(Paragraph(start, start + len(content), ("Above",), speaker))
        start += len(content) + 1
    return Article("a.txt", "A", text, tuple(paragraphs))


def make_sections(*contents: str) -> Article:
    """Each of `contents` below a heading of its own."""
    article = make_article(*contents)
    paragraphs = (replace(p, headings=(str(n),)) for n, p in enumerate(article.paragraphs))
    return replace(article, paragraphs=tuple(paragraphs))


def check_passages(article: Article, passages: list[Passage], max_tokens: int) -> None:
    assert len({passage.id for passage in passages}) == len(passages)
    for passage in passages:
        assert passage.text == article.text[passage.start : passage.end]
        is_one = len(passage.sentences) == 1
        assert count_words(passage.text) <= max_tokens * (MAX_WINDOWS if is_one else 1)
        assert [passage.text[s:e] for s, e in passage.sentences] == [
            passage.text[s:e].strip() for s, e in passage.sentences
        ]
        assert (passage.sentences[0][0], passage.sentences[-1][1]) == (0, len(passage.text))
    covered = {n for passage in passages for n in range(passage.start, passage.end)}
    for paragraph in article.paragraphs:
        content = article.text[paragraph.start : paragraph.end]
        for start, end in split_sentences(content, article.language):
            said = range(paragraph.start + start, paragraph.start + end)
            assert all(n in covered or article.text[n].isspace() for n in said)


def test_a_paragraph_that_fits_is_a_passage() -> None:
    passages = chunk_article(make_article("It is old. It is long.", "It shut."), count_words, 6)
    assert [passage.text for passage in passages] == ["It is old. It is long.", "It shut."]
    assert passages[0].sentences == ((0, 10), (11, 22))
    assert passages[0].headings == ("Above",)


def test_a_paragraph_by_itself_is_counted_once() -> None:
    paragraphs = [" ".join(f"word{n}x{i}" for i in range(150)) + "." for n in range(40)]
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return count_words(text)

    assert len(chunk_article(make_article(*paragraphs), count, 200)) == 40
    assert sorted(counted) == sorted(paragraphs)


def test_runs_of_a_long_paragraph_overlap_by_a_sentence() -> None:
    article = make_article("It is old. It is long. It is shut. It is red.")
    assert [passage.text for passage in chunk_article(article, count_words, 6)] == [
        "It is old. It is long.",
        "It is long. It is shut.",
        "It is shut. It is red.",
    ]


def test_a_sentence_that_does_not_fit_is_cut_at_words() -> None:
    passages = chunk_article(make_article("one two three four five"), count_words, 2)
    assert [passage.text for passage in passages] == ["one two", "three four", "five"]


def test_a_sentence_of_two_windows_stays_whole() -> None:
    article = make_article("It is old. One two three four five six. It is red.")
    passages = chunk_article(article, count_words, 4)
    assert [p.text for p in passages] == [
        "It is old.",
        "One two three four five six.",
        "It is red.",
    ]


def test_a_sentence_that_is_cut_is_cut_behind_a_clause() -> None:
    article = make_article("one two three, four five six seven, eight nine ten eleven twelve")
    passages = chunk_article(article, count_words, 4)
    assert [passage.text for passage in passages] == [
        "one two three,",
        "four five six seven,",
        "eight nine ten eleven",
        "twelve",
    ]


LONG = {
    "ru": "Когда весенний разлив подмыл северный берег и унёс три рыбацких сарая, смотрители "
    "старого маяка, посовещавшись с инженером из губернского города, решили перенести фонарь на "
    "каменный выступ, где ветер хотя и дул сильнее, но вода не поднималась уже семьдесят лет.",
    "el": "Όταν η ανοιξιάτικη πλημμύρα έσκαψε τη βόρεια όχθη και παρέσυρε τρεις αποθήκες ψαράδων, "
    "οι φύλακες του παλιού φάρου, αφού συμβουλεύτηκαν τον μηχανικό της πόλης, αποφάσισαν να "
    "μεταφέρουν το φανάρι στον πέτρινο βράχο, όπου το νερό δεν είχε ανέβει εβδομήντα χρόνια.",
    "ar": "عندما جرف فيضان الربيع الضفة الشمالية وحمل معه ثلاثة مخازن للصيادين، قرر حراس المنارة "
    "القديمة، بعد أن استشاروا مهندس المدينة، أن ينقلوا الفانوس إلى الصخرة الحجرية التي تهب عليها "
    "الرياح بقوة أكبر، لكن الماء لم يرتفع إليها منذ سبعين عاما كاملة كما تقول السجلات.",
}


@pytest.mark.parametrize("code", LONG)
def test_a_sentence_spelt_letter_by_letter_stays_whole(code: str) -> None:
    article = make_article(f"{LONG[code]} {LONG[code]}")
    passages = chunk_article(article, len, 200)
    assert [passage.text for passage in passages] == [LONG[code]] * 2


def test_a_word_that_does_not_fit_is_cut() -> None:
    passages = chunk_article(make_article("abcdefg"), len, 3)
    assert [passage.text for passage in passages] == ["abc", "def", "g"]


def test_small_neighbours_are_one_passage_with_the_sentences_of_each() -> None:
    article = make_article("Old. Long", "Red.", "Shut.")
    (passage,) = chunk_article(article, count_words, 9)
    assert passage.text == article.text
    assert [passage.text[s:e] for s, e in passage.sentences] == ["Old.", "Long", "Red.", "Shut."]


def test_a_passage_of_several_has_the_context_outside_it_and_the_kind_of_most() -> None:
    plain = make_article("Ask first.", "Cargo", "Run it:", "make all in the dock")
    lead_in, header = (17, 24), (11, 16)
    paragraphs = list(plain.paragraphs[2:])
    paragraphs[0] = replace(paragraphs[0], context=(header,), locator=Locator("page", 2))
    paragraphs[1] = replace(paragraphs[1], context=(lead_in, header), kind="code")
    (passage,) = chunk_article(replace(plain, paragraphs=tuple(paragraphs)), count_words, 9)
    assert (passage.context, passage.kind) == ((header,), "code")
    assert passage.locator == Locator("page", 2)


def test_a_question_with_its_answer_is_an_answer() -> None:
    text = "The gate at the pier is shut\nA: Ring."
    paragraphs = (Paragraph(0, 28, kind="question"), Paragraph(32, 37, kind="answer"))
    [passage] = chunk_article(Article("a.txt", "A", text, paragraphs), count_words, 20)
    assert passage.kind == "answer" and passage.text == text


def test_a_passage_keeps_to_one_speaker() -> None:
    article = make_article("How long?", "Six weeks.", speakers=("Reporter", "Mayor"))
    passages = chunk_article(article, count_words, 100)
    assert [passage.speaker for passage in passages] == ["Reporter", "Mayor"]


def test_passages_know_the_place_the_context_and_the_label_of_their_paragraph() -> None:
    plain = make_article("A keeper needs:", "A lamp. And oil.")
    last = replace(
        plain.paragraphs[1], locator=Locator("page", 3), context=((0, 15),), label="Article 17"
    )
    article = replace(plain, paragraphs=(plain.paragraphs[0], last))
    first, *others = chunk_article(article, count_words, 3)
    assert (first.locator, first.context, first.label) == (None, (), None)
    assert [passage.text for passage in others] == ["A lamp.", "And oil."]
    for passage in others:
        assert passage.locator == Locator("page", 3)
        assert [article.text[slice(*span)] for span in passage.context] == ["A keeper needs:"]
        assert passage.label == "Article 17"
    plain_ids = [passage.id for passage in chunk_article(plain, count_words, 3)]
    assert [passage.id for passage in (first, *others)] == plain_ids


def test_a_passage_knows_the_page_of_each_of_its_words() -> None:
    article = make_article("One two. Three four.", "Five six.", "Seven.")
    pages = ((2, ((9, 3),)), (3, ()), (4, ()))
    paragraphs = tuple(
        replace(p, locator=Locator("page", page), places=places)
        for p, (page, places) in zip(article.paragraphs, pages, strict=True)
    )
    (whole,) = chunk_article(replace(article, paragraphs=paragraphs), count_words, 10)
    assert [whole.locate(start).value for start, _ in whole.sentences] == [2, 3, 3, 4]  # type: ignore[union-attr]
    parts = chunk_article(replace(article, paragraphs=paragraphs), count_words, 2)
    assert [part.locator.value for part in parts if part.locator] == [2, 3, 3, 4]
    assert {part.places for part in parts} == {()}


def test_ids_tell_repeated_texts_and_articles_apart() -> None:
    first, second = chunk_article(make_sections("Same.", "Same."), count_words, 9)
    assert first.id != second.id
    assert len(first.id) == 16
    assert first.id.isascii()
    assert first.id.isalnum()
    other = Article("b.txt", "B", "Same.", (Paragraph(0, 5),))
    assert chunk_article(other, count_words, 9)[0].id not in {first.id, second.id}


def test_an_id_does_not_depend_on_the_text_around_it() -> None:
    alone = chunk_article(make_article("It is old."), count_words, 9)
    after = chunk_article(make_sections("New text.", "It is old."), count_words, 9)
    assert alone[0].id == after[1].id


def test_an_article_that_cannot_be_cut_is_skipped_alone() -> None:
    """As by a tokenizer that takes no such text."""

    def count(text: str) -> int:
        if "odd" in text:
            raise OverflowError
        return count_words(text)

    good = make_article("It is old.")
    articles = (
        replace(good, id="a.txt"),
        replace(make_article("Fine.", "An odd one."), id="b.txt"),
    )
    skipped = (Note("c.txt", "is empty"),)
    digests = {"a.txt": "1", "b.txt": "2", "d.txt": "3"}
    corpus = Corpus((*articles, replace(good, id="d.txt")), skipped, (), "f", digests=digests)
    left, passages = chunk_corpus(corpus, count, 100)
    assert [passage.article_id for passage in passages] == ["a.txt", "d.txt"]
    assert [article.id for article in left.articles] == ["a.txt", "d.txt"]
    assert left.skipped == (
        Note("b.txt", "cannot be cut into passages: OverflowError"),
        Note("c.txt", "is empty"),
    )
    assert left.fingerprint == "f"
    assert left.digests == {"a.txt": "1", "d.txt": "3"}, "what is not in the index is read again"


@pytest.mark.parametrize("name", ["one_paragraph.txt", "chinese.txt", "thai.txt", "markup.md"])
@pytest.mark.parametrize("max_tokens", [1, 5, 200])
def test_covers_articles(name: str, max_tokens: int) -> None:
    article, _ = read_article((ARTICLES / name).read_bytes(), name)
    passages = chunk_article(article, count_words, max_tokens)
    check_passages(article, passages, max_tokens)
    assert passages == chunk_article(article, count_words, max_tokens)


def test_a_passage_is_short_even_if_its_tokens_are_few() -> None:
    article = make_article("x" * 10_000)
    passages = chunk_article(article, lambda _: 1, 9)
    assert max(len(passage.text) for passage in passages) <= 4000
    assert "".join(passage.text for passage in passages) == article.text


@given(
    st.lists(st.text(alphabet="ab .!?\t中。\u3000\U0001f600", min_size=1), min_size=1, max_size=6),
    st.integers(1, 8),
)
def test_every_sentence_is_in_a_passage(contents: list[str], max_tokens: int) -> None:
    stripped = [content.strip() for content in contents if content.strip()]
    article = make_article(*stripped)
    check_passages(article, chunk_article(article, count_words, max_tokens), max_tokens)


@pytest.mark.parametrize(
    "piece", ["oars ", "oars", "O. ", "Ho! ", "船员。", "船", "(", "a\n", "-x, ", "Row the boat. "]
)
def test_little_is_counted_of_a_long_paragraph(piece: str) -> None:
    counted = 0

    def count(text: str) -> int:
        nonlocal counted
        counted += len(text)
        return len(text)

    article = make_article((piece * (100_000 // len(piece))).strip())
    passages = chunk_article(article, count, 256)
    assert all(len(passage.text) <= MAX_WINDOWS * 256 for passage in passages)
    assert counted < 25 * len(article.text)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 60))
def test_the_last_that_holds_is_found(first: int, length: int, limit: int) -> None:
    last = first + length
    expected = min(last, max(first, limit))
    assert find_last(first, last, lambda number: number <= limit) == expected
