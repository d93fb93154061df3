"""The bot's own words: every language has all of them, and the asker's is spoken."""

import re
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.text.translation import (
    LANGUAGES,
    LOCALES,
    choose_language,
    format_date,
    gettext,
    ngettext,
    use_language,
)
from tests.support.conversing import ask, labels
from tests.support.harbour import KEEPER_QUESTION
from tests.telegram_server import TelegramServer

TRANSLATED = [code for code in LANGUAGES if code != "en"]
KEYWORDS = {"gettext": None, "gettext_noop": None, "ngettext": (1, 2)}
ARABIC = re.compile("[\u0600-\u06ff]")
SCRIPTS = {"ar": ARABIC, "ur": ARABIC, "ru": re.compile("[а-яё]"), "zh": re.compile("[一-鿿]")}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language("en")


def find_said(project_dir: Path) -> set[str | tuple[str, ...]]:
    """All that the sources give to gettext, as Babel reads them."""
    said: set[str | tuple[str, ...]] = set()
    for _, _, message, _, _ in extract_from_dir(
        project_dir / "bot", method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        said.add(message if isinstance(message, str) else tuple(message))
    return said


def read_catalogue(code: str) -> Catalog:
    with (LOCALES / f"{code}.po").open("rb") as stream:
        return read_po(stream, locale=code, abort_invalid=True)


def list_messages(code: str) -> list[Message]:
    return [message for message in read_catalogue(code) if message.id]


def as_tuple(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def find_fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", TRANSLATED)
class TestCatalogues:
    def test_nothing_is_missing_and_nothing_is_left_over(
        self, code: str, project_dir: Path
    ) -> None:
        here = {m.id if isinstance(m.id, str) else tuple(m.id) for m in list_messages(code)}
        assert here == find_said(project_dir), "make words, then translate what is new"

    def test_all_is_translated(self, code: str) -> None:
        for message in list_messages(code):
            assert all(as_tuple(message.string)) and message.string, message.id
            assert not message.fuzzy, message.id

    def test_fields_are_the_same(self, code: str) -> None:
        for message in list_messages(code):
            fields = find_fields(as_tuple(message.id)[-1])
            for words in as_tuple(message.string):
                # Where the form itself says how many, the number may be left out.
                assert fields - {"count"} <= find_fields(words) <= fields, words

    def test_every_number_has_its_form(self, code: str) -> None:
        catalogue = read_catalogue(code)
        for message in catalogue:
            if message.pluralizable:
                assert len(as_tuple(message.string)) == catalogue.num_plurals, message.id

    def test_commands_and_line_ends_are_kept(self, code: str) -> None:
        for message in list_messages(code):
            for given, words in zip(as_tuple(message.id), as_tuple(message.string), strict=False):
                assert re.findall(r"/[a-z]+\b", given) == re.findall(r"/[a-z]+\b", words)
                assert given.count("\n") == words.count("\n"), words
                assert given.startswith(" ") == words.startswith(" "), words

    def test_it_is_that_language(self, code: str) -> None:
        if code in SCRIPTS:
            for message in list_messages(code):
                assert all(SCRIPTS[code].search(words) for words in as_tuple(message.string))

    def test_descriptions_of_commands_fit(self, code: str) -> None:
        from bot.telegram.messages.menu import list_admin

        use_language(code)
        assert all(1 <= len(command.description) <= 256 for command in list_admin())


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        *((code, code) for code in LANGUAGES),
        ("zh-hans", "zh"),
        ("zh_TW", "zh"),
        ("pt-BR", "en"),
        ("ES-419", "es"),
        ("", "en"),
        (None, "en"),
        ("../../etc", "en"),
    ],
)
def test_tags_of_languages(tag: str | None, code: str) -> None:
    assert choose_language(tag) == code


def test_dates_and_numbers() -> None:
    day = date(2024, 11, 13)
    assert format_date(day) == "13 November 2024"
    use_language("es")
    assert format_date(day) == "13 de noviembre de 2024"
    use_language("ru")
    known = [ngettext("I know {count} article", "I know {count} articles", n) for n in (1, 2, 5)]
    assert len(set(known)) == 3


@pytest.mark.usefixtures("harbour_bot")
class TestOverHttp:
    @pytest.mark.parametrize("code", TRANSLATED)
    def test_who_asks_is_answered_in_his_language(self, code: str, server: TelegramServer) -> None:
        user = server.add_user("Reader", language_code=code)
        chat = server.private_chat(user)
        answer = ask(server, chat, user, KEEPER_QUESTION)
        assert "Mary Flint has kept the lighthouse of Skerry since 2011." in answer.text
        use_language(code)
        assert gettext("Copy citation") in labels(answer)
        assert "Copy citation" not in labels(answer)
        missed = ask(server, chat, user, "What is the boiling point of ethanol at sea level?")
        assert gettext("I found nothing in the articles that answers this.") in missed.text
        told = ask(server, chat, user, "Who keeps it? befor:2024")
        assert "before:2024" in told.text
        assert "did you mean" not in told.text

    def test_other_languages_get_english(self, server: TelegramServer) -> None:
        user = server.add_user("Leitor", language_code="pt")
        answer = ask(server, server.private_chat(user), user, KEEPER_QUESTION)
        assert "Copy citation" in labels(answer)
