"""Articles that admins add in a conversation over HTTP: offered first, then written and indexed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config.settings import Settings
from corpus import MUST_ANSWER_NAME
from embeddings import Encoder
from tests.corpus.formats.office.documents import make_docx, par
from tests.support.archives import make_zip
from tests.support.conversing import Person, ask, labels
from tests.support.harbour import FILES, KEEPER, KEEPER_QUESTION
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.support.running_bot import RunningBot
from tests.telegram_server import Chat, SentMessage, TelegramServer, User

FERRY = """---
title: The ferry of Skerry
source: Island Post
author: Ben Rook
date: 2024-04-01
---
The ferry of Skerry sails every Tuesday at noon from the old quay, and Nora Quist is its captain.

A ticket costs nine crowns.
"""
FERRY_QUESTION = "Who is the captain of the ferry of Skerry?"
NEW_KEEPER = KEEPER.replace("Mary Flint", "Tom Harrow")


REFUSED: list[tuple[str | None, bytes | None, int | None, str]] = [
    ("a.xyz", b"%PDF", None, ".md, .markdown, .mdx, .txt, .text"),
    (MUST_ANSWER_NAME, b"{}", None, ".md, .markdown, .mdx, .txt, .text"),
    (None, b"Some text.", None, ".md, .markdown, .mdx, .txt, .text"),
    ("a.txt", b"", None, ": it is empty"),
    ("a.md", b"---\ndraft: true\n---\nText.\n", None, ": it is a draft"),
    ("a.md", b"---\ntitle: The lamp\n---\n<!-- nothing -->\n", None, "holds no text"),
    ("a.txt", bytes(range(256)) * 20, None, "I can read no article"),
    ("a.txt", None, 6 << 20, "5 MiB"),
    ("a.txt", b"x" * (6 << 20), 100, "5 MiB"),
    ("a.txt", b"Some text.", 100, "could not be downloaded"),
]
"""Names, contents, sizes that Telegram tells, and what is said."""


@pytest.fixture
def send_file(server: TelegramServer, owner: Person) -> Callable[..., SentMessage]:
    """The bot's next message after the owner has sent a file."""

    def send(name: str | None, content: bytes | None, **options: object) -> SentMessage:
        server.send_document(owner.chat, owner.user, name, content, **options)  # type: ignore[arg-type]
        return server.wait_for_message(owner.chat)

    return send


SendFile = Callable[..., SentMessage]


def read_files(settings: Settings) -> dict[str, str]:
    """All files in the corpus folder, hidden ones too."""
    return {path.name: path.read_text() for path in settings.corpus_dir.iterdir()}


