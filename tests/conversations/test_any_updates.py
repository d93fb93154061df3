"""Updates of every kind and content, many of them odd, through the real dispatcher: no handler
fails, no call is wrong. What was once too much for it is kept in `tests/data/updates.jsonl`."""

import json
import random
from pathlib import Path

import pytest
from telegram import Bot, Message, TelegramObject, Update

from bot.telegram.incoming.shapes import SERVED_KINDS
from bot.telegram.incoming.updates import read_update
from tests.support.dispatching import Outcome, dispatch_kept, dispatch_random
from tests.support.offline_telegram import OfflineTelegram
from tests.support.random_updates import KINDS, Updates

_OF_ONE_SEED = 5_000
_PAYLOADS: tuple[object, ...] = ({}, None, [], {"chat": {"id": {}}})


@pytest.mark.parametrize(
    ("first_seed", "count"),
    [
        pytest.param(0, 2_000, id="short"),
        *(
            pytest.param(
                1_000 * part,
                100_000,
                id=f"million-{part}",
                marks=[pytest.mark.soak, pytest.mark.timeout(3600)],
            )
            for part in range(1, 11)
        ),
    ],
)
def test_no_handler_fails(first_seed: int, count: int) -> None:
    done = 0
    for seed in range(first_seed, first_seed + -(-count // _OF_ONE_SEED)):
        outcome = dispatch_random(seed, min(_OF_ONE_SEED, count))
        done += outcome.updates
        _check(outcome, f"seed {seed}")
        assert outcome.unread < outcome.updates / 3, "most can be read"
        assert outcome.called["sendMessage"] > outcome.updates / 50, "much is answered"
    assert done >= count
    print(f"{done} updates")


def test_what_was_too_much_once(project_dir: Path) -> None:
    lines = (project_dir / "tests/data/updates.jsonl").read_text("utf-8").splitlines()
    outcome = dispatch_kept([json.loads(line) for line in lines])
    assert outcome.updates == len(lines)
    _check(outcome, "kept")


def test_all_kinds_and_contents_are_made() -> None:
    """Of what the installed library knows, and what is made can be read, if nothing is spoilt."""
    telegram, rng = OfflineTelegram(), random.Random(3)
    updates = Updates(rng, telegram.make_pool(rng), wrong_share=0.0)
    made = [update for _ in range(30) for update in map(updates.make, KINDS)]
    assert {kind for update in made for kind in update} == set(Update.ALL_TYPES)
    contents = {field for _ in range(1500) for field in updates.make("message")["message"]}
    without = {"from_user", "business_connection_id"}
    assert set(Message.__slots__) - {"_effective_attachment"} - without <= contents | {"message_id"}
    read = sum(_can_be_read(json.loads(json.dumps({"update_id": 1, **u}))) for u in made)
    assert read > 0.97 * len(made)


def test_what_nobody_asked_for_costs_nothing() -> None:
    """Kinds that the bot has no handler for are without content, whatever they hold."""
    bot = Bot("1:x")
    for kind in set(KINDS) - set(SERVED_KINDS):
        for payload in _PAYLOADS:
            update = read_update({"update_id": 7, kind: payload}, bot)
            assert update == Update(7)
            assert all(getattr(update, other) is None for other in KINDS)


def _check(outcome: Outcome, name: str) -> None:
    """Whoever finds a failure puts the update, without its id, into the kept ones."""
    assert not outcome.failures, f"{name}, {len(outcome.failures)} failures: {outcome.failures[0]}"
    assert not outcome.invalid, f"{name}: {outcome.invalid}"


def _can_be_read(raw: dict[str, object]) -> bool:
    try:
        return isinstance(Update.de_json(raw, None), TelegramObject)
    except (TypeError, ValueError, AttributeError, OSError, OverflowError):
        return False
