"""The settings: read once from the environment, checked at once, passed down."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.config.folders import find_folders
from bot.config.index_url import HOW_TO_WRITE, IndexUrl, read_index_url
from bot.config.state_url import StateUrl, read_state_url
from bot.config.web import WebSettings
from bot.config.webhook import DEFAULT_LISTEN, WebhookSettings, is_host, is_webhook_url, read_listen
from corpus import FootnoteError, clean_line
from corpus.sources.addresses import normalise_address

DEFAULT_API_URL = "https://api.telegram.org"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")
ENCODER_BACKENDS = ("auto", "onnx", "onnx-int8", "openvino", "torch")
"""As `embeddings.BACKENDS`, whose import takes longer than all settings."""
TOKEN_BITS = ("1", "2", "8")
"""As `embeddings.TOKEN_BITS`, likewise."""
DEFAULT_TOKEN_BITS = "8"
"""As `embeddings.DEFAULT_TOKEN_BITS`."""

MAX_SHOWN_FIELDS = 5
"""Beside title, author, publisher and date; a line has room for no more."""
_LEAST_OF_A_SECRET = 20
"""Telegram's have 35 characters."""
_MAX_NAME_CHARACTERS = 40
_MAX_GREETING_CHARACTERS = 500
_MAX_CONTACT_CHARACTERS = 100
_MAX_DEPTH = 10
_MAX_PORT = 65535

# Not more exact than this: a local server may hand out tokens of its own length.
_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,128}")


