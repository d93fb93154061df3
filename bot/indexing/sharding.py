"""A shard of an encoding job that is split over machines: reading and encoding its share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.config.settings import Settings
from bot.indexing.rebuild import Tools, make_maker
from corpus import Corpus, CorpusError, describe_emptiness, list_folder, read_portions
from embeddings import BuildFolder, Shard, ShardWriter, hold_shard, list_encoded, open_known


@dataclass(slots=True)
class ShardReport:
    """Of a shard: how many `files` are its share, how many of these are articles, and how many are
    skipped; how many articles, with how many passages, were encoded now."""

    files: int = 0
    articles: int = 0
    skipped: int = 0
    new_articles: int = 0
    new_passages: int = 0


def encode_shard(
    settings: Settings, shard: Shard, on_progress: Callable[[int, int], None]
) -> ShardReport:
    """Reads and encodes what is in `shard` of the corpus, as far as that is not encoded already;
    what bots read stays as it is. `on_progress` is called with how many of its files are done, and
    how many there are. What is encoded is whole every few seconds: ended by force, it goes on
    there.

    :raises ModelError: if the encoder cannot be used.
    :raises CorpusError: if there is no file, in any shard.
    :raises BusyError: if somebody encodes the same shard, or a build takes it.
    :raises OSError: if it cannot be written.
    """
    folder = BuildFolder(settings.index_dir)
    maker = make_maker(settings)
    tools = Tools()
    report = ShardReport()
    _refuse_emptiness(settings.corpus_dir)
    with hold_shard(folder, shard) as path:
        known = open_known(folder, maker, encoded=list_encoded(folder, maker, but_of=shard.count))
        writer = ShardWriter(path, maker, known.segments)
        readings = replace(known, pieces=(*known.pieces, *writer.segments)).readings
        secret = settings.secret_of_token
        portions = read_portions(settings.corpus_dir, readings, shard.holds, secret)
        for corpus, done, total in portions:
            report.files = total
            report.articles += len(corpus.kept)
            report.skipped += len(corpus.skipped)
            if corpus.articles:
                encoder = tools.load_encoder(settings, maker.encoder_fingerprint)
                articles, passages = writer.encode(corpus, encoder)
                report.articles += articles
                report.skipped += len(corpus.articles) - articles
                report.new_articles += articles
                report.new_passages += passages
            on_progress(done, total)
        writer.finish()
    return report


def _refuse_emptiness(corpus_dir: Path) -> None:
    if not list_folder(corpus_dir).files:
        raise CorpusError(describe_emptiness(Corpus((), (), (), ""), corpus_dir))
