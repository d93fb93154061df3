"""The index and the encoder that it was built with."""

import os
from datetime import UTC, datetime

from bot.config.settings import Settings
from bot.doctor.findings import Finding, ok, warn, wrong
from bot.doctor.machine import let_write
from bot.indexing.failures import read_failure
from bot.indexing.folders import is_built_here, open_folder, open_followed_folder
from bot.indexing.rebuild import is_engine_lacking, is_outdated, is_stale
from bot.text.build_report import count_indexed
from bot.text.calibration import describe_calibration, explain_unused, is_used
from bot.text.translation import gettext, gettext_noop, ngettext
from corpus import CorpusError
from embeddings import (
    Backend,
    DamagedRowsError,
    Encoder,
    FittedError,
    Manifest,
    ModelError,
    PassageIndexError,
    StoreError,
    StoreFolder,
    canonical_name,
    check_live_tokens,
    check_passages,
    count_live_fields,
    fingerprint_encoder,
    load_encoder,
    load_index,
    load_reranker,
    read_fitted,
    read_live_manifest,
)

_REBUILD = gettext_noop("Run footnote index; a running bot takes it over by itself.")
_MEND = gettext_noop("Mend that, then run footnote index: as it is, it is refused again.")
"""Or override it, as what is refused says where that can be done."""


def check_index(settings: Settings) -> list[Finding]:
    """Whether the models load and the index is whole and up to date; takes seconds."""
    try:
        encoder = load_encoder(
            settings.embedding_model, settings.fingerprints_path, settings.encoder_backend
        )
    except ModelError as exc:
        return [_find_bad_encoder(exc)]
    found = [_describe_encoder(encoder, settings)]
    try:
        load_reranker(settings.reranker_model)
    except ModelError as exc:
        found.append(wrong(gettext("Nothing can be answered: {error}.").format(error=exc)))
    try:
        folder = open_followed_folder(settings)
        index = load_index(folder, encoder)
    except PassageIndexError as exc:
        return [*found, _find_bad_index(exc)]
    try:
        check_live_tokens(folder)
    except PassageIndexError as exc:
        found.append(
            wrong(
                gettext("A part of the index is damaged: {error}.").format(error=exc),
                gettext("Run footnote index --full; a running bot takes it over by itself."),
            )
        )
    if isinstance(folder, StoreFolder):
        try:
            check_passages(index)
        except DamagedRowsError:
            found += _tell_damaged_rows()
        except StoreError:
            pass  # what it has lost, and that it is away, others tell
    return [*found, *_judge_manifest(index.manifest, settings)]


def check_live_index(settings: Settings, answering: Manifest) -> list[Finding]:
    """The same beside a bot that answers from `answering`: of the encoder, which it has loaded,
    only that its files are still the same."""
    try:
        manifest = read_live_manifest(open_followed_folder(settings))
    except PassageIndexError as exc:
        still = gettext(
            "The bot still answers from the index that it has loaded, until it is restarted."
        )
        return [_find_bad_index(exc), warn(still, gettext(_REBUILD))]
    if manifest.files != answering.files:
        return [
            wrong(
                gettext(
                    "The bot does not answer from the index on the disk, but from another one; "
                    "the log says why."
                ),
                gettext(_REBUILD),
            )
        ]
    try:
        encoder = _compare_encoder(manifest, settings)
    except ModelError as exc:
        return [_find_bad_encoder(exc)]
    return [encoder, *_judge_manifest(manifest, settings)]


def check_last_rebuild(settings: Settings) -> list[Finding]:
    """A warning if the last rebuild failed."""
    failure = read_failure(settings)
    if failure is None:
        return []
    line = gettext("The last rebuild failed, {age}: {reason}")
    told = line.format(age=_format_age(failure.at), reason=failure.reason)
    step = gettext(_MEND if failure.is_refused else _REBUILD)
    return [warn(told, *(_name_lost_folder(settings) or [step]))]


def _describe_encoder(encoder: Encoder, settings: Settings) -> Finding:
    """What runs it, and why."""
    if encoder.why_slow:
        line = gettext("The encoder loads: {name}, but only {backend} runs it, slowly: {reason}.")
        step = gettext("Mend that, or set ENCODER_BACKEND={backend}.")
        told = line.format(name=encoder.name, backend=encoder.backend, reason=encoder.why_slow)
        return warn(told, step.format(backend=encoder.backend))
    if settings.encoder_backend == Backend.AUTO:
        line = gettext(
            "The encoder loads: {name}, run by {backend}, the fastest that answers as well."
        )
    else:
        line = gettext("The encoder loads: {name}, run by {backend}, as ENCODER_BACKEND says.")
    return ok(line.format(name=encoder.name, backend=encoder.backend))


def _judge_manifest(manifest: Manifest, settings: Settings) -> list[Finding]:
    return [
        *_judge_confidence(manifest, settings),
        *_judge_engine(settings),
        _judge_age(manifest, settings),
        *_look_back(settings),
        *_find_unknown_fields(settings),
    ]


