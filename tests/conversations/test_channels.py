"""Channels that the bot follows: what is posted there is answered from, in a conversation."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config.settings import Settings
from bot.indexing import process
from bot.sources.channels.exports import Names, import_export
from bot.storage.channels import ChannelStore
from bot.storage.database import Database
from embeddings import BuildFolder, Encoder, Retriever
from tests.support.channel_exports import write_export
from tests.support.channel_posts import FERRY, FERRY_QUESTION, PIER, PIER_QUESTION
from tests.support.conversing import Person, ask, labels
from tests.support.harbour import build_harbour
from tests.support.live_index import load_live
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

FOLDER = "harbour_news"


def link(channel: Chat, post: SentMessage) -> str:
    return f"https://t.me/{channel.username}/{post.message_id}"


def read_files(settings: Settings) -> dict[str, str]:
    folder = settings.corpus_dir / FOLDER
    return {path.name: path.read_text() for path in sorted(folder.glob("*.md"))}


def number(name: str) -> str:
    return f"{int(name):010}.md"


class TestFollowing:
    def test_a_post_is_answered_from_and_so_is_its_edit(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        post = server.post_to_channel(channel, FERRY, extra={"author_signature": "Ada Pell"})
        follower.wait_until_done()
        answer = owner.ask(FERRY_QUESTION)
        assert FERRY in answer.entity_texts("blockquote")
        assert "Ada Pell · Harbour News" in answer.text
        (address,) = [e["url"] for e in answer.entities if "url" in e]
        assert address == link(channel, post)

        server.edit_text(post, FERRY.replace("Nora Quist", "Tom Harrow"))
        follower.wait_until_done()
        assert "Tom Harrow" in owner.ask(FERRY_QUESTION).text
        assert list(read_files(bot_settings)) == [number(str(post.message_id))]
        assert not list((bot_settings.state_dir / "removed").rglob("*.md"))
        assert server.messages(channel) == []

    def test_a_reply_that_goes_on_is_quoted_with_its_own_address(
        self, follower: RunningBot, server: TelegramServer, owner: Person, channel: Chat
    ) -> None:
        first = server.post_to_channel(channel, PIER)
        second = server.post_to_channel(channel, FERRY, reply_to=first)
        follower.wait_until_done()
        answer = owner.ask(FERRY_QUESTION)
        assert [e["url"] for e in answer.entities if "url" in e] == [link(channel, second)]

        server.edit_text(second, FERRY.replace("Nora Quist", "Tom Harrow"))
        follower.wait_until_done()
        answer = owner.ask(FERRY_QUESTION)
        assert "Tom Harrow" in answer.text
        assert [e["url"] for e in answer.entities if "url" in e] == [link(channel, second)]

    def test_the_file_is_that_of_an_export(
        self,
        follower: RunningBot,
        server: TelegramServer,
        channel: Chat,
        bot_settings: Settings,
        tmp_path: object,
    ) -> None:
        forwarded = {
            "forward_origin": {
                "type": "hidden_user",
                "sender_user_name": "Ben Rook",
                "date": 1_700_000_000,
            }
        }
        posts = [
            server.post_to_channel(channel, f"{FERRY}\nmake  all", entities=[_pre(FERRY)]),
            server.post_to_channel(channel, PIER, extra=forwarded),
            server.post_to_channel(channel, "Wow!"),
        ]
        posts.append(server.post_to_channel(channel, "It costs ten crowns.", reply_to=posts[0]))
        follower.wait_until_done()
        live = read_files(bot_settings)
        assert len(live) == 2
        assert "ten crowns" in live[number(str(posts[0].message_id))]

        messages = [_export(post) for post in posts]
        messages[0]["text"] = [f"{FERRY}\n", {"type": "pre", "text": "make  all", "language": ""}]
        messages[1]["forwarded_from"] = "Ben Rook"
        messages[3]["reply_to_message_id"] = posts[0].message_id
        export = {
            "name": "Harbour News",
            "type": "public_channel",
            "id": -1_000_000_000_000 - channel.id,
            "messages": messages,
        }
        path = write_export(bot_settings.state_dir / "result.json", export)
        report = import_export(bot_settings, path, Names("Harbour_News"))
        assert (report.difference.unchanged, report.difference.written) == (2, {})
        assert read_files(bot_settings) == live

    def test_words_that_are_struck_out_are_none(
        self, follower: RunningBot, server: TelegramServer, channel: Chat, bot_settings: Settings
    ) -> None:
        marks = [
            {"type": "strikethrough", "offset": len(FERRY) + 1, "length": len("Not true.")},
            {"type": "bold", "offset": len(FERRY) + 1, "length": len("Not true.")},
        ]
        server.post_to_channel(channel, f"{FERRY} Not true. It is so.", entities=marks)
        follower.wait_until_done()
        (text,) = read_files(bot_settings).values()
        assert f"{FERRY}  It is so." in text

    def test_many_posts_are_few_rebuilds(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        rebuild_here: RebuildHere,
        bot_settings: Settings,
    ) -> None:
        rebuild_here.hold()
        server.post_to_channel(channel, FERRY)
        rebuild_here.wait_for(1)
        for count in range(30):
            server.post_to_channel(channel, f"The barge number {count} has a new mast of pine.")
        server.wait_until_idle()
        rebuild_here.release()
        follower.wait_until_done()
        assert len(read_files(bot_settings)) == 31
        assert rebuild_here.count <= 3
        assert "pine" in owner.ask("Which mast has the barge number 29?").text

    def test_an_edit_to_nothing_takes_it_out(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        server.edit_text(post, "Deleted")
        follower.wait_until_done()
        assert read_files(bot_settings) == {}
        assert "Nora Quist" not in owner.ask(FERRY_QUESTION).text

    def test_the_owners_file_stays(
        self,
        follower: RunningBot,
        server: TelegramServer,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        (path,) = (bot_settings.corpus_dir / FOLDER).glob("*.md")
        path.write_text("# Mine\n\nThe ferry is mine.\n")
        server.edit_text(post, PIER)
        server.post_to_channel(channel, "It costs ten crowns.", reply_to=post)
        follower.wait_until_done()
        files = read_files(bot_settings)
        assert files[path.name] == "# Mine\n\nThe ferry is mine.\n"
        assert len(files) == 2

    def test_what_a_rebuild_fails_at_is_tried_again(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
        rebuild_here: RebuildHere,
    ) -> None:
        folder = BuildFolder(bot_settings.index_dir)
        with folder.held():  # by somebody who builds
            server.post_to_channel(channel, FERRY)
            rebuild_here.wait_for(2)
        follower.wait_until_done()
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text

    def test_in_the_discussion_group_ask_answers_with_posts(
        self,
        follower: RunningBot,
        server: TelegramServer,
        group: Chat,
        alice: User,
        channel: Chat,
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.assert_silent(group, lambda: server.forward_to_discussion(post, group))
        question = server.send_text(group, alice, f"/ask {FERRY_QUESTION}")
        answer = server.wait_for_reply(question)
        assert FERRY in answer.entity_texts("blockquote")
        assert link(channel, post) in [entity.get("url") for entity in answer.entities]

    def test_one_reads_on_in_the_next_post(
        self, follower: RunningBot, server: TelegramServer, owner: Person, channel: Chat
    ) -> None:
        server.post_to_channel(channel, FERRY)
        server.post_to_channel(channel, PIER)
        follower.wait_until_done()
        answer = owner.ask(FERRY_QUESTION)
        (on,) = [label for label in labels(answer) if "Read on" in label or "▶" in label]
        owner.press(answer, on)
        assert PIER in server.wait_for_edit(answer).text


class TestWhoMayFollow:
    def test_only_admins_in_private(
        self,
        article_bot: RunningBot,
        server: TelegramServer,
        private: Chat,
        alice: User,
        channel: Chat,
    ) -> None:
        for command in ("/follow", "/unfollow"):
            told = ask(server, private, alice, f"{command} @Harbour_News").text
            assert told == f"{command} is for the bot's admins."
        assert server.calls("getChat") == []

    def test_what_is_not_followed_is_nothing(
        self,
        article_bot: RunningBot,
        server: TelegramServer,
        channel: Chat,
        owner: Person,
        bot_settings: Settings,
        rebuild_here: RebuildHere,
    ) -> None:
        server.post_to_channel(channel, FERRY)
        article_bot.wait_until_done()
        assert read_files(bot_settings) == {}
        assert rebuild_here.count == 0
        kept = [path for path in bot_settings.state_dir.rglob("*") if path.is_file()]
        assert kept
        assert not any(b"Nora Quist" in path.read_bytes() for path in kept)
        assert owner.ask("/follow").text.startswith("I follow no channel. Write /follow and")

    def test_channels_are_named_in_many_ways_and_listed(
        self, article_bot: RunningBot, server: TelegramServer, owner: Person, channel: Chat
    ) -> None:
        private = server.add_channel("Crew <only>")
        bare = -1_000_000_000_000 - private.id
        for named in (
            "@harbour_news",
            "https://t.me/Harbour_News/5",
            str(private.id),
            str(bare),
            f"https://t.me/c/{bare}/1",
        ):
            assert "now" in owner.ask(f"/follow {named}").text
        listed = owner.ask("/follow").text
        assert listed == f"I follow:\n• Crew <only> ({bare})\n• Harbour News (@Harbour_News)"
        listed += "\nWrite /unfollow and the channel whose posts I shall leave alone."
        assert owner.ask("/unfollow").text == listed
        told = owner.ask(f"/unfollow https://t.me/c/{bare}").text
        assert told.startswith("I follow “Crew <only>” no more.")
        assert f"c-{bare}" in told
        assert owner.ask("/unfollow @nobody_here").text.startswith("I do not follow that channel.")

    @pytest.mark.parametrize(
        ("named", "told"),
        [
            ("@nobody_here", "I cannot see that channel."),
            ("https://t.me/c/99/5", "I cannot see that channel."),
            ("9" * 19, "I cannot see that channel."),
            ("the harbour", "Write /follow and the channel"),
            ("@a/../b", "Write /follow and the channel"),
        ],
    )
    def test_what_is_no_channel_is_told(
        self, article_bot: RunningBot, owner: Person, server: TelegramServer, named: str, told: str
    ) -> None:
        server.expect_refusals("chat not found")
        assert owner.ask(f"/follow {named}").text.startswith(told)

    def test_the_bot_has_to_be_an_admin_of_a_channel(
        self, article_bot: RunningBot, server: TelegramServer, owner: Person, group: Chat
    ) -> None:
        channel = server.add_channel("Harbour News", username="Harbour_News")
        server.set_bot_status(channel, "member")
        assert "does not show me its posts" in owner.ask("/follow @Harbour_News").text
        assert owner.ask(f"/follow {group.id}").text == "“Reading circle” is no channel."

    def test_after_unfollowing_posts_are_nothing_and_articles_stay(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        owner.ask("/unfollow @Harbour_News")
        server.post_to_channel(channel, PIER)
        follower.wait_until_done()
        assert len(read_files(bot_settings)) == 1
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text

    def test_it_is_remembered(
        self, follower: RunningBot, bot_settings: Settings, channel: Chat
    ) -> None:
        store = ChannelStore(Database(bot_settings.database_path))
        store.read()
        (kept,) = store.list_known()
        assert (kept.chat_id, kept.title, kept.name) == (channel.id, "Harbour News", "Harbour_News")


@pytest.mark.usefixtures("follower")
def test_privacy_says_what_is_kept_of_posts(owner: Person) -> None:
    assert "when a post is deleted there" in owner.ask("/privacy").text


class TestRemoving:
    def test_a_link_removes_a_post(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        question = owner.ask(f"/remove {link(channel, post)}?single")
        assert question.text.startswith("Remove “The ferry of Skerry sails every Tuesday")
        owner.press(question, "Yes")
        assert "is removed" in wait_for_end(server, question)
        assert read_files(bot_settings) == {}
        gone = owner.ask(f"/remove {link(channel, post)}")
        assert gone.text == "No article of mine has that post."

    def test_what_is_removed_stays_out(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        first = server.post_to_channel(channel, FERRY)
        second = server.post_to_channel(channel, PIER, reply_to=first)
        follower.wait_until_done()
        for post in (second, first):
            question = owner.ask(f"/remove {link(channel, post)}")
            owner.press(question, "Yes")
            assert "It stays out, whatever is edited;" in wait_for_end(server, question)
            server.edit_text(post, f"{post.text} So it is.")
            follower.wait_until_done()
        assert read_files(bot_settings) == {}
        export = {
            "name": "Harbour News",
            "type": "public_channel",
            "id": -1_000_000_000_000 - channel.id,
            "messages": [_export(first), _export(second)],
        }
        path = write_export(bot_settings.state_dir / "result.json", export)
        report = import_export(bot_settings, path, Names("Harbour_News"))
        assert report.taken_out == (first.message_id, second.message_id)
        assert read_files(bot_settings) == {}

    def test_a_post_that_an_edit_left_without_words_comes_back_by_another_one(
        self, follower: RunningBot, server: TelegramServer, channel: Chat, bot_settings: Settings
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        for text, count in (("Wow!", 0), (FERRY, 1)):
            server.edit_text(post, text)
            follower.wait_until_done()
            assert len(read_files(bot_settings)) == count

    def test_of_a_thread_it_removes_one(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        first = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        second = server.post_to_channel(channel, PIER, reply_to=first)
        follower.wait_until_done()
        (before,) = read_files(bot_settings).values()
        bare = -1_000_000_000_000 - channel.id
        question = owner.ask(f"/remove https://t.me/c/{bare}/{second.message_id}")
        assert f"Remove the post {link(channel, second)} of “The ferry" in question.text
        owner.press(question, "Yes")
        assert wait_for_end(server, question).startswith("The post is taken out of “The ferry")
        (after,) = read_files(bot_settings).values()
        assert "Ben Rook" not in after
        assert after.split("<!-- post")[0] == before.split("<!-- post")[0]
        assert "Ben Rook" not in owner.ask(PIER_QUESTION).text


@pytest.fixture
def stopped(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
    owner: Person,
    channel: Chat,
) -> Iterator[None]:
    """A bot that followed the channel, and was stopped while a rebuild with a post ran."""
    bot = run_article_bot(server, bot_settings, encoder, rebuild_here, seconds_to_end=0.1)
    with bot:
        owner.ask("/follow @Harbour_News")
        rebuild_here.hold()
        server.post_to_channel(channel, FERRY)
        rebuild_here.wait_for(1)
    rebuild_here.release()
    yield


@pytest.mark.usefixtures("stopped")
def test_a_post_outlives_a_stop(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
    owner: Person,
    channel: Chat,
) -> None:
    index = load_live(bot_settings, encoder)
    retriever = Retriever(index, encoder)
    with RunningBot(server, bot_settings, retriever, run_index=rebuild_here) as bot:
        bot.wait_until_done()
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text
    assert server.messages(channel) == []


def test_while_a_channel_is_followed_a_process_waits_for_the_next_post(
    server: TelegramServer,
    bot_settings: Settings,
    encoder: Encoder,
    owner: Person,
    channel: Chat,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    begun = tmp_path / "begun"
    script = "import sys; open(sys.argv[1], 'w').close(); sys.stdin.buffer.readline()"
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-SEc", script, str(begun)))
    monkeypatch.setattr(process, "_SECONDS_BETWEEN_LOOKS", 0.01)
    build_harbour(bot_settings, encoder)
    index = load_live(bot_settings, encoder)
    with RunningBot(server, bot_settings, Retriever(index, encoder), run_index=None) as bot:
        bot.wait_until_done()
        assert not begun.exists()
        owner.ask("/follow @Harbour_News")
        deadline = time.monotonic() + 30
        while not begun.exists():
            assert time.monotonic() < deadline
            time.sleep(0.005)


def _pre(text: str) -> dict[str, object]:
    return {"type": "pre", "offset": len(text) + 1, "length": len("make  all")}


def _export(post: SentMessage) -> dict[str, object]:
    return {
        "id": post.message_id,
        "type": "message",
        "date_unixtime": str(post.raw["date"]),
        "text": post.text,
    }
