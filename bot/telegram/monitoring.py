"""What a running bot tells to who watches over it: its health, and its metrics."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.indexing.live import LiveRetriever
from bot.monitoring.health import Health, find_health_file
from bot.monitoring.status_server import Page, StatusServer
from bot.monitoring.vitals import Vitals
from bot.storage.database import Database, DatabaseError
from bot.telegram.incoming.webhook import WebhookError
from bot.telegram.memory.polling import Problems
from bot.telegram.state import State


class Monitoring:
    """Looks at the bot of `state`, and shows what it sees where its settings say; `count_waiting`
    says how many updates are not dealt with."""

    def __init__(self, state: State, count_waiting: Callable[[], int]) -> None:
        settings, metrics = state.settings, state.metrics
        looks = {
            "index": lambda: _look_at_index(state.live),
            "database": lambda: _look_at_database(state.stores.database),
        }
        if settings.webhook is not None:
            looks["webhook"] = lambda: _look_at_webhook(state.problems)
        self._vitals = Vitals(
            find_health_file(settings.state_dir),
            lambda: state.problems.contact_at,
            looks,
            {settings.state_dir: "STATE_DIR", settings.index_dir: "INDEX_DIR"},
        )
        self._server: StatusServer | None = None
        if settings.metrics_port:
            _follow(state, count_waiting, self._vitals)
            pages = {
                "/healthz": lambda _: show_health(self._vitals.health),
                "/metrics": lambda accepted: Page(*metrics.write(accepted)),
            }
            self._server = StatusServer(settings.metrics_host, settings.metrics_port, pages)

    def start(self) -> None:
        """Begins."""
        self._vitals.start()
        if self._server:
            self._server.start()

    def stop(self) -> None:
        """Ends, within seconds."""
        if self._server:
            self._server.stop()
        self._vitals.stop()


def show_health(health: Health) -> Page:
    """As JSON: 200 if all is well, else 503."""
    now = time.monotonic()
    is_well = health.is_well(now)
    checks = {
        check.name: {
            "status": "ok" if check.is_well(now) else "wrong",
            "seconds_since_ok": round(check.age(now), 1),
            "told": check.told,
        }
        for check in health.checks
    }
    told = {"status": "ok" if is_well else "wrong", "checks": checks}
    body = json.dumps(told, indent=1).encode() + b"\n"
    return Page(body, "application/json", 200 if is_well else 503)


def _follow(state: State, count_waiting: Callable[[], int], vitals: Vitals) -> None:
    live, metrics = state.live, state.metrics
    metrics.follow_each(
        "footnote_queue_length",
        "Updates that are not dealt with, and changes of the articles that are not live",
        "queue",
        {"updates": count_waiting, "changes": lambda: state.work.changes.length},
    )
    metrics.follow(
        "footnote_index_built_timestamp_seconds",
        "When the index that is answered from was built, in seconds since 1970",
        lambda: datetime.fromisoformat(live.manifest.created).timestamp(),
    )
    metrics.follow("footnote_index_articles", "Articles in it", lambda: live.manifest.articles)
    metrics.follow("footnote_index_passages", "Passages in it", lambda: live.manifest.passages)

    def is_well(name: str) -> float:
        health = vitals.health
        return next(c.is_well(health.looked_at) for c in health.checks if c.name == name)

    metrics.follow_each(
        "footnote_well",
        "1 if this is well, 0 if not, as /healthz says",
        "check",
        {check.name: partial(is_well, check.name) for check in vitals.health.checks},
    )


def _look_at_index(live: LiveRetriever) -> str:
    """:raises PassageIndexError: if the one on disk is gone, or cannot be used."""
    live.check_live()
    articles, passages = live.manifest.articles, live.manifest.passages
    return f"{articles} articles, {passages} passages, built {live.manifest.created[:16]} UTC"


def _look_at_database(database: Database) -> str:
    """:raises DatabaseError: if it cannot be written."""
    if database.is_gone:
        raise DatabaseError(f"{database.name} was deleted while the bot runs")
    database.probe()
    return "can be written"


def _look_at_webhook(problems: Problems) -> str:
    """:raises WebhookError: if Telegram does not hand over to it."""
    if problems.webhook:
        raise WebhookError(problems.webhook)
    return "is set, and reached as far as Telegram says"
