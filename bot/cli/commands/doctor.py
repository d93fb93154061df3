"""`footnote doctor`: finds what is not as it should be, and shows it in a terminal."""

import argparse
import os
import shlex
from collections.abc import Sequence

from bot.articles.shipped import lacks_articles
from bot.backup.kept_settings import find_left, list_left
from bot.backup.moving import explain_cut_off
from bot.cli.commands import Commands
from bot.cli.output import configure_logging, make_plain
from bot.config.environment import is_environment_set
from bot.config.folders import PROJECT_DIR, find_folders
from bot.config.settings import Settings, SettingsError
from bot.doctor.findings import (
    Finding,
    count_findings,
    fit_line,
    is_anything_wrong,
    ok,
    warn,
    wrong,
)


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("doctor", help="find what is not as it should be")
    parser.add_argument(
        "--delete-webhook", action="store_true", help="delete a webhook, which forbids polling"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Looks at everything and shows what it finds; 1 if anything is wrong."""
    import asyncio

    from bot.doctor.doctor import examine

    redact = configure_logging(settings)
    # Nothing else is looked at then, as a database that was moved away would be made anew.
    findings = _find_cut_off_restore(settings) or asyncio.run(
        examine(settings, options.delete_webhook)
    )
    findings += [*find_left_restore(settings), *find_left_settings(settings)]
    findings += list_places(settings)
    print(make_plain(redact(render_findings(findings))))
    return 1 if is_anything_wrong(findings) else 0


def _find_cut_off_restore(settings: Settings) -> list[Finding]:
    reason = explain_cut_off(settings.state_dir)
    return [wrong(f"{reason[:1].upper()}{reason[1:]}.")] if reason else []


def find_left_restore(settings: Settings) -> list[Finding]:
    """A warning if a restore was killed before it had touched anything, which takes room."""
    from bot.backup.restoring import find_left_stages

    if explain_cut_off(settings.state_dir) or not (left := find_left_stages(settings)):
        return []
    folders = " ".join(shlex.quote(str(path)) for path in left)
    what = "A restore was killed while it unpacked: nothing was restored, and nothing uses what it"
    return [warn(f"{what} has left: {folders}.", f"Restore again, or run: rm -r {folders}")]


def find_left_settings(settings: Settings) -> list[Finding]:
    """A warning if settings of a back-up are given nowhere since it was restored. Not said in a
    chat, whose bot would have to be restarted to have them."""
    try:
        names = list_left(settings)
    except SettingsError as exc:
        return [warn(f"What a restore has left of the settings cannot be read: {exc}.")]
    if not names:
        return []
    path = find_left(settings.state_dir)
    step = f"Write the lines of {path} where the settings are given, or remove it."
    return [warn(f"Restored, and not given: {', '.join(names)}.", step)]


def list_places(settings: Settings) -> list[Finding]:
    """Where settings, articles and what is made of them are, which differs from platform to
    platform. Not said in a chat, which has no use for it."""
    places = {
        "Settings": _name_settings(settings),
        "Folder of the articles": settings.corpus_dir,
        "Folder of the index": settings.index_dir,
        "Folder of what else is kept": settings.state_dir,
    }
    found = [ok(f"{name}: {place}") for name, place in places.items()]
    if not os.path.isdir(settings.corpus_dir):  # noqa: PTH112  # one that may not be seen is none
        line = f"Folder of the articles: there is no {settings.corpus_dir}"
        # An index that was built elsewhere is answered from all the same.
        step = "Make it, or name the one that you mean with CORPUS_DIR: footnote index needs it."
        if lacks_articles(settings, find_folders(PROJECT_DIR)):
            step = "Run footnote index, which copies the articles there that come with Footnote."
        found[1] = warn(line, step)
        if not _is_built_here(settings):
            found[1] = ok(f"{line}, nor need there be one to answer from INDEX_URL")
    return found


def _name_settings(settings: Settings) -> str:
    if settings.env_file is None:
        return "in the environment, as there is no .env"
    beside = ", and in the environment, which goes before it" if is_environment_set() else ""
    return f"{settings.env_file}{beside}"


def _is_built_here(settings: Settings) -> bool:
    from bot.indexing.folders import is_built_here

    return is_built_here(settings)


def render_findings(findings: Sequence[Finding]) -> str:
    """The findings for a terminal, and how many there are of what is not ok."""
    lines = []
    for finding in findings:
        lines.append(f"{finding.health.value:8} {fit_line(finding.what)}")
        lines += [f"{'':8} → {fit_line(step)}" for step in finding.steps]
    return "\n".join([*lines, "", count_findings(findings)])
