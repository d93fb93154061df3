"""Small talk: a line in private, silence in groups, and it costs no follow-up."""

import json
from dataclasses import replace
from functools import partial

import pytest

from bot.config.settings import Settings
from embeddings import Encoder
from tests.conftest import ShareEncoder
from tests.support.command_line import CommandLine
from tests.support.conversing import ask
from tests.support.harbour import KEEPER_QUESTION, LAMP_QUESTION, build_harbour
from tests.support.running_bot import RunningBot, run_bot
from tests.telegram_server import Chat, TelegramServer, User

_NOTHING = "found nothing"


class TestPrivate:
    def test_who_greets_learns_what_there_is_to_ask(
        self, server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
    ) -> None:
        for said in ("Hello there!", "who are you?", "What can you do", "asdf", "???"):
            told = ask(server, private, alice, said)
            assert "4 articles" in told.text
            assert "• The lighthouse of Skerry" in told.text
            assert told.text.count("•") == 3
            assert not told.buttons
        assert not server.calls("sendChatAction")

    def test_thanks_and_the_like_get_a_line_and_do_not_cost_the_follow_up(
        self, server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
    ) -> None:
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        for said in ("Thanks!", "👍", "lol", "ok", "never mind"):
            told = ask(server, private, alice, said).text
            assert "Ask me whenever you like." in told
            assert _NOTHING not in told
        assert "Her father" in ask(server, private, alice, "Who kept it before her?").text

    def test_a_remark_on_an_answer_is_no_follow_up(
        self, server: TelegramServer, harbour_bot: RunningBot, private: Chat, alice: User
    ) -> None:
        assert "Mary Flint" in ask(server, private, alice, KEEPER_QUESTION).text
        for said in ("Oh, that's really impressive!", "I had no idea", "Ach, wie seltsam!"):
            told = ask(server, private, alice, said).text
            assert "Ask me whenever you like." in told
        for said in ("Hello, I'm Zoë from Graz.", "my name is Zoë", "I'm new here"):
            assert "4 articles" in ask(server, private, alice, said).text
        assert "Her father" in ask(server, private, alice, "Who kept it before her?").text

    def test_the_line_is_in_the_readers_language(
        self, server: TelegramServer, harbour_bot: RunningBot
    ) -> None:
        user = server.add_user("Lola", language_code="es")
        told = ask(server, server.private_chat(user), user, "¡hola!")
        assert told.text.startswith("¡Hola! Respondo preguntas con citas literales de 4 artículos.")

    def test_the_owner_may_write_the_line(
        self,
        server: TelegramServer,
        encoder: Encoder,
        bot_settings: Settings,
        private: Chat,
        alice: User,
    ) -> None:
        build_harbour(bot_settings, encoder)
        line = "Ask me about Skerry <b>and</b> @nobody_here."
        with run_bot(server, replace(bot_settings, greeting=line), encoder):
            told = ask(server, private, alice, "hi")
            assert told.text == line
            assert "welcome" in ask(server, private, alice, "thanks").text

    def test_what_the_owner_insists_on_is_offered(
        self,
        server: TelegramServer,
        harbour_bot: RunningBot,
        bot_settings: Settings,
        private: Chat,
        alice: User,
    ) -> None:
        insisted = {"question": LAMP_QUESTION, "answers": ["once in twelve seconds"]}
        path = bot_settings.corpus_dir / "must_answer.jsonl"
        path.write_text(json.dumps(insisted), "utf-8")
        assert f"• {LAMP_QUESTION}" in ask(server, private, alice, "hi").text
        path.write_text("no JSON at all", "utf-8")
        assert "4 articles" in ask(server, private, alice, "hi").text


