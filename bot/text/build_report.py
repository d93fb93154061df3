"""What a build of the index read, and what changed, in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.text.translation import gettext, ngettext
from corpus import clean_line
from embeddings import Changes, Manifest

_MAX_ALIKE = 3
"""Of files with one reason, which a folder may have hundreds of, so many are named; footnote index
--check names all."""


def count_indexed(manifest: Manifest) -> tuple[str, str]:
    """How many articles and how many passages, with their nouns."""
    articles = ngettext("{count} article", "{count} articles", manifest.articles)
    passages = ngettext("{count} passage", "{count} passages", manifest.passages)
    return articles.format(count=manifest.articles), passages.format(count=manifest.passages)


def format_report(manifest: Manifest, changes: Changes) -> str:
    """What a build did, in lines: counts, seconds, what changed, files skipped and why."""
    articles, passages = count_indexed(manifest)
    lines = [
        gettext("Indexed {articles}, {passages} in {seconds} s.").format(
            articles=articles, passages=passages, seconds=f"{manifest.seconds:g}"
        )
    ]
    if changes.compared:
        lines.append(format_counts(changes))
    noted = ((gettext("Skipped:"), manifest.skipped), (gettext("Left out:"), manifest.warnings))
    for heading, notes in noted:
        if notes:
            lines.append(heading)
            lines += _list_notes(notes)
    return "\n".join(lines)


def _list_notes(notes: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each path and reason, in the order of the reasons' first, few of one reason."""
    paths: dict[str, list[str]] = defaultdict(list)
    for path, reason in notes:
        paths[reason].append(path)
    for reason, alike in paths.items():
        named = alike if len(alike) <= _MAX_ALIKE + 1 else alike[:_MAX_ALIKE]
        yield from (f"  {clean_line(path)}: {clean_line(reason)}" for path in named)
        if count := len(alike) - len(named):
            more = ngettext("… and {count} more", "… and {count} more", count)
            yield f"  {more.format(count=count)}: {clean_line(reason)}"


def format_counts(changes: Changes) -> str:
    """How many articles came, changed and went, in a line."""
    return gettext("Articles added: {added}, changed: {changed}, removed: {removed}.").format(
        added=len(changes.added), changed=len(changes.changed), removed=len(changes.removed)
    )


def format_rollback(manifest: Manifest) -> str:
    """Which index is the live one again."""
    articles, passages = count_indexed(manifest)
    return (
        f"The index of {manifest.created[:19].replace('T', ' ')} UTC is live again, "
        f"{articles}, {passages}. Your files are as they were: footnote index, or a change in a "
        "chat, goes forward to them."
    )
