"""What channels post beside plain texts, and channels that are not what they were."""

import pytest

from bot.config.settings import Settings
from tests.support.channel_posts import FERRY, FERRY_QUESTION, PIER, PIER_QUESTION
from tests.support.conversing import Person
from tests.support.rebuilding_here import RebuildHere
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer


def read_files(settings: Settings) -> dict[str, str]:
    """The articles of channels, by folder and number, such as "harbour_news/5"."""
    return {
        f"{path.parent.name}/{int(path.stem)}": path.read_text("utf-8-sig")
        for path in sorted(settings.corpus_dir.glob("*/[0-9]*.md"))
    }


def find_link(answer: SentMessage) -> object:
    """That of the first source."""
    return next(entity["url"] for entity in answer.entities if "url" in entity)


def bare(channel: Chat) -> int:
    """Its number in links."""
    return -1_000_000_000_000 - channel.id


class TestChannels:
    def test_two_channels_are_two_folders(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        other = server.add_channel("Crew")
        owner.ask(f"/follow {other.id}")
        posts = [server.post_to_channel(channel, FERRY), server.post_to_channel(other, PIER)]
        follower.wait_until_done()
        assert set(read_files(bot_settings)) == {
            f"harbour_news/{posts[0].message_id}",
            f"c-{bare(other)}/{posts[1].message_id}",
        }
        answer = owner.ask(PIER_QUESTION)
        assert find_link(answer) == f"https://t.me/c/{bare(other)}/{posts[1].message_id}"

    def test_a_renamed_channel_is_the_same(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        first = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        channel.title, channel.username = "Coast News", "coast_daily"
        second = server.post_to_channel(channel, PIER)
        server.edit_text(first, FERRY.replace("Nora Quist", "Tom Harrow"))
        follower.wait_until_done()
        files = read_files(bot_settings)
        assert set(files) == {f"harbour_news/{n.message_id}" for n in (first, second)}
        answer = owner.ask(PIER_QUESTION)
        assert "Coast News" in answer.text
        assert find_link(answer) == f"https://t.me/coast_daily/{second.message_id}"
        answer = owner.ask(FERRY_QUESTION)
        assert "Tom Harrow" in answer.text
        assert find_link(answer) == f"https://t.me/coast_daily/{first.message_id}"
        assert owner.ask("/follow").text == "I follow:\n• Coast News (@coast_daily)"
        question = owner.ask(f"/remove https://t.me/coast_daily/{first.message_id}")
        assert question.text.startswith("Remove “The ferry of Skerry")
        assert "in harbour_news." in owner.ask("/unfollow @coast_daily").text

    def test_who_takes_over_a_name_does_not_take_over_posts(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        channel.username = None
        other = server.add_channel("Other News", username="Harbour_News")
        owner.ask("/follow @Harbour_News")
        post = server.post_to_channel(other, PIER)
        again = server.post_to_channel(channel, "The buoy of Skerry is painted red and white.")
        follower.wait_until_done()
        files = read_files(bot_settings)
        assert files.keys() >= {
            f"c-{bare(other)}/{post.message_id}",
            f"harbour_news/{again.message_id}",
        }
        assert find_link(owner.ask(PIER_QUESTION)) == f"https://t.me/Harbour_News/{post.message_id}"

    def test_posts_without_end_keep_nobody_waiting(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        rebuild_here: RebuildHere,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        rebuild_here.hold()
        for number in range(2100):
            server.post_to_channel(channel, f"The gull number {number} sat upon the mast.")
        assert "Mary Flint" in owner.ask("Who keeps the lighthouse?").text
        assert "a post of a channel is left to the next export: 1000 others" in caplog.text


class TestPosts:
    def test_replies_that_come_at_once_are_one_article(
        self,
        follower: RunningBot,
        server: TelegramServer,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        post = first = server.post_to_channel(channel, FERRY)
        for number in range(12):
            said = f"The bell number {number} of the ferry is of brass."
            post = server.post_to_channel(channel, said, reply_to=post)
        follower.wait_until_done()
        ((name, text),) = read_files(bot_settings).items()
        assert name == f"harbour_news/{first.message_id}"
        assert text.count("<!-- post ") == 13

    def test_the_words_of_an_album_are_one_article(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        for number, caption in ((50, None), (51, FERRY), (52, PIER)):
            _post(server, channel, number, {"media_group_id": "9"} | _caption(caption))
        follower.wait_until_done()
        assert list(read_files(bot_settings)) == ["harbour_news/51"]
        assert find_link(owner.ask(PIER_QUESTION)) == "https://t.me/Harbour_News/52"

    def test_what_has_no_words_is_no_rebuild(
        self,
        follower: RunningBot,
        server: TelegramServer,
        channel: Chat,
        bot_settings: Settings,
        rebuild_here: RebuildHere,
    ) -> None:
        title: dict[str, object] = {"new_chat_title": "Coast"}
        contents = title, _caption(None), _caption("Wow!"), _caption("#harbour")
        for number, content in enumerate(contents, start=60):
            _post(server, channel, number, content)
        server.post_to_channel(channel, "https://example.org/pier")
        follower.wait_until_done()
        assert read_files(bot_settings) == {}
        assert rebuild_here.count == 0

    def test_an_edit_of_what_is_not_there_is_there_then(
        self,
        article_bot: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        before = server.post_to_channel(channel, FERRY)
        owner.ask("/follow @Harbour_News")
        server.edit_text(before, PIER)
        article_bot.wait_until_done()
        assert list(read_files(bot_settings)) == [f"harbour_news/{before.message_id}"]
        assert "Ben Rook" in owner.ask(PIER_QUESTION).text

    def test_an_edit_that_no_reader_sees_is_no_rebuild(
        self,
        follower: RunningBot,
        server: TelegramServer,
        channel: Chat,
        rebuild_here: RebuildHere,
    ) -> None:
        post = server.post_to_channel(channel, FERRY)
        follower.wait_until_done()
        count = rebuild_here.count
        server.edit_text(post, FERRY)
        follower.wait_until_done()
        assert rebuild_here.count == count

    def test_marks_are_left_out_and_words_stay(
        self,
        follower: RunningBot,
        server: TelegramServer,
        owner: Person,
        channel: Chat,
        bot_settings: Settings,
    ) -> None:
        text = "🚢 " + FERRY + " Ask *her* at [the quay](https://example.org) # now."
        marks = [
            {"type": "bold", "offset": 3, "length": 9},
            {"type": "text_link", "offset": 7, "length": 5, "url": "https://example.org/"},
            {"type": "spoiler", "offset": text.index("Nora") + 1, "length": 10},
        ]
        server.post_to_channel(channel, text, entities=marks)
        follower.wait_until_done()
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text
        found = owner.ask("Whom to ask at the quay about the ferry of Skerry?").text
        assert "Ask *her* at [the quay](https://example.org) # now." in found

    def test_no_title_is_made_of_a_spoiler(
        self, follower: RunningBot, server: TelegramServer, channel: Chat, bot_settings: Settings
    ) -> None:
        hidden, shown = "🚢 It was the old keeper", "The pier of Skerry is closed in winter."
        cut = 4 + len("It was ")  # a ship is two units, of code units
        marks = [
            {"type": "spoiler", "offset": 0, "length": cut},
            {"type": "strikethrough", "offset": 3, "length": 3},
            {"type": "spoiler", "offset": cut, "length": len(hidden) + 1 - cut},
        ]
        server.post_to_channel(channel, f"{hidden}. {shown}", entities=marks)
        follower.wait_until_done()
        (file,) = (
            path for path in bot_settings.corpus_dir.rglob("*.md") if shown in path.read_text()
        )
        head, _, body = file.read_text().partition("\n---\n")
        assert "keeper" not in head.replace(shown, "") and "the old keeper" in body

    def test_the_longest_post_is_read_to_its_end(
        self, follower: RunningBot, server: TelegramServer, owner: Person, channel: Chat
    ) -> None:
        filling = "".join(f"The gull number {n} sat upon the mast for a while. " for n in range(90))
        text = filling[: 4095 - len(PIER)] + "\n" + PIER
        assert len(text) == 4096
        server.post_to_channel(channel, text)
        follower.wait_until_done()
        assert PIER in owner.ask(PIER_QUESTION).text


def _caption(text: str | None) -> dict[str, object]:
    photo = {"file_id": "p", "file_unique_id": "q", "width": 9, "height": 9}
    return {"photo": [photo]} | ({} if text is None else {"caption": text})


def _post(server: TelegramServer, channel: Chat, number: int, content: dict[str, object]) -> None:
    """What nothing of the server makes."""
    known = {"message_id": number, "date": 1_700_000_000 + number, "chat": channel.to_json()}
    server.queue_update("channel_post", known | {"sender_chat": channel.to_json()} | content)
