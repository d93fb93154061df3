"""Lists of records in JSON, one a line or all in one."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from corpus.article import Article, ArticleError
from corpus.formats.reading import read_article, read_file
from corpus.formats.tables.json_values import Outside, find_elements


def _read(value: object, name: str = "a.json") -> Article:
    return read_article(json.dumps(value).encode(), name)[0]


def _tell(article: Article) -> list[tuple[str, str, tuple[str, ...], int]]:
    return [
        (p.kind, article.text[p.start : p.end], p.headings, p.locator.value if p.locator else 0)
        for p in article.paragraphs
    ]


_ASKED = [("question", "Is it open?", (), 1), ("answer", "Yes, daily.", (), 1)]


@pytest.mark.parametrize(
    "value",
    [
        [{"question": "Is it open?", "answer": "Yes, daily."}],
        [{"id": 5, "q": "Is it open?", "a": "Yes, daily."}],
        {"faq": [{"frage": "Is it open?", "antwort": "Yes, daily."}]},
        {"Is it open?": "Yes, daily."},
        {"question": "Is it open?", "answer": "Yes, daily."},
        {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": "Is it open?",
                    "acceptedAnswer": {"@type": "Answer", "text": "<p>Yes, <b>daily</b>.</p>"},
                }
            ],
        },
        [
            {
                "question": "Is it open?",
                "answers": [{"text": "No.", "is_accepted": False}, {"text": "Yes, daily."}],
                "incorrect_answers": ["Never.", "On Monday."],
            }
        ],
        {"intents": [{"patterns": ["Is it open?"], "responses": ["Yes, daily."]}]},
        [
            {
                "messages": [
                    {"role": "system", "content": "Be kind."},
                    {"role": "user", "content": "Is it open?"},
                    {"role": "assistant", "content": "Yes, **daily**."},
                ]
            }
        ],
        [
            {
                "conversations": [
                    {"from": "human", "value": "Is it open?"},
                    {"from": "gpt", "value": "Yes, daily."},
                ]
            }
        ],
    ],
)
def test_questions_and_answers(value: object) -> None:
    article = _read(value)
    assert _tell(article) == _ASKED
    question, answer = article.paragraphs
    assert answer.context == ((question.start, question.end),)


def test_a_feed() -> None:
    article = _read(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Coast News",
            "home_page_url": "https://coast.example.org/",
            "authors": [{"name": "Mary Flint"}],
            "language": "en-US",
            "items": [
                {
                    "id": "1",
                    "url": "https://coast.example.org/1",
                    "title": "The bridge",
                    "content_html": "<p>The bridge is <b>old</b>.</p><h2>Year</h2><p>1910.</p>",
                    "tags": ["stone", "news"],
                },
                {"id": "2", "content_text": "The harbour is closed."},
            ],
        }
    )
    assert (article.title, article.author, article.language) == ("Coast News", "Mary Flint", "en")
    assert article.url == "https://coast.example.org/"
    assert _tell(article) == [
        ("prose", "The bridge is old.", ("The bridge",), 1),
        ("prose", "1910.", ("The bridge", "Year"), 1),
        ("table", "tags: stone, news", ("The bridge", "Year"), 1),
        ("prose", "The harbour is closed.", (), 2),
    ]


@pytest.mark.parametrize(
    ("around", "title", "source"),
    [
        (lambda item: [item], "The bridge", None),
        (lambda item: item, "The bridge", None),
        (lambda item: {"items": [item]}, "The bridge", None),
        (lambda item: {"title": "Sights", "items": [item]}, "Sights", None),
        (
            lambda item: {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Parish",
                "items": [item],
            },
            "The bridge",
            "Parish",
        ),
    ],
)
def test_the_only_item_is_the_article(
    around: Callable[[object], object], title: str, source: str | None
) -> None:
    html = (
        '<p>It was built in 1998.<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>'
        '</p><section class="footnotes" role="doc-endnotes"><ol><li id="fn1"><p>After the storm.'
        '<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>'
    )
    item = {
        "id": "1",
        "url": "https://coast.example.org/1",
        "title": "The bridge",
        "date_published": "2024-05-06T10:00:00Z",
        "authors": [{"name": "Greta Holm"}],
        "language": "en",
        "content_html": html,
    }
    article = _read(around(item))
    assert (article.title, article.source, article.author) == (title, source, "Greta Holm")
    assert (article.published, article.language) == (date(2024, 5, 6), "en")
    assert article.url == "https://coast.example.org/1"
    headings = () if title == "The bridge" else ("The bridge",)
    assert [told[:3] for told in _tell(article)] == [
        ("prose", "It was built in 1998.", headings),
        ("prose", "After the storm.", headings),
    ]


def test_one_text_is_an_article() -> None:
    article = _read(
        {
            "title": "The harbour opens",
            "author": "Mary Flint",
            "date": "2024-11-13",
            "grade": 7,
            "body": "# First\n\nIt opened.\n\n- boats\n- nets\n",
        }
    )
    assert (article.title, article.author) == ("The harbour opens", "Mary Flint")
    assert article.published == date(2024, 11, 13)
    assert article.fields == (("grade", "7"),)
    assert [told[:3] for told in _tell(article)] == [
        ("prose", "It opened.", ("First",)),
        ("list", "boats", ("First",)),
        ("list", "nets", ("First",)),
    ]


def test_other_records_are_rows_with_numbers_as_written() -> None:
    data = b'[{"name": "Apple", "price": 3.10, "in": {"port": "Arica"}, "tags": ["red", "big"]},'
    data += b'{"name": "Pear", "price": 2e1, "in": {"port": "Ilo"}, "tags": []}]'
    article = read_article(data, "a.json")[0]
    assert article.text == (
        "name | price | in.port | tags\nApple | 3.10 | Arica | red, big\nPear | 2e1 | Ilo"
    )


def test_lists_within_records_are_read_below_their_title() -> None:
    article = _read(
        {
            "data": [
                {
                    "title": "Normans",
                    "paragraphs": [
                        {
                            "context": "The Normans gave their name to Normandy, a region.",
                            "qas": [{"question": "Where?", "answers": [{"text": "There"}]}],
                        }
                    ],
                }
            ]
        }
    )
    assert [(kind, text) for kind, text, _, _ in _tell(article)] == [
        ("prose", "The Normans gave their name to Normandy, a region."),
        ("question", "Where?"),
        ("answer", "There"),
    ]
    assert {p.headings for p in article.paragraphs} == {("Normans",)}


def test_lines_that_are_no_json_cost_only_themselves() -> None:
    data = b'{"q": "Who?", "a": "Tom."}\nnothing\n\n{"q": "When?", "a": "At nine."}\n{"q": "Cu'
    article, warnings = read_article(data, "a.jsonl")
    assert [told[3] for told in _tell(article)] == [1, 1, 4, 4]
    assert warnings == ("lines are no JSON and left out: 2, 5",)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_either_ending_may_hold_either_form(name: str) -> None:
    lines = b'{"text": "The bridge is old."}\n{"text": "It leads north."}\n'
    listed = b'[\n {"text": "The bridge is old."},\n {"text": "It leads north."}\n]'
    for data in (lines, listed):
        text = read_article(data, name)[0].text
        assert text == "The bridge is old.\n\nIt leads north."


@pytest.mark.parametrize(
    "withheld",
    [
        *({"draft": True}, {"deleted": True}, {"is_deleted": 1}, {"isHidden": "yes"}),
        *({"deleted_at": "2024-03-05T10:00:00Z"}, {"state": "deleted"}, {"visibility": "private"}),
    ],
)
def test_drafts_among_records_are_left_out(withheld: dict[str, object]) -> None:
    shown = {"title": "A", "deleted": False, "deleted_at": None, "state": "open", "hidden": "0"}
    value = [{"text": "The bridge is old.", **shown}, {"text": "Not yet.", **withheld}]
    article, warnings = read_article(json.dumps(value).encode(), "a.json")
    assert "The bridge is old." in article.text
    assert "Not yet." not in article.text
    assert warnings == ("drafts are left out: 1",)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"name": "x", "version": "1.0", "dependencies": {"a": "1"}}, "no list of records"),
        (["a", "b"], "no list of records"),
        (5, "no list of records"),
        ({}, "no list of records"),
        ({"title": "x", "body": "Text.", "draft": True}, "draft"),
        (
            {
                "name": "C",
                "type": "public_channel",
                "id": 1,
                "messages": [{"id": 1, "type": "message", "date": "2024-01-01T00:00:00"}],
            },
            "footnote add",
        ),
        (
            {"about": "Here it is.", "chats": {"list": [{"id": 1, "type": "x", "messages": []}]}},
            "footnote add",
        ),
    ],
)
def test_what_is_no_list_of_records_is_refused(value: object, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason) as caught:
        _read(value)
    assert "\n" not in str(caught.value)


def test_what_is_hidden_in_texts_is_left_out() -> None:
    data = b'[{"text": "The bridge\\u0000 is\\u202e old.\\ud800 \tIt \\u001b[31mleads north."}]'
    text = read_article(data, "a.json")[0].text
    assert text.isprintable()
    assert text.startswith("The bridge")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    for name, value in (
        ("a.json", '[{"text": "Die Brücke."}]'),
        ("a.jsonl", '{"text": "Die Brücke."}\n'),
    ):
        assert read_article(value.encode(encoding), name)[0].text == "Die Brücke."


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'[{"text": "The bridge.", "a": ' + b"[" * 100_000,
        b'[{"text": "The bridge.", "n": ' + b"9" * 100_000 + b"}]",
        b'[{"text": "The bridge.", "n": 1e' + b"9" * 100_000 + b"}]",
        b'[{"text": "The bridge.", "n": NaN}]',
        b"[" * 900 + b"]" * 900 + b'\n{"text": "The bridge."}\n' + b"[" * 50_000,
    ],
)
def test_nothing_ends_the_reader(data: bytes) -> None:
    for name in ("a.json", "a.jsonl"):
        try:
            assert "The bridge." in read_article(data, name)[0].text
        except ArticleError as exc:
            assert "\n" not in str(exc)


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ('{"title": "C", "text": "The gate is not', []),
        ('{"title": "C", "text": "The gate is open.", "answer": ["yes", "no', []),
        ('{"title": "C", "text": "The gate is open.", "year": 20', []),
        ('{"title": "C", "posts": [{"title": "D", "text": "It is red."}, {"text": "It is gr',
         ["It is red."]),
    ],
)  # fmt: skip
def test_half_a_record_is_none(cut: str, said: list[str]) -> None:
    reading = read_file(f'[{{"title": "A", "text": "The lock is old."}}, {cut}'.encode(), "a.json")
    article = reading.article
    found = [article.text[p.start : p.end] for p in article.paragraphs]
    assert found == ["The lock is old.", *said]
    assert "cut off" in reading.warnings[0]


def test_the_beginning_of_a_number_is_none() -> None:
    outside = Outside()
    assert not list(find_elements(b'{"t": "x", "year": 20', outside))
    assert (outside.values, outside.is_cut) == ({("t",): "x"}, True)


def test_cut_anywhere_the_records_before_are_read() -> None:
    value = [
        {"title": f"No. {n}", "text": f"The bridge \\ {n} is “old”.", "n": n} for n in range(9)
    ]
    data = json.dumps({"title": "Bridges", "items": value}, ensure_ascii=False).encode()
    for cut in range(0, len(data), len(data) // 50):
        try:
            reading = read_file(data[:cut], "a.json")
        except ArticleError:
            assert cut < 120
        else:
            assert reading.article.title == "Bridges"
            assert "cut off" in reading.warnings[0]


QUESTIONS = [
    {"question": "Who keeps it?", "answers": ["Mary Flint"], "article": "keeper.md", "kind": "who"},
    {"question": "Is there gold?", "answers": ["none"], "article": None},
    {"question": "Where is it?", "answers": ["on Skerry Rock"]},
]


@pytest.mark.parametrize("name", ["questions.jsonl", "questions.json"])
@pytest.mark.parametrize("is_list", [True, False])
def test_questions_to_evaluate_by_are_no_articles(name: str, is_list: bool) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in QUESTIONS)
    with pytest.raises(ArticleError, match=r"^holds questions for `footnote evaluate`, which are"):
        read_article(json.dumps(QUESTIONS).encode() if is_list else lines.encode(), name)


@pytest.mark.parametrize(
    "other",
    [
        {"question": "Where is it?", "answer": "On Skerry Rock.", "article": "keeper.md"},
        {"question": "Where is it?", "answers": ["On Skerry Rock."], "article": "On it. " * 99},
        {"title": "The rock", "text": "It stands on Skerry Rock."},
    ],
)
def test_beside_anything_else_they_are_questions_and_answers(other: object) -> None:
    article, _ = read_article(json.dumps([*QUESTIONS, other]).encode(), "a.json")
    assert "Mary Flint" in article.text


def test_questions_that_name_no_article_are_read() -> None:
    article, _ = read_article(json.dumps(QUESTIONS[2]).encode(), "a.jsonl")
    assert "on Skerry Rock" in article.text


_WRITER = {"@type": "Person", "name": "Ann Poe", "url": "https://coast.example.org/poe"}
_PAPER = {"@type": "Organization", "name": "Weir Gazette", "logo": {"@type": "ImageObject"}}


@pytest.mark.parametrize("author", [_WRITER, [_WRITER], {"name": "Ann Poe"}])
@pytest.mark.parametrize("around", [lambda item: item, lambda item: [item]])
def test_who_wrote_and_published_it_may_be_objects(
    author: object, around: Callable[[object], object]
) -> None:
    text = "The weir is closed. It opens in May."
    fields = {"headline": "The weir", "author": author, "publisher": _PAPER, "articleBody": text}
    article = _read(around(fields))
    assert (article.title, article.author, article.source) == (
        "The weir",
        "Ann Poe",
        "Weir Gazette",
    )
    assert [told[:2] for told in _tell(article)] == [("prose", text)]


def test_what_else_is_said_of_somebody_stays() -> None:
    rows = [
        {"boat": "Gull", "author": {"name": "Ann Poe", "age": "61"}},
        {"boat": "Tern", "author": {"name": "Jim Hale", "age": "54"}},
    ]
    assert "61" in _read(rows).text
