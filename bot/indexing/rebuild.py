"""Building the index for its owner: progress while it runs, a report at its end."""

import logging
import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from pathlib import Path

from bot.config.settings import Settings
from bot.evaluation.labelled_questions import LabelledQuestion, QuestionsError
from bot.evaluation.must_answer import (
    MustAnswerError,
    Verdict,
    format_verdict,
    judge_build,
    read_must_answer,
    refuse_worse,
)
from bot.indexing.failures import has_replaced, keep_code, was_built_by
from bot.indexing.folders import find_engine
from bot.indexing.losses import LossError, refuse_losses
from bot.indexing.opening import choose_parameters
from bot.text.build_report import format_report
from bot.text.recognition import format_recognition
from corpus import (
    ContainedReader,
    Corpus,
    CorpusError,
    Recognition,
    describe_emptiness,
    fingerprint_corpus,
    is_secret_other,
    read_corpus,
    recognise,
)
from embeddings import (
    BuildFolder,
    Changes,
    Encoder,
    Known,
    Maker,
    Manifest,
    OutdatedError,
    PassageIndex,
    PassageIndexError,
    Reranker,
    Retriever,
    StoreError,
    TakenShards,
    build_index,
    canonical_name,
    find_damaged,
    find_foreign,
    find_maker,
    fingerprint_encoder,
    is_live_whole,
    load_encoder,
    load_index,
    load_reranker,
    open_known,
    publish_build,
    read_live_changes,
    read_live_manifest,
    take_shards,
)

logger = logging.getLogger(__name__)


class Step(Enum):
    """What takes long of a build, in this order: files are read, articles cut into passages, new
    passages encoded, the words of all passages listed, and what is new uploaded if there is an
    engine."""

    READ = auto()
    CUT = auto()
    ENCODED = auto()
    LISTED = auto()
    UPLOADED = auto()


OnStep = Callable[[Step, int, int], None]
"""Called with a step, how many of its things are done, and how many there are."""

_SAMPLE = b"The reader loads what it needs with the first article that it reads.\n"

REFUSALS = (CorpusError, LossError, MustAnswerError)
"""Errors of `rebuild_index` that are of the articles as they are: others may be taken."""


def fails_again(error: Exception) -> bool:
    """Whether the same rebuild would: the articles, or the questions, are refused as they are."""
    return isinstance(error, (*REFUSALS, QuestionsError))


def is_stale(settings: Settings) -> bool:
    """Whether the index is missing, unusable, or made from other articles, by another encoder or in
    other codes, or not what is live in the engine that is set, or whether Footnote has been
    replaced here since, or files were skipped for another token."""
    try:
        folder = BuildFolder(settings.index_dir)
        manifest = read_live_manifest(folder)
    except PassageIndexError:
        return True
    if _is_other_live(settings, folder) or is_outdated(settings, manifest):
        return True
    built_from = (
        manifest.encoder,
        manifest.encoder_fingerprint,
        manifest.token_bits,
        manifest.corpus_fingerprint,
    )
    model = settings.embedding_model
    if built_from != (
        canonical_name(model),
        fingerprint_encoder(model, settings.fingerprints_path),
        settings.token_bits,
        fingerprint_corpus(settings.corpus_dir),
    ):
        return True
    skipped = ((path, reason) for path, reason in manifest.skipped)
    return is_secret_other(settings.corpus_dir, skipped, settings.secret_of_token)


def is_unusable(settings: Settings) -> bool:
    """Whether there is no live index, or it cannot be opened, as a bot opens it at its start, which
    costs as much memory and reads all but most of its bytes: one whose files are damaged is made of
    the same articles still."""
    try:
        load_index(BuildFolder(settings.index_dir), None)
    except PassageIndexError:
        return True
    return False


