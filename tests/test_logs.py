import logging
import sys

import pytest

from bot.logs import RedactingFormatter

TOKEN = "123456:" + "Secret-part_of-the-token" + "x" * 11


def format_record(message: str, *args: object, exc_info: bool = False) -> str:
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, message, args, sys.exc_info() if exc_info else None
    )
    return RedactingFormatter(TOKEN).format(record)


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        TOKEN.replace(":", "%3A"),
        TOKEN.partition(":")[2],
        "another 987654:" + "Z" * 35,
    ],
)
def test_token_is_cut_out(text: str) -> None:
    assert format_record("call of %s failed", text).endswith("failed")
    formatted = format_record("call of %s failed", text)
    assert "Secret" not in formatted
    assert "ZZZ" not in formatted


def test_token_is_cut_out_of_tracebacks() -> None:
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        formatted = format_record("failed", exc_info=True)
    assert "ValueError" in formatted
    assert "Secret" not in formatted


def test_other_text_stays() -> None:
    assert "at 12:30 in 2024" in format_record("at 12:30 in 2024")
