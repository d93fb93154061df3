"""A site of 200 pages on this machine, which remembers what it was asked."""

import gzip
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = (
    *("harbour", "winch", "pilot", "ferry", "crane", "quay", "lantern", "rope", "anchor", "cargo"),
    *("tide", "sailor", "engine", "bridge", "signal", "warehouse", "customs", "captain", "deck"),
)
COUNT = 200


@dataclass(slots=True)
class Answer:
    """What the site says at a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    has_validators: bool = True
    write: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Answers in its own way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, what was answered, and whether it was conditional."""

    path: str
    status: int
    is_conditional: bool
    agent: str


def make_page(title: str, text: str, links: str = "", head: str = "") -> bytes:
    """A page as sites have it: what is around its text is none of it."""
    return (
        f"<!doctype html><html lang=en><head><title>{title} - Harbour handbook</title>{head}"
        '<meta property="og:site_name" content="Harbour handbook"></head><body>'
        f"<nav><ul><li><a href=/>Home</a></ul></nav><main><article><h1>{title}</h1>{text}</article>"
        f"</main><aside>{links}</aside><footer><p>Printed by the harbour office</p></footer></body>"
    ).encode()


def make_text(number: int, word: str = "waits") -> str:
    """Two paragraphs that no other page has."""
    one, two, three = (WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7))
    return (
        f"<p>Berth {number} has the {one} and the {two}, and whoever needs the {three} {word} for "
        f"an hour in front of gate {number * 37}, where the keeper has the key.</p>"
        f"<p>In winter berth {number} is closed from hour {number % 12} on, as the {two} would "
        f"freeze there, and ships are sent on to berth {number + 1} by a signal of two lights.</p>"
    )


class Site:
    """Runs while it is used with `with`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def host(self) -> str:
        """With its port."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def address(self) -> str:
        """Of the site, without a path."""
        return f"http://{self.host}"

    def put(self, path: str, body: bytes | str, **further: object) -> None:
        """From now on that is at `path`."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(data, **further)  # type: ignore[arg-type]

    def put_redirect(self, path: str, target: str, status: int = 301) -> None:
        """From now on `path` leads there."""
        self.answers[path] = Answer(status=status, headers={"Location": target})

    def list_paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    def fill(self) -> None:
        """The 200 pages: each leads to some of the next, so that all are three links away."""
        for number in range(COUNT):
            following = [n for n in range(number * 6 + 1, number * 6 + 7) if n < COUNT]
            links = "".join(f'<a href="/berth/{n}">Berth {n}</a> ' for n in following)
            self.put(f"/berth/{number}", make_page(f"Berth {number}", make_text(number), links))
        self.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", media_type="text/plain")


def make_rss(addresses: list[str]) -> str:
    """A feed that names them."""
    items = "".join(f"<item><title>x</title><link>{a}</link></item>" for a in addresses)
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
    )


def make_atom(addresses: list[str]) -> str:
    """The same, as Atom."""
    entries = "".join(
        f'<entry><id>{a}</id><title>x</title><link href="{a}"/></entry>' for a in addresses
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>'


def make_sitemap(addresses: list[str], kind: str = "url") -> bytes:
    """A sitemap of pages, or of sitemaps."""
    root = {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    entries = "".join(f"<{kind}><loc>{a}</loc></{kind}>" for a in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><{root} xmlns="{space}">{entries}</{root}>'.encode()


def pack(data: bytes) -> bytes:
    """As gzip, always the same."""
    return gzip.compress(data, mtime=0)


def _make_handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5
        wbufsize = 1 << 16  # head and body together: else each waits for the other to be heard

        def do_GET(self) -> None:
            answer = site.answers.get(self.path) or Answer(b"<p>nothing here", status=404)
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            given = self.headers.get("If-None-Match")
            is_same = answer.status == 200 and answer.has_validators and given == etag
            status = 304 if is_same else answer.status
            agent = self.headers.get("User-Agent") or ""
            site.asked.append(Asked(self.path, status, given is not None, agent))
            if answer.write:
                answer.write(self)
                return
            self.send_response(status)
            if answer.has_validators and answer.status == 200:
                self.send_header("ETag", etag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.media_type:
                self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", "0" if is_same else str(len(answer.body)))
            self.end_headers()
            if not is_same:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