class TestGroups:
    def test_small_talk_is_left_alone(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"@{server.bot.username} {KEEPER_QUESTION}")
        for said in ("Thanks!", "👍", "ok", "what can you do?"):
            reply = partial(server.send_text, group, alice, said, reply_to=answer)
            harbour_bot.assert_silent(group, reply)
            mention = f"@{server.bot.username} {said}"
            harbour_bot.assert_silent(group, partial(server.send_text, group, alice, mention))
        server.send_text(group, alice, "Who kept it before her?", reply_to=answer)
        assert "Her father" in server.wait_for_message(group).text

    def test_a_reply_that_names_somebody_is_for_them(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        for said in ("@otto_k when was it built?", "look at this, @otto_k", "who knew, @otto_k ?"):
            reply = partial(server.send_text, group, alice, said, reply_to=answer)
            harbour_bot.assert_silent(group, reply)
        both = f"@otto_k @{server.bot.username} {LAMP_QUESTION}"
        server.send_text(group, alice, both, reply_to=answer)
        assert "twelve seconds" in server.wait_for_message(group).text

    def test_a_reply_that_asks_nothing_is_left_alone(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        bob = server.add_user("Bob")
        said = server.send_text(group, bob, "We were there last summer.")
        remarks = (
            "neat, I'll save it for the weekend",
            "Otto, have a look at this",
            "my uncle was the lighthouse keeper there",
            "lovely lighthouse",
            *("What?", "how so?", "Why??", "Wow, how strange!", "Hi, I am Zoë from Graz."),
            "so it was Mary Flint all along, and I have told you so for two years or more, Otto!",
        )
        typing = len(server.calls("sendChatAction"))
        for remark in remarks:
            for replied in (answer, said):
                send = partial(server.send_text, group, alice, remark, reply_to=replied)
                harbour_bot.assert_silent(group, send)
        assert len(server.calls("sendChatAction")) == typing

    def test_a_reply_that_asks_is_answered_or_told_that_nothing_is_found(
        self, server: TelegramServer, harbour_bot: RunningBot, group: Chat, alice: User
    ) -> None:
        answer = ask(server, group, alice, f"/ask {KEEPER_QUESTION}")
        for said, told in (
            ("who kept it before her", "Her father"),
            ("harbour wall repairs", "three million crowns"),
            ("what does the mayor of Paris earn", _NOTHING),
            (f"@{server.bot.username} my uncle sails to Paris", _NOTHING),
        ):
            server.send_text(group, alice, said, reply_to=answer)
            assert told in server.wait_for_message(group).text


class TestGreetingOfAGroup:
    @pytest.mark.parametrize("privacy_mode", [True, False])
    def test_it_names_what_works_there(
        self,
        server: TelegramServer,
        encoder: Encoder,
        bot_settings: Settings,
        alice: User,
        privacy_mode: bool,
    ) -> None:
        server.configure_bot(privacy_mode=privacy_mode)
        build_harbour(bot_settings, encoder)
        with run_bot(server, bot_settings, encoder):
            group = server.add_supergroup("Circle", has_bot=False)
            server.add_bot(group, by=alice)
            told = server.wait_for_message(group).text
            assert ("may not see it" in told) == privacy_mode
            assert ("Mention me" in told) != privacy_mode
            assert "/ask" in told


class TestElsewhere:
    def test_inline_finds_nothing(
        self, server: TelegramServer, harbour_bot: RunningBot, alice: User
    ) -> None:
        server.send_inline_query(alice, "thanks!")
        call = server.wait_for_call("answerInlineQuery")
        assert call.parameters["results"] in ("[]", [])

    def test_ask_json_has_the_reply(
        self,
        encoder: Encoder,
        bot_settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        share_encoder: ShareEncoder,
    ) -> None:
        share_encoder(bot_settings.state_dir)
        build_harbour(bot_settings, encoder)
        line = CommandLine(bot_settings, monkeypatch, capsys)
        code, output, _ = line.run("ask", "--json", "hi there!")
        record = json.loads(output)
        assert (code, record["answered"], record["quotes"]) == (0, False, [])
        assert record["confidence"] == 0
        assert "4 articles" in record["reply"]
        line.set(GREETING="Ask about Skerry.")
        assert json.loads(line.run("ask", "--json", "hi")[1])["reply"] == "Ask about Skerry."
        assert "reply" not in json.loads(line.run("ask", "--json", KEEPER_QUESTION)[1])
        assert line.run("ask", "hi")[1].strip() == "Ask about Skerry."