def is_outdated(settings: Settings, manifest: Manifest) -> bool:
    """Whether another version of Footnote, or of its libraries, has made the index of `manifest`,
    and the one that is here now has not yet built one here. If it has, somebody else with that
    version has built since: two that share an index do not take turns at replacing it, nor do two
    that share the state as well, which is what `is_replaced_again` says.

    :raises ModelError: as `make_maker`.
    """
    is_others, has_been = _find_other(settings, manifest)
    return is_others and not has_been


def is_replaced_again(settings: Settings, manifest: Manifest) -> bool:
    """Whether the version of Footnote that has made the index of `manifest` has done so after the
    one that is here had built in its place here already, not long ago: both may be at work.

    :raises ModelError: as `make_maker`.
    """
    is_others, has_been = _find_other(settings, manifest)
    return is_others and has_been


def _find_other(settings: Settings, manifest: Manifest) -> tuple[bool, bool]:
    """Whether another version has built here after this one, or this one never has; and whether
    this one has built in the place of that one before."""
    code = make_maker(settings).code
    is_others = manifest.code not in ("", code) and not was_built_by(settings, code)
    return is_others, has_replaced(settings, manifest.code, code)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a build did. `verdict` is on the questions that the index must answer, None if it was
    not asked any; `asked` are these questions; `recognition` is what was found in the articles.
    Unless the index `is_new` nothing had changed."""

    manifest: Manifest
    changes: Changes
    verdict: Verdict | None
    recognition: Recognition
    asked: tuple[LabelledQuestion, ...]
    is_new: bool


class Tools:
    """What builds need and what is slow to begin, for who builds again and again: the `reader` of
    files, what the last build has `known`, and the models, each loaded when a build first needs
    it, and kept as long as its files stay as they are."""

    def __init__(self, reader: ContainedReader | None = None) -> None:
        self.reader = reader
        self.known: Known | None = None
        self._encoder: Encoder | None = None
        self._fingerprint = ""
        self._reranker: Reranker | None = None

    def prepare(self, settings: Settings, is_wanted: Callable[[], bool]) -> None:
        """Loads what a build would wait for, as far as it is there before one `is_wanted`.

        :raises ModelError: if the encoder cannot be used.
        """
        if is_wanted():  # it loads what it needs
            return
        self.load_encoder(settings, make_maker(settings).encoder_fingerprint)
        if self.reader and not is_wanted():
            self.reader.read(_SAMPLE, "sample.md")

    def load_encoder(self, settings: Settings, fingerprint: str) -> Encoder:
        """The encoder whose files have this `fingerprint` now.

        :raises ModelError: if it cannot be used.
        """
        if self._encoder is None or self._fingerprint != fingerprint:
            self._encoder = load_encoder(
                settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
            )
            self._fingerprint = fingerprint
        return self._encoder

    def load_reranker(self, settings: Settings) -> Reranker | None:
        """None if none is set.

        :raises ModelError: if it cannot be used.
        """
        if self._reranker is None:
            self._reranker = load_reranker(settings.reranker_model)
        return self._reranker


def rebuild_index(
    settings: Settings,
    on_progress: OnStep,
    force: bool = False,
    full: bool = False,
    tools: Tools | None = None,
    asked: tuple[LabelledQuestion, ...] = (),
) -> Rebuilt:
    """Reads what has changed of the corpus, builds its index and switches to it; `on_progress` is
    told how far that is. Nothing that is there already is used if it is to be `full`. If nothing
    has changed, the live index stays. Who builds again and again has `tools` for it, and
    knows which questions the live index was `asked`.

    :raises ModelError: if the encoder cannot be used.
    :raises CorpusError, LossError: if there is no article, or articles of the live index are
        suddenly missing and `force` is not set; before a model is loaded.
    :raises BuildError: if another build runs (`BusyError`), or has gone live since the corpus was
        read (`OutdatedError`), or the folder cannot be written.
    :raises StoreError: if an engine is set and the index could not be brought there; the next
        build tries again.
    :raises QuestionsError, MustAnswerError: if the questions that the index must answer cannot be
        read, or the build misses what the live index answers and `force` is not set; the live
        index stays.
    """
    folder = BuildFolder(settings.index_dir)
    _refuse_busy(folder)
    if not force:
        with suppress(StoreError):  # then it cannot be brought there, which is told at the end
            refuse_foreign(settings)
    with take_shards(folder, make_maker(settings)) as shards:
        for why_not in shards.unused:
            logger.warning("%s", why_not)
        rebuilt = _rebuild(settings, on_progress, force, full, tools or Tools(), asked, shards)
        # Who builds again and again leaves the rest to the owner, who may be encoding for a new
        # version, or with another encoder, while the bot runs.
        shards.remove(with_unused=tools is None)
    keep_code(settings, rebuilt.manifest.code)
    return rebuilt


def _rebuild(
    settings: Settings,
    on_progress: OnStep,
    force: bool,
    full: bool,
    tools: Tools,
    asked: tuple[LabelledQuestion, ...],
    shards: TakenShards,
) -> Rebuilt:
    """As `rebuild_index`, with what `shards` have encoded."""
    begun = time.perf_counter()
    folder = BuildFolder(settings.index_dir)
    before = folder.find_live_name()
    maker = make_maker(settings)
    known = Known() if full else open_known(folder, maker, tools.known, shards.segments)
    tools.known = known
    if known.why_not:
        logger.info("%s", word_unused(known))
    on_file = partial(on_progress, Step.READ)
    secret = settings.secret_of_token
    corpus = read_corpus(settings.corpus_dir, tools.reader, known.readings, on_file, secret)
    if corpus.is_empty:
        raise CorpusError(describe_emptiness(corpus, settings.corpus_dir))
    if not force:
        refuse_losses(corpus, settings.corpus_dir, folder, known)
    questions = read_must_answer(settings.corpus_dir)
    if questions == asked and (manifest := find_unchanged(corpus, settings.corpus_dir, known)):
        publish_live(settings, on_progress, tools, force=force)
        manifest = replace(manifest, seconds=round(time.perf_counter() - begun, 1))
        changes = Changes(compared=True)
        return Rebuilt(manifest, changes, None, recognise(corpus), questions, is_new=False)
    encoder = tools.load_encoder(settings, maker.encoder_fingerprint)
    reranker = tools.load_reranker(settings) if questions else None
    verdict: Verdict | None = None

    def approve(index: PassageIndex) -> None:
        nonlocal verdict
        new = Retriever(index, encoder, reranker, choose_parameters(settings, encoder))
        confidence = settings.min_confidence
        verdict = judge_build(questions, new, lambda: _open_live(folder, new), confidence)
        if not force:
            refuse_worse(verdict)

    def refuse_outdated() -> None:
        # What was built meanwhile may be of articles that were not there yet when these were read.
        if folder.find_live_name() != before:
            raise OutdatedError

    judge = approve if questions else None
    manifest = build_index(
        corpus,
        settings.corpus_dir,
        encoder,
        folder,
        partial(on_progress, Step.ENCODED),
        judge,
        refuse_outdated,
        known,
        maker,
        on_cut=partial(on_progress, Step.CUT),
        on_listed=partial(on_progress, Step.LISTED),
    )
    publish_live(settings, on_progress, tools, judge, force)
    manifest = replace(manifest, seconds=round(time.perf_counter() - begun, 1))
    changes = read_live_changes(folder)
    return Rebuilt(manifest, changes, verdict, recognise(corpus), questions, is_new=True)


def publish_live(
    settings: Settings,
    on_progress: OnStep,
    tools: Tools | None = None,
    approve: Callable[[PassageIndex], None] | None = None,
    force: bool = True,
) -> None:
    """Makes the live index in the engine, if one is set, what the live build on this disk is, with
    all of it; it is shown to `approve` first, as in `rebuild_index`.

    :raises StoreError: if that is not possible; what is live there stays.
    :raises LossError: as `refuse_foreign`, unless `force` is set.
    """
    if not force:
        refuse_foreign(settings)
    engine, build = find_engine(settings), BuildFolder(settings.index_dir).current()
    if engine is None or build is None:
        return
    damaged: AbstractSet[str] = frozenset()
    if engine.find_live() == build.name:
        is_whole = is_live_whole(engine)
        damaged = find_damaged(build, engine) if is_whole else damaged
        if is_whole and not damaged:
            return
        logger.warning("the engine has not all of the live index: what is missing is written anew")
    encoder = (tools or Tools()).load_encoder(settings, make_maker(settings).encoder_fingerprint)
    publish_build(build, encoder, engine, approve, partial(on_progress, Step.UPLOADED), damaged)


def refuse_foreign(settings: Settings) -> None:
    """A machine that was to have a bot alone must not replace what all bots answer from.

    :raises LossError: if the live index in the engine was not made in this index folder.
    :raises StoreError: if the engine cannot be asked.
    """
    engine = find_engine(settings)
    if engine and find_foreign(BuildFolder(settings.index_dir), engine):
        raise LossError(
            "the live index in the engine was not made here: do that where it was made, or add "
            "--force to put what is here in its place"
        )


def is_engine_lacking(settings: Settings) -> bool:
    """Whether an engine is set and has not all of its live index; not, where that cannot be
    asked."""
    with suppress(StoreError):
        engine = find_engine(settings)
        return engine is not None and not is_live_whole(engine)
    return False


def _is_other_live(settings: Settings, folder: BuildFolder) -> bool:
    """Whether something else is live in an engine than on this disk; not, where that cannot be
    asked."""
    with suppress(StoreError):
        engine = find_engine(settings)
        return engine is not None and engine.find_live() != folder.find_live_name()
    return False


def _refuse_busy(folder: BuildFolder) -> None:
    """Says that another build runs before the articles are read, not after.

    :raises BusyError: if one does.
    """
    try:
        with folder.held():
            pass
    except OSError:
        return  # of a folder that cannot be written the build itself will tell


def make_maker(settings: Settings) -> Maker:
    """Who makes the index by these settings: what somebody else has made is not used again.

    :raises ModelError: if it can be told without loading the encoder that it cannot be used.
    """
    model = settings.embedding_model
    fingerprint = fingerprint_encoder(model, settings.fingerprints_path)
    return find_maker(canonical_name(model), fingerprint, settings.token_bits)


def word_unused(known: Known) -> str:
    """That the live build is not `known`, or not all of it, and why: such a build takes long."""
    how_much = "a part" if known.segments else "nothing"
    return f"{how_much} of the index before can be used again: {known.why_not}"


def find_unchanged(corpus: Corpus, corpus_dir: Path, known: Known) -> Manifest | None:
    """The manifest of the live index if it is just what one of `corpus`, read from `corpus_dir`
    with what is `known`, would be; else None."""
    manifest = known.manifest
    if manifest is None or corpus.articles or len(corpus.kept) != manifest.articles:
        return None
    built_from = manifest.corpus_folder, manifest.corpus_fingerprint
    is_same = built_from == (str(corpus_dir.resolve()), corpus.fingerprint)
    return manifest if is_same else None


def format_result(rebuilt: Rebuilt) -> str:
    """What a build did; if it was asked any, which questions it answers; and what was recognised
    in the articles, in lines."""
    parts = [
        format_report(rebuilt.manifest, rebuilt.changes),
        format_verdict(rebuilt.verdict) if rebuilt.verdict else "",
        format_recognition(rebuilt.recognition),
    ]
    return "\n".join(filter(None, parts))


def _open_live(folder: BuildFolder, new: Retriever) -> Retriever | None:
    """A retriever as `new`, of the live index."""
    try:
        return new.with_index(load_index(folder, new.encoder))
    except PassageIndexError:
        return None  # what cannot be used, perhaps because the encoder changed, answers nothing
