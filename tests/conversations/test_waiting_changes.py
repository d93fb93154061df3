"""What admins ask for while the index is rebuilt waits, and is one rebuild, in a conversation."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.config.settings import Settings
from bot.telegram.outgoing.rate_limiter import Limit, Limits
from corpus import MUST_ANSWER_NAME
from embeddings import Encoder, Retriever
from tests.support.conversing import Person, labels
from tests.support.harbour import FILES, KEEPER, KEEPER_QUESTION, build_harbour
from tests.support.live_index import load_live
from tests.support.rebuilding_here import RebuildHere, run_article_bot, wait_for_end
from tests.support.running_bot import RunningBot
from tests.telegram_server import SentMessage, TelegramServer

FERRY = "The ferry of Skerry sails every Tuesday, and Nora Quist is its captain.\n"
PIER = "The pier of Skerry is of oak, and Ben Rook built it.\n"
FERRY_QUESTION, PIER_QUESTION = "Who is the captain of the ferry?", "Who built the pier of Skerry?"
NEW_KEEPER = KEEPER.replace("Mary Flint", "Tom Harrow")
WAITS = "Waits for the rebuild that runs. All that waits then is one rebuild."
GATHERS = "Waits a moment for what else is to be in the same rebuild."
OVERTAKEN = "was changed once more for the same rebuild"
TITLE = "The lighthouse of Skerry"


@pytest.fixture
def settings(bot_settings: Settings, owner: Person) -> Settings:
    """With a second admin."""
    return replace(bot_settings, telegram_admin_ids=frozenset({owner.user.id, owner.user.id + 1}))


@pytest.fixture
def other(server: TelegramServer, owner: Person) -> Person:
    """The second admin, in a private chat of his."""
    user = replace(owner.user, id=owner.user.id + 1, first_name="Otto")
    return Person(server, server.private_chat(user), user)


@pytest.fixture
def bot(
    server: TelegramServer, settings: Settings, encoder: Encoder, rebuild_here: RebuildHere
) -> Iterator[RunningBot]:
    with run_article_bot(server, settings, encoder, rebuild_here) as bot:
        yield bot


def ask(person: Person, text: str) -> SentMessage:
    """What is said in reply, whatever else is said meanwhile."""
    sent = person.server.send_text(person.chat, person.user, text)
    return person.server.wait_for_reply(sent)


def offer(person: Person, name: str, text: str) -> SentMessage:
    file = person.server.send_document(person.chat, person.user, name, text.encode())
    return person.server.wait_for_reply(file)


def add(person: Person, name: str, text: str) -> SentMessage:
    """The message that tells of it, as soon as that says something else than what was offered."""
    offered = offer(person, name, text)
    assert person.press(offered, "Add") == ""
    return person.server.wait_for_edit(offered)


def remove(person: Person, title: str) -> SentMessage:
    listed = ask(person, f"/remove {title}")
    person.press(listed, title)
    question = person.server.wait_for_edit(listed)
    assert person.press(question, "Yes") == ""
    return person.server.wait_for_edit(question)


def end(status: SentMessage, server: TelegramServer) -> str:
    """The last word, also if it was said before."""
    now = server.current(status)
    is_over = not now.text.startswith(("Rebuilding", "Waits"))
    return now.text if is_over else wait_for_end(server, now)


def read_files(settings: Settings) -> dict[str, str]:
    return {path.name: path.read_text() for path in settings.corpus_dir.iterdir()}


@pytest.fixture
def hold(rebuild_here: RebuildHere, owner: Person, bot: RunningBot) -> Callable[[], SentMessage]:
    """Begins a rebuild that is held up; its message."""

    def do() -> SentMessage:
        rebuild_here.hold()
        return ask(owner, "/reindex")

    return do


def test_all_that_waits_is_one_rebuild_and_each_is_told(
    server: TelegramServer,
    owner: Person,
    other: Person,
    settings: Settings,
    rebuild_here: RebuildHere,
    hold: Callable[[], SentMessage],
) -> None:
    first = hold()
    pasted = ask(owner, f"/add {PIER}")
    owner.press(pasted, "Add")
    waiting = [
        add(owner, "ferry.txt", FERRY),
        server.wait_for_edit(pasted),
        remove(other, "The storm of January"),
        add(other, "keeper.md", NEW_KEEPER),
        ask(owner, "/reindex"),
    ]
    assert [each.text for each in waiting] == [WAITS] * 5
    assert [labels(each) for each in waiting] == [["Cancel"]] * 5
    assert ask(other, "/reindex").text.startswith("A rebuild waits already.")
    assert read_files(settings) == FILES
    rebuild_here.release()
    assert end(first, server).startswith("Indexed 4 articles")
    ends = [end(each, server) for each in waiting]
    assert rebuild_here.count == 2
    assert ends[0].startswith("“Ferry” is added.")
    assert "is added" in ends[1]
    assert ends[2].startswith("“The storm of January” is removed.")
    assert ends[3].startswith(f"“{TITLE}” is added.")
    assert str(settings.state_dir / "removed" / "keeper.md") in ends[3]
    assert ends[4].startswith("Indexed 5 articles")
    assert all("Articles added: 2, changed: 1, removed: 1." in each for each in ends)
    assert [labels(server.current(each)) for each in waiting] == [[]] * 5
    changed = ask(owner, "/changed").text
    assert "Articles added: 2, changed: 1, removed: 1." in changed
    assert "Nora Quist" in ask(owner, FERRY_QUESTION).text
    assert "Ben Rook" in ask(owner, PIER_QUESTION).text
    assert "Tom Harrow" in ask(owner, KEEPER_QUESTION).text


def test_what_waits_can_be_taken_out(
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    rebuild_here: RebuildHere,
    hold: Callable[[], SentMessage],
) -> None:
    first = hold()
    added, removed = add(owner, "ferry.txt", FERRY), remove(owner, "The storm of January")
    again = ask(owner, "/reindex")
    for each in (added, removed, again):
        assert owner.press(each, "Cancel") == ""
        assert server.wait_for_edit(each).text == "It waits no more, and nothing of it is done."
    stale = str(added.buttons[0]["callback_data"])
    server.press_button(owner.user, server.current(added), stale, forged=True)
    told = server.wait_for_call("answerCallbackQuery").parameters["text"]
    assert told == "It waits no more: it is under way, or has ended."
    rebuild_here.release()
    end(first, server)
    assert rebuild_here.count == 1
    assert read_files(settings) == FILES


def test_others_cannot_take_it_out(
    server: TelegramServer,
    owner: Person,
    other: Person,
    rebuild_here: RebuildHere,
    hold: Callable[[], SentMessage],
) -> None:
    """Neither who is no admin, nor an admin in a chat of his own."""
    hold()
    waiting = add(owner, "ferry.txt", FERRY)
    data = str(waiting.buttons[0]["callback_data"])
    mine = ask(other, "/help")
    server.press_button(other.user, mine, data, forged=True)
    assert "It waits no more" in str(server.wait_for_call("answerCallbackQuery").parameters["text"])
    rebuild_here.release()
    assert "is added" in end(waiting, server)


def test_two_changes_of_one_file_are_made_in_their_order_and_told(
    server: TelegramServer,
    owner: Person,
    other: Person,
    settings: Settings,
    rebuild_here: RebuildHere,
    hold: Callable[[], SentMessage],
) -> None:
    second = offer(other, "new.txt", PIER)
    hold()
    first = add(owner, "new.txt", FERRY)
    assert "changed meanwhile" in other.press(second, "Add")
    second = server.current(second)
    assert "It replaces “The ferry of Skerry" in second.text
    other.press(second, "Add")
    assert server.wait_for_edit(second).text == (
        f"{WAITS}\nAnother change of new.txt was asked for before, and is made first."
    )
    replaced, removed = add(owner, "keeper.md", NEW_KEEPER), remove(other, TITLE)
    assert "Another change of keeper.md was asked for before" in removed.text
    rebuild_here.release()
    assert end(first, server).startswith(f"new.txt {OVERTAKEN}")
    assert "is added" in end(second, server)
    told = end(replaced, server)
    assert told.startswith(f"keeper.md {OVERTAKEN}")
    assert str(settings.state_dir / "removed" / "keeper.md") in told
    assert "is removed. Its file lies at" in end(removed, server)
    assert rebuild_here.count == 2
    left = {name: text for name, text in FILES.items() if name != "keeper.md"}
    assert read_files(settings) == left | {"new.txt": PIER}
    kept = settings.state_dir / "removed"
    texts = {path.name: path.read_text() for path in kept.iterdir()}
    assert texts == {"keeper.md": KEEPER, "keeper-2.md": NEW_KEEPER, "new.txt": FERRY}


def test_what_is_refused_holds_nothing_else_up(
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    rebuild_here: RebuildHere,
    hold: Callable[[], SentMessage],
) -> None:
    """By the questions that must be answered, or as the file is gone."""
    gate = settings.corpus_dir / MUST_ANSWER_NAME
    gate.write_text(json.dumps({"question": KEEPER_QUESTION, "answers": ["Mary Flint"]}))
    hold()
    ferry, keeper = add(owner, "ferry.txt", FERRY), add(owner, "keeper.md", NEW_KEEPER)
    gone, pier = remove(owner, "The storm of January"), add(owner, "pier.txt", PIER)
    (settings.corpus_dir / "storm.md").unlink()
    rebuild_here.release()
    assert "is added. I answer from it now." in end(ferry, server)
    assert "is added. I answer from it now." in end(pier, server)
    assert end(gone, server).startswith("storm.md is gone from the folder already")
    told = end(keeper, server)
    assert told.startswith("The rebuild failed, the index is as it was: ")
    assert MUST_ANSWER_NAME in told
    assert told.endswith("The articles are as they were.")
    assert labels(server.current(keeper)) == ["Add", "Cancel"]
    assert (settings.corpus_dir / "keeper.md").read_text() == KEEPER
    assert "Nora Quist" in ask(owner, FERRY_QUESTION).text
    assert "Ben Rook" in ask(owner, PIER_QUESTION).text
    assert "Mary Flint" in ask(owner, KEEPER_QUESTION).text


def test_several_files_are_one_rebuild(
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
) -> None:
    """The first waits a moment for the others, which are offered already."""
    build_harbour(settings, encoder)
    retriever = Retriever(load_live(settings, encoder), encoder)
    many = Limit(9999, 1.0)
    limits = Limits(many, many, many)  # with the real pauses
    texts = {"ferry.txt": FERRY, "pier.txt": PIER, "new.txt": "The mole of Skerry is of stone.\n"}
    with RunningBot(server, settings, retriever, limits, rebuild_here):
        offers = [offer(owner, name, text) for name, text in texts.items()]
        owner.press(offers[0], "Add")
        assert server.wait_for_edit(offers[0]).text == GATHERS
        for each in offers[1:]:
            owner.press(each, "Add")
        for each in offers:
            assert "Articles added: 3, changed: 0, removed: 0." in end(
                server.wait_for_edit(each), server
            )
    assert rebuild_here.count == 1
    assert read_files(settings) == FILES | texts


def test_a_bot_that_stops_tells_who_waits(
    server: TelegramServer,
    owner: Person,
    settings: Settings,
    encoder: Encoder,
    rebuild_here: RebuildHere,
) -> None:
    rebuild_here.hold()
    with run_article_bot(server, settings, encoder, rebuild_here):
        first = add(owner, "ferry.txt", FERRY)
        waiting = add(owner, "pier.txt", PIER)
    assert end(first, server) == (
        "I was stopped before the rebuild ended.\nThe articles are as they were."
    )
    assert end(waiting, server).startswith("I was stopped before its turn came")
    assert read_files(settings) == FILES
    assert not (settings.state_dir / "rebuild_under_way.json").exists()
