"""Signs of chats that strike words out and quote others."""

from corpus.formats.shapes.chat_marks import read_marks


def test_a_fence_that_none_ends_begins_no_code() -> None:
    said = list(read_marks(["It has ``` in it.", "> The fee is 5.", "It is 6."], "~~ "))
    assert said == [("It has ``` in it.", False), ("The fee is 5.", True), ("It is 6.", False)]
    code = ["```", "> a", "```", "> The fee is 5."]
    assert list(read_marks(code, "~~ ")) == [("```\n> a\n```", False), ("The fee is 5.", True)]
