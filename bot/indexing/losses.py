"""Articles of the live index that are suddenly missing: a disk that is not there must not empty the
bot."""

from collections.abc import Set
from pathlib import Path

from corpus import Corpus, FootnoteError, Note, clean_line
from embeddings import (
    BuildFolder,
    Known,
    PassageIndexError,
    read_live_manifest,
    read_live_sources,
)

_MIN_LOST = 2
"""One article of one may well be replaced by another."""


class LossError(FootnoteError):
    """A new index would lack articles, and probably nobody wants that. The text is a line that
    says how to override it."""


def refuse_losses(
    corpus: Corpus, corpus_dir: Path, folder: BuildFolder, known: Known | None = None
) -> None:
    """Compares `corpus`, read from `corpus_dir`, with the live index in `folder`, if that can be
    used and was built from there. An article whose text stands in another file now is not lost.
    What is `known` of all of the live index is not read again.

    :raises LossError: if an article of the index cannot be read now, or more than half of them are
        gone.
    """
    try:
        manifest = known.manifest if known and not known.why_not else None
        if (manifest or read_live_manifest(folder)).corpus_folder != str(corpus_dir.resolve()):
            return
        sources = known.live_sources if known and manifest else read_live_sources(folder)
        live = {s.summary.id: s.summary.text_digest for s in sources}
    except PassageIndexError:
        return
    summaries = corpus.summaries
    here = {summary.id for summary in summaries}
    texts = {summary.text_digest for summary in summaries}
    lost = {name for name, text in live.items() if name not in here and text not in texts}
    if unreadable := find_unreadable(lost, corpus.skipped):
        raise LossError(_word_unreadable(unreadable))
    if len(lost) >= _MIN_LOST and 2 * len(lost) > len(live):
        raise LossError(
            f"{len(lost)} of the {len(live)} articles of the live index are gone from {corpus_dir}:"
            " is a disk missing? To go on without them run footnote index --force"
        )


def find_unreadable(lost: Set[str], skipped: tuple[Note, ...]) -> list[tuple[str, Note]]:
    """Those of the articles `lost` that the system does not let be read, by themselves or with the
    folder that they are in, in the order of their names, with why."""
    notes = {note.path: note for note in skipped if note.is_unreadable}
    found = []
    for name in sorted(lost):
        parts = name.split("/")
        above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        if note := next((notes[path] for path in above if path in notes), None):
            found.append((name, note))
    return found


def _word_unreadable(unreadable: list[tuple[str, Note]]) -> str:
    name, note = unreadable[0]
    which = (
        "an article of the live index cannot be read now"
        if len(unreadable) == 1
        else f"{len(unreadable)} articles of the live index cannot be read now, the first of them"
    )
    why = f"{clean_line(note.path)} {clean_line(note.reason)}"
    named = f": {clean_line(name)}" if len(unreadable) == 1 else f" {clean_line(name)}"
    return f"{which}{named} ({why}); mend that, or go on without by footnote index --force"
