"""`docs/reference.md`: every command with its options, and every setting, out of the arguments of
the commands and `.env.example`.

    python -m tests.support.reference          writes it
"""

import argparse
import re
from collections.abc import Iterator

from bot.cli.main import make_parser
from tests.support.paths import PROJECT

PAGE = PROJECT / "docs" / "reference.md"

_SETTING = re.compile(r"((?:^#.*\n)+)^#?([A-Z_]+)=", re.MULTILINE)
_HEAD = """# Commands and settings

Written by `make reference`, out of what the commands say themselves and out of `.env.example`.

"""


def render_reference() -> str:
    """The page."""
    lines = [*_render_commands(), "## Settings", ""]
    lines += [
        "Out of the environment, or else `.env`.",
        "",
        "| setting | |",
        "| --- | --- |",
    ]
    lines += [f"| `{name}` | {_cell(said)} |" for name, said in list_settings()]
    return _HEAD + "\n".join(lines) + "\n"


def list_settings() -> Iterator[tuple[str, str]]:
    """Each setting, and what `.env.example` says of it."""
    for said, name in _SETTING.findall((PROJECT / ".env.example").read_text("utf-8")):
        yield name, " ".join(line.lstrip("# ") for line in said.splitlines())


def _render_commands() -> Iterator[str]:
    (commands,) = (
        action
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    for told in commands._choices_actions:
        yield from (f"## `footnote {told.dest}`", "", f"{_begin_large(told.help or '')}.", "")
        if rows := list(_render_arguments(commands.choices[told.dest])):
            yield from ("| argument | |", "| --- | --- |", *rows, "")


def _render_arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
            continue
        value = "" if action.nargs == 0 else f" {action.metavar or action.dest}"
        names = [f"{name}{value}" for name in action.option_strings] or [value.strip()]
        yield f"| {_cell(', '.join(f'`{n}`' for n in names))} | {_cell(action.help or '')} |"


def _begin_large(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip("?")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(render_reference(), "utf-8")
