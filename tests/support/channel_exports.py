"""Exports of a channel, as Telegram Desktop writes them."""

import json
from pathlib import Path
from typing import Any

AT = 1_700_000_000


def make_post(number: int, text: object = "The pier is open.", **more: object) -> dict[str, Any]:
    """A message of an export, a minute after the one before."""
    return {
        "id": number,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": str(AT + 60 * number),
        "from": "Harbour News",
        "text": text,
        **more,
    }


def make_channel(*posts: object, **more: object) -> dict[str, Any]:
    """The export of a single channel."""
    known = {"name": "Harbour News", "type": "public_channel", "id": 1234567890}
    return {**known, **more, "messages": list(posts)}


def write_export(path: Path, value: object) -> Path:
    """Writes it as a file, whose path it returns."""
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return path
