"""Vectors: the encoder, the index of passages, and the retriever that searches it."""

import os

from corpus.private_files import (
    PRIVATE_FILE,
    make_private,
    make_private_file,
    make_private_folder,
    may_others_read,
    write_private_file,
)
from embeddings.encoders.backends import BACKENDS, Backend
from embeddings.encoders.encoder import EncodedText, Encoder
from embeddings.encoders.hub import ModelError
from embeddings.encoders.loading import load_encoder, use_one_thread
from embeddings.encoders.model_files import DEFAULT_MODEL, canonical_name, fingerprint_encoder
from embeddings.encoders.reference_questions import list_reference_questions
from embeddings.encoders.reranker import Reranker, load_reranker
from embeddings.index.articles import ArticlePage
from embeddings.index.building import build_index
from embeddings.index.builds import BuildError, BuildFolder, BusyError, OutdatedError
from embeddings.index.changes import Changes
from embeddings.index.loading import (
    check_live_tokens,
    count_live_fields,
    load_checked_index,
    load_index,
    read_live_changes,
    read_live_manifest,
    read_live_sources,
    roll_back,
)
from embeddings.index.manifest import Manifest
from embeddings.index.passage_index import LocatedPassage, PassageIndex, PassageIndexError
from embeddings.index.segments.files import Maker
from embeddings.index.segments.known import Known, find_maker, open_known
from embeddings.index.segments.segment import DamagedError
from embeddings.index.segments.shards import (
    Shard,
    ShardWriter,
    TakenShards,
    hold_shard,
    list_encoded,
    take_shards,
)
from embeddings.index.segments.stream import StreamedArticle, stream_articles
from embeddings.index.stores.connecting import open_engine
from embeddings.index.stores.following import StoreFolder
from embeddings.index.stores.mending import check_passages, find_damaged, is_live_whole
from embeddings.index.stores.patience import LeftAloneError
from embeddings.index.stores.publishing import find_foreign, publish_build
from embeddings.index.stores.store import (
    AwayError,
    DamagedRowsError,
    Engine,
    EngineAddress,
    StoreError,
)
from embeddings.retrieval.calibration import Signs, estimate_confidence
from embeddings.retrieval.choices import Choices
from embeddings.retrieval.fitted import (
    FITTED_NUMBERS,
    Fitted,
    FittedError,
    read_fitted,
    remove_fitted,
    write_fitted,
)
from embeddings.retrieval.hits import Hit, Judgement
from embeddings.retrieval.holding import find_holders
from embeddings.retrieval.parameters import RANKING_PARAMETERS, RankingParameters
from embeddings.retrieval.query import Filters, Query, QueryError, parse_query
from embeddings.retrieval.query_mistakes import (
    EmptyPeriod,
    InvalidDate,
    MisspeltFilter,
    OnlyFilters,
    QueryMistake,
    TooManyPhrases,
    ValueMissing,
)
from embeddings.retrieval.retriever import Retriever
from embeddings.retrieval.scope import Scope
from embeddings.words.question_words import cut_asking

# From 1.29 on ONNX Runtime sends its makers what it runs, and keeps an id of the machine for that.
# It looks at this when it is imported, which nothing above does; no owner has agreed to either.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__all__ = [
    "BACKENDS",
    "DEFAULT_MODEL",
    "FITTED_NUMBERS",
    "PRIVATE_FILE",
    "RANKING_PARAMETERS",
    "ArticlePage",
    "AwayError",
    "Backend",
    "BuildError",
    "BuildFolder",
    "BusyError",
    "Changes",
    "Choices",
    "DamagedError",
    "DamagedRowsError",
    "EmptyPeriod",
    "EncodedText",
    "Encoder",
    "Engine",
    "EngineAddress",
    "Filters",
    "Fitted",
    "FittedError",
    "Hit",
    "InvalidDate",
    "Judgement",
    "Known",
    "LeftAloneError",
    "LocatedPassage",
    "Maker",
    "Manifest",
    "MisspeltFilter",
    "ModelError",
    "OnlyFilters",
    "OutdatedError",
    "PassageIndex",
    "PassageIndexError",
    "Query",
    "QueryError",
    "QueryMistake",
    "RankingParameters",
    "Reranker",
    "Retriever",
    "Scope",
    "Shard",
    "ShardWriter",
    "Signs",
    "StoreError",
    "StoreFolder",
    "StreamedArticle",
    "TakenShards",
    "TooManyPhrases",
    "ValueMissing",
    "build_index",
    "canonical_name",
    "check_live_tokens",
    "check_passages",
    "count_live_fields",
    "cut_asking",
    "estimate_confidence",
    "find_damaged",
    "find_foreign",
    "find_holders",
    "find_maker",
    "fingerprint_encoder",
    "hold_shard",
    "is_live_whole",
    "list_encoded",
    "list_reference_questions",
    "load_checked_index",
    "load_encoder",
    "load_index",
    "load_reranker",
    "make_private",
    "make_private_file",
    "make_private_folder",
    "may_others_read",
    "open_engine",
    "open_known",
    "parse_query",
    "publish_build",
    "read_fitted",
    "read_live_changes",
    "read_live_manifest",
    "read_live_sources",
    "remove_fitted",
    "roll_back",
    "stream_articles",
    "take_shards",
    "use_one_thread",
    "write_fitted",
    "write_private_file",
]
