"""What several papers print of one agency's report is shown once, with all who have it."""

import pytest

from bot.answers.answer import Answer, quotes_to_show
from bot.answers.pipeline import answer_question
from bot.config.settings import Settings
from embeddings import Encoder, Retriever
from tests.conftest import Rebuild
from tests.support.conversing import ask
from tests.support.harbour import build_harbour
from tests.support.live_index import load_live
from tests.telegram_server import Chat, TelegramServer, User

REPORT = (
    "The council of Skerry will pay four million crowns for a new ferry, the mayor said. The "
    "organisation of fishermen had called the ferry a waste of money."
)
COPIES = {
    "coast.md": ("Ferry ordered", "Coast News", REPORT),
    "island.md": ("Council buys ferry", "Island Post", f"SKERRY, May 3 (Coast News) – {REPORT}"),
    "port.md": ("A ship for Skerry", "Port Times", REPORT.replace("organisation", "organization")),
    "north.md": ("Ferry at last", "North Star", REPORT),
    "hill.md": ("Mayor and ferry", "Hill Gazette", REPORT.replace("called the", "callled the")),
}
LATER = {
    "later.md": ("Ferry dearer", "Coast News", REPORT.replace("four million", "six million")),
    "other.md": ("No ferry", "Port Times", REPORT.replace("will pay", "will not pay")),
    "moss.md": ("Moss, too", "Port Times", REPORT.replace("Skerry", "Moss")),
}
QUESTION = "What will the council of Skerry pay for a new ferry?"


OWN = (
    "Rain is expected on Sunday, and in the hills it may snow.",
    "The museum of the island shows boats of reed until autumn.",
    "Readers who know more may write to us.",
    "Our reporter spoke with shepherds who have never been to sea.",
    "A concert in the old school ends the week.",
    "Bread has become dear as well.",
    "The bridge at the mill is being painted green.",
    "Two goats were found in the library.",
)
"""What each paper has besides."""


def write(articles: dict[str, tuple[str, str, str]]) -> dict[str, str]:
    return {
        name: f"---\ntitle: {title}\nsource: {source}\ndate: 2024-05-02\n---\n{text}\n\n{own}\n"
        for own, (name, (title, source, text)) in zip(OWN, articles.items(), strict=False)
    }


def find_answer(settings: Settings, encoder: Encoder, files: dict[str, str]) -> Answer:
    build_harbour(settings, encoder, files)
    retriever = Retriever(load_live(settings, encoder), encoder)
    return answer_question(QUESTION, retriever, 9, 0.5)


def test_one_quote_has_all_its_sources(bot_settings: Settings, encoder: Encoder) -> None:
    answer = find_answer(bot_settings, encoder, write(COPIES))
    (first, *others) = quotes_to_show(answer)
    assert "four million crowns" in first.text
    assert {one.article.id for one in first.places} == set(COPIES)
    for one in first.places:
        assert one.article.text[one.start : one.end] == one.text
        assert "four million crowns" in one.text
    assert not [quote for quote in others if "council of Skerry" in quote.text]


def test_what_differs_in_what_matters_is_shown_beside_it(
    bot_settings: Settings, encoder: Encoder
) -> None:
    answer = find_answer(bot_settings, encoder, write({**COPIES, **LATER}))
    told = [quote for quote in answer.quotes if "for a new ferry" in quote.text]
    places = [{one.article.id for one in quote.places} for quote in told]
    assert sorted(map(sorted, places)) == sorted(
        [sorted(COPIES), *([name] for name in LATER)], key=lambda names: names
    )


def test_copies_make_it_no_surer(bot_settings: Settings, encoder: Encoder) -> None:
    alone = dict(list(COPIES.items())[:1])
    one = find_answer(bot_settings, encoder, write(alone))
    all_ = find_answer(bot_settings, encoder, write(COPIES))
    assert all_.confidence <= one.confidence + 0.01


@pytest.mark.usefixtures("harbour_bot")
class TestInTelegram:
    @pytest.fixture(autouse=True)
    def articles(self, rebuild: Rebuild) -> None:
        rebuild(write(COPIES))

    def assert_told_once(self, text: str) -> None:
        assert text.count("four million crowns") == 1
        assert "Largely the same in: " in text
        assert "… and " in text
        named = [source for _, source, _ in COPIES.values() if f"· {source} ·" in text]
        assert len(named) == 4

    def test_in_private_and_in_groups(
        self, server: TelegramServer, private: Chat, group: Chat, alice: User
    ) -> None:
        self.assert_told_once(ask(server, private, alice, QUESTION).text)
        self.assert_told_once(ask(server, group, alice, f"/ask {QUESTION}").text)

    def test_inline(self, server: TelegramServer, alice: User) -> None:
        query_id = server.send_inline_query(alice, QUESTION)
        results = server.wait_for_inline_answer(query_id).results
        texts = [one.text for one in results]
        self.assert_told_once(texts[0])
        assert not [text for text in texts[1:] if "four million" in text]

    def test_who_verifies_is_told_who_has_these_words(
        self, server: TelegramServer, private: Chat, alice: User
    ) -> None:
        reply = ask(server, private, alice, f"/verify “{REPORT}”").text
        assert {s for _, s, text in COPIES.values() if f"· {s} ·" in reply} >= {
            "Coast News",
            "North Star",
        }