def removed(settings: Settings) -> list[str]:
    folder = settings.state_dir / "removed"
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.mark.usefixtures("article_bot")
class TestFiles:
    def test_a_file_is_read_offered_added_and_answered_from(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        admin: User,
        send_file: SendFile,
    ) -> None:
        offer = send_file("../../etc/fe:rry?.MD", FERRY.encode())
        assert offer.text.split("\n") == [
            "The ferry of Skerry",
            "Publisher: Island Post",
            "Author: Ben Rook",
            "Date: 1 April 2024",
            "Language: English",
            "126 characters, 2 paragraphs",
            "File: rry.md",
            "Nothing is kept unless you press Add.",
        ]
        assert labels(offer) == ["Add", "Cancel"]
        assert read_files(bot_settings) == FILES
        assert owner.press(offer, "Add") == ""
        end = wait_for_end(server, offer)
        assert end.startswith("“The ferry of Skerry” is added. I answer from it now.")
        assert "Articles added: 1, changed: 0, removed: 0." in end
        assert read_files(bot_settings) == FILES | {"rry.md": FERRY}
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text
        stale = server.press_button(
            admin, offer, str(offer.buttons[0]["callback_data"]), forged=True
        )
        told = server.wait_for_call("answerCallbackQuery").parameters
        assert (told["callback_query_id"], "expired" in str(told["text"])) == (stale, True)

    def test_a_document_of_a_text_processor_is_offered_and_answered_from(
        self, server: TelegramServer, owner: Person, bot_settings: Settings, send_file: SendFile
    ) -> None:
        core = (
            "<dc:creator>Ben Rook</dc:creator>"
            "<dcterms:created>2024-04-01T09:00:00Z</dcterms:created>"
        )
        said = FERRY.rpartition("---\n")[2].split("\n\n")
        body = par("The ferry of Skerry", "Heading1") + "".join(map(par, said))
        document = make_docx(body, core=core)
        offer = send_file("Ferry.docx", document)
        assert offer.text.split("\n")[:3] == [
            "The ferry of Skerry",
            "Author: Ben Rook",
            "Date: 1 April 2024",
        ]
        assert labels(offer) == ["Add", "Cancel"]
        owner.press(offer, "Add")
        assert "Articles added: 1" in wait_for_end(server, offer)
        [added] = bot_settings.corpus_dir.glob("*.docx")
        assert added.read_bytes() == document
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text
        old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
        refused = send_file("old.docx", old)
        assert "save it as .docx" in refused.text

    def test_one_of_the_same_name_is_replaced_and_kept(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        send_file: SendFile,
    ) -> None:
        offer = send_file("keeper.md", NEW_KEEPER.encode())
        assert "It replaces “The lighthouse of Skerry”." in offer.text
        owner.press(offer, "Add")
        end = wait_for_end(server, offer)
        kept = bot_settings.state_dir / "removed" / "keeper.md"
        assert str(kept) in end
        assert kept.read_text() == KEEPER
        assert "Tom Harrow" in owner.ask(KEEPER_QUESTION).text

    def test_the_articles_of_an_archive_are_offered_one_by_one(
        self, server: TelegramServer, owner: Person, bot_settings: Settings, send_file: SendFile
    ) -> None:
        packed = make_zip(
            {
                "a/ferry.md": FERRY,
                "b/ferry.md": NEW_KEEPER,
                "a/x.png": "",
                "../c.md": "C.",
                "d.md": "",
            }
        )
        first = send_file("Notes.ZIP", packed)
        second = server.wait_for_message(owner.chat)
        told = server.wait_for_message(owner.chat)
        assert [offer.text.split("\n")[-2] for offer in (first, second)] == [
            "File: ferry.md",
            "File: ferry-2.md",
        ]
        assert told.text.split("\n") == [
            "Left out: ../c.md: its name leads out of the folder",
            "Left out: d.md: I can read no article from this: it is empty",
        ]
        owner.press(first, "Add")
        assert "is added" in wait_for_end(server, first)
        assert read_files(bot_settings) == FILES | {"ferry.md": FERRY}

    @pytest.mark.parametrize(
        ("packed", "said"),
        [
            (b"none", "it is no archive"),
            (make_zip({"a.png": ""}), "No article is in that archive."),
            (make_zip({f"{number}.md": "Text." for number in range(11)}), "holds 11 articles"),
            (make_zip({"a.md": ""}), "No article is in that archive.\na.md: I can read no"),
        ],
    )
    def test_an_archive_without_articles_is_refused(
        self, send_file: SendFile, packed: bytes, said: str
    ) -> None:
        told = send_file("a.zip", packed)
        assert said in told.text
        assert labels(told) == []

    def test_no_file_of_this_machine_is_read_for_one_of_telegram(
        self, server: TelegramServer, send_file: SendFile, tmp_path: Path
    ) -> None:
        secret = tmp_path / "secret.md"
        secret.write_text("The key lies below the mat.\n")
        server.tell_path(str(secret))
        size = secret.stat().st_size
        told = send_file("a.md", b"x" * size)
        assert "could not be downloaded" in told.text
        assert labels(told) == []

    def test_half_a_character_in_the_path_of_a_file_is_no_path(
        self, server: TelegramServer, send_file: SendFile
    ) -> None:
        server.tell_path("\ud800")
        assert "could not be downloaded" in send_file("a.md", b"A lamp.").text

    @pytest.mark.parametrize(
        "told",
        [
            *({"file_path": path} for path in (5, True, ["a"], {"a": 1}, 1.5)),
            *({"file_size": size} for size in ("7", "x", 1.5, [7], True, 10**30)),
            *({"file_path": path} for path in (None, "", "/etc/hostname")),
            *({"file_id": 5}, {"file_unique_id": None}),
        ],
        ids=str,
    )
    def test_what_is_no_file_is_one_line(
        self,
        told: dict[str, object],
        server: TelegramServer,
        send_file: SendFile,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        file = {
            "file_id": "f",
            "file_unique_id": "u",
            "file_path": "documents/a.md",
            "file_size": 7,
        }
        server.answer_next("getFile", json.dumps({"ok": True, "result": file | told}))
        assert "could not be downloaded" in send_file("a.md", b"A lamp.").text
        (line,) = [record for record in caplog.records if record.levelname != "INFO"]
        assert line.getMessage().startswith("a file ")
        assert line.exc_info is None

    def test_what_the_gate_refuses_is_put_back(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        send_file: SendFile,
    ) -> None:
        gate = bot_settings.corpus_dir / MUST_ANSWER_NAME
        gate.write_text(json.dumps({"question": KEEPER_QUESTION, "answers": ["Mary Flint"]}))
        before = read_files(bot_settings)
        offer = send_file("keeper.md", NEW_KEEPER.encode())
        owner.press(offer, "Add")
        end = wait_for_end(server, offer)
        assert "failed" in end
        assert "must_answer.jsonl" in end
        assert end.endswith("The articles are as they were.")
        assert read_files(bot_settings) == before
        assert removed(bot_settings) == []
        assert "Mary Flint" in owner.ask(KEEPER_QUESTION).text
        gate.unlink()
        owner.press(server.current(offer), "Add")
        server.wait_for_message_where(lambda message: "is added" in message.text, chat=owner.chat)
        assert "Tom Harrow" in owner.ask(KEEPER_QUESTION).text

    def test_nothing_is_replaced_that_the_offer_did_not_say(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        send_file: SendFile,
    ) -> None:
        """Two are offered under one name before either is added."""
        first, second = (send_file("new.txt", f"Pier {n} is of oak.\n".encode()) for n in (1, 2))
        owner.press(first, "Add")
        wait_for_end(server, first)
        assert "changed meanwhile" in owner.press(second, "Add")
        asked = server.current(second)
        assert "It replaces “Pier 1 is of oak”." in asked.text
        assert (bot_settings.corpus_dir / "new.txt").read_text() == "Pier 1 is of oak.\n"
        owner.press(asked, "Add")
        assert "is added" in wait_for_end(server, asked)

    def test_what_is_cancelled_is_not_added(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
        send_file: SendFile,
    ) -> None:
        offer = send_file("ferry.md", FERRY.encode())
        assert owner.press(offer, "Cancel") == ""
        assert wait_for_end(server, offer) == "“The ferry of Skerry” is not added."
        assert read_files(bot_settings) == FILES

    def test_what_cannot_be_read_is_refused_in_one_line(
        self, send_file: SendFile, bot_settings: Settings
    ) -> None:
        for name, content, size, reason in REFUSED:
            refusal = send_file(name, content, file_size=size)
            assert reason in refusal.text
            assert "\n" not in refusal.text
            assert refusal.buttons == []
        assert read_files(bot_settings) == FILES

    def test_a_file_with_half_a_character_is_added_without_it(
        self, server: TelegramServer, owner: Person, send_file: SendFile
    ) -> None:
        text = "The mirror of Skerry was cut by Ida Moss of Thornby."
        offer = send_file("mirror.md", f'---\ntitle: "\\U0000DBFF mirror"\n---\n{text}\n'.encode())
        assert offer.text.startswith("\ufffd mirror\n")
        owner.press(offer, "Add")
        assert "is added" in wait_for_end(server, offer)
        assert "Ida Moss" in owner.ask("Who cut the mirror of Skerry?").text

    def test_a_download_that_fails_is_one_line_and_one_that_is_cut_is_tried_again(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
    ) -> None:
        file = server.send_document(owner.chat, owner.user, "ferry.md", FERRY.encode())
        assert "File: ferry.md" in server.wait_for_message(owner.chat).text

        def add_again() -> str:
            server.send_text(owner.chat, owner.user, "/add", reply_to=file)
            return server.wait_for_message(owner.chat).text

        server.cut_downloads(file, 50, times=1)
        assert "File: ferry.md" in add_again()
        failure = "The file could not be downloaded from Telegram. Send it again."
        server.cut_downloads(file, 50)
        assert add_again() == failure
        server.fail_downloads(file, 404)
        assert add_again() == failure
        assert read_files(bot_settings) == FILES


@pytest.mark.usefixtures("article_bot")
class TestTexts:
    def test_text_behind_the_command_is_offered(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
    ) -> None:
        offer = owner.ask(f"/add {FERRY}")
        assert "File: the-ferry-of-skerry.md" in offer.text
        owner.press(offer, "Add")
        assert "is added" in wait_for_end(server, offer)
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text
        stored = (bot_settings.corpus_dir / "the-ferry-of-skerry.md").read_text()
        assert stored == FERRY

    def test_in_reply_to_a_text_or_a_file(
        self, server: TelegramServer, owner: Person, alice: User
    ) -> None:
        text = server.send_text(
            owner.chat, owner.user, "# The old quay\n\nIt was built of oak in 1802."
        )
        server.wait_for_message(owner.chat)
        server.send_text(owner.chat, owner.user, "/add", reply_to=text)
        assert "File: the-old-quay.md" in server.wait_for_message(owner.chat).text
        file = server.send_document(owner.chat, owner.user, "ferry.md", FERRY.encode())
        server.wait_for_message(owner.chat)
        server.send_text(owner.chat, owner.user, "/add", reply_to=file)
        assert "File: ferry.md" in server.wait_for_message(owner.chat).text
        assert "reply with /add" in owner.ask("/add").text

    def test_what_was_pasted_in_one_go_is_one_offer(
        self,
        server: TelegramServer,
        owner: Person,
        bot_settings: Settings,
    ) -> None:
        sentences = [f"The log of the harbour has {number} pages." for number in range(150)]
        parts = [
            "The log of the harbour\n\n" + " ".join(sentences[:90]),
            " ".join(sentences[90:]) + " And the ferry of",
            "Skerry has the captain Nora Quist.",
        ]
        assert [len(part) > 2048 for part in parts] == [True, True, False]
        server.send_text(owner.chat, owner.user, parts[0])
        offer = server.wait_for_message(owner.chat)
        for part in parts[1:]:
            server.send_text(owner.chat, owner.user, part)
            offer = server.wait_for_edit(offer)
        owner.press(offer, "Add")
        assert "is added" in wait_for_end(server, offer)
        (name,) = set(read_files(bot_settings)) - set(FILES)
        stored = read_files(bot_settings)[name]
        assert stored == f"{parts[0]}\n\n{parts[1]} {parts[2]}\n"
        assert len(server.messages(owner.chat)) == 1
        assert "Nora Quist" in owner.ask(FERRY_QUESTION).text

    def test_long_texts_of_others_are_questions(
        self,
        server: TelegramServer,
        private: Chat,
        alice: User,
        bot_settings: Settings,
    ) -> None:
        long = KEEPER_QUESTION + " I ask for a friend." * 60
        assert "Add" not in labels(ask(server, private, alice, long))
        server.send_document(private, alice, "ferry.md", FERRY.encode())
        assert "in writing" in server.wait_for_message(private).text
        assert "admins" in ask(server, private, alice, f"/add {FERRY}").text
        assert read_files(bot_settings) == FILES

    def test_in_a_group_it_is_told_where(
        self, server: TelegramServer, group: Chat, admin: User
    ) -> None:
        for command in (f"/add@{server.bot.username} {FERRY}", f"/remove@{server.bot.username}"):
            assert "private chat" in ask(server, group, admin, command).text


class TestRebuilding:
    def test_one_rebuild_at_a_time_and_progress_in_its_message(
        self,
        server: TelegramServer,
        owner: Person,
        article_bot: RunningBot,
        rebuild_here: RebuildHere,
        send_file: SendFile,
    ) -> None:
        first = send_file("ferry.md", FERRY.encode())
        second = send_file("keeper.md", NEW_KEEPER.encode())
        rebuild_here.hold()
        owner.press(first, "Add")
        assert owner.press(second, "Add") == ""
        assert server.wait_for_edit(second).text.startswith("Waits for the rebuild that runs.")
        status = first
        while not status.text.startswith("Rebuilding:"):
            status = server.wait_for_edit(status)
        assert status.text.endswith(" of 560 passages.")
        server.expect_refusals("message to edit not found")
        server.delete(status)
        rebuild_here.release()
        end = server.wait_for_message(owner.chat, timeout_seconds=30)
        assert "is added" in end.text
        assert "is added" in wait_for_end(server, second)

    def test_a_bot_that_stops_leaves_all_as_it_was(
        self,
        server: TelegramServer,
        owner: Person,
        encoder: Encoder,
        rebuild_here: RebuildHere,
        bot_settings: Settings,
        send_file: SendFile,
    ) -> None:
        rebuild_here.hold()
        with run_article_bot(server, bot_settings, encoder, rebuild_here):
            offer = send_file("keeper.md", NEW_KEEPER.encode())
            owner.press(offer, "Add")
            while read_files(bot_settings) == FILES:
                offer = server.wait_for_edit(offer)
        assert server.current(offer).text == (
            "I was stopped before the rebuild ended.\nThe articles are as they were."
        )
        assert read_files(bot_settings) == FILES
        assert removed(bot_settings) == []

    def test_a_folder_that_is_gone_is_one_line(
        self,
        server: TelegramServer,
        owner: Person,
        article_bot: RunningBot,
        bot_settings: Settings,
        send_file: SendFile,
        tmp_path: Path,
    ) -> None:
        offer = send_file("ferry.md", FERRY.encode())
        bot_settings.corpus_dir.rename(tmp_path / "elsewhere")
        owner.press(offer, "Add")
        end = wait_for_end(server, offer)
        assert end == "ferry.md cannot be written: No such file or directory"
