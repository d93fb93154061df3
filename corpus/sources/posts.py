"""A post of a Telegram channel, its address, and whether it says anything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.formats.decoding import clean_text
from corpus.normalization import clean_line
from corpus.sources.pages import Block, write_blocks
from corpus.sources.post_names import PRIVATE_FOLDER
from corpus.sources.post_titles import find_title
from corpus.sources.post_words import is_tags, says_something

MAX_TEXT = 32_768
"""Characters of a post, eight times as many as Telegram takes; what is behind is left out."""
_MAX_NAME = 200
_HIDDEN = "…"
_UNKNOWN = "Deleted Account"
"""What Telegram's programs call those of whom it knows no name any more."""


@dataclass(frozen=True, slots=True)
class Channel:
    """`id` is as links and exports have it, without what a bot's interface puts before it; `name`
    is that by which anybody finds it, without "@", None if it is private. `place` is the folder
    that its posts lie in, if that is called otherwise."""

    id: int
    title: str
    name: str | None = None
    place: str | None = None

    @property
    def folder(self) -> str:
        """Where its posts lie below the folder of the articles."""
        own = self.name.lower() if self.name else f"{PRIVATE_FOLDER}{self.id}"
        return self.place or own

    def link(self, post_id: int) -> str:
        """The address of a post, which opens for members only if the channel is private."""
        return f"https://t.me/{self.name or f'c/{self.id}'}/{post_id}"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a post's text, of one line with what stands beside it, or what stands in it as
    code; of a spoiler, which Telegram shows to those who ask for it; an item of a list."""

    text: str
    is_code: bool = False
    is_spoiler: bool = False
    is_item: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether it is never of one line with what stands beside it."""
        return self.is_code or self.is_item


@dataclass(frozen=True, slots=True)
class Post:
    """`at` and `edited` are in seconds since 1970; `author` is who signed it, `origin` whose it was
    before it was forwarded, `""` if nobody knows any more, `reply_to` the post of the same channel
    that it replies to."""

    id: int
    at: int
    parts: tuple[Part, ...]
    author: str | None = None
    origin: str | None = None
    reply_to: int | None = None
    edited: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A post as it stands in a file: `body` is its text in Markdown, `title` what it is called,
    `""` if nothing of it tells; the rest as of the post."""

    id: int
    at: int
    title: str
    body: str
    author: str | None = None
    origin: str | None = None
    reply_to: int | None = None
    edited: int | None = None

    @property
    def signed(self) -> str | None:
        """Whose words these are, if not the channel's."""
        return self.origin or self.author


def make_lines(lines: Iterable[str | None], items: Iterable[str] = ()) -> tuple[Part, ...]:
    """What a post shows besides its text, such as a poll: `lines`, each a paragraph, and `items`
    below; what is None or blank is left out."""
    shown = [Part(f"\n{line[:MAX_TEXT]}\n") for line in lines if line and line.strip()]
    listed = [Part(item[:MAX_TEXT], is_item=True) for item in items if item.strip()]
    return (*shown, *listed)


def make_entry(post: Post) -> Entry | None:
    """The post as it is stored; None if it says nothing: at most a word, or addresses."""
    parts = _join_lines(post.parts)
    if not says_something("\n".join(part.text for part in parts)):
        return None
    # A line of tags is nothing to quote, and would be with the sentence above it.
    blocks = [block for part in parts for block in _make_blocks(part)]
    return Entry(
        id=post.id,
        at=post.at,
        title=find_title(part.text for part in _hide_spoilers(post.parts) if not part.is_apart),
        body=write_blocks(blocks),
        author=_clean_name(post.author),
        origin=None if post.origin is None else _clean_name(post.origin) or _UNKNOWN,
        reply_to=post.reply_to,
        edited=post.edited,
    )


def _join_lines(parts: Iterable[Part]) -> list[Part]:
    """`parts`, cleaned, with those that are text and stand side by side as one."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.is_apart and not joined[-1].is_apart:
            joined[-1] = Part(joined[-1].text + part.text)
        else:
            joined.append(part)
    return [replace(part, text=clean_text(part.text), is_spoiler=False) for part in joined]


def _hide_spoilers(parts: Iterable[Part]) -> list[Part]:
    """As `_join_lines`, for what is shown before anybody asks for the words themselves."""
    return _join_lines(replace(part, text=_HIDDEN) if part.is_spoiler else part for part in parts)


def _make_blocks(part: Part) -> list[Block]:
    if part.is_code:
        return [Block(part.text, "code")]
    if part.is_item:
        return [Block(" ".join(part.text.split()), "item")]
    # Nobody breaks lines of a post by hand: each is a paragraph, or an item.
    return [Block(line) for line in part.text.split("\n") if not is_tags(line)]


def _clean_name(name: str | None) -> str | None:
    line = " ".join(clean_text(name).split())[:_MAX_NAME] if name else ""
    return line if clean_line(line) else None
