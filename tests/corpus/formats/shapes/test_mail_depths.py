"""Passages of mails: what is quoted never stands with what is said."""

import pytest

from corpus.formats.reading import read_file
from corpus.passages.chunking import chunk_article

_HEAD = "From: Ruth Penn <r@mole.example>\nDate: Fri, 12 Jan 2024 10:00:00 +0000\nSubject: Lamp\n\n"
_OWN, _QUOTED, _DEEPER = "I agree with that.", "The lamp is lit.", "It was never lit."


def test_whom_a_line_names_has_not_written_what_they_quote() -> None:
    body = f"On Fri, 12 Jan 2024, Jim Hale wrote:\n> > {_DEEPER}\n>\n> {_QUOTED}\n\n{_OWN}\n"
    article = read_file((_HEAD + body).encode(), "a.txt").article
    said = {article.text[p.start : p.end]: p.speaker for p in article.paragraphs}
    assert (said[_DEEPER], said[_QUOTED], said[_OWN]) == ("", "Jim Hale", None)


@pytest.mark.parametrize("head", ["", _HEAD])
@pytest.mark.parametrize(
    "body",
    [
        f"{_OWN}\n\n> {_QUOTED}\n>> {_DEEPER}\n\nLet us meet.\n",
        f"> > {_DEEPER}\n>\n> {_QUOTED}\n\n{_OWN}\n",
        f"Hello all,\n\n>> {_DEEPER}\n> {_QUOTED}\n{_OWN}\n\n> Where?\nHere.\n",
        f"I say:\n\n> - {_QUOTED}\n> - Oil it.\n>> {_DEEPER}\n\n{_OWN}\n",
    ],
)
def test_what_a_mail_quotes_is_in_no_passage_with_its_own_words(head: str, body: str) -> None:
    article = read_file((head + body).encode(), "a.txt").article
    passages = chunk_article(article, lambda text: len(text.split()), 100)
    found = [[said in one.text for said in (_OWN, _QUOTED, _DEEPER)] for one in passages]
    assert all(sum(held) <= 1 for held in found)
    assert [any(held) for held in zip(*found, strict=True)] == [True, True, True]


_ALIKE = "Thank you for your {}. The lamp on the pier is {}."
_LEADS = [f"On Fri, {day} Jan 2024 at 07:30, {name} <b@x.example> wrote:"
          for day, name in ((12, "Jim Hale"), (11, "Tom Penn"))]  # fmt: skip
_FORWARDS = [f"---------- Forwarded message ---------\nFrom: {name} <b@x.example>\n"
             f"Date: Fri, {day} Jan 2024\nSubject: Lamp\nTo: Ruth\n"
             for day, name in ((12, "Jim Hale"), (11, "Tom Penn"))]  # fmt: skip


@pytest.mark.parametrize(
    "quoted",
    [
        f"{_LEADS[0]}\n> {{}}\n>\n> {_LEADS[1]}\n>> {{}}",
        f"{_FORWARDS[0]}\n{{}}\n\n{_FORWARDS[1]}\n{{}}",
    ],
)
def test_of_two_who_begin_alike_each_signs_their_own(quoted: str) -> None:
    def read(*words: str) -> list[tuple[str | None, str]]:
        mail = f"{_HEAD}{_OWN}\n\n{quoted.format(*words)}\n"
        article = read_file(mail.encode(), "a.txt").article
        return [(p.speaker, article.text[p.start : p.end]) for p in article.paragraphs]

    lit, dark = _ALIKE.format("mail", "lit"), _ALIKE.format("letter", "dark")
    assert read(lit, dark) == [(None, _OWN), ("Jim Hale", lit), ("Tom Penn", dark)]
    assert read(lit, lit) == [(None, _OWN), ("", lit), ("", lit)]  # whose it is, nothing tells
    chinese = "我认为渡轮的票价是{}，委员会昨天就知道了。"
    more = (chinese.format("四克朗"), chinese.format("两克朗"))
    assert [name for name, _ in read(*more)] == [None, "Jim Hale", "Tom Penn"]
