"""`footnote init`: what it asks, and what it writes."""

import builtins
import getpass
import io
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config.settings import Settings
from tests.support.command_line import CommandLine
from tests.support.paths import PROJECT
from tests.telegram_server import Chat, TelegramServer, User

OTHER = "123456:" + "B" * 35
OF_AN_OWNER = "# Mine\nLOG_LEVEL=ERROR\nTELEGRAM_ADMIN_IDS=7\n"


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def footnote(
    bot_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """Without the settings that are asked for; and without an encoder, whose loading takes the
    doctor seconds."""
    command = CommandLine(bot_settings, monkeypatch, capsys)
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_ADMIN_IDS", "CORPUS_DIR"):
        monkeypatch.delenv(name)
    command.set(EMBEDDING_MODEL="./nowhere")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return command


@pytest.fixture
def place(footnote: CommandLine, bot_settings: Settings) -> Path:
    """The `.env` of the folder that the command runs in, where a folder of articles is, too."""
    place = bot_settings.state_dir.parent / ".env"
    place.write_text(OF_AN_OWNER)
    place.chmod(0o644)
    for name in ("my texts", "ends "):
        (place.parent / name).mkdir()
    return place


@pytest.fixture(autouse=True)
def waiting(server: TelegramServer, alice: User, private: Chat) -> None:
    """An update waits, so that the doctor's poll ends at once."""
    server.send_text(private, alice, "hello")


@pytest.fixture
def type_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has them typed in a terminal, where what getpass reads is not shown."""

    def type_lines(lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        monkeypatch.setattr(getpass, "getpass", lambda prompt: input(prompt))

    return type_lines


def test_what_is_given_is_written_and_looked_at(
    footnote: CommandLine, place: Path, server: TelegramServer
) -> None:
    given = ("--token", server.token, "--admin", "1, 22", "--articles", "my texts")
    code, output, errors = footnote.run("init", *given)
    assert (code, errors) == (0, "")
    assert place.read_text() == (
        "# Mine\nLOG_LEVEL=ERROR\nTELEGRAM_ADMIN_IDS='1, 22'\n"
        f"TELEGRAM_BOT_TOKEN={server.token}\nCORPUS_DIR='{place.parent}/my texts'\n"
    )
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert f"Wrote {place}." in output
    for part in ("accepts the token", "Admins of the bot, by TELEGRAM_ADMIN_IDS: 2", "my texts"):
        assert part in output
    assert server.token not in output
    footnote.run("init", *given[:2], "--admin", "8")
    assert "TELEGRAM_ADMIN_IDS=8\n" in place.read_text()
    assert place.read_text().count("\n") == 5


def test_what_is_not_given_is_asked_for_until_it_can_be_had(
    footnote: CommandLine,
    place: Path,
    server: TelegramServer,
    type_lines: Callable[[str], None],
) -> None:
    type_lines(f"\nSecret{OTHER}\n{server.token}\n\nnowhere\nmy texts\n")
    code, output, errors = footnote.run("init")
    assert code == 0
    assert f"The folder of your articles [{PROJECT}/corpus/articles]: " in output
    told = [line.partition(": ")[2] for line in errors.splitlines()]
    assert told == [
        "needed: the bot's token, from @BotFather; Ctrl-C ends, and nothing is written",
        "TELEGRAM_BOT_TOKEN is no bot token: copy it from @BotFather, as 123456:ABC...",
        f"CORPUS_DIR: no such folder: {place.parent}/nowhere",
    ]
    assert "Secret" not in output + errors
    assert place.read_text().startswith(OF_AN_OWNER)
    assert f"TELEGRAM_BOT_TOKEN={server.token}\nCORPUS_DIR=" in place.read_text()
    type_lines("\n\n\n")
    before = place.read_text()
    _, output, _ = footnote.run("init")
    assert place.read_text() == before
    assert "from @BotFather [is set]: " in output
    assert "tells it [7]: " in output


def test_a_token_is_read_from_standard_input(
    footnote: CommandLine, place: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither a list of processes nor a shell's history has it."""
    for mark in ("", "\ufeff"):  # as some editors write
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{mark}{server.token}\n"))
        assert footnote.run("init", "--token", "-")[0] == 0
        assert f"\nTELEGRAM_BOT_TOKEN={server.token}\n" in place.read_text()


def test_bytes_that_are_no_text_are_asked_for_again(
    footnote: CommandLine, place: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([b"\xff", server.token.encode(), b"", b""])
    monkeypatch.setattr(sys, "stdin", Terminal())
    for module, name in ((builtins, "input"), (getpass, "getpass")):
        monkeypatch.setattr(module, name, lambda prompt: next(typed).decode())
    code, _, errors = footnote.run("init")
    assert code == 0
    assert "what was typed is no text in utf-8: type it again" in errors
    assert f"\nTELEGRAM_BOT_TOKEN={server.token}\n" in place.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "there is no terminal to ask in: give --token TOKEN and --admin ID"),
        (["--admin", "1"], "there is no terminal to ask in: give --token TOKEN"),
        (["--token", "-", "--admin", "1"], "standard input has no line with the token"),
        (["--token", "1:" + "A" * 999, "--admin", "1"], "TELEGRAM_BOT_TOKEN is no bot token"),
        (["--token", f"Secret{OTHER}", "--admin", "1"], "TELEGRAM_BOT_TOKEN is no bot token"),
        (["--token", OTHER, "--admin", "@mary"], "TELEGRAM_ADMIN_IDS is no list of user ids"),
        (
            ["--token", OTHER, "--admin", "1", "--articles", "nowhere"],
            "CORPUS_DIR: no such folder",
        ),
        (
            ["--token", OTHER, "--admin", "1", "--articles", "ends "],
            "CORPUS_DIR: no setting keeps the blank at the end of ",
        ),
        (
            ["--token", OTHER, "--admin", "1", "--articles", "ends /."],
            "CORPUS_DIR: no setting keeps the blank at the end of ",
        ),
    ],
)
def test_what_will_not_do_is_a_line_and_nothing_is_written(
    footnote: CommandLine, place: Path, arguments: list[str], told: str
) -> None:
    place.write_text("LOG_LEVEL=ERROR\nTELEGRAM_BOT_TOKEN=' '\n")
    code, output, errors = footnote.run("init", *arguments)
    assert (code, output) == (2, "")
    assert errors.startswith(f"footnote: {told}")
    assert errors.count("\n") == 1
    assert "Secret" not in errors
    assert place.read_text() == "LOG_LEVEL=ERROR\nTELEGRAM_BOT_TOKEN=' '\n"


def test_a_place_that_cannot_be_written_is_no_mistake_of_who_asks(
    footnote: CommandLine, place: Path
) -> None:
    """As of any command: 2 is for what is given."""
    in_the_way = place.with_name(".env.new")
    in_the_way.mkdir()
    code, output, errors = footnote.run("init", "--token", OTHER, "--admin", "1")
    assert (code, output) == (1, "")
    assert errors.startswith(f"footnote: {in_the_way}: ")
    assert place.read_text() == OF_AN_OWNER
