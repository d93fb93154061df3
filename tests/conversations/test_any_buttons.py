"""Any article, any question, any sequence of buttons: only valid calls."""

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.config.settings import Settings
from corpus import Article, Corpus, Paragraph, clean_line
from embeddings import BuildFolder, Retriever, build_index, load_index
from tests.support.fake_encoder import FakeEncoder
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

# What breaks replies: units, entities, marks that Telegram trims or joins, lines, very long words.
_NASTY = st.sampled_from(
    [
        *("port", "ship", "sea.", "😀", "𝔘𝔫𝔦", "“a”", "@name", "/ask", "https://x.org", "_*`<b>"),
        *("\n", "\t", "\u200b", "\u202e", "é", "ما", "港口。", "x" * 300, "1.", "?", "!", "&amp;"),
    ]
)
_TEXT = st.lists(_NASTY | st.text(max_size=12), min_size=1, max_size=40).map(" ".join)
_ARTICLE = st.tuples(
    st.lists(_TEXT, min_size=1, max_size=4),
    st.none() | st.sampled_from(["https://example.org/ä?x=1#y", "http://[::1]/"]),
    st.none() | _TEXT,
)


def _make_article(
    number: int, paragraphs: list[str], url: str | None, name: str | None
) -> Article | None:
    """An article as a reader would make it: paragraphs that are not blank, no lone surrogates."""
    clean = [p.encode("utf-8", "ignore").decode().strip() for p in paragraphs]
    # Names are cleaned as every reader does.
    name = clean_line((name or "").encode("utf-8", "ignore").decode()) or None
    text, spans = "", []
    for paragraph in filter(None, clean):
        spans.append(Paragraph(len(text), len(text) + len(paragraph), (paragraph[:50],), name))
        text += paragraph + "\n\n"
    if not spans:
        return None
    title = name or f"Article {number}"
    return Article(
        f"{number}.md",
        title,
        text,
        tuple(spans),
        source=name,
        author=name,
        url=url,
        language="en",
    )


@given(
    articles=st.lists(_ARTICLE, min_size=1, max_size=3),
    questions=st.lists(_TEXT.filter(lambda text: text.strip()), min_size=1, max_size=2),
    choices=st.lists(st.integers(0, 20), max_size=6),
)
# Not shrunk: a run takes a second, and thousands of them would be needed.
@settings(
    deadline=None,
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
def test_only_valid_calls(
    articles: list[tuple[list[str], str | None, str | None]],
    questions: list[str],
    choices: list[int],
) -> None:
    made = [_make_article(number, *parts) for number, parts in enumerate(articles)]
    corpus = Corpus(tuple(article for article in made if article), (), (), "c")
    if not corpus.articles:
        return
    encoder = FakeEncoder(dimension=16, max_tokens=60)
    with tempfile.TemporaryDirectory() as name, TelegramServer() as server:
        folder = BuildFolder(Path(name) / "index")
        build_index(corpus, Path(name), encoder, folder)
        env = {
            "TELEGRAM_API_URL": server.url,
            "INDEX_DIR": str(folder.path),
            "STATE_DIR": str(Path(name) / "state"),
            "MIN_CONFIDENCE": "0",
        }
        bot_settings = Settings.from_env(env, Path(name), Path(name))
        alice = server.add_user("Alice")
        chats = [server.private_chat(alice), server.add_supergroup("Circle")]
        with RunningBot(server, bot_settings, Retriever(load_index(folder, encoder), encoder)):
            for question in questions:
                for chat in chats:
                    _ask_and_press(server, chat, alice, question, choices)
                query = server.send_inline_query(alice, question[:256])
                server.wait_for_inline_answer(query)
        assert server.refusals == []


def _ask_and_press(
    server: TelegramServer, chat: Chat, user: User, question: str, choices: list[int]
) -> None:
    clean = " ".join(question.encode("utf-8", "ignore").decode().split())[:3000] or "port"
    # With a word that asks for something: to small talk a group hears nothing.
    server.send_text(chat, user, f"/ask port {clean}")
    answer: SentMessage = server.wait_for_message(chat)
    for choice in choices:
        buttons = [b for b in answer.buttons if "callback_data" in b and b["text"] != "Remove"]
        if not buttons:
            return
        button = buttons[choice % len(buttons)]
        server.press_button(user, answer, str(button["callback_data"]))
        server.wait_for_call("answerCallbackQuery")
        answer = server.current(answer)