class SettingsError(FootnoteError):
    """One line for each variable that is wrong, each naming it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Folders are absolute; an empty `embedding_model` is the bundled one, run by
    `encoder_backend`, one of `ENCODER_BACKENDS`; `token_bits` is how many each dimension of a
    token's vector is stored in; an empty `reranker_model` is none; `show_fields` are further
    fields of articles, as they are named to readers; `greeting` is what the owner has the bot say
    of itself, `""` if it is to find its own words; `web` is what is fetched, and how; `webhook` is
    None if the bot polls; `state_url` is None if what is kept lies in `state_dir`, `index_url` if
    the index is in `index_dir` alone; the token and passwords are kept out of `repr`.
    `metrics_port` is 0 if metrics are shown nowhere. `env_file` is the `.env` that they were read
    from, if there is one."""

    corpus_dir: Path
    index_dir: Path
    state_dir: Path
    embedding_model: str
    encoder_backend: str
    token_bits: int
    reranker_model: str
    min_confidence: float
    telegram_bot_token: str | None = field(repr=False)
    telegram_api_url: str
    telegram_admin_ids: frozenset[int]
    telegram_allowed_chats: frozenset[int]
    leave_foreign_chats: bool
    user_questions_per_minute: int
    chat_questions_per_minute: int
    keep_unanswered: bool
    show_fields: tuple[str, ...]
    log_level: str
    log_format: str = "text"
    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0
    env_file: Path | None = None
    greeting: str = ""
    web: WebSettings = field(default_factory=WebSettings)
    webhook: WebhookSettings | None = None
    index_url: IndexUrl | None = None
    state_url: StateUrl | None = None

    @property
    def database_place(self) -> Path | StateUrl:
        """Where what is kept between two runs of the bot is."""
        return self.state_url or self.database_path

    @property
    def database_path(self) -> Path:
        """The file of what is kept between two runs of the bot, where `state_url` is None."""
        return self.state_dir / "footnote.sqlite3"

    @property
    def secret_of_token(self) -> str:
        """What of the bot's token nobody may know; `""` if there is none, or so little of it that
        texts may have it by chance."""
        secret = (self.telegram_bot_token or "").partition(":")[2]
        return secret if len(secret) >= _LEAST_OF_A_SECRET else ""

    @property
    def fingerprints_path(self) -> Path:
        """The file in which fingerprints of model files are remembered."""
        return self.state_dir / "fingerprints.json"

    @classmethod
    def from_env(
        cls,
        env: Mapping[str, str],
        project_dir: Path,
        working_dir: Path,
        env_file: Path | None = None,
    ) -> "Settings":
        """Settings from `env`; a variable that is empty counts as not set.

        Default folders are those of `find_folders(project_dir)`, given ones are resolved against
        `working_dir`.

        :raises SettingsError: with all mistakes at once.
        """
        reader = _Reader({name: value.strip() for name, value in env.items() if value.strip()})
        defaults = find_folders(project_dir)
        index_dir = reader.folder("INDEX_DIR", defaults.index_dir, working_dir)
        settings = cls(
            corpus_dir=reader.folder("CORPUS_DIR", defaults.corpus_dir, working_dir),
            index_dir=index_dir,
            state_dir=reader.folder("STATE_DIR", index_dir.parent / "state", working_dir),
            embedding_model=reader.text("EMBEDDING_MODEL", ""),
            encoder_backend=reader.choice("ENCODER_BACKEND", "auto", ENCODER_BACKENDS),
            token_bits=int(reader.choice("TOKEN_BITS", DEFAULT_TOKEN_BITS, TOKEN_BITS)),
            reranker_model=reader.text("RERANKER_MODEL", ""),
            min_confidence=reader.share("MIN_CONFIDENCE", 0.5),
            telegram_bot_token=reader.token("TELEGRAM_BOT_TOKEN"),
            telegram_api_url=reader.address("TELEGRAM_API_URL", DEFAULT_API_URL),
            telegram_admin_ids=reader.ids("TELEGRAM_ADMIN_IDS", "user ids"),
            telegram_allowed_chats=reader.ids(
                "TELEGRAM_ALLOWED_CHATS", "ids of chats and users", may_be_negative=True
            ),
            leave_foreign_chats=reader.yes_or_no("TELEGRAM_LEAVE_FOREIGN_CHATS"),
            user_questions_per_minute=reader.count("USER_QUESTIONS_PER_MINUTE", 10),
            chat_questions_per_minute=reader.count("CHAT_QUESTIONS_PER_MINUTE", 15),
            keep_unanswered=reader.yes_or_no("KEEP_UNANSWERED"),
            show_fields=reader.names("SHOW_FIELDS", MAX_SHOWN_FIELDS),
            log_level=reader.choice("LOG_LEVEL", "INFO", LOG_LEVELS),
            log_format=reader.choice("LOG_FORMAT", "text", LOG_FORMATS),
            metrics_host=reader.host("METRICS_HOST", "127.0.0.1"),
            metrics_port=reader.number("METRICS_PORT", 0, _MAX_PORT),
            env_file=env_file,
            greeting=reader.line("GREETING", _MAX_GREETING_CHARACTERS),
            web=_read_web_settings(reader),
            webhook=_read_webhook_settings(reader, working_dir),
            index_url=_read_index_url(reader),
            state_url=reader.state_url("STATE_URL"),
        )
        if mistakes := [*reader.mistakes, *settings._find_nested_folders()]:
            raise SettingsError("\n".join(mistakes))
        return settings

    def _find_nested_folders(self) -> list[str]:
        """What is kept beside the articles is none of them, by no link either."""
        corpus = os.path.realpath(self.corpus_dir)
        return [
            f"{name} lies inside CORPUS_DIR: name a folder outside it"
            for name, folder in (("INDEX_DIR", self.index_dir), ("STATE_DIR", self.state_dir))
            if Path(os.path.realpath(folder)).is_relative_to(corpus)
        ]


VARIABLES = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_URL",
    "TELEGRAM_WEBHOOK_URL",
    "TELEGRAM_WEBHOOK_LISTEN",
    "TELEGRAM_ADMIN_IDS",
    "TELEGRAM_ALLOWED_CHATS",
    "TELEGRAM_LEAVE_FOREIGN_CHATS",
    "USER_QUESTIONS_PER_MINUTE",
    "CHAT_QUESTIONS_PER_MINUTE",
    "KEEP_UNANSWERED",
    "CORPUS_DIR",
    "INDEX_DIR",
    "INDEX_URL",
    "STATE_DIR",
    "STATE_URL",
    "EMBEDDING_MODEL",
    "ENCODER_BACKEND",
    "TOKEN_BITS",
    "RERANKER_MODEL",
    "MIN_CONFIDENCE",
    "SHOW_FIELDS",
    "GREETING",
    "WEB_PAGES",
    "WEB_FEEDS",
    "WEB_SITEMAPS",
    "WEB_SITES",
    "WEB_DEPTH",
    "WEB_CONTACT",
    "WEB_SECONDS_BETWEEN",
    "WEB_RETIRE_DAYS",
    "WEB_ALLOWED_HOSTS",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "METRICS_HOST",
    "METRICS_PORT",
)
"""Every variable that is read, as `.env.example` lists them."""


