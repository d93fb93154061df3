"""The index and the encoder that it was built with."""

from datetime import UTC, datetime

from bot.findings import Finding, ok, warn, wrong
from bot.indexing import is_stale
from bot.settings import Settings
from corpus import CorpusError
from embeddings import (
    BuildFolder,
    EncoderError,
    Manifest,
    PassageIndexError,
    canonical_name,
    fingerprint_encoder,
    load_encoder,
    load_index,
    read_live_manifest,
)

_REBUILD = "Run footnote index; a running bot takes it over by itself."


def check_index(settings: Settings) -> list[Finding]:
    """Whether the encoder loads and the index is whole and up to date; takes seconds."""
    try:
        encoder = load_encoder(settings.embedding_model, settings.fingerprints_path)
    except EncoderError as exc:
        return [_find_bad_encoder(exc)]
    found = [ok(f"The encoder loads: {encoder.name}.")]
    try:
        manifest = load_index(BuildFolder(settings.index_dir), encoder).manifest
    except PassageIndexError as exc:
        return [*found, _find_bad_index(exc)]
    return [*found, _judge_age(manifest, settings)]


def check_live_index(settings: Settings, answering: Manifest) -> list[Finding]:
    """The same beside a bot that answers from `answering`: of the encoder, which it has loaded,
    only that its files are still the same."""
    try:
        manifest = read_live_manifest(BuildFolder(settings.index_dir))
    except PassageIndexError as exc:
        still = "The bot still answers from the index that it has loaded, until it is restarted."
        return [_find_bad_index(exc), warn(still, _REBUILD)]
    if manifest.files != answering.files:
        return [
            wrong(
                "The index on the disk is not the one that is answered from; the log says why.",
                _REBUILD,
            )
        ]
    try:
        model, memory = settings.embedding_model, settings.fingerprints_path
        encoder = canonical_name(model), fingerprint_encoder(model, memory)
    except EncoderError as exc:
        return [_find_bad_encoder(exc)]
    found = [_judge_age(manifest, settings)]
    if encoder == (manifest.encoder, manifest.encoder_fingerprint):
        return [ok(f"The encoder is the one that built the index: {manifest.encoder}."), *found]
    return [
        wrong(
            "The encoder's files have changed since the index was built.",
            "Run footnote index, then restart the bot.",
        ),
        *found,
    ]


def _judge_age(manifest: Manifest, settings: Settings) -> Finding:
    described = (
        f"an index of {manifest.articles} articles, {manifest.passages} passages, "
        f"built {_format_age(manifest.created)}"
    )
    try:
        stale = is_stale(settings)
    except (CorpusError, EncoderError) as exc:
        return warn(f"There is {described}, but the articles cannot be read: {exc}.")
    if stale:
        return warn(f"There is {described}, but articles have changed since.", _REBUILD)
    return ok(f"There is {described}, as the articles are now.")


def _find_bad_encoder(error: EncoderError) -> Finding:
    return wrong(f"The encoder cannot be used: {error}.", "Then run footnote index.")


def _find_bad_index(error: PassageIndexError) -> Finding:
    return wrong(f"Nothing can be answered: {error}.", _REBUILD)


def _format_age(created: str) -> str:
    """As in "3 days ago"; `created` is ISO 8601 with its offset."""
    seconds = (datetime.now(UTC) - datetime.fromisoformat(created)).total_seconds()
    for noun, length in (("day", 86_400), ("hour", 3600), ("minute", 60)):
        if count := int(seconds // length):
            return f"{count} {noun} ago" if count == 1 else f"{count} {noun}s ago"
    return "just now"
