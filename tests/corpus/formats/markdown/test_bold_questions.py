import pytest

from corpus.formats.markdown.reader import parse_markdown


@pytest.mark.parametrize("gap", [" ", "\n  ", "\\\n  "])
def test_bold_questions_of_items_stand_above_their_answers(gap: str) -> None:
    pairs = [("Who lights the lamp?", "Ruth does."), ("Is it old?", "Yes, *very* old.")]
    markdown = "# Lamp\n\n" + "".join(f"- **{asked}**{gap}{said}\n" for asked, said in pairs)
    _, text, paragraphs = parse_markdown(markdown)
    assert [(p.kind, text[p.start : p.end]) for p in paragraphs] == [
        ("question", "Who lights the lamp?"),
        ("answer", "Ruth does."),
        ("question", "Is it old?"),
        ("answer", "Yes, very old."),
    ]
    assert [[text[a:b] for a, b in p.context] for p in paragraphs[1::2]] == [[a] for a, _ in pairs]


def test_a_list_may_answer() -> None:
    _, text, paragraphs = parse_markdown("- **What is needed?**\n  - oil\n  - a wick\n")
    assert [p.kind for p in paragraphs] == ["question", "list", "list"]
    assert all(text[slice(*p.context[0])] == "What is needed?" for p in paragraphs[1:])


@pytest.mark.parametrize("item", ["**Lamp** is old.", "**Really?!** no", "Who **asks?** I do."])
def test_other_bold_words_of_items_ask_nothing(item: str) -> None:
    assert [p.kind for p in parse_markdown(f"- {item}\n- oil\n")[2]] == ["list", "list"]