def show_host(url: str) -> str:
    """Host and port of an address, without the rest, which may be secret."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _read_web_settings(reader: "_Reader") -> WebSettings:
    return WebSettings(
        pages=reader.addresses("WEB_PAGES"),
        feeds=reader.addresses("WEB_FEEDS"),
        sitemaps=reader.addresses("WEB_SITEMAPS"),
        sites=reader.addresses("WEB_SITES"),
        depth=reader.number("WEB_DEPTH", 2, _MAX_DEPTH),
        allowed_hosts=reader.hosts("WEB_ALLOWED_HOSTS"),
        contact=reader.line("WEB_CONTACT", _MAX_CONTACT_CHARACTERS),
        seconds_between=reader.seconds("WEB_SECONDS_BETWEEN", 1.0),
        retire_days=reader.number("WEB_RETIRE_DAYS", 7, 3650),
    )


def _read_webhook_settings(reader: "_Reader", working_dir: Path) -> WebhookSettings | None:
    url = reader.text("TELEGRAM_WEBHOOK_URL", "")
    listen = reader.text("TELEGRAM_WEBHOOK_LISTEN", DEFAULT_LISTEN)
    is_own_server = reader.text("TELEGRAM_API_URL", DEFAULT_API_URL) != DEFAULT_API_URL
    if url and not is_webhook_url(url, is_own_server):
        # Not the address itself: its path may be a secret.
        reader.mistakes.append(
            "TELEGRAM_WEBHOOK_URL is nothing that Telegram calls: write an https address at port "
            "443, 80, 88 or 8443, as https://bot.example.org/footnote"
        )
    place = read_listen(listen, working_dir)
    if place is None:
        reader.mistakes.append(
            f"TELEGRAM_WEBHOOK_LISTEN is nowhere to listen: {listen!r}; write an address with a "
            f"port, as {DEFAULT_LISTEN}, or a socket, as unix:/run/footnote/webhook.sock"
        )
    return WebhookSettings(url, *place) if url and place else None


def _read_index_url(reader: "_Reader") -> IndexUrl | None:
    value = reader.text("INDEX_URL", "")
    url = read_index_url(value)
    if value and url is None:
        # Not the address itself: it may have a password.
        reader.mistakes.append(f"INDEX_URL is no address of an engine: {HOW_TO_WRITE}")
    return url


def _explain_no_path(value: str) -> str:
    """Why the system can have nothing that is called so; "" if it can."""
    if any(character in value for character in "\0\r\n"):
        return f"it has a line end or a null character in it: {value!r}"
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        return (
            f"this locale has no such letters: {value!a}; set LC_ALL to one with UTF-8, as C.UTF-8"
        )
    return ""


class _Reader:
    """Reads one variable after the other and collects mistakes, never showing a secret value."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.mistakes: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self._env.get(name, default)

    def folder(self, name: str, default: Path, working_dir: Path) -> Path:
        value = self._env.get(name)
        if value is None:
            return default
        try:
            path = Path(value).expanduser()
        except RuntimeError:
            self.mistakes.append(f"{name} names the home folder of a user that does not exist")
            return default
        path = working_dir / path
        if reason := _explain_no_path(value):
            self.mistakes.append(f"{name} is no folder: {reason}")
            return default
        try:
            if path.exists() and not path.is_dir():
                self.mistakes.append(f"{name} is no folder: {path}")
        except OSError as exc:  # as where the user may not enter a folder above
            self.mistakes.append(f"{name} cannot be looked at: {exc.strerror}: {path}")
        return path

    def token(self, name: str) -> str | None:
        value = self._env.get(name)
        if value is not None and not _TOKEN.fullmatch(value):
            self.mistakes.append(
                f"{name} is no bot token: copy it from @BotFather, as 123456:ABC..."
            )
            return None
        return value

    def state_url(self, name: str) -> StateUrl | None:
        value = self._env.get(name)
        url = read_state_url(value) if value else None
        if value and url is None:
            # Not the value itself, which has a password.
            self.mistakes.append(
                f"{name} is no address of a database of PostgreSQL: write it as "
                "postgresql://user:password@host:5432/database"
            )
        return url

    def address(self, name: str, default: str) -> str:
        value = self._env.get(name, default).rstrip("/")
        try:
            parts = urlsplit(value)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if not valid or parts.query or parts.fragment or any(c.isspace() for c in value):
            self.mistakes.append(f"{name} is no http or https address: write it as {default}")
        return value

    def ids(self, name: str, what: str, may_be_negative: bool = False) -> frozenset[int]:
        parts = [part.strip() for part in self._env.get(name, "").split(",") if part.strip()]
        if not parts and self._env.get(name):
            self.mistakes.append(f"{name} lists nobody: leave it empty, or out, for no list")
        pattern = r"-?[0-9]{1,18}" if may_be_negative else r"[0-9]{1,18}"
        wrong = [part for part in parts if not (re.fullmatch(pattern, part) and int(part))]
        if wrong:
            is_group = re.fullmatch(r"-[0-9]{1,18}", wrong[0])
            is_number = re.fullmatch(r"-?[0-9]+", wrong[0])
            mistake = "is nobody's id" if is_number else "is no number"
            mistake = "is the id of a group" if is_group and int(wrong[0]) else mistake
            self.mistakes.append(
                f"{name} is no list of {what}: {wrong[0]!r} {mistake}; "
                "write numbers with commas between them"
            )
        return frozenset(int(part) for part in parts if part not in wrong)

    def line(self, name: str, most: int) -> str:
        line = clean_line(self._env.get(name, ""))
        if len(line) > most:
            self.mistakes.append(f"{name} has {len(line)} characters: at most {most} are sent")
        return line

    def names(self, name: str, most: int) -> tuple[str, ...]:
        parts = (clean_line(part) for part in self._env.get(name, "").split(","))
        names = tuple(dict.fromkeys(part for part in parts if part))
        if len(names) > most:
            self.mistakes.append(f"{name} lists {len(names)} names: at most {most} are shown")
        for number, part in enumerate(names, 1):
            if len(part) > _MAX_NAME_CHARACTERS:
                # Not the beginning of what may be the token, which only as a whole is known as one.
                self.mistakes.append(
                    f"{name} has more than {_MAX_NAME_CHARACTERS} characters in its name {number}"
                )
        return names

    def yes_or_no(self, name: str) -> bool:
        value = self._env.get(name, "no").casefold()
        if value not in ("yes", "no"):
            self.mistakes.append(f"{name} is neither yes nor no: {value!r}")
        return value == "yes"

    def count(self, name: str, default: int) -> int:
        value = self._env.get(name)
        if value is None:
            return default
        if not re.fullmatch(r"[1-9][0-9]{0,5}", value):
            self.mistakes.append(f"{name} is no number from 1 to 999999: {value!r}")
            return default
        return int(value)

    def number(self, name: str, default: int, most: int) -> int:
        value = self._env.get(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,5}", value) or int(value) > most:
            self.mistakes.append(f"{name} is no number from 0 to {most}: {value!r}")
            return default
        return int(value)

    def seconds(self, name: str, default: float) -> float:
        value = self._env.get(name)
        if value is None:
            return default
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", value):
            self.mistakes.append(f"{name} is no number of seconds: {value!r}")
            return default
        return float(value)

    def addresses(self, name: str) -> tuple[str, ...]:
        found = []
        for part in self._env.get(name, "").split():
            address = normalise_address(part)
            if address is None:
                # Not the address itself: it may hold a password.
                self.mistakes.append(
                    f"{name} has what is no http or https address without a name and password; "
                    "write addresses with blanks between them"
                )
            else:
                found.append(address)
        return tuple(dict.fromkeys(found))

    def host(self, name: str, default: str) -> str:
        value = self._env.get(name, default)
        if not is_host(value):
            self.mistakes.append(
                f"{name} is no name or address of a network interface, as 127.0.0.1: {value!r}"
            )
        return value

    def hosts(self, name: str) -> frozenset[str]:
        hosts = self._env.get(name, "").lower().split()
        for host in hosts:
            address = normalise_address(f"http://{host}/")
            if address is None or "/" in host or "@" in host:
                self.mistakes.append(
                    f"{name} has what is no host: {host!r}; write hosts, with a port or without, "
                    "with blanks between them"
                )
        return frozenset(hosts)

    def share(self, name: str, default: float) -> float:
        value = self._env.get(name)
        if value is None:
            return default
        if not re.fullmatch(r"0(\.[0-9]+)?|\.[0-9]+|1(\.0+)?", value):
            self.mistakes.append(f"{name} is no number from 0 to 1: {value!r}")
            return default
        return float(value)

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        value = self._env.get(name, default)
        found = next((option for option in options if option.casefold() == value.casefold()), None)
        if found is None:
            self.mistakes.append(f"{name} is none of {', '.join(options)}: {value!r}")
            return default
        return found
