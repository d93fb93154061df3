"""The heads of files as generators of sites, editors and people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ArticleError
from corpus.formats.heads.front_matter import split_front_matter
from corpus.formats.reading import read_article

BODY = "The lamp is lit at dusk.\n"


def fields_of(front: str, rule: str = "---") -> dict[str, object]:
    found = split_front_matter(f"{rule}\n{front}\n{rule}\n\n{BODY}")
    assert found.body == BODY
    return found.fields


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("title: Lamp notes: the oil", "title", "Lamp notes: the oil"),
        ("title: 'Lamp' notes", "title", "'Lamp' notes".strip("'")),
        ("author: @keeper\ntitle: A", "author", "@keeper"),
        ("tags:\n\t- oil\n\t- wick\ntitle: a: b", "tags", ["oil", "wick"]),
        ("summary: oil: dear\n  and scarce\ntitle: B", "title", "B"),
        ("title: [Lamp] notes", "title", "[Lamp] notes"),
        ("title: Lamp %}\ncover: {{ site.x }}/a.png", "title", "Lamp %}"),
        ("aliases:\n- oil: 1: 2\n- wick\ntitle: C", "aliases", ["oil: 1: 2", "wick"]),
        ("title: 100% oil: `pure`\nbad: `x`", "title", "100% oil: `pure`"),
    ],
)
def test_reads_what_is_no_yaml_field_by_field(front: str, name: str, value: object) -> None:
    assert fields_of(front)[name] == value


def test_says_in_which_line_it_is_no_yaml() -> None:
    found = split_front_matter("---\nlayout: post\ntitle: a: b\n---\nText.")
    assert found.warnings == ("front matter is no valid YAML in line 3: read field by field",)


@pytest.mark.parametrize("closing", ["---", "...", "---  "])
def test_front_matter_ends_at_a_rule(closing: str) -> None:
    found = split_front_matter(f"---\ntitle: A\n{closing}\nText.\n---\nMore.")
    assert (found.fields, found.body) == ({"title": "A"}, "Text.\n---\nMore.")


def test_reads_toml() -> None:
    front = (
        'title = "Lamp"\ndate = 2024-03-05\ndraft = false\nauthors = ["A", "B"]\n[extra]\nlang="en"'
    )
    assert fields_of(front, "+++") == {
        "title": "Lamp",
        "date": "2024-03-05",
        "draft": "false",
        "authors": ["A", "B"],
        "lang": "en",
    }


def test_reads_toml_that_is_none_line_by_line() -> None:
    found = split_front_matter("+++\ntitle = Lamp notes\nweight = 3\n+++\nText.")
    assert found.fields == {"title": "Lamp notes", "weight": "3"}
    assert "no valid TOML" in found.warnings[0]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{\n  "title": "Lamp",\n  "draft": true\n}\n\n', {"title": "Lamp", "draft": "true"}),
        ('{"Title": "Lamp", "weight": 3}\n', {"title": "Lamp", "weight": "3"}),
        ('{"authors": [{"name": "A"}]}\n\n', {"authors": [{"name": "A"}]}),
    ],
)
def test_reads_an_object_of_json(text: str, fields: dict[str, object]) -> None:
    found = split_front_matter(text + BODY)
    assert (found.fields, found.body) == (fields, BODY)


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (
            "Title: Lamp\nDate: 2024-03-05\nCategory: Oil",
            {"title": "Lamp", "date": "2024-03-05", "category": "Oil"},
        ),
        (
            "title: Lamp\nSummary: Long\n    and longer",
            {"title": "Lamp", "summary": "Long and longer"},
        ),
        ("Slug: lamp\nAuthors: A, B\nTags:", {"slug": "lamp", "authors": "A, B", "tags": ""}),
    ],
)
def test_reads_lines_of_fields_above_a_blank_one(head: str, fields: dict[str, object]) -> None:
    found = split_front_matter(f"{head}\n\n{BODY}")
    assert (found.fields, found.body) == (fields, BODY)


@pytest.mark.parametrize(
    "text",
    [
        "Ann: Is it lit?\nBob: It is.\n\nMore.",
        "Note: wet paint\n\nMore.",
        "---\n\nText below a rule.\n\n---\n\nMore.",
        "---\n- a list\n---\nMore.",
        "---\n\n# Oil\n\nThe lamp is filled at dusk: bring a can.\n\n---\n\nMore.",
        "---\nDear keepers: the lamp is out.\nBring one of your own: there is none.\n---\n\nMore.",
        "---\n\nNote: the lamp is out.\n\n---\n\nMore.",
        "---\n\nThe lamp is lit. Hint: bring a can: or two: of it.\n\n---\n\nMore.",
        "{not json}\n\nMore.",
        '{"a": 1} is an object\n',
        "+++\nNo field\n+++\n",
        "---\ntitle: nothing closes it\n",
        "Title of a page\nDate: 2024\n\nMore.",
        "",
    ],
)
def test_other_texts_begin_with_none(text: str) -> None:
    found = split_front_matter(text)
    assert (found.fields, found.body) == ({}, text)


@pytest.mark.parametrize(
    "head",
    [
        "toc: true\nnumber sections: yes\nbibliography style of the book: apa",
        "\nLayout: post\nComments: true\nShow Sidebar: no",
        "Short summary: All about the lamp.\nSEO title: The lamp!",
        "Keeper: Ruth Penn, Jr.",
        "# generated\nDate Last Reviewed By Team: 2024-01-01",
    ],
)
def test_fields_with_unusual_names_are_front_matter(head: str) -> None:
    found = split_front_matter(f"---\n{head}\n---\n\nMore.")
    assert found.fields and found.body == "More."


@given(
    st.sampled_from(["---\n", "+++\n", "{", "Title: a\n", ""]),
    st.text(alphabet="ab:-+=[]{}'\"\n\t #&*|>%@`1,", max_size=80),
    st.sampled_from(["\n---\n", "\n+++\n", "}\n", "\n\n", ""]),
)
def test_any_head_leaves_the_text_below(start: str, front: str, end: str) -> None:
    found = split_front_matter(start + front + end + BODY)
    assert found.body.endswith(BODY)


@pytest.mark.parametrize(
    "head",
    [
        '---json\n{"title": "Lamp", "author": "Ruth Penn", "date": "2023-10-14"}\n---\n',
        '---toml\ntitle = "Lamp"\nauthor = "Ruth Penn"\ndate = 2023-10-14\n---\n',
        ';;;\n{"title": "Lamp", "author": "Ruth Penn", "date": "2023-10-14"}\n;;;\n',
        "----\ntitle: Lamp\nauthor: Ruth Penn\ndate: 2023-10-14\n----\n",
        "title: Lamp\ndate: 2023-10-14\nauthor: Ruth Penn\ntags:\n- oil\n- glass\n---\n",
        "---\ntitle: Lamp\ndate: 2023-10-14\nparams:\n  author: Ruth Penn\n---\n",
        '---\ntitle: Lamp\ndate: 2023-10-14\nauthor: "[[people/Ruth|Ruth Penn]]"\n---\n',
        "---\npost_title: Lamp\npost_date: 2023-10-14\npost_author: Ruth Penn\n---\n",
        "---\ntitle: Lamp\ndate: 2023-10-14\nauthor:\n  - name: {given: Ruth, family: Penn}\n---\n",
        "title:: Lamp\nauthor:: Ruth Penn\ndate:: [[2023-10-14]]\n\n",
        "% Lamp\n% Ruth Penn\n% October 14, 2023\n\n",
        "---\nTitel: Lamp\nAutorin: Ruth Penn\nDatum: 14. Oktober 2023\nSprache: en\n---\n",
    ],
)
def test_heads_of_further_generators_are_read(head: str) -> None:
    article, warnings = read_article(f"{head}\nIt is lit at dusk.\n".encode(), "a.md")
    assert (article.title, article.author) == ("Lamp", "Ruth Penn")
    assert (article.published, article.text, warnings) == (
        date(2023, 10, 14),
        "It is lit at dusk.",
        (),
    )


@pytest.mark.parametrize(
    "text",
    [
        "title: a word\n\nWith text below.\n\n---\n\nAnd more.",
        "% 5 of ten\nare lit.\n",
        "% lamp.txt, rewritten by Ruth Penn,\n% based on the older lamp.txt.\n\nBody\n",
        "----\n\nLit.\n\n----",
    ],
)
def test_what_only_looks_like_a_head_stays(text: str) -> None:
    assert "lit" in read_article(f"{text}\nlit\n".encode(), "a.md")[0].text.casefold()


@pytest.mark.parametrize("head", ["post_status: draft", "status: hidden", "Status: Private"])
def test_what_is_not_for_everybody_is_a_draft(head: str) -> None:
    with pytest.raises(ArticleError, match="draft"):
        read_article(f"---\ntitle: Lamp\n{head}\n---\nIt is lit.\n".encode(), "a.md")


@pytest.mark.parametrize("title", ["7", "2061"])
def test_a_title_that_is_a_number_is_what_is_stated(title: str) -> None:
    front = f'---\ntitle: "{title}"\n---\n\n{BODY}'
    assert read_article(front.encode(), "lamp-tales.md")[0].title == title


def test_a_heading_that_is_a_number_is_no_title() -> None:
    assert read_article(f"# 7\n\n{BODY}".encode(), "lamp-tales.md")[0].title == "Lamp tales"
