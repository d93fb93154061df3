"""`footnote index`: builds the index of the articles."""

import argparse
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.commands import Commands
from bot.cli.ending import Interrupts, pass_over_signals
from bot.cli.output import configure_logging, fail, make_plain
from bot.config.folders import PROJECT_DIR, find_folders
from bot.config.settings import Settings
from bot.indexing.orders import BUILT, REFUSED, Orders, tell_bot
from corpus import ContainedReader, FootnoteError, clean_line

if TYPE_CHECKING:
    from bot.indexing.preview import Preview
    from bot.indexing.rebuild import Tools
    from bot.indexing.sharding import ShardReport
    from embeddings import Shard

_SECONDS_BETWEEN_TRIES = 0.5
_SHARD = re.compile(r"([0-9]{1,9})/([0-9]{1,9})")
_MAX_SHARDS = 1000
_MAX_SHOWN = 40
"""Of what somebody has mistyped, in characters."""


def add_parser(commands: Commands) -> None:
    """The command's arguments."""
    parser = commands.add_parser("index", help="build the index of the articles")
    parser.add_argument("--corpus", metavar="DIR", help="folder of the articles (CORPUS_DIR)")
    parser.add_argument("--index", metavar="DIR", help="folder of the index (INDEX_DIR)")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--if-stale",
        action="store_true",
        help="only if the articles or Footnote itself changed, or no bot could start from it",
    )
    kinds.add_argument(
        "--full", action="store_true", help="use nothing of the index that is there already"
    )
    kinds.add_argument(
        "--check", action="store_true", help="say what would change, and write nothing"
    )
    kinds.add_argument(
        "--rollback", action="store_true", help="go back to the index before this one"
    )
    kinds.add_argument(
        "--watch", action="store_true", help="go on, and build again whenever the articles change"
    )
    kinds.add_argument(
        "--shard",
        metavar="I/N",
        help="only encode share I of N of the articles, as beside others on other machines; "
        "footnote index then uses what they have encoded",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="even if questions in must_answer.jsonl are missed, or articles are suddenly gone",
    )
    # For the bot, which says when, shows in its own words how far it is, and whose end is the end
    # of stdin.
    parser.add_argument("--for-bot", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--patience", type=float, default=0.0, help=argparse.SUPPRESS)
    parser.add_argument("--signs", type=float, default=20.0, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Builds it and says what is in it."""
    configure_logging(settings)
    if options.shard is not None:
        return _encode_shard(options, settings)
    if not (options.check or options.rollback):
        tell_shipped(settings)
    if options.watch:
        return _watch(options, settings)
    if options.for_bot:
        return _build_for_bot(settings, options.patience, options.signs)
    if options.check:
        _check(settings)
        return 0
    if options.rollback:
        _roll_back(settings, options.force)
        return 0
    if options.if_stale and not _is_stale(settings):
        return 0
    return build(settings, options.force, options.full)


def tell_shipped(settings: Settings) -> None:
    """Copies the articles that Footnote brings to an owner who has none, and says so."""
    from bot.articles.shipped import place_shipped_articles

    if count := place_shipped_articles(settings, find_folders(PROJECT_DIR)):
        print(make_plain(f"Copied {count} articles as examples to {settings.corpus_dir}."))


def build(settings: Settings, force: bool = False, full: bool = False) -> int:
    """Builds it as the command does; the exit code."""
    return _note_end(settings, lambda: _build(settings, force, full))


def _note_end(settings: Settings, run: Callable[[], None]) -> int:
    """Runs a build, and keeps for others whether it failed; the exit code.

    :raises FootnoteError: if it failed.
    """
    from bot.indexing.failures import forget_failure, keep_failure

    try:
        run()
    except FootnoteError as exc:
        from bot.indexing.rebuild import fails_again

        keep_failure(settings, str(exc), is_refused=fails_again(exc))
        raise
    except KeyboardInterrupt:
        return fail("interrupted; the next footnote index uses what was encoded", code=130)
    forget_failure(settings)
    return 0


def _is_stale(settings: Settings) -> bool:
    from bot.indexing.rebuild import is_engine_lacking, is_replaced_again, is_stale, is_unusable
    from embeddings import BuildFolder, read_live_manifest

    if is_stale(settings) or is_engine_lacking(settings) or is_unusable(settings):
        return True
    if is_replaced_again(settings, read_live_manifest(BuildFolder(settings.index_dir))):
        fail(
            "the index stays as another version of Footnote has built it, in the place of this "
            "one's, and may do again: footnote index builds it by this one"
        )
    return False


def _watch(options: argparse.Namespace, settings: Settings) -> int:
    if options.force:
        # A disk that is missing for a moment would empty the index, and nobody would be asked.
        return fail("--watch overrides nothing: run footnote index --force once", code=2)
    # Before the imports, which take seconds: ending is no failure, whoever asks for it.
    interrupts = Interrupts()
    try:
        from bot.cli.commands.watch import watch_articles

        watch_articles(settings, interrupts.check)
    except KeyboardInterrupt:
        pass_over_signals()  # it was obeyed
        return 0


def _check(settings: Settings) -> None:
    from bot.indexing.preview import preview_rebuild

    print(make_plain(_format_preview(preview_rebuild(settings))))


def _roll_back(settings: Settings, force: bool) -> None:
    from bot.cli.steps import show_steps
    from bot.indexing.rebuild import make_maker, publish_live, refuse_foreign
    from bot.text.build_report import format_rollback
    from embeddings import BuildFolder, roll_back

    maker = make_maker(settings)
    folder = BuildFolder(settings.index_dir)
    if not force:
        refuse_foreign(settings)  # before the disk is back where the engine cannot follow
    manifest = roll_back(folder, maker.encoder, maker.encoder_fingerprint)
    with show_steps() as on_step:
        publish_live(settings, on_step, force=force)
    print(make_plain(format_rollback(manifest)))


def _build(settings: Settings, force: bool, full: bool) -> None:
    from bot.articles.files import ArticleFiles
    from bot.cli.steps import show_steps
    from bot.indexing.rebuild import format_result, rebuild_index

    ArticleFiles.of_settings(settings).remove_old_left_overs()
    with show_steps() as on_step:
        rebuilt = rebuild_index(settings, on_step, force, full)
    print(make_plain(format_result(rebuilt)))


def _read_shard(text: str) -> tuple[int, int] | None:
    """The number of a share and of how many; None if that is none."""
    if found := _SHARD.fullmatch(text):
        number, count = map(int, found.groups())
        if 1 <= number <= count <= _MAX_SHARDS:
            return number, count
    return None


def _encode_shard(options: argparse.Namespace, settings: Settings) -> int:
    named = _read_shard(options.shard)
    if named is None:
        text = clean_line(options.shard)[:_MAX_SHOWN]
        return fail(f'--shard: "{text}" is no share; 2/4 is one, from 1/4 to 4/4', code=2)
    if options.force or options.for_bot:
        return fail(
            "--shard overrides nothing: --force is for the footnote index behind it", code=2
        )
    from bot.cli.progress import show_progress
    from bot.indexing.sharding import encode_shard
    from embeddings import Shard

    shard = Shard(*named)
    try:
        with show_progress(sys.stderr) as show:
            tell = partial(show, "encoded", f"files of shard {shard}")
            report = encode_shard(settings, shard, tell)
    except KeyboardInterrupt:
        again = f"footnote index --shard {shard} goes on from what was encoded"
        return fail(f"interrupted; {again}", code=130)
    print(make_plain(_format_shard(shard, report)))
    return 0


def _format_shard(shard: "Shard", report: "ShardReport") -> str:
    """What was encoded of a shard, and what is left to do, in a line."""
    skipped = f", skipped {report.skipped}" if report.skipped else ""
    others = f"when all {shard.count} are, run" if shard.count > 1 else "now run"
    return (
        f"Shard {shard} is encoded: {report.new_articles} articles, {report.new_passages} passages "
        f"now, {report.articles - report.new_articles} articles before{skipped}; "
        f"{others} footnote index."
    )


def _build_for_bot(
    settings: Settings, patience_seconds: float, seconds_between_signs: float
) -> int:
    """Gets ready, and builds whenever it is told to, until a build fails."""
    orders = Orders(seconds_between_signs)
    with ContainedReader() as reader:
        reader.begin()  # while this process imports what it needs
        from bot.indexing.rebuild import REFUSALS, Tools

        tools = Tools(reader)
        build = partial(_build_with, tools, settings, patience_seconds)
        with suppress(FootnoteError):  # the build will say so
            tools.prepare(settings, orders.is_given)
        while True:
            with orders.taken():
                try:
                    if code := _note_end(settings, build):
                        return code
                except REFUSALS:
                    tell_bot(REFUSED)
                    raise
            tell_bot(BUILT)


def _build_with(tools: "Tools", settings: Settings, patience_seconds: float) -> None:
    from bot.indexing.rebuild import Step, rebuild_index
    from embeddings import BusyError, OutdatedError

    def tell_step(step: Step, done: int, total: int) -> None:
        if step is Step.ENCODED:
            tell_bot(f"{done} {total}")

    end = time.monotonic() + patience_seconds
    while True:
        try:
            rebuild_index(settings, tell_step, tools=tools)
            return
        except (BusyError, OutdatedError):
            # Of an owner, or of --watch: no reason to undo what somebody has changed in the chat.
            if time.monotonic() >= end:
                raise
        time.sleep(_SECONDS_BETWEEN_TRIES)


def _format_preview(preview: "Preview") -> str:
    """What a build would change, in lines: the files of each kind, those it would skip, and, last
    as they may be many, why it would take long or be refused."""
    lines = [
        f"Would add {len(preview.added)}, read again {len(preview.changed)}, "
        f"remove {len(preview.removed)}."
    ]
    kinds = ("+", preview.added), ("~", preview.changed), ("-", preview.removed)
    lines += [f"{mark} {clean_line(name)}" for mark, names in kinds for name in names]
    notes = [f"  {clean_line(note.path)}: {clean_line(note.reason)}" for note in preview.skipped]
    lines += ["Would skip:", *notes] if notes else []
    if preview.encoded:
        lines.append(f"Note: shards have encoded {preview.encoded}, {preview.left} are left.")
    lines += [f"Note: {preview.unused}."] if preview.unused else []
    lines += [f"Would be refused: {preview.refusal}"] if preview.refusal else []
    return "\n".join(lines)
