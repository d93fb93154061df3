"""What a build of the index would change, found out without writing anything."""

from dataclasses import dataclass

from bot.config.settings import Settings
from bot.indexing.losses import LossError, refuse_losses
from bot.indexing.rebuild import make_maker, word_unused
from corpus import Corpus, CorpusError, Note, describe_emptiness, read_corpus
from embeddings import (
    BuildFolder,
    PassageIndexError,
    list_encoded,
    open_known,
    read_live_sources,
)


@dataclass(frozen=True, slots=True)
class Preview:
    """The ids of the articles that a build would add, of those that it would read again since
    their files changed or nobody knows whether they did, and of those that it would leave out, each
    in order; and the files that it would skip.

    `unused` says that and why not all of the live index could be used again, `refusal` why there
    would be no build unless it is forced; empty if that is not so. `encoded` is how many articles
    shards have encoded for it, of `left` somebody has yet to."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    skipped: tuple[Note, ...]
    unused: str
    refusal: str
    encoded: int
    left: int


def preview_rebuild(settings: Settings) -> Preview:
    """Reads what has changed of the corpus and compares it with the live index.

    :raises CorpusError: if there is no article.
    :raises ModelError: as `make_maker`.
    """
    folder = BuildFolder(settings.index_dir)
    maker = make_maker(settings)
    shards = list(list_encoded(folder, maker))
    known = open_known(folder, maker, encoded=shards)
    secret = settings.secret_of_token
    corpus = read_corpus(settings.corpus_dir, kept=known.readings, secret=secret)
    if corpus.is_empty:
        raise CorpusError(describe_emptiness(corpus, settings.corpus_dir))
    try:
        live = {source.summary.id for source in read_live_sources(folder)}
    except PassageIndexError:
        live = set()
    here = {summary.id for summary in corpus.summaries}
    read = {article.id for article in corpus.articles}
    kept = {summary.id for summary in corpus.kept}
    encoded = {name for segment in shards for name in segment.columns.ids} & kept
    return Preview(
        added=tuple(sorted(here - live)),
        changed=tuple(sorted((read | encoded) & live)),
        removed=tuple(sorted(live - here)),
        skipped=corpus.skipped,
        unused=word_unused(known) if known.why_not else "",
        refusal=_find_refusal(settings, corpus, folder),
        encoded=len(encoded),
        left=len(read),
    )


def _find_refusal(settings: Settings, corpus: Corpus, folder: BuildFolder) -> str:
    try:
        refuse_losses(corpus, settings.corpus_dir, folder)
    except LossError as exc:
        return str(exc)
    return ""
