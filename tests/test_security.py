"""SECURITY.md names settings and commands that there are; for paths see `tests/test_docs.py`."""

import re

from bot.config.settings import VARIABLES
from bot.telegram.messages.menu import ADMIN_COMMAND_NAMES, COMMAND_NAMES
from tests.supply_chain.licences import PAGE
from tests.support.paths import PROJECT

BOTFATHERS = {"revoke"}
_TEXT = (PROJECT / "SECURITY.md").read_text("utf-8")


def test_settings_exist() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)", _TEXT))
    assert len(named) > 6
    assert named <= set(VARIABLES)


def test_commands_exist() -> None:
    named = set(re.findall(r"`/([a-z]+)`", _TEXT))
    assert {"privacy", "doctor"} <= named
    assert named <= COMMAND_NAMES | ADMIN_COMMAND_NAMES | BOTFATHERS
    for name in re.findall(r"`footnote ([a-z]+)", _TEXT):
        assert (PROJECT / "bot" / "cli" / "commands" / f"{name}.py").exists(), name


def test_each_defence_names_its_test() -> None:
    (table,) = re.findall(r"^\| --- .*\n((?:\|.*\n)+)", _TEXT, re.MULTILINE)
    for row in table.splitlines():
        tests = re.findall(r"`(tests/[\w/]+\.py)`", row.split("|")[-2])
        assert tests, row
        assert all((PROJECT / path).exists() for path in tests), row


def test_it_is_found() -> None:
    """From the page that everybody reads, and from the one on packages."""
    assert "(SECURITY.md)" in (PROJECT / "README.md").read_text("utf-8")
    assert "(../SECURITY.md)" in PAGE.read_text("utf-8")
