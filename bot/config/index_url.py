"""`INDEX_URL`: the engine that holds the index, if this machine's disk does not."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

_SCHEMES = {"milvus+http": "http", "milvus+https": "https"}
_DEFAULT_PORT = 19530
_NAME = re.compile(r"(?=.{1,40}\Z)[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_OPTIONS = {"database", "certificate", "vectors"}
_VECTORS = ("FLAT", "AUTOINDEX", "HNSW", "IVF_FLAT", "IVF_SQ8", "DISKANN")
_DATABASE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}|")

HOW_TO_WRITE = (
    "write it as milvus+http://host:19530/name, with letters, digits and single _ in the name; "
    f"behind ? may be database, vectors ({', '.join(_VECTORS).lower()}) and, with https, "
    "certificate"
)


@dataclass(frozen=True, slots=True)
class IndexUrl:
    """An engine at `url`, and what is to be known to use it; see `embeddings.EngineAddress`. It was
    `written` so."""

    written: str = field(repr=False)
    url: str
    name: str
    token: str = field(repr=False)
    database: str
    certificate: str
    vectors: str


def read_index_url(value: str) -> IndexUrl | None:
    """What `value` says, as `milvus+https://user:password@host:19530/name?database=…`, with an API
    key in the place of `user:password`, and `certificate` and `vectors` as in `EngineAddress`; None
    if it is no such address."""
    try:
        parts = urlsplit(value)
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        port = _DEFAULT_PORT if parts.port is None else parts.port
    except ValueError:
        return None
    scheme, name = _SCHEMES.get(parts.scheme), parts.path.removeprefix("/")
    is_whole = scheme and parts.hostname and port and _NAME.fullmatch(name)
    if not is_whole or parts.fragment or not options.keys() <= _OPTIONS:
        return None
    vectors = options.get("vectors", "flat").upper()
    if vectors not in _VECTORS or not _DATABASE.fullmatch(options.get("database", "")):
        return None
    if "certificate" in options and scheme != "https":
        return None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    secrets = (parts.username, parts.password)
    return IndexUrl(
        written=value,
        url=f"{scheme}://{host}:{port}",
        name=name,
        token=":".join(unquote(each) for each in secrets if each is not None),
        database=options.get("database", ""),
        certificate=options.get("certificate", ""),
        vectors=vectors,
    )