def _compare_encoder(manifest: Manifest, settings: Settings) -> Finding:
    model, memory = settings.embedding_model, settings.fingerprints_path
    encoder = canonical_name(model), fingerprint_encoder(model, memory)
    if encoder != (manifest.encoder, manifest.encoder_fingerprint):
        return wrong(
            gettext("The encoder's files have changed since the index was built."),
            gettext("Run footnote index, then restart the bot."),
        )
    return ok(
        gettext("The encoder is the one that built the index: {encoder}.").format(
            encoder=manifest.encoder
        )
    )


def _judge_age(manifest: Manifest, settings: Settings) -> Finding:
    articles, passages = count_indexed(manifest)
    described = gettext("Index: {articles}, {passages}, built {age}").format(
        articles=articles, passages=passages, age=_format_age(manifest.created)
    )
    if not is_built_here(settings):
        return ok(f"{described}.")
    try:
        stale, is_by_other = is_stale(settings), is_outdated(settings, manifest)
    except (CorpusError, ModelError) as exc:
        return warn(
            gettext("{described}, but the articles cannot be read: {exc}.").format(
                described=described, exc=exc
            ),
            *_name_lost_folder(settings),
        )
    if manifest.token_bits != settings.token_bits:
        return warn(
            gettext("{described}, but TOKEN_BITS was {built} then and is {bits} now.").format(
                described=described, built=manifest.token_bits, bits=settings.token_bits
            ),
            gettext(_REBUILD),
        )
    if is_by_other:
        line = gettext("{described}, but by another version of Footnote or of its libraries.")
        return warn(line.format(described=described), gettext(_REBUILD))
    if stale:
        failure = read_failure(settings)  # told with what is to be done first
        return warn(
            gettext("{described}, but articles have changed since.").format(described=described),
            *([] if failure and failure.is_refused else [gettext(_REBUILD)]),
        )
    return ok(gettext("{described}, up to date with the articles.").format(described=described))


def _judge_engine(settings: Settings) -> list[Finding]:
    """What a bot has of an index in an engine may be whole, and the engine have lost a part."""
    if not is_engine_lacking(settings):
        return []
    line = gettext("A part of the index is damaged: {error}.")
    return [wrong(line.format(error="the engine has not all of it"), gettext(_REBUILD))]


def _tell_damaged_rows() -> list[Finding]:
    line = gettext("A part of the index is damaged: {error}.")
    told = line.format(error="the engine has something else than was written")
    return [wrong(told, gettext(_REBUILD))]


def _name_lost_folder(settings: Settings) -> list[str]:
    """What is to be done if there is no folder of the articles, without which nothing is built."""
    if os.path.isdir(settings.corpus_dir):  # noqa: PTH112  # one that may not be seen is none
        return []
    return [let_write(settings.corpus_dir, "CORPUS_DIR")]


def _judge_confidence(manifest: Manifest, settings: Settings) -> list[Finding]:
    try:
        fitted = read_fitted(settings.index_dir)
    except FittedError as exc:
        return [wrong(gettext("Nothing can be answered: {error}.").format(error=exc))]
    found = [ok(describe_calibration(manifest, fitted))]
    if fitted and not is_used(fitted, manifest):
        found.append(warn(*explain_unused()))
    return found


def _look_back(settings: Settings) -> list[Finding]:
    """A warning if `footnote index --rollback` would find nothing to go back to, though there was
    something."""
    damaged = open_folder(settings).find_damaged_previous()
    if damaged is None:
        return []
    line = gettext(
        "The index before this one cannot be gone back to: {path} is damaged. "
        "The next index that is built mends that."
    )
    return [warn(line.format(path=damaged))]


def _find_unknown_fields(settings: Settings) -> list[Finding]:
    """A warning for each of SHOW_FIELDS that no article of the live index has."""
    if not settings.show_fields:
        return []
    try:
        counts = count_live_fields(open_folder(settings), settings.show_fields)
    except PassageIndexError as exc:
        return [_find_bad_index(exc)]
    return [
        warn(
            gettext("No article has the field “{name}” of SHOW_FIELDS.").format(name=name),
            gettext("Compare it with what footnote inspect shows of an article."),
        )
        for name, count in counts.items()
        if not count
    ]


def _find_bad_encoder(error: ModelError) -> Finding:
    return wrong(
        gettext("The encoder cannot be used: {error}.").format(error=error),
        gettext("When it can be used again, run footnote index."),
    )


def _find_bad_index(error: PassageIndexError) -> Finding:
    told = gettext("Nothing can be answered: {error}.").format(error=error)
    if isinstance(error.__cause__, StoreError):  # nor can an engine that is away take a new one
        return wrong(told)
    return wrong(told, gettext(_REBUILD))


def _format_age(created: str) -> str:
    """As in "3 days ago"; `created` is ISO 8601 with its offset."""
    passed = datetime.now(UTC) - datetime.fromisoformat(created)
    seconds = max(0.0, passed.total_seconds())  # somebody may have set the clock back
    if days := int(seconds // 86_400):
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    if hours := int(seconds // 3600):
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    if minutes := int(seconds // 60):
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    return gettext("just now")
