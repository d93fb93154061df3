"""The README's pictures: what the bot really answers, in Telegram's look.

    python -m tests.benchmarks.pictures

asks the bot about the shipped articles, over HTTP at the tests' Telegram, and writes
docs/pictures/*.png. The askers' words stand here; nothing of an answer does.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.config.settings import Settings
from corpus import read_corpus
from embeddings import BuildFolder, Retriever, build_index, load_encoder, load_index
from tests.benchmarks.pictures_browser import find_browser, take_picture
from tests.benchmarks.pictures_message import make_messages, make_result
from tests.benchmarks.pictures_page import make_chat_page, make_input
from tests.support.paths import PROJECT
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, TelegramServer, User

_PICTURES = PROJECT / "docs" / "pictures"
_USERNAME = "your_footnote_bot"
_NO_BROWSER = (
    "There is no browser to take pictures with: install Chromium, such as by "
    "`apt-get install chromium`, so that chromium or google-chrome is in PATH."
)

_ASKED_IN_PRIVATE = (
    "How many troops does the Special Security Division have?",
    "When was it created?",
)
_DOUBT = "Who guards the port of Gwadar?"
_REMARK = f"I am at the chapter on the harbours. {_DOUBT} I thought it was the army."
_OFF_TOPIC = "/ask Who won the chess match last night?"
_WISH = "What did we read about that security division?"
_TYPED = "special security division"
_RESULTS_IN_VIEW = 5


def main() -> None:
    """Writes the pictures."""
    browser = find_browser()
    if browser is None:
        sys.exit(_NO_BROWSER)
    _PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="footnote-pictures-") as name:
        for title, page in _make_pages(Path(name)):
            path = _PICTURES / f"{title}.png"
            take_picture(browser, page, Path(name), path)
            print(f"{path.relative_to(PROJECT)}: {path.stat().st_size // 1000} kB")


def _make_pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The pages with their names, made while a bot runs whose index and state are in `folder`."""
    with TelegramServer(username=_USERNAME) as server:
        env = {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "INDEX_DIR": str(folder / "index"),
            "STATE_DIR": str(folder / "state"),
        }
        settings = Settings.from_env(env, PROJECT, folder)
        alice, bob = server.add_user("Alice"), server.add_user("Bob")
        with RunningBot(server, settings, _open_retriever(settings)):
            yield "private", _ask_in_private(server, alice)
            yield "group", _ask_in_group(server, alice, bob)
            yield "inline", _look_up(server, alice, bob)


def _open_retriever(settings: Settings) -> Retriever:
    encoder = load_encoder(
        settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
    )
    builds = BuildFolder(settings.index_dir)
    build_index(read_corpus(settings.corpus_dir), settings.corpus_dir, encoder, builds)
    return Retriever(load_index(builds, encoder), encoder)


def _ask_in_private(server: TelegramServer, alice: User) -> str:
    chat = server.private_chat(alice)
    messages = []
    for text in _ASKED_IN_PRIVATE:
        messages += [server.send_text(chat, alice, text), server.wait_for_message(chat)]
    shown = make_messages(messages, alice, is_group=False)
    return make_chat_page(server.bot.to_json(), "bot", shown)


def _ask_in_group(server: TelegramServer, alice: User, bob: User) -> str:
    """Bob marks a phrase of what Alice wrote and asks it; then Alice asks something else."""
    group = server.add_supergroup("Reading circle")
    remark = server.send_text(group, alice, _REMARK)
    asking = server.send_text(group, bob, "/ask", reply_to=remark, quote=_DOUBT)
    answer = server.wait_for_message(group)
    off_topic = server.send_text(group, alice, _OFF_TOPIC)
    messages = [remark, asking, answer, off_topic, server.wait_for_message(group)]
    shown = make_messages(messages, bob, is_group=True)
    return make_chat_page(group.to_json(), _count_members(group), shown)


def _look_up(server: TelegramServer, alice: User, bob: User) -> str:
    """Bob types the bot's name and a few words into a group in which it is not."""
    group = server.add_supergroup("Study group", has_bot=False)
    server.set_member(group, bob, "member")
    remark = server.send_text(group, alice, _WISH)
    found = server.wait_for_inline_answer(server.send_inline_query(bob, _TYPED))
    results = "".join(map(make_result, found.results[:_RESULTS_IN_VIEW]))
    shown = make_messages([remark], bob, is_group=True)
    below = make_input(results, _USERNAME, _TYPED)
    return make_chat_page(group.to_json(), _count_members(group), shown, below)


def _count_members(group: Chat) -> str:
    return f"{len(group.members) + (group.bot_status == 'member')} members"


if __name__ == "__main__":
    main()
