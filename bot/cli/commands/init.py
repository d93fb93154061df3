"""`footnote init`: asks for what a bot needs, writes it into `.env` and sees whether it will do."""

import argparse
import getpass
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.cli.commands import Commands, doctor
from bot.cli.commands.index import tell_shipped
from bot.cli.output import fail, make_plain
from bot.config.environment import find_env_file, read_environment, read_settings, write_env_file
from bot.config.folders import PROJECT_DIR, find_folders
from bot.config.settings import Settings, SettingsError

_FROM_INPUT = "-"
_MAX_LINE = 1_000


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, by an option or in a terminal, and the setting that it becomes."""

    variable: str
    option: str
    placeholder: str
    words: str
    is_needed: bool = True


_QUESTIONS = (
    _Question("TELEGRAM_BOT_TOKEN", "token", "TOKEN", "the bot's token, from @BotFather"),
    _Question(
        "TELEGRAM_ADMIN_IDS", "admin", "ID", "your Telegram user id, as @userinfobot tells it"
    ),
    _Question("CORPUS_DIR", "articles", "DIR", "the folder of your articles", is_needed=False),
)


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "init",
        help="write the settings that a bot needs, and check them",
        description="Asks for what is not given, writes it into .env, and runs footnote doctor. "
        "What .env has already stays. An empty value leaves a setting as it is.",
    )
    for question in _QUESTIONS:
        note = "; - reads it from standard input" if question.option == "token" else ""
        parser.add_argument(
            f"--{question.option}", metavar=question.placeholder, help=f"{question.words}{note}"
        )
    parser.set_defaults(run_alone=run)


def run(options: argparse.Namespace) -> int:
    """Writes `.env`; what the doctor then finds is no failure of it."""
    here = Path.cwd()
    env = read_environment(here, PROJECT_DIR)
    folders = find_folders(PROJECT_DIR)
    # Nowhere else would one without a home find it.
    folder = folders.settings if folders.has_home else here
    path = find_env_file(here, PROJECT_DIR) or folder / ".env"
    values = {question.variable: getattr(options, question.option) for question in _QUESTIONS}
    if values["TELEGRAM_BOT_TOKEN"] == _FROM_INPUT:
        # A file that an editor has written may begin with the mark of its byte order.
        values["TELEGRAM_BOT_TOKEN"] = sys.stdin.readline(_MAX_LINE).removeprefix("\ufeff")
        if not values["TELEGRAM_BOT_TOKEN"].strip():
            return fail("standard input has no line with the token, which --token - reads", code=2)
    asked = [question for question in _QUESTIONS if values[question.variable] is None]
    given = dict(_check_all(values))
    if not sys.stdin.isatty():
        if missing := [one for one in _QUESTIONS if _is_missing(one, env | given)]:
            wanted = " and ".join(f"--{one.option} {one.placeholder}" for one in missing)
            return fail(f"there is no terminal to ask in: give {wanted}", code=2)
        asked = []
    present = {"CORPUS_DIR": str(folders.corpus_dir)} | {
        name: env[name] for name in env if env[name].strip()
    }
    if asked:
        print(make_plain(f"Settings are written to {path}. Enter leaves one as it is."))
    for question in asked:
        given |= _ask(question, present.get(question.variable, ""))
    write_env_file(path, given, template=PROJECT_DIR / ".env.example")
    print(make_plain(f"Wrote {path}."))
    settings = read_settings(here, PROJECT_DIR)
    tell_shipped(settings)
    print(flush=True)
    doctor.run(argparse.Namespace(delete_webhook=False), settings)
    return 0


def _is_missing(question: _Question, values: Mapping[str, str]) -> bool:
    return question.is_needed and not values.get(question.variable, "").strip()


def _check_all(values: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """Those of `values` that are not empty, as they are written.

    :raises SettingsError: with all mistakes at once.
    """
    mistakes = []
    for variable, value in values.items():
        if value and value.strip():
            try:
                yield variable, _check(variable, value)
            except SettingsError as exc:
                mistakes.append(str(exc))
    if mistakes:
        raise SettingsError("\n".join(mistakes))


def _check(variable: str, value: str) -> str:
    """`value` as it is written: a folder by a path that holds from anywhere.

    :raises SettingsError: if the setting cannot have it.
    """
    settings = Settings.from_env({variable: value}, PROJECT_DIR, Path.cwd())
    if variable != "CORPUS_DIR":
        return value.strip()
    named = Path(value).expanduser()
    folder = (named if named.is_dir() else settings.corpus_dir).resolve()
    if not folder.is_dir():
        raise SettingsError(f"{variable}: no such folder: {folder}")
    if str(folder) != str(folder).rstrip():
        raise SettingsError(f"{variable}: no setting keeps the blank at the end of {folder}")
    return str(folder)


def _ask(question: _Question, present: str) -> dict[str, str]:
    """The setting as it is typed, asked for again until it can be had; none if nothing is typed and
    there is one, or need not be. What is set is not shown if it is a secret, nor what is typed."""
    is_secret = question.option == "token"
    shown = present if present and not is_secret else "is set" if present else "not set"
    prompt = make_plain(f"{question.words[0].upper()}{question.words[1:]} [{shown}]: ")
    while True:
        try:
            typed = getpass.getpass(prompt) if is_secret else input(prompt)
        except EOFError as exc:
            raise KeyboardInterrupt from exc
        except UnicodeDecodeError as exc:
            fail(f"what was typed is no text in {exc.encoding}: type it again")
            continue
        try:
            given = dict(_check_all({question.variable: typed}))
        except SettingsError as exc:
            fail(str(exc))
            continue
        if given or present or not question.is_needed:
            return given
        fail(f"needed: {question.words}; Ctrl-C ends, and nothing is written")
